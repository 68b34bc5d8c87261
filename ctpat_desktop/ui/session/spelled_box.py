"""A long text field in which a person writes their own words; their spelling is looked at."""

from PySide6.QtWidgets import QVBoxLayout

from ctpat_desktop.ui.session.spelled import Spelled
from ctpat_desktop.ui.widgets.text_box import TextBox


class SpelledBox(TextBox):
    """A text of the person's own; what is pasted from elsewhere belongs into a plain `TextBox`."""

    def __init__(self, name: str, text: str = "") -> None:
        """Show `text`; `name` is what a screen reader says."""
        super().__init__(name, text)
        self.spelled = Spelled(self)

    def with_note(self) -> QVBoxLayout:
        """Return the field with the count of misspelled words below it."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self, 1)
        column.addWidget(self.spelled.note)
        return column
