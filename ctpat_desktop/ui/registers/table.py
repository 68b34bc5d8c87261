"""The table of a register's list: columns a person arranges, copying, and its menu."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.registers.cells import CellDelegate
from ctpat_desktop.ui.registers.model import RegisterModel
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.copied_rows import put
from ctpat_desktop.ui.widgets.head import heading_width, tell_cut
from ctpat_desktop.ui.widgets.list_menu import chosen, menu_of
from ctpat_desktop.ui.widgets.theme import letters, lines

NAME_WIDTH, WIDTH = 24, 14
WIDTHS = {Kind.MULTI_CHOICE: 22, Kind.TEXT: 17, Kind.PERSON: 18, Kind.RECORD: 20}
"""Letters of a column at first, by what it holds."""
SORT_SIGN = 14
"""Pixels of the sign in the head of the column that sorts the list."""
KEEP_MS = 400
"""Milliseconds after the last drag until the columns are kept."""
ARRANGED = "lists"
"""The choice of this computer that holds widths and order of columns, by table."""


class RegisterTable(QTableView):
    """The rows of a register; its menu and the clipboard work on what is selected."""

    copied = Signal(int)
    """So many rows, or 0 for one cell, were put on the clipboard."""

    def __init__(self, model: RegisterModel, form: Form) -> None:
        """Show the rows of a model; columns stand as they were left on this computer."""
        super().__init__()
        self.records, self.form = model, form
        self.is_laying = False
        self.later = QTimer(self, singleShot=True, interval=KEEP_MS)
        self.later.timeout.connect(self._keep)
        tell_cut(self)
        self.setAccessibleName(tr(form.plural))
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(lines(1.6))
        self._arrange_header()
        menu_of(self).copies.append((lambda: tr("Copy cell"), self.copy_cell))

    def lay(self, columns: list[Field]) -> None:
        """Give the columns the order and widths they were left with, or their usual ones."""
        kept = arranged(self.form.id)
        order, widths = kept.get("order"), kept.get("widths")
        places = {key: at for at, key in enumerate(order)} if isinstance(order, list) else {}
        known = widths if isinstance(widths, Mapping) else {}
        keys = [field.key for field in columns]
        self.is_laying = True
        head = self.horizontalHeader()
        for at, key in enumerate(sorted(keys, key=lambda key: places.get(key, keys.index(key)))):
            head.moveSection(head.visualIndex(keys.index(key)), at)
        for at, field in enumerate(columns):
            wide = heading_width(head, at) + SORT_SIGN
            usual = NAME_WIDTH if field.key in self.form.names else WIDTHS.get(field.kind, WIDTH)
            width = known.get(field.key)
            self.setColumnWidth(at, width if isinstance(width, int) else max(wide, letters(usual)))
        self.is_laying = False

    def mark_sorted(self, key: str, *, is_down: bool) -> None:
        """Show in the heads which column the list is sorted by; none where it is not shown."""
        keys = [field.key for field in self.records.columns]
        order = Qt.SortOrder.DescendingOrder if is_down else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(keys.index(key) if key in keys else -1, order)

    def shown_keys(self) -> list[str]:
        """Return the keys of the columns as they stand from left to right."""
        head = self.horizontalHeader()
        places = range(len(self.records.columns))
        return [self.records.columns[head.logicalIndex(at)].key for at in places]

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard as a table, as they stand."""
        keys = self.shown_keys()
        rows = [[self.records.cell(at.row(), key) for key in keys] for at in chosen(self)]
        titles = {field.key: tr(field.label) for field in self.records.columns}
        if rows:
            put([titles[key] for key in keys], rows)
            self.copied.emit(len(rows))

    def copy_cell(self) -> None:
        """Put the words of the current cell on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            key = self.records.columns[index.column()].key
            clipboard.copy_text(self.records.cell(index.row(), key))
            self.copied.emit(0)

    def menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        return menu_of(self).menu()

    def _arrange_header(self) -> None:
        head = self.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSectionsMovable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        head.setHighlightSections(False)
        head.sectionMoved.connect(lambda *_: self._arranged())
        head.sectionResized.connect(lambda *_: self._arranged())

    def _arranged(self) -> None:
        if not self.is_laying and self.isVisible():
            self.later.start()

    def _keep(self) -> None:
        """Keep order and widths on this computer; the last column only fills what is left."""
        kept = arranged(self.form.id)
        keys, widths = self.shown_keys(), kept.get("widths")
        known = dict(widths) if isinstance(widths, Mapping) else {}
        for field in self.records.columns:
            if field.key != keys[-1]:
                known[field.key] = self.columnWidth(self.records.columns.index(field))
        arrange(self.form.id, {"order": keys, "widths": known})


def arranged(table: str) -> Mapping[str, object]:
    """Return how the columns of a list were left on this computer."""
    found = _every().get(table)
    return found if isinstance(found, Mapping) else {}


def arrange(table: str, new: Mapping[str, object]) -> None:
    """Keep on this computer how the columns of a list stand, or what sorts it."""
    before = arranged(table)
    if {**before, **new} != before:
        home.prefer(ARRANGED, {**_every(), table: {**before, **new}})


def sorted_by(form: Form) -> tuple[str, bool]:
    """Return the column a list was left sorted by, and whether downward; "" for its own order."""
    row = arranged(form.id).get("sorted")
    keys = {field.key for field in form.columns}
    if isinstance(row, list) and len(row) == 2 and row[0] in keys:
        return str(row[0]), bool(row[1])
    return "", False


def _every() -> dict[str, object]:
    found = home.preferences().get(ARRANGED)
    return dict(found) if isinstance(found, dict) else {}
