"""What the checklist knows of a yearly review: how far it is, and which proof was not renewed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.facts import SentBackFact, YearFacts
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import AnswerReview, Evidence, EvidenceLink, Profile, Response, Site
from ctpat_desktop.records.reviewing import SENT_BACK
from ctpat_desktop.services.profile import affirming, years
from ctpat_desktop.services.profile.affirming import EARLY, OPEN, Year
from ctpat_desktop.workspace.changes import Change, Changes

Titles = Mapping[str, tuple[str, ...]]
"""Titles of documents by criterion."""

Where = tuple[str, str | None]
"""A criterion, and the site that answers it (None: the company)."""

DAYS = "review.window_days"
"""The setting that says how long the review window is."""

REVIEWS = "answer_review"
CONCERNED = frozenset({*affirming.CRITERIA, "profile", "account", "site", REVIEWS})
"""Tables whose change can move the review."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The newest year of an account as it was read, and brought up to date with each change."""

    year: Year
    not_renewed: Titles
    sent_back: tuple[SentBackFact, ...] = ()

    def facts(self) -> YearFacts:
        """Return what the checklist looks at."""
        year, days = self.year, self.year.window
        return YearFacts(
            year.year,
            days.closes if days else None,
            days.opens if days else None,
            len(year.rows),
            tuple(row.criterion for row in year.rows if row.state in (OPEN, EARLY)),
            tuple(row.criterion for row in year.rows if row.is_hasty),
            self.not_renewed,
            self.sent_back,
        )


def read(scope: Scope) -> Reviewed:
    """Read how far the newest year is."""
    year = affirming.status(scope)
    with scope.workspace.read() as session:
        back = _sent_back(session, scope)
        return Reviewed(year, _not_renewed(session, scope), back)


def after(scope: Scope, known: Reviewed, changes: Changes) -> Reviewed:
    """Return how far the year is after a change; what the change does not touch is not read."""
    items = [row for row in changes.items if _concerns(row)]
    if not items:
        return known
    with scope.workspace.read() as session:
        if any(row.table in (REVIEWS, "site") for row in items):
            known = replace(known, sent_back=_sent_back(session, scope))
            items = [row for row in items if row.table != REVIEWS]
        if not items:
            return known
        newest = years.profiles(session, scope.account_id)[0]
        criteria = affirming.touched(session, newest.id, items)
        asked = {row.criterion for row in known.year.rows}
        if criteria is not None and not criteria:
            return known
        if criteria is not None and criteria <= asked:
            year = affirming.after(session, newest.id, known.year, criteria)
            kept = {key: row for key, row in known.not_renewed.items() if key not in criteria}
            again = _not_renewed(session, scope, criteria)
            fresh = replace(known, year=year, not_renewed={**kept, **again})
            return known if fresh == known else fresh
    return read(scope)


def _concerns(row: Change) -> bool:
    if row.table == "setting":
        return row.record_id == DAYS or row.record_id.startswith(editions.REREAD)
    return row.table in CONCERNED


def _not_renewed(session: Session, scope: Scope, criteria: Collection[str] | None = None) -> Titles:
    """Return last year's documents that count no more, where nothing new is linked instead.

    What is linked still is left out: the rules of proof find that it has expired.
    """
    newest, *older = years.profiles(session, scope.account_id)
    gone = _past(session, scope, newest) if older else {}
    if not gone:
        return {}
    last_year, this_year = (Response.profile_id == year.id for year in (older[0], newest))
    asked = true() if criteria is None else Response.criterion.in_(criteria)
    ran_out = _links(session, last_year, asked, EvidenceLink.evidence_id.in_(gone))
    touched = Response.criterion.in_({criterion for criterion, _ in ran_out})
    before, now = (_links(session, year, touched) for year in (last_year, this_year))
    found: dict[str, list[str]] = {}
    for place, documents in ran_out.items():
        linked = set(now.get(place, ()))
        if linked <= set(before[place]):
            titles = [gone[key] for key in documents if key not in linked]
            found.setdefault(place[0], []).extend(titles)
    return {key: tuple(dict.fromkeys(titles)) for key, titles in found.items() if titles}


def _sent_back(session: Session, scope: Scope) -> tuple[SentBackFact, ...]:
    """Return the answers of the newest year that were sent back and not changed since."""
    newest = years.profiles(session, scope.account_id)[0]
    columns = (AnswerReview.criterion, AnswerReview.site_id, Site.name)
    query = (
        select(*columns)
        .outerjoin(Site, Site.id == AnswerReview.site_id)
        .where(AnswerReview.profile_id == newest.id, AnswerReview.state == SENT_BACK)
        .where(AnswerReview.changed_at.is_(None))
        .order_by(AnswerReview.criterion, Site.name, AnswerReview.id)
    )
    return tuple(
        SentBackFact(criterion, site_id or "", site or "")
        for criterion, site_id, site in session.execute(query)
    )


def _past(session: Session, scope: Scope, year: Profile) -> dict[str, str]:
    """Return the titles of the company's documents that count no more in a year, by id."""
    query = select(Evidence.id, Evidence.title, Evidence.expires_on, Evidence.period_to)
    rows = session.execute(query.where(Evidence.company_id == scope.company_id))
    return {row.id: row.title for row in rows if years.past(row, year.period_from, scope.today)}


def _links(session: Session, *which: ColumnElement[bool]) -> dict[Where, list[str]]:
    """Return the ids of the documents linked to some answers, by criterion and site."""
    query = (
        select(Response.criterion, Response.site_id, EvidenceLink.evidence_id)
        .join(EvidenceLink, EvidenceLink.response_id == Response.id)
        .where(*which)
        .order_by(Response.criterion, EvidenceLink.position, EvidenceLink.id)
    )
    found: dict[Where, list[str]] = {}
    for criterion, site_id, document_id in session.execute(query):
        found.setdefault((criterion, site_id), []).append(document_id)
    return found
