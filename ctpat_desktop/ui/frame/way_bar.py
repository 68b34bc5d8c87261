"""The line above the page: back, forward, and where the page is; each part of it goes there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ctpat_desktop.catalogue.areas import SECTIONS, group_of
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.place_names import page_name, tabs_of
from ctpat_desktop.ui.frame.places import page_of
from ctpat_desktop.ui.frame.purpose_panel import PurposePanel
from ctpat_desktop.ui.frame.trail import Trail
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import TARGET, button
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.short import ShortLabel

OF_PAGE = {"evidence": "evidence", "packets": "packet"}
"""The table of a record whose place names its page alone."""
MOUSE = {Qt.MouseButton.BackButton: -1, Qt.MouseButton.ForwardButton: 1}
MOST_PARTS = 4
"""Group, page, tab and criterion."""
Crumb = tuple[str, Place | None]
"""The words of one part and where it leads; None where the person is already."""


class WayBar(QWidget):
    """Remembers where the person was, and shows where the page on the screen is."""

    settled = Signal()
    """Another place is on the screen, and remembered."""

    def __init__(
        self, desk: Desk, show: Callable[[Place], object], where: Callable[[], Place]
    ) -> None:
        """`show` brings a place to the screen, `where` tells the one that is there."""
        super().__init__()
        self.desk, self.show_place, self.where = desk, show, where
        self.offered: Callable[[], list[str]] = list
        """The keys of the pages there are."""
        self.trail = Trail()
        self.crumbs: list[Crumb] = []
        self._is_going = False
        self._watched: QObject | None = None
        self.back = self._arrow("←", tr("Back"), -1)
        self.forward = self._arrow("→", tr("Forward"), 1)
        column = QHBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 0)
        column.setSpacing(2)
        column.addWidget(self.back)
        column.addWidget(self.forward)
        column.addSpacing(8)
        self.parts = [_Link(desk, is_first=not number) for number in range(MOST_PARTS)]
        for part in self.parts:
            column.addWidget(part)
        self.purpose = PurposePanel(desk)
        name = tr("What is this page for? (Shift+F1)")
        self.ask = button("?", self.purpose.toggle, "step", name)
        self.ask.setToolTip(name)
        column.addWidget(self.ask)
        column.addStretch(1)
        self.setAccessibleName(tr("Where this page is"))

    def go(self, place: Place) -> None:
        """Go to a place and remember the one before."""
        if self._is_going:
            self.show_place(place)
            return
        if self.trail.places:
            self.trail.settle(self.where())
        self._bring(place)
        self.trail.arrive(self.where())
        self.show_all()
        self.settled.emit()

    def step(self, by: int) -> None:
        """Go back (-1) or forward (1), past what is not there any more."""
        if self.trail.places:
            self.trail.settle(self.where())
        place = self.trail.step(by, self._is_there)
        if place is not None:
            self._bring(place)
        self.show_all()
        self.settled.emit()

    def moved(self) -> None:
        """Hear that the person chose another tab of the page."""
        if not self._is_going and self.trail.places:
            self.trail.settle(self.where())
            self.show_all()
            self.settled.emit()

    def forget(self) -> None:
        """Forget the places of the account looked at before."""
        self.trail.forget()

    def show_all(self, *, anew: bool = False) -> None:
        """Show where the page is, and whether there is anything behind or ahead."""
        if self._is_going:
            return
        allow(self.back, "" if self.trail.can(-1) else tr("No place before this one."))
        allow(self.forward, "" if self.trail.can(1) else tr("No place after this one."))
        place = self.where()
        self.purpose.show_for(place, _page(place), anew=anew)
        crumbs = self._crumbs(place)
        if crumbs == self.crumbs and not anew:
            return
        self.crumbs = crumbs
        for number, part in enumerate(self.parts):
            part.setVisible(number < len(crumbs))
            if number < len(crumbs):
                part.say(*crumbs[number])

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the buttons of the mouse that browsers go back and forward with."""
        super().showEvent(event)
        window = self.window().windowHandle()
        if window is not None and window is not self._watched:
            self._watched = window
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go back or forward with the fourth and fifth button of the mouse."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            by = MOUSE.get(event.button())
            if by is not None and self.isVisible():
                self.step(by)
                return True
        return False

    def _bring(self, place: Place) -> None:
        self._is_going = True
        try:
            self.show_place(place)
        finally:
            self._is_going = False

    def _is_there(self, place: Place) -> bool:
        """Return whether a place can be gone to still."""
        page = _page(place)
        if page not in self.offered():
            return False
        if place.criterion:
            return any(
                answer.criterion.id == place.criterion for answer in self.desk.dossier.answers
            )
        table = place.table if place.table in RECORDS else OF_PAGE.get(page, "")
        if not (place.record_id and table):
            return True
        try:
            records.stored(self.desk.workspace, table, place.record_id)
        except Problem:
            return False
        return True

    def _crumbs(self, place: Place) -> list[Crumb]:
        """Return group, page, tab and criterion of a place."""
        page = _page(place)
        book, group = self.desk.dossier, group_of(page)
        parts: list[Crumb] = []
        if group is not None:
            parts.append((tr(group.title), Place(self._first_of(group.pages))))
        name = page_name(book, page)
        if name:
            parts.append((name, Place(page)))
        tab = next((tab for tab in tabs_of(page) if tab.key in (place.table, place.field)), None)
        if tab is not None and not place.criterion:
            parts.append((tab.title, tab.place))
        for answer in self.desk.dossier.answers if place.criterion else ():
            if answer.criterion.id == place.criterion:
                words = f"{place.criterion}  {answer.criterion.title}"
                parts.append((words, Place(page, place.criterion)))
        return [*parts[:-1], (parts[-1][0], None)] if parts else []

    def _first_of(self, pages: tuple[str, ...]) -> str:
        """Return the first page of a group that is offered."""
        offered = self.offered()
        keys = [key for key in offered if key.isdigit()]
        every = [key for page in pages for key in (keys if page == SECTIONS else [page])]
        return next((key for key in every if key in offered), "home")

    def _arrow(self, sign: str, name: str, by: int) -> QPushButton:
        made = button(sign, lambda: self.step(by), "rail", name)
        made.setToolTip(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has keys for it
        return made


def _page(place: Place) -> str:
    """Return the key of a page as the list of pages has it: a section by its number."""
    return place.section if place.section.isdigit() else page_of(place)


class _Link(QWidget):
    """One part of the line: a link, or the words of where the person is already."""

    def __init__(self, desk: Desk, *, is_first: bool) -> None:
        """Start without words; all but the first have a sign before them."""
        super().__init__()
        self.desk, self.place = desk, Place("home")
        self.link = button("", lambda: self.desk.go_to(self.place), "link")
        self.link.setMinimumHeight(TARGET)
        self.here = ShortLabel()
        self.here.setProperty("muted", True)
        self.here.setContentsMargins(4, 0, 4, 0)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2)
        sign = QLabel("›")
        sign.setProperty("muted", True)
        for widget in (sign, self.link, self.here):
            line.addWidget(widget)
        sign.setHidden(is_first)

    def say(self, words: str, place: Place | None) -> None:
        """Show other words that lead to another place, or nowhere."""
        self.link.setVisible(place is not None)
        self.here.setVisible(place is None)
        self.here.setText(words)
        if place is not None:
            self.place = place
            self.link.setText(words)
            self.link.setMinimumWidth(max(TARGET, self.link.minimumSizeHint().width()))
            self.link.setAccessibleName(tr("Go to {name}").format(name=words))
