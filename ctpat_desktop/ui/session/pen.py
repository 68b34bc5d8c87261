"""Whether what the window shows may be written in; an archived company is only read."""

from PySide6.QtCore import QObject

from ctpat_desktop.services.accounts import archive
from ctpat_desktop.services.files.workspaces import Workspace


class Pen(QObject):
    """Says why nothing of the account looked at may be written."""

    workspace: Workspace
    archived: str
    """Since when its company is archived, in words, or ""."""

    @property
    def reading_only(self) -> str:
        """Why nothing may be written, or "" where it may."""
        return self.workspace.reading_only or self.archived


def changes_hands(pen: Pen, account_id: str) -> bool:
    """Return whether another account is archived and the one looked at is not, or the reverse."""
    return bool(archive.words_of(pen.workspace, account_id)) != bool(pen.archived)
