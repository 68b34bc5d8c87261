"""All answers as a sheet: filter, edit in place, double click to the wizard."""

import csv
from io import StringIO
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.profile import many_answers
from ctpat_desktop.services.profile.many_answers import Paste
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.many_dialog import ManyDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask, confirm
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import button, changer, label, looks, page_column, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters, lines
from ctpat_desktop.workspace.changes import Changes

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("No.", "Level", "Title", "Status", "Owner", "Reviewed", "Proof", "What you do")
STATUS, OWNER, TEXT = 3, 4, 7


class AnswerModel(QAbstractTableModel):
    """The answers that pass the filters; edits go straight into the file."""

    def __init__(self, desk: Desk) -> None:
        """Show all answers."""
        super().__init__()
        self.desk = desk
        self.rows: list[WholeAnswer] = list(desk.dossier.answers)
        self.held: dict[tuple[str, str], str] = {}
        """What was typed and could not be saved, by criterion and field."""

    def flush(self) -> bool:
        """Save what is held; False while it still cannot be."""
        return all([self._save(*key, value) for key, value in list(self.held.items())])

    def show_rows(self, rows: list[WholeAnswer]) -> None:
        """Show other answers; the view keeps its place when the criteria are the same."""
        same = [r.criterion.id for r in rows] == [r.criterion.id for r in self.rows]
        if same and rows:
            self.rows = rows
            corner = self.index(len(rows) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of answers."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """Return a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return tr(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """Return what a cell shows or edits."""
        answer = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole:
            return self._raw(answer, index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            shown = self._shown(answer)[index.column()]
            return shown if role == Qt.ItemDataRole.DisplayRole else shown[:600]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let status, owner and words be edited."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in FIELDS else flags

    def copied(self, index: Index) -> str:
        """Return what a cell puts on the clipboard: whole texts, and all else as it is shown."""
        answer = self.rows[index.row()]
        return (
            self._raw(answer, TEXT)
            if index.column() == TEXT
            else self._shown(answer)[index.column()]
        )

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Save an edited cell."""
        if role != Qt.ItemDataRole.EditRole or index.column() not in FIELDS:
            return False
        answer = self.rows[index.row()]
        if value == self._raw(answer, index.column()):
            return True
        if index.column() == STATUS and not self._may_say(answer, value):
            return False
        return self._save(answer.criterion.id, FIELDS[index.column()], value)

    def _may_say(self, answer: WholeAnswer, status: str) -> bool:
        """Tell whether a status can be taken here; a reason is written on the criterion's page."""
        reason = answer.whole.reason if answer.whole else ""
        number = answer.criterion.id
        return self.desk.attempt(
            lambda: not_applicable.refuse_without_reason(number, status, reason)
        )

    def _save(self, criterion: str, field: str, value: str) -> bool:
        self.held.pop((criterion, field), None)
        if self.desk.answer(criterion, None, **{field: value}):
            return True
        self.held[criterion, field] = value
        return False

    def _raw(self, answer: WholeAnswer, column: int) -> str:
        held = self.held.get((answer.criterion.id, FIELDS[column]))
        if held is not None:
            return held
        if column == STATUS:
            return answer.status
        return getattr(answer.whole, FIELDS[column]) if answer.whole else ""

    def _standing(self, answer: WholeAnswer) -> str:
        if (answer.criterion.id, "status") in self.held:
            return labels.status(self._raw(answer, STATUS))
        return labels.status(answer.standing)

    def _shown(self, answer: WholeAnswer) -> tuple[str, ...]:
        whole, criterion = answer.whole, answer.criterion
        mark = " ?" if criterion.is_unsure else ""
        return (
            criterion.id,
            labels.weight(criterion) + mark,
            criterion.title,
            self._standing(answer),
            self._raw(answer, OWNER),
            day_text(whole.reviewed_on) if whole else "",
            str(len(answer.evidence)) if answer.evidence else "",
            " ".join(self._raw(answer, TEXT).split()),
        )


FIELDS = {STATUS: "status", OWNER: "owner", TEXT: "narrative"}


class StatusDelegate(QStyledItemDelegate):
    """Offers the statuses as a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the list."""
        box = ChoiceBox(parent)
        for key, words in labels.statuses().items():
            box.addItem(words, key)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the stored status."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Save the chosen status."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)


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
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        column.addLayout(head)
        filters = row(self.words, self.state, self.level, self.owner)
        filters.setStretch(0, 1)
        column.addLayout(filters)
        column.addWidget(self.table, 1)
        self.change_button = changer(tr("Change selected…"), self.ask_many)
        self.copy_button = button(tr("Copy cells"), self.copy_cells)
        self.paste_button = changer(tr("Paste below"), self.paste)
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
        if criteria and self.flush():
            ask(ManyDialog(self.window(), self.desk, criteria))

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
        keys = [FIELDS.get(column, "") for column in range(at.column(), len(COLUMNS))]
        made = many_answers.plan(rows, self.model.rows[at.row() :], keys)
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
        return confirm(self.window(), tr("Paste"), words.format(n=len(replaced), rows=rows))

    def _say_pasted(self, made: Paste) -> None:
        words = ntr("{n} answer was changed.", "{n} answers were changed.", len(made.values))
        if made.same:
            words += " " + ntr("{n} cell was the same.", "{n} cells were the same.", made.same)
        if made.values or made.same:
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
        table.setItemDelegateForColumn(STATUS, StatusDelegate(table))
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(lines(1.6))
        for number, width in enumerate((56, 76, 220, 110, 160, 96, 56)):
            table.setColumnWidth(number, width)
        table.horizontalHeader().setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
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
        text = f"{answer.criterion.id} {answer.criterion.title} {whole.narrative if whole else ''}"
        return holds(text, self.words.text())
