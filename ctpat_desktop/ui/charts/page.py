"""The page of charts, a tab for each."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
    """Each chart is built and read when its tab is looked at."""

    def __init__(self, desk: Desk) -> None:
        """Read nothing until the page is first seen."""
        super().__init__()
        self.desk = desk
        self.put_off()
        self.charts: dict[str, ChartTab] = {}
        self._stale = set(KEYS)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._rooms = {key: QWidget() for key in KEYS}
        for key, room in self._rooms.items():
            self.tabs.addTab(room, tr(KINDS[key].title))
        self.tabs.currentChanged.connect(lambda _: self._catch_up())
        column = page_column(self)
        column.addWidget(label(tr("Charts"), h1=True))
        column.addWidget(self.tabs, 1)

    @property
    def current(self) -> str:
        """The key of the chart on the screen."""
        return KEYS[self.tabs.currentIndex()]

    def go(self, place: Place) -> None:
        """Show the chart that is asked for."""
        if place.field in KEYS:
            self.tabs.setCurrentIndex(KEYS.index(place.field))

    def where(self) -> Place:
        """Return the chart on the screen."""
        return Place("charts", field=self.current)

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
        key = self.current
        if key in self._stale and self.isVisible():
            self._stale.discard(key)
            self._tab(key).show_all()

    def _tab(self, key: str) -> ChartTab:
        """Return the tab of a chart, built at its first time."""
        if key not in self.charts:
            self.charts[key] = ChartTab(self.desk, key)
            column = QVBoxLayout(self._rooms[key])
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self.charts[key])
        return self.charts[key]
