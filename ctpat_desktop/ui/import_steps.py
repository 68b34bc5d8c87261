"""The steps of an import: choose a sheet, say where columns go, look at the rows, the report."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHeaderView,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.exchange.sheets import Sheet
from ctpat_desktop.services.imports import Columns, Order, Outcome, Preview, RowPlan
from ctpat_desktop.services.parsing import as_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.parts import button, label, row
from ctpat_desktop.ui.widgets.boxes import ChoiceBox

ROOM_FOR_BOLD = 16
"""Pixels a chosen half of a switch needs beyond its usual width."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex

OUTCOMES = {
    Outcome.NEW: "New",
    Outcome.CHANGED: "Changed",
    Outcome.UNCHANGED: "Unchanged",
    Outcome.REFUSED: "Refused",
}
HOW = {
    "exact": "same word",
    "near": "similar word, please check",
    "remembered": "as last time",
    "chosen": "chosen by you",
    "": "",
}
ORDERS = (
    (Order.UNKNOWN, "As the column tells; refuse unclear ones"),
    (Order.MONTH_FIRST, "Month first (03/04 is March 4)"),
    (Order.DAY_FIRST, "Day first (03/04 is April 3)"),
)
ENCODINGS = (
    ("", "Found by itself"),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows, Western Europe"),
    ("mac_roman", "Mac, Western Europe"),
    ("cp1250", "Windows, Central Europe"),
    ("cp932", "Japanese (Shift-JIS)"),
    ("gb18030", "Chinese, simplified (GB 18030)"),
    ("big5", "Chinese, traditional (Big5)"),
    ("cp949", "Korean"),
    ("cp1251", "Windows, Cyrillic"),
)


class ChooseStep(QFrame):
    """A place to drop a sheet on, and a button to choose one."""

    dropped = Signal(object)

    def __init__(self, form: Form, choose: Callable[[], object]) -> None:
        """`choose` asks for a file."""
        super().__init__()
        self.setProperty("drop", True)
        self.setAcceptDrops(True)
        words = tr("Drop a sheet with {what} here").format(what=tr(form.plural).lower())
        more = tr(
            "An .xlsx or .csv file with one row per record and headings above. "
            "Nothing is written before you have seen every row."
        )
        title = label(words, h2=True)
        self.choose_button = button(tr("Choose a file…"), choose, "primary")
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (title, label(more, muted=True)):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addLayout(row(None, self.choose_button, None))
        column.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        event.acceptProposedAction()
        self.dropped.emit(Path(event.mimeData().urls()[0].toLocalFile()))


