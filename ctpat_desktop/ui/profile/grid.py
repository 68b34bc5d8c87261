"""All answers as a sheet: filter, edit in place, double click to the wizard."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
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
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import holds
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import changer, label, looks, page_column, row
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
        self.show_all()

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

    def _table(self) -> QTableView:
        table = QTableView()
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
