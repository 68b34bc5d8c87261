"""Beside a criterion: how far the answer is, who works on it, and what people say about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.reviewing import comments, states, subject
from ctpat_desktop.services.reviewing.comments import Thread
from ctpat_desktop.services.reviewing.states import DRAFT, TITLES, State
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support import own_name
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.reviewing.dialogs import AssignDialog, CommentDialog, ask_words
from ctpat_desktop.ui.reviewing.name_dialog import ask_name
from ctpat_desktop.ui.reviewing.state_bar import CHIPS, StateButtons
from ctpat_desktop.ui.reviewing.threads import ThreadsView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, chip, flow, label, row
from ctpat_desktop.ui.widgets.reasons import allow

MOST = 8
"""Conversations shown beside an answer; the page Review lists all of them."""


LONGEST_NAME = 20
"""Letters of a name that the guide has room for beside what the link is about."""


class ReviewSection(QWidget):
    """Part of the guide panel; it lives on while the panel around it is built anew."""

    def __init__(self, desk: Desk, flush: Callable[[], bool]) -> None:
        """`flush` saves everything typed."""
        super().__init__()
        self.desk, self.flush = desk, flush
        self.answer: WholeAnswer | None = None
        self.subject = Subject(subject.ANSWERS, "")
        self.shows_resolved = False
        self._names: dict[str, str] = {}
        self.state = State()
        self.mark, self.words = chip("", "note"), label("", muted=True)
        only = tr("This is the company's answer. Those of sites are decided on the page Review.")
        self.per_site = label(only, muted=True)
        self.to = label("", muted=True)
        self.assign_button = _link(changer(tr("Assign…"), self.assign, "link"))
        self.acts = StateButtons(self, desk, lambda: [self.subject])
        self.acts.flush = flush
        self.heading = label("", h2=True)
        self.threads = ThreadsView(desk, flush, self._heading)
        self.more = label("", muted=True)
        self.comment_button = changer(tr("Comment…"), self.comment)
        self.resolved_button = _link(button("", self.toggle_resolved, "link"))
        self.name_button = _link(button("", self.choose_name, "link"))
        self._lay()

    def show_answer(self, answer: WholeAnswer) -> None:
        """Show what is said about the answer of a criterion."""
        if self.answer is None or answer.criterion.id != self.answer.criterion.id:
            self.shows_resolved = False
        self.answer = answer
        self.per_site.setVisible(answer.is_per_site)
        scope, profile = self.desk.scope, self.desk.dossier.profile.id
        self.subject = Subject(subject.ANSWERS, profile, answer.criterion.id)
        self.state = states.of_subject(scope, self.subject)
        self._show_state()
        self._show_threads(comments.threads(scope, self.subject))
        self._show_name()

    def assign(self) -> None:
        """Ask who works on the criterion."""
        criteria, old = [self.subject.criterion], self.state.assigned_to
        ask_words(lambda: AssignDialog(self.window(), self.desk, criteria, old), self.flush)

    def comment(self) -> None:
        """Ask for a comment."""
        ask_words(lambda: CommentDialog(self.window(), self.desk, self.subjects()), self.flush)

    def subjects(self, *, with_sites: bool = True) -> list[tuple[str, Subject]]:
        """Return what a comment here can be about: the answer, its statements and its sites."""
        if self.answer is None:
            return []
        key, criterion = self.subject.record_id, self.answer.criterion.id
        found = [(tr("The answer to {n}").format(n=criterion), self.subject)]
        stated = self.answer.stated(self.answer.whole)
        for number, one in enumerate(stated, 1):
            words = f"{labels.statement(number)} {one.name}".strip()
            about = Subject(subject.ANSWERS, key, criterion, None, one.id)
            found.append((words, about))
        sites = self.desk.dossier.sites if with_sites and self.answer.is_per_site else ()
        at_sites = (Subject(subject.ANSWERS, key, criterion, site.id) for site in sites)
        return [*found, *zip((site.name for site in sites), at_sites, strict=True)]

    def toggle_resolved(self) -> None:
        """Show the settled conversations too, or hide them."""
        self.shows_resolved = not self.shows_resolved
        self._show_threads(comments.threads(self.desk.scope, self.subject))

    def choose_name(self) -> None:
        """Ask for the person's own name."""
        if ask_name(self.window(), self.desk.workspace):
            self._show_name()

    def _show_state(self) -> None:
        state = self.state.state
        self.mark.setText(tr(TITLES[state]))
        kind = CHIPS[state]
        if self.mark.property("chip") != kind:
            self.mark.setProperty("chip", kind)
            self.mark.style().unpolish(self.mark)
            self.mark.style().polish(self.mark)
        words = self.state.words()
        self.words.setText(words)
        self.words.setVisible(state != DRAFT or self.state.is_draft_again)
        to = self.state.assigned_to
        self.to.setText(tr("Assigned to {name}").format(name=to) if to else tr("Not assigned"))
        for one, shown in self.acts.buttons.items():
            shown.setVisible(one != state)
            empty = one != DRAFT and not self._has_words()
            allow(shown, tr("Answer it first.") if empty else "")

    def _has_words(self) -> bool:
        answer = self.answer
        if answer is None or answer.whole is None:
            return False
        return answer.standing != "not_started" or bool(answer.whole.narrative)

    def _show_threads(self, threads: list[Thread]) -> None:
        self._name_parts(threads)
        opened = [row for row in threads if row.is_open]
        shown = threads if self.shows_resolved else opened
        self.heading.setText(tr("Comments ({n})").format(n=len(opened)))
        self.threads.show_threads(shown[-MOST:])
        self.threads.setVisible(bool(shown))
        rest = len(shown) - MOST
        self.more.setText(tr("And {n} more; the page Review lists them.").format(n=rest))
        self.more.setVisible(rest > 0)
        settled = len(threads) - len(opened)
        words = tr("Hide resolved") if self.shows_resolved else tr("Show resolved ({n})")
        self.resolved_button.setText(words.format(n=settled))
        self.resolved_button.setAccessibleName(self.resolved_button.text())
        self.resolved_button.setVisible(settled > 0)

    def _show_name(self) -> None:
        words = tr("You write as {name}. Your name…").format(name=self.desk.workspace.who)
        short = tr("Your name: {name}…").format(name=self.desk.workspace.who[:LONGEST_NAME])
        self.name_button.setText(short)
        self.name_button.setToolTip(words)
        self.name_button.setAccessibleName(short)
        self.name_button.setVisible(not own_name.chosen())

    def _heading(self, thread: Thread) -> tuple[str, None]:
        """Name the site or statement a conversation is about."""
        row = thread.first
        return self._names.get(row.statement_id or row.site_id or "", ""), None

    def _name_parts(self, threads: list[Thread]) -> None:
        """Look up what the sites and statements are called that conversations are about."""
        self._names = {}
        if self.answer is None or not any(row.first.site_id for row in threads):
            sites = {}
        else:
            sites = {one.id: one.name for one in self.desk.dossier.sites}
        for words, about in self.subjects(with_sites=False):
            if about.statement_id:
                self._names[about.statement_id] = words
        self._names |= sites

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addLayout(row(label(tr("Review"), h2=True), self.mark, None))
        column.addWidget(self.words)
        column.addWidget(self.per_site)
        column.addLayout(flow(*self.acts.buttons.values(), spacing=6))
        column.addLayout(flow(self.to, self.assign_button, spacing=8))
        self.heading.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.threads)
        column.addWidget(self.more)
        column.addLayout(flow(self.comment_button, self.resolved_button, spacing=8))
        column.addWidget(self.name_button)


def _link(made: QPushButton) -> QPushButton:
    """Let a link take no focus from a field by mouse: leaving one moves the panel."""
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
