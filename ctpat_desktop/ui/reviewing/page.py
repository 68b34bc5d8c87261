"""The page Review: answers by state, open comments, and what others changed."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent

from ctpat_desktop.checklist import Place
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.reviewing.answers_tab import AnswersTab
from ctpat_desktop.ui.reviewing.changes_tab import ChangesTab
from ctpat_desktop.ui.reviewing.comments_tab import CommentsTab
from ctpat_desktop.ui.reviewing.name_dialog import ask_name
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.parts import button, label, page_column, row
from ctpat_desktop.workspace.changes import Changes

ANSWERS, COMMENTS, CHANGES = range(3)
TITLES = (N_("Answers"), N_("Comments"), N_("Changes"))
FIELDS = {"answers": ANSWERS, "comments": COMMENTS, "changes": CHANGES}
"""The fields of a place on this page, and the tab of each."""


class ReviewPage(Page):
    """Three tabs; each is read when it is looked at."""

    def __init__(self, desk: Desk) -> None:
        """Read everything when the page is first seen."""
        super().__init__()
        self.desk = desk
        self.put_off()
        self.name_button = button("", self.choose_name, "link")
        self.answers, self.comments = AnswersTab(desk), CommentsTab(desk)
        self.changes = ChangesTab(desk)
        self._stale = {ANSWERS, COMMENTS, CHANGES}
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        for tab, words in zip(self._tabs(), TITLES, strict=True):
            self.tabs.addTab(tab, tr(words))
        self.tabs.currentChanged.connect(lambda _: self._catch_up())
        column = page_column(self)
        column.addWidget(label(tr("Review"), h1=True))
        column.addWidget(self.tabs, 1)
        column.addLayout(row(None, self.name_button))

    def go(self, place: Place) -> None:
        """Show the tab that is asked for."""
        if place.field in FIELDS:
            self.tabs.setCurrentIndex(FIELDS[place.field])

    def where(self) -> Place:
        """Return the tab on the screen."""
        names = {tab: name for name, tab in FIELDS.items()}
        return Place("review", field=names.get(self.tabs.currentIndex(), ""))

    def show_all(self) -> None:
        """Read everything anew; the tabs behind when they are looked at."""
        self._stale = {ANSWERS, COMMENTS, CHANGES}
        words = tr("You write as {name}. Your name…").format(name=self.desk.workspace.who)
        self.name_button.setText(words)
        self.name_button.setAccessibleName(words)
        self._catch_up()

    def refresh(self, changes: Changes) -> None:
        """Read everything anew."""
        del changes
        self.show_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off until there is somebody to see it."""
        super().showEvent(event)
        self._catch_up()

    def choose_name(self) -> None:
        """Ask for the person's own name; what is mine follows it."""
        if ask_name(self.window(), self.desk.workspace):
            self.show_all()

    def _tabs(self) -> Sequence[AnswersTab | CommentsTab | ChangesTab]:
        return (self.answers, self.comments, self.changes)

    def _catch_up(self) -> None:
        at = self.tabs.currentIndex()
        if at in self._stale and self.isVisible():
            self._stale.discard(at)
            self._tabs()[at].show_all()
