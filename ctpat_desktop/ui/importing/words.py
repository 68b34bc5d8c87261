"""The step of an import where a person says what unknown words in the cells mean."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTableWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.importing.value_words import LEAVE_OUT, Unknown, key_of_word, meanings
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.ui.importing.steps import LEFT, item
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.theme import letters, lines

MOST = 200
"""Words shown at once; the others are asked after these."""


class WordsStep(QWidget):
    """A line per unknown word: its field, how often it stands there, and what it means."""

    def __init__(self) -> None:
        """Start without words."""
        super().__init__()
        self.rows: Sequence[Unknown] = ()
        self.boxes: list[QComboBox] = []
        about = label(
            tr(
                "These words stand in the list, but no choice of ours is called so. Say what they "
                "mean; it is remembered for the next list. What is left empty stays empty."
            ),
            muted=True,
        )
        self.table = QTableWidget(0, 4)
        tell_cut(self.table)
        heads = (tr("Field"), tr("Word in the list"), tr("Rows"), tr("Means"))
        self.table.setHorizontalHeaderLabels(heads)
        self.table.setAccessibleName(tr("Unknown words"))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(lines(2.1))
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.horizontalHeader().setDefaultAlignment(LEFT)
        for place, width in ((0, 22), (2, 8), (3, 33)):
            self.table.setColumnWidth(place, letters(width))
        Filling(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(about)
        column.addWidget(self.table, 1)

    def show_words(self, rows: Sequence[Unknown]) -> None:
        """Show unknown words, each with what it most likely means."""
        self.rows = rows[:MOST]
        self.table.setRowCount(len(self.rows))
        for box in self.boxes:  # the table lets go of them only later
            box.hide()
        self.boxes = [ChoiceBox() for _ in self.rows]
        for at, (row, box) in enumerate(zip(self.rows, self.boxes, strict=True)):
            self.table.setItem(at, 0, item(tr(row.field.label)))
            self.table.setItem(at, 1, item(row.word))
            self.table.setItem(at, 2, item(number_text(row.count)))
            box.addItem(tr("(leave empty)"), LEAVE_OUT)
            for value, words in meanings(row.field):
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(row.proposal)))
            box.setAccessibleName(tr("{word} means").format(word=row.word))
            self.table.setCellWidget(at, 3, box)

    def meanings(self) -> dict[str, dict[str, str]]:
        """Return what each word means, by field key."""
        found: dict[str, dict[str, str]] = {}
        for row, box in zip(self.rows, self.boxes, strict=True):
            words = found.setdefault(row.field.key, {})
            words[key_of_word(row.word)] = str(box.currentData())
        return found
