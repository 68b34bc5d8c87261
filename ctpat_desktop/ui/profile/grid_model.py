"""The answers as rows of the sheet: what a cell shows, and what is typed into it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.registers import not_applicable
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.cell_editor import CellEditing

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    N_("No."),
    N_("Level"),
    N_("Title"),
    N_("Status"),
    N_("Owner"),
    N_("Reviewed"),
    N_("Proof"),
    N_("What you do"),
)
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

    def _words(self, answer: WholeAnswer) -> str:
        """Return the text and, to be read only, the statements behind it."""
        return labels.with_statements(self._raw(answer, TEXT), answer.stated(answer.whole))

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
            " ".join(self._words(answer).split()),
        )


FIELDS = {STATUS: "status", OWNER: "owner", TEXT: "narrative"}


class StatusDelegate(CellEditing):
    """Offers the statuses as a list."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the list."""
        box = ChoiceBox(parent)
        for key, words in labels.statuses().items():
            box.addItem(words, key)
        return box

    def fill(self, editor: QWidget, index: Index) -> None:
        """Show the stored status."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Save the chosen status."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
