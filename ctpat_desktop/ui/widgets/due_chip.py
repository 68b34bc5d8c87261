"""A mark that says how late a day is, or how soon; gone while there is nothing to say."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QLabel, QSizePolicy

from ctpat_desktop.support.due import Due
from ctpat_desktop.ui.widgets.date_field import DateField


class DueChip(QLabel):
    """Shows a due day that is late in the color of what is late, and in words."""

    def __init__(self) -> None:
        """Start with nothing to say."""
        super().__init__()
        self.setProperty("chip", "bad")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.hide()

    def show_due(self, due: Due) -> None:
        """Say how late a day is; nothing where it is not."""
        self.setText(due.words if due.is_late else "")
        self.setVisible(due.is_late)


def late_beside(field: DateField, today: Callable[[], date]) -> DueChip:
    """Return a mark that follows the day of a field."""
    made = DueChip()

    def show(day: date | None) -> None:
        made.show_due(Due(day, today()))

    field.picked.connect(show)
    show(field.day())
    return made
