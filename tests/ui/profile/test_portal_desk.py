"""The portal desk: texts copied one by one, ticked by the person alone, gone with the lock."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers, portal_entries, submissions
from ctpat_desktop.support import home
from ctpat_desktop.ui.profile.portal_files import dragged
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.workspace import door
from tests.ui.driving import drain, idle, locked, opened
from tests.ui.lock.test_lock import nothing_shown, on_screen, unlock

NEXT = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def nothing_left():
    yield
    clipboard.forget()
    lent.forget()


@pytest.fixture
def panel(window, qtbot):
    """The panel of the desk of the sample, read."""
    return shown(window, qtbot)


def shown(window, qtbot):
    window.shell.open_portal()
    found = window.shell.portal.panel
    qtbot.waitUntil(lambda: bool(found.items))
    return found


def board():
    return QApplication.clipboard().text()


def entered(panel):
    desk = panel.desk
    found = portal_entries.standing(desk.scope, panel.items)
    return [key for key, one in found.items() if one.on is not None]


def test_it_stays_on_top_and_is_no_part_of_the_window(window, panel):
    top = panel.window()
    assert top.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert top.parent() is None
    assert not top.isModal()
    assert panel.current() is panel.items[0]
    assert panel.whose.text() == window.shell.desk.dossier.company.name


def test_what_is_shown_is_what_is_copied_and_it_is_forgotten(panel, qtbot, monkeypatch):
    monkeypatch.setattr(clipboard, "CLEAR_AFTER_MS", 200)
    panel.select("criterion 9.1")
    panel.copy_button.click()
    item = panel.current()
    assert board() == item.text == panel.text.toPlainText()
    qtbot.waitUntil(lambda: board() == "")


def test_copy_next_ticks_nothing(panel):
    first, second = panel.items[:2]
    panel.next_button.click()
    assert panel.current() == second
    assert board() == second.text
    assert entered(panel) == []
    panel.back_button.click()
    assert panel.current() == first
    assert board() == second.text
    assert not panel.back_button.isEnabled()


def test_entered_ticks_and_copies_the_next_that_is_not(panel, qtbot):
    first, second, third = panel.items[:3]
    panel.select(second.key)
    panel.enter_button.click()
    panel.select(first.key)
    panel.enter_button.click()
    assert entered(panel) == [first.key, second.key]
    assert panel.current() == third
    assert board() == third.text
    assert panel.progress.text() == f"2 of {len(panel.items)} entered"
    assert panel.choice.itemText(0).startswith("✓ ")


def test_it_works_with_the_keyboard_alone(window, panel, qtbot):
    qtbot.waitUntil(lambda: QApplication.focusWidget() is panel.copy_button)
    qtbot.keyClick(panel.copy_button, Qt.Key.Key_Return)
    assert board() == panel.items[0].text
    qtbot.keyClick(panel.copy_button, Qt.Key.Key_Return, NEXT)
    assert entered(panel) == [panel.items[0].key]
    assert board() == panel.items[1].text
    qtbot.keyClick(panel, Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: panel.current() == panel.items[2])
    qtbot.keyClick(panel, Qt.Key.Key_C, NEXT)
    assert board() == panel.items[2].text
    reached, seen = [], QApplication.focusWidget()
    while seen not in reached:
        reached.append(seen)
        qtbot.keyClick(seen, Qt.Key.Key_Tab)
        seen = QApplication.focusWidget()
    wanted = {panel.choice, panel.text, panel.copy_button, panel.enter_button, panel.skip_button}
    assert wanted <= set(reached)
    assert panel.only not in reached


def test_a_tick_is_taken_away_again(panel):
    first = panel.items[0]
    panel.enter_button.click()
    panel.select(first.key)
    assert panel.state.text().startswith("Entered on ")
    panel.untick_button.click()
    assert entered(panel) == []
    assert panel.state.text() == "Not entered."
    assert panel.untick_button.isHidden()


def test_a_text_changed_after_its_tick_is_open_again(window, panel, qtbot):
    panel.select("criterion 9.1")
    panel.enter_button.click()
    panel.select("criterion 9.1")
    desk = panel.desk
    answers.save(desk.workspace, desk.account_id, "9.1", narrative="The “guard” walks.")
    qtbot.waitUntil(lambda: 'The "guard" walks.' in panel.text.toPlainText())
    assert panel.state.text() == "Entered before with other words or files; enter it again."
    assert panel.letters.text() == 'Changed for the portal: “ → "   ” → "'
    assert panel.count.text().endswith("limit 4,000 (our default)")


def test_changes_while_it_reads_are_shown_by_one_more_reading(panel, qtbot, monkeypatch):
    read, gate, count = portal_entries.read, threading.Event(), []

    def slow(*args):
        count.append(len(count))
        found = read(*args)
        gate.wait(10)
        return found

    monkeypatch.setattr(portal_entries, "read", slow)
    panel.select("criterion 9.1")
    panel.read()
    qtbot.waitUntil(lambda: bool(count))
    desk = panel.desk
    for words in ("One.", "Two.", "Three."):
        answers.save(desk.workspace, desk.account_id, "9.1", narrative=words)
        panel.read()
    qtbot.waitUntil(lambda: not panel._later.isActive())
    gate.set()
    qtbot.waitUntil(lambda: panel.text.toPlainText().startswith("Three."))
    drain(qtbot)
    assert len(count) <= 3


def test_only_what_changed_since_the_submission_is_offered(window, qtbot):
    desk = window.shell.desk
    row = submissions.record(desk.scope, anyway=True)
    answers.save(desk.workspace, desk.account_id, "9.1", narrative="Other words.")
    answers.save(desk.workspace, desk.account_id, "2.1", narrative="Other words too.")
    panel = shown(window, qtbot)
    assert panel.only.isChecked()
    assert [item.key for item in panel.shown()] == ["criterion 2.1", "criterion 9.1"]
    assert panel.progress.text() == "0 of 2 entered"
    assert f"{row.submitted_on:%m/%d/%Y}" in panel.only.text()
    panel.enter_button.click()
    panel.enter_button.click()
    assert panel.remark.text().startswith("Everything here is entered.")
    panel.only.click()
    assert panel.choice.count() == len(panel.items) > 90


def test_without_a_submission_there_is_no_such_choice(panel):
    assert panel.only.isHidden()
    assert panel.choice.count() == len(panel.items)


def test_what_is_empty_now_cannot_be_copied_but_ticked(window, qtbot):
    desk = window.shell.desk
    submissions.record(desk.scope, anyway=True)
    contact = desk.dossier.contacts[0]
    assert desk.change("contact", contact.id, phone="")
    panel = shown(window, qtbot)
    assert "clear it in the portal" in panel.state.text()
    assert not panel.copy_button.isEnabled()
    panel.enter_button.click()
    assert panel.progress.text() == "1 of 1 entered"


def test_it_comes_back_where_the_person_was(window, panel, qtbot, sealed, key):
    panel.window().setGeometry(60, 70, 500, 610)
    panel.select("criterion 9.1")
    assert window.close_workspace()
    drain(qtbot)
    words = (home.home() / "preferences.json").read_text()
    assert "9.1" not in words.partition("portal_places")[2].partition("}")[0]
    opened(qtbot, window, sealed, key)
    again = shown(window, qtbot)
    assert again is not panel
    assert again.current().key == "criterion 9.1"
    assert again.window().geometry().getRect() == (60, 70, 500, 610)


def test_what_was_closed_is_opened_again(window, panel, qtbot):
    panel.window().close()
    assert panel.items == ()
    assert shown(window, qtbot) is panel
    assert panel.text.toPlainText() == panel.items[0].text


def test_it_goes_with_the_workspace(window, panel, qtbot):
    top = panel.window()
    window.close_to_start()
    assert not top.isVisible()
    assert panel.items == ()


def test_it_does_not_keep_the_program_alive(panel):
    assert not panel.window().testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_it_follows_the_account_looked_at(window, panel, qtbot):
    desk = window.shell.desk
    other = companies.start(desk.workspace, "Second Harbor", "importer", 2026)
    qtbot.waitUntil(lambda: not panel._later.isActive())
    drain(qtbot)
    window.choose_account(other)
    assert panel.text.toPlainText() == panel.whose.text() == ""
    qtbot.waitUntil(lambda: panel.whose.text() == "Second Harbor")
    assert panel.text.toPlainText() == "Second Harbor"


# The lock


def test_the_lock_leaves_no_word_of_it(window, panel, qtbot):
    panel.select("criterion 9.1")
    assert panel.text.toPlainText()[:20] in on_screen()
    panel.copy_button.click()
    locked(qtbot, window)
    top = panel.window()
    assert not top.isVisible()
    assert nothing_shown(window) == []
    assert board() == ""
    texts = (panel.text.toPlainText(), panel.state.text(), panel.choice.currentText())
    assert texts == ("", "", "")
    assert panel.files.list.count() == 0
    assert panel.whose.text() == panel.letters.text() == panel.remark.text() == ""


def test_it_comes_back_with_the_key(window, panel, qtbot):
    panel.select("criterion 9.1")
    locked(qtbot, window)
    unlock(qtbot, window)
    idle(qtbot, window)
    qtbot.waitUntil(lambda: bool(panel.items))
    assert panel.isVisible()
    assert panel.current().key == "criterion 9.1"


def test_what_was_read_before_the_lock_is_not_shown_after_it(window, qtbot, monkeypatch):
    standing, gate, read = portal_entries.standing, threading.Event(), []

    def slow(*args):
        read.append(standing(*args))
        gate.wait(10)
        return read[0]

    monkeypatch.setattr(portal_entries, "standing", slow)
    window.shell.open_portal()
    panel = window.shell.portal.panel
    qtbot.waitUntil(lambda: bool(read))
    locked(qtbot, window)
    gate.set()
    drain(qtbot)
    assert panel.items == ()
    assert panel.text.toPlainText() == panel.whose.text() == ""


def test_a_hidden_desk_goes_when_the_locked_workspace_is_closed(window, panel, qtbot):
    top = panel.window()
    locked(qtbot, window)
    assert window.close_workspace()
    assert not top.isVisible()


# The files


def test_the_files_are_named_and_handed_out_as_the_package_has_them(window, panel, qtbot):
    item = next(item for item in panel.items if item.files)
    panel.select(item.key)
    names = [panel.files.list.item(at).text() for at in range(panel.files.list.count())]
    assert names == [file.name for file in item.files]
    (path,) = panel.files.lent()
    assert path.name == names[0]
    assert path.read_bytes() == portal_entries.content(panel.desk.scope, item.files[0])
    assert [url.toLocalFile() for url in dragged([path]).urls()] == [str(path)]
    locked(qtbot, window)
    assert not path.exists()


def test_a_drag_out_of_the_list_ends_with_a_copy_lent(panel, qtbot):
    item = next(item for item in panel.items if item.files)
    panel.select(item.key)
    top, gone = panel.window(), QTimer()
    gone.setSingleShot(True)
    gone.timeout.connect(lambda: qtbot.keyClick(top, Qt.Key.Key_Escape))
    gone.start(200)
    panel.files.list.startDrag(Qt.DropAction.CopyAction)
    gone.stop()  # where nothing drags, it is over at once
    (copy,) = (path for path in lent._loan().copies._folder.rglob("*") if path.is_file())
    assert copy.name == item.files[0].name


def test_the_path_of_a_copy_is_for_the_keyboard(panel):
    item = next(item for item in panel.items if item.files)
    panel.select(item.key)
    panel.files.path_button.click()
    assert Path(board()).name == item.files[0].name
    assert Path(board()).exists()


def test_a_file_that_only_reads_offers_no_tick(empty, qtbot, sealed, key):
    workspace = door.open_workspace(sealed, key, reading_only=True)
    empty.show_workspace(workspace, companies.choose(workspace))
    panel = shown(empty, qtbot)
    assert not panel.enter_button.isEnabled()
    assert panel.copy_button.isEnabled()
