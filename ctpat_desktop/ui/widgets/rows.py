"""A plain table of texts: one line per record, found again by its id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.columns import Columns, Filling
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.theme import letters, lines
from ctpat_desktop.ui.widgets.ticks import show_boxes

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """One row; `is_ticked` None where the row has no box to tick."""

    id: str
    cells: tuple[str, ...]
    is_ticked: bool | None = None


class RowsModel(QAbstractTableModel):
    """The lines of a table; ticking a box tells `ticked`."""

    ticked = Signal()

    def __init__(self, headers: Sequence[str]) -> None:
        """Start empty."""
        super().__init__()
        self.headers = headers
        self.lines: list[Line] = []
        self.on: set[str] = set()

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = list(lines)
        self.on = {line.id for line in self.lines if line.is_ticked}
        self.endResetModel()

    def tick_all(self, is_on: bool) -> None:
        """Tick every box, or none."""
        self.beginResetModel()
        boxes = {line.id for line in self.lines if line.is_ticked is not None}
        self.on = boxes if is_on else set()
        self.endResetModel()
        self.ticked.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return 0 if parent is not None and parent.isValid() else len(self.headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the heading of a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self.headers[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return words, tooltip or tick of a cell."""
        line = self.lines[index.row()]
        words = line.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return words.replace("\n", " ")
        is_box = index.column() == 0 and line.is_ticked is not None
        if role == Qt.ItemDataRole.CheckStateRole and is_box:
            return Qt.CheckState.Checked if line.id in self.on else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let boxes be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line = self.lines[index.row()]
        is_box = index.column() == 0 and line.is_ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if is_box else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        line = self.lines[index.row()]
        is_on = Qt.CheckState(value) == Qt.CheckState.Checked
        (self.on.add if is_on else self.on.discard)(line.id)
        self.dataChanged.emit(index, index)
        self.ticked.emit()
        return True


LETTER = 8
"""Pixels of a letter at the usual size of texts, by which widths are given."""


class RowsTable(QTableView):
    """Shows lines; `chosen` tells the id of the current one, `opened` that of a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, name: str, headers: Sequence[str], widths: Sequence[int]) -> None:
        """`widths` are pixels per column at the usual size; 0 takes what is left."""
        super().__init__()
        self.lines = RowsModel(headers)
        self.setModel(self.lines)
        self.setAccessibleName(name)
        show_boxes(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(lines(1.7))
        tell_cut(self)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for at, width in enumerate(widths):
            if width:
                header.resizeSection(at, letters(width / LETTER))
            else:
                Filling(self, at)
        Columns(self, "/".join(headers))
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._id(index.row())))

    def show_lines(self, lines: Iterable[Line]) -> None:
        """Show other lines and stay at the current one where it is still there."""
        now = self.current()
        self.lines.show_lines(lines)
        self.select(now)

    def current(self) -> str:
        """Return the id of the current line, or ""."""
        return self._id(self.currentIndex().row())

    def selected(self) -> list[str]:
        """Return the ids of all selected lines."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self._id(place) for place in places]

    def select(self, line_id: str) -> None:
        """Make a line the current one; the first where it is not there."""
        ids = [line.id for line in self.lines.lines]
        if not ids:
            self.chosen.emit("")
            return
        place = ids.index(line_id) if line_id in ids else 0
        flags = (
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows
        )
        self.selectionModel().setCurrentIndex(self.lines.index(place, 0), flags)

    def _id(self, place: int) -> str:
        return self.lines.lines[place].id if 0 <= place < len(self.lines.lines) else ""

    def _tell(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chosen.emit(self._id(now.row()))
