"""The page of charts, a tab for each."""

from PySide6.QtGui import QShowEvent

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.charts.every import KINDS
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.charts.tab import ChartTab
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.parts import label, page_column
from ctpat_desktop.workspace.changes import Changes

KEYS = tuple(KINDS)


class ChartsPage(Page):
    """Each chart is read when its tab is looked at."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing until the page is first seen."""
        super().__init__()
        self.desk = desk
        self.put_off()
        self.charts = {key: ChartTab(desk, key) for key in KEYS}
        self._stale = set(KEYS)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        for key, tab in self.charts.items():
            self.tabs.addTab(tab, tr(KINDS[key].title))
        self.tabs.currentChanged.connect(lambda _: self._catch_up())
        column = page_column(self)
        column.addWidget(label(tr("Charts"), h1=True))
        column.addWidget(self.tabs, 1)

    @property
    def current(self) -> ChartTab:
        """The tab on the screen."""
        return self.charts[KEYS[self.tabs.currentIndex()]]

    def go(self, place: Place) -> None:
        """Show the chart that is asked for."""
        if place.field in KEYS:
            self.tabs.setCurrentIndex(KEYS.index(place.field))

    def where(self) -> Place:
        """Return the chart on the screen."""
        return Place("charts", field=self.current.key)

    def show_all(self) -> None:
        """Read everything anew; what is behind a tab when it is looked at."""
        self._stale = set(KEYS)
        self._catch_up()

    def refresh(self, changes: Changes) -> None:
        """Read everything anew."""
        del changes
        self.show_all()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was put off until there is somebody to see it."""
        super().showEvent(event)
        self._catch_up()

    def _catch_up(self) -> None:
        tab = self.current
        if tab.key in self._stale and self.isVisible():
            self._stale.discard(tab.key)
            tab.show_all()
