"""Lines of text that keep Ctrl+Z only while they have something of their own to take back."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


def is_turning(event: QKeyEvent) -> bool:
    """Return whether a key takes something back or brings it back."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )


class Line(QLineEdit):
    """One line of text."""

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and redo to the window where nothing was typed here since it was shown."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_touched = self.isUndoAvailable() or self.isRedoAvailable()
            if is_turning(event) and not is_touched:
                event.ignore()
                return False
        return super().event(event)
