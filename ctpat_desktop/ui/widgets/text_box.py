"""A long text field that lets Tab leave it and takes typing back word by word."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from ctpat_desktop.ui.widgets.lines import is_turning


class TextBox(QPlainTextEdit):
    """A long text; tells when the person has left it."""

    left = Signal()

    def __init__(self, name: str, text: str) -> None:
        """Show `text`; `name` is what a screen reader says."""
        super().__init__()
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlainText(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the person has left."""
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z and redo to the window where there is nothing of its own to take back."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            is_touched = self.document().isUndoAvailable() or self.document().isRedoAvailable()
            if is_turning(event) and not is_touched:
                event.ignore()
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """End an undo step at each space: Qt joins everything typed in one go into one step."""
        typed = event.text()
        if typed and typed.isspace() and typed not in "\t\r\n" and not self.isReadOnly():
            cursor = self.textCursor()
            cursor.beginEditBlock()
            cursor.insertText(typed)
            cursor.endEditBlock()
            self.ensureCursorVisible()
            event.accept()
            return
        super().keyPressEvent(event)

    def show_text(self, text: str) -> None:
        """Show a stored text; where it is shown already, cursor and undo steps stay."""
        if self.toPlainText() != text:
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
