"""A workspace in a folder that is copied to other computers: warned of, and no side files."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import upkeep, workspaces


@pytest.fixture
def synced(tmp_path, monkeypatch):
    folder = tmp_path / "Contoso cloud"
    folder.mkdir()
    monkeypatch.setenv("OneDrive", str(folder))
    return folder


def written(path):
    opened = workspaces.create(path, "tin lantern forty")
    companies.start(opened, "Acme", "importer", 2026)
    beside = {other.name for other in path.parent.iterdir()}
    opened.close()
    return beside


def test_no_write_ahead_log_in_a_synced_folder(synced, tmp_path):
    assert written(synced / "a.ctpat") == {"a.ctpat", ".a.ctpat.lock"}
    assert "b.ctpat-wal" in written(tmp_path / "b.ctpat")


def test_what_was_saved_there_is_there(synced):
    written(synced / "a.ctpat")
    again = workspaces.open_file(synced / "a.ctpat", "tin lantern forty")
    assert [line.company for line in companies.overview(again)] == ["Acme"]
    again.close()


def test_the_folder_is_warned_of(synced, tmp_path):
    warning = upkeep.place_warning(synced / "a.ctpat")
    assert "OneDrive" in warning
    assert "move it to a folder that is not synced" in warning
    assert upkeep.place_warning(tmp_path / "b.ctpat") == ""
