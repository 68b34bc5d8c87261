"""The health check: every kind of damage is named, and a good file has none."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.samples import sample_file
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine
from ctpat_desktop.workspace.repair import health

ADD_AGAIN = "Add the file again, or restore a backup."


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The sample importer, encrypted, and its key."""
    path = tmp_path_factory.mktemp("health") / "sealed.ctpat"
    opened = sample_file.create(path, "importer", "kettle")
    key = opened.key
    settings.put(opened, "portal.soft_limit", 3500)
    opened.close()
    return path, key


@pytest.fixture
def sealed(once, tmp_path):
    return shutil.copy(once[0], tmp_path / "sealed.ctpat"), once[1]


def damages_after(sealed, *statements):
    """Damage a file by SQL; return what the check says, as (where, what)."""
    path, key = sealed
    with closing(engine.bare(path, key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for statement in statements:
            connection.execute(statement)
    before = path.read_bytes()
    found = health.verify(path, key)
    assert path.read_bytes() == before
    assert all(row.what.endswith(".") and row.remedy.endswith(".") for row in found)
    return [(row.where, row.what) for row in found]


def test_a_good_file(sealed):
    assert damages_after(sealed) == []


@pytest.mark.parametrize("every", [149, pytest.param(29, marks=pytest.mark.slow)])
def test_a_flipped_byte_on_any_page(sealed, every):
    path, key = sealed
    good = path.read_bytes()
    for page in range(2, len(good) // 4096 + 1, every):
        at = (page - 1) * 4096 + page
        path.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        found = health.verify(path, key)
        words = f"Page {page} of the file is damaged or was changed."
        assert (words, "encryption") in [(row.what, row.where) for row in found]


def test_a_damaged_index(sample):
    with closing(sqlite3.connect(sample)) as connection:
        query = "SELECT pageno FROM dbstat WHERE name = 'ix_site_company_id'"
        (page,) = connection.execute(query).fetchone()
    with sample.open("r+b") as file:
        file.seek(page * 4096 - 10)
        file.write(b"g")  # no hexadecimal digit: the index now names a company there is not
    found = health.verify(sample, None)
    assert any(row.where == "database" and "ix_site_company_id" in row.what for row in found)


def test_a_record_whose_parent_is_gone(sealed):
    found = damages_after(sealed, "DELETE FROM company")
    orphans = [where for where, what in found if what == "It belongs to a company that is gone."]
    assert len(orphans) == health.MOST
    assert [where for where in orphans if not where.endswith("”)")] == []
    assert any("is not in its table" in what for _, what in found)


def test_a_missing_table(sealed):
    found = damages_after(sealed, "DROP TABLE criterion_overlay")
    assert ("table criterion_overlay", "It is not as this version makes it.") in found


def test_a_missing_column(sealed):
    found = damages_after(sealed, "ALTER TABLE contact DROP COLUMN phone")
    assert ("table contact", "It is not as this version makes it.") in found


def test_a_missing_index(sealed):
    found = damages_after(sealed, "DROP INDEX uq_response_whole")
    assert found == [("table response", "It is not as this version makes it.")]


def test_another_version(sealed):
    found = damages_after(sealed, "PRAGMA user_version = 1")
    assert found[0][0] == "tables"
    assert found[0][1].startswith("The tables are of version 1, this program's are of ")


def test_a_gap_in_the_history(sealed):
    found = damages_after(sealed, "DELETE FROM revision WHERE number BETWEEN 4 AND 6")
    assert ("revision 4 to 6", "Changes are missing from the history.") in found


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE evidence_chunk SET content = zeroblob(length(content))", "Its file is damaged."),
        ("DELETE FROM evidence_chunk", "Its file is missing."),
    ],
)
def test_a_document(sealed, statement, words):
    path, key = sealed
    with closing(engine.bare(path, key)) as connection:
        title, sha256 = connection.execute("SELECT title, sha256 FROM evidence").fetchone()
    found = damages_after(sealed, f"{statement} WHERE sha256 = '{sha256}'")
    assert found == [(f"document “{title}”", words)]


def test_one_flipped_byte_of_a_document(workspace):
    company = companies.dossier(workspace, companies.start(workspace, "A", "importer", 2026))
    library.add_bytes(workspace, company.company.id, "log.bin", b"abc" * 1000)
    with workspace.bare() as connection:
        spoilt = b"abd" + b"abc" * 999
        connection.execute("UPDATE evidence_chunk SET content = ?", (spoilt,))
    assert [(row.where, row.what) for row in upkeep.check(workspace)] == [
        ("document “log”", "Its file is damaged.")
    ]


def test_a_setting_that_is_no_value(sealed):
    found = damages_after(sealed, "UPDATE setting SET value = '{'")
    assert ("setting portal.soft_limit", "It cannot be read.") in found


def test_history_that_holds_nonsense_is_told_not_thrown(sealed):
    for value in ("'['", "'5'", "'{\"a\": 1}'", "NULL || 'x'", "x'ff'"):
        damages_after(sealed, f"UPDATE OR IGNORE revision SET changes = {value} WHERE number = 3")
        found = damages_after(sealed)
        assert any("revision 3" in what or "check stopped" in what for _, what in found)


def test_a_ruined_file_has_a_short_list(sealed):
    found = damages_after(sealed, "UPDATE response SET narrative = 'x'")
    assert len(found) <= health.MOST


def test_a_damaged_list_of_tables_is_told_not_thrown(sealed):
    path, _ = sealed
    good = path.read_bytes()
    path.write_bytes(good[:4096] + b"".join(b"\xa5" * 4096 for _ in range(60)) + good[61 * 4096 :])
    assert upkeep.check_file(path, "kettle")


@pytest.mark.parametrize("cut", [1, 4096])
def test_a_file_cut_short_is_told_not_thrown(sealed, cut):
    path, _ = sealed
    path.write_bytes(path.read_bytes()[:-cut])
    assert upkeep.check_file(path, "kettle")


def test_the_wrong_passphrase_is_no_damage(sealed):
    with pytest.raises(workspaces.WrongKey):
        upkeep.check_file(sealed[0], "mango")
    with pytest.raises(Problem, match="There is no file"):
        upkeep.check_file(sealed[0].with_name("none"), "mango")
