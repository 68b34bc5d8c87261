"""The open workspace on the screen: sidebar, pages, guide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.files import upkeep
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame.first_words import say_first
from ctpat_desktop.ui.frame.guide import GuidePanel
from ctpat_desktop.ui.frame.page_builders import builders
from ctpat_desktop.ui.frame.page_stack import Pages, is_wide
from ctpat_desktop.ui.frame.panes import Panes
from ctpat_desktop.ui.frame.places import page_of
from ctpat_desktop.ui.frame.read_only import ReadOnly
from ctpat_desktop.ui.frame.sidebar import Sidebar
from ctpat_desktop.ui.frame.validation_day import open_day
from ctpat_desktop.ui.frame.way_bar import WayBar
from ctpat_desktop.ui.importing.asking import ask_answers
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.edition_asking import ask_edition, say_missing
from ctpat_desktop.ui.profile.wizard import WizardPage
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.spelling import SPELLING
from ctpat_desktop.ui.session.steps import show_done
from ctpat_desktop.ui.session.tasks import NOTICES, TaskStrip, wait_for
from ctpat_desktop.ui.team.announcer import Announcer
from ctpat_desktop.ui.team.exchanger import Exchanger
from ctpat_desktop.ui.widgets.banner import HELD, Banner, Level
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place
from ctpat_desktop.ui.widgets.tab_order import has_keyboard
from ctpat_desktop.workspace.changes import Changes

if TYPE_CHECKING:
    from ctpat_desktop.ui.files.page import SafetyPage
    from ctpat_desktop.ui.frame.goto_box import GotoBox
    from ctpat_desktop.ui.frame.goto_rows import GotoRow
    from ctpat_desktop.ui.profile.portal_window import PortalWindow


GOTO = later("ctpat_desktop.ui.frame.goto_box:GotoBox")
REACH = later("ctpat_desktop.ui.frame.goto_rows:Reach")
say_held = later("ctpat_desktop.ui.fields.unsaved:say_held")
unread = later("ctpat_desktop.ui.fields.unsaved:unread")
STRANDED = "stranded"
"""The state of affairs that the file cannot be reached; its message goes when that is over."""


class Shell(QWidget):
    """Everything between menu and status line while a workspace is open."""

    moved = Signal()
    shown = Signal()
    """Another page is on the screen."""
    lock_wanted = Signal()
    minutes_chosen = Signal(int)
    look_wanted = Signal(str, object)
    backup_wanted = Signal()
    rest_wanted = Signal()
    protected = Signal()

    def __init__(self, desk: Desk, choose: Callable[[str], object]) -> None:
        """Open at Home; `choose` looks at another account."""
        super().__init__()
        self.desk = desk
        self.banner, self.notices, self.strip = Banner(), Banner(Level.DONE), TaskStrip()
        self.stack = QStackedWidget()
        self.way = WayBar(desk, self._show_place, self.where)
        built = builders(desk, self.strip, self.flush, self.look_wanted.emit)
        pages = {**built, "safety": self._safety_page}
        self.pages = Pages(pages, self.stack, self.way.moved)
        self.guard = ReadOnly(self, why) if (why := desk.reading_only) else None
        self.sidebar = Sidebar(desk, self.open, choose)
        self.setFocusProxy(self.sidebar.tree)  # without a focus no shortcut is heard
        self.guide = GuidePanel(desk, self.flush)
        self.way.offered = self.offered
        self.way.settled.connect(self.shown)
        banners = (self.banner, self.notices)
        self.panes = Panes(self.sidebar, self.stack, self.guide, self.strip, banners)
        self.panes.show_above(self.way, self.way.purpose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.panes)
        desk.changed.connect(self._changed)
        desk.navigated.connect(self.go)
        desk.account_wanted.connect(partial(self._go_elsewhere, choose))
        desk.notified.connect(self.banner.hear)
        NOTICES.notice.connect(self.banner.say)
        desk.held.connect(partial(say_held, self, self.banner))
        desk.saved.connect(lambda _: self._is_saved())
        show_done(desk, self.notices)
        desk.file_unreachable.connect(self._stranded)
        SPELLING.follow(desk)
        self.exchanger = Exchanger(desk, self.flush)
        Announcer(self.exchanger, self.banner, self.notices)
        self.portal: PortalWindow | None = None
        self.goto: GotoBox | None = None
        desk.portal_wanted.connect(self.open_portal)
        desk.validation_day_wanted.connect(self._open_day)
        self.open("home")

    @property
    def wizard(self) -> WizardPage:
        """The page of the criteria."""
        page = self.pages["wizard"]
        if not isinstance(page, WizardPage):
            raise TypeError(page)
        return page

    def show_safety(self) -> None:
        """Show the newest backups where that page was opened before."""
        page = self.pages.get("safety")
        if page is not None and self.desk.workspace.is_open:
            page.show_all()

    def open(self, key: str) -> None:
        """Open a page by its key; a number opens that category."""
        self.go(Place(key))

    def go(self, place: Place) -> None:
        """Go to a section, criterion, record or field, and remember where the person was."""
        self.flush()
        self.way.go(place)

    def _show_place(self, place: Place) -> None:
        """Bring a place to the screen; a keyboard that was on another page comes along."""
        self.flush()
        before, comes = self.current(), has_keyboard(self.stack)
        page, section = self.pages[page_of(place)], place.section
        page.catch_up()
        if section.isdigit():
            if place.criterion:
                statement = place.record_id if place.table == "statement" else ""
                where = (place.criterion, place.field, place.site_id, statement)
                self.wizard.show_criterion(*where)
            else:
                self.wizard.show_category(int(section))
        self.stack.setCurrentWidget(self.pages.rooms[page_of(place)])
        page.catch_up()
        self._show_around()
        self.panes.show_guide(has_guide=self.has_guide())
        page.go(place)
        if comes and page is not before:
            page.enter(place)

    def ask_where(self, commands: Iterable[GotoRow]) -> None:
        """Let the person type where to go; `commands` are what the menus offer now."""
        if self.goto is None:
            reach = REACH(self.desk, self._go_in, self.offered, lambda: self.pages["search"])
            self.goto = GOTO(self, reach)
        self.goto.ask(commands)

    def _go_in(self, place: Place) -> None:
        """Go to a place by its name: the keyboard goes along."""
        self.go(place)
        self.current().enter(place)

    def _go_elsewhere(self, choose: Callable[[str], object], account_id: str, at: Place) -> None:
        """Look at another account and go to a place there, unless the person is held here."""
        choose(account_id)
        if self.desk.account_id == account_id:
            self.go(at)

    def current(self) -> Page:
        """Return the page on the screen; Home before any was opened."""
        shown, rooms = self.stack.currentWidget(), self.pages.rooms
        key = next((name for name, room in rooms.items() if room is shown), "home")
        return self.pages[key]

    def key(self) -> str:
        """Return the key of the page on the screen."""
        page = self.current()
        return next(name for name, other in self.pages.items() if other is page)

    def where(self) -> Place:
        """Return the place on the screen."""
        return self.current().where() or Place(self.key())

    def flush(self) -> bool:
        """Save everything typed on every page."""
        is_saved = all([page.flush() for page in self.pages.values()])
        if is_saved:
            self.banner.drop(HELD)
        return is_saved

    def is_free(self) -> bool:
        """Save what is typed; where that cannot be, say so and return False."""
        if self.flush():
            return True
        self.desk.say_held()
        return False

    def has_held_text(self) -> bool:
        """Return whether something typed is still not in the file."""
        return not self.flush()

    def _is_saved(self) -> None:
        """Take away what is said of a file out of reach and of text that is saved by now."""
        self.banner.drop(STRANDED)
        if self.banner.holds(HELD) and not unread(self):
            self.banner.drop(HELD)

    def undo(self) -> None:
        """Take back the last change of the company looked at, once typing is saved."""
        if self.is_free():
            self.desk.undo(partial(wait_for, self.window()))

    def redo(self) -> None:
        """Bring back what was last undone, once typing is saved."""
        if self.is_free():
            self.desk.redo(partial(wait_for, self.window()))

    def ask_own_row(self) -> None:
        """Ask for a criterion of the account's own."""
        from ctpat_desktop.ui.accounts.overlay_dialog import OverlayDialog

        if self.flush():
            ask(OverlayDialog(self.window(), self.desk, None))

    def ask_edition(self) -> None:
        """Ask for the edition to move to, once the person has seen what that means."""
        ask_edition(self.window(), self.desk, self.flush)

    def ask_answers(self) -> None:
        """Ask for a document with answers the company has already, and import them."""
        ask_answers(self.window(), self.desk, self.flush)

    def open_portal(self) -> None:
        """Open the portal desk with everything typed in it, or bring it to the front."""
        if not self.is_free():
            return
        if self.portal is None:
            make = later("ctpat_desktop.ui.profile.portal_window:PortalWindow")
            self.portal = make(self.desk)
        self.portal.come_up()

    def _open_day(self, validation_id: str) -> None:
        if self.is_free():
            open_day(self, self.desk, self.lock_wanted.emit, validation_id)

    def has_guide(self) -> bool:
        """Return whether the page on the screen can have the guide beside it."""
        return not is_wide(self.key())

    def toggle_guide(self) -> None:
        """Show or hide the guide; sheets and registers never have it."""
        self.panes.toggle_guide()

    def rebuild(self) -> None:
        """Show another account's data on every page."""
        if "wizard" in self.pages:  # its fields save for the account looked at: never another's
            self.wizard.criterion = ""
            self.wizard.miss_nothing()
            self.wizard.show_all()
        self.sidebar.show_pages()
        self.way.forget()
        say_missing(self.banner, self.desk, self.ask_edition)
        self.show_all()
        self.open("home")

    def show_all(self) -> None:
        """Show everything anew, such as in other colors; the place on the screen stays."""
        for page in self.pages.values():
            page.show_anew()
        if self.portal is not None:
            self.portal.panel.show_all()
        self.sidebar.show_accounts()
        self._show_around(anew=True)

    def return_to(self, place: Place) -> None:
        """Go back to where the person was last time, as far as that is there still."""
        known = {answer.criterion.id for answer in self.desk.dossier.answers}
        if place.criterion and place.criterion not in known:
            return
        page = place.section if place.section.isdigit() else page_of(place)
        if page in self.offered():
            self.go(place)

    def offered(self) -> list[str]:
        """Return the keys of the pages this kind of account has."""
        return list(self.sidebar.offered())

    def say_first(self) -> None:
        """Say what the person should know about the file before working in it."""
        say_first(self.banner, self.desk)
        say_missing(self.banner, self.desk, self.ask_edition)
        self.exchanger.start()

    def offer_recovery_sheet(self) -> None:
        """Offer the recovery sheet of a file that has just got its passphrase."""
        from ctpat_desktop.ui.files.page import SafetyPage

        page = self.pages["safety"]
        if not isinstance(page, SafetyPage):
            raise TypeError(page)
        self.notices.say(
            tr("Print the recovery sheet now: without it a forgotten passphrase opens nothing."),
            (tr("Print recovery sheet…"), page.print_sheet),
            (tr("Save as PDF…"), page.ask_sheet),
        )

    def ask_elsewhere(self) -> None:
        """Ask for a place and go on with the workspace there."""
        stem = self.desk.workspace.path.stem
        place = ask_place(
            self, tr("Save to another place"), f"{stem} 2.ctpat", "CTPAT (*.ctpat)", ".ctpat"
        )
        if place is not None:
            self.save_elsewhere(place)

    def save_elsewhere(self, target: Path) -> bool:
        """Write the workspace to a new file, go on there, and save what was held."""
        workspace = self.desk.workspace
        try:
            rescued = upkeep.save_elsewhere(workspace, target)
        except Problem as problem:
            self._stranded(problem.line())
            return False
        is_saved = self.flush()
        words = tr("You now work in {name}.").format(name=target.name)
        if rescued.missing:
            missing = tr("Add again: {titles}.").format(titles=", ".join(rescued.missing))
            self.banner.say(missing)
        self.banner.drop(STRANDED)
        self.notices.say(words)
        self.moved.emit()
        return is_saved

    def is_reached(self) -> bool:
        """Return whether the file is still ours; where it is not, the ways on are shown."""
        workspace = self.desk.workspace
        try:
            if not workspace.is_open:
                upkeep.try_again(workspace)
            elif not workspace.reading_only:
                workspace.check_reach()
        except Problem as problem:
            self._stranded(problem.line())
            return False
        return True

    def try_again(self) -> None:
        """Go on with a file that could not be reached, and save what was held."""
        try:
            upkeep.try_again(self.desk.workspace)
        except Problem as problem:
            self._stranded(problem.line())
            return
        self.banner.drop(STRANDED)
        self.flush()

    def _stranded(self, words: str) -> None:
        self.banner.say(
            words,
            (tr("Try again"), self.try_again),
            (tr("Save to another place…"), self.ask_elsewhere),
            key=STRANDED,
        )

    def _safety_page(self) -> SafetyPage:
        from ctpat_desktop.ui.files.page import SafetyPage

        page = SafetyPage(self.desk, self.strip)
        page.lock_wanted.connect(self.lock_wanted)
        page.minutes_chosen.connect(self.minutes_chosen)
        page.backup_wanted.connect(self.backup_wanted)
        page.rest_wanted.connect(self.rest_wanted)
        page.protected.connect(self.protected)
        return page

    def _changed(self, changes: Changes) -> None:
        for page in self.pages.values():
            page.hear(changes)
        if self.portal is not None:
            self.portal.panel.hear(changes)
        if changes.touches("company", "account", "profile", "setting"):
            self.sidebar.show_accounts()
        if changes.touches("account", "profile", "setting", "response"):
            self.sidebar.show_pages()
        if changes.touches("profile", "setting"):
            say_missing(self.banner, self.desk, self.ask_edition)
        self._show_around()

    def _show_around(self, *, anew: bool = False) -> None:
        page = self.current()
        self.sidebar.show_state()
        self.way.show_all(anew=anew)
        if isinstance(page, WizardPage) and page.criterion:
            self.sidebar.mark(str(self.wizard.category))
            self.guide.show_answer(self.desk.dossier.answer(self.wizard.criterion), anew=anew)
            return
        self.sidebar.mark(self.key())
        self.guide.show_recent(anew=anew)
