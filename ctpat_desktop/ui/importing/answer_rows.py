"""The answers of a document criterion by criterion: what happens with each, and what differs."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHeaderView, QTableView

from ctpat_desktop.services.history.diff import Piece
from ctpat_desktop.services.importing.answers import AnswerPlan, AnswersPreview, Change, Outcome
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.history.comparison import Comparison, differences, spoken
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.ui.widgets.ticks import show_boxes

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
OUTCOMES = {
    Outcome.NEW: N_("New"),
    Outcome.DIFFERS: N_("Differs"),
    Outcome.SAME: N_("Same"),
    Outcome.REFUSED: N_("Refused"),
}
TAKEN = frozenset({Outcome.NEW, Outcome.DIFFERS})
"""What can be ticked."""
LONGEST_COMPARED = 60_000
"""Characters of both texts together that are compared word by word."""
HEADS = (N_("Take"), N_("No."), N_("Title"), N_("What happens"))


class AnswerRowsModel(QAbstractTableModel):
    """The answers that pass a filter, each with a box to tick where there is something to take."""

    ticked = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.plans: Sequence[AnswerPlan] = ()
        self.places: list[int] = []
        self.chosen: set[int] = set()
        """The places of the answers to take, whether they are shown or not."""
        self.remarked: set[tuple[int, str]] = set()
        """Where in the document something was not understood."""

    def show_preview(self, shown: AnswersPreview) -> None:
        """Show the answers of another document, none of them ticked."""
        self.plans, self.chosen = shown.rows, set()
        self.remarked = {(row.row, row.place) for row in shown.remarks if row.row}
        self.show_only(list(OUTCOMES))

    def show_only(self, outcomes: Collection[Outcome]) -> None:
        """Show the answers with one of these outcomes; what is ticked stays so."""
        self.beginResetModel()
        self.places = [at for at, plan in enumerate(self.plans) if plan.outcome in outcomes]
        self.endResetModel()

    def tick_all(self, outcome: Outcome | None) -> None:
        """Tick every answer with an outcome besides those ticked; None unticks all."""
        hits = (at for at, plan in enumerate(self.plans) if plan.outcome is outcome)
        self.chosen = self.chosen | set(hits) if outcome else set()
        self._tell()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(HEADS[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked where there is something to take."""
        may = index.column() == 0 and self.plan(index).outcome in TAKEN
        return super().flags(index) | (
            Qt.ItemFlag.ItemIsUserCheckable if may else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows."""
        plan = self.plan(index)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            if plan.outcome not in TAKEN:
                return None
            is_on = self.places[index.row()] in self.chosen
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{tr('Take')} {plan.number}" if plan.outcome in TAKEN else ""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        happens = outcome_words(plan)
        if (plan.answer.row, plan.answer.place) in self.remarked:
            happens = f"{happens} · {tr('remark')}"
        return ("", plan.number, plan.title, happens)[index.column()]

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Tick or untick an answer."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        (self.chosen.add if is_on else self.chosen.discard)(self.places[index.row()])
        self._tell()
        return True

    def plan(self, index: Index) -> AnswerPlan:
        """Return the answer of a row."""
        return self.plans[self.places[index.row()]]

    def _tell(self) -> None:
        if self.places:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, 0))
        self.ticked.emit()


def outcome_words(plan: AnswerPlan) -> str:
    """Return what happens with an answer, and why where that is said."""
    outcome = tr(OUTCOMES[plan.outcome])
    if plan.reason:
        return f"{outcome}: {plan.reason}"
    fields = ", ".join(tr(change.label) for change in plan.changes())
    return f"{outcome}: {fields}" if fields else outcome


def _happens(change: Change) -> str:
    """Return what happens with a statement, behind its name; "" for a field of the answer."""
    if change.field != "statement":
        return ""
    outcome = Outcome.DIFFERS if change.old else Outcome.NEW
    return f" · {tr(OUTCOMES[outcome])}"


def _pieces(change: Change) -> tuple[Piece, ...]:
    """Return what differs; very long texts are not compared word by word, that takes too long."""
    if len(change.old) + len(change.new) <= LONGEST_COMPARED:
        return differences("response", change.field, change.old, change.new)
    both = (Piece("removed", change.old), Piece("added", change.new))
    return tuple(piece for piece in both if piece.text)


class AnswerTable(QTableView):
    """The answers of a document as a table."""

    shown = Signal(object)
    """Another answer is chosen, None where there is none."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows = AnswerRowsModel()
        self.setModel(self.rows)
        self.setAccessibleName(tr("Answers of the document"))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        show_boxes(self)
        head = self.horizontalHeader()
        head.setDefaultAlignment(LEFT)
        for place in (0, 1):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.setColumnWidth(2, letters(24))
        head.setStretchLastSection(True)
        tell_cut(self)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._show(now))

    def show_first(self) -> None:
        """Choose the first row, so that what it says is seen at once."""
        self.setCurrentIndex(self.rows.index(0, 0))
        if not self.rows.places:
            self.shown.emit(None)

    def _show(self, index: QModelIndex) -> None:
        self.shown.emit(self.rows.plan(index) if index.isValid() else None)


class AnswerDifferences(Comparison):
    """What one answer changes, field by field: removed words struck, added ones underlined."""

    def show_answer(
        self, plan: AnswerPlan, documents: Sequence[str], remarks: Sequence[str]
    ) -> None:
        """Show an answer, the titles of documents it would link, and what was not understood."""
        self.clear()
        heard = list[Piece]()
        self._title(f"{plan.number} {plan.title}".strip())
        self._line(f"{outcome_words(plan)}\n{tr('Found in')}: {plan.answer.place}")
        for change in plan.changes():
            pieces = _pieces(change)
            self._title(f"\n{tr(change.label)}{_happens(change)}")
            self.add_pieces((*pieces, Piece("same", "\n")))
            heard += pieces
        if documents:
            self._title(f"\n{tr('Evidence that is linked')}")
            self._line("\n".join(documents))
        if plan.outcome is Outcome.SAME and plan.answer.narrative:
            self._title(f"\n{tr('What you do')}")
            self._line(plan.answer.narrative)
        same = [row.called for row in plan.statements if row.outcome is Outcome.SAME]
        if same:
            self._title(f"\n{tr('Statements that are the same')}")
            self._line("\n".join(same))
        if remarks:
            self._title(f"\n{tr('Remarks')}")
            self._line("\n".join(remarks))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.setAccessibleDescription(spoken(tuple(heard)) if heard else outcome_words(plan))

    def _title(self, words: str) -> None:
        look = QTextCharFormat()
        look.setFontWeight(700)
        look.setForeground(QColor(theme.tokens().text))
        self._put(f"{words}\n", look)

    def _line(self, words: str) -> None:
        look = QTextCharFormat()
        look.setForeground(QColor(theme.tokens().text))
        self._put(f"{words}\n", look)

    def _put(self, words: str, look: QTextCharFormat) -> None:
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(words, look)
