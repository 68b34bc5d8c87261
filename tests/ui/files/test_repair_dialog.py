"""A damaged file is repaired in the window: offered where it is refused, with what was lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from ctpat_desktop.ui.files.repair_dialog import RepairDialog
from ctpat_desktop.ui.window import MainWindow
from ctpat_desktop.workspace import engine
from tests.ui.driving import PASSPHRASE, drain

PAGE = 4096
TELL = MainWindow.tell
"""The real one: other tests let no box wait for a person."""


def hurt(path, page):
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(b"\xa5" * PAGE)


def pages(path, table, kind="leaf"):
    query = "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY pageno"
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute(query, (table, kind))]


@pytest.fixture
def damaged(sample_file, tmp_path):
    """A sample that does not open: the page with its sites cannot be read."""
    path = Path(shutil.copy(sample_file, tmp_path / "hurt.ctpat"))
    hurt(path, pages(path, "site")[0])
    return path


@pytest.fixture
def dialog(qtbot, damaged):
    made = RepairDialog(None, damaged)
    qtbot.addWidget(made)
    made.show()
    return made


def finished(qtbot, dialog):
    qtbot.waitUntil(lambda: dialog.strip.current is None, timeout=60_000)


def company(path):
    with engine.bare(path, None) as connection:
        return connection.execute("SELECT name FROM company").fetchall()


def test_what_was_saved_and_lost_is_listed(qtbot, dialog, damaged, sample_file, tmp_path):
    before, target = damaged.read_bytes(), tmp_path / "new.ctpat"
    dialog.repair(damaged, target)
    finished(qtbot, dialog)
    assert (dialog.made, damaged.read_bytes()) == (target, before)
    assert company(target) == company(sample_file)
    words = dialog.list.toPlainText()
    assert "Saved: Sites: 3" in words
    assert "Saved: Answers: " in words
    assert dialog.open_button.isVisible()
    assert not dialog.go_button.isVisible()


def test_what_is_lost_is_said_first(qtbot, sample_file, tmp_path):
    path = Path(shutil.copy(sample_file, tmp_path / "hurt.ctpat"))
    hurt(path, pages(path, "evidence_chunk", "overflow")[-1])
    dialog = RepairDialog(None, path)
    qtbot.addWidget(dialog)
    dialog.repair(path, tmp_path / "new.ctpat")
    finished(qtbot, dialog)
    assert dialog.lost.text().endswith("Read the list below.")
    assert dialog.list.toPlainText().startswith("Lost: document “")


def test_a_taken_name_is_refused_and_another_may_be_given(qtbot, dialog, damaged, tmp_path):
    taken = tmp_path / "taken.ctpat"
    taken.write_bytes(b"mine")
    dialog.repair(damaged, taken)
    finished(qtbot, dialog)
    assert "taken.ctpat" in dialog.banner.words
    assert (taken.read_bytes(), dialog.made) == (b"mine", None)
    assert dialog.go_button.isEnabled()
    dialog.repair(damaged, tmp_path / "free.ctpat")
    finished(qtbot, dialog)
    assert dialog.made == tmp_path / "free.ctpat"


def test_without_a_file_it_says_what_to_do_first(qtbot):
    dialog = RepairDialog(None)
    qtbot.addWidget(dialog)
    dialog.go_button.click()
    assert dialog.banner.words == "Choose the damaged file first."


def test_an_encrypted_file_wants_its_passphrase(qtbot, sealed, tmp_path):
    dialog = RepairDialog(None, sealed)
    qtbot.addWidget(dialog)
    dialog.secret.setText("not it")
    dialog.repair(sealed, tmp_path / "new.ctpat")
    finished(qtbot, dialog)
    assert dialog.banner.words == "This is not the passphrase of this workspace."
    dialog.secret.setText(PASSPHRASE)
    dialog.repair(sealed, tmp_path / "new.ctpat")
    finished(qtbot, dialog)
    assert dialog.lost.text() == "Nothing was lost."
    assert dialog.secret.text() == ""


@pytest.mark.usefixtures("read_through")
def test_the_window_offers_it_where_it_refuses_and_opens_the_new_file(
    qtbot, empty, damaged, tmp_path, monkeypatch
):
    target, seen = tmp_path / "hurt repaired.ctpat", []

    def choose(box):
        seen.append(box.text())
        (way,) = [one for one in box.buttons() if one.text() == "Save what can be read…"]
        way.click()
        return 0

    def through(dialog):
        dialog.go_button.click()
        finished(qtbot, dialog)
        seen.append(dialog.list.toPlainText())
        dialog.accept()
        return True

    monkeypatch.setattr(MainWindow, "tell", TELL)
    monkeypatch.setattr(QMessageBox, "exec", choose)
    monkeypatch.setattr(RepairDialog, "exec", through)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    assert empty.open_path(damaged)
    drain(qtbot)
    assert "is damaged and was not opened" in seen[0]
    assert "Saved: Sites: 3" in seen[1]
    assert empty.workspace.path == target


def test_a_damaged_encrypted_file_offers_it_below_the_passphrase(qtbot, empty, sealed):
    hurt(sealed, 2)
    assert empty.open_path(sealed)
    page = empty.centralWidget()
    drain(qtbot)
    page.line.setText(PASSPHRASE)
    qtbot.keyClick(page.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.trouble.isVisible, timeout=20_000)
    assert "is damaged" in page.trouble.text()
    assert page.repair_link.isVisible()


def test_the_start_page_and_the_menu_have_it(empty, monkeypatch):
    asked = []
    monkeypatch.setattr(RepairDialog, "exec", lambda _: asked.append(1) or False)
    links = empty.centralWidget().findChildren(QPushButton)
    (link,) = [one for one in links if one.text() == "Repair a damaged file…"]
    link.click()
    actions = empty.menuBar().actions()[0].menu().actions()
    (act,) = [one for one in actions if one.text() == "Repair a damaged file…"]
    act.trigger()
    assert asked == [1, 1]
