"""Holds at the border: the clocks that run from presentation, and the steps of the answer."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.spoken import in_every
from ctpat_desktop.catalogue.trade import HoldClock, HoldStep, load_hold_plan
from ctpat_desktop.records import Contact, Detention, DetentionStep
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.trade import working_days
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ENGLISH, speaking, tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a hold: when it ends, how many days that is from today, and on what ground."""

    clock: HoldClock
    ends_on: date
    is_extended: bool = False

    def left(self, today: date) -> int:
        """Return the calendar days left; negative when the day has passed."""
        return (self.ends_on - today).days


CLOSED = "holds.closed_days"
"""The name of the setting of days off."""


def closed_days(workspace: Workspace) -> frozenset[date]:
    """Return the days off that were entered beside the federal holidays."""
    return frozenset(map(date.fromisoformat, settings.get(workspace, CLOSED)))


def close_days(workspace: Workspace, days: Collection[date]) -> None:
    """Keep the days off beside the federal holidays, instead of those before."""
    settings.put(workspace, CLOSED, [day.isoformat() for day in sorted(days)])


def clocks(hold: Detention, closed: Collection[date] = (), answer_days: int = 0) -> list[ClockRow]:
    """Return the clocks of a hold; none where nobody entered when the goods were presented.

    The answer is due on the day entered by hand, or on the extension where that is later.
    """
    if hold.presented_on is None:
        return []
    ends: dict[str, date] = {"presented": hold.presented_on}
    rows = []
    for clock in load_hold_plan().clocks:
        days = answer_days or clock.days if clock.id == "answer" else clock.days
        ends[clock.id] = _end(clock, ends[clock.after], days, closed)
        is_extended = False
        if clock.id == "answer":
            due = hold.due_on or ends[clock.id]
            is_extended = hold.extended_to is not None and hold.extended_to > due
            ends[clock.id] = hold.extended_to if is_extended and hold.extended_to else due
        rows.append(ClockRow(clock, ends[clock.id], is_extended))
    return rows


def due_on(presented_on: date, answer_days: int) -> date:
    """Return the day an answer is due, by the days after presentation."""
    return presented_on + timedelta(answer_days)


def answer_day(workspace: Workspace, hold_id: str) -> date | None:
    """Return the day entered for the answer to a hold."""
    with workspace.read() as session:
        return cast(Detention, existing(session, "detention", hold_id)).due_on


def plan(workspace: Workspace, hold_id: str) -> Changes:
    """Add the steps of the chosen answer that the hold lacks, and the day it is due if empty.

    One undo step. Each step is due by its own day, never later than the answer.
    """
    answer_days = int(settings.get(workspace, "rules.hold_answer_days"))
    with workspace.work(tr("Add the steps of the plan")) as unit:
        hold = cast(Detention, existing(unit.session, "detention", hold_id))
        if hold.presented_on is None:
            raise Problem(
                tr("The clocks of this hold have not started."),
                tr("Enter when the goods were presented for examination."),
            )
        if hold.due_on is None:
            hold.due_on = due_on(hold.presented_on, answer_days)
        last = max(filter(None, (hold.due_on, hold.extended_to)))
        there, at = _steps_there(unit.session, hold_id)
        owner = _coordinator(unit.session, hold.company_id)
        wanted = _steps_lacking(hold.route, there)
        for place, row in enumerate(wanted, at + 1):
            day = min(hold.presented_on + timedelta(row.on), last)
            unit.session.add(
                DetentionStep(
                    id=new_id(),
                    company_id=hold.company_id,
                    detention_id=hold_id,
                    position=place,
                    what=row.what,
                    kind=row.kind,
                    owner=owner,
                    due_on=day,
                )
            )
    return unit.changes


def _end(clock: HoldClock, start: date, days: int, closed: Collection[date]) -> date:
    if clock.working:
        return working_days.days_after(start, days, closed)
    return start + timedelta(days)


def _steps_there(session: Session, hold_id: str) -> tuple[set[str], int]:
    own = DetentionStep.detention_id == hold_id
    there = set(session.scalars(select(DetentionStep.what).where(own)))
    return there, session.scalar(select(func.max(DetentionStep.position)).where(own)) or 0


def _steps_lacking(route: str, there: Collection[str]) -> list[HoldStep]:
    """Return the steps of a route that no step there says, in whatever language."""
    with speaking(ENGLISH):
        names = [row.what for row in load_hold_plan().steps_for(route)]
    every = in_every(names)
    said = {every.get(what, what) for what in there}
    both = zip(load_hold_plan().steps_for(route), names, strict=True)
    return [row for row, name in both if name not in said]


def _coordinator(session: Session, company_id: str) -> str:
    """Return who coordinates the program, to own the steps until somebody else does."""
    wanted = select(Contact).where(Contact.company_id == company_id, Contact.role == "coordinator")
    person = session.scalars(wanted.order_by(Contact.position)).first()
    return person.full_name if person else ""
