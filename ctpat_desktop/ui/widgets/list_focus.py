"""Gives every list its menu when the keyboard or the pointer first comes to it.

What the menu does is imported then: the start page is on the screen at once.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ctpat_desktop.support.later import later

MENU_OF = later("ctpat_desktop.ui.widgets.list_menu:menu_of")


def begin(app: QApplication) -> None:
    """Follow the keyboard."""
    app.focusChanged.connect(_came)


def _came(_before: QWidget | None, now: QWidget | None) -> None:
    if now is None or not now.inherits("QAbstractItemView") or now.inherits("QHeaderView"):
        return
    if now.window().windowType() != Qt.WindowType.Popup:
        MENU_OF(now)
