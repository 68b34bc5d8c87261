"""All accounts of a file as a table that sorts by any column."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from ctpat_desktop.services.overview.account_rows import AccountRow, Overview
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.widgets import theme

Index = QModelIndex | QPersistentModelIndex


class Column(NamedTuple):
    """One column: its heading, its width in letters, its words, and what it sorts by."""

    heading: str
    width: int
    words: Callable[[AccountRow, Overview], str]
    key: Callable[[AccountRow, Overview], Any]


def _answered(row: AccountRow, overview: Overview) -> str:
    del overview
    return tr("{n} of {all}").format(n=row.progress.answered, all=row.progress.asked)


def _share(row: AccountRow, overview: Overview) -> float:
    del overview
    return row.progress.answered / max(1, row.progress.asked)


def _review(row: AccountRow, overview: Overview) -> str:
    if row.is_archived:
        return tr("Archived")
    if row.review is None:
        return tr("No anniversary date")
    return row.review.words(overview.today)


def _closes(row: AccountRow, overview: Overview) -> date:
    del overview
    return row.review.review.window.closes if row.review else date.max


def _next(row: AccountRow, overview: Overview) -> str:
    day = row.next_day(overview.today)
    if day is None:
        return ""
    return tr("{day}: {what}").format(day=day_text(day.on), what=day.title)


def _next_on(row: AccountRow, overview: Overview) -> date:
    day = row.next_day(overview.today)
    return day.on if day else date.max


COLUMNS = (
    Column(N_("Company"), 22, lambda row, _: row.company, lambda row, _: natural_key(row.company)),
    Column(N_("Account"), 22, lambda row, _: row.kind, lambda row, _: natural_key(row.kind)),
    Column(
        N_("Must open"),
        11,
        lambda row, _: str(row.progress.open_musts or ""),
        lambda row, _: row.progress.open_musts,
    ),
    Column(N_("Answered"), 10, _answered, _share),
    Column(N_("Yearly review"), 32, _review, _closes),
    Column(
        N_("Late"),
        6,
        lambda row, overview: str(row.late(overview.today) or ""),
        lambda row, overview: row.late(overview.today),
    ),
    Column(N_("Next"), 18, _next, _next_on),
)
COMPANY, ACCOUNT, MUSTS, ANSWERED, REVIEW, LATE, NEXT = range(len(COLUMNS))
NUMBERS = frozenset({MUSTS, LATE})
SORT_ROLE = Qt.ItemDataRole.UserRole


class AccountsModel(QAbstractTableModel):
    """The accounts, in the order of the file; a proxy sorts and narrows them."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.overview: Overview | None = None

    @property
    def rows(self) -> tuple[AccountRow, ...]:
        """The accounts shown."""
        return self.overview.rows if self.overview else ()

    def show(self, overview: Overview) -> None:
        """Show other accounts, or another state of them."""
        self.beginResetModel()
        self.overview = overview
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many accounts there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell, the whole of them as a tip, and the color of what is late."""
        overview, column = self.overview, index.column()
        if overview is None:
            return None
        row = overview.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return COLUMNS[column].words(row, overview)
        if role == SORT_ROLE:
            return (COLUMNS[column].key(row, overview), index.row())
        if role == Qt.ItemDataRole.ForegroundRole:
            return _color(row, overview, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section].heading)
        return None


def _color(row: AccountRow, overview: Overview, column: int) -> QColor | None:
    """Return the color of open Musts, late days and a review past its last day."""
    colors, today = theme.tokens(), overview.today
    if row.is_archived:
        return QColor(colors.muted)
    window = row.review.review.window if row.review else None
    if column in NUMBERS or (column == REVIEW and window and window.closes < today):
        return QColor(colors.bad)
    if column == REVIEW and window and window.holds(today):
        return QColor(colors.warn)
    return None
