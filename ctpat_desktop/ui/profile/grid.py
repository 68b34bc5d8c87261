"""All answers as a sheet: filter, edit in place, double click to the wizard."""

import csv
from io import StringIO
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QTableView,
)

from ctpat_desktop.catalogue.forms import Choice, Field, Kind, load_form
from ctpat_desktop.catalogue.model import Level
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.profile import many_answers
from ctpat_desktop.services.profile.many_answers import LEVEL, Paste
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.fields.bulk_dialog import BulkDialog
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.grid_model import (
    COLUMNS,
    FIELDS,
    STATUS,
    TEXT,
    AnswerModel,
    StatusDelegate,
)
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.cell_editor import CellEditing
from ctpat_desktop.ui.widgets.columns import Columns, Filling
from ctpat_desktop.ui.widgets.dialogs import ask, confirm
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import menu_of, offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, page_column, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters, lines
from ctpat_desktop.workspace.changes import Changes


class GridTable(QTableView):
    """The cells; copying and pasting work on what is selected."""

    copied = Signal()
    pasted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected cells, or paste from the current one; other keys work as usual."""
        for key, told in ((QKeySequence.StandardKey.Copy, self.copied), (PASTE, self.pasted)):
            if event.matches(key):
                told.emit()
                event.accept()
                return
        super().keyPressEvent(event)

    def chosen(self) -> list[QModelIndex]:
        """Return the selected cells as the eye reads them."""
        return sorted(self.selectedIndexes(), key=lambda at: (at.row(), at.column()))


def common_fields() -> list[Field]:
    """Return what many answers can have in common."""
    form = load_form("response")
    choices = tuple(
        Choice(level.value, labels.LEVEL[level]) for level in (Level.MUST, Level.SHOULD)
    )
    level = Field(LEVEL, Kind.CHOICE, N_("Level (not set: as shipped)"), choices=choices)
    return [*(form.field(key) for key in COMMON), level]


COMMON = ("owner", "status", "reviewed_on", "target_on")
WORDS = 36
"""Letters of the filter: what it is for can be read in it."""
PASTE = QKeySequence.StandardKey.Paste
MOST_NAMED = 6
"""Lines of what is not taken that a message names."""


class GridPage(Page):
    """The sheet with its filters."""

    import_wanted = Signal()
    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Show all answers."""
        super().__init__()
        self.desk = desk
        self.model = AnswerModel(desk)
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Filter by number, title or words"))
        self.words.setAccessibleName(tr("Filter by words"))
        self.words.textChanged.connect(self._filter)
        self.state = self._choice(
            tr("State"),
            {"": tr("Any state"), **labels.standings(), "gap": tr("Needs attention")},
        )
        self.level = self._choice(
            tr("Level"),
            {"": tr("Any level"), **{key.value: words for key, words in labels.LEVEL.items()}},
        )
        self.owner = self._choice(tr("Owner"), {"": tr("Any owner")})
        self.count = label("", muted=True)
        self.table = self._table()
        column = page_column(self)
        import_button = changer(tr("Import answers…"), self.import_wanted.emit)
        head = row(label(tr("All answers"), h1=True), None, self.count, import_button)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self.words.setMinimumWidth(letters(WORDS))
        column.addLayout(flow(self.words, self.state, self.level, self.owner))
        column.addWidget(self.table, 1)
        self.change_button = changer(tr("Change selected…"), self.ask_many)
        self.copy_button = button(tr("Copy cells"), self.copy_cells)
        self.paste_button = changer(tr("Paste below"), self.paste)
        offer(self.table, self.change_button, self.copy_button, self.paste_button)
        menu_of(self.table).copies_cells = True
        column.addLayout(row(self.change_button, self.copy_button, self.paste_button, None))
        self.table.copied.connect(self.copy_cells)
        self.table.pasted.connect(self.paste)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        self.model.modelReset.connect(self._show_buttons)
        self.show_all()
        self._show_buttons()

    def selected(self) -> list[str]:
        """Return the criteria of the selected cells, in their order."""
        rows = dict.fromkeys(index.row() for index in self.table.chosen())
        return [self.model.rows[at].criterion.id for at in rows]

    def ask_many(self) -> None:
        """Let the person give all selected answers one value."""
        criteria = self.selected()
        if not criteria or not self.flush():
            return
        dialog = BulkDialog(self.window(), self.desk, common_fields(), len(criteria))
        dialog.offer(FIELDS.get(self.table.currentIndex().column(), ""))
        if ask(dialog):
            self.change_many(criteria, dialog.chosen())

    def change_many(self, criteria: list[str], chosen: dict[str, Any]) -> None:
        """Give these answers one value in one step."""
        ((key, value),) = chosen.items()
        scope = self.desk.scope
        self.desk.attempt(lambda: many_answers.change(scope, criteria, key, value))

    def copy_cells(self) -> None:
        """Put the selected cells on the clipboard, as a sheet takes them."""
        rows: dict[int, list[str]] = {}
        for index in self.table.chosen():
            text = self.model.copied(index)
            rows.setdefault(index.row(), []).append(text)
        if rows:
            out = StringIO()
            csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows.values())
            clipboard.copy_text(out.getvalue().rstrip("\n"))
            self.desk.inform(tr("The cells are on the clipboard for 30 seconds."))

    def paste(self) -> None:
        """Put a column of a sheet into the cells from the current one down; words are asked for."""
        at = self.table.currentIndex()
        rows = many_answers.cells(QGuiApplication.clipboard().text())
        if not at.isValid() or not rows:
            self.desk.warn(tr("There is nothing to paste, or no cell is chosen."))
            return
        columns = [(tr(title), FIELDS.get(number, "")) for number, title in enumerate(COLUMNS)][
            at.column() :
        ]
        made = many_answers.plan(rows, self.model.rows[at.row() :], columns)
        if made.replaced and not self._may_replace(made.replaced):
            return
        scope = self.desk.scope
        done = not made.values or self.desk.attempt(
            lambda: many_answers.write(scope, made.values, tr("Paste answers"))
        )
        if done:
            self._say_pasted(made)

    def _may_replace(self, replaced: list[str]) -> bool:
        words = tr("Something else stands in {n} of these rows: {rows}. Replace it?")
        rows = ", ".join(replaced[:MOST_NAMED]) + (" …" if replaced[MOST_NAMED:] else "")
        asked = words.format(n=len(replaced), rows=rows)
        return confirm(self.window(), tr("Paste"), asked, tr("Replace"))

    def _say_pasted(self, made: Paste) -> None:
        words = ntr("{n} answer was changed.", "{n} answers were changed.", len(made.values))
        if made.same:
            words += " " + ntr("{n} cell was the same.", "{n} cells were the same.", made.same)
        if made.values:
            inform_of_step(self.desk, words)
        elif made.same:
            self.desk.inform(words)
        if made.refused:
            more = " …" if made.refused[MOST_NAMED:] else ""
            told = tr("Not pasted: {lines}")
            self.desk.warn(told.format(lines=" ".join(made.refused[:MOST_NAMED]) + more))

    def _show_buttons(self) -> None:
        why_not = "" if self.table.selectedIndexes() else tr("Choose cells of the sheet first.")
        for one in (self.change_button, self.copy_button, self.paste_button):
            allow(one, why_not)

    def show_all(self) -> None:
        """Offer the owners there are and show what passes the filters."""
        owners = {a.whole.owner for a in self.desk.dossier.answers if a.whole and a.whole.owner}
        for owner in sorted(owners):
            if self.owner.findData(owner) < 0:
                self.owner.addItem(owner, owner)
        self._filter()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def flush(self) -> bool:
        """Finish the cell being edited, and save what could not be saved before."""
        if self.table.state() == QTableView.State.EditingState:
            self.table.setFocus()
        return self.model.flush()

    def _choice(self, name: str, choices: dict[str, str]) -> QComboBox:
        box = looks(ChoiceBox())
        box.setAccessibleName(name)
        for key, words in choices.items():
            box.addItem(tr(words), key)
        box.setMaximumWidth(letters(27))
        box.currentIndexChanged.connect(self._filter)
        return box

    def _table(self) -> GridTable:
        table = GridTable()
        tell_cut(table)
        table.setAccessibleName(tr("All answers"))
        table.setModel(self.model)
        table.setItemDelegate(CellEditing(table))
        table.setItemDelegateForColumn(STATUS, StatusDelegate(table))
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(lines(1.6))
        for number, width in enumerate((7, 9.5, 27.5, 14, 20, 12, 7)):
            table.setColumnWidth(number, letters(width))
        Columns(table, "answers")
        Filling(table, TEXT)
        table.horizontalHeader().setMinimumSectionSize(44)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.doubleClicked.connect(self._opened)
        return table

    def _opened(self, index: QModelIndex) -> None:
        if index.column() not in FIELDS:
            criterion = self.model.rows[index.row()].criterion
            self.desk.go_to(Place(str(criterion.category), criterion.id, field="narrative"))

    def _filter(self) -> None:
        rows = [answer for answer in self.desk.dossier.answers if self._passes(answer)]
        self.model.show_rows(rows)
        total = len(self.desk.dossier.answers)
        self.count.setText(tr("{n} of {all}").format(n=len(rows), all=total))

    def _passes(self, answer: WholeAnswer) -> bool:
        state, level = self.state.currentData(), self.level.currentData()
        owner = self.owner.currentData()
        whole = answer.whole
        if state == "gap":
            if self.desk.review.worst_of(answer.criterion.id) is None:
                return False
        elif state and answer.standing != state:
            return False
        if level and answer.criterion.level.value != level:
            return False
        if owner and (whole is None or whole.owner != owner):
            return False
        said = labels.with_statements(whole.narrative if whole else "", answer.stated(whole))
        text = f"{answer.criterion.id} {answer.criterion.title} {said}"
        return holds(text, self.words.text())
