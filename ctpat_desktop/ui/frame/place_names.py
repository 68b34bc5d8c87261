"""What pages, tabs and places are called, and the places of all tabs."""

from collections.abc import Iterator
from dataclasses import dataclass

from ctpat_desktop.catalogue.areas import load_areas, page_titles
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.model import EARLIER, Category
from ctpat_desktop.catalogue.purposes import Purpose, load_purposes
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.pages import OWN_TABS, VIEWS

ONE_TABLE = {"submissions": "submission"}
"""Pages about one table that go by another name."""
REPORTS = later("ctpat_desktop.services.registers.reports:titles")
"""The reports are read with what prints them: not before one is looked for."""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of a page: its key, its title, and the place that opens it."""

    key: str
    title: str
    place: Place


def chapter_name(category: Category) -> str:
    """Return what a category is called in the list; the last one has no number."""
    short = tr(category.short)
    return short if category is EARLIER else f"{category.number}  {short}"


def page_name(book: Book, page: str) -> str:
    """Return what a page is called in the list of pages; a number is a section of the profile."""
    if page.isdigit():
        return chapter_name(book.edition.category(int(page)))
    return tr(page_titles()[page]) if page in page_titles() else ""


def tabs_of(page: str) -> list[Tab]:
    """Return the tabs of a page in their order; none where it has but one."""
    if page == "reports":
        return [Tab(key, title, Place(page, field=key)) for key, title in REPORTS().items()]
    if page in OWN_TABS:
        return [Tab(key, tr(title), Place(page, **{by: key})) for key, by, title in OWN_TABS[page]]
    return list(_of_area(page))


def purpose_of(place: Place, page: str) -> Purpose | None:
    """Return what the tab on the screen is for, or its page where that has no tabs."""
    purposes = load_purposes()
    tab = next((tab.key for tab in tabs_of(page) if tab.key in (place.table, place.field)), "")
    single = next((area.tabs[0] for area in load_areas() if area.id == page), "")
    section = "sections" if page.isdigit() else ""
    keys = (f"{page}.{tab}", tab, section, page, ONE_TABLE.get(page, single))
    return next((purposes[key] for key in keys if key in purposes), None)


def _of_area(page: str) -> Iterator[Tab]:
    area = next((area for area in load_areas() if area.id == page), None)
    for key in area.tabs if area is not None and len(area.tabs) > 1 else ():
        title = VIEWS[key].title if key in VIEWS else load_form(key).plural
        yield Tab(key, tr(title), Place(page, table=key))
