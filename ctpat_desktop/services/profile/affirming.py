"""Affirming a year's answers: each criterion is looked at, and was changed or is still true.

An affirmation holds for the answer as it was then; a later change opens the criterion again.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Affirmation, Evidence, EvidenceLink, Profile, Response, Statement
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.profile import years
from ctpat_desktop.services.profile.answers import asked_rows
from ctpat_desktop.services.profile.years import Window
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.lock_file import user

OPEN, CHANGED, UNCHANGED, EARLY = "open", "changed", "unchanged", "early"
"""A criterion nobody affirmed as it is now; affirmed; affirmed before the window opened."""

HASTY = 3
"""Seconds under which an affirmation is called one without looking; a hint, our own figure."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked at an answer ("": the login name), at which documents, for how many seconds."""

    by: str = ""
    documents: tuple[str, ...] = ()
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one criterion is in the yearly review."""

    criterion: str
    state: str
    on: date | None = None
    by: str = ""
    is_hasty: bool = False
    was_affirmed: bool = False
    """True where it is open because the answer was changed after it was affirmed."""


@dataclass(frozen=True, slots=True)
class Year:
    """How far the yearly review of an account is."""

    year: int
    window: Window | None
    rows: tuple[Standing, ...]

    def count(self, state: str) -> int:
        """Return how many criteria are in a state."""
        return sum(row.state == state for row in self.rows)


def status(scope: Scope) -> Year:
    """Return how far each criterion of the newest year is."""
    days = years.window(scope)
    with scope.workspace.read() as session:
        profile = years.profiles(session, scope.account_id)[0]
        asked = asked_rows(session, scope.account_id)
        prints = fingerprints(session, profile.id)
        kept = select(Affirmation).where(Affirmation.profile_id == profile.id)
        known = {row.criterion: row for row in session.scalars(kept)}
    rows = (_standing(key, known.get(key), prints.get(key, ""), days) for key in asked)
    return Year(profile.year, days, tuple(rows))


def _standing(criterion: str, kept: Affirmation | None, now: str, days: Window | None) -> Standing:
    if kept is None:
        return Standing(criterion, OPEN)
    if kept.fingerprint != now:
        return Standing(criterion, OPEN, kept.affirmed_on, kept.affirmed_by, was_affirmed=True)
    is_early = bool(days and kept.affirmed_on and kept.affirmed_on < days.opens)
    hasty = kept.seconds is not None and kept.seconds < HASTY
    state = EARLY if is_early else kept.state
    return Standing(criterion, state, kept.affirmed_on, kept.affirmed_by, hasty)


def affirm(scope: Scope, criteria: Collection[str], look: Look) -> Changes:
    """Affirm criteria as they are now, on the day of the scope; one step to undo.

    Whether an answer was changed is read from the year before. Problem where a criterion is not
    asked of this account or has no answer yet.
    """
    with scope.workspace.work(_title(criteria)) as unit:
        session = unit.session
        newest, *older = years.profiles(session, scope.account_id)
        _refuse(session, scope.account_id, newest, criteria)
        now = fingerprints(session, newest.id, criteria)
        before = words_before(session, older[0], criteria) if older else {}
        said = words_before(session, newest, criteria)
        kept = select(Affirmation).where(Affirmation.profile_id == newest.id)
        known = {row.criterion: row for row in session.scalars(kept)}
        for key in criteria:
            row = known.get(key) or Affirmation(id=new_id(), profile_id=newest.id, criterion=key)
            is_same = key in before and before[key] == said.get(key)
            row.state = UNCHANGED if is_same else CHANGED
            row.affirmed_on, row.affirmed_by = scope.today, look.by.strip() or user()
            row.fingerprint, row.seconds = now.get(key, ""), look.seconds
            row.looked_at = json.dumps(sorted(look.documents))
            session.add(row)
    return unit.changes


def ready(scope: Scope) -> tuple[str, ...]:
    """Return the criteria that are answered and not affirmed as they are now."""
    year = status(scope)
    with scope.workspace.read() as session:
        newest = years.profiles(session, scope.account_id)[0]
        answered = _answered(session, newest)
    return tuple(
        row.criterion
        for row in year.rows
        if row.state in (OPEN, EARLY) and row.criterion in answered
    )


def take_back(scope: Scope, criteria: Collection[str]) -> Changes:
    """Take affirmations of the newest year back."""
    with scope.workspace.work(tr("Take affirmation back")) as unit:
        newest = years.profiles(unit.session, scope.account_id)[0]
        kept = select(Affirmation).where(
            Affirmation.profile_id == newest.id, Affirmation.criterion.in_(criteria)
        )
        for row in unit.session.scalars(kept):
            unit.session.delete(row)
    return unit.changes


def _title(criteria: Collection[str]) -> str:
    if len(criteria) == 1:
        return tr("Affirm {criterion}").format(criterion=next(iter(criteria)))
    return tr("Affirm {n} criteria").format(n=len(criteria))


def _refuse(session: Session, account_id: str, profile: Profile, criteria: Collection[str]) -> None:
    asked = set(asked_rows(session, account_id))
    unknown = next((key for key in criteria if key not in asked), None)
    if unknown is not None:
        raise Problem(
            tr("{criterion} is not asked of this account.").format(criterion=unknown),
            tr("Nothing was affirmed."),
        )
    answered = _answered(session, profile)
    bare = next((key for key in criteria if key not in answered), None)
    if bare is not None:
        raise Problem(
            tr("{criterion} has no answer yet.").format(criterion=bare),
            tr("Answer it first. Nothing was affirmed."),
        )


def _answered(session: Session, profile: Profile) -> set[str]:
    whole = select(Response).where(Response.profile_id == profile.id, Response.site_id.is_(None))
    return {row.criterion for row in session.scalars(whole) if row.is_answered}


def fingerprints(
    session: Session, profile_id: str, criteria: Collection[str] | None = None
) -> dict[str, str]:
    """Return a hash of everything each criterion says and proves; one without words has none.

    It changes with any status, text, statement or linked document, of the company or of a site.
    """
    digests = {
        key: hashlib.sha256(repr(rows).encode())
        for key, rows in _said(session, profile_id, criteria).items()
    }
    linked = (
        select(Response.criterion, Response.site_id, Evidence.sha256)
        .join(EvidenceLink, EvidenceLink.response_id == Response.id)
        .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
        .where(Response.profile_id == profile_id, *_named(criteria))
        .order_by(Response.criterion, Response.site_id, Evidence.sha256)
    )
    for criterion, site_id, sha256 in session.execute(linked):
        digests[criterion].update(f"\x1e{site_id}\x1f{sha256}".encode())
    return {key: digest.hexdigest() for key, digest in digests.items()}


def words_before(
    session: Session, profile: Profile, criteria: Collection[str] | None = None
) -> Mapping[str, list[tuple[str, ...]]]:
    """Return what each criterion says in a year, without its documents."""
    return _said(session, profile.id, criteria)


def _said(
    session: Session, profile_id: str, criteria: Collection[str] | None
) -> dict[str, list[tuple[str, ...]]]:
    asked = (Response.criterion, Response.site_id, Response.status)
    query = (
        select(*asked, Response.narrative, Response.reason)
        .where(Response.profile_id == profile_id, *_named(criteria))
        .order_by(Response.criterion, Response.site_id)
    )
    found: dict[str, list[tuple[str, ...]]] = {}
    for criterion, *rest in session.execute(query):
        found.setdefault(criterion, []).append(tuple(str(value or "") for value in rest))
    statements = (
        select(Response.criterion, Response.site_id, Statement.name, Statement.text)
        .join(Response, Response.id == Statement.response_id)
        .where(Response.profile_id == profile_id, *_named(criteria))
        .order_by(Response.criterion, Response.site_id, Statement.position, Statement.name)
    )
    for criterion, *rest in session.execute(statements):
        found[criterion].append(tuple(str(value or "") for value in rest))
    return found


def _named(criteria: Iterable[str] | None) -> tuple[ColumnElement[bool], ...]:
    return () if criteria is None else (Response.criterion.in_(tuple(criteria)),)
