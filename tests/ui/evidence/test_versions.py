"""A document is replaced on its page; its versions are looked at, opened, saved and put back."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from ctpat_desktop.services.evidence import versions
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.support import home
from ctpat_desktop.ui.evidence import page as page_module
from ctpat_desktop.ui.evidence.replacing import ReplaceDialog
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import say_refusals
from tests.ui.driving import drain, dropped


@pytest.fixture
def page(qtbot, window, tmp_path):
    """The library of the encrypted sample, with a document of words chosen."""
    window.shell.open("evidence")
    found = window.shell.pages["evidence"]
    path = tmp_path / "gate log.txt"
    path.write_bytes(b"old words")
    found.take_files([path])
    shown(qtbot, found)
    return found


@pytest.fixture
def newer(tmp_path):
    path = tmp_path / "gate log 2.txt"
    path.write_bytes(b"new words")
    return path


@pytest.fixture
def asked(monkeypatch):
    """Answers the dialog with a function; keeps the dialogs that were shown."""
    seen = []

    def ask(dialog):
        say_refusals(dialog)
        dialog.show()
        seen.append(dialog)
        answer.act(dialog)
        return dialog.result() == 1

    def answer(act):
        answer.act = act

    answer.act, answer.seen = (lambda _: None), seen
    monkeypatch.setattr(page_module, "ask", ask)
    yield answer
    for dialog in seen:
        dialog.close()


def shown(qtbot, page):
    preview = page.preview
    qtbot.waitUntil(lambda: preview._running is None and preview._asked is None, timeout=20_000)


def press(part, name):
    (button,) = [
        row for row in part.findChildren(QPushButton) if row.text() == name and row.isVisible()
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def fill(dialog, path, reason=""):
    for line in (dialog.path, dialog.period_from.edit, dialog.period_to.edit):
        line.clear()
    QTest.keyClicks(dialog.path, str(path))
    QTest.keyClicks(dialog.period_from.edit, "01/01/2026")
    QTest.keyClicks(dialog.period_to.edit, "12/31/2026")
    QTest.keyClicks(dialog.reason, reason)


def replaced(qtbot, page, asked, path, reason="Renewed"):
    def act(dialog):
        fill(dialog, path, reason)
        press(dialog, "Replace")

    asked(act)
    page.replace()
    shown(qtbot, page)


def lines(page):
    return [page.versions.list.item(at).text() for at in range(page.versions.list.count())]


def test_the_button_replaces_and_every_link_stays(page, qtbot, asked, newer):
    desk, key = page.desk, page.chosen
    evidence_links.link(desk.workspace, desk.account_id, "9.1", key)
    assert not page.versions.isVisible()
    asked(lambda dialog: (fill(dialog, newer, "Renewed"), press(dialog, "Replace")))
    press(page, "Replace with a new version…")
    shown(qtbot, page)
    assert page.chosen == key
    assert page.preview.words.strip() == "new words"
    assert page.uses.text() == "Proves 9.1"
    today = f"{desk.today:%m/%d/%Y}"
    assert page.versions.heading.text() == "2 versions"
    assert lines(page) == [
        "2  gate log 2.txt, covers 01/01/2026 - 12/31/2026\nin use",
        f"1  gate log.txt\nreplaced on {today} by {desk.workspace.who}: Renewed",
    ]
    assert page.form.inputs["period_to"].day.day() == date(2026, 12, 31)
    desk.workspace.undo()
    shown(qtbot, page)
    assert page.preview.words.strip() == "old words"
    assert not page.versions.isVisible()


def test_an_old_version_is_looked_at_and_put_back(page, qtbot, asked, newer):
    replaced(qtbot, page, asked, newer)
    assert not page.versions.back_button.isEnabled()
    assert page.versions.back_button.toolTip() == "This version is in use."
    assert not page.old.isVisible()
    page.versions.list.setFocus()
    QTest.keyClick(page.versions.list, Qt.Key.Key_Down)
    shown(qtbot, page)
    assert page.preview.words.strip() == "old words"
    assert page.old.isVisible()
    assert page.old.text().startswith("This is an earlier version: gate log.txt, replaced on ")
    press(page, "Put back")
    shown(qtbot, page)
    assert page.preview.words.strip() == "old words"
    assert not page.old.isVisible()
    assert page.window().focusWidget() is page.versions.list
    assert [words.split(",")[0].split("\n")[0] for words in lines(page)] == [
        *("3  gate log.txt", "2  gate log 2.txt", "1  gate log.txt")
    ]
    desk = page.desk
    assert desk.workspace.can_undo == "Put back a version of “gate log”"


def test_a_version_is_opened_and_saved_as_a_copy(page, qtbot, asked, newer, tmp_path, monkeypatch):
    replaced(qtbot, page, asked, newer)
    page.versions.list.setCurrentRow(1)
    target = tmp_path / "copy.txt"
    offered = []

    def choose(_parent, _title, name):
        offered.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    press(page, "Save version…")
    assert (Path(offered[0]).name, target.read_bytes()) == ("gate log.txt", b"old words")
    lent._loan.cache_clear()
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _: True)
    press(page, "Open version")
    drain(qtbot)
    (copy,) = [path for path in (home.home() / "opened").rglob("*") if path.is_file()]
    assert (copy.name, copy.read_bytes()) == ("gate log.txt", b"old words")
    lent.forget()
    lent._loan.cache_clear()


def test_the_same_file_is_refused_in_the_dialog_and_nothing_is_lost(page, qtbot, asked, tmp_path):
    same = tmp_path / "same.txt"
    same.write_bytes(b"old words")
    replaced(qtbot, page, asked, same)
    (dialog,) = asked.seen
    assert dialog.isVisible()
    assert dialog.findChild(Banner).words == (
        "same.txt holds the same content as “gate log” already. Choose the newer file. "
        "Nothing was replaced."
    )
    assert dialog.reason.text() == "Renewed"
    assert versions.versions(page.desk.workspace, page.chosen) == []


def test_without_a_file_there_is_nothing_to_replace_with(page, asked):
    page.replace()
    (dialog,) = asked.seen
    assert not dialog.save_button.isEnabled()
    assert dialog.save_button.toolTip() == "Choose the newer file."


def test_a_date_that_is_none_keeps_the_dialog_open(page, asked, newer):
    def act(dialog):
        fill(dialog, newer)
        dialog.period_to.edit.setText("soonish")
        press(dialog, "Replace")

    asked(act)
    page.replace()
    (dialog,) = asked.seen
    assert dialog.isVisible()
    assert dialog.findChild(Banner).words == "“soonish” is not a date."
    assert versions.versions(page.desk.workspace, page.chosen) == []


def test_the_new_period_follows_the_old_one(page, asked):
    page.desk.change("evidence", page.chosen, period_to=date(2025, 12, 31))
    page.replace()
    (dialog,) = asked.seen
    assert dialog.period_from.day() == date(2026, 1, 1)
    assert dialog.period_to.day() is None


def drop(page, widget, path):
    assert dropped(page, path, at=widget.mapTo(page, QPoint(20, 20)))


def test_a_file_dropped_on_the_preview_is_offered_as_the_new_version(page, qtbot, asked, newer):
    before = len(page.desk.dossier.evidence)
    drop(page, page.preview, newer)
    qtbot.waitUntil(lambda: len(asked.seen) == 1, timeout=2_000)
    (dialog,) = asked.seen
    assert isinstance(dialog, ReplaceDialog)
    assert dialog.path.text() == str(newer)
    assert len(page.desk.dossier.evidence) == before
    drop(page, page.list, newer)
    assert len(page.desk.dossier.evidence) == before + 1
    assert len(asked.seen) == 1


def test_the_preview_is_zoomed_with_keys_from_anywhere_on_the_page(page, qtbot):
    (picture,) = [row for row in page.desk.dossier.evidence if row.title == "Camera plan Laredo"]
    page._show(picture.id)
    shown(qtbot, page)
    fitted = page.preview.sheet.shown_size()
    words, control = page.list.words, Qt.KeyboardModifier.ControlModifier
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_Plus, control)
    QTest.keyClick(words, Qt.Key.Key_Equal, control)
    assert page.preview.sheet.shown_size().height() == fitted.height() * 2
    QTest.keyClick(words, Qt.Key.Key_Minus, control)
    assert page.preview.sheet.shown_size().height() < fitted.height() * 2
    QTest.keyClick(words, Qt.Key.Key_0, control)
    assert page.preview.sheet.shown_size() == fitted
    QTest.keyClick(words, Qt.Key.Key_Plus, control)
    press(page, "Fit")
    assert page.preview.sheet.shown_size() == fitted
    assert words.text() == ""


def test_what_a_signed_packet_holds_is_not_replaced(page, qtbot, asked, newer):
    (signed,) = [row for row in page.desk.dossier.evidence if row.title.endswith(", signed")]
    page._show(signed.id)
    replaced(qtbot, page, asked, newer)
    (dialog,) = asked.seen
    assert "was not replaced: MOU packet 2025 was issued with it." in (
        dialog.findChild(Banner).words
    )
