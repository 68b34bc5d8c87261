"""Asks for a comment, for the reason why an answer is sent back, and for who works on it."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ctpat_desktop.services.reviewing import comments, states
from ctpat_desktop.services.reviewing.comments import Thread
from ctpat_desktop.services.reviewing.states import SENT_BACK
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelled_box import SpelledBox
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

SHORT = 300
"""Letters of a comment that a reply shows above itself."""


class WordsDialog(QDialog):
    """Asks for some sentences and does something with them."""

    article = "work-together"

    def __init__(self, parent: QWidget, desk: Desk, title: str, name: str) -> None:
        """`name` is what the sentences are, for the eye and for a screen reader."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(title)
        fit(self, 63, 20)
        self.words = SpelledBox(name)
        self.words.setPlaceholderText(name)
        self.save_button = changer(title, self.save, "primary")
        self.about = QVBoxLayout()
        column = QVBoxLayout(self)
        column.addLayout(self.about)
        column.addLayout(self.words.with_note(), 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.words.textChanged.connect(self._allow)
        self._allow()
        self.words.setFocus()

    def write(self, words: str) -> object:
        """Write the words; Problem where they are refused."""
        raise NotImplementedError(words)

    def save(self) -> None:
        """Write it and close; stays open where it was refused."""
        words = self.words.toPlainText()
        if self.desk.attempt(lambda: self.write(words)):
            self.accept()

    def _allow(self) -> None:
        has_words = bool(self.words.toPlainText().strip())
        allow(self.save_button, "" if has_words else tr("Write it first."))


class CommentDialog(WordsDialog):
    """Begins a conversation; where there are several, about which of these subjects."""

    def __init__(
        self, parent: QWidget, desk: Desk, subjects: Sequence[tuple[str, Subject]]
    ) -> None:
        """`subjects` have the words a person knows them by; the first is chosen."""
        super().__init__(parent, desk, tr("Comment"), tr("What you want to say or ask"))
        self.subjects = subjects
        self.which = ChoiceBox()
        self.which.setAccessibleName(tr("About"))
        for words, _ in subjects:
            self.which.addItem(words)
        self.about.addWidget(self.which)
        told = tr("Comments are for you and your colleagues. They are never printed or sent.")
        self.about.addWidget(label(told, muted=True))

    def write(self, words: str) -> object:
        """Begin the conversation."""
        _, subject = self.subjects[self.which.currentIndex()]
        return comments.add(self.desk.scope, subject, words)


class ReplyDialog(WordsDialog):
    """Answers a conversation."""

    def __init__(self, parent: QWidget, desk: Desk, thread: Thread) -> None:
        """Show what is answered."""
        super().__init__(parent, desk, tr("Reply"), tr("Your reply"))
        self.thread_id = thread.first.id
        last = thread.all[-1]
        words = last.text if len(last.text) <= SHORT else f"{last.text[: SHORT - 1]}…"
        self.about.addWidget(label(f"{last.author}: {words}", muted=True))

    def write(self, words: str) -> object:
        """Reply."""
        return comments.reply(self.desk.scope, self.thread_id, words)


class SendBackDialog(WordsDialog):
    """Asks why answers are sent back."""

    def __init__(self, parent: QWidget, desk: Desk, subjects: Sequence[Subject]) -> None:
        """Name what is sent back."""
        super().__init__(parent, desk, tr("Send back"), tr("What is missing or wrong"))
        self.subjects = subjects
        self.about.addWidget(label(named(subjects), muted=True))

    def write(self, words: str) -> object:
        """Send them back in one step."""
        return states.put(self.desk.scope, self.subjects, SENT_BACK, words)


class AssignDialog(QDialog):
    """Asks who works on criteria."""

    def __init__(self, parent: QWidget, desk: Desk, criteria: Sequence[str], old: str) -> None:
        """Offer the names used so far, one's own among them."""
        super().__init__(parent)
        self.desk, self.criteria = desk, criteria
        self.setWindowTitle(tr("Assign"))
        fit(self, 50, 12)
        self.who = ChoiceBox()
        self.who.setEditable(True)
        self.who.setAccessibleName(tr("Assigned to"))
        self.who.addItems(states.people(desk.scope))
        self.who.setCurrentText(old)
        field = self.who.lineEdit()
        if field is not None:
            field.selectAll()
        count = ntr("{n} criterion", "{n} criteria", len(criteria))
        told = criteria[0] if len(criteria) == 1 else count
        column = QVBoxLayout(self)
        column.addWidget(label(told))
        column.addWidget(self.who)
        column.addWidget(label(tr("An empty line takes the name away."), muted=True))
        column.addStretch(1)
        save = changer(tr("Save"), self.save, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), save))
        self.who.setFocus()

    def save(self) -> None:
        """Assign all of them in one step."""
        desk, name = self.desk, self.who.currentText()
        if desk.attempt(lambda: states.assign(desk.scope, self.criteria, name)):
            self.accept()


def named(subjects: Sequence[Subject]) -> str:
    """Return what some answers are, in a few words."""
    if len(subjects) == 1:
        return subjects[0].criterion
    return ntr("{n} answer", "{n} answers", len(subjects))


def ask_words(make: Callable[[], QDialog], flush: Callable[[], bool]) -> bool:
    """Show a dialog once typing is saved; return whether it did its work."""
    return flush() and ask(make())
