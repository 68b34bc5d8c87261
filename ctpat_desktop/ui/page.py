"""What every page of an open workspace can do, and every tab; the shell knows no more of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.workspace.changes import Changes


class Page(QWidget):
    """One page between sidebar and guide."""

    def show_all(self) -> None:
        """Show what is stored, all of it read anew."""

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""

    def go(self, place: Place) -> None:
        """Show one record or field of the page."""

    def where(self) -> Place | None:
        """Return the record and field the person is at, as `go` takes it; None: just the page."""
        return None

    def seal(self) -> bool:
        """Save everything typed; False while something cannot be saved."""
        return True


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

    def go(self, place: Place) -> None:
        """Show what a place names; most views show everything anyway."""

    def seal(self) -> bool:
        """Save everything typed."""
        return True


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A hand-made tab: its title, how it is built, and the tables it alone shows."""

    title: str
    build: Callable[[Desk], RegisterView]
    tables: tuple[str, ...] = ()
