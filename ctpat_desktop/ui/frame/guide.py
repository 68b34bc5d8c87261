"""The panel at the right: how to answer well, findings here, and earlier versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.catalogue.manual import load_reasons
from ctpat_desktop.checklist import Finding, Place
from ctpat_desktop.checklist.writing.titles import TITLES
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.dossier import WholeAnswer
from ctpat_desktop.services.history import versions
from ctpat_desktop.services.procedures import library
from ctpat_desktop.services.profile import writing
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.history.opening import open_history, open_removed
from ctpat_desktop.ui.history.words import value_words
from ctpat_desktop.ui.profile.leave_dialog import ask_to_leave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.finding_row import FindingRow
from ctpat_desktop.ui.widgets.help_key import help_action
from ctpat_desktop.ui.widgets.parts import button, changer, clear, label, scrolled
from ctpat_desktop.ui.widgets.short import ShortButton

if TYPE_CHECKING:
    from ctpat_desktop.ui.reviewing.section import ReviewSection

MOST_FINDINGS = 20
"""Findings of one criterion the panel shows; with many sites there can be thousands."""

MOST_LINES = 12
"""Lines of what was changed last."""
MOST_TOLD = 8
"""Versions told beside an answer; all of them are behind a link."""
TOLD = {
    "narrative": N_("What you do"),
    "status": N_("Status"),
    "reason": N_("Reason"),
    "owner": N_("Owner"),
}
"""Fields whose versions the panel shows, with their names."""


_section = later("ctpat_desktop.ui.reviewing.section:ReviewSection")
"""Comments and states of answers; nothing of them is read before a criterion is shown."""


class GuidePanel(QFrame):
    """Help for what is on the screen."""

    def __init__(self, desk: Desk, flush: Callable[[], bool]) -> None:
        """Start with the newest changes; `flush` saves everything typed."""
        super().__init__()
        self.desk, self.flush = desk, flush
        self.setProperty("panel", True)
        inner = QWidget()
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(16, 16, 12, 16)
        self.column.setSpacing(6)
        self.answer: WholeAnswer | None = None
        self._shown: object = None
        """What the panel says on a criterion above its history."""
        self.review: ReviewSection | None = None
        self.versions = _Pairs(QVBoxLayout())
        self._recent: tuple[str, str, str] | None = None
        self._lines: tuple[versions.Version, ...] = ()
        self.versions_link = _link(inner, tr("All versions…"), self.open_versions)
        self.removed_link = _link(inner, tr("Removed records…"), self.open_removed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def show_answer(self, answer: WholeAnswer, *, anew: bool = False) -> None:
        """Show guide, findings and history of one criterion; what stands stays, unless `anew`."""
        found = self.desk.findings_of(answer.criterion.id)
        found += [row for row in self.desk.beside(answer.own()) if row not in found]
        left = self._left(answer)
        said = [replace(row, spans=()) for row in found]  # places move with each word typed
        procedures = library.answering(self.desk.scope, answer.criterion.id)
        told = (answer.criterion, answer.whole is None, said, left, procedures)
        if (
            self.answer is not None and told == self._shown and not anew
        ):  # no click on a line is swallowed
            self.answer = answer
            self._versions(answer)
            self._review().show_answer(answer)
            return
        self._start(answer)
        self._shown = told
        self._advise(answer.criterion)
        self._add_link(tr("More in the manual (F1)"), self.open_manual)
        self._procedures(procedures)
        self._heading(tr("Findings here ({n})").format(n=len(found)))
        for finding in found[:MOST_FINDINGS]:
            self.column.addWidget(FindingRow(finding, self.desk.go))
            if writing.is_about_words(finding):
                self.column.addWidget(self._leave_link(finding))
        if len(found) > MOST_FINDINGS:
            words = tr("And {n} more; the findings name them.")
            self.column.addWidget(label(words.format(n=len(found) - MOST_FINDINGS), muted=True))
        if not found:
            self.column.addWidget(label(tr("Nothing is missing here."), muted=True))
        for row in left:
            self._show_left(row)
        self._review().show_answer(answer)
        self.column.addWidget(self._review())
        self._heading(tr("History"))
        self.column.addWidget(self.versions_link)
        self.versions = _Pairs(self._layout(), is_first_muted=True)
        self._versions(answer)
        self.column.addStretch(1)

    def show_recent(self, *, anew: bool = False) -> None:
        """Show the newest changes of the account, unless they stand here; `anew` in any case."""
        company, account = self.desk.dossier.company.id, self.desk.account_id
        asked = (self.desk.workspace.tip, company, account)
        if asked == self._recent and not anew:
            return
        if self._recent is None or self._recent[1:] != asked[1:] or anew:
            self._start(None)
            self._lines = ()
            self._heading(tr("Recent"))
            self.versions = _Pairs(self._layout())
            self.column.addWidget(self.removed_link)
            self.column.addStretch(1)
        self._recent = asked
        self._lines = versions.recent(self.desk.workspace, company, account, self._lines)
        runs = [list(run) for _, run in groupby(self._lines, _is_like)]
        if len(self._lines) == versions.MOST_RECENT:
            runs[-1] = runs[-1][:1]  # what came before was not read: it cannot be counted
        pairs = [(run[0].what, _when(run[0]) + _counted(run)) for run in runs[:MOST_LINES]]
        self.versions.show_all(pairs or [("", tr("Nothing was changed yet."))])

    def open_versions(self) -> None:
        """Open all versions of the company's answer shown, once typing is saved."""
        if self.flush() and self.answer is not None and self.answer.whole is not None:
            title = tr("answer {n}").format(n=self.answer.criterion.id)
            where = (self.window(), self.desk, "response", self.answer.whole.id)
            open_history(*where, title)

    def open_removed(self) -> None:
        """Open the list of removed records, once typing is saved."""
        if self.flush():
            open_removed(self.window(), self.desk)

    def leave(self, finding: Finding) -> None:
        """Ask why a finding can stay, once typing is saved."""
        if self.flush():
            ask_to_leave(self.window(), self.desk, finding)

    def open_manual(self) -> None:
        """Open the manual at the criterion."""
        action = help_action(self)
        if action is not None:
            action.trigger()

    def judge_again(self, left: writing.Left) -> None:
        """Let a finding come back that was left as it is."""
        desk = self.desk
        desk.attempt(lambda: writing.judge_again(desk.workspace, desk.account_id, left))

    def _leave_link(self, finding: Finding) -> QPushButton:
        name = tr("Leave as it is: {reason}").format(reason=finding.reason)
        link = changer(tr("Leave as it is…"), lambda: self.leave(finding), "link", name)
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return link

    def _left(self, answer: WholeAnswer) -> list[writing.Left]:
        """Return what is left as it is for the company's words on a criterion."""
        number, facts = answer.criterion.id, self.desk.model.facts.writing
        if (
            answer.whole is None
            or facts is None
            or all(key[1] != number for key in facts.left_alone)
        ):
            return []
        where = (self.desk.workspace, self.desk.account_id, number)
        stated = [row.text for row in answer.stated(answer.whole)]
        return writing.left_at(*where, answer.whole.narrative, stated)

    def _show_left(self, left: writing.Left) -> None:
        words = tr("Left as it is by {who}: {rule}. {reason}")
        said = words.format(who=left.who, rule=tr(TITLES[left.rule]), reason=left.reason)
        self.column.addWidget(label(said, muted=True))
        self._add(changer(tr("Judge again"), lambda: self.judge_again(left), "link"))

    def _advise(self, criterion: Criterion) -> None:
        """Show what is known of a criterion."""
        parts = (
            (tr("Why CBP asks"), load_reasons().get(criterion.id, "")),
            (tr("How to answer well"), criterion.guidance),
            (tr("Usual evidence"), criterion.evidence_hint),
            (tr("Good to know"), criterion.remark),
        )
        for title, words in parts:
            if words:
                self._part(title, words)

    def _add_link(self, words: str, act: Callable[[], object]) -> None:
        self._add(button(words, act, "link"))

    def _add(self, link: QPushButton) -> None:
        """Add a link that the pointer leaves the keyboard for."""
        link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.column.addWidget(link)

    def _procedures(self, procedures: list[tuple[str, str]]) -> None:
        """Show links to the procedures that answer the criterion."""
        if procedures:
            self._heading(tr("Procedures"))
        for key, title in procedures:
            place = Place("procedures", table="procedure", record_id=key)
            link = ShortButton(title or tr("(without a title)"))
            link.setProperty("link", True)
            link.setAccessibleName(link.full_text)
            link.clicked.connect(lambda _checked=False, at=place: self._go(at))
            link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.column.addWidget(link)

    def _go(self, place: Place) -> None:
        """Go to a record, once typing is saved."""
        if self.flush():
            self.desk.go_to(place)

    def _start(self, answer: WholeAnswer | None) -> None:
        """Empty the column; the links live on, so that a save does not swallow a click on them."""
        self.answer, self._recent = answer, None
        self.column.removeWidget(self.versions_link)
        self.column.removeWidget(self.removed_link)
        if self.review is not None:
            self.column.removeWidget(self.review)
            self.review.setVisible(answer is not None)
        clear(self.column)
        self.versions_link.setVisible(answer is not None and answer.whole is not None)
        self.removed_link.setVisible(answer is None)

    def _review(self) -> ReviewSection:
        """Return the part about comments and states, built when a criterion is first shown."""
        if self.review is None:
            self.review = _section(self.desk, self.flush)
        made: ReviewSection = self.review
        return made

    def _versions(self, answer: WholeAnswer) -> None:
        """Say what was said before; the labels there are get other words, the rest goes."""
        if answer.whole is None:
            self.versions.show_all([(tr("Not answered yet."), "")])
            return
        self.versions_link.setAccessibleName(
            tr("All versions of {n}").format(n=answer.criterion.id)
        )
        found = versions.versions(self.desk.workspace, "response", answer.whole.id)
        told = [(v, tr(TOLD[v.field])) for v in found if v.field in TOLD and (v.before or v.after)]
        for number, one in enumerate(answer.stated(answer.whole), 1):
            texts = versions.versions(self.desk.workspace, "statement", one.id, "text")
            told += [(v, labels.statement(number)) for v in texts if v.before or v.after]
        told.sort(key=lambda pair: pair[0].number, reverse=True)
        self.versions.show_all(
            [(f"{_when(row)} · {words}", _short(row)) for row, words in told[:MOST_TOLD]]
        )

    def _layout(self) -> QVBoxLayout:
        """Add a layout at the end of the column."""
        inner = QVBoxLayout()
        self.column.addLayout(inner)
        return inner

    def _part(self, title: str, words: str) -> None:
        self._heading(title)
        self.column.addWidget(label(words, muted=True))

    def _heading(self, words: str) -> None:
        head = label(words, h2=True)
        head.setContentsMargins(0, 8, 0, 0)
        self.column.addWidget(head)


