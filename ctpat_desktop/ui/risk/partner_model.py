"""The partners with their ratings as a table that sorts by any column."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ctpat_desktop.checklist.partner_points import WORDS, Factor
from ctpat_desktop.checklist.partner_risk import band_words
from ctpat_desktop.services.risk.partner_ratings import FIRST, RatedPartner, level_words
from ctpat_desktop.services.risk.partner_words import country_words
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.theme import letters

Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column: its heading, its width in letters, its words, and what it sorts by."""

    heading: str
    width: int
    words: Callable[[Any], str]
    key: Callable[[Any], Any]


def _own(partner: RatedPartner) -> str:
    if partner.own is None:
        return ""
    words = level_words(partner.own)
    if partner.is_lower:
        return f"▼ {words}"
    return f"≠ {words}" if partner.is_override else words


def _rank(partner: RatedPartner) -> tuple[int, int]:
    computed = partner.computed
    return FIRST[computed.rating.level], -computed.total


def _points(factor: Factor, partner: RatedPartner) -> str:
    row = next(row for row in partner.computed.points if row.factor is factor)
    return f"{row.value}" if row.is_known else f"{row.value} ?"


def _value(factor: Factor, partner: RatedPartner) -> tuple[int, bool]:
    row = next(row for row in partner.computed.points if row.factor is factor)
    return -row.value, row.is_known


COLUMNS = (
    Column(N_("Partner"), 28, lambda row: row.row.name, lambda row: natural_key(row.row.name)),
    Column(N_("Computed"), 29, lambda row: band_words(row.computed.rating), _rank),
    Column(N_("Points"), 10, lambda row: str(row.computed.total), lambda row: -row.computed.total),
    Column(N_("Own rating"), 16, _own, lambda row: (-(row.own or 0), not row.is_lower)),
    Column(N_("In"), 14, country_words, country_words),
    *(
        Column(WORDS[factor], max(10, len(WORDS[factor]) + 5), partial(_points, factor), key)
        for factor in Factor
        for key in (partial(_value, factor),)
    ),
)
NAME, COMPUTED, POINTS, OWN = range(4)


class PartnerModel(QAbstractTableModel):
    """The listed partners; a row is a partner, or what is due about one."""

    def __init__(self, columns: tuple[Column, ...], tip: Callable[[int, Any], str]) -> None:
        """Start empty; `tip` says more about a cell of a row."""
        super().__init__()
        self.columns, self.tip = columns, tip
        self.partners: tuple[Any, ...] = ()
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def show_partners(self, partners: Sequence[Any]) -> None:
        """List other partners, in the order chosen before."""
        self.beginResetModel()
        self.partners = tuple(partners)
        self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return how many partners are listed."""
        return 0 if parent.isValid() else len(self.partners)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(self.columns[section].heading)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, or as its tip why there are these points."""
        partner = self.partners[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[index.column()].words(partner)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(index.column(), partner)
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 leaves the order as it is."""
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted = (column, order)
        self._in_order()
        self.layoutChanged.emit()

    def row_of(self, partner_id: str) -> int:
        """Return the line of a partner, -1 where it is not listed."""
        ids = [row.row.id for row in self.partners]
        return ids.index(partner_id) if partner_id in ids else -1

    def _in_order(self) -> None:
        if self._sorted is not None:
            column, order = self._sorted
            is_down = order is Qt.SortOrder.DescendingOrder
            rows = sorted(self.partners, key=self.columns[column].key, reverse=is_down)
            self.partners = tuple(rows)


def table_of(model: PartnerModel, name: str) -> QTableView:
    """Return a table of a model in which several rows can be chosen; `name` is for a reader."""
    table = reading(QTableView(), name)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setModel(model)
    table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    tell_cut(table)
    for at, column in enumerate(model.columns):
        table.setColumnWidth(at, letters(column.width))
    Columns(table, "/".join(column.heading for column in model.columns))
    return table


def tip_of(column: int, partner: RatedPartner) -> str:
    """Return why there are these points, or why the rating is as it is."""
    if column > OWN + 1:
        return partner.computed.points[column - OWN - 2].reason
    if column == OWN and partner.is_lower:
        return tr("Lower than computed: {reason}").format(reason=partner.row.risk_reasons)
    return partner.computed.why() if column else str(partner.row.name)
