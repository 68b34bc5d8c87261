"""Conversations one below the other, each with its replies and what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.records import Comment
from ctpat_desktop.services.reviewing import comments
from ctpat_desktop.services.reviewing.comments import Thread
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.reviewing.dialogs import ReplyDialog, ask_words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, clear, label, row

INDENT = 14
"""Pixels a reply stands further in."""
Heading = Callable[[Thread], tuple[str, Callable[[], object] | None]]
"""What a conversation is about, and what goes there; "" where it needs no heading."""


def no_heading(thread: Thread) -> tuple[str, None]:
    """Say nothing above a conversation: where it stands says it."""
    del thread
    return "", None


class ThreadsView(QWidget):
    """Shows conversations; built anew only where they changed."""

    def __init__(
        self, desk: Desk, flush: Callable[[], bool], heading: Heading = no_heading
    ) -> None:
        """`flush` saves everything typed before a dialog opens."""
        super().__init__()
        self.desk, self.flush, self.heading = desk, flush, heading
        self._shown: object = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)

    def show_threads(self, threads: Sequence[Thread]) -> None:
        """Show these, in this order."""
        told = [(self.heading(row)[0], _values(row)) for row in threads]
        if told == self._shown:
            return
        self._shown = told
        clear(self.column)
        inner = QWidget()  # laid out once, when it is shown: not anew for every line
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for thread in threads:
            column.addLayout(self._thread(thread))
        self.column.addWidget(inner)
        inner.show()

    def reply(self, thread: Thread) -> None:
        """Ask for a reply."""
        ask_words(lambda: ReplyDialog(self.window(), self.desk, thread), self.flush)

    def settle(self, thread: Thread) -> None:
        """Resolve a conversation, or open it again."""
        act = comments.resolve if thread.is_open else comments.open_again
        if self.flush():
            self.desk.attempt(lambda: act(self.desk.scope, thread.first.id))

    def _thread(self, thread: Thread) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        title, go = self.heading(thread)
        if title:
            column.addWidget(_way(title, go) if go else label(title, h2=True))
        for one in thread.all:
            words = QVBoxLayout()
            words.setContentsMargins(INDENT if one is not thread.first else 0, 0, 0, 0)
            words.addWidget(label(signed(one), muted=True))
            words.addWidget(label(one.text))
            column.addLayout(words)
        if not thread.is_open:
            column.addWidget(label(_resolved(thread.first), muted=True))
        first = thread.first.author
        name = tr("Reply to {who}").format(who=first)
        reply = _link(tr("Reply…"), lambda: self.reply(thread), name)
        done = tr("Resolve") if thread.is_open else tr("Open again")
        settle = _link(done, lambda: self.settle(thread), f"{done}: {first}")
        column.addLayout(row(reply, settle, None, spacing=12))
        return column


def _link(words: str, act: Callable[[], object], name: str) -> QPushButton:
    """Return a link that takes no focus from a field by mouse."""
    link = changer(words, act, "link", name)
    link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return link


def _way(words: str, go: Callable[[], object]) -> QPushButton:
    """Return a link with words that may hold an ampersand."""
    return button(words.replace("&", "&&"), go, "link", words)


def signed(row: Comment) -> str:
    """Return who wrote a comment and when."""
    return f"{row.author}, {moment_text(row.written_at)}" if row.written_at else row.author


def _resolved(row: Comment) -> str:
    when = moment_text(row.resolved_at) if row.resolved_at else ""
    return tr("Resolved by {who}, {at}").format(who=row.resolved_by, at=when)


def _values(thread: Thread) -> list[tuple[str, str, bool]]:
    return [(row.id, row.text, thread.is_open) for row in thread.all]
