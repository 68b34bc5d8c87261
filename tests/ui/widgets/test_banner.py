"""A message stays until it is read; the next one stands below it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout

from ctpat_desktop.ui.widgets.banner import MOST_HIGH, Banner


@pytest.fixture
def banner(qtbot):
    shown = Banner()
    shown.resize(600, 60)
    qtbot.addWidget(shown)
    return shown


def test_three_refusals_are_one_list(banner):
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        banner.say(f"{name} is empty.")
    assert banner.words == "a.pdf is empty.\nb.pdf is empty.\nc.pdf is empty."
    assert banner.isVisible()


def test_the_same_message_stands_once(banner):
    banner.say("a.pdf is empty.")
    banner.say("a.pdf is empty.")
    assert banner.words == "a.pdf is empty."


def test_what_is_over_goes_and_the_rest_stays(banner):
    banner.say("a.pdf is empty.")
    banner.say("The file cannot be reached.", ("Try again", lambda: None), key="stranded")
    banner.say("The file was replaced.", ("Try again", lambda: None), key="stranded")
    assert banner.words == "a.pdf is empty.\nThe file was replaced."
    banner.drop("stranded")
    assert banner.words == "a.pdf is empty."


def test_closing_reads_everything(qtbot, banner):
    banner.say("a.pdf is empty.")
    (close,) = [b for b in banner.findChildren(QPushButton) if b.text() == "Close"]
    qtbot.mouseClick(close, Qt.MouseButton.LeftButton)
    assert (banner.words, banner.isVisible()) == ("", False)


def test_a_long_list_scrolls_at_its_newest(banner):
    for number in range(40):
        banner.say(f"{number}.pdf is empty.")
    assert banner.area.height() == MOST_HIGH
    bar = banner.area.verticalScrollBar()
    assert bar.value() == bar.maximum()


def test_enter_in_a_dialog_does_not_close_the_message(qtbot):
    dialog = QDialog()
    column = QVBoxLayout(dialog)
    shown, line = Banner(), QLineEdit()
    column.addWidget(shown)
    column.addWidget(line)
    qtbot.addWidget(dialog)
    dialog.show()
    shown.say("Type it again.", ("Help", lambda: shown.read()))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert shown.words == "Type it again."


def test_a_refusal_stays_when_the_next_file_is_taken(window, tmp_path):
    paths = [tmp_path / name for name in ("a.pdf", "empty.pdf", "c.pdf")]
    for path in paths:
        path.write_bytes(b"" if path.stem == "empty" else b"%PDF-1.4 " + path.name.encode())
    window.shell.open("evidence")
    window.shell.pages["evidence"].take_files(paths)
    assert "empty.pdf" in window.shell.banner.words
    window.shell.desk.written.emit("The report is in /tmp.", tmp_path)
    window.shell.desk.change("company", window.shell.desk.dossier.company.id, fax="1")
    assert "empty.pdf" in window.shell.banner.words
    assert window.shell.notices.words == "The report is in /tmp."
