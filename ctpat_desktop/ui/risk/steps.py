"""The five steps of the risk assessment: how far each is, the result, and what calls for a look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.records import RiskAssessment
from ctpat_desktop.services.risk import assessments, printed, proof, steps, yearly
from ctpat_desktop.services.risk.assessments import Assessed, ChainView
from ctpat_desktop.services.risk.steps import Point, State, Step
from ctpat_desktop.services.risk.yearly import Trigger
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.risk.flow_map import TABLES
from ctpat_desktop.ui.risk.heat_map import HeatMap
from ctpat_desktop.ui.risk.levels import rating_chip
from ctpat_desktop.ui.risk.year_dialogs import ApproveDialog, LookDialog, ReopenDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import (
    button,
    card,
    changer,
    chip,
    clear,
    flow,
    go_there,
    label,
    looks,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

MARKS = {State.DONE: "ok", State.BEGUN: "warn", State.NOT_BEGUN: "note"}
WORDS = {State.DONE: N_("Done"), State.BEGUN: N_("Begun"), State.NOT_BEGUN: N_("Not begun")}
MOST_POINTS = 3
"""Open points shown of a step; the rest is shown when it is asked for."""
MOST_CHAINS = 12

PAGES = {"incident": "incidents", "cbp_message": "cbp", "supply_chain": "forced_labor"}
"""Where a record that calls for a new look stands; partners are the rest."""

MOST_TRIGGERS = 8
"""Things that call for a new look which the page shows; the rest is a count."""


class StepsView(RegisterView):
    """One card for each step, the heat map, the chains with the highest risk first."""

    tables = (*TABLES, "incident", "cbp_message", "supply_chain", "risk_trigger")

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.assessed: Assessed | None = None
        self.whole = set[int]()
        """The numbers of the steps whose open points are all shown."""
        self.years = looks(ChoiceBox())
        self.years.setAccessibleName(tr("Risk assessment"))
        self.years.setMinimumWidth(letters(20))
        self.years.activated.connect(lambda _: self.choose(str(self.years.currentData())))
        self.begin_button = changer("", self.begin, "primary")
        self.approve_button = changer(tr("Approve…"), self.approve)
        self.reopen_button = changer(tr("Reopen…"), self.reopen)
        self.keep_button = changer(tr("Keep as evidence for 2.1"), self.keep)
        self.empty = EmptyNote("risk_steps")
        self.heat = HeatMap()
        self.triggers, self.cards, self.chains = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lay()

    def show_all(self) -> None:
        """Offer the assessments there are and show the chosen one."""
        found = assessments.every(self.desk.scope)
        before = str(self.years.currentData() or "")
        self.years.clear()
        for assessment in found:
            self.years.addItem(assessments.year_text(assessment), assessment.id)
        ids = [assessment.id for assessment in found]
        self.years.setVisible(bool(ids))
        self.begin_button.setText(tr("Begin assessment {year}").format(year=self._next_year()))
        allow(self.begin_button, self._why_not_begun(found))
        self.empty.setVisible(not ids)
        words = tr("No risk assessment yet. Begin one: it goes through five steps.")
        self.empty.setText(words)
        self.body.setVisible(bool(ids))
        self.choose(before if before in ids else next(iter(ids), ""))

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def choose(self, assessment_id: str) -> None:
        """Show another assessment."""
        self.years.setCurrentIndex(self.years.findData(assessment_id))
        scope = self.desk.scope
        self.assessed = assessments.read(scope, assessment_id) if assessment_id else None
        for layout in (self.triggers, self.cards, self.chains):
            clear(layout)
        no_one = tr("Begin an assessment first.")
        for act in (self.approve_button, self.keep_button, *self.outputs):
            allow(act, "" if self.assessed else no_one)
        approved_on = self.assessed.assessment.approved_on if self.assessed else None
        self.approve_button.setVisible(approved_on is None)
        self.reopen_button.setVisible(approved_on is not None)
        if self.assessed is None:
            return
        if approved_on:
            self._show_approval(self.assessed.assessment)
        found = yearly.triggers(scope)
        if found:
            self._show_triggers(found)
        walked = steps.steps(self.assessed, self.desk.today)
        for step in walked:
            self.cards.addWidget(self._card(step))
        left = [step.title for step in walked if step.state is not State.DONE]
        if left:
            words = tr("Not done yet: {steps}.").format(steps=", ".join(left))
            allow(self.approve_button, words)
        elif found:
            allow(self.approve_button, tr("Look first at what calls for a new look."))
        self.cards.addStretch(1)
        self.heat.show_legs(self.assessed.legs)
        self._show_chains(self.assessed.chains)
        allow(self.keep_button, self._why_not_kept())

    def begin(self) -> None:
        """Begin the next assessment from the newest one."""
        desk, made = self.desk, list[str]()
        desk.attempt(lambda: made.append(yearly.begin(desk.scope, self._next_year())))
        if made:
            self.choose(made[0])

    def approve(self) -> None:
        """Ask who approves the assessment."""
        if self.assessed is not None:
            ask(ApproveDialog(self.window(), self.desk, self.assessed.assessment.id))

    def reopen(self) -> None:
        """Ask why the approval is taken back."""
        if self.assessed is not None:
            ask(ReopenDialog(self.window(), self.desk, self.assessed.assessment))

    def keep(self) -> None:
        """Take the printed assessment into the library and link it to the answers it proves."""
        desk, assessed = self.desk, self.assessed
        if assessed is not None and desk.attempt(
            lambda: proof.keep(desk.scope, assessed.assessment.id)
        ):
            words = tr("The assessment is in the library and linked to {criteria}.")
            desk.inform(words.format(criteria=" and ".join(proof.PROVES)))

    def _why_not_begun(self, rows: Sequence[RiskAssessment]) -> str:
        """Say why no other one is begun: this year's, or a later one, is still open."""
        is_open = bool(rows) and rows[0].approved_on is None
        if not is_open or (rows[0].year or 0) < self.desk.today.year:
            return ""
        return tr("Finish the assessment of {year} and approve it first.").format(year=rows[0].year)

    def _why_not_kept(self) -> str:
        assessment = self.assessed.assessment if self.assessed else None
        if assessment is None or assessment.approved_on is None:
            return tr("Approve it first: a draft proves nothing.")
        return tr("It is in the library already.") if assessment.evidence_id else ""

    def mark(self, step: Step) -> None:
        """Say that a step is done, or that it is open again."""
        desk = self.desk
        if self.assessed is not None:
            key, is_done = self.assessed.assessment.id, step.state is not State.DONE
            desk.attempt(lambda: yearly.mark_step(desk.scope, key, step.field, is_done=is_done))

    def look(self, *triggers: Trigger) -> None:
        """Ask what was decided about triggers."""
        if self.assessed is not None:
            ask(LookDialog(self.window(), self.desk, self.assessed.assessment.id, triggers))

    def ask_book(self) -> None:
        """Ask where the workbook goes and write it."""
        title = tr("Save as workbook")
        name = f"{tr('Risk assessment')}.xlsx"
        place = ask_place(self.window(), title, name, "Excel (*.xlsx)", ".xlsx")
        if place is not None and self.assessed is not None:
            desk, key = self.desk, self.assessed.assessment.id
            if desk.attempt(lambda: printed.save_book(desk.scope, key, place)):
                words = tr("The assessment is in {path}. The workbook is not encrypted.")
                desk.written.emit(words.format(path=place), place)

    def _next_year(self) -> int:
        found = [row.year for row in assessments.every(self.desk.scope) if row.year]
        return max([self.desk.today.year, *(year + 1 for year in found)])

    def _pdf(self) -> bytes:
        key = self.assessed.assessment.id if self.assessed else ""
        return printed.pdf(self.desk.scope, key)

    def _show_triggers(self, rows: tuple[Trigger, ...]) -> None:
        frame, column = card()
        head = ntr("{n} thing calls for a new look", "{n} things call for a new look", len(rows))
        column.addWidget(label(head, h2=True))
        for trigger in rows[:MOST_TRIGGERS]:
            day = day_text(trigger.on) if trigger.on else tr("No day entered")
            words = f"{day}: {trigger.what}"
            name = tr("Looked at: {what}").format(what=trigger.what)
            look = changer(tr("Looked at…"), partial(self.look, trigger), name=name)
            page = PAGES.get(trigger.table, "partners")
            place = Place(page, table=trigger.table, record_id=trigger.record_id)
            go = go_there(trigger.what, partial(self.desk.go_to, place))
            line = row(label(words), go, look)
            line.setStretch(0, 1)
            column.addLayout(line)
        if len(rows) > 1:
            more = len(rows) - MOST_TRIGGERS
            rest = tr("And {n} more.").format(n=more) if more > 0 else ""
            every = changer(tr("Looked at all…"), partial(self.look, *rows))
            line = row(label(rest, muted=True), every)
            line.setStretch(0, 1)
            column.addLayout(line)
        self.triggers.addWidget(frame)

    def _show_approval(self, row: RiskAssessment) -> None:
        """Say who approved it, and what the ratings on the screen are."""
        frame, column = card()
        head = tr("Approved by {name} on {day}")
        words = head.format(name=row.approved_by, day=day_text(row.approved_on))
        column.addWidget(label(words, h2=True))
        note = tr(
            "It stays as it is until it is reopened. Ratings and open points are computed from "
            "today's records, not those of that day."
        )
        copy = tr("The copy in the evidence library says what was approved.")
        if row.evidence_id is None:
            copy = tr("No copy of what was approved is in the evidence library.")
        column.addWidget(label(f"{note} {copy}", muted=True))
        self.triggers.addWidget(frame)

    def _card(self, step: Step) -> QFrame:
        frame, column = card()
        mark = chip(tr(WORDS[step.state]), MARKS[step.state])
        if step.state is State.DONE and step.open:
            mark = chip(tr("Done with open points"), "warn")
        title = label(f"{step.number}  {step.title}", h2=True)
        is_done = step.state is State.DONE
        words = tr("Open again") if is_done else tr("Mark as done")
        name = f"{words}: {step.title}"
        act = changer(words, partial(self.mark, step), name=name)
        if self.assessed is not None and self.assessed.assessment.approved_on:
            allow(act, tr("It is approved. Reopen it first."))
        column.addLayout(row(title, mark, None, act))
        if step.state is not State.NOT_BEGUN:
            column.addWidget(label(step.words, muted=True))
        shown = step.open if step.number in self.whole else step.open[:MOST_POINTS]
        for point in shown:
            line = row(label(point.words), go_there(point.words, partial(self._go, point)))
            line.setStretch(0, 1)
            column.addLayout(line)
        if len(step.open) > len(shown):
            more = ntr("Show {n} more", "Show {n} more", len(step.open) - len(shown))
            name = f"{more}: {step.title}"
            column.addLayout(row(button(more, partial(self._show_rest, step), "link", name), None))
        return frame

    def _show_rest(self, step: Step) -> None:
        """Show every open point of a step."""
        self.whole.add(step.number)
        if self.assessed is not None:
            self.choose(self.assessed.assessment.id)

    def _go(self, point: Point) -> None:
        table = "risk_map" if point.table in ("risk_leg", "risk_chain") else point.table
        page = "partners" if table == "action" else "risk"
        record = point.record_id or (self.assessed.assessment.id if self.assessed else "")
        self.desk.go_to(Place(page, table=table, record_id=record))

    def _show_chains(self, chains: tuple[ChainView, ...]) -> None:
        for view in chains[:MOST_CHAINS]:
            place = Place("risk", table="risk_map", record_id=view.chain.id)
            go = button(view.chain.name, partial(self.desk.go_to, place), "link")
            self.chains.addLayout(row(rating_chip(view.risk), go, None))
        if len(chains) > MOST_CHAINS:
            more = ntr("{n} more chain", "{n} more chains", len(chains) - MOST_CHAINS)
            self.chains.addWidget(label(more, muted=True))

    def _lay(self) -> None:
        show, save = print_buttons(self, self.desk, tr("Risk assessment"), self._pdf)
        book = button(tr("Save as workbook…"), self.ask_book)
        self.outputs = (show, save, book)
        right, side = card()
        side.addWidget(label(tr("All legs"), h2=True))
        side.addWidget(self.heat)
        side.addWidget(label(tr("Chains, the highest risk first"), h2=True))
        side.addLayout(self.chains)
        side.addStretch(1)
        inner = QWidget()
        lines = QVBoxLayout(inner)
        lines.setContentsMargins(0, 0, 8, 0)
        lines.addLayout(self.triggers)
        both = row(spacing=16)
        both.addLayout(self.cards, 5)
        both.addWidget(right, 4)
        lines.addLayout(both, 1)
        self.body = scrolled(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(
            flow(
                *(self.years, self.begin_button, self.approve_button, self.reopen_button),
                self.keep_button,
                *self.outputs,
            )
        )
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)
