"""An account's own view of the catalogue: CBP's text pasted in, other levels, own rows."""

from typing import Any

from sqlalchemy import select

from ctpat_desktop.records import CriterionOverlay
from ctpat_desktop.records.base import id_by
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


def save(workspace: Workspace, account_id: str, criterion: str, **values: Any) -> Changes:
    """Change how this account sees a criterion, or add an own row (`is_own=True`)."""
    with workspace.work(tr("Change criterion {criterion}").format(criterion=criterion)) as unit:
        row = unit.session.scalars(_query(account_id, criterion)).first()
        if row is None:
            row = made(account_id, criterion)
            unit.session.add(row)
            unit.session.flush()
        for key, value in values.items():
            setattr(row, key, value)
    return unit.changes


def made(account_id: str, criterion: str) -> CriterionOverlay:
    """Return a new row; an account has only one on a criterion."""
    key = id_by("criterion_overlay", account_id, criterion)
    return CriterionOverlay(id=key, account_id=account_id, criterion=criterion)


def reset(workspace: Workspace, account_id: str, criterion: str) -> Changes:
    """Go back to the criterion as shipped; an own row disappears, its answer is kept."""
    with workspace.work(tr("Reset criterion {criterion}").format(criterion=criterion)) as unit:
        for row in unit.session.scalars(_query(account_id, criterion)):
            unit.session.delete(row)
    return unit.changes


def _query(account_id: str, criterion: str) -> Any:
    return select(CriterionOverlay).where(
        CriterionOverlay.account_id == account_id, CriterionOverlay.criterion == criterion
    )
