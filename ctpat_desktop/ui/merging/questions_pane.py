"""What copies say differently, one below the other, and the choice for each."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.merging import texts
from ctpat_desktop.services.merging.questions import Question
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.history.comparison import Comparison, differences
from ctpat_desktop.ui.history.words import field_name, is_text, value_words
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import lines

QWIDGETSIZE_MAX = 2**24 - 1
"""Qt's own number for a widget that may be as high as there is room."""

OPEN, MINE, THEIRS, BOTH, EDITED = "open", "mine", "theirs", "both", "edited"


class QuestionsPane(QWidget):
    """The questions at the left; the two values, the choice and what comes of it at the right."""

    changed = Signal()

    def __init__(self) -> None:
        """Start without a question."""
        super().__init__()
        self.questions: tuple[Question, ...] = ()
        self._choices: dict[int, str] = {}
        self._edited: dict[int, str] = {}
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What the copies say differently"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = label("", h2=True)
        self.mine_head, self.theirs_head = label("", muted=True), label("", muted=True)
        self.mine, self.theirs = Comparison(), Comparison()
        self.mine.setAccessibleName(tr("Here"))
        self.theirs.setAccessibleName(tr("In the other copy"))
        self.result = SpelledBox(tr("What it will say"))
        self.note = label("", muted=True)
        self.result_head = label(tr("What it will say"), h2=True)
        self.radios: dict[str, QRadioButton] = {}
        self.group = QButtonGroup(self)
        self.next_button = button(tr("&Next open one"), self.go_on)
        offer(self.list, self.next_button)
        self.right = QVBoxLayout()
        self._lay()
        self.list.currentRowChanged.connect(self._show)
        self.result.textChanged.connect(self._typed)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show these questions, none of them settled."""
        self.questions = tuple(questions)
        self._choices.clear()
        self._edited.clear()
        self.list.clear()
        for at, question in enumerate(self.questions):
            self.list.addItem(QListWidgetItem(self._line(at, question)))
        if self.questions:
            self.list.setCurrentRow(0)
        self.changed.emit()

    def decisions(self) -> dict[tuple[str, str, str], Any]:
        """Return what was chosen, by field; what was left open is not in it."""
        return {
            question.spot: self._value(at, question)
            for at, question in enumerate(self.questions)
            if self._choices.get(at, OPEN) != OPEN
        }

    def open_count(self) -> int:
        """Return how many questions are not settled."""
        return len(self.questions) - self.settled_count()

    def settled_count(self) -> int:
        """Return how many are settled; it is asked at every key, so nothing is merged for it."""
        return sum(choice != OPEN for choice in self._choices.values())

    def choose(self, choice: str) -> None:
        """Settle the question that is shown."""
        at = self.list.currentRow()
        if at < 0:
            return
        self._choices[at] = choice
        self._tell(at)
        self._show_result(at)

    def go_on(self) -> None:
        """Go to the next question that is open, from the top once the end is reached."""
        here, count = self.list.currentRow(), len(self.questions)
        for step in range(1, count + 1):
            at = (here + step) % count
            if self._choices.get(at, OPEN) == OPEN:
                self.list.setCurrentRow(at)
                return

    def _value(self, at: int, question: Question) -> Any:
        choice = self._choices[at]
        if question.is_presence:
            return choice == MINE
        if choice == EDITED:
            return self._edited[at]
        if choice == BOTH:
            return self._both(question).text
        return question.mine if choice == MINE else question.theirs

    def _both(self, question: Question) -> texts.Merged:
        words = (question.base, question.mine, question.theirs)
        return texts.merge(*(str(word or "") for word in words))

    def _line(self, at: int, question: Question) -> str:
        what = tr("Stays or goes") if question.is_presence else self._field(question)
        return f"{question.title}\n{what}: {self._state(at, question)}"

    def _state(self, at: int, question: Question) -> str:
        choice = self._choices.get(at, OPEN)
        if question.is_presence:
            words = {OPEN: tr("not settled"), MINE: tr("stays"), THEIRS: tr("goes")}
        else:
            words = {
                OPEN: tr("not settled"),
                MINE: tr("as here"),
                THEIRS: tr("as in the other copy"),
                BOTH: tr("both"),
                EDITED: tr("written anew"),
            }
        return words[choice]

    def _field(self, question: Question) -> str:
        return field_name(question.table, question.field)

    def _tell(self, at: int) -> None:
        self.list.item(at).setText(self._line(at, self.questions[at]))
        allow(self.next_button, "" if self.open_count() else tr("All of them are settled."))
        self.changed.emit()

    def _show(self, at: int) -> None:
        """Show the question that was chosen in the list."""
        if not 0 <= at < len(self.questions):
            return
        question = self.questions[at]
        what = "" if question.is_presence else f" · {self._field(question)}"
        self.head.setText(f"{question.title}{what}")
        for key, radio in self.radios.items():
            radio.setVisible(key != BOTH or self._has_words(question))
            radio.setText(self._radio_words(key, question))
        choice = self._choices.get(at, OPEN)
        self.radios[MINE if choice == EDITED else choice].setChecked(True)
        self._show_values(question)
        self._show_result(at)
        allow(self.next_button, "" if self.open_count() else tr("All of them are settled."))

    def _has_words(self, question: Question) -> bool:
        is_words = is_text(question.table, question.field)
        return is_words and not question.is_presence and isinstance(question.now, str)

    def _radio_words(self, key: str, question: Question) -> str:
        if question.is_presence:
            names = {MINE: tr("The record &stays"), THEIRS: tr("The record &goes")}
        else:
            names = {MINE: tr("As &here"), THEIRS: tr("As in the &other copy")}
        return {OPEN: tr("&Leave it open"), BOTH: tr("&Both"), **names}[key]

    def _show_values(self, question: Question) -> None:
        has_words = self._has_words(question)
        for view in (self.mine, self.theirs):
            view.setMaximumHeight(QWIDGETSIZE_MAX if has_words else lines(4))
        self.right.setStretch(1, 3 if has_words else 0)
        self.right.setStretch(self.right.count() - 2, 0 if has_words else 1)
        if question.is_presence:
            self._show_presence(question)
            return
        table, name = question.table, question.field
        base, mine, theirs = (
            value_words(table, name, value)
            for value in (question.base, question.mine, question.theirs)
        )
        start = mine if question.base is None else base
        self.mine.show_pieces(differences(table, name, start, mine))
        self.theirs.show_pieces(differences(table, name, start, theirs))
        self.mine_head.setText(self._said_by(question, question.mine, tr("Here")))
        self.theirs_head.setText(self._said_by(question, question.theirs, tr("In the other copy")))

    def _show_presence(self, question: Question) -> None:
        is_here = bool(question.mine)
        stays, gone = tr("Changed, or something new hangs on it"), tr("Removed")
        for view, head, name, is_kept in (
            (self.mine, self.mine_head, tr("Here"), is_here),
            (self.theirs, self.theirs_head, tr("In the other copy"), not is_here),
        ):
            view.show_pieces(differences("", "", words := stays if is_kept else gone, words))
            head.setText(name)
        who = next((voice for voice in question.voices), None)
        if who is not None:
            (self.theirs_head if is_here else self.mine_head).setText(
                tr("Removed by {who}, {when}").format(who=who.who, when=moment_text(who.at))
            )

    def _said_by(self, question: Question, value: Any, place: str) -> str:
        voice = next((one for one in question.voices if one.value == value), None)
        if voice is None:
            return place
        words = tr("{place}: {who}, {when}")
        return words.format(place=place, who=voice.who, when=moment_text(voice.at))

    def _show_result(self, at: int) -> None:
        question = self.questions[at]
        is_words = self._has_words(question)
        for widget in (self.result, self.result_head):
            widget.setVisible(is_words)
        if not is_words:
            self.result.spelled.note.hide()
        self.note.clear()
        if not is_words:
            return
        choice = self._choices.get(at, OPEN)
        if choice == BOTH and not self._both(question).is_clean:
            self.note.setText(
                tr("Both changed the same words: read the text below and mend it where needed.")
            )
        text = str(question.now) if choice == OPEN else str(self._value(at, question))
        if text != self.result.toPlainText():
            self.result.blockSignals(True)
            self.result.setPlainText(text)
            self.result.blockSignals(False)

    def _typed(self) -> None:
        """Take what was typed for what it will say."""
        at = self.list.currentRow()
        if at < 0:
            return
        self._edited[at] = self.result.toPlainText()
        self._choices[at] = EDITED
        self.group.setExclusive(False)
        for radio in self.radios.values():
            radio.setChecked(False)
        self.group.setExclusive(True)
        self._tell(at)

    def _lay(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(16)
        for key in (MINE, THEIRS, BOTH, OPEN):
            radio = QRadioButton()
            radio.clicked.connect(partial(self.choose, key))
            self.group.addButton(radio)
            self.radios[key] = radio
            choices.addWidget(radio)
        choices.addStretch(1)
        values = QHBoxLayout()
        values.setSpacing(14)
        for head, view in ((self.mine_head, self.mine), (self.theirs_head, self.theirs)):
            column = QVBoxLayout()
            column.setSpacing(4)
            head.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            column.addWidget(head)
            column.addWidget(view, 1)
            values.addLayout(column, 1)
        right = self.right
        right.setSpacing(8)
        right.addWidget(self.head)
        right.addLayout(values, 3)
        right.addLayout(choices)
        right.addWidget(self.note)
        right.addWidget(self.result_head)
        right.addLayout(self.result.with_note(), 3)
        right.addStretch(0)
        right.addLayout(row(None, self.next_button))
        body = QHBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(self.list, 2)
        body.addLayout(right, 5)


def count_words(count: int) -> str:
    """Return how many questions there are, in words."""
    return ntr("{n} difference to settle", "{n} differences to settle", count)
