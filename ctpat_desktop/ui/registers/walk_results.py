"""What a walk leads to: answers it proposes beside those stored, and what changed since before."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QGridLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.walks import Step
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.profile import walk_answers, walk_pdf
from ctpat_desktop.services.profile.walk_answers import Proposal
from ctpat_desktop.services.registers import walks
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.parts import card, changer, chip, clear, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.tab_order import reach

TURN_MARKS = {
    "better": "▲",
    "worse": "▼",
    "changed": "●",
    "new": "+",
    "same": "=",
    "other": "≠",
    "not_asked": "–",
}


class ProposedAnswers(QWidget):
    """The site's answers as a walk proposes them; each is taken over by a click of its own."""

    taken = Signal()

    def __init__(self, desk: Desk) -> None:
        """Start without a walk."""
        super().__init__()
        self.desk, self.walk_id = desk, ""
        self.rows: list[Proposal] = []
        self.hint = label("", muted=True)
        self.all = changer(tr("Take over all"), self.take_all, "primary")
        self.why = Reason()
        inner = QWidget()
        self.cards = QVBoxLayout(inner)
        self.cards.setContentsMargins(0, 0, 8, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self.hint)
        outer.addLayout(row(self.all, self.why, None))
        outer.addWidget(scrolled(inner), 1)

    def show_walk(self, walk_id: str) -> None:
        """Show what a walk proposes."""
        self.walk_id = walk_id
        desk = self.desk
        self.rows = (
            walk_answers.proposals(desk.workspace, desk.account_id, walk_id) if walk_id else []
        )
        ready = self.ready()
        words = tr(
            "Nothing is changed until you take it over. Of several questions the worst counts."
        )
        self.hint.setText(words)
        is_same = all(found.is_same for found in self.rows)
        why = tr("Nothing can be taken over yet; each answer says why.")
        why = tr("Every answer of the site says this already.") if is_same else why
        why = "" if ready else why
        if not self.rows:
            why = tr("No question of this walk has a result yet.")
        allow(self.all, why, self.why)
        self.all.setText(
            tr("Take over all ({n})").format(n=len(ready)) if ready else tr("Take over all")
        )
        focus = QApplication.focusWidget()
        was_here = focus is not None and self.isAncestorOf(focus) and not self.all.hasFocus()
        at = self._place_of(focus) if focus is not None and was_here else 0
        clear(self.cards)
        for found in self.rows:
            self.cards.addWidget(self._card(found))
        self.cards.addStretch(1)
        if was_here:
            self._go_on(at)

    def ready(self) -> list[str]:
        """Return the criteria whose proposal can be taken over."""
        return [found.criterion for found in self.rows if found.can_be_taken]

    def take_all(self) -> None:
        """Take over every proposal that can be."""
        self.take(self.ready())

    def take(self, criteria: list[str]) -> None:
        """Make proposals the site's answers, in one step that undo takes back."""
        desk = self.desk
        where = (desk.workspace, desk.account_id, self.walk_id, criteria)
        if desk.attempt(lambda: walk_answers.take(*where)):
            self.taken.emit()

    def _place_of(self, focus: QWidget) -> int:
        """Return the number of the proposal that has the keyboard, 0 for none."""
        frames = map(self._frame, range(self.cards.count()))
        held = (at for at, frame in enumerate(frames) if frame and frame.isAncestorOf(focus))
        return next(held, 0)

    def _go_on(self, at: int) -> None:
        """Give the next proposal from a place on the keyboard: its button was built anew."""
        frames = [frame for frame in map(self._frame, range(self.cards.count())) if frame]
        shown = [*frames[at:], *frames[:at]]
        takes = [take for frame in shown for take in frame.findChildren(QPushButton)]
        for frame in shown:
            frame.show()  # what is not shown yet takes no keyboard
        following = next((take for take in (*takes, self.all) if take.isEnabled()), None)
        if following is not None:
            reach(following)

    def _frame(self, at: int) -> QWidget | None:
        item = self.cards.itemAt(at)
        return item.widget() if item is not None else None

    def _card(self, proposal: Proposal) -> QWidget:
        frame, column = card()
        take = changer(
            tr("Take over"),
            partial(self.take, [proposal.criterion]),
            name=tr("Take over {what}").format(what=proposal.criterion),
        )
        take.setObjectName(f"take {proposal.criterion}")
        why = Reason()
        allow(take, _why_not(proposal), why)
        asked = tr("{n} of {all} questions").format(n=proposal.asked, all=proposal.questions)
        head = row(label(proposal.title, h2=True), label(asked, muted=True), why, take)
        head.setStretch(0, 1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        old, new = len(proposal.old_photos), len({*proposal.photos, *proposal.old_photos})
        sides = (
            (tr("Now"), proposal.old_status, proposal.old_text, old),
            (tr("Proposed"), proposal.status, proposal.text, new),
        )
        for place, (name, status, text, photos) in enumerate(sides):
            kind = "note" if place == 0 else "warn" if status in walks.FINDINGS else "ok"
            grid.addLayout(
                row(label(name, muted=True), chip(labels.status(status), kind), None), 0, place
            )
            said = label(text or tr("(no words)"), muted=not text)
            said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(said, 1, place)
            count = ntr("{n} document", "{n} documents", photos)
            grid.addWidget(label(count, muted=True), 2, place)
        column.addLayout(grid)
        return frame


def _why_not(proposal: Proposal) -> str:
    if proposal.is_same:
        return tr("The answer says this already.")
    if proposal.lacks_reason:
        return tr("Say on the walk why it does not apply.")
    return tr("Answer its other questions first.") if proposal.is_half_asked else ""


class ComparedWalks(QWidget):
    """Every question of a walk beside what an earlier walk found."""

    def __init__(self, desk: Desk) -> None:
        """Start without a walk."""
        super().__init__()
        self.desk = desk
        self.walk_id = ""
        self.steps: list[Step] = []
        self.box = looks(ChoiceBox())
        self.box.setAccessibleName(tr("Compare with the walk of"))
        self.box.activated.connect(lambda _: self._compare())
        self.counts = label("", muted=True)
        self.table = QTreeWidget()
        self.table.setAccessibleName(tr("Questions compared"))
        self.table.setRootIsDecorated(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHeaderLabels(
            [tr(w) for w in (N_("Question"), N_("Then"), N_("Now"), N_("Change"))]
        )
        self.table.header().setStretchLastSection(False)
        Filling(self.table, 0)
        self.none = label(tr("There is no other walk of this site to compare with."), muted=True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 8, 0, 0)
        outer.addWidget(self.none)
        line = row(self.box, self.counts)
        line.setStretch(1, 1)
        outer.addLayout(line)
        outer.addWidget(self.table, 1)

    def show_walk(self, walk_id: str, lines: list[walks.WalkLine], steps: list[Step]) -> None:
        """Compare a walk with the one before it, or with the one chosen."""
        chosen = self.box.currentData() if walk_id == self.walk_id else None
        self.walk_id, self.steps = walk_id, steps
        others = [line for line in lines if line.id != walk_id]
        before = walks.earlier(lines, walk_id)
        self.box.clear()
        for line in others:
            self.box.addItem(line_words(line), line.id)
        at = self.box.findData(chosen or (before.id if before else ""))
        self.box.setCurrentIndex(max(at, 0))
        has_any = bool(others) and bool(walk_id)
        self.none.setVisible(not has_any)
        for widget in (self.box, self.counts, self.table):
            widget.setVisible(has_any)
        self._compare()

    def _compare(self) -> None:
        self.table.clear()
        other = self.box.currentData()
        if not other or not self.walk_id:
            return
        workspace = self.desk.workspace
        then, now = (walks.answers_of(workspace, key) for key in (other, self.walk_id))
        found = walks.compared(then, now, self.steps)
        for difference in found:
            turn = f"{TURN_MARKS[difference.turn]} {tr(walk_pdf.TURNS[difference.turn])}"
            before, after = map(walk_pdf.result_words, (difference.before, difference.now))
            item = QTreeWidgetItem([difference.question, before, after, turn])
            item.setToolTip(0, difference.question)
            item.setSizeHint(0, QSize(0, self.table.fontMetrics().height() + 10))
            self.table.addTopLevelItem(item)
        for column in (1, 2, 3):
            self.table.resizeColumnToContents(column)
        counts = {turn: sum(row.turn == turn for row in found) for turn in walk_pdf.TURNS}
        words = tr(
            "{better} better, {worse} worse, {same} unchanged, {other} in other words, "
            "{left} not asked"
        )
        self.counts.setText(words.format(left=counts["not_asked"], **counts))


def line_words(line: walks.WalkLine) -> str:
    """Return a walk as lists name it: day, who walked, and how many findings."""
    findings = ntr("{n} finding", "{n} findings", line.findings)
    state = tr("still on") if line.is_open else ""
    day = day_text(line.walked_on) or tr("no date")
    return labels.joined(day, line.walked_by, findings, state)
