"""Everyone who watched, with score and result: asked here one after another, or on paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.training.results import Results
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reasons import allow

UNSET = -1
"""What a score holds that nobody has entered."""


class ScoresPage(QWidget):
    """The people of one sitting: ask one, enter scores from paper, print certificates."""

    asked = Signal(str)
    entered = Signal(object)
    """The scores entered, by person; as an object, since Qt sorts the keys of a dict."""
    certificates = Signal()
    closed = Signal()

    def __init__(self, people: Sequence[tuple[str, str]], *, has_questions: bool) -> None:
        """`people` are id and name; without questions there is nothing to ask or enter."""
        super().__init__()
        self.people, self.has_questions = people, has_questions
        self.results = Results()
        self.title, self.note = label("", h15=True), label("", muted=True)
        self.table = QTableWidget(len(people), 3)
        self.table.setAccessibleName(tr("Results"))
        tell_cut(self.table)
        self.boxes: dict[str, NumberBox] = {}
        self.outcomes = {key: QTableWidgetItem("") for key, _ in people}
        self.ask_button = button(tr("Ask the questions"), self._ask, "primary")
        self.enter_button = changer(tr("Record the scores from paper"), self._enter)
        self.print_button = button(tr("Certificates…"), self.certificates.emit)
        offer(self.table, self.ask_button, self.enter_button, self.print_button)
        self.close_button = button(tr("Close"), self.closed.emit)
        self._fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        buttons = (self.ask_button, self.enter_button, self.print_button, self.close_button)
        column.addLayout(flow(*buttons))
        self.show_results(self.results)

    def _fill(self) -> None:
        heads = [tr("Person"), tr("Score (percent)"), tr("Result")]
        self.table.setHorizontalHeaderLabels(heads)
        self.table.verticalHeader().hide()
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        Filling(self.table, 0)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        for number, (key, name) in enumerate(self.people):
            self.table.setItem(number, 0, QTableWidgetItem(name))
            self.table.setItem(number, 2, self.outcomes[key])
            box = NumberBox()
            box.setRange(UNSET, 100)
            box.setSpecialValueText("–")
            box.setValue(UNSET)
            box.setAccessibleName(tr("Score of {name}").format(name=name))
            box.setEnabled(self.has_questions)
            box.valueChanged.connect(lambda _value: self._allow())
            self.boxes[key] = box
            self.table.setCellWidget(number, 1, box)
        self.table.resizeColumnsToContents()
        self.table.resizeRowsToContents()
        self.table.itemSelectionChanged.connect(self._allow)
        self.table.selectRow(0)

    def show_results(self, results: Results) -> None:
        """Show what is recorded, and mark the next person without a result."""
        self.results = results
        for key, _ in self.people:
            self.outcomes[key].setText(self._result(key))
            score = results.scores.get(key)
            if score is not None:
                self.boxes[key].setValue(score)
        self.title.setText(self._headline())
        self.note.setText(self._hint())
        left = [n for n, (key, _) in enumerate(self.people) if key not in results.scores]
        if left:
            self.table.selectRow(left[0])
        self._allow()

    def _result(self, key: str) -> str:
        if key not in self.results.scores:
            return tr("not asked yet") if self.has_questions else ""
        if self.results.scores[key] is None:
            return tr("took part")
        return tr("Passed") if self.results.passed[key] else tr("Not passed")

    def _headline(self) -> str:
        count, every = len(self.results.scores), len(self.people)
        if count < every:
            return tr("Watched to the end. {n} of {all} have a result.").format(n=count, all=every)
        if every == 1 and None not in self.results.scores.values():
            key, name = self.people[0]
            words = tr("{name}: {result}, {score} percent")
            score = self.results.scores[key]
            return words.format(name=name, result=self._result(key), score=score)
        return tr("Everybody has a result. It is in the training records.")

    def _hint(self) -> str:
        if not self.has_questions:
            return tr("This training has no questions: taking part is recorded.")
        return tr(
            "Ask the marked person here, or print the questions, let them be filled in on paper "
            "and enter the scores. Anyone who did not pass may try again; every finished test is "
            "recorded."
        )

    def _marked(self) -> str:
        at = self.table.currentRow()
        return self.people[at][0] if 0 <= at < len(self.people) else ""

    def _ask(self) -> None:
        if self._marked():
            self.asked.emit(self._marked())

    def changed(self) -> Mapping[str, int]:
        """Return the scores that were entered and are not recorded."""
        values = {key: box.value() for key, box in self.boxes.items()}
        return {
            key: value
            for key, value in values.items()
            if value != UNSET and value != self.results.scores.get(key, UNSET)
        }

    def _enter(self) -> None:
        self.entered.emit(dict(self.changed()))

    def _allow(self) -> None:
        none = "" if self.has_questions else tr("This training has no questions.")
        allow(self.ask_button, none or ("" if self._marked() else tr("Mark a person.")))
        allow(self.enter_button, none or ("" if self.changed() else tr("Enter a score first.")))
        has_any = any(self.results.passed.values())
        allow(self.print_button, "" if has_any else tr("Nobody has passed yet."))
