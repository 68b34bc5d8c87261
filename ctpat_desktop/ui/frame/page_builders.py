"""Builds the pages of an open workspace; what a page needs is imported when it is first built.

Safety asks for things of the whole window, so the shell builds that page itself.
"""

from collections.abc import Callable
from functools import partial

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame.home import HomePage
from ctpat_desktop.ui.importing.asking import ask_answers
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.pages import VIEWS
from ctpat_desktop.ui.profile.wizard import WizardPage
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip

Builders = dict[str, Callable[[], Page]]
Follow = Callable[[str, object], object]


def builders(desk: Desk, strip: TaskStrip, flush: Callable[[], bool], follow: Follow) -> Builders:
    """Return how each page is built, by key.

    `flush` saves everything typed; `follow` hears a choice about the whole window.
    """
    return {
        "home": lambda: HomePage(desk),
        "companies": lambda: later("ctpat_desktop.ui.overview.page:AccountsPage")(desk),
        "company": lambda: later("ctpat_desktop.ui.accounts.company:CompanyPage")(desk),
        "wizard": lambda: WizardPage(desk),
        "grid": lambda: _grid(desk, flush),
        "findings": lambda: later("ctpat_desktop.ui.profile.findings:FindingsPage")(desk),
        "review": lambda: later("ctpat_desktop.ui.reviewing.page:ReviewPage")(desk),
        "year": lambda: later("ctpat_desktop.ui.profile.year:YearPage")(desk),
        "deadlines": lambda: later("ctpat_desktop.ui.deadlines.page:DeadlinesPage")(desk),
        "charts": lambda: later("ctpat_desktop.ui.charts.page:ChartsPage")(desk),
        "evidence": lambda: later("ctpat_desktop.ui.evidence.page:EvidencePage")(desk),
        "exports": lambda: later("ctpat_desktop.ui.profile.exports:ExportsPage")(
            desk, strip, flush
        ),
        "submissions": lambda: later("ctpat_desktop.ui.profile.submissions:SubmissionsPage")(desk),
        "search": lambda: later("ctpat_desktop.ui.search.page:SearchPage")(desk),
        "reports": lambda: later("ctpat_desktop.ui.registers.reports:ReportsPage")(desk),
        "questionnaires": lambda: later("ctpat_desktop.ui.questionnaires.page:QuestionnairesPage")(
            desk, strip
        ),
        "settings": lambda: _settings(desk, follow),
        "packets": lambda: later("ctpat_desktop.ui.packets.page:PacketsPage")(desk),
        **{
            area.id: partial(later("ctpat_desktop.ui.registers.page:AreaPage"), desk, area, VIEWS)
            for area in load_areas()
        },
    }


def _settings(desk: Desk, follow: Follow) -> Page:
    page = later("ctpat_desktop.ui.settings.page:SettingsPage")(desk)
    page.look_wanted.connect(follow)
    made: Page = page
    return made


def _grid(desk: Desk, flush: Callable[[], bool]) -> Page:
    page = later("ctpat_desktop.ui.profile.grid:GridPage")(desk)
    page.import_wanted.connect(lambda: ask_answers(page.window(), desk, flush))
    made: Page = page
    return made
