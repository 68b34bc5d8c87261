"""A layout that is emptied keeps the keyboard: what is typed on reaches no field behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.ui.app import application
from ctpat_desktop.ui.widgets.parts import clear


def test_a_key_after_a_button_went_away_changes_nothing(qtbot):
    application()
    window, inside = QWidget(), QWidget()
    qtbot.addWidget(window)
    column, chips = QVBoxLayout(window), QVBoxLayout(inside)
    gone, behind = QPushButton("Unlink"), QCheckBox("Answer per site")
    chips.addWidget(gone)
    column.addWidget(inside)
    column.addWidget(behind)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    gone.setFocus()
    clear(chips)
    assert window.focusWidget() is inside
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    assert not behind.isChecked()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is behind
