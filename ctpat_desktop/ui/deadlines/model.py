"""What falls due as a table: one row a day, the late ones in red."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ctpat_desktop.services.deadlines.due_day import DueDay
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Nearness
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets import theme

Index = QModelIndex | QPersistentModelIndex
HEADINGS = (N_("Day"), N_("When"), N_("Company"), N_("What"), N_("Where"))
DAY, WHEN, COMPANY, WHAT, WHERE = range(len(HEADINGS))


class DueModel(QAbstractTableModel):
    """The days shown, in their order."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: Sequence[DueDay] = ()
        self.today = date.min

    def show(self, rows: Sequence[DueDay], today: date) -> None:
        """Show other days."""
        self.beginResetModel()
        self.rows, self.today = rows, today
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many days there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, the whole of them as a tip, and the color of late days."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(self.rows[index.row()], index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (DAY, WHEN):
            colors = theme.tokens()
            near = self.rows[index.row()].due(self.today).nearness
            named = {Nearness.LATE: colors.bad, Nearness.SOON: colors.warn}.get(near)
            return QColor(named) if named else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(HEADINGS[section])
        return None

    def _words(self, row: DueDay, column: int) -> str:
        if column == DAY:
            return day_text(row.on)
        if column == WHEN:
            return row.due(self.today).words
        return {COMPANY: row.company, WHAT: row.title, WHERE: row.page}[column]
