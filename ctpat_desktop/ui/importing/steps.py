"""The steps of an import: choose a sheet, look at the rows, and the table of rows in both."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QTableView,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.services.importing.apply import Decided, ImportPreview, Outcome, RowPlan
from ctpat_desktop.support.language import N_, number_text, tr
from ctpat_desktop.ui.importing.conflicts import DONE, ConflictsBar
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import letters

ROOM_FOR_BOLD = 2
"""Letters a chosen half of a switch needs beyond its usual width."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
Index = QModelIndex | QPersistentModelIndex

OUTCOMES = {
    Outcome.NEW: N_("New"),
    Outcome.CHANGED: N_("Changed"),
    Outcome.UNCHANGED: N_("Unchanged"),
    Outcome.CONFLICT: N_("In conflict"),
    Outcome.REFUSED: N_("Refused"),
}


class ChooseStep(QFrame):
    """A place to drop a sheet on, and a button to choose one."""

    dropped = Signal(object)

    def __init__(self, form: Form, choose: Callable[[], object]) -> None:
        """`choose` asks for a file."""
        super().__init__()
        self.setProperty("drop", True)
        words = tr("Drop a sheet with {what} here").format(what=tr(form.plural).lower())
        more = tr(
            "An .xlsx or .csv file with one row per record and headings above. "
            "Nothing is written before you have seen every row."
        )
        title = label(words, h2=True)
        self.choose_button = button(tr("Choose a file…"), choose, "primary")
        takes_file(self, self.dropped.emit, "", self.choose_button)
        column = QVBoxLayout(self)
        column.addStretch(1)
        for widget in (title, label(more, muted=True)):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(widget)
        column.addLayout(row(None, self.choose_button, None))
        column.addStretch(1)


class RowsModel(QAbstractTableModel):
    """The rows of a preview or report for a table view."""

    HEADS = (N_("Row"), N_("Name"), N_("What happens"), N_("Why"))

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.rows: Sequence[RowPlan] = ()
        self.shown: ImportPreview | None = None

    def show_rows(self, shown: ImportPreview, rows: Sequence[RowPlan]) -> None:
        """Show other rows of a preview."""
        self.beginResetModel()
        self.shown, self.rows = shown, rows
        self.endResetModel()

    def show_decided(self, shown: ImportPreview) -> None:
        """Show the same rows after a decision."""
        self.shown = shown
        if self.rows:
            corner = self.index(len(self.rows) - 1, len(self.HEADS) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)

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
        if self.shown is None:
            return None
        return row_words(self.shown, plan)[index.column()]


def row_words(shown: ImportPreview, plan: RowPlan) -> tuple[str, str, str, str]:
    """Return number, name, outcome and why of a row; a conflict says how it was decided."""
    outcome = tr(OUTCOMES[plan.outcome])
    conflict = shown.plan.conflicts.get(plan.number)
    if conflict is not None:
        outcome = f"{outcome}: {tr(DONE[shown.decided.of(plan.number, conflict)])}"
    why = (shown.reason(plan), *(one.sentence() for one in plan.remarks))
    return str(plan.number), plan.title, outcome, " ".join(filter(None, why))


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
        for place, width in enumerate((70, 240, 140)):
            self.setColumnWidth(place, width)

    def selected(self) -> list[int]:
        """Return the numbers of the selected rows."""
        chosen = self.selectionModel().selectedRows()
        return [self.rows.rows[index.row()].number for index in chosen]


