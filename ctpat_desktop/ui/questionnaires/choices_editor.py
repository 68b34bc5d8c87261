"""Edits the choices of a question and when it is asked, without any notation to learn."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.questionnaires import (
    OnlyIf,
    Option,
    Question,
    Wording,
    read_rule,
    written_rule,
)
from ctpat_desktop.catalogue.sendings import choices
from ctpat_desktop.services.questionnaires.builder import read_options, written_options
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import changer, label, row
from ctpat_desktop.ui.widgets.theme import letters, lines
from ctpat_desktop.ui.widgets.ticks import show_boxes

ID = Qt.ItemDataRole.UserRole
FULL = 100
LOW = 8
"""Pixels of height that lists of choices have at least."""

RULES = (("any_of", N_("is one of")), ("not", N_("is none of")), ("filled", N_("is answered")))


class ChoicesEditor(QWidget):
    """One line per choice: its words in three languages and its points."""

    changed = Signal(str)

    def __init__(self) -> None:
        """Start without choices."""
        super().__init__()
        self.table = QTableWidget(0, 4)
        tell_cut(self.table)
        self.table.setHorizontalHeaderLabels(
            [tr("English"), tr("French"), tr("Spanish"), tr("Points %")]
        )
        self.table.setAccessibleName(tr("Choices"))
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setMinimumHeight(lines(LOW))
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(3, letters(10))
        self.table.itemChanged.connect(lambda _: self._tell())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Choices"), h2=True))
        column.addWidget(self.table)
        told = tr("Points: 100 for a good answer, 0 for a poor one or one that should not count.")
        column.addWidget(label(told, muted=True))
        column.addLayout(row(*self._buttons(), None))

    def _buttons(self) -> tuple[QPushButton, QPushButton]:
        both = changer(tr("Add choice"), self.add), changer(tr("Remove choice"), self.remove)
        offer(self.table, *both)
        return both

    def show_lines(self, lines: str) -> None:
        """Show the stored choices; while they are the ones on the screen nothing moves."""
        if lines == self.lines():
            return
        self.table.blockSignals(True)
        self.table.setRowCount(0)
        for option in read_options(lines):
            self._append(option)
        self.table.blockSignals(False)

    def lines(self) -> str:
        """Return the choices as they are stored."""
        return written_options(self._option(place) for place in range(self.table.rowCount()))

    def add(self) -> None:
        """Add a choice at the end and let it be typed."""
        taken = {str(self._cell(place, 0).data(ID)) for place in range(self.table.rowCount())}
        number = len(taken) + 1
        while f"option_{number}" in taken:
            number += 1
        self.table.blockSignals(True)
        self._append(Option(f"option_{number}", Wording(tr("New choice"))))
        self.table.blockSignals(False)
        self._tell()
        last = self._cell(self.table.rowCount() - 1, 0)
        self.table.setCurrentItem(last)
        self.table.editItem(last)

    def remove(self) -> None:
        """Remove the current choice."""
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self._tell()

    def _append(self, option: Option) -> None:
        place = self.table.rowCount()
        self.table.insertRow(place)
        texts = (option.text.en, option.text.fr, option.text.es, f"{option.points * FULL:g}")
        for column, text in enumerate(texts):
            self.table.setItem(place, column, QTableWidgetItem(text))
        self._cell(place, 0).setData(ID, option.value)

    def _cell(self, place: int, column: int) -> QTableWidgetItem:
        return self.table.item(place, column) or QTableWidgetItem()

    def _option(self, place: int) -> Option:
        texts = [self._cell(place, column).text().strip() for column in range(3)]
        points = self._cell(place, 3).text().replace(",", ".").strip()
        share = float(points) / FULL if points.replace(".", "", 1).isdecimal() else 1.0
        value = str(self._cell(place, 0).data(ID) or f"option_{place + 1}")
        return Option(value, Wording(*texts), min(1.0, share))

    def _tell(self) -> None:
        self.changed.emit(self.lines())


class OnlyIfEditor(QWidget):
    """Chooses the earlier question and the answers on which a question depends."""

    changed = Signal(str, str)

    def __init__(self) -> None:
        """Start as always asked."""
        super().__init__()
        self.earlier: Sequence[Question] = ()
        self.question, self.rule = ChoiceBox(), ChoiceBox()
        for box, name in ((self.question, tr("Only if")), (self.rule, tr("How it is compared"))):
            box.setAccessibleName(name)
        self.question.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for key, words in RULES:
            self.rule.addItem(tr(words), key)
        self.rule.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.answers = QListWidget()
        self.answers.setAccessibleName(tr("Answers"))
        self.answers.setMinimumHeight(lines(LOW))
        show_boxes(self.answers)
        self.question.activated.connect(lambda _: self._other_question())
        self.rule.activated.connect(lambda _: self._tell())
        self.answers.itemChanged.connect(lambda _: self._tell())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Asked only if"), h2=True))
        line = row(self.question, self.rule)
        line.setStretch(0, 1)
        column.addLayout(line)
        column.addWidget(self.answers)

    def show_rule(self, earlier: Sequence[Question], key: str, words: str) -> None:
        """Show the stored rule; `earlier` are the questions it may depend on."""
        if tuple(earlier) == tuple(self.earlier) and (key, words) == self.written():
            return
        self.earlier = earlier
        rule = read_rule(key, words)
        self.question.clear()
        self.question.addItem(tr("Always asked"), "")
        for question in earlier:
            self.question.addItem(f"{question.key}  {question.text.en}", question.key)
        self.question.setCurrentIndex(max(0, self.question.findData(key)))
        kind = "any_of" if rule is None or rule.rule == "equals" else rule.rule
        self.rule.setCurrentIndex(self.rule.findData(kind))
        self._offer(rule.values if rule else ())

    def written(self) -> tuple[str, str]:
        """Return the rule as it is stored: key and value text."""
        key = str(self.question.currentData() or "")
        if not key:
            return "", ""
        items = (self.answers.item(place) for place in range(self.answers.count()))
        on = tuple(
            str(item.data(ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )
        kind = str(self.rule.currentData()) if on else "filled"
        return written_rule(OnlyIf(key, kind, on))

    def _other_question(self) -> None:
        self._offer(())
        self._tell()

    def _offer(self, ticked: Sequence[str]) -> None:
        key = self.question.currentData()
        asked = next((question for question in self.earlier if question.key == key), None)
        self.answers.blockSignals(True)
        self.answers.clear()
        for value, words in choices(asked) if asked else ():
            item = QListWidgetItem(words.en)
            item.setData(ID, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = value in ticked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.answers.addItem(item)
        self.answers.blockSignals(False)
        self.answers.setVisible(self.answers.count() > 0)
        self.rule.setVisible(asked is not None)

    def _tell(self) -> None:
        self.changed.emit(*self.written())
