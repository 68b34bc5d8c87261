"""The open workspace on the screen: sidebar, pages, guide."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.company import CompanyPage
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.evidence import EvidencePage
from ctpat_desktop.ui.exports import ExportsPage
from ctpat_desktop.ui.findings import FindingsPage
from ctpat_desktop.ui.grid import GridPage
from ctpat_desktop.ui.guide import GuidePanel
from ctpat_desktop.ui.home import HomePage
from ctpat_desktop.ui.parts import Banner
from ctpat_desktop.ui.sidebar import Sidebar
from ctpat_desktop.ui.tasks import TaskStrip
from ctpat_desktop.ui.wizard import WizardPage
from ctpat_desktop.workspace.changes import Changes

Page = HomePage | CompanyPage | WizardPage | GridPage | FindingsPage | EvidencePage | ExportsPage


class Pages(dict[str, Page]):
    """The pages by key; each is built when it is first asked for."""

    def __init__(self, builders: dict[str, Callable[[], Page]], stack: QStackedWidget) -> None:
        """Keep the builders; what they build is put on the stack."""
        super().__init__()
        self._builders, self._stack = builders, stack

    def __missing__(self, key: str) -> Page:
        """Build a page and keep it."""
        page = self._builders[key]()
        self._stack.addWidget(page)
        self[key] = page
        return page


class Shell(QWidget):
    """Everything between menu and status line while a workspace is open."""

    def __init__(self, desk: Desk, choose: Callable[[str], object]) -> None:
        """Open at Home; `choose` looks at another account."""
        super().__init__()
        self.desk = desk
        self.banner, self.strip = Banner(), TaskStrip()
        self.is_guide_wanted = True
        self.stack = QStackedWidget()
        self.pages = Pages(
            {
                "home": lambda: HomePage(desk),
                "company": lambda: CompanyPage(desk),
                "wizard": lambda: WizardPage(desk),
                "grid": lambda: GridPage(desk),
                "findings": lambda: FindingsPage(desk),
                "evidence": lambda: EvidencePage(desk),
                "exports": lambda: ExportsPage(desk, self.strip, self.seal),
            },
            self.stack,
        )
        self.sidebar = Sidebar(desk, self.open, choose)
        self.guide = GuidePanel(desk)
        self._lay()
        desk.changed.connect(self._changed)
        desk.goto.connect(self.go)
        desk.trouble.connect(self.banner.say)
        self.open("home")

    @property
    def wizard(self) -> WizardPage:
        """The page of the criteria."""
        page = self.pages["wizard"]
        if not isinstance(page, WizardPage):
            raise TypeError(page)
        return page

    def open(self, key: str) -> None:
        """Open a page by its key; a number opens that category."""
        self.go(Place(key))

    def go(self, place: Place) -> None:
        """Go to a section, criterion, record or field."""
        self.seal()
        section = place.section
        if section.isdigit():
            if place.criterion:
                self.wizard.show_criterion(place.criterion, place.field, place.site_id)
            else:
                self.wizard.show_category(int(section))
        page = self.pages["wizard" if section.isdigit() else section]
        self.stack.setCurrentWidget(page)
        if isinstance(page, CompanyPage | EvidencePage):
            page.go(place)
        self._show_around()

    def current(self) -> Page:
        """Return the page on the screen; Home before any was opened."""
        shown = self.stack.currentWidget()
        return next((page for page in self.pages.values() if page is shown), self.pages["home"])

    def seal(self) -> bool:
        """Save everything typed on every page."""
        return all([page.seal() for page in self.pages.values()])

    def toggle_guide(self) -> None:
        """Show or hide the guide; the sheet of all answers never has it."""
        self.is_guide_wanted = not self.is_guide_wanted
        self._show_around()

    def rebuild(self) -> None:
        """Show another account's data on every page."""
        if "wizard" in self.pages:
            self.wizard.criterion = ""
        for page in self.pages.values():
            if isinstance(page, HomePage | CompanyPage | GridPage | FindingsPage | EvidencePage):
                page.show_all()
        self.sidebar.show_state()
        self.open("home")

    def _lay(self) -> None:
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.banner)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.strip)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.sidebar)
        line.addLayout(middle, 1)
        line.addWidget(self.guide)

    def _changed(self, changes: Changes) -> None:
        self.current().refresh(changes)
        for page in self.pages.values():
            if page is not self.current() and not isinstance(page, WizardPage):
                page.refresh(changes)
        self._show_around()

    def _show_around(self) -> None:
        page = self.current()
        self.sidebar.show_state()
        if isinstance(page, WizardPage) and page.criterion:
            self.sidebar.mark(str(self.wizard.category))
            self.guide.setVisible(self.is_guide_wanted)
            self.guide.show_answer(self.desk.dossier.answer(self.wizard.criterion))
            return
        key = next(name for name, found in self.pages.items() if found is page)
        self.sidebar.mark(key)
        self.guide.setVisible(self.is_guide_wanted and key != "grid")
        self.guide.show_recent()
