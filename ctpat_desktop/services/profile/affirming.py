"""Affirming a year's answers: each criterion is looked at, and was changed or is still true.

An affirmation holds for the answer as it was then; a later change opens the criterion again.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.yearly import HASTY
from ctpat_desktop.reading import editions, statements
from ctpat_desktop.reading.dossier import read_dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Affirmation, Evidence, EvidenceLink, Profile, Response, Statement
from ctpat_desktop.records.base import id_by
from ctpat_desktop.services.profile import years
from ctpat_desktop.services.profile.answers import asked_rows
from ctpat_desktop.services.profile.years import Window
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.workspace.changes import Change, Changes

OPEN, CHANGED, UNCHANGED, EARLY = "open", "changed", "unchanged", "early"
"""A criterion nobody affirmed as it is now; affirmed; affirmed before the window opened."""

MANY = 200
"""Changed records from which on the whole year is read again."""

Query = Callable[[str, Sequence[str]], Select[str]]


def _of_responses(kind: type[EvidenceLink] | type[Statement]) -> Query:
    said = select(Response.criterion).join(kind, kind.response_id == Response.id)
    return lambda profile_id, ids: said.where(Response.profile_id == profile_id, kind.id.in_(ids))


CRITERIA: Mapping[str, Query] = {
    "response": lambda profile_id, ids: select(Response.criterion).where(
        Response.profile_id == profile_id, Response.id.in_(ids)
    ),
    "affirmation": lambda profile_id, ids: select(Affirmation.criterion).where(
        Affirmation.profile_id == profile_id, Affirmation.id.in_(ids)
    ),
    "evidence_link": _of_responses(EvidenceLink),
    "statement": _of_responses(Statement),
    "evidence": lambda profile_id, ids: (
        select(Response.criterion)
        .join(EvidenceLink, EvidenceLink.response_id == Response.id)
        .where(Response.profile_id == profile_id, EvidenceLink.evidence_id.in_(ids))
    ),
}
"""How the criterion of a changed record is found, by its table."""

REWORDED = "reworded"
"""The fingerprint of an affirmation that does not count: the criterion was reworded since."""


@dataclass(frozen=True, slots=True)
class Look:
    """Who looked at an answer ("": the own name), at which documents, for how many seconds."""

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
    is_reworded: bool = False
    """True where it is open because the criterion reads differently since the answer was written,
    or was affirmed."""
    waits: bool = False
    """True where the new words of the criterion are to be read first."""
    documents: tuple[str, ...] = ()
    """The ids of the documents that were opened when it was affirmed."""


@dataclass(frozen=True, slots=True)
class Year:
    """How far the yearly review of an account is."""

    year: int
    window: Window | None
    rows: tuple[Standing, ...]

    def count(self, state: str) -> int:
        """Return how many criteria are in a state."""
        return sum(row.state == state for row in self.rows)

    @property
    def left(self) -> int:
        """How many criteria are not affirmed, or not in a way that counts."""
        return len(self.rows) - self.count(UNCHANGED) - self.count(CHANGED)


def not_affirmed(year: Year) -> str:
    """Say how many criteria are not affirmed; "" for none."""
    if not year.left:
        return ""
    criteria = ntr("{n} criterion is", "{n} criteria are", year.left)
    words = tr("{criteria} not affirmed in {year}; that cannot be done afterwards.")
    return words.format(criteria=criteria, year=year.year)


def status(scope: Scope) -> Year:
    """Return how far each criterion of the scope's year is."""
    days = years.window(scope)
    with scope.workspace.read() as session:
        profile = years.back_from(session, scope)[0]
        asked = _asked(session, scope)
        found = _standings(session, profile.id, asked, days)
    return Year(profile.year, days, found)


def _asked(session: Session, scope: Scope) -> list[str]:
    """Return what is asked in the scope's year, by the edition it is on."""
    if not scope.year:
        return asked_rows(session, scope.account_id)
    read = read_dossier(session, scope.account_id, scope.year)
    return [answer.criterion.id for answer in read.asked()]


def after(session: Session, profile_id: str, year: Year, criteria: Collection[str]) -> Year:
    """Return how far the year is, with some criteria of it read again."""
    fresh = _standings(session, profile_id, sorted(criteria), year.window)
    new = {row.criterion: row for row in fresh}
    return replace(year, rows=tuple(new.get(row.criterion, row) for row in year.rows))


