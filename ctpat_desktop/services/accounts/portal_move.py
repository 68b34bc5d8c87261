"""The steps of the move to a new version of the portal: which are done, by whom, and when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from ctpat_desktop.catalogue.lists import PortalStepSeed, load_portal_steps
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import PortalStep
from ctpat_desktop.records.base import id_by
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.workspace.changes import Changes


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and who did it when; `done_on` is None while it is open."""

    seed: PortalStepSeed
    done_on: date | None = None
    done_by: str = ""


def steps(scope: Scope) -> tuple[Step, ...]:
    """Return the steps of an account in their order."""
    kept = select(PortalStep).where(PortalStep.account_id == scope.account_id)
    with scope.workspace.read() as session:
        known = {row.step: row for row in session.scalars(kept)}
    return tuple(
        Step(seed, known[seed.key].done_on, known[seed.key].done_by)
        if seed.key in known
        else Step(seed)
        for seed in load_portal_steps()
    )


def tick(scope: Scope, key: str, *, is_done: bool) -> Changes:
    """Note that a step was done on the day of the scope, or that it is open again."""
    kept = select(PortalStep).where(
        PortalStep.account_id == scope.account_id, PortalStep.step == key
    )
    with scope.workspace.work(tr("Portal move")) as unit:
        row = unit.session.scalars(kept).first()
        row = row or PortalStep(
            id=id_by("portal_step", scope.account_id, key), account_id=scope.account_id, step=key
        )
        row.done_on = scope.today if is_done else None
        row.done_by = own_name() if is_done else ""
        unit.session.add(row)
    return unit.changes
