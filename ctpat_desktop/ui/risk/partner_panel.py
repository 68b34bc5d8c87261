"""The arithmetic of one partner, line by line, with a way to each record that caused it."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.checklist.partner_points import WORDS, Factor, Points
from ctpat_desktop.checklist.partner_risk import band_words
from ctpat_desktop.services.risk.partner_ratings import RatedPartner, level_words, points_words
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.risk.levels import MARKS
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, chip, clear, flow, go_there, label, row

PAGES = {
    "incident": "incidents",
    "discrepancy": "incidents",
    "seal": "seals",
    "country_source": "risk",
    "assessment": "partners",
    "partner": "partners",
    "partner_request": "questionnaires",
}
"""The page a record is on."""
MOST_LINKS = 5
"""Records named under one factor; the rest is a count."""


class PartnerPanel(QWidget):
    """What a partner's rating is made of."""

    def __init__(self, desk: Desk) -> None:
        """Start empty."""
        super().__init__()
        self.desk = desk
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 8, 4)
        self.column.setSpacing(4)

    def show_partner(self, partner: RatedPartner | None) -> None:
        """Show another partner; None is no partner."""
        clear(self.column)
        if partner is None:
            self.column.addWidget(label(tr("Choose a partner in the list."), muted=True))
        else:
            self._head(partner)
            for points in partner.computed.points:
                self._line(points, partner)
            self.column.addWidget(label(partner.computed.weights.rule(), muted=True))
        self.column.addStretch(1)

    def _head(self, partner: RatedPartner) -> None:
        computed = partner.computed
        self.column.addWidget(label(str(partner.row.name), h2=True))
        mark = chip(band_words(computed.rating), MARKS[computed.rating.level])
        self.column.addLayout(flow(label(tr("Computed")), mark))
        self.column.addWidget(label(f"{computed.sum_words()}. {computed.why()}"))
        if partner.own is not None:
            self._own(partner)
        place = Place("partners", table="partner", record_id=partner.row.id)
        there = self._go(tr("Open the partner"), place, partner.row.name)
        self.column.addLayout(row(there, None))

    def _own(self, partner: RatedPartner) -> None:
        marks = [chip(level_words(partner.own), MARKS[partner.own])]
        if partner.is_lower:
            marks.append(chip(tr("Lower than computed"), "bad"))
        elif partner.is_override:
            marks.append(chip(tr("Not as computed"), "note"))
        self.column.addLayout(flow(label(tr("Own rating")), *marks))
        on, reason = partner.row.risk_on, partner.row.risk_reasons.strip()
        day = day_text(on) if on else tr("no day")
        words = f"{day}: {reason.splitlines()[0]}" if reason else ""
        if not partner.has_reason:
            words = tr("The own rating has no reason or no day, so the computed one counts.")
        self.column.addWidget(label(words, muted=True))

    def _line(self, points: Points, partner: RatedPartner) -> None:
        head = label(tr(WORDS[points.factor]), group=True)
        amount = points_words(points.value, points.most)
        if not points.is_known:
            amount = tr("at least {points}").format(points=amount)
        mark = chip(amount, "note" if points.is_known else "warn")
        self.column.addLayout(flow(head, mark))
        self.column.addWidget(label(points.reason))
        for link in points.links[:MOST_LINKS]:
            place = Place(PAGES[link.table], table=link.table, record_id=link.record_id)
            there = go_there(link.words, partial(self.desk.go_to, place))
            line = row(label(link.words, muted=True), there)
            line.setStretch(0, 1)
            self.column.addLayout(line)
        if len(points.links) > MOST_LINKS:
            more = ntr("{n} more", "{n} more", len(points.links) - MOST_LINKS)
            self.column.addWidget(label(more, muted=True))
        field = _field(points, partner)
        if field and not points.links:
            known = {"table": "partner", "record_id": partner.row.id, "field": field}
            words = tr("Go to “{field}”").format(field=tr(load_form("partner").field(field).label))
            go = self._go(words, Place("partners", **known), f"{words}: {partner.row.name}")
            self.column.addLayout(row(go, None))

    def _go(self, words: str, place: Place, name: str) -> QWidget:
        return button(words, partial(self.desk.go_to, place), "link", name)


FIELDS = {
    Factor.COUNTRY: "country",
    Factor.ROLE: "roles",
    Factor.STATUS: "ctpat_status",
    Factor.LABOR: "forced_labor",
}
"""The field of a partner that a factor is counted from."""


def _field(points: Points, partner: RatedPartner) -> str:
    if not points.most:
        return ""
    if points.factor is Factor.VOLUME:
        return "value" if partner.facts.is_seller else "volume"
    return FIELDS.get(points.factor, "")
