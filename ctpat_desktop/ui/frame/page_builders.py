"""Builds the pages of an open workspace; what a page needs is imported when it is first built.

Safety asks for things of the whole window, so the shell builds that page itself.
"""

from collections.abc import Callable
from functools import partial

from ctpat_desktop.catalogue.areas import Area, load_areas
from ctpat_desktop.ui.frame.home import HomePage
from ctpat_desktop.ui.importing.asking import ask_answers
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.pages import VIEWS
from ctpat_desktop.ui.profile.wizard import WizardPage
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip

Builders = dict[str, Callable[[], Page]]


def builders(desk: Desk, strip: TaskStrip, flush: Callable[[], bool]) -> Builders:
    """Return how each page is built, by key; `flush` saves everything typed."""
    return {
        "home": lambda: HomePage(desk),
        "company": lambda: _company(desk),
        "wizard": lambda: WizardPage(desk),
        "grid": lambda: _grid(desk, flush),
        "findings": lambda: _findings(desk),
        "evidence": lambda: _evidence(desk),
        "exports": lambda: _exports(desk, strip, flush),
        "search": lambda: _search(desk),
        "reports": lambda: _reports(desk),
        "questionnaires": lambda: _questionnaires(desk, strip),
        "packets": lambda: _packets(desk),
        **{area.id: partial(_area, desk, area) for area in load_areas()},
    }


def _company(desk: Desk) -> Page:
    from ctpat_desktop.ui.accounts.company import CompanyPage

    return CompanyPage(desk)


def _grid(desk: Desk, flush: Callable[[], bool]) -> Page:
    from ctpat_desktop.ui.profile.grid import GridPage

    page = GridPage(desk)
    page.import_wanted.connect(lambda: ask_answers(page.window(), desk, flush))
    return page


def _findings(desk: Desk) -> Page:
    from ctpat_desktop.ui.profile.findings import FindingsPage

    return FindingsPage(desk)


def _evidence(desk: Desk) -> Page:
    from ctpat_desktop.ui.evidence.page import EvidencePage

    return EvidencePage(desk)


def _exports(desk: Desk, strip: TaskStrip, flush: Callable[[], bool]) -> Page:
    from ctpat_desktop.ui.profile.exports import ExportsPage

    return ExportsPage(desk, strip, flush)


def _search(desk: Desk) -> Page:
    from ctpat_desktop.ui.search.page import SearchPage

    return SearchPage(desk)


def _reports(desk: Desk) -> Page:
    from ctpat_desktop.ui.registers.reports import ReportsPage

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
