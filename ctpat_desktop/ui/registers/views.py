"""The tabs of areas that are no plain list, by the name `forms/areas.toml` calls them.

Each is imported when it is first opened.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.workspace.changes import Changes


class RegisterView(QWidget):
    """A tab that is no plain list."""

    def __init__(self, desk: Desk) -> None:
        """Keep the desk."""
        super().__init__()
        self.desk = desk

    def show_all(self) -> None:
        """Show what is stored."""
        raise NotImplementedError(type(self).__name__)

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        del changes
        self.show_all()

    def seal(self) -> bool:
        """Save everything typed."""
        return True


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A hand-made tab: its title and how it is built."""

    title: str
    build: Callable[[Desk], RegisterView]


def _plans(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.site_plan import SitePlans

    return SitePlans(desk)


def _walk(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.site_walk import SiteWalk

    return SiteWalk(desk)


def _matrix(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.matrix import TrainingMatrix

    return TrainingMatrix(desk)


def _duties(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.duties import DutiesView

    return DutiesView(desk)


VIEWS = {
    "site_plans": ViewKind("Floor plans", _plans),
    "site_walk": ViewKind("Site walk", _walk),
    "trade_duties": ViewKind("Duties of the year", _duties),
    "training_matrix": ViewKind("Who needs what", _matrix),
}
