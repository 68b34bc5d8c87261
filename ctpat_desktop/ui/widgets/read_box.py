"""A long text to read and to copy from; Tab leaves it."""

from PySide6.QtWidgets import QPlainTextEdit


class ReadBox(QPlainTextEdit):
    """Text that nobody types into."""

    def __init__(self, name: str, text: str = "") -> None:
        """Show `text`; `name` is what a screen reader says."""
        super().__init__(text)
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