class ColumnsStep(QWidget):
    """A line per column of the sheet: heading, an example, and the field it goes to."""

    encoding_chosen = Signal(str)

    def __init__(self, form: Form) -> None:
        """Start without a sheet."""
        super().__init__()
        self.form = form
        self.columns = Columns((), ())
        self.boxes: list[QComboBox] = []
        self.about, self.remarks = label("", muted=True), label("")
        self.table = QTableWidget(0, 4)
        heads = (tr("Heading in the sheet"), tr("For example"), tr("Goes to"), tr("Why"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setAccessibleName(tr("Columns of the sheet"))
        self.table.verticalHeader().hide()
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.verticalHeader().setDefaultSectionSize(38)
        for place in range(4):
            mode = QHeaderView.ResizeMode.Stretch if place < 2 else QHeaderView.ResizeMode.Fixed
            self.table.horizontalHeader().setSectionResizeMode(place, mode)
        self.table.horizontalHeader().setDefaultAlignment(LEFT)
        self.table.setWordWrap(False)
        self.table.setColumnWidth(2, 250)
        self.table.setColumnWidth(3, 180)
        self.order = _combo(tr("Dates such as 03/04/2026"), ORDERS)
        self.encoding = _combo(tr("Letters of the file"), ENCODINGS)
        self.encoding.activated.connect(
            lambda: self.encoding_chosen.emit(str(self.encoding.currentData()))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.about, self.remarks, self.table):
            column.addWidget(widget)
        column.setStretch(2, 1)
        self.letters = _short(tr("Letters"))
        options = row(
            _short(tr("Dates such as 03/04/2026")), self.order, self.letters, self.encoding, None
        )
        column.addLayout(options)

    def show_sheet(self, sheet: Sheet, columns: Columns) -> None:
        """Show the columns of a sheet with what is proposed for them."""
        kind = tr("{n} rows in {name}").format(n=f"{len(sheet.rows):,}", name=sheet.name)
        self.about.setText(kind + (f" · {sheet.encoding}" if sheet.encoding else ""))
        self.remarks.setText("\n".join(sheet.remarks))
        self.remarks.setVisible(bool(sheet.remarks))
        for widget in (self.letters, self.encoding):
            widget.setVisible(sheet.kind == "csv")
        self.table.setRowCount(len(sheet.headers))
        self.boxes = [ChoiceBox() for _ in sheet.headers]
        for at, (header, box) in enumerate(zip(sheet.headers, self.boxes, strict=True)):
            self.table.setItem(at, 0, _item(header or tr("(no heading)")))
            self.table.setItem(at, 1, _item(_example(sheet, at)))
            self.table.setItem(at, 3, _item(""))
            box.addItem(tr("(leave out)"), "")
            for field in self.form.columns:
                box.addItem(tr(field.label), field.key)
            box.setAccessibleName(tr("{heading} goes to").format(heading=header))
            box.activated.connect(partial(self._choose, at))
            self.table.setCellWidget(at, 2, box)
        self._show(columns)

    def chosen(self) -> Columns:
        """Return where the columns go, with the order of dates."""
        order = Order(self.order.currentData())
        return Columns(self.columns.keys, self.columns.how, order)

    def _choose(self, at: int, _place: int) -> None:
        self._show(self.columns.choose(at, str(self.boxes[at].currentData())))

    def _show(self, columns: Columns) -> None:
        self.columns = columns
        for at, (box, key) in enumerate(zip(self.boxes, columns.keys, strict=True)):
            box.setCurrentIndex(max(0, box.findData(key)))
            item = self.table.item(at, 3)
            if item is not None:
                item.setText(tr(HOW[columns.how[at]]))


class RowsModel(QAbstractTableModel):
    """The rows of a preview or report for a table view."""

    HEADS = ("Row", "Name", "What happens", "Why")

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: Sequence[RowPlan] = ()

    def show_rows(self, rows: Sequence[RowPlan]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(self.HEADS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        plan = self.rows[index.row()]
        cells = (str(plan.number), plan.title, tr(OUTCOMES[plan.outcome]), plan.reason)
        return cells[index.column()]


class RowsTable(QTableView):
    """Row numbers, names, outcomes and reasons."""

    def __init__(self, name: str) -> None:
        """Start empty."""
        super().__init__()
        self.rows = RowsModel()
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setWordWrap(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setDefaultAlignment(LEFT)
        for place, width in enumerate((70, 240, 110)):
            self.setColumnWidth(place, width)


class PreviewStep(QWidget):
    """How many rows are new, changed, unchanged and refused; and each row with its reason."""

    def __init__(self) -> None:
        """Start without a preview."""
        super().__init__()
        self.shown: Preview | None = None
        self.counts, self.made = label("", h2=True), label("", muted=True)
        self.table = RowsTable(tr("Rows of the sheet"))
        self.filters = QButtonGroup(self)
        line = row(spacing=0)
        for place, words in enumerate((tr("All"), *(tr(word) for word in OUTCOMES.values()))):
            choice = button(words, self._filter, "segment", tr("Show: {what}").format(what=words))
            choice.setCheckable(True)
            self.filters.addButton(choice, place)
            line.addWidget(choice)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.counts)
        column.addWidget(self.made)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def show_preview(self, shown: Preview) -> None:
        """Show what an import would do, refused rows first where there are any."""
        self.shown = shown
        counts = shown.counts
        self.counts.setText(
            " · ".join(f"{counts[key]:,} {tr(word).lower()}" for key, word in OUTCOMES.items())
        )
        made = tr("Added along with it: {names}.").format(names=", ".join(shown.made[:12]))
        self.made.setText(made)
        self.made.setVisible(bool(shown.made))
        for place, outcome in enumerate(OUTCOMES, 1):
            choice = self.filters.button(place)
            choice.setText(f"{tr(OUTCOMES[outcome])} ({counts[outcome]:,})")
            choice.setMinimumWidth(choice.sizeHint().width() + ROOM_FOR_BOLD)
            choice.setEnabled(bool(counts[outcome]))
        place = 4 if counts[Outcome.REFUSED] else 0
        self.filters.button(place).setChecked(True)
        self._filter()

    def _filter(self) -> None:
        if self.shown is None:
            return
        place = self.filters.checkedId()
        wanted = list(OUTCOMES)[place - 1] if place > 0 else None
        rows = [row for row in self.shown.rows if wanted in (None, row.outcome)]
        self.table.rows.show_rows(rows)


def _combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    box = ChoiceBox()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(tr(words), str(value))
    return box


def _short(words: str) -> Any:
    widget = label(words, muted=True)
    widget.setWordWrap(False)
    return widget


def _item(words: str) -> QTableWidgetItem:
    item = QTableWidgetItem(" ".join(words.split())[:200])
    item.setToolTip(words[:600])
    return item


def _example(sheet: Sheet, column: int) -> str:
    """Return the first cells of a column that say something."""
    found: list[str] = []
    for cells in sheet.rows[:200]:
        words = as_text(cells[column]).strip()
        if words and words not in found:
            found.append(words[:60])
        if len(found) == 2:
            break
    return " | ".join(found)