def touched(session: Session, profile_id: str, items: Collection[Change]) -> set[str] | None:
    """Return the criteria of a year that changes touch; None where only the whole year tells."""
    if len(items) > MANY:
        return None
    if any(row.action == "removed" or row.table not in CRITERIA for row in items):
        return None
    found: set[str] = set()
    for table, query in CRITERIA.items():
        ids = [row.record_id for row in items if row.table == table]
        if ids:
            found |= set(session.scalars(query(profile_id, ids)))
    return found


def _standings(
    session: Session, profile_id: str, criteria: Sequence[str], days: Window | None
) -> tuple[Standing, ...]:
    """Return how far these criteria are; only what was affirmed has to be compared."""
    mine = Affirmation.profile_id == profile_id
    kept = select(Affirmation).where(mine, Affirmation.criterion.in_(criteria))
    known = {row.criterion: row for row in session.scalars(kept)}
    prints = fingerprints(session, profile_id, known)
    waiting = to_read(session, profile_id)
    return tuple(
        _standing(key, known.get(key), prints.get(key, ""), days, waits=key in waiting)
        for key in criteria
    )


def to_read(session: Session, profile_id: str) -> frozenset[str]:
    """Return the criteria whose new words are to be read before they can be affirmed."""
    marked = editions.rereads(session, profile_id)
    if not marked:
        return frozenset()
    whole = select(Response).where(
        Response.profile_id == profile_id,
        Response.site_id.is_(None),
        Response.criterion.in_(marked),
    )
    said = {row.criterion: row for row in session.scalars(whole)}
    stated = statements.of_responses(session, [row.id for row in said.values()])
    found = {key: (row, stated.get(row.id, ())) for key, row in said.items()}
    return frozenset(key for key, mark in marked.items() if mark.waits(*found.get(key, (None,))))


def _standing(
    criterion: str, affirmation: Affirmation | None, now: str, days: Window | None, *, waits: bool
) -> Standing:
    if affirmation is None:
        return Standing(criterion, OPEN, is_reworded=waits, waits=waits)
    who = (affirmation.affirmed_on, affirmation.affirmed_by)
    if waits or affirmation.fingerprint == REWORDED:
        return Standing(criterion, OPEN, *who, is_reworded=True, waits=waits)
    if affirmation.fingerprint != now:
        return Standing(criterion, OPEN, *who, was_affirmed=True)
    is_early = bool(days and affirmation.affirmed_on and affirmation.affirmed_on < days.opens)
    hasty = affirmation.seconds is not None and affirmation.seconds < HASTY
    state = EARLY if is_early else affirmation.state
    seen = tuple(json.loads(affirmation.looked_at))
    return Standing(criterion, state, *who, hasty, documents=seen)


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
        before = words_of(session, older[0].id, criteria) if older else {}
        said = words_of(session, newest.id, criteria)
        kept = select(Affirmation).where(Affirmation.profile_id == newest.id)
        known = {row.criterion: row for row in session.scalars(kept)}
        _refuse_earlier(scope, known, now, criteria)
        for key in criteria:
            row = known.get(key) or Affirmation(
                id=id_by("affirmation", newest.id, key), profile_id=newest.id, criterion=key
            )
            is_same = key in before and before[key] == said.get(key)
            row.state = UNCHANGED if is_same else CHANGED
            row.affirmed_on, row.affirmed_by = scope.today, look.by.strip() or own_name()
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
        if row.state in (OPEN, EARLY) and row.criterion in answered and not row.waits
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
    waiting = to_read(session, profile.id)
    unread = next((key for key in criteria if key in waiting), None)
    if unread is not None:
        raise Problem(
            tr("The text of {criterion} changed with the edition.").format(criterion=unread),
            tr("Read what changed first. Nothing was affirmed."),
        )


def _refuse_earlier(
    scope: Scope,
    known: Mapping[str, Affirmation],
    now: Mapping[str, str],
    criteria: Collection[str],
) -> None:
    """Problem where an affirmation that counts would give way to one before the window."""
    days = years.window(scope)
    if days is None or scope.today >= days.opens:
        return
    for key in criteria:
        row = known.get(key)
        is_good = row is not None and row.fingerprint == now.get(key, "")
        if row is not None and is_good and row.affirmed_on and row.affirmed_on >= days.opens:
            good = tr("{criterion} was affirmed on {day}, in the review window.")
            why_not = tr("{day} is before it opens. Nothing was affirmed.")
            raise Problem(
                good.format(criterion=key, day=day_text(row.affirmed_on)),
                why_not.format(day=day_text(scope.today)),
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
        for key, rows in words_of(session, profile_id, criteria).items()
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


def words_of(
    session: Session, profile_id: str, criteria: Collection[str] | None
) -> dict[str, list[tuple[str, ...]]]:
    """Return what each criterion says in a year, without its documents."""
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
