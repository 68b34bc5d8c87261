"""A file says which version of the program wrote it, also to a program that is too old for it."""

import shutil
from contextlib import closing

import pytest

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import door, engine, program_note, schema
from ctpat_desktop.workspace.program_note import HERE, Note
from ctpat_desktop.workspace.repair import health, salvage
from tests.workspace.test_upgrade import FOLDER, KEY


def note_of(path, key):
    with closing(engine.bare(path, key)) as connection:
        return program_note.read(connection)


def write(path, key, version, released, user_version=schema.VERSION):
    with closing(engine.bare(path, key)) as connection:
        connection.execute(f"DROP VIEW IF EXISTS {program_note.VIEW}")
        connection.execute(
            f"CREATE VIEW {program_note.VIEW} AS SELECT '{version}' AS version, "
            f"'{released}' AS released"
        )
        connection.execute(f"PRAGMA user_version = {user_version}")


@pytest.fixture
def file(empty_file, tmp_path):
    path, key = empty_file
    return shutil.copy(path, tmp_path / "file.ctpat"), key


def test_a_new_file_says_this_version(file):
    assert note_of(*file) == HERE


def test_a_file_of_a_newer_version_names_it_and_what_to_do(file):
    path, key = file
    write(path, key, "9.4.1", "2031-05-04", schema.VERSION + 1)
    before = path.read_bytes()
    with pytest.raises(Problem) as refused:
        door.open_workspace(path, key)
    assert str(refused.value) == (
        "file.ctpat was made by a newer version of CTPAT Desktop: 9.4.1 of 05/04/2031; this is "
        f"{HERE.version}."
    )
    assert refused.value.hint == (
        "The file was not touched. Install version 9.4.1 or newer to open it."
    )
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", ["", "9", "new; see evil", "9.4\nInstall", "1.2.3.4.5"])
def test_what_is_no_version_is_not_repeated(file, version):
    path, key = file
    write(path, key, version, "soon", schema.VERSION + 1)
    with pytest.raises(Problem) as refused:
        door.open_workspace(path, key)
    assert str(refused.value) == "file.ctpat was made by a newer version of CTPAT Desktop."


def test_an_upgraded_file_says_this_version(tmp_path):
    path = shutil.copy(FOLDER / "schema-7-encrypted.ctpat", tmp_path / "old.ctpat")
    assert note_of(path, KEY) == Note()
    door.open_workspace(path, KEY).close()
    assert note_of(path, KEY) == HERE
    assert health.verify(path, KEY) == ()


@pytest.mark.parametrize(
    ("version", "after"), [("0.0.9", HERE), ("99.0", Note("99.0", "2031-05-04"))]
)
def test_writing_says_this_version_unless_a_newer_one_wrote(file, version, after):
    path, key = file
    write(path, key, version, "2031-05-04")
    door.open_workspace(path, key).close()
    assert note_of(path, key) == after


def test_reading_writes_nothing(file):
    path, key = file
    write(path, key, "0.0.9", "2020-01-01")
    before = path.read_bytes()
    door.open_workspace(path, key, reading_only=True).close()
    assert path.read_bytes() == before


def test_a_repair_and_a_backup_keep_it(file, tmp_path):
    path, key = file
    write(path, key, "99.0", "2031-05-04")
    salvage.salvage(path, key, tmp_path / "saved.ctpat")
    assert note_of(tmp_path / "saved.ctpat", key) == Note("99.0", "2031-05-04")


def test_it_is_no_step_and_no_change(file):
    path, key = file
    write(path, key, "0.0.9", "2020-01-01")
    with closing(door.open_workspace(path, key)) as workspace:
        assert workspace.undoable() == ""
        with workspace.bare() as connection:
            assert connection.execute("SELECT count(*) FROM revision").fetchone() == (0,)


def test_versions_are_in_order():
    rows = ["1.0", "0.10.0", "", "1.0.1", "0.9.0"]
    assert sorted(rows, key=program_note.order) == ["", "0.9.0", "0.10.0", "1.0", "1.0.1"]


def test_a_file_that_says_it_already_is_not_written(file):
    path, key = file
    before = schema_cookie(path, key)
    door.open_workspace(path, key).close()
    assert schema_cookie(path, key) == before


def schema_cookie(path, key):
    """Return SQLite's count of changes to the list of tables and views."""
    with closing(engine.bare(path, key)) as connection:
        return connection.execute("PRAGMA schema_version").fetchone()
