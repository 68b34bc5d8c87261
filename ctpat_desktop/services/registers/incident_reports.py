"""The reports on incidents, and on tests and rounds with their gaps in time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text, choices_of
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.registers.register_reports import Report
from ctpat_desktop.records import Action, Incident, IncidentNotice, SecurityCheck, Site
from ctpat_desktop.services.registers.facts.incidents import CBP
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, ntr, tr

YEAR = 365
"""Days that the overview of tests and rounds looks back."""
SHOWN = 3
"""Gaps of one line that are named, the longest first."""

LIMITS = {
    "pest": "pest_days",
    "footage": "footage_review_days",
    "device": "alarm_days",
    "guard_audit": "guard_days",
    "parcel": "parcel_days",
    "trip": "trip_days",
}
"""The choice that says how long there may be none of a kind; a kind left out has no such limit."""
EVERYWHERE = ("pest", "footage", "device")
"""Kinds that every site that handles cargo is listed with, also where there was none."""

Days = Sequence[date]


@dataclass(slots=True)
class Line:
    """The tests of one kind at one site within the year; `newest` is the id of the last one."""

    kind: str
    site_id: str
    site: str = ""
    days: list[date] = field(default_factory=list)
    faults: int = 0
    unmended: int = 0
    newest: str = ""


def incidents(session: Session, company_id: str, moment: Moment) -> Report:
    """Return all incidents, the newest first, with who of CBP was told when."""
    query = (
        select(Incident, Site.name)
        .outerjoin(Site, Site.id == Incident.site_id)
        .where(Incident.company_id == company_id)
        .order_by(Incident.found_on.desc(), Incident.number, Incident.id)
    )
    rows = session.execute(query).all()
    is_open = sum(row[0].closed_on is None for row in rows)
    heads = (
        N_("Incident"),
        N_("Found on"),
        N_("Site"),
        N_("CBP told"),
        N_("Closed on"),
        N_("Actions"),
        N_("Root cause"),
    )
    return Report(
        "incidents",
        "",
        tr("Every incident, with the first notice to CBP and how far the inquiry is."),
        tuple(map(tr, heads)),
        tuple(_incident(session, row[0], row[1] or "", moment.today) for row in rows),
        (tr("Open: {n} of {m}").format(n=is_open, m=len(rows)),) if rows else (),
        tuple(("incident", row[0].id) for row in rows),
    )


def _incident(session: Session, row: Incident, site: str, today: date) -> tuple[str, ...]:
    notices = select(IncidentNotice).where(
        IncidentNotice.incident_id == row.id,
        IncidentNotice.informed.in_(CBP),
        IncidentNotice.told_on.is_not(None),
    )
    order = (IncidentNotice.told_on, IncidentNotice.told_at, IncidentNotice.id)
    first = session.scalars(notices.order_by(*order)).first()
    count = select(func.count()).where(Action.incident_id == row.id)
    open_ones = session.scalar(count.where(Action.status == "open")) or 0
    all_ones = session.scalar(count) or 0
    since = (today - row.found_on).days if row.found_on else 0
    return (
        f"{row.number} {choice_text('incident', 'kind', row.kind)}".strip(),
        paper_text(row.found_on),
        site,
        f"{paper_text(first.told_on)} {first.told_at}".strip() if first else tr("no"),
        paper_text(row.closed_on) or ntr("open for {n} day", "open for {n} days", since),
        tr("{n} of {m} open").format(n=open_ones, m=all_ones) if all_ones else "",
        row.cause,
    )


def checks(session: Session, company_id: str, moment: Moment) -> Report:
    """Return the tests and rounds of the last year per kind and site, with the gaps between."""
    sites = session.scalars(
        select(Site).where(Site.company_id == company_id).order_by(Site.position, Site.name)
    ).all()
    year = SecurityCheck.done_on.between(moment.today - timedelta(YEAR), moment.today)
    query = select(SecurityCheck).where(SecurityCheck.company_id == company_id, year)
    order = (SecurityCheck.done_on, SecurityCheck.id)
    lines = list(_lines(session.scalars(query.order_by(*order)).all(), sites))
    heads = (
        N_("Kind"),
        N_("Site"),
        N_("Times"),
        N_("Last"),
        N_("Faults"),
        N_("Not mended"),
        N_("Gaps"),
    )
    words = tr("The last {n} days; a gap is named where it is longer than the days you allow.")
    total = sum(len(line.days) for line in lines)
    return Report(
        "checks",
        "",
        words.format(n=YEAR),
        tuple(map(tr, heads)),
        tuple(_line(line, moment) for line in lines),
        (ntr("{n} test or round", "{n} tests and rounds", total),) if lines else (),
        tuple(
            ("security_check", line.newest) if line.newest else ("site", line.site_id)
            for line in lines
        ),
    )


def _lines(rows: Sequence[SecurityCheck], sites: Sequence[Site]) -> Iterator[Line]:
    """Yield a line per kind and site in the order of the form; a kind never recorded has none."""
    names = {site.id: site.name for site in sites}
    known: dict[tuple[str, str], Line] = {}
    for row in rows:
        key = (row.kind, row.site_id or "")
        _count(known.setdefault(key, Line(*key, names.get(key[1], ""))), row)
    for kind in choices_of("security_check", "kind"):
        used = [key for key in known if key[0] == kind]
        if used and kind in EVERYWHERE and (kind, "") not in known:
            for site in sites:
                if site.handles_cargo:
                    known.setdefault((kind, site.id), Line(kind, site.id, site.name))
        places = ["", *(site.id for site in sites)]
        yield from (known[kind, place] for place in places if (kind, place) in known)


def _count(line: Line, row: Any) -> None:
    line.newest = row.id
    if row.outcome != "not_done":
        line.days.append(row.done_on)
    line.faults += row.outcome == "defect"
    line.unmended += row.outcome == "defect" and row.mended_on is None


def _line(line: Line, moment: Moment) -> tuple[str, ...]:
    limit = LIMITS.get(line.kind)
    most = getattr(moment.limits, limit) if limit else 0
    gaps = gaps_of(line.days, moment.today, most) if most else ()
    return (
        choice_text("security_check", "kind", line.kind),
        line.site or tr("all sites"),
        str(len(line.days)),
        paper_text(line.days[-1]) if line.days else tr("none"),
        str(line.faults or ""),
        str(line.unmended or ""),
        "; ".join(map(_gap, gaps[:SHOWN])),
    )


def _gap(gap: tuple[date, date]) -> str:
    start, end = gap
    days = ntr("{n} day", "{n} days", (end - start).days)
    return f"{labels.period(start, end)} ({days})"


def gaps_of(days: Days, today: date, most: int) -> list[tuple[date, date]]:
    """Return the spans within the last year that are longer than `most` days, the longest first.

    The year itself begins and ends a span, but one that began before it is seen only in part.
    """
    points = [today - timedelta(YEAR), *days, today]
    found = [(start, end) for start, end in pairwise(points) if (end - start).days > most]
    return sorted(found, key=lambda span: (span[0] - span[1], span[0]))
