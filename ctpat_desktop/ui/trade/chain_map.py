"""The map of one supply chain on the screen: choose it, enlarge it, go to a firm, print it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core.chain_layout import whole
from ctpat_desktop.documents.trade.chain_map import legend
from ctpat_desktop.services.trade import chains, record_pdf
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.diagram_canvas import DiagramArea, DiagramCanvas
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import label, looks, row
from ctpat_desktop.ui.widgets.theme import letters

TABLES = ("supply_chain", "chain_node", "risk_origin", "company")
MOST_OPEN = 4
"""Open points told above the map; the rest is a count."""


class ChainMapView(RegisterView):
    """Draws the firms of a chain in columns by tier."""

    tables = TABLES

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.chain_id = ""
        self.box = looks(ChoiceBox())
        self.box.setAccessibleName(tr("Supply chain"))
        self.box.setMinimumWidth(letters(28))
        self.box.activated.connect(lambda _: self.choose(str(self.box.currentData())))
        self.open = label("")
        self.empty = EmptyNote("chain_map")
        self.canvas = DiagramCanvas(
            tr("Map of the supply chain"), tr("Its firms are a list under Chains, Firms.")
        )
        self.canvas.opened.connect(self.open_firm)
        self.area = DiagramArea(self.canvas)
        self._lay()

    def show_all(self) -> None:
        """Offer the chains there are and draw the chosen one."""
        known = chains.titles(self.desk.scope)
        self.box.clear()
        for key, title in known:
            self.box.addItem(title, key)
        ids = [key for key, _ in known]
        self.body.setVisible(bool(ids))
        self.empty.setVisible(not ids)
        self.empty.setText(tr("No chain yet. Add one under Chains, with its firms."))
        if ids:
            self.choose(self.chain_id if self.chain_id in ids else ids[0])

    def choose(self, chain_id: str) -> None:
        """Draw another chain."""
        self.chain_id = chain_id
        self.box.setCurrentIndex(self.box.findData(chain_id))
        drawn = chains.read(self.desk.workspace, chain_id)
        self.canvas.show_sheet(whole(drawn.arrangement, drawn.chain.name))
        told = [*drawn.open[:MOST_OPEN]]
        if len(drawn.open) > MOST_OPEN:
            more = len(drawn.open) - MOST_OPEN
            told.append(ntr("{n} more point is open.", "{n} more points are open.", more))
        self.open.setText("\n".join(f"! {words}" for words in told))
        self.open.setVisible(bool(told))
        has_firms = bool(drawn.nodes)
        self.area.setVisible(has_firms)
        self.empty.setVisible(not has_firms)
        if not has_firms:
            words = tr("This chain has no firms yet. Add them under Chains, Firms.")
            self.empty.setText(words)
        QTimer.singleShot(0, self, self.area.fit_again)

    def go(self, place: Place) -> None:
        """Draw the chain a place names."""
        if place.record_id and self.box.findData(place.record_id) >= 0:
            self.choose(place.record_id)

    def open_firm(self, key: str) -> None:
        """Go to the record of a firm."""
        self.desk.go_to(Place("chain_node", table="chain_node", record_id=key))

    def _pdf(self) -> bytes:
        desk = self.desk
        return record_pdf.chain_pdf(desk.scope, self.chain_id)

    def _lay(self) -> None:
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.box, *self.area.tools, None))
        column.addWidget(label(legend(), muted=True))
        column.addWidget(self.open)
        column.addWidget(self.area, 1)
        buttons = print_buttons(self, self.desk, tr("Supply chain"), self._pdf)
        column.addLayout(row(*buttons, None))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)
