"""The open export in the window: warned about, written, and made a workspace of again."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QPushButton

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import open_export
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.files.open_export_dialog import OpenExportDialog
from tests.ui.driving import agreeing

SECRET = "out and back again"


def pressed(root, words):
    (found,) = [one for one in root.findChildren(QPushButton) if one.text() == words]
    return found


def ended(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=60_000)


@pytest.fixture(scope="module")
def folder(sample_file, tmp_path_factory):
    place = tmp_path_factory.mktemp("open") / "out"
    workspace = workspaces.open_file(sample_file, reading_only=True)
    open_export.write(workspace, place, Silent())
    workspace.close()
    return place


@pytest.fixture
def dialog(qtbot):
    made = OpenExportDialog(None)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("goes_on", [True, False])
def test_it_is_written_only_after_the_warning(qtbot, window, tmp_path, monkeypatch, goes_on):
    asked = agreeing(monkeypatch, goes_on)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    page = window.shell.pages["exports"]
    qtbot.mouseClick(pressed(page, "Open export of the whole file…"), Qt.MouseButton.LeftButton)
    (words,) = asked
    assert "it is not encrypted" in words
    assert "people with their birth and work data" in words
    out = tmp_path / f"{window.workspace.path.stem} open export"
    if not goes_on:
        assert not out.exists()
        return
    qtbot.waitUntil(lambda: not page.results_frame.isHidden(), timeout=60_000)
    assert (out / "manifest.json").is_file()


def test_a_workspace_is_made_of_it_and_opened(qtbot, window, folder, tmp_path, monkeypatch):
    new = tmp_path / "new.ctpat"

    def work(dialog):
        dialog.bring_back(folder, new, "")
        ended(qtbot, dialog)
        assert "new.ctpat was made and checked" in dialog.outcome.text()
        return 1

    monkeypatch.setattr(OpenExportDialog, "exec", work)
    (entry,) = [
        a for a in window.findChildren(QAction) if a.text() == "Make a file of an open export…"
    ]
    entry.trigger()
    assert window.workspace.path == new


def test_what_is_wrong_stands_in_the_dialog_and_nothing_is_made(qtbot, dialog, folder, tmp_path):
    hurt = tmp_path / "hurt"
    shutil.copytree(folder, hurt)
    (hurt / "tables" / "site.json").write_text("[]")
    dialog.bring_back(hurt, tmp_path / "new.ctpat", SECRET)
    ended(qtbot, dialog)
    qtbot.waitUntil(lambda: "tables/site.json is not as it was exported." in dialog.banner.words)
    assert dialog.made is None
    assert dialog.go_button.isEnabled()
    assert not (tmp_path / "new.ctpat").exists()


def test_without_a_folder_it_asks_for_one(qtbot, dialog):
    qtbot.mouseClick(dialog.go_button, Qt.MouseButton.LeftButton)
    assert dialog.banner.words == "Choose the folder of the export first."


def test_it_stays_while_it_writes(qtbot, dialog, folder, tmp_path):
    dialog.bring_back(folder, tmp_path / "new.ctpat", SECRET)
    dialog.reject()
    assert dialog.isVisible()
    ended(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.made is not None)
    dialog.reject()
    assert not dialog.isVisible()
