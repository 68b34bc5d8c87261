"""Builds the pages of an open workspace; what a page needs is imported when it is first built.

Safety asks for things of the whole window, so the shell builds that page itself.
"""

from collections.abc import Callable
from functools import partial

from ctpat_desktop.catalogue.areas import Area, load_areas
from ctpat_desktop.ui.custom_tabs import VIEWS
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.home import HomePage
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.tasks import TaskStrip
from ctpat_desktop.ui.wizard import WizardPage

Builders = dict[str, Callable[[], Page]]


def builders(desk: Desk, strip: TaskStrip, seal: Callable[[], bool]) -> Builders:
    """Return how each page is built, by key; `seal` saves everything typed."""
    return {
        "home": lambda: HomePage(desk),
        "company": lambda: _company(desk),
        "wizard": lambda: WizardPage(desk),
        "grid": lambda: _grid(desk),
        "findings": lambda: _findings(desk),
        "evidence": lambda: _evidence(desk),
        "exports": lambda: _exports(desk, strip, seal),
        "search": lambda: _search(desk),
        "reports": lambda: _reports(desk),
        "questionnaires": lambda: _questionnaires(desk, strip),
        "packets": lambda: _packets(desk),
        **{area.id: partial(_area, desk, area) for area in load_areas()},
    }


def _company(desk: Desk) -> Page:
    from ctpat_desktop.ui.company import CompanyPage

    return CompanyPage(desk)


def _grid(desk: Desk) -> Page:
    from ctpat_desktop.ui.grid import GridPage

    return GridPage(desk)


def _findings(desk: Desk) -> Page:
    from ctpat_desktop.ui.findings import FindingsPage

    return FindingsPage(desk)


def _evidence(desk: Desk) -> Page:
    from ctpat_desktop.ui.evidence import EvidencePage

    return EvidencePage(desk)


def _exports(desk: Desk, strip: TaskStrip, seal: Callable[[], bool]) -> Page:
    from ctpat_desktop.ui.exports import ExportsPage

    return ExportsPage(desk, strip, seal)


def _search(desk: Desk) -> Page:
    from ctpat_desktop.ui.search import SearchPage

    return SearchPage(desk)


def _reports(desk: Desk) -> Page:
    from ctpat_desktop.ui.reports import ReportsPage

    return ReportsPage(desk)


def _questionnaires(desk: Desk, strip: TaskStrip) -> Page:
    from ctpat_desktop.ui.questionnaires.page import QuestionnairesPage

    return QuestionnairesPage(desk, strip)


def _packets(desk: Desk) -> Page:
    from ctpat_desktop.ui.packets.page import PacketsPage

    return PacketsPage(desk)


def _area(desk: Desk, area: Area) -> Page:
    from ctpat_desktop.ui.registers.page import AreaPage

    return AreaPage(desk, area, VIEWS)
