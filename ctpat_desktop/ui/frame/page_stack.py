"""The pages that were opened so far, each built when it is first asked for."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QTabWidget

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.ui.frame.page_builders import Builders
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.widgets.room import Room

WIDE = frozenset(
    (
        *("grid", "search", "reports", "questionnaires", "packets", "deadlines", "companies"),
        *("submissions", "year", "review", "charts"),
    )
)
"""Pages that never have the guide beside them, besides those of registers."""


def is_wide(key: str) -> bool:
    """Return whether a page needs the room of the guide."""
    return key in WIDE or any(area.id == key for area in load_areas())


class Pages(dict[str, Page]):
    """The pages by key; each is built when it is first asked for."""

    def __init__(
        self, builders: Builders, stack: QStackedWidget, on_tab: Callable[[], object]
    ) -> None:
        """Keep the builders; what they build is put on the stack; `on_tab` hears of its tabs."""
        super().__init__()
        self._builders, self._stack, self._on_tab = builders, stack, on_tab
        self.rooms: dict[str, Room] = {}

    def __missing__(self, key: str) -> Page:
        """Build a page and keep it."""
        page = self._builders[key]()
        self.rooms[key] = Room(page)
        self._stack.addWidget(self.rooms[key])
        self[key] = page
        tabs = getattr(page, "tabs", None)
        if isinstance(tabs, QTabWidget):
            tabs.currentChanged.connect(lambda _: self._on_tab())
        return page
