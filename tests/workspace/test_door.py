"""Opening and creating: what is refused, in which words, and that nothing is touched."""

import os
import shutil
import sqlite3
import stat

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.samples import sample_file as samples
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine


def refused(path, words):
    before = path.read_bytes() if os.path.isfile(path) else None  # noqa: PTH113
    with pytest.raises(Problem, match=words) as caught:
        workspaces.open_file(path)
    assert "\n" not in caught.value.line()
    if before is not None:
        assert path.read_bytes() == before
        assert [other.name for other in path.parent.iterdir()] == [path.name]


@pytest.fixture
def empty(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    workspaces.create(folder / "a.ctpat").close()
    return folder / "a.ctpat"


def test_only_the_owner_may_read_the_file(workspace):
    assert stat.S_IMODE(workspace.path.stat().st_mode) == 0o600


def test_only_the_owner_may_read_the_files_beside_it(workspace):
    companies.start(workspace, "Acme", "importer", 2026)
    for path in workspace.path.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path.name


def test_close_leaves_one_file(empty):
    opened = workspaces.open_file(empty)
    companies.start(opened, "Acme", "importer", 2026)
    opened.close()
    assert [path.name for path in empty.parent.iterdir()] == ["a.ctpat"]


def test_what_was_saved_is_there_after_reopening(empty):
    opened = workspaces.open_file(empty)
    companies.start(opened, "Société Générale d'Épices 深圳", "importer", 2026)
    opened.close()
    again = workspaces.open_file(empty)
    assert [line.company for line in companies.overview(again)] == [
        "Société Générale d'Épices 深圳"
    ]
    again.close()


@pytest.mark.parametrize(
    "name", ["a b.ctpat", "a?b#c.ctpat", "100%25.ctpat", "深圳.ctpat", "'.ctpat"]
)
def test_unusual_names(tmp_path, name):
    workspaces.create(tmp_path / name).close()
    workspaces.open_file(tmp_path / name).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_missing_file(tmp_path):
    refused(tmp_path / "none.ctpat", "There is no file")


def test_name_too_long(tmp_path):
    refused(tmp_path / ("n" * 300), "There is no file")


def test_directory(tmp_path):
    refused(tmp_path, "is a folder, not a workspace")


@pytest.mark.parametrize("content", [b"", b"hello", os.urandom(5000), b"SQLite"])
def test_other_content(tmp_path, content):
    path = tmp_path / "x.ctpat"
    path.write_bytes(content)
    refused(path, "x.ctpat is not a workspace of CTPAT Desktop")


def test_garbage_after_a_good_beginning(tmp_path):
    path = tmp_path / "x.ctpat"
    path.write_bytes(b"SQLite format 3\x00" + bytes(range(256)) * 40)
    refused(path, "damaged|another program")


def test_database_of_another_program(tmp_path):
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE t (a)")
    connection.close()
    refused(path, "x.db is a database of another program")


def test_newer_version(empty):
    connection = sqlite3.connect(empty)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    refused(empty, "made by a newer version of CTPAT Desktop")


@pytest.mark.parametrize("percent", range(10, 100, 10))
def test_truncated(sample_file, tmp_path, percent):
    path = tmp_path / "cut.ctpat"
    data = sample_file.read_bytes()
    path.write_bytes(data[: len(data) * percent // 100])
    refused(path, "cut.ctpat is damaged and was not opened")


def test_truncated_by_one_byte(sample_file, tmp_path):
    path = tmp_path / "cut.ctpat"
    path.write_bytes(sample_file.read_bytes()[:-1])
    refused(path, "cut.ctpat is damaged and was not opened")


@pytest.mark.usefixtures("read_through")
def test_scrambled_middle(sample, tmp_path):
    with sample.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    before = sample.read_bytes()
    with pytest.raises(Problem, match="damaged"):
        workspaces.open_file(sample)
    assert sample.read_bytes() == before


def test_file_somebody_writes_to(empty, monkeypatch):
    monkeypatch.setattr(engine, "PATIENCE", 0.1)
    other = engine.bare(empty, None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Problem, match="another program is writing to it"):
        workspaces.open_file(empty)
    other.close()


def test_never_over_something_that_exists(empty):
    before = empty.read_bytes()
    with pytest.raises(Problem, match="exists already"):
        workspaces.create(empty)
    with pytest.raises(Problem, match="exists already"):
        samples.create(empty, "importer")
    assert empty.read_bytes() == before


def test_never_over_a_link_that_leads_nowhere(tmp_path):
    link = tmp_path / "link.ctpat"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(Problem, match="exists already"):
        workspaces.create(link)


@pytest.mark.parametrize("name", ["no/where.ctpat", "n" * 300])
def test_place_that_cannot_be_written(tmp_path, name):
    with pytest.raises(Problem, match=r"There is no folder|could not be made"):
        workspaces.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_copy_opens_like_the_original(sample, tmp_path):
    other = shutil.copy(sample, tmp_path / "copy.ctpat")
    first, second = workspaces.open_file(sample), workspaces.open_file(other)
    prints = [companies.dossier(w, companies.choose(w)).fingerprint() for w in (first, second)]
    assert prints[0] == prints[1]
    first.close()
    second.close()
