"""What every page of an open workspace can do, and every tab; the shell knows no more of them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.tab_order import reach, stops
from ctpat_desktop.workspace.changes import Changes, together


class Refreshing(QWidget):
    """Shows stored values: a change at once while it is on the screen, else when it is next seen.

    It hears of each change by `hear`; subclasses say in `refresh` what one does to them.
    """

    tables: tuple[str, ...] = ()
    """A change of one of these is shown; every change where there are none."""
    shows_findings = False
    """True where findings are shown, which can be new without a change of the file."""

    def __init__(self) -> None:
        """Miss nothing so far."""
        super().__init__()
        self._missed: list[Changes] = []
        self._is_stale = False
        """True while what is shown is another account's, or in other colors."""

    def show_all(self) -> None:
        """Show what is stored, all of it read anew."""

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""

    def hear(self, changes: Changes) -> None:
        """Show a change now, or remember it for when this is next seen."""
        if self._minds(changes):
            self._missed.append(changes)
            if self.isVisible():
                self.catch_up()

    def show_anew(self) -> None:
        """Show everything anew: now where it is on the screen, else when it is next seen."""
        self._is_stale = True
        if self.isVisible():
            self.catch_up()

    def catch_up(self) -> None:
        """Show what changed since this was last seen."""
        if self._is_stale:
            self.miss_nothing()
            self.show_all()
        elif self._missed:
            missed = together(self._missed)
            self.miss_nothing()
            self.refresh(missed)

    def put_off(self) -> None:
        """Read everything when this is first seen."""
        self._missed.append(Changes())

    def miss_nothing(self) -> None:
        """Take what is on the screen for what is stored."""
        self._missed.clear()
        self._is_stale = False

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed meanwhile."""
        super().showEvent(event)
        self.catch_up()

    def _minds(self, changes: Changes) -> bool:
        if not changes:
            return self.shows_findings
        return not self.tables or changes.touches(*self.tables)


class Page(Refreshing):
    """One page between sidebar and guide."""

    def go(self, place: Place) -> None:
        """Show one record or field of the page."""

    def enter(self, place: Place) -> None:
        """Give the page the keyboard where it was come to, unless `go` gave it to a field."""
        found = stops(self)
        if found and not (place.field or place.record_id):
            reach(found[0], Qt.FocusReason.OtherFocusReason)

    def where(self) -> Place | None:
        """Return the record and field the person is at, as `go` takes it; None: just the page."""
        return None

    def flush(self) -> bool:
        """Save everything typed; False while something cannot be saved."""
        return True


class RegisterView(Refreshing):
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

    def flush(self) -> bool:
        """Save everything typed."""
        return True


@dataclass(frozen=True, slots=True)
class ViewKind:
    """A hand-made tab: its title, how it is built, and the tables it alone shows."""

    title: str
    build: Callable[[Desk], RegisterView]
    tables: tuple[str, ...] = ()
