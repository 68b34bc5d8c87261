"""The answers of an account by state as a table; more rows are read as one scrolls down."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.reviewing import listing
from ctpat_desktop.services.reviewing.listing import Cursor, Line, Narrowing
from ctpat_desktop.services.reviewing.states import TITLES
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.language import N_, tr

Index = QModelIndex | QPersistentModelIndex
MOST_AGAIN = 2_000
"""Rows read again at once after a change; what is below is read as one scrolls."""


class Column(NamedTuple):
    """One column: its heading, its width in letters, and its words."""

    heading: str
    width: int
    words: Callable[[Line], str]


def _state(row: Line) -> str:
    return tr("Draft again") if row.review.is_draft_again else tr(TITLES[row.review.state])


def _last(row: Line) -> str:
    review = row.review
    return f"{review.by}, {moment_text(review.at)}" if review.at is not None else review.by


COLUMNS = (
    Column(N_("No."), 7, lambda row: row.criterion.id),
    Column(N_("Criterion"), 34, lambda row: row.criterion.title),
    Column(N_("Site"), 16, lambda row: row.site),
    Column(N_("Answer"), 14, lambda row: labels.status(row.status)),
    Column(N_("State"), 12, _state),
    Column(N_("Assigned to"), 16, lambda row: row.review.assigned_to),
    Column(N_("Comments"), 11, lambda row: str(row.comments or "")),
    Column(N_("Last"), 26, _last),
)
CRITERION, SITE = 1, 2


class AnswersModel(QAbstractTableModel):
    """The answers that are wanted, as far as they were read."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: list[Line] = []
        self._scope: Scope | None = None
        self._criteria: Sequence[Criterion] = ()
        self._narrowing = Narrowing()
        self._next: Cursor | None = None

    def show(self, scope: Scope, criteria: Sequence[Criterion], narrowing: Narrowing) -> None:
        """Read the answers wanted: as many as were there, where the same are wanted again."""
        before = self._scope.account_id if self._scope else ""
        is_same = narrowing == self._narrowing and scope.account_id == before
        wanted = min(len(self.rows), MOST_AGAIN) if is_same else 1
        rows: list[Line] = []
        at: Cursor | None = listing.START
        while at is not None and len(rows) < max(wanted, 1):
            found, at = listing.lines(scope, criteria, narrowing, at)
            rows += found
        self._scope, self._criteria, self._narrowing = scope, criteria, narrowing
        self._next = at
        if len(rows) == len(self.rows) and rows:
            self.rows = rows
            last = self.index(len(rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there are rows that were not read yet."""
        return not parent.isValid() and self._next is not None

    def fetchMore(self, parent: Index) -> None:
        """Read the next rows."""
        if parent.isValid() or self._next is None or self._scope is None:
            return
        found, self._next = listing.lines(self._scope, self._criteria, self._narrowing, self._next)
        if found:
            first = len(self.rows)
            self.beginInsertRows(QModelIndex(), first, first + len(found) - 1)
            self.rows += found
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows were read."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the words of a cell; the tip of a state says all there is to say of it."""
        line = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[index.column()].words(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            own = COLUMNS[index.column()]
            return line.review.words() if own.words is _state else own.words(line)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return tr(COLUMNS[section].heading)
        return None
