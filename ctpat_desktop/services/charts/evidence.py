"""When documents were made or added and when they end, by the chapter of what they prove."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, literal, select, union_all
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import order_key
from ctpat_desktop.documents.charts.model import SOON, Chart, Lane, Timeline
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    CriterionOverlay,
    Evidence,
    EvidenceLink,
    Profile,
    Response,
    Revision,
)
from ctpat_desktop.services.charts.cycle import as_day, local_day
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.support.language import ntr, tr

KEY = "evidence"
BACK, AHEAD = 24, 12
"""Months drawn before and after this one."""
NONE, EVERY = 0, -1
"""The areas of what is linked to no criterion, and of all documents, each counted once."""
Lot = tuple[date | None, date | None, int]
"""Documents of the same days: from when on, until when, and how many."""


def chart(scope: Scope, wanted: Wanted) -> Chart:
    """Return a lane for each chapter that has documents, and one for what proves no criterion."""
    with scope.workspace.read() as session:
        edition = editions.of_account(session, scope.account_id)
        titles = {row.number: f"{row.number} {row.short}" for row in edition.chapters}
        lots = _lots(session, scope)
    title = tr("Evidence over time")
    if not lots:
        return Chart(KEY, title, tr("There are no documents yet."), None)
    first, last = _month(scope.today, -BACK), _month(scope.today, AHEAD) - timedelta(days=1)
    names = {**titles, NONE: tr("Linked to no criterion"), EVERY: tr("All documents")}
    areas = sorted(lots, key=lambda key: (key == NONE, key))
    lanes = tuple(_lane(names.get(key, str(key)), lots[key], last) for key in areas)
    body = Timeline(first, last, scope.today, lanes)
    notes = (
        tr("A document begins with the period it states, else on the day it was added."),
        tr("It ends when it expires, else with its period."),
        tr("One that proves several chapters counts in each of them."),
        tr("Drawn are {first} to {last}; the table counts every day.").format(
            first=wanted.day_words(first), last=wanted.day_words(last)
        ),
    )
    return Chart(KEY, title, _summary(body), body, notes)


def _summary(body: Timeline) -> str:
    _, _, _, past, near, *_ = next(body.table().words())
    return ntr(
        "{n} document; ended before today: {past}, in the {days} days ahead: {near}.",
        "{n} documents; ended before today: {past}, in the {days} days ahead: {near}.",
        body.lanes[0].count,
        past=past,
        near=near,
        days=SOON.days,
    )


def _month(day: date, months: int) -> date:
    """Return the first day of the month so many months away."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


def _lane(label: str, lots: Iterable[Lot], last: date) -> Lane:
    rows = tuple(lots)
    begun: dict[date, int] = defaultdict(int)
    ended: dict[date, int] = defaultdict(int)
    for start, end, count in rows:
        if start is not None:
            begun[start] += count
        if end is not None:
            ended[end] += count
    return Lane(
        label,
        sum(count for _, _, count in rows),
        tuple(_spans(rows, last)),
        tuple(sorted(begun.items())),
        tuple(sorted(ended.items())),
        sum(count for _, end, count in rows if end is None),
        sum(count for start, _, count in rows if start is None),
    )


def _spans(lots: Iterable[Lot], last: date) -> Iterator[tuple[date, date]]:
    """Yield the days any document holds, joined where they touch; one without an end goes on."""
    held = sorted((start, end or last) for start, end, _ in lots if start is not None)
    open_from: date | None = None
    until = date.min
    for start, end in held:
        if end < start:
            continue
        if open_from is not None and start > until + timedelta(days=1):
            yield open_from, until
            open_from = None
        if open_from is None:
            open_from, until = start, end
        until = max(until, end)
    if open_from is not None:
        yield open_from, until


def _lots(session: Session, scope: Scope) -> dict[int, list[Lot]]:
    """Return the documents of a company by chapter, counted by their days in the file itself."""
    added = (
        select(local_day(func.min(Revision.at)))
        .where(Revision.record_id == Evidence.id, Revision.action == "added")
        .correlate(Evidence)
        .scalar_subquery()
    )
    begins = func.coalesce(Evidence.period_from, added).label("begins")
    ends = func.coalesce(Evidence.expires_on, Evidence.period_to).label("ends")
    linked = _areas(session, scope)
    days = (
        select(Evidence.id, begins, ends)
        .where(Evidence.company_id == scope.company_id)
        .cte("days", nesting=False)
    )
    area = func.coalesce(linked.c.area, NONE).label("area")
    query = (
        select(area, days.c.begins, days.c.ends, func.count())
        .outerjoin(linked, linked.c.evidence_id == days.c.id)
        .group_by(area, days.c.begins, days.c.ends)
    )
    every = select(literal(EVERY), days.c.begins, days.c.ends, func.count()).group_by(
        days.c.begins, days.c.ends
    )
    found: dict[int, list[Lot]] = defaultdict(list)
    for number, start, end, count in session.execute(union_all(every, query)):
        found[number].append((_day(start), _day(end), count))
    return found


def _areas(session: Session, scope: Scope) -> Any:
    """Return each document with each chapter it proves in the newest review year, once."""
    newest = (
        select(Profile.id)
        .where(Profile.account_id == scope.account_id)
        .order_by(Profile.year.desc())
        .limit(1)
        .scalar_subquery()
    )
    chapters: dict[int, list[str]] = defaultdict(list)
    for criterion, chapter in _chapters(session, scope, newest).items():
        chapters[chapter].append(criterion)
    # A list for each chapter: SQLite looks in it at once, and would try a hundred names in turn.
    named = [(Response.criterion.in_(names), chapter) for chapter, names in chapters.items()]
    number = case(*named, else_=NONE) if named else literal(NONE)
    return (
        select(EvidenceLink.evidence_id, number.label("area"))
        .join(Response, Response.id == EvidenceLink.response_id)
        .where(func.likely(Response.profile_id == newest))  # begin with the links, which are few
        .distinct()
        .subquery()
    )


def _chapters(session: Session, scope: Scope, newest: Any) -> Mapping[str, int]:
    """Return the chapter of each criterion that has an answer."""
    edition = editions.of_account(session, scope.account_id)
    known = {row.id: row.category for rows in edition.criteria.values() for row in rows}
    mine = CriterionOverlay.account_id == scope.account_id
    own = select(CriterionOverlay.criterion, CriterionOverlay.category).where(mine)
    known |= {row[0]: row[1] for row in session.execute(own) if row[1]}
    answered = select(Response.criterion).where(Response.profile_id == newest).distinct()
    names = sorted(session.scalars(answered), key=order_key)
    return {key: known[key] for key in names if key in known}


def _day(value: date | str | None) -> date | None:
    return value if isinstance(value, date) else as_day(value)
