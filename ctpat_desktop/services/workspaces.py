"""Making and opening workspaces."""

from pathlib import Path

from ctpat_desktop.workspace.door import create_workspace, open_workspace
from ctpat_desktop.workspace.unit import Workspace


def create(path: Path) -> Workspace:
    """Make a new, empty workspace; Problem when the place is taken or cannot be written."""
    return create_workspace(path)


def open_file(path: Path) -> Workspace:
    """Open a workspace; Problem says in one line why it cannot be opened."""
    return open_workspace(path)


__all__ = ["Workspace", "create", "open_file"]
