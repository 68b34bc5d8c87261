"""A button that both keys press."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton


class PushButton(QPushButton):
    """A button that Enter presses too while it has the keyboard, in a dialog and on a page."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it on Enter, once for each time the key goes down."""
        if Qt.Key(event.key()) not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()
