"""Whether what the window shows may be written in.

An archived company is only read, and one for which this computer is only a reader in its team.
"""

from PySide6.QtCore import QObject

from ctpat_desktop.services.accounts import archive
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.services.team.presence import only_reads


class Pen(QObject):
    """Says why nothing of the account looked at may be written."""

    workspace: Workspace
    shut: str
    """Why its company is only read, in words, or ""."""

    @property
    def reading_only(self) -> str:
        """Why nothing may be written, or "" where it may."""
        return self.workspace.reading_only or self.shut


def why_shut(workspace: Workspace, company_id: str) -> str:
    """Return why a company is only read: it is archived, or the role in the team; or ""."""
    return archive.words(workspace, company_id) or only_reads(workspace, company_id)


def changes_hands(pen: Pen, account_id: str) -> bool:
    """Return whether another account is only read and the one looked at is not, or the reverse."""
    company_id = archive.company_of(pen.workspace, account_id)
    return bool(why_shut(pen.workspace, company_id)) != bool(pen.shut)
