"""The questions at the end of a training, one at a time, for one person."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QRadioButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.courses import Question
from ctpat_desktop.services.training import results
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.training.choice_row import ChoiceRow
from ctpat_desktop.ui.widgets.parts import button, clear, label, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow


class Quiz(QWidget):
    """Asks, says at once what was right and why, and tells the score at the end."""

    finished = Signal(int)
    stopped = Signal()

    def __init__(self, questions: tuple[Question, ...]) -> None:
        """Start with nobody; `begin` names the person."""
        super().__init__()
        self.questions = questions
        self.answers: list[frozenset[int]] = []
        self.rows: list[ChoiceRow] = []
        self.who, self.where = label("", muted=True), label("", muted=True)
        self.words, self.verdict = label("", h15=True), label("")
        self.inner = QWidget()
        whole, self.choices = QVBoxLayout(self.inner), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(self.choices)
        whole.addWidget(self.verdict)
        whole.addStretch(1)
        self.area = scrolled(self.inner)
        self.next_button = button(tr("Answer"), self.go_on, "primary")
        self.stop_button = button(tr("Stop"), self.stopped.emit)
        self.stop_button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.who, self.where, self.words):
            column.addWidget(part)
        column.addWidget(self.area, 1)
        column.addLayout(row(self.stop_button, None, self.next_button))

    @property
    def is_answered(self) -> bool:
        """Whether the question shown has its answer already."""
        return bool(self.rows) and not self.rows[0].box.isEnabled()

    def begin(self, name: str) -> None:
        """Ask a person from the first question on."""
        self.answers = []
        self.who.setText(tr("For {name}").format(name=name))
        self._show()

    def _show(self) -> None:
        number = len(self.answers)
        question = self.questions[number]
        where = tr("Question {n} of {all}").format(n=number + 1, all=len(self.questions))
        self.where.setText(where)
        self.words.setText(question.words)
        self.verdict.setText("")
        clear(self.choices)
        kind = QCheckBox if len(question.right) > 1 else QRadioButton
        self.rows = [ChoiceRow(kind(), words) for words in question.choices]
        for one in self.rows:
            one.box.toggled.connect(lambda _on: self._allow())
            one.box.setAutoExclusive(False)
            one.picked.connect(self._alone)
            self.choices.addWidget(one)
        self.next_button.setText(tr("Answer"))
        self._allow()
        self.rows[0].box.setFocus()

    def _alone(self, picked: ChoiceRow) -> None:
        """Take the tick from the others, where one answer is asked."""
        if len(self.questions[len(self.answers)].right) == 1:
            for one in self.rows:
                one.box.setChecked(one is picked)

    def chosen(self) -> frozenset[int]:
        """Return the numbers of the choices ticked."""
        return frozenset(n for n, one in enumerate(self.rows, 1) if one.box.isChecked())

    def _allow(self) -> None:
        allow(self.next_button, "" if self.chosen() else tr("Choose an answer."))

    def go_on(self) -> None:
        """Take the answer and say what was right; then the next question, or the end."""
        if not self.is_answered:
            self._judge()
            return
        self.answers.append(self.chosen())
        if len(self.answers) < len(self.questions):
            self._show()
        else:
            self.finished.emit(results.score(self.questions, self.answers))

    def _judge(self) -> None:
        question = self.questions[len(self.answers)]
        is_right = self.chosen() == frozenset(question.right)
        for number, one in enumerate(self.rows, 1):
            one.settle(is_right=number in question.right)
        right = "; ".join(question.choices[number - 1] for number in question.right)
        first = tr("Right.") if is_right else tr("Not right. Right is: {words}.")
        words = (first.format(words=right.rstrip(".")), question.why)
        self.verdict.setText(" ".join(filter(None, words)))
        is_last = len(self.answers) == len(self.questions) - 1
        self.next_button.setText(tr("Finish") if is_last else tr("Next question"))
        self.next_button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the digits choose an answer, and Enter give it."""
        number = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_button.click()
        elif 0 <= number < len(self.rows) and not self.is_answered:
            self.rows[number].pick()
        else:
            super().keyPressEvent(event)
