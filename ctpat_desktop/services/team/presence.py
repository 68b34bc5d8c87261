"""Whether a file is in a team, asked without what a team needs; and whether it only reads there."""

from sqlalchemy import select

from ctpat_desktop.records.team import TeamValue
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace.unit import Workspace

_ROSTER = later("ctpat_desktop.services.team.joining:roster")
_LEDGER = later("ctpat_desktop.services.team.ledger:needed")


def is_in_team(workspace: Workspace) -> bool:
    """Return whether a file is in a team; for every opening, so it imports nothing of a team."""
    with workspace.read() as session:
        return session.scalar(select(TeamValue.name).limit(1)) is not None


def only_reads(workspace: Workspace, company_id: str) -> str:
    """Say that this computer's role lets a company only be read, or return ""."""
    if not is_in_team(workspace):
        return ""
    device = _LEDGER(workspace).device
    roster = _ROSTER(workspace)
    is_reader = roster.may_now(device, "reader", company_id)
    if not is_reader or roster.may_now(device, "reviewer", company_id):
        return ""
    return tr("Your role in the team is Reader.")
