"""The chains of an assessment as maps: drawn from partners and sites, edited where they are."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.risk.flow_layout import drawing
from ctpat_desktop.services.risk import assessments, printed
from ctpat_desktop.services.risk.assessments import Assessed, ChainView, LegView
from ctpat_desktop.services.risk.building import Builder
from ctpat_desktop.services.risk.drawing import flow_legs
from ctpat_desktop.services.risk.onward import names_in
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.risk.chain_dialog import ChainFieldsDialog
from ctpat_desktop.ui.risk.dialogs import ActionDialog, JudgeDialog, RateDialog
from ctpat_desktop.ui.risk.flow_canvas import FlowCanvas
from ctpat_desktop.ui.risk.leg_panel import LegPanel
from ctpat_desktop.ui.risk.leg_sources import ChainDialog, LegDialog
from ctpat_desktop.ui.risk.levels import MARKS
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, Tabs
from ctpat_desktop.ui.widgets.diagram_canvas import DiagramArea
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import (
    button,
    changer,
    flow,
    label,
    looks,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

TABLES = (
    *("risk_assessment", "risk_chain", "risk_leg", "threat_rating", "vulnerability_rating"),
    *("action", "partner", "site", "partner_request", "partner_answer", "response", "supply_chain"),
)
LEFT_OUT = ("risk_chain_id", "goes_to")
"""Fields of a leg that the map stands for."""
SEVERAL = "several"
"""What stands in the list of legs for those that the goods go on to now, where they are several."""
SIDE = 40
"""Letters across the fields and ratings of a leg."""


class FlowMapView(RegisterView):
    """One chain on its map, with the fields and the ratings of the chosen leg beside it."""

    tables = TABLES

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.assessed: Assessed | None = None
        self.chain_id = self.leg_id = self.newest_id = ""
        self.years = looks(ChoiceBox())
        self.years.setAccessibleName(tr("Risk assessment"))
        self.years.setMinimumWidth(letters(20))
        self.years.activated.connect(lambda _: self.choose_year(str(self.years.currentData())))
        self.box = looks(ChoiceBox())
        self.box.setAccessibleName(tr("Cargo chain"))
        self.box.setMinimumWidth(letters(26))
        self.box.activated.connect(lambda _: self.choose(str(self.box.currentData())))
        self.legs = looks(ChoiceBox())
        self.legs.setAccessibleName(tr("Leg"))
        self.legs.setMinimumWidth(letters(20))
        self.legs.activated.connect(lambda _: self.show_leg(str(self.legs.currentData())))
        self.canvas = FlowCanvas()
        self.canvas.chosen.connect(self.show_leg)
        self.canvas.opened.connect(self.open_fields)
        self.canvas.moved.connect(self._move)
        self.canvas.connected.connect(self._join)
        self.canvas.unwanted.connect(self.remove)
        self.canvas.stopped.connect(self._show_hint)
        self.fields = RecordForm(load_form("risk_leg"), self._save, desk, LEFT_OUT)
        self.onward = ChoiceBox()
        self.onward.setAccessibleName(tr("Goods go on to"))
        self.onward.activated.connect(
            lambda _: self._connect(self.leg_id, str(self.onward.currentData()))
        )
        self.panel = LegPanel(desk)
        self.panel.rate_wanted.connect(lambda: self._ask(RateDialog))
        self.panel.judge_wanted.connect(lambda key: self._ask(partial(_judge, key)))
        self.panel.action_wanted.connect(lambda key: self._ask(partial(_act, key)))
        self.hint = label("", muted=True)
        self.empty = EmptyNote("risk_map")
        self._lay()
        self._show_hint()

    def show_all(self) -> None:
        """Read the chosen assessment, the newest at first, and draw the chosen chain."""
        found = assessments.every(self.desk.scope)
        ids, before = [row.id for row in found], str(self.years.currentData() or "")
        newest = next(iter(ids), "")
        is_fresh = newest != self.newest_id
        self.newest_id = newest
        self.years.clear()
        for one in found:
            self.years.addItem(assessments.year_text(one), one.id)
        self.years.setVisible(bool(ids))
        self._read(newest if is_fresh or before not in ids else before)

    def choose_year(self, assessment_id: str) -> None:
        """Show the chains of another assessment."""
        if self.flush():
            self._read(assessment_id)

    def _read(self, assessment_id: str) -> None:
        self.years.setCurrentIndex(self.years.findData(assessment_id))
        scope = self.desk.scope
        self.assessed = assessments.read(scope, assessment_id) if assessment_id else None
        self._show()

    def _show(self) -> None:
        chains = self.assessed.chains if self.assessed else ()
        self.box.clear()
        for view in chains:
            mark = {"bad": "▲", "warn": "●", "ok": "○", "note": "?"}[MARKS[view.risk.level]]
            self.box.addItem(f"{mark} {view.chain.name}", view.chain.id)
        self.empty.setVisible(not chains)
        words = tr("No chain yet. Add one; it can start from a forced-labor chain.")
        if self.assessed is None:
            words = tr("No assessment yet. Begin one under Steps.")
        self.empty.setText(words)
        self.body.setVisible(bool(chains))
        for adder in (self.add_chain, self.add_leg):
            allow(adder, self._why_fixed())
        is_locked = bool(self.desk.reading_only or self._why_fixed())
        self.canvas.is_locked = is_locked
        self._show_hint()
        self.add_chain.setVisible(self.assessed is not None)
        for part in (self.box, *self.outputs):
            part.setVisible(bool(chains))
        ids = [view.chain.id for view in chains]
        self.choose(self.chain_id if self.chain_id in ids else next(iter(ids), ""))

    def refresh(self, changes: Changes) -> None:
        """Show what changed: the chain on the screen alone where nothing else can have."""
        if self.assessed is None or not self._is_here(changes):
            self.show_all()
            return
        self.assessed = assessments.with_chain(self.desk.scope, self.assessed, self.chain_id)
        self._show()

    def _is_here(self, changes: Changes) -> bool:
        """Return whether only legs of the chain on the screen were changed by this map."""
        chain = self.chain()
        mine = {leg.leg.id for leg in chain.legs} if chain else set()
        return bool(changes) and all(
            row.table == "risk_leg" and row.action == "changed" and row.record_id in mine
            for row in changes.items
        )

    def flush(self) -> bool:
        """Save everything typed."""
        return self.fields.flush()

    def choose(self, chain_id: str) -> None:
        """Draw another chain."""
        if chain_id != self.chain_id:
            self.fields.flush()
        self.chain_id = chain_id
        self.box.setCurrentIndex(self.box.findData(chain_id))
        view = self.chain()
        if view is None:
            return
        self.canvas.show_sheet(drawing(flow_legs(view), view.chain.name))
        self.legs.clear()
        for leg in view.legs:
            self.legs.addItem(leg.holder, leg.leg.id)
        ids = [leg.leg.id for leg in view.legs]
        self.show_leg(self.leg_id if self.leg_id in ids else next(iter(ids), ""))
        QTimer.singleShot(0, self, self.area.fit_again)

    def chain(self) -> ChainView | None:
        """Return the chain on the screen."""
        chains = self.assessed.chains if self.assessed else ()
        return next((view for view in chains if view.chain.id == self.chain_id), None)

    def leg(self) -> LegView | None:
        """Return the chosen leg."""
        view = self.chain()
        return next((leg for leg in view.legs if leg.leg.id == self.leg_id), None) if view else None

    def show_leg(self, leg_id: str) -> None:
        """Show the fields and the ratings of a leg."""
        if leg_id != self.leg_id and self.fields.is_holding():
            self.desk.say_held()
            leg_id = self.leg_id
        self.leg_id = leg_id
        self.legs.setCurrentIndex(self.legs.findData(leg_id))
        self.canvas.blockSignals(True)
        self.canvas.choose(leg_id)
        self.canvas.blockSignals(False)
        found, chain = self.leg(), self.chain()
        self.fields.setEnabled(found is not None and not self._why_fixed())
        if found is None:
            self.fields.forget()
        else:
            self.fields.show_record(found.leg)
        self.onward.clear()
        self.onward.addItem(tr("Nowhere: the chain ends here"), "")
        for other in chain.legs if chain else ():
            if other.leg.id != leg_id:
                self.onward.addItem(other.leg.name, other.leg.id)
        self._mark_onward(found)
        self.panel.show_leg(found, self._why_fixed())
        reason = self._why_fixed() if found else tr("Choose a leg first.")
        for part in (self.remove_button, self.connect_button, self.onward):
            allow(part, reason)

    def _mark_onward(self, view: LegView | None) -> None:
        """Mark where the goods go on to; several legs have a line of their own in the list."""
        names = names_in(view.leg.goes_to) if view else ()
        if len(names) > 1:
            self.onward.addItem(tr(" and ").join(names), SEVERAL)
            self.onward.setCurrentIndex(self.onward.count() - 1)
        else:
            to = self.onward.findText(names[0]) if names else 0
            self.onward.setCurrentIndex(max(0, to))

    def _why_fixed(self) -> str:
        """Say why nothing can be changed: the assessment is approved; "" where it can."""
        is_approved = self.assessed is not None and self.assessed.assessment.approved_on
        return tr("It is approved. Reopen it under Steps first.") if is_approved else ""

    def go(self, place: Place) -> None:
        """Show the chain or the leg a place names, of whichever year it is."""
        wanted = assessments.of_record(self.desk.scope, place.record_id)
        if wanted and self.assessed is not None and wanted != self.assessed.assessment.id:
            self.choose_year(wanted)
        for view in self.assessed.chains if self.assessed else ():
            legs = [leg.leg.id for leg in view.legs]
            if place.record_id in (view.chain.id, *legs):
                self.choose(view.chain.id)
                if place.record_id in legs:
                    self.show_leg(place.record_id)

    def remove(self) -> None:
        """Take the chosen leg away; undo brings it back."""
        desk, gone = self.desk, self.leg_id
        if gone:
            self.fields.forget()
            desk.attempt(lambda: self._builder().remove(gone))

    def connect_leg(self) -> None:
        """Let the person click where the goods of the chosen leg go on to."""
        if self.leg_id:
            self.canvas.begin_connecting()
            self.hint.setText(
                tr(
                    "Click a leg the goods go on to, or choose it with the arrows and Enter. "
                    "Where they go there already, that is taken away."
                )
            )

    def _show_hint(self) -> None:
        words = tr("Drag a leg to move it, or Ctrl with an arrow key; Delete removes it.")
        self.hint.setText("" if self.canvas.is_locked else words)

    def _builder(self) -> Builder:
        return Builder(self.desk.scope)

    def open_fields(self, leg_id: str) -> None:
        """Go to the fields of a leg."""
        self.show_leg(leg_id)
        self.side.setCurrentIndex(1)
        self.fields.focus("name")

    def ask_chain(self) -> None:
        """Ask for a new chain, add it, and show it."""
        assessed, dialog = self.assessed, ChainDialog(self.window(), self.desk)
        if assessed is None or not self.flush() or not ask(dialog):
            return
        made, key = list[str](), assessed.assessment.id
        taken, values = dialog.taken, dialog.values()
        build = self._builder()
        self.desk.attempt(
            lambda: made.append(
                build.take_chain(key, taken) if taken else build.add_chain(key, **values)
            )
        )
        if made:
            self.choose(made[0])

    def open_chain(self) -> None:
        """Show what is said of the whole chain: its name, goods, consequence."""
        view = self.chain()
        if view is not None and self.flush():
            ask(ChainFieldsDialog(self.window(), self.desk, view.chain, self._why_fixed()))

    def ask_leg(self) -> None:
        """Ask who holds the goods next, add the leg behind the last one, and show it."""
        dialog, made = LegDialog(self.window(), self.desk), list[str]()
        if not self.flush() or not ask(dialog):
            return
        chain, values = self.chain_id, dialog.values()
        self.desk.attempt(lambda: made.append(self._builder().add_leg(chain, **values)))
        if made and "name" in values:
            self.open_fields(made[0])
        elif made:
            self.show_leg(made[0])
            self.canvas.setFocus()

    def _move(self, leg_id: str, across: int, down: int) -> None:
        self.desk.attempt(lambda: self._builder().move(leg_id, across, down))

    def _join(self, leg_id: str, to: str) -> None:
        self.desk.attempt(lambda: self._builder().join(leg_id, to))

    def _connect(self, leg_id: str, to: str) -> None:
        if to == SEVERAL:
            return
        if not self.desk.attempt(lambda: self._builder().connect(leg_id, to)):
            self.show_leg(self.leg_id)

    def _save(self, key: str, value: Any) -> bool:
        leg_id = self.leg_id
        if self.leg() is None:
            return True
        if key == "name":
            return self.desk.attempt(lambda: self._builder().rename(leg_id, str(value)))
        return self.desk.change("risk_leg", leg_id, **{key: value})

    def _ask(self, make: Callable[..., Any]) -> None:
        found = self.leg()
        if found is not None and self.flush():
            ask(make(self.window(), self.desk, found))

    def _pdf(self) -> bytes:
        return printed.chain_pdf(self.desk.scope, self.chain_id)

    def _lay(self) -> None:
        self.add_chain = changer(tr("Add a chain…"), self.ask_chain)
        self.add_leg = changer(tr("Add a leg…"), self.ask_leg, "primary")
        self.connect_button = changer(tr("Connect…"), self.connect_leg)
        self.remove_button = changer(tr("Remove leg"), self.remove)
        self.area = DiagramArea(self.canvas)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        tools = flow(self.legs, self.add_leg, self.connect_button, self.remove_button)
        column.addLayout(tools)
        column.addWidget(self.area, 1)
        column.addLayout(flow(*self.area.tools))
        column.addWidget(self.hint)
        split = Split("cargo_chain")
        split.addWidget(left)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        self.body = split
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        fields = button(tr("About this chain…"), self.open_chain)
        outputs = print_buttons(self, self.desk, tr("Cargo chain"), self._pdf)
        self.outputs = (fields, *outputs)
        outer.addLayout(flow(self.years, self.box, self.add_chain, *self.outputs))
        outer.addWidget(self.empty)
        outer.addWidget(split, 1)

    def _side(self) -> QWidget:
        tabs = Tabs()
        tabs.setDocumentMode(True)
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(0, 8, 8, 4)
        column.addLayout(row(label(tr("Goods go on to")), self.onward, None))
        column.addWidget(self.fields)
        column.addStretch(1)
        tabs.addTab(scrolled(self.panel), tr("Ratings"))
        tabs.addTab(scrolled(form), tr("Leg"))
        tabs.setMinimumWidth(letters(SIDE))
        self.side = tabs
        return tabs


def _judge(criterion: str, parent: QWidget, desk: Desk, view: LegView) -> JudgeDialog:
    return JudgeDialog(parent, desk, view, criterion)


def _act(criterion: str, parent: QWidget, desk: Desk, view: LegView) -> ActionDialog:
    return ActionDialog(parent, desk, view, criterion)
