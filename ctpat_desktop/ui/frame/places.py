"""Which page a place is on, and what another account has of it."""

from collections.abc import Collection

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


def is_there(place: Place, criteria: Collection[str], offered: Collection[str]) -> bool:
    """Return whether an account with these criteria and pages has a place."""
    return _key(place) in offered and (not place.criterion or place.criterion in criteria)


def same_place(place: Place, criteria: Collection[str], offered: Collection[str]) -> Place:
    """Return what another account has of a place: its criterion, tab or page, else Home.

    A record is of the company that was left, so only the page or tab it is on remains.
    """
    page = _key(place)
    if page not in offered:
        return Place("home")
    if place.criterion or page.isdigit():
        return Place(page, place.criterion if place.criterion in criteria else "")
    return Place(page, table=place.table, field="" if place.record_id else place.field)


def _key(place: Place) -> str:
    """Return the key of a page as the list of pages has it: a section by its number."""
    return place.section if place.section.isdigit() else page_of(place)
