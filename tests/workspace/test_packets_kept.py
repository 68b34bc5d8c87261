"""Packets and their bytes: damage is named, and everything that copies a file carries them over."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.packets import issuing, record_signature, store
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, engine
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from tests.services.packets.test_packets import one_page
from tests.services.trade.trading import TODAY, Importer

SCHEMAS = Path(__file__).parents[1] / "data" / "schemas"
KEY = Key(bytes(range(32)), bytes(range(16)))
LONG = random.Random(5).randbytes(2_500_000)
"""A signed file of three slices."""


def filled(workspace):
    """One packet that was signed and one of the next year that waits."""
    importer = Importer(workspace)
    first = issuing.issue(Scope.of(workspace, importer.account_id, TODAY))
    pdf = one_page() + LONG
    record_signature.record_scan(
        workspace, first, pdf, record_signature.ByHand(("Dana Okoro",), TODAY)
    )
    later = TODAY.replace(year=TODAY.year + 1)
    return first, issuing.issue(Scope.of(workspace, importer.account_id, later))


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The same packets in a plain and in an encrypted file; the ids of the packets of each."""
    folder, ids = tmp_path_factory.mktemp("packets"), {}
    for name, key in (("plain", None), ("sealed", KEY)):
        opened = door.create_workspace(folder / f"{name}.ctpat", key)
        ids[name] = filled(opened)
        opened.close()
    return folder, ids


@pytest.fixture(autouse=True)
def private_home(monkeypatch, tmp_path):
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))


@pytest.fixture
def sealed(once, tmp_path):
    return shutil.copy(once[0] / "sealed.ctpat", tmp_path / "sealed.ctpat")


@pytest.fixture
def plain(once, tmp_path):
    return shutil.copy(once[0] / "plain.ctpat", tmp_path / "plain.ctpat")


def held(workspace):
    """Everything of every packet: its record, the issued file, the signed one, who signed."""
    with workspace.read() as session:
        packets = session.query(records.RECORDS["packet"]).order_by("year").all()
    return [
        (
            tuple(getattr(row, column.key) for column in row.__table__.columns),
            store.issued(workspace, row.id),
            store.current_pdf(workspace, row.id),
            [(given.name, given.at) for given in store.signatures(workspace, row.id)],
        )
        for row in packets
    ]


def held_in(path, key=None):
    with closing(door.open_workspace(path, key)) as workspace:
        return held(workspace)


