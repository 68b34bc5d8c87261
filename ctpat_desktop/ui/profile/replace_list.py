"""The places where words are to be replaced: a tick, and the sentence before and after."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from ctpat_desktop.services.profile.replacing import Hit
from ctpat_desktop.support.language import N_, tr

NEAR = 28
"""Signs before and behind a place in a cell: the place itself is seen however narrow it is."""
Index = QModelIndex | QPersistentModelIndex
COLUMNS = (N_("Criterion"), N_("Where"), N_("Now"), N_("Afterwards"))
FIELDS = {
    "narrative": N_("What you do"),
    "reason": N_("Why it does not apply"),
    "text": N_("Statement"),
}
TICK = Qt.ItemDataRole.CheckStateRole
SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class HitsModel(QAbstractTableModel):
    """All places; what is not ticked stays as it is."""

    ticked = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.hits: Sequence[Hit] = ()
        self.fresh = ""
        self._is_on = bytearray()

    def show_hits(self, hits: Sequence[Hit], fresh: str) -> None:
        """Show other places, all of them ticked."""
        self.beginResetModel()
        self.hits, self.fresh = hits, fresh
        self._is_on = bytearray(b"\1" * len(hits))
        self.endResetModel()
        self.ticked.emit()

    def show_fresh(self, fresh: str) -> None:
        """Show the same places with other new words."""
        self.fresh = fresh
        if self.hits:
            last = len(self.hits) - 1
            self.dataChanged.emit(self.index(0, 3), self.index(last, 3))

    def chosen(self) -> list[Hit]:
        """Return the places that are ticked."""
        return [hit for hit, is_on in zip(self.hits, self._is_on, strict=True) if is_on]

    def count(self) -> int:
        """Return how many are ticked."""
        return sum(self._is_on)

    def tick_all(self, is_on: bool) -> None:
        """Tick all places or none."""
        self._is_on = bytearray(bytes([is_on]) * len(self.hits))
        if self.hits:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.hits) - 1, 0))
        self.ticked.emit()

    def turn(self, row: int) -> None:
        """Tick a place, or take the tick off."""
        self._is_on[row] = not self._is_on[row]
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
        self.ticked.emit()

    def rowCount(self, parent: Index | None = None) -> int:
        """Return the number of places."""
        return 0 if parent is not None and parent.isValid() else len(self.hits)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return the number of columns."""
        return len(COLUMNS)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:
        """Return the heading of a column."""
        is_shown = way is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return tr(COLUMNS[section]) if is_shown else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a cell; its whole text for the tool tip and the screen reader."""
        if role == TICK and index.column() == 0:
            is_on = self._is_on[index.row()]
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return self._cell(self.hits[index.row()], index.column()) if role in SPOKEN else None

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Take a tick."""
        if role != TICK:
            return False
        if (Qt.CheckState(value) is Qt.CheckState.Checked) != bool(self._is_on[index.row()]):
            self.turn(index.row())
        return True

    def _cell(self, hit: Hit, column: int) -> str:
        if column == 0:
            return hit.text.criterion
        if column == 1:
            field = tr(FIELDS[hit.text.field])
            return f"{hit.text.site} · {field}" if hit.text.site else field
        return hit.sentence(self.fresh if column == len(COLUMNS) - 1 else None, NEAR)
