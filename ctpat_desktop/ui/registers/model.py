"""The rows of a register for a table view; only what is on the screen is read."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.services.registers import lateness, listing, records
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import with_lateness
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.times import read_time
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.theme import tokens

Index = QModelIndex | QPersistentModelIndex
PAGE = 60
"""Rows read at once."""
EDITABLE = Qt.ItemDataRole.EditRole
IN_PLACE = frozenset({Kind.TEXT, Kind.CHOICE, Kind.YES_NO, Kind.NUMBER})
"""Kinds of field that can be changed in the list itself."""


class RegisterModel(QAbstractTableModel):
    """Shows records by id; their cells are read a page at a time and kept."""

    def __init__(self, desk: Desk, form: Form) -> None:
        """Start without rows."""
        super().__init__()
        self.desk, self.form = desk, form
        self.ids: list[str] = []
        self.columns: list[Field] = [field for field in form.columns if field.in_list]
        self._rows: dict[str, listing.ListRow] = {}
        self._late: lateness.Late = {}

    def show_ids(self, ids: list[str]) -> None:
        """Show other records."""
        self.beginResetModel()
        self.ids = ids
        self.endResetModel()

    def show_columns(self, columns: list[Field]) -> None:
        """Show other columns."""
        self.beginResetModel()
        self._rows.clear()
        self.columns = columns
        self.endResetModel()

    def forget(self, ids: set[str] | None = None) -> None:
        """Read these records anew when they are next shown; None means all."""
        if ids is None:
            self._rows.clear()
        else:
            for key in ids:
                self._rows.pop(key, None)
        if self.ids and self.columns:
            corner = self.index(len(self.ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of records."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(self.columns[section].label)
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        field = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and field.kind is Kind.NUMBER:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == EDITABLE and field.kind in IN_PLACE:
            stored = records.stored(self.desk.workspace, self.form.id, self.ids[index.row()])
            return getattr(stored, field.key)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(tokens().bad) if self.late(index.row(), field.key) else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        words = self.cell(index.row(), field.key)
        return " ".join(words.split()) if role == Qt.ItemDataRole.DisplayRole else words[:600]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let simple fields be changed in the list."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        simple = index.isValid() and self.columns[index.column()].kind in IN_PLACE
        return flags | Qt.ItemFlag.ItemIsEditable if simple else flags

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Save a cell, read back; one that is so already is left alone."""
        if role != EDITABLE:
            return False
        if index.data(EDITABLE) == value:
            return True
        field = self.columns[index.column()]
        key = field.key
        if field.time:
            value = read_time(str(value)) or value
        return self.desk.change(self.form.id, self.ids[index.row()], **{key: value})

    def cell(self, place: int, key: str) -> str:
        """Return the words of one cell."""
        record_id = self.ids[place]
        if record_id not in self._rows:
            self._read(place)
        row = self._rows.get(record_id)
        words = row.cells.get(key, "") if row else ""
        due = self._late.get(record_id, {}).get(key)
        words = with_lateness(words or day_text(due.day), due) if due else words
        is_no = self.form.field(key).kind is Kind.YES_NO and words == "No"
        return "" if is_no else words

    def late(self, place: int, key: str) -> bool:
        """Return whether the day in a cell has passed with what was due undone."""
        self.cell(place, key)
        return key in self._late.get(self.ids[place], {})

    def _read(self, place: int) -> None:
        start = place // PAGE * PAGE
        wanted = [key for key in self.ids[start : start + PAGE] if key not in self._rows]
        keys = [field.key for field in self.columns]
        for row in listing.rows(self.desk.workspace, self.form.id, wanted, keys):
            self._rows[row.id] = row
        found = lateness.of_rows(self.desk.workspace, self.form.id, wanted, self.desk.today)
        self._late.update({key: found.get(key, {}) for key in wanted})
