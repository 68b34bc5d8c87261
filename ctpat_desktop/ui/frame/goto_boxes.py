"""The two boxes over the window in which a person types where to go."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.later import later

if TYPE_CHECKING:
    from ctpat_desktop.ui.frame.company_box import CompanyBox
    from ctpat_desktop.ui.frame.goto_box import GotoBox
    from ctpat_desktop.ui.frame.goto_rows import GotoRow, Reach

ANYWHERE = later("ctpat_desktop.ui.frame.goto_box:GotoBox")
COMPANY = later("ctpat_desktop.ui.frame.company_box:CompanyBox")


class GotoBoxes:
    """Each box is made when it is first asked for."""

    def __init__(self, over: QWidget, reach: Callable[[], Reach]) -> None:
        """Start without boxes; they lie over a widget once they are asked for."""
        self.over, self.reach = over, reach
        self.anywhere: GotoBox | None = None
        self.company: CompanyBox | None = None

    def ask_where(self, commands: Iterable[GotoRow]) -> None:
        """Let the person type where to go; `commands` are what the menus offer now."""
        self.anywhere = self.anywhere or ANYWHERE(self.over, self.reach())
        self.anywhere.ask(commands)

    def ask_company(self) -> None:
        """Let the person type which company to look at."""
        self.company = self.company or COMPANY(self.over, self.reach())
        self.company.ask_company()