class PreviewStep(QWidget):
    """How many rows have which outcome; and each row with what it changes or its reason."""

    explain_asked = Signal()
    """The person wants to say what unknown words mean."""
    decided = Signal(object)
    """The person said what to do with rows in conflict: the preview with it."""

    def __init__(self) -> None:
        """Start without a preview."""
        super().__init__()
        self.shown: ImportPreview | None = None
        self.counts, self.notes = label("", h2=True), label("", muted=True)
        self.unknown = label("")
        self.explain = button(tr("Say what they mean…"), self.explain_asked.emit)
        self.conflicts = ConflictsBar()
        self.conflicts.decided.connect(self._decide)
        self.table = RowsTable(tr("Rows of the sheet"))
        self.table.selectionModel().selectionChanged.connect(lambda: self._offer_decisions())
        self.filters = QButtonGroup(self)
        line = row(spacing=0)
        for place, words in enumerate(FILTERS):
            name = tr("Show: {what}").format(what=tr(words))
            choice = button(tr(words), self._filter, "segment", name)
            choice.setCheckable(True)
            self.filters.addButton(choice, place)
            line.addWidget(choice)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.counts)
        column.addWidget(self.notes)
        asked = row(self.unknown, self.explain)
        asked.setStretch(0, 1)
        column.addLayout(asked)
        column.addWidget(self.conflicts)
        column.addLayout(line)
        column.addWidget(self.table, 1)

    def show_preview(self, shown: ImportPreview) -> None:
        """Show what an import would do, refused rows first where there are any."""
        self.shown = shown
        counts = shown.counts
        self.counts.setText(counts_words(shown))
        notes = _notes(shown)
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        words = ", ".join(f"“{row.word[:30]}”" for row in shown.unknown[:MOST_NAMED])
        more = ", …" if shown.unknown[MOST_NAMED:] else ""
        said = tr("Not known: {words}").format(words=words + more)
        self.unknown.setText(said)
        for widget in (self.unknown, self.explain):
            widget.setVisible(bool(shown.unknown))
        remarked = sum(bool(row.remarks) for row in shown.rows)
        numbers = (len(shown.rows), *(counts[key] for key in OUTCOMES), remarked)
        for place, (words, number) in enumerate(zip(FILTERS, numbers, strict=True)):
            choice = self.filters.button(place)
            choice.setText(f"{tr(words)} ({number_text(number)})" if place else tr(words))
            choice.setMinimumWidth(choice.sizeHint().width() + letters(ROOM_FOR_BOLD))
            choice.setEnabled(bool(number) or not place)
        self.conflicts.show_conflicts(shown.plan.conflicts, shown.decided)
        place = REMARKED if remarked else 0
        for first in (Outcome.REFUSED, Outcome.CONFLICT):
            place = list(OUTCOMES).index(first) + 1 if counts[first] else place
        self.filters.button(place).setChecked(True)
        self._filter()

    def _filter(self) -> None:
        if self.shown is None:
            return
        place = self.filters.checkedId()
        wanted = list(OUTCOMES)[place - 1] if 0 < place < REMARKED else None
        rows = [row for row in self.shown.rows if wanted in (None, row.outcome)]
        if place == REMARKED:
            rows = [row for row in rows if row.remarks]
        self.table.rows.show_rows(self.shown, rows)
        self._offer_decisions()

    def _offer_decisions(self) -> None:
        self.conflicts.select(self.table.selected())

    def _decide(self, decisions: Decided) -> None:
        if self.shown is not None:
            self.shown = replace(self.shown, decided=decisions)
            self.table.rows.show_decided(self.shown)
            self.decided.emit(self.shown)


FILTERS = (N_("All"), *OUTCOMES.values(), N_("With remarks"))
REMARKED = len(FILTERS) - 1
MOST_NAMED = 6


def counts_words(shown: ImportPreview) -> str:
    """Return how many rows have each outcome; the word is the same for one and for many."""
    counts = shown.counts.items()
    return " · ".join(f"{tr(OUTCOMES[key])} ({number_text(count)})" for key, count in counts)


def _notes(shown: ImportPreview) -> list[str]:
    """Return what should be known of the whole list: what is added, left out, and understood."""
    notes = []
    if shown.made:
        names = ", ".join(shown.made[:12])
        notes.append(tr("Added along with it: {names}.").format(names=names))
    if shown.ignored:
        notes.append(tr("Not imported: {names}.").format(names=", ".join(shown.ignored)))
    meant = [remark.sentence() for remark in shown.meant[:MOST_NAMED]]
    more = tr("And {n} more.").format(n=len(shown.meant) - MOST_NAMED)
    if meant:
        notes.append(" ".join([*meant, more] if shown.meant[MOST_NAMED:] else meant))
    return notes


def combo(name: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
    """Return a drop-down with its values and words, and a name for screen readers."""
    box = ChoiceBox()
    box.setAccessibleName(name)
    for value, words in choices:
        box.addItem(tr(words), str(value))
    return box


def short(words: str) -> Any:
    """Return a quiet label on one line."""
    widget = label(words, muted=True)
    widget.setWordWrap(False)
    return widget


def item(words: str) -> QTableWidgetItem:
    """Return a cell with the whole text as its tip."""
    item = QTableWidgetItem(" ".join(words.split())[:200])
    item.setToolTip(words[:600])
    return item
