"""What every page of an open workspace can do; the shell knows no more of them."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.checklist import Place
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
