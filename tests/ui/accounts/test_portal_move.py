"""The steps of the portal move: ticked with day and person, kept, and taken back."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ctpat_desktop.services.accounts import portal_move
from ctpat_desktop.ui.accounts.portal_move import PortalMove
from tests.ui.driving import drain


def view(window, qtbot):
    window.shell.open("cbp")
    page = window.shell.current()
    titles = [page.tabs.tabText(number) for number in range(page.tabs.count())]
    page.tabs.setCurrentIndex(titles.index("Portal move"))
    drain(qtbot)
    (shown,) = page.findChildren(PortalMove)
    return shown


def words(shown):
    found = [label for label in shown.findChildren(QLabel) if label.isVisible()]
    return " ".join(label.text() for label in found)


def test_a_step_is_ticked_with_day_and_person_and_taken_back(window, qtbot):
    shown = view(window, qtbot)
    assert not any(box.isChecked() for box in shown.boxes.values())
    shown.boxes["users"].click()
    steps = {row.seed.key: row for row in portal_move.steps(shown.desk.scope)}
    assert (steps["users"].done_on, steps["users"].done_by) == (shown.desk.today, "tester")
    assert steps["data"].done_on is None
    assert shown.boxes["users"].isChecked()
    qtbot.waitUntil(lambda: "by tester." in words(shown))
    shown.boxes["users"].click()
    drain(qtbot)
    assert not shown.boxes["users"].isChecked()
    qtbot.waitUntil(lambda: "by tester." not in words(shown))


def test_undo_takes_a_tick_back_on_the_screen_too(window, qtbot):
    shown = view(window, qtbot)
    shown.boxes["data"].click()
    window.shell.undo()
    drain(qtbot)
    assert not shown.boxes["data"].isChecked()


def test_each_step_has_a_box_of_its_own(window, qtbot):
    shown = view(window, qtbot)
    assert len(shown.boxes) == len(portal_move.steps(shown.desk.scope)) >= 5


def test_the_keyboard_stays_at_the_box_that_was_ticked(window, qtbot):
    shown = view(window, qtbot)
    box = shown.boxes["users"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    drain(qtbot)
    qtbot.waitUntil(lambda: "by tester." in words(shown))
    assert shown.boxes["users"].hasFocus()
    qtbot.keyClick(shown.boxes["users"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "by tester." not in words(shown))
    assert shown.boxes["users"].hasFocus()
