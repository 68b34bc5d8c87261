"""Enter presses the button that has the keyboard, once, on a page and in a dialog."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout

from ctpat_desktop.ui.widgets.dialogs import enter_does_the_work
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.push_button import PushButton


@pytest.fixture
def dialog(qtbot):
    """A dialog with a field, a button that does the work and one that Enter in a field skips."""
    shown, pressed = QDialog(), []
    qtbot.addWidget(shown)
    column = QVBoxLayout(shown)
    line = QLineEdit()
    beside = button("Choose…", lambda: pressed.append("beside"))
    beside.setAutoDefault(False)
    works = button("Write", lambda: pressed.append("works"), "primary")
    for widget in (line, beside, works):
        column.addWidget(widget)
    enter_does_the_work(shown)
    shown.show()
    return line, beside, works, pressed, shown


def test_enter_on_a_button_presses_that_one_and_in_a_field_the_one_that_works(dialog):
    line, beside, works, pressed, _ = dialog
    QTest.keyClick(beside, Qt.Key.Key_Return)
    QTest.keyClick(works, Qt.Key.Key_Enter)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert pressed == ["beside", "works", "works"]


def test_a_key_held_down_presses_once(dialog):
    _, beside, _, pressed, _ = dialog
    for is_again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", is_again
        )
        QApplication.sendEvent(beside, event)
    assert pressed == ["beside"]


def test_every_button_of_a_page_takes_both_keys(window):
    for page in ("home", "partners", "safety", "exports", "evidence", "questionnaires"):
        window.shell.open(page)
        buttons = window.shell.current().findChildren(QPushButton)
        assert buttons
        assert [b.text() for b in buttons if not isinstance(b, PushButton)] == []
