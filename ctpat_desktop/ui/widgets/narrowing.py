"""Narrows a list as a person types words: the same rule on every page that has one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget

from ctpat_desktop.support.words import holds

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def narrow(offered: QListWidget, words: str) -> None:
    """Hide the entries that do not hold every word; no words show all."""
    for place in range(offered.count()):
        item = offered.item(place)
        item.setHidden(not holds(item.text(), words))


def leads_to(line: QLineEdit, rows: QAbstractItemView, take: Callable[[], object]) -> None:
    """Let Down go from the words into the list they narrow, and Enter take its row."""
    _Keys(line, rows, take)


class _Keys(QObject):
    """Hears the keys of one field."""

    def __init__(
        self, line: QLineEdit, rows: QAbstractItemView, take: Callable[[], object]
    ) -> None:
        super().__init__(line)
        self.rows, self.take = rows, take
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Down and Enter; all other keys are of the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER:
            self.take()
            return True
        if event.key() == Qt.Key.Key_Down:
            self.rows.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False
