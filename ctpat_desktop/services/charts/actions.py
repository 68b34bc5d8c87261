"""Open and late actions over a review cycle: from their days, and from the history where none is.

What the checklist finds is judged anew each time, and its past is not recorded; actions are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ctpat_desktop.documents.charts.model import Chart, Lines, Series
from ctpat_desktop.documents.core.sketch import Ink
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Action, Revision
from ctpat_desktop.services.charts.cycle import as_day, cycle_of, local_day, recorded_since
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.services.registers.lateness import CLOSED
from ctpat_desktop.support.language import ntr, number_text, tr

KEY = "actions"


@dataclass(frozen=True, slots=True)
class _Lot:
    """Actions of the same days; `closed` is None while they are open."""

    opened: date | None
    closed: date | None
    due: date | None
    count: int

    def is_open(self, day: date) -> bool:
        """Return whether they were open at the end of a day."""
        is_there = self.opened is None or self.opened <= day
        return is_there and (self.closed is None or self.closed > day)

    def is_late(self, day: date) -> bool:
        """Return whether they were open then, and due before."""
        return self.due is not None and self.due < day and self.is_open(day)


def chart(scope: Scope, wanted: Wanted) -> Chart:
    """Return how many actions were open, and how many of them late, at each step of a cycle."""
    with scope.workspace.read() as session:
        cycle = cycle_of(session, scope, wanted)
        lots = _lots(session, scope.company_id)
        since = recorded_since(session)
    title = tr("Open actions")
    days = cycle.passed()
    if not lots:
        return Chart(KEY, title, tr("There are no actions yet."), None)
    known = [day if since is None or day >= since else None for day in days]
    shown = (
        (tr("Open actions"), _counted(lots, known, is_late=False), Ink.ACCENT, 12, ()),
        (tr("Late actions"), _counted(lots, known, is_late=True), Ink.BAD, -3, (6, 3)),
    )
    series = tuple(Series(*row) for row in shown)
    if not any(known):
        return Chart(KEY, title, tr("Nothing is recorded in this review year yet."), None)
    body = Lines(cycle.heading, tr("Actions"), cycle.moments(), series)
    notes = [
        tr("An action is open from the day it was entered until it is done or dropped."),
        tr("It counts as late by the day that stands in it today. Removed actions do not count."),
        tr("Findings are judged anew each time; how many there were is not recorded."),
    ]
    if since is not None and since > cycle.first:
        notes.append(tr("Not recorded before {day}.").format(day=wanted.day_words(since)))
    return Chart(KEY, title, _summary(lots, scope.today), body, tuple(notes))


def _counted(
    lots: Iterable[_Lot], days: Iterable[date | None], *, is_late: bool
) -> tuple[int | None, ...]:
    test = _Lot.is_late if is_late else _Lot.is_open
    rows = tuple(lots)
    return tuple(
        None if day is None else sum(row.count for row in rows if test(row, day)) for day in days
    )


def _summary(lots: Iterable[_Lot], today: date) -> str:
    rows = tuple(lots)
    late = sum(row.count for row in rows if row.is_late(today))
    count = sum(row.count for row in rows if row.is_open(today))
    return ntr(
        "{n} action is open, {late} late.",
        "{n} actions are open, {late} late.",
        count,
        late=number_text(late),
    )


def _lots(session: Session, company_id: str) -> tuple[_Lot, ...]:
    """Return the actions of a company, counted by their days in the file itself."""
    mine = select(Action.id).where(Action.company_id == company_id)
    revised = (
        select(
            Revision.record_id,
            func.min(case((Revision.action == "added", Revision.at))).label("opened"),
            func.max(
                case((func.json_type(Revision.changes, "$.status").is_not(None), Revision.at))
            ).label("moved"),
        )
        .where(Revision.record_id.in_(mine), Revision.table_name == "action")
        .group_by(Revision.record_id)
        .subquery()
    )
    is_closed = Action.status.in_(CLOSED["action"][1])
    done = func.coalesce(Action.done_on, Action.verified_on, local_day(revised.c.moved))
    columns = (
        local_day(revised.c.opened).label("opened"),
        case((is_closed, done)).label("closed"),
        Action.due_on,
        func.count(),
    )
    query = (
        select(*columns)
        .outerjoin(revised, revised.c.record_id == Action.id)
        .where(Action.company_id == company_id)
        .group_by("opened", "closed", Action.due_on)
    )
    rows = session.execute(query)
    return tuple(_Lot(as_day(row[0]), _day(row[1]), row[2], row[3]) for row in rows)


def _day(value: date | str | None) -> date | None:
    return value if isinstance(value, date) else as_day(value)
