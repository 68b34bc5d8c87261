"""The table of a register's list: columns a person arranges, copying, and its menu."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView

from ctpat_desktop.catalogue.forms import Field, Form, Kind
from ctpat_desktop.support import home
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.registers.cells import CellDelegate
from ctpat_desktop.ui.registers.model import RegisterModel
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.head import heading_width, tell_cut
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
    """The rows of a register; keys, menu and clipboard work on what is selected."""

    copied = Signal(int)
    """So many rows, or 0 for one cell, were put on the clipboard."""
    change_asked = Signal()
    remove_asked = Signal()

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
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

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

    def shown_keys(self) -> list[str]:
        """Return the keys of the columns as they stand from left to right."""
        head = self.horizontalHeader()
        places = range(len(self.records.columns))
        return [self.records.columns[head.logicalIndex(at)].key for at in places]

    def copy_rows(self) -> None:
        """Put the selected rows on the clipboard, cells apart by tabs, as they stand."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        keys = self.shown_keys()
        lines = ["\t".join(_flat(self.records.cell(at, key)) for key in keys) for at in places]
        if lines:
            clipboard.copy_text("\n".join(lines))
            self.copied.emit(len(lines))

    def copy_cell(self) -> None:
        """Put the words of the current cell on the clipboard."""
        index = self.currentIndex()
        if index.isValid():
            key = self.records.columns[index.column()].key
            clipboard.copy_text(self.records.cell(index.row(), key))
            self.copied.emit(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows; all other keys work as in any table."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_rows()
            event.accept()
        else:
            super().keyPressEvent(event)

    def menu(self) -> QMenu:
        """Return what can be done with the selected rows."""
        menu, count = QMenu(self), len(self.selectionModel().selectedRows())
        words = ntr("Copy row", "Copy {n} rows", max(count, 1))
        for text, do, key in (
            (tr("Copy cell"), self.copy_cell, None),
            (words, self.copy_rows, QKeySequence.StandardKey.Copy),
            (tr("Select all"), self.selectAll, QKeySequence.StandardKey.SelectAll),
        ):
            action = menu.addAction(text)
            action.triggered.connect(partial(_call, do))
            if key is not None:
                action.setShortcut(key)
        menu.addSeparator()
        menu.addAction(tr("Change selected…")).triggered.connect(self.change_asked)
        menu.addAction(tr("Remove selected")).triggered.connect(self.remove_asked)
        for action in menu.actions():
            action.setEnabled(count > 0 or action.text() == tr("Select all"))
        return menu

    def _open_menu(self, at: QPoint) -> None:
        self.menu().exec(self.viewport().mapToGlobal(at))

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
        new = {"order": keys, "widths": known}
        if new != kept:
            home.prefer(ARRANGED, {**_every(), self.form.id: new})


def arranged(table: str) -> Mapping[str, object]:
    """Return how the columns of a list were left on this computer."""
    found = _every().get(table)
    return found if isinstance(found, Mapping) else {}


def _every() -> dict[str, object]:
    found = home.preferences().get(ARRANGED)
    return dict(found) if isinstance(found, dict) else {}


def _flat(words: str) -> str:
    return " ".join(words.split())


def _call(do: Callable[[], object], _on: bool = False) -> None:
    do()
