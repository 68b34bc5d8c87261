"""The progress of a review year, from what the history says of each answer's status."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import String, and_, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist.answers import counts
from ctpat_desktop.documents.charts.model import Chart, Lines, Series
from ctpat_desktop.documents.core.sketch import Ink
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    Affirmation,
    CriterionOverlay,
    Profile,
    Response,
    Revision,
)
from ctpat_desktop.records.base import id_by
from ctpat_desktop.services.charts.cycle import (
    Cycle,
    as_day,
    cycle_of,
    local_day,
    profile_of,
    recorded_since,
)
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.support.language import number_text, tr

KEY = "progress"
Spoken = tuple[str, str]
"""The status of an answer and its reason."""
NOTHING: Spoken = ("not_started", "")


@dataclass(slots=True)
class _Answer:
    """The answer to one criterion through the year: what it was at first, and each change."""

    first: Spoken = NOTHING
    is_whole: bool = False
    """Whether its history begins with the answer itself."""
    turns: list[tuple[date, Spoken]] = field(default_factory=list)

    def counts_at(self, day: date) -> bool:
        """Return whether it counted at the end of a day."""
        status, reason = self.first
        for on, (later, why) in self.turns:
            if on > day:
                break
            status, reason = later, why
        return counts(status, has_reason=bool(reason.strip()))


def chart(scope: Scope, wanted: Wanted) -> Chart:
    """Return how many criteria were answered, and how many Musts open, at each step of a cycle."""
    with scope.workspace.read() as session:
        cycle = cycle_of(session, scope, wanted)
        profile = profile_of(session, scope)
        criteria = _asked(session, scope, profile)
        answers = _answers(session, profile, criteria)
        begun = _begun(session, profile)
        affirmed = _affirmed(session, profile, criteria)
    since = max(filter(None, (begun, cycle.first)))
    days = cycle.passed()
    body = Lines(
        cycle.heading,
        tr("Criteria"),
        cycle.moments(),
        tuple(_series(days, since, criteria, answers, affirmed)),
    )
    title = tr("Progress of the review year {year}").format(year=profile.year)
    if not criteria or not days or days[-1] < since:
        return Chart(KEY, title, tr("Nothing is recorded in this review year yet."), None)
    return Chart(KEY, title, _summary(body, len(criteria)), body, _notes(cycle, begun))


def _series(
    days: Sequence[date],
    since: date,
    criteria: Sequence[Criterion],
    answers: Mapping[str, _Answer],
    affirmed: Mapping[str, date],
) -> Iterable[Series]:
    known = [day if day >= since else None for day in days]
    musts = [row.id for row in criteria if row.is_must]

    def at(day: date | None, keys: Iterable[str], *, is_open: bool = False) -> int | None:
        if day is None:
            return None
        return sum(answers[key].counts_at(day) is not is_open for key in keys)

    every = [row.id for row in criteria]
    answered = tuple(at(day, every) for day in known)
    yield Series(tr("Answered"), answered, Ink.ACCENT, 12)
    open_musts = tuple(at(day, musts, is_open=True) for day in known)
    yield Series(tr("Must open"), open_musts, Ink.BAD, 4, (6, 3))
    if affirmed:
        by_day = sorted(affirmed.values())
        values = (None if day is None else sum(on <= day for on in by_day) for day in known)
        yield Series(tr("Affirmed"), tuple(values), Ink.GOOD, 3, (2, 3))


def _summary(body: Lines, asked: int) -> str:
    now = [line.values[-1] for line in body.series]
    return tr("{n} of {all} criteria are answered. Musts that are open: {open}.").format(
        n=number_text(now[0] or 0), all=number_text(asked), open=number_text(now[1] or 0)
    )


def _notes(cycle: Cycle, begun: date | None) -> tuple[str, ...]:
    notes = [
        tr("Counted from the history of the answers, against the criteria that are asked today.")
    ]
    if begun is not None and begun > cycle.first:
        words = tr("Not recorded before {day}.")
        notes.append(words.format(day=cycle.wanted.day_words(begun)))
    return tuple(notes)


def _asked(session: Session, scope: Scope, profile: Profile) -> tuple[Criterion, ...]:
    account = session.get_one(Account, scope.account_id)
    mine = CriterionOverlay.account_id == account.id
    overlays = session.scalars(select(CriterionOverlay).where(mine)).all()
    answered = set(
        session.scalars(select(Response.criterion).where(*_whole(profile.id)).distinct())
    )
    edition = editions.of_profile(session, profile)
    rows = editions.asked_rows(session, edition, account.entity, overlays, answered)
    return tuple(row for row in rows if not row.earlier)


def _whole(profile_id: str) -> tuple[Any, ...]:
    return (Response.profile_id == profile_id, Response.site_id.is_(None))


def _begun(session: Session, profile: Profile) -> date | None:
    """Return the day from which on the history tells of a profile."""
    added = select(local_day(func.min(Revision.at))).where(
        Revision.record_id == profile.id, Revision.action == "added"
    )
    return as_day(session.scalar(added)) or recorded_since(session)


def _answers(
    session: Session, profile: Profile, criteria: Sequence[Criterion]
) -> dict[str, _Answer]:
    """Return the answers to all criteria, those that were removed since among them.

    One query reads the few changes of a status or reason; narratives are not looked at.
    """
    columns = (Response.id, Response.criterion, Response.status, Response.reason)
    now = {row[0]: row for row in session.execute(select(*columns).where(*_whole(profile.id)))}
    asked = {row.id for row in criteria}
    names = {id_by("response", profile.id, key, None): key for key in asked}
    names |= {key: row[1] for key, row in now.items() if row[1] in asked}
    found: dict[str, _Answer] = defaultdict(_Answer)
    for row in session.execute(_changes(names)):
        _take(found[names[row.record_id]], row)
    for row in now.values():  # a file whose history was left out knows only what is
        if row[1] in asked and not found[row[1]].turns and not found[row[1]].is_whole:
            found[row[1]].first = (row[2], row[3])
    return found


def _changes(ids: Iterable[str]) -> Any:
    def value(name: str, at: int) -> Any:
        path = f"$.{name}[{at}]"
        return type_coerce(func.json_extract(Revision.changes, path), String)

    def touches(name: str) -> Any:
        return func.json_type(Revision.changes, f"$.{name}").is_not(None)

    return (
        select(
            Revision.record_id,
            Revision.action,
            local_day(Revision.at).label("day"),
            *(
                value(name, at).label(f"{name}_{at}")
                for name in ("status", "reason")
                for at in (0, 1)
            ),
            touches("status").label("has_status"),
            touches("reason").label("has_reason"),
        )
        .where(
            Revision.record_id.in_(list(ids)),
            Revision.table_name == "response",
            or_(
                Revision.action != "changed",
                and_(Revision.action == "changed", or_(touches("status"), touches("reason"))),
            ),
        )
        .order_by(Revision.number)
    )


def _take(answer: _Answer, row: Any) -> None:
    """Take down one change; what a revision leaves out of a new answer is empty."""
    day = date.fromisoformat(row.day)
    if row.action == "added":
        answer.is_whole = answer.is_whole or not answer.turns
        turn = (row.status_1 or NOTHING[0], row.reason_1 or "")
    elif row.action == "removed":
        turn = NOTHING
    else:
        if not answer.turns and not answer.is_whole:
            answer.first = (row.status_0 or NOTHING[0], row.reason_0 or "")
        status, reason = answer.turns[-1][1] if answer.turns else answer.first
        turn = (
            (row.status_1 or NOTHING[0]) if row.has_status else status,
            (row.reason_1 or "") if row.has_reason else reason,
        )
    answer.turns.append((day, turn))


def _affirmed(session: Session, profile: Profile, criteria: Iterable[Criterion]) -> dict[str, date]:
    """Return the day on which each criterion that is asked was affirmed."""
    asked = {row.id for row in criteria}
    query = select(Affirmation.criterion, Affirmation.affirmed_on).where(
        Affirmation.profile_id == profile.id, Affirmation.affirmed_on.is_not(None)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0] in asked and row[1]}
