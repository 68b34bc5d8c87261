"""Repair: everything that can be read is saved, what is lost is named, the file is not touched."""

import os
import random
import shutil
import sqlite3
from contextlib import closing

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine, keys
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.repair import damaged_file, health, raw_pages
from ctpat_desktop.workspace.repair.health import verify

PAGE = 4096
BIG = random.Random(3).randbytes(60_000)


def fill(workspace):
    """A company with sites, fifty long answers, a document and a long history."""
    account = companies.start(workspace, "Acme Seals", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    for number in range(12):
        records.add(workspace, "site", company_id=company, name=f"Dock {number}", notes="n" * 300)
    document = library.add_bytes(workspace, company, "seal log.bin", BIG)
    criteria = [row.criterion.id for row in companies.dossier(workspace, account).answers]
    for number, criterion in enumerate(criteria[:50]):
        words = f"Answer {number}: " + f"The guard looks at seal {number}. " * 25
        answers.save(workspace, account, criterion, status="in_place", narrative=words)
    evidence_links.link(workspace, account, criteria[0], document)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The same content in a plain and in an encrypted file, and the key of the latter."""
    folder, passphrase = tmp_path_factory.mktemp("salvage"), "kettle"
    for name, secret in (("plain", ""), ("sealed", passphrase)):
        opened = workspaces.create(folder / f"{name}.ctpat", secret)
        fill(opened)
        opened.close()
    key = workspaces.key_of(folder / "sealed.ctpat", passphrase)
    return folder, key


@pytest.fixture
def plain(once, tmp_path):
    return shutil.copy(once[0] / "plain.ctpat", tmp_path / "plain.ctpat")


@pytest.fixture
def sealed(once, tmp_path):
    return shutil.copy(once[0] / "sealed.ctpat", tmp_path / "sealed.ctpat")


def state(path, key=None):
    """Everything people typed, as text by table."""
    with closing(engine.bare(path, key)) as connection:
        return {
            table: sorted(map(str, connection.execute(f"SELECT * FROM {table}")))
            for table in ("company", "site", "account", "profile", "response", "evidence")
        }


def overwrite(path, page, data=b"\xa5" * PAGE):
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(data)


def pages(path, kind):
    """The pages of one kind: (table or index, "leaf", "internal" or "overflow")."""
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query, kind)]


def repaired(path, passphrase="", key=None):
    """Repair a file; return what was saved, after checking all that must always hold."""
    before, made = path.read_bytes(), path.with_name("made.ctpat")
    there = sorted(other.name for other in path.parent.iterdir())
    saved = upkeep.repair(path, made, passphrase)
    assert path.read_bytes() == before
    assert sorted(other.name for other in path.parent.iterdir()) == sorted([*there, "made.ctpat"])
    assert made.stat().st_mode & 0o777 == 0o600
    found = verify(made, key)
    assert all(row.what == "Its file is missing." for row in found), found
    assert {row.where for row in found} <= {row.where for row in saved.lost}
    return saved, made


RECORDS_ARE_REBUILT = [
    ("response", "leaf"),
    ("site", "leaf"),
    ("company", "leaf"),
    ("ix_revision_record_id", "leaf"),
    ("sqlite_autoindex_response_1", "leaf"),
    ("uq_response_whole", "leaf"),
    ("response", "internal"),
]


@pytest.mark.parametrize("kind", RECORDS_ARE_REBUILT)
def test_a_lost_page_of_records_or_an_index_loses_nothing(plain, kind):
    whole = state(plain)
    assert pages(plain, kind)
    for page in pages(plain, kind)[:1]:
        overwrite(plain, page)
    saved, made = repaired(plain)
    assert state(made) == whole
    assert saved.lost == ()
    workspaces.open_file(made).close()


@pytest.mark.parametrize("kind", [("evidence_chunk", "leaf"), ("evidence_chunk", "overflow")])
def test_a_lost_page_of_a_document_names_it(plain, kind):
    whole = state(plain)
    overwrite(plain, pages(plain, kind)[-1])
    saved, made = repaired(plain)
    assert state(made) == whole
    assert [row.where for row in saved.lost] == ["document “seal log”"]
    assert saved.lost[0].remedy.startswith("Add the file again")


@pytest.mark.parametrize("kind", [("revision", "leaf"), ("revision", "internal")])
def test_a_lost_page_of_the_history_keeps_every_record(plain, kind):
    whole = state(plain)
    overwrite(plain, pages(plain, kind)[len(pages(plain, kind)) // 2])
    saved, made = repaired(plain)
    assert state(made) == whole
    if kind[1] == "leaf":
        (row,) = saved.lost
        assert row.where == "history"
        assert "of its entries cannot be read" in row.what


def test_records_and_history_lost_together_are_named(plain):
    responses = pages(plain, ("response", "leaf"))[2]
    overwrite(plain, responses)
    for page in pages(plain, ("revision", "leaf")):
        overwrite(plain, page)
    saved, _ = repaired(plain)
    named = [row.where for row in saved.lost]
    assert "history" in named
    assert any(where.startswith("response ") for where in named)


def test_a_removed_record_does_not_come_back(plain):
    opened = workspaces.open_file(plain)
    with opened.read() as session:
        (site,) = session.query(records.RECORDS["site"]).filter_by(name="Dock 3")
    records.remove(opened, "site", site.id)
    opened.close()
    whole = state(plain)
    overwrite(plain, pages(plain, ("revision", "leaf"))[-1])
    _, made = repaired(plain)
    assert state(made) == whole


def test_nonsense_in_the_history_is_left_out(plain):
    with closing(engine.bare(plain, None)) as connection:
        connection.execute("UPDATE revision SET changes = '{\"a\": 1}' WHERE number = 5")
        connection.execute("UPDATE revision SET at = 'noon' WHERE number = 9")
        connection.execute("UPDATE revision SET changes = '[' WHERE number = 12")
    whole = state(plain)
    saved, made = repaired(plain)
    assert state(made) == whole
    assert [row.what for row in saved.lost if row.where == "history"] == [
        "3 of its entries cannot be read."
    ]


@pytest.mark.parametrize("every", [48, pytest.param(1, marks=pytest.mark.slow)])
def test_a_damaged_page_of_an_encrypted_file(once, sealed, every):
    """Whichever page is damaged: every record is saved, and the file made is sound.

    Two pages are beyond it: the first of the list of tables, without which nothing is read, and
    the one that tells where the history stands; there the tables beside it are lost and named.
    """
    _, key = once
    whole, good = state(sealed, key), sealed.read_bytes()
    lost_records = 0
    for page in range(2, len(good) // PAGE + 1, every):
        sealed.write_bytes(good)
        overwrite(sealed, page, os.urandom(PAGE))
        saved, made = repaired(sealed, keys.to_code(key), key)
        if state(made, key) != whole:
            lost_records += 1
            assert "table revision" in {row.where for row in saved.lost}, page
        assert b"Acme Seals" not in made.read_bytes()  # four letters come up by chance
        made.unlink()
    assert lost_records <= 1


def list_pages(path, key):
    """The pages of the list of tables, the first of them left out."""
    first = raw_pages.Sealed(key).opened(1, path.read_bytes()[:PAGE])
    return [number for number, _ in raw_pages._children(first)]


def ids(path, key):
    """Every record of a file, as a report names it."""
    with closing(engine.bare(path, key)) as connection:
        return {
            f"{table} {row[0]}"
            for table in ("company", "site", "account", "profile", "response", "evidence")
            for row in connection.execute(f"SELECT id FROM {table}")
        }


def test_where_the_history_stands_is_lost_each_record_is_kept_or_named(once, sealed):
    _, key = once
    before = ids(sealed, key)
    overwrite(sealed, list_pages(sealed, key)[0], os.urandom(PAGE))
    saved, made = repaired(sealed, keys.to_code(key), key)
    lost = " ".join(row.where for row in saved.lost) + " "
    gone = before - ids(made, key)
    assert len({row for row in gone if row.startswith("response ")}) == 50
    assert [
        row for row in gone if f"{row} " not in lost and f"table {row.split()[0]} " not in lost
    ] == []


def names(path, key):
    """What the list of tables names, in its order, as repair reads it."""
    with damaged_file.copied(path, key, path.with_name("copy.ctpat")) as copy:
        reader = damaged_file.Reader(copy, key)
        found = [row[2] for row in reader.numbered("sqlite_master")]
        reader.close()
    return [name for name in found if not name.startswith(raw_pages.LOST)]


@pytest.mark.parametrize("place", [0, 0.5, -1])
def test_what_stands_behind_a_lost_page_of_the_list_of_tables_is_read(once, sealed, place):
    _, key = once
    before, there = names(sealed, key), list_pages(sealed, key)
    overwrite(sealed, there[int(place * len(there)) if place > 0 else place], os.urandom(PAGE))
    gone = [number for number, name in enumerate(before) if name not in set(names(sealed, key))]
    assert gone == list(range(gone[0], gone[-1] + 1))  # what one page named, and no more
    assert 0 < len(gone) < 40


def test_the_first_page_is_beyond_repair(once, sealed):
    data = sealed.read_bytes()
    sealed.write_bytes(data[:16] + os.urandom(PAGE - 16) + data[PAGE:])
    with pytest.raises(Problem, match="its list of tables is damaged") as caught:
        upkeep.repair(sealed, sealed.with_name("made.ctpat"), "kettle")
    assert caught.value.hint == "Restore a backup."
    assert [path.name for path in sealed.parent.iterdir()] == ["sealed.ctpat"]


@pytest.mark.parametrize("cut", [1, 5000, 100_000])
@pytest.mark.parametrize("name", ["plain", "sealed"])
def test_a_file_cut_short(once, tmp_path, name, cut):
    path = shutil.copy(once[0] / f"{name}.ctpat", tmp_path / "cut.ctpat")
    os.truncate(path, path.stat().st_size - cut)
    passphrase, key = ("kettle", once[1]) if name == "sealed" else ("", None)
    _, made = repaired(path, passphrase, key)
    assert state(made, key)["company"] == state(once[0] / f"{name}.ctpat", key)["company"]
    opened = workspaces.open_file(made, passphrase)
    assert companies.overview(opened)[0].company == "Acme Seals"
    opened.close()


def test_a_plain_file_with_a_damaged_beginning(plain):
    whole = state(plain)
    with plain.open("r+b") as file:
        file.write(b"SQLITE")
    saved, made = repaired(plain)
    assert (state(made), saved.lost) == (whole, ())


@pytest.mark.parametrize("way", ["code", "passphrase"])
def test_a_damaged_salt(once, sealed, way, monkeypatch, tmp_path):
    """The salt is in the QR code's line, and in the name of the folder of backups."""
    monkeypatch.setenv("CTPAT_DESKTOP_HOME", str(tmp_path / "home"))
    _, key = once
    whole = state(sealed, key)
    typed = keys.to_code(key)
    if way == "passphrase":
        typed = "kettle"
        backups.folder(key.file_id).mkdir(parents=True)
        (backups.folder("").joinpath("plain-0123")).mkdir()
    with sealed.open("r+b") as file:
        file.write(bytes(byte ^ 255 for byte in key.salt[:4]))
    saved, made = repaired(sealed, typed, key)
    assert (state(made, key), saved.lost) == (whole, ())
    assert keys.salt_of(made) == key.salt


def test_the_wrong_passphrase_repairs_nothing(sealed):
    with pytest.raises(Problem, match="not the passphrase"):
        upkeep.repair(sealed, sealed.with_name("made.ctpat"), "another")
    with pytest.raises(Problem, match="not the passphrase"):
        upkeep.repair(sealed, sealed.with_name("made.ctpat"), keys.to_code(keys.fresh("a")))
    assert [path.name for path in sealed.parent.iterdir()] == ["sealed.ctpat"]


def test_what_a_killed_program_left_beside_the_file_is_used_and_stays(once, sealed, tmp_path):
    _, key = once
    opened = workspaces.open_with(sealed, key)
    companies.start(opened, "Bolt", "importer", 2026)
    killed = tmp_path / "killed"
    killed.mkdir()
    for end in ("", "-wal"):
        shutil.copy(sealed.with_name(sealed.name + end), killed / f"k.ctpat{end}")
    opened.close()
    before = (killed / "k.ctpat-wal").read_bytes()
    _, made = repaired(killed / "k.ctpat", "kettle", key)
    assert (killed / "k.ctpat-wal").read_bytes() == before
    assert any("Bolt" in row for row in state(made, key)["company"])


def test_never_over_a_file(plain):
    with pytest.raises(Problem, match="exists already"):
        upkeep.repair(plain, plain)
    made = plain.with_name("made.ctpat")
    made.symlink_to(plain.with_name("nowhere"))
    with pytest.raises(Problem, match="exists already"):
        upkeep.repair(plain, made)


def test_a_repaired_file_can_be_worked_in_and_repaired_again(plain):
    overwrite(plain, pages(plain, ("revision", "leaf"))[1])
    _, made = repaired(plain)
    opened = workspaces.open_file(made)
    account = companies.choose(opened)
    answers.save(opened, account, "1.1", narrative="After the repair.")
    opened.undo()
    opened.redo()
    opened.close()
    assert health.verify(made, None) == ()
    saved = upkeep.repair(made, made.with_name("again.ctpat"))
    assert saved.lost == ()
    assert health.verify(made.with_name("again.ctpat"), None) == ()


def test_a_file_that_cannot_be_opened_is_told_in_one_line(sample, tmp_path, monkeypatch):
    def refused(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(upkeep, "_key_of_damaged", refused)
    with pytest.raises(Problem, match=r"sample\.ctpat cannot be read: input/output error"):
        upkeep.repair(sample, tmp_path / "new.ctpat")
    assert not (tmp_path / "new.ctpat").exists()
