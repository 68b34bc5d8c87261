"""Partner risk: the heat map, all partners with their points, and the arithmetic of one."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_ratings import PartnerRatings, RatedPartner, TakenOver
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.risk.partner_dialogs import OwnRatingDialog, WeightsDialog
from ctpat_desktop.ui.risk.partner_heat import Cell, PartnerHeat, cell_of
from ctpat_desktop.ui.risk.partner_model import COLUMNS, PartnerModel, table_of, tip_of
from ctpat_desktop.ui.risk.partner_panel import PartnerPanel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Level
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, looks, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

TABLES = (
    *("partner", "partner_address", "partner_request", "partner_answer", "assessment"),
    *("certificate", "mra_program", "country_source", "country_rating", "incident"),
    *("discrepancy", "seal", "action", "setting"),
)
"""What the rating of a partner is counted from."""
SIDE = 38
"""Letters across the arithmetic of one partner."""


class PartnerRiskView(RegisterView):
    """All partners that are not ended, High first."""

    tables = TABLES

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.ratings: PartnerRatings | None = None
        self.heat = PartnerHeat()
        self.heat.chosen.connect(lambda _: self._list())
        self.filter = looks(QLineEdit())
        self.filter.setPlaceholderText(tr("Filter by name"))
        self.filter.setAccessibleName(tr("Filter by name"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(letters(26))
        self.filter.textChanged.connect(lambda _: self._list())
        self.count = label("", muted=True)
        self.model = PartnerModel(COLUMNS, tip_of)
        self.table = table_of(self.model, tr("Partners by risk"))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self.table.selectionModel().currentChanged.connect(lambda *_: self._follow())
        self.panel = PartnerPanel(desk)
        self.empty = EmptyNote("partner_risk", tr("Add partners in the first tab."))
        self._lay()

    def show_all(self) -> None:
        """Rate all partners anew and list them."""
        self.ratings = partner_ratings.read(self.desk.scope)
        partners = self.ratings.partners
        self.empty.setVisible(not partners)
        self.body.setVisible(bool(partners))
        for part in self.tools:
            part.setVisible(bool(partners))
        self.heat.show_partners(partners)
        self._list()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def go(self, place: Place) -> None:
        """Show the arithmetic of one partner."""
        if place.table == "partner" and place.record_id:
            self.show_everyone()
            self._choose(place.record_id)

    def show_everyone(self) -> None:
        """List all partners again."""
        self.heat.clear()
        self.filter.clear()
        self._list()

    def chosen(self) -> tuple[RatedPartner, ...]:
        """Return the partners that are chosen in the list."""
        rows = self.table.selectionModel().selectedRows()
        return tuple(self.model.partners[index.row()] for index in rows)

    def rate(self) -> None:
        """Ask for one's own rating of the partner."""
        chosen = self.chosen()
        if len(chosen) == 1:
            ask(OwnRatingDialog(self.window(), self.desk, chosen[0]))

    def take_over(self) -> None:
        """Make the computed rating of the chosen partners their own."""
        ids = {row.row.id for row in self.chosen()}
        take_over(self.desk, lambda: partner_ratings.take_over(self.desk.scope, ids))

    def ask_weights(self) -> None:
        """Ask for other figures."""
        if self.ratings is not None:
            ask(WeightsDialog(self.window(), self.desk, self.ratings))

    def _list(self) -> None:
        """List the partners of the chosen field whose name fits."""
        current = self.model.partners[self.table.currentIndex().row()] if self._has_one() else None
        partners = self.ratings.partners if self.ratings else ()
        cell, words = self.heat.current, folded(self.filter.text().strip())
        rows = [row for row in partners if _fits(row, cell, words)]
        self.model.show_partners(rows)
        text = ntr("{n} partner", "{n} partners", len(rows))
        if len(rows) < len(partners):
            text = tr("{n} of {all} partners").format(n=len(rows), all=len(partners))
        self.count.setText(text)
        self.everyone.setVisible(len(rows) < len(partners))
        self._choose(current.row.id if current else "")

    def _has_one(self) -> bool:
        return 0 <= self.table.currentIndex().row() < len(self.model.partners)

    def _choose(self, partner_id: str) -> None:
        at = max(0, self.model.row_of(partner_id))
        if self.model.partners:
            self.table.selectRow(at)
        self._follow()

    def _follow(self) -> None:
        chosen = self.chosen()
        self.panel.show_partner(chosen[0] if len(chosen) == 1 else None)
        one = "" if len(chosen) == 1 else tr("Choose one partner first.")
        allow(self.rate_button, one)
        rated = any(row.computed.rating.level is not None for row in chosen)
        why = "" if rated else tr("Choose a partner that is rated first.")
        allow(self.take_button, why)

    def _lay(self) -> None:
        self.rate_button = changer(tr("Rate…"), self.rate)
        self.take_button = changer(tr("Use the computed rating"), self.take_over, "primary")
        weights = button(tr("Weights…"), self.ask_weights)
        self.everyone = button(tr("Show all"), self.show_everyone, "link")
        chart = button(tr("Chart"), lambda: self.desk.go_to(Place("charts", field="partners")))
        self.tools = (self.take_button, self.rate_button, weights, chart)
        offer(self.table, self.take_button, self.rate_button)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heat)
        column.addLayout(flow(self.filter, self.count, self.everyone))
        column.addWidget(self.table, 1)
        legend = tr("▼ lower than computed, ≠ other than computed, ? not known")
        column.addWidget(label(legend, muted=True))
        side = scrolled(self.panel)
        side.setMinimumWidth(letters(SIDE))
        self.body = Split("partner_risk")
        self.body.addWidget(left)
        self.body.addWidget(side)
        self.body.setStretchFactor(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(flow(*self.tools))
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)


def _fits(row: RatedPartner, cell: Cell | None, words: str) -> bool:
    is_here = cell is None or cell_of(row) == cell
    return is_here and (not words or words in folded(row.row.name))


def take_over(desk: Desk, work: Callable[[], TakenOver]) -> None:
    """Take something computed over, and say how many partners it was left out for."""
    done: list[TakenOver] = []
    if desk.attempt(lambda: done.append(work())) and done and done[0].left:
        text = ntr(
            "{n} partner was left as it is: nothing is computed for it.",
            "{n} partners were left as they are: nothing is computed for them.",
            done[0].left,
        )
        desk.notify(Level.WARNING, text)
