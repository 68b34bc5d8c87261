"""A package replaces only a package of the same account, and keeps what a person put there."""

import errno
import json
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers, exports
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent

DAY = date(2026, 11, 21)


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme Imports, Inc.", "importer", 2026)


def written(workspace, account, folder):
    return exports.portal(Scope.of(workspace, account, DAY), folder, Silent())


def tree(folder):
    """Return the bytes of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_two_clients_have_two_names(workspace, account):
    other = companies.start(workspace, "Bravo Imports", "importer", 2026)
    carrier = companies.start(workspace, "Acme Imports, Inc.", "highway_carrier", 2026)
    found = [
        exports.portal_name(companies.dossier(workspace, key)) for key in (account, other, carrier)
    ]
    assert found == [
        "Acme Imports, Inc - U.S. Importer - 2026 portal",
        "Bravo Imports - U.S. Importer - 2026 portal",
        "Acme Imports, Inc - Highway Carrier (U.S. Canada and U.S. Mexico) - 2026 portal",
    ]


def test_the_second_client_leaves_the_first_ones_package_alone(workspace, account, tmp_path):
    first = written(workspace, account, tmp_path / "portal")
    before = tree(tmp_path / "portal")
    packed = first.archive.read_bytes()
    other = companies.start(workspace, "Bravo", "importer", 2026)
    second = written(workspace, other, tmp_path / "portal")
    assert (first.folder.name, second.folder.name) == ("portal", "portal 2")
    assert second.archive.name == "portal 2.zip"
    assert "portal is taken by something else" in second.warnings[0]
    assert (tree(tmp_path / "portal"), first.archive.read_bytes()) == (before, packed)


@pytest.mark.parametrize(
    "manifest",
    [
        b"{}",
        b"not json",
        b'{"files": {}, "company": "Acme"}',
        b'{"kind": "ctpat-desktop portal package", "account": "x", "files": {}}',
        b'["kind"]',
    ],
)
def test_a_folder_with_a_foreign_manifest_is_left_alone(workspace, account, tmp_path, manifest):
    own = tmp_path / "documents"
    own.mkdir()
    (own / "manifest.json").write_bytes(manifest)
    (own / "contract.docx").write_bytes(b"mine")
    before = tree(own)
    result = written(workspace, account, own)
    assert (tree(own), result.folder.name) == (before, "documents 2")


@pytest.mark.parametrize("packed", [None, "photo.jpg", "p/manifest.json"])
def test_a_zip_that_is_not_ours_is_left_alone(workspace, account, tmp_path, packed):
    other = tmp_path / "portal.zip"
    other.write_bytes(b"no zip at all")
    if packed:
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr(packed, "{}")
    before = other.read_bytes()
    result = written(workspace, account, tmp_path / "portal")
    assert (other.read_bytes(), result.archive.name) == (before, "portal 2.zip")


def test_a_zip_with_something_more_in_it_is_left_alone(workspace, account, tmp_path):
    result = written(workspace, account, tmp_path / "portal")
    with zipfile.ZipFile(result.archive, "a") as archive:
        archive.writestr("portal/confirmation.pdf", b"from CBP")
    before = result.archive.read_bytes()
    again = written(workspace, account, tmp_path / "portal")
    assert (again.folder.name, result.archive.read_bytes()) == ("portal 2", before)


def test_its_own_package_is_replaced_and_what_a_person_put_there_stays(
    workspace, account, tmp_path
):
    result = written(workspace, account, tmp_path / "portal")
    mine = {"confirmation.pdf": b"from CBP", "sent/mail.txt": b"on Monday"}
    (result.folder / "sent").mkdir()
    for name, data in mine.items():
        (result.folder / name).write_bytes(data)
    (result.folder / "all-answers.txt").write_bytes(b"my notes in it")
    again = written(workspace, account, tmp_path / "portal")
    assert again.folder == result.folder
    found = tree(again.folder)
    assert {name: found[name] for name in mine} == mine
    assert found["all-answers (changed).txt"] == b"my notes in it"
    assert found["all-answers.txt"] != b"my notes in it"
    kept = "Kept from the package before: all-answers (changed).txt, confirmation.pdf, "
    assert kept + "sent/mail.txt." in again.warnings
    third = written(workspace, account, tmp_path / "portal")
    assert set(tree(third.folder)) == set(found)
    beside = sorted(path.name for path in tmp_path.iterdir() if "empty" not in path.name)
    assert beside == ["portal", "portal.zip"]


def test_a_link_in_the_place_of_the_folder_is_left_alone(workspace, account, tmp_path):
    real = written(workspace, account, tmp_path / "real").folder
    (tmp_path / "portal").symlink_to(real)
    before = tree(real)
    result = written(workspace, account, tmp_path / "portal")
    assert (result.folder.name, tree(real)) == ("portal 2", before)
    assert (tmp_path / "portal").is_symlink()


def test_an_empty_folder_is_used(workspace, account, tmp_path):
    (tmp_path / "portal").mkdir()
    assert written(workspace, account, tmp_path / "portal").folder.name == "portal"


@pytest.mark.parametrize("name", ["p" * 300, "深圳" * 60, "é" * 200])
def test_a_name_no_disk_takes_is_cut(workspace, account, tmp_path, name):
    result = written(workspace, account, tmp_path / name)
    assert result.folder.is_dir()
    assert result.archive.is_file()
    assert len(os.fsencode(result.archive.name)) <= 255
    assert json.loads((result.folder / "manifest.json").read_bytes())["account"] == account


def test_what_a_killed_export_had_moved_aside_comes_back(workspace, account, tmp_path):
    result = written(workspace, account, tmp_path / "portal")
    (result.folder / "confirmation.pdf").write_bytes(b"from CBP")
    result.folder.rename(tmp_path / ".portal.old-4194305")  # no process has such a number
    again = written(workspace, account, tmp_path / "portal")
    assert (again.folder / "confirmation.pdf").read_bytes() == b"from CBP"
    assert not (tmp_path / ".portal.old-4194305").exists()


@pytest.fixture
def stuck(monkeypatch):
    """Allow so many moves of a folder from now on, and putting no file in place."""

    def begin(allowed):
        moves = []
        first = Path.rename

        def rename(path, target):
            moves.append(path)
            if len(moves) > allowed:
                raise PermissionError(errno.EACCES, "Permission denied")
            return first(path, target)

        def replace(path, target):
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(Path, "rename", rename)
        monkeypatch.setattr(Path, "replace", replace)

    return begin


def test_a_package_that_cannot_be_moved_away_again_is_deleted(workspace, account, tmp_path, stuck):
    before = sorted(path.name for path in tmp_path.iterdir())
    stuck(1)  # the new package is in its place
    with pytest.raises(Problem, match="was not written: you may not write in this place"):
        written(workspace, account, tmp_path / "portal")
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_where_nothing_can_be_taken_back_that_is_said(workspace, account, tmp_path, stuck):
    written(workspace, account, tmp_path / "portal")
    answers.save(workspace, account, "1.1", narrative="New words.")
    stuck(2)  # the package before is moved aside, the new one is in its place
    with pytest.raises(Problem, match="portal holds the new package, but the zip beside it"):
        written(workspace, account, tmp_path / "portal")
    assert b"New words." in (tmp_path / "portal" / "all-answers.txt").read_bytes()