class _Pairs:
    """Pairs of lines, one of each muted; the labels there are get other words."""

    def __init__(self, layout: QVBoxLayout, *, is_first_muted: bool = False) -> None:
        """Start empty in a layout; the second of two lines is muted, or the first."""
        self._layout, self._is_first_muted = layout, is_first_muted
        self._labels: list[QLabel] = []

    def show_all(self, pairs: list[tuple[str, str]]) -> None:
        """Show these pairs; the labels that are left over are hidden."""
        said = [words for pair in pairs for words in pair]
        while len(self._labels) < len(said):
            is_first = len(self._labels) % 2 == 0
            self._labels.append(label("", muted=is_first is self._is_first_muted))
            self._layout.addWidget(self._labels[-1])
        for number, shown in enumerate(self._labels):
            words = said[number] if number < len(said) else ""
            if words != shown.text():
                shown.setText(words)
            shown.setVisible(bool(words))


def _link(parent: QWidget, words: str, on_click: Callable[[], object]) -> QPushButton:
    """Return a link that takes no focus from a field by mouse: leaving one moves the panel."""
    link = button(words, on_click, "link")
    link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    link.setParent(parent)
    return link


def _short(version: versions.Version) -> str:
    words = value_words("response", version.field, version.after)
    return words if len(words) <= 90 else f"{words[:89]}…"


def _is_like(version: versions.Version) -> tuple[str, str, str, str]:
    """Return what changes have in common that are said in one line: one record, one person."""
    return version.what, version.who, version.table, version.record_id


def _counted(run: list[versions.Version]) -> str:
    """Say how many changes are said in one line."""
    return f" · {ntr('{n} change', '{n} changes', len(run))}" if len(run) > 1 else ""


def _when(version: versions.Version) -> str:
    return f"{version.who}, {moment_text(version.at)}"