def flip(path, key, column, year):
    """Flip one byte of the file behind a packet; return its title and code."""
    with closing(engine.bare(path, key)) as connection:
        query = f"SELECT {column}, title, code FROM packet WHERE year = ?"
        sha256, title, code = connection.execute(query, (year,)).fetchone()
        where = "WHERE sha256 = ? AND number = 0"
        row = connection.execute(f"SELECT content FROM evidence_chunk {where}", (sha256,))
        good = bytearray(row.fetchone()[0])
        good[len(good) // 2] ^= 1
        values = (bytes(good), sha256)
        connection.execute(f"UPDATE evidence_chunk SET content = ? {where}", values)
    return f"packet “{title}” ({code})"


def damages(path, key):
    return [(row.where, row.what, row.remedy) for row in health.verify(path, key)]


def test_whole_packets_are_no_damage(sealed):
    assert damages(sealed, KEY) == []


def test_a_flipped_byte_of_a_packet_that_waits(sealed):
    where = flip(sealed, KEY, "sha256", 2027)
    words = "Restore a backup, or withdraw the packet and issue it again."
    assert damages(sealed, KEY) == [(where, "Its issued PDF is damaged.", words)]


def test_a_flipped_byte_of_the_issued_file_of_a_signed_packet(sealed):
    where = flip(sealed, KEY, "sha256", 2026)
    assert damages(sealed, KEY) == [(where, "Its issued PDF is damaged.", "Restore a backup.")]


def test_a_flipped_byte_of_a_signed_file_names_document_and_packet(sealed):
    where = flip(sealed, KEY, "signed_sha256", 2026)
    document = "document “MOU packet 2026, signed”"
    assert damages(sealed, KEY) == [
        (document, "Its file is damaged.", health.ADD_AGAIN),
        (where, "Its signed PDF is damaged.", health.RECORD_AGAIN),
    ]


def test_a_missing_file_of_a_packet(sealed):
    with closing(engine.bare(sealed, KEY)) as connection:
        sha256 = "(SELECT sha256 FROM packet WHERE year = 2027)"
        connection.execute(f"DELETE FROM evidence_chunk WHERE sha256 = {sha256}")
    (found,) = damages(sealed, KEY)
    assert found[1] == "Its issued PDF is missing."


def test_a_damaged_packet_is_not_printed(sealed, once):
    flip(sealed, KEY, "sha256", 2027)
    with (
        closing(door.open_workspace(sealed, KEY)) as opened,
        pytest.raises(Problem, match="“MOU packet 2027” is missing or damaged") as caught,
    ):
        store.current_pdf(opened, once[1]["sealed"][1])
    assert "\n" not in caught.value.line()


def test_recording_the_signed_file_again_mends_it(sealed, once):
    flip(sealed, KEY, "signed_sha256", 2026)
    with closing(door.open_workspace(sealed, KEY)) as opened:
        pdf = one_page() + LONG
        record_signature.record_scan(
            opened, once[1]["sealed"][0], pdf, record_signature.ByHand(("Dana Okoro",), TODAY)
        )
    assert damages(sealed, KEY) == []


def test_issuing_again_leaves_a_whole_packet_that_waits(sealed, once):
    where = flip(sealed, KEY, "sha256", 2027)
    with closing(door.open_workspace(sealed, KEY)) as opened:
        packet = once[1]["sealed"][1]
        account = records.stored(opened, "packet", packet).account_id
        issuing.withdraw(opened, packet)
        fresh = issuing.issue(Scope.of(opened, account, TODAY.replace(year=2027)))
        assert store.current_pdf(opened, fresh)
    words = "It was withdrawn and nothing waits for it; a backup brings it back."
    assert damages(sealed, KEY) == [(where, "Its issued PDF is damaged.", words)]


def test_adding_a_damaged_document_again_mends_it(sealed):
    with closing(engine.bare(sealed, KEY)) as connection:
        connection.execute("UPDATE evidence_chunk SET content = x'00' WHERE number = 1")
    with closing(door.open_workspace(sealed, KEY)) as opened:
        with opened.read() as session:
            company = session.query(records.RECORDS["company"]).one().id
        library.add_bytes(opened, company, "signed.pdf", one_page() + LONG)
    assert damages(sealed, KEY) == []


def test_a_backup_and_what_is_restored_from_it(sealed, tmp_path):
    before = held_in(sealed, KEY)
    with closing(door.open_workspace(sealed, KEY)) as opened:
        made = backups.make(opened, datetime(2026, 11, 22, tzinfo=UTC))
    backups.restore(made.path, KEY, tmp_path / "restored.ctpat")
    assert held_in(tmp_path / "restored.ctpat", KEY) == before


def test_another_passphrase(sealed):
    before = held_in(sealed, KEY)
    with closing(door.open_workspace(sealed, KEY)) as opened:
        workspaces.change_passphrase(opened, "kettle drum")
        assert held(opened) == before
    with closing(workspaces.open_file(sealed, "kettle drum")) as opened:
        assert held(opened) == before


def test_saving_elsewhere(sealed, tmp_path):
    with closing(door.open_workspace(sealed, KEY)) as opened:
        before = held(opened)
        (tmp_path / "new").mkdir()
        upkeep.save_elsewhere(opened, tmp_path / "new" / "saved.ctpat")
        assert held(opened) == before


def test_saving_elsewhere_from_a_backup_names_the_packet_issued_since(workspace, tmp_path):
    importer = Importer(workspace)
    backups.make(workspace, datetime(2026, 11, 22, tzinfo=UTC))
    packet = issuing.issue(Scope.of(workspace, importer.account_id, TODAY))
    code = records.stored(workspace, "packet", packet).code
    os.truncate(workspace.path, 0)
    (tmp_path / "new").mkdir()
    rescued = upkeep.save_elsewhere(workspace, tmp_path / "new" / "saved.ctpat")
    assert rescued.missing == (f"packet “MOU packet 2026” ({code})",)
    assert records.stored(workspace, "packet", packet).state == "issued"


PAGE = 4096


def overwrite(path, table, kind):
    """Spoil the first page of a table of the given kind."""
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno"
    with closing(sqlite3.connect(path)) as connection:
        page = connection.execute(query, (table, kind)).fetchone()[0]
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


@pytest.mark.parametrize("table", ["packet", "packet_signature", "evidence", "account"])
def test_repair_rebuilds_packets_from_the_history(plain, table):
    before = held_in(plain)
    overwrite(plain, table, "leaf")
    saved = upkeep.repair(plain, plain.with_name("made.ctpat"))
    assert saved.lost == ()
    assert held_in(plain.with_name("made.ctpat")) == before


def test_repair_names_the_packet_whose_bytes_are_lost(plain):
    where = flip(plain, None, "sha256", 2027)
    saved = upkeep.repair(plain, plain.with_name("made.ctpat"))
    assert [row.where for row in saved.lost] == [where]
    assert [row[:2] for row in damages(plain.with_name("made.ctpat"), None)] == [
        (where, "Its issued PDF is missing.")
    ]


def test_repair_keeps_a_packet_whose_document_is_lost_for_good(plain):
    with closing(engine.bare(plain, None)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("DELETE FROM evidence")
        connection.execute("DELETE FROM revision WHERE table_name = 'evidence'")
    before = held_in(plain)
    made = plain.with_name("made.ctpat")
    saved = upkeep.repair(plain, made)
    assert "What it mentions (evidence) is lost." in {row.what for row in saved.lost}
    assert [row[1:] for row in held_in(made)] == [row[1:] for row in before]
    assert health.verify(made, None) == ()


@pytest.mark.parametrize("version", [2, 3])
def test_a_file_of_an_older_version_can_be_repaired(version, tmp_path):

    path = shutil.copy(SCHEMAS / f"schema-{version}-plain.ctpat", tmp_path / "old.ctpat")
    made = tmp_path / "made.ctpat"
    assert upkeep.repair(path, made).lost == ()
    door.open_workspace(made, None).close()
    assert health.verify(made, None) == ()
