"""What may be asked of the main window by those that open and lock it, and by its menus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QMainWindow, QWidget

if TYPE_CHECKING:
    from pathlib import Path

    from ctpat_desktop.services.files.workspaces import Workspace
    from ctpat_desktop.support.errors import Problem
    from ctpat_desktop.ui.frame.shell import Shell
    from ctpat_desktop.ui.session.backup_timer import Keeper


class Ways(Protocol):
    """The ways into a workspace, as menus and the start page offer them."""

    def ask_new(self) -> None:
        """Ask for a place, a company and a passphrase, and start an empty workspace."""

    def ask_open(self) -> None:
        """Ask for a file and open it."""

    def ask_sample(self, sample: str) -> None:
        """Ask where the sample may be written and open it."""

    def ask_repair(self) -> bool:
        """Save what can be read of a damaged file, and open the new one if that is wanted."""

    def ask_open_export(self) -> bool:
        """Make a workspace of the folder of an open export, and open it if that is wanted."""

    def ask_join(self) -> bool:
        """Join a team with an invite in a new file, and open it if that is wanted."""

    def open_path(self, path: Path) -> bool:
        """Open a file, or the page that asks for its passphrase; False when it is refused."""


class Host(QMainWindow):
    """A window for one workspace at a time, as its helpers see it."""

    def __init__(self) -> None:
        """Start without a workspace."""
        super().__init__()
        self.shell: Shell | None = None
        self.workspace: Workspace | None = None
        self.keeper: Keeper | None = None
        self.asking: QWidget | None = None
        """The page that asks for a key; a key that comes from any other opens nothing."""

    @property
    def opener(self) -> Ways:
        """The ways into a workspace."""
        raise NotImplementedError

    def show_start(self) -> None:
        """Show the start page."""
        raise NotImplementedError

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show a page without a workspace."""
        raise NotImplementedError

    def show_workspace(self, workspace: Workspace, account_id: str) -> None:
        """Show an open workspace instead of the one before."""
        raise NotImplementedError

    def close_workspace(self) -> bool:
        """Save what is typed and let go of the file; False if typing cannot be saved."""
        raise NotImplementedError

    def close_to_start(self) -> None:
        """Close the workspace and show the start page."""
        raise NotImplementedError

    def show_locked(self) -> None:
        """Show nothing of the workspace around the page in the middle."""
        raise NotImplementedError

    def show_unlocked(self) -> None:
        """Show title and status line of the workspace again."""
        raise NotImplementedError

    def lock(self) -> None:
        """Lock now, because the person wants it."""
        raise NotImplementedError

    def open_shell(self) -> Shell | None:
        """Return the pages of the workspace while one is open and not locked."""
        raise NotImplementedError

    def color(self, mode: str) -> None:
        """Show everything light or dark, or as the system does."""
        raise NotImplementedError

    def follow(self, choice: str, value: object) -> None:
        """Keep a choice about the whole window, and do as it says."""
        raise NotImplementedError

    def tell(self, problem: Problem, way: str = "") -> bool:
        """Show why something could not be done; return whether the `way` out was chosen."""
        raise NotImplementedError
