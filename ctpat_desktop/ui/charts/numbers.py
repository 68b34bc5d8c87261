"""The table of a chart: the same numbers, to be read, heard and copied."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView

from ctpat_desktop.documents.charts.model import Table
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.copied_rows import put
from ctpat_desktop.ui.widgets.head import heading_width, tell_cut
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.theme import letters

Index = QModelIndex | QPersistentModelIndex
WIDEST = 48
"""Letters of a column at the most."""


class NumbersModel(QAbstractTableModel):
    """The rows of one chart."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.table = Table((), ())
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show(self, table: Table) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.table, self.rows = table, tuple(table.words())
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.table.headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, the whole of them as a tip; counts stand at the right."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_count = isinstance(self.table.rows[index.row()][index.column()], int)
            side = Qt.AlignmentFlag.AlignRight if is_count else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.table.headers[section]
        return None


class NumbersTable(QTableView):
    """The table, as high as all its rows: the page around it scrolls."""

    moved = Signal()
    """A key may have moved the current row."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.numbers = NumbersModel()
        self.setModel(self.numbers)
        reading(self, tr("The numbers"))
        self.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        tell_cut(self)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_table(self, table: Table, title: str) -> None:
        """Show other numbers; the row one is at stays the current one."""
        at = max(0, self.currentIndex().row())
        self.numbers.show(table)
        self.setAccessibleName(tr("The numbers of “{title}”").format(title=title))
        self.resizeColumnsToContents()
        for column in range(len(table.headers)):
            wide = heading_width(self.horizontalHeader(), column)
            self.setColumnWidth(column, max(min(self.columnWidth(column), letters(WIDEST)), wide))
        self.setFixedHeight(self._whole())
        self.setCurrentIndex(self.numbers.index(min(at, len(table.rows) - 1), 0))

    def copy_all(self) -> None:
        """Put all numbers on the clipboard."""
        put(self.numbers.table.headers, self.numbers.rows)

    def _whole(self) -> int:
        """Return the height of headings, rows, frame and a bar to scroll sideways with."""
        rows = sum(self.rowHeight(row) for row in range(self.numbers.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        return self.horizontalHeader().sizeHint().height() + rows + bar + 4

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell that the current row may have moved."""
        super().keyPressEvent(event)
        self.moved.emit()
