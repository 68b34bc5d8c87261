"""Which page a place is on."""

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.pages import VIEWS
from ctpat_desktop.ui.registers.places import holds

QUESTIONNAIRES = frozenset({"questionnaire", "question", "partner_request", "partner_answer"})
"""Tables that have their place on the page of the questionnaires."""


def page_of(place: Place) -> str:
    """Return the key of the page a place is on; a register's record is on its area's page."""
    if place.section.isdigit():
        return "wizard"
    if place.table in QUESTIONNAIRES:
        return "questionnaires"
    areas = (area.id for area in load_areas() if holds(area, place.table, VIEWS))
    return next(areas, place.section) if place.table else place.section
