"""About, the notes of a newer version, and the licenses."""

import sys

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from ctpat_desktop import RELEASED, __version__
from ctpat_desktop.support import licenses
from ctpat_desktop.support.dates import with_days
from ctpat_desktop.ui.frame import about, licenses_dialog
from ctpat_desktop.ui.frame.about import AboutDialog, NotesDialog
from ctpat_desktop.ui.frame.licenses_dialog import LicensesDialog
from ctpat_desktop.workspace import schema


@pytest.fixture
def parent(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def notes(monkeypatch):
    """The dialogs that were shown, instead of waiting for a person."""
    shown = []
    monkeypatch.setattr(about, "ask", lambda dialog: shown.append(dialog))
    return shown


def test_it_says_what_the_program_is_and_is_copied(parent):
    dialog = AboutDialog(parent, None)
    said = dict(dialog.lines)
    assert said["Version"] == f"{__version__} of {with_days(RELEASED)}"
    assert said["Workspace schema"] == str(schema.VERSION)
    assert said["Editions of the criteria"] == "2020-03"
    assert said["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert said["Qt"].startswith("6.")
    assert said["SQLite"].startswith("3.")
    assert said["SQLCipher"].startswith("4.")
    dialog.copy()
    rows = QApplication.clipboard().text().splitlines()
    assert rows == ["CTPAT Desktop", *(f"{name}: {value}" for name, value in dialog.lines)]


def test_an_open_file_says_who_wrote_it(parent, window):
    dialog = AboutDialog(parent, window.workspace)
    words = dict(dialog.lines)["Open file"]
    assert words.startswith(
        f"{window.workspace.path.name}, schema {schema.VERSION}, written by version {__version__}"
    )


def test_a_locked_file_is_left_alone(parent, window):
    window.workspace.suspend(keeps_key=True)
    assert "Open file" not in dict(AboutDialog(parent, window.workspace).lines)


def test_notes_are_shown_as_plain_text(parent, tmp_path, notes):
    path = tmp_path / "CHANGELOG.md"
    words = "# 9.0\n<b>bold</b> <img src='x.png'> [link](file:///etc) Ñ"
    path.write_text(words, encoding="utf-8")
    AboutDialog(parent, None).show_notes(path)
    (shown,) = notes
    assert isinstance(shown, NotesDialog)
    assert shown.text.toPlainText() == words
    assert shown.text.isReadOnly()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe\x00", "notes.md is not plain text."),
        (b"a\x00b", "notes.md is not plain text."),
        (b"x" * 2_000_001, "notes.md is larger than 2,000,000 bytes."),
        (None, "notes.md cannot be read"),
    ],
)
def test_what_is_no_text_is_said_in_the_dialog(parent, tmp_path, notes, data, words):
    path = tmp_path / "notes.md"
    if data is not None:
        path.write_bytes(data)
    dialog = AboutDialog(parent, None)
    dialog.show_notes(path)
    assert words in dialog.banner.words
    assert notes == []


def test_every_license_is_listed_and_the_chosen_one_is_shown(parent):
    dialog = LicensesDialog(parent)
    found = licenses.every()
    assert [dialog.parts.item(at).text() for at in range(dialog.parts.count())] == [
        one.title for one in found
    ]
    assert "Apache License" in dialog.text.toPlainText()
    at = next(at for at, one in enumerate(found) if one.name.startswith("Qt"))
    dialog.parts.setCurrentRow(at)
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in dialog.text.toPlainText()


@pytest.mark.parametrize(("words", "module"), [("Licenses…", licenses_dialog), ("About", about)])
def test_the_menu_leads_there(window, monkeypatch, words, module):
    shown = []
    monkeypatch.setattr(module, "ask", shown.append)
    (entry,) = [one for one in window.findChildren(QAction) if one.text() == words]
    entry.trigger()
    assert len(shown) == 1
