"""Review years: when the window is open, and a new year begun from the one before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading import editions, statements
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records import (
    Account,
    Affirmation,
    AnswerReview,
    Attachment,
    Evidence,
    EvidenceLink,
    FindingMark,
    PortalEntry,
    PortalStep,
    Profile,
    Record,
    Response,
    Site,
    Statement,
)
from ctpat_desktop.records.base import id_by, new_id, new_ids
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.dates import anniversary_in, day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.changes import Changes

COPIED: tuple[str, ...] = (
    *("criterion", "site_id", "status", "narrative", "reason", "target_on", "owner"),
    *("per_site", "portal_reference", "position"),
)
"""What of an answer goes into the next year; when it was reviewed does not."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a review counts; both are days of it."""

    opens: date
    closes: date

    def holds(self, day: date) -> bool:
        """Tell whether a day lies in the window."""
        return self.opens <= day <= self.closes


class Document(Protocol):
    """What decides whether a document counts in a year."""

    @property
    def expires_on(self) -> date | None:
        """The day after which it counts no more."""

    @property
    def period_to(self) -> date | None:
        """The last day it is about."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One document that does not count in the new year any more, and so was not linked again."""

    criterion: str
    site: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rolled:
    """A review year that was begun: what came over, and what has to be renewed."""

    year: int
    answers: int
    documents: int
    renew: tuple[Renewal, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said on one criterion, by the company or by one site, in an earlier year."""

    year: int
    status: str
    narrative: str
    reason: str
    stated: tuple[Stated, ...] = ()

    @property
    def words(self) -> str:
        """All that was said, as it is compared with another year."""
        return labels.with_statements(self.narrative or self.reason, self.stated)


def profiles(session: Session, account_id: str) -> list[Profile]:
    """Return the profiles of an account, the newest year first."""
    query = select(Profile).where(Profile.account_id == account_id)
    return list(session.scalars(query.order_by(Profile.year.desc())))


def back_from(session: Session, scope: Scope) -> list[Profile]:
    """Return the profile of the scope's year and those before it, the newest year first."""
    rows = profiles(session, scope.account_id)
    kept = [row for row in rows if not scope.year or row.year <= scope.year]
    if scope.year and (not kept or kept[0].year != scope.year):
        raise Problem(
            tr("There is no review year {year} of this account.").format(year=scope.year),
            tr("There is: {years}.").format(years=", ".join(str(row.year) for row in rows)),
        )
    return kept


def begun(scope: Scope) -> tuple[int, ...]:
    """Return the review years of an account, the newest first."""
    with scope.workspace.read() as session:
        return tuple(row.year for row in profiles(session, scope.account_id))


def stored(scope: Scope) -> dict[str, Sequence[Record]]:
    """Return every record of all years of an account, by table, the oldest year first."""
    mine = select(Profile.id).where(Profile.account_id == scope.account_id)
    said = select(Response.id).where(Response.profile_id.in_(mine))
    wanted: dict[type[Record], ColumnElement[bool]] = {
        Profile: Profile.id.in_(mine),
        Response: Response.profile_id.in_(mine),
        EvidenceLink: EvidenceLink.response_id.in_(said),
        Statement: Statement.response_id.in_(said),
        Affirmation: Affirmation.profile_id.in_(mine),
        AnswerReview: AnswerReview.profile_id.in_(mine),
        PortalEntry: PortalEntry.profile_id.in_(mine),
        FindingMark: FindingMark.account_id == scope.account_id,
        PortalStep: PortalStep.account_id == scope.account_id,
    }
    with scope.workspace.read() as session:
        found = {
            kind.__tablename__: list(session.scalars(select(kind).where(here)))
            for kind, here in wanted.items()
        }
    years = {row.id: row.year for row in found["profile"] if isinstance(row, Profile)}

    def place(row: Record) -> tuple[int, int, str]:
        profile_id = row.id if isinstance(row, Profile) else getattr(row, "profile_id", "")
        return years.get(profile_id, 0), row.position, row.id

    return {table: sorted(rows, key=place) for table, rows in found.items()}


def window(scope: Scope) -> Window | None:
    """Return the review window of the scope's year; None while no anniversary is typed."""
    with scope.workspace.read() as session:
        account = session.get_one(Account, scope.account_id)
        days = int(settings.choice(session, "review.window_days"))
        here = back_from(session, scope)[0]
    return _window(account.anniversary, here.year, days)


def _window(anniversary: date | None, year: int, days: int) -> Window | None:
    if anniversary is None:
        return None
    closes = anniversary_in(anniversary, year)
    return Window(closes - timedelta(days=days), closes)


def begin(scope: Scope, year: int = 0) -> Rolled:
    """Begin a review year from the newest one: its answers come over, and nothing is affirmed.

    A document that has expired, or whose period ends before the new year's, is not linked again
    but named. Problem where the year has begun already, or lies before the newest one.
    """
    with scope.workspace.read() as session:
        last = profiles(session, scope.account_id)[0]
    year = year or last.year + 1
    if year <= last.year:
        raise Problem(
            tr("The review year {year} has begun already.").format(year=last.year),
            tr("A later year can be begun. Nothing was changed."),
        )
    words = tr("Begin review year {year}").format(year=year)
    with scope.workspace.work(words) as unit:
        copy = _Copy(unit.session, scope, last, year)
        unit.add_many("profile", [copy.profile])
        for table, rows in copy.rows():
            unit.add_many(table, rows)
    renew = tuple(sorted(copy.renew, key=lambda row: natural_key(row.criterion)))
    return Rolled(year, copy.answers, copy.documents, renew, unit.changes)


class _Copy:
    """One year being copied into the next."""

    def __init__(self, session: Session, scope: Scope, last: Profile, year: int) -> None:
        self._session, self._scope, self._last = session, scope, last
        period = (date(year, 1, 1), date(year, 12, 31))
        if last.period_from and last.period_to:
            step = year - last.year
            period = (_later(last.period_from, step), _later(last.period_to, step))
        self._starts = period[0]
        self.profile = {
            "id": id_by("profile", scope.account_id, str(year)),
            "account_id": scope.account_id,
            "year": year,
            "edition": last.edition,
            "period_from": period[0],
            "period_to": period[1],
        }
        self.answers = self.documents = 0
        self.renew: list[Renewal] = []

    def rows(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the new rows by table, parents first."""
        old = list(self._session.scalars(self._mine(Response).order_by(Response.id)))
        profile_id = str(self.profile["id"])
        ids = {row.id: id_by("response", profile_id, row.criterion, row.site_id) for row in old}
        copies = [{key: getattr(row, key) for key in COPIED} for row in old]
        for row, copy in zip(old, copies, strict=True):
            copy |= {"id": ids[row.id], "profile_id": profile_id}
        self.answers = len(copies)
        yield "response", copies
        stated = list(self._session.scalars(self._statements()))
        keys = dict(zip((row.id for row in stated), new_ids(len(stated)), strict=True))
        copied = {key: ids[row.response_id] for key, row in zip(keys, stated, strict=True)}
        yield "statement", [_restated(row, keys[row.id], copied[row.id]) for row in stated]
        links = list(self._links(ids, old))
        self.documents = len(links)
        yield "evidence_link", links
        linked = {(row["response_id"], row["evidence_id"]) for row in links}
        proofs = self._proofs() if stated else ()
        yield (
            "attachment",
            [
                _attached(row, keys[row.record_id])
                for row in proofs
                if (copied[row.record_id], row.evidence_id) in linked
            ],
        )
        yield (
            "setting",
            [
                {"id": f"{editions.REREAD}{self.profile['id']}.{key}", "value": mark.as_text()}
                for key, mark in editions.rereads(self._session, self._last.id).items()
            ],
        )

        yield "answer_review", list(self._assigned())

    def _assigned(self) -> Iterator[dict[str, Any]]:
        """Yield who works on which criterion; every answer of the new year is a draft."""
        columns = (AnswerReview.criterion, AnswerReview.assigned_to)
        mine = (AnswerReview.profile_id == self._last.id, AnswerReview.assigned_to != "")
        for criterion, name in self._session.execute(select(*columns).where(*mine)):
            row = {"id": new_id(), "profile_id": self.profile["id"], "site_id": None}
            yield {**row, "criterion": criterion, "assigned_to": name}

    def _mine(self, kind: Any) -> Any:
        return select(kind).where(Response.profile_id == self._last.id)

    def _statements(self) -> Select[Statement]:
        query = select(Statement).join(Response, Response.id == Statement.response_id)
        return query.where(Response.profile_id == self._last.id).order_by(*statements.IN_ORDER)

    def _proofs(self) -> Iterable[Attachment]:
        """Return which documents prove which statements."""
        ids = self._statements().with_only_columns(Statement.id).order_by(None)
        query = select(Attachment).where(
            Attachment.table_name == statements.TABLE, Attachment.record_id.in_(ids)
        )
        return self._session.scalars(query.order_by(Attachment.position, Attachment.id))

    def _links(self, ids: Mapping[str, str], old: Iterable[Response]) -> Iterator[dict[str, Any]]:
        said = {row.id: row for row in old}
        query = (
            select(EvidenceLink, Evidence)
            .join(Evidence, Evidence.id == EvidenceLink.evidence_id)
            .join(Response, Response.id == EvidenceLink.response_id)
            .where(Response.profile_id == self._last.id)
            .order_by(Response.criterion, EvidenceLink.position)
        )
        sites = dict(
            self._session.execute(
                select(Site.id, Site.name).where(Site.company_id == self._scope.company_id)
            ).all()
        )
        for link, document in self._session.execute(query):
            reason = past(document, self._starts, self._scope.today)
            answer = said[link.response_id]
            if reason:
                site = sites.get(answer.site_id or "", "")
                self.renew.append(Renewal(answer.criterion, site, document.title, reason))
                continue
            response_id = ids[link.response_id]
            yield {
                "id": id_by("evidence_link", link.evidence_id, response_id),
                "evidence_id": link.evidence_id,
                "response_id": response_id,
                "position": link.position,
            }


def past(document: Document, starts: date | None, today: date) -> str:
    """Return why a document does not count in a year that starts then; "" where it does."""
    if document.expires_on and document.expires_on < today:
        return tr("It expired on {day}.").format(day=day_text(document.expires_on))
    if starts and document.period_to and document.period_to < starts:
        is_over = document.period_to < today
        words = tr("Its period ended on {day}.") if is_over else tr("Its period ends on {day}.")
        return words.format(day=day_text(document.period_to))
    return ""


def _restated(row: Statement, key: str, response_id: str) -> dict[str, Any]:
    """Return a statement as it stands under another response."""
    said = {"name": row.name, "text": row.text, "position": row.position}
    return {"id": key, "response_id": response_id, **said}


def _attached(row: Attachment, statement_id: str) -> dict[str, Any]:
    """Return the proof of one statement as that of another."""
    where = {"table_name": row.table_name, "record_id": statement_id, "position": row.position}
    return {"id": new_id(), "company_id": row.company_id, "evidence_id": row.evidence_id, **where}


def earlier(scope: Scope, criterion: str, site_id: str | None = None) -> Earlier | None:
    """Return what was said on a criterion in the year before the scope's; None for nothing."""
    with scope.workspace.read() as session:
        older = back_from(session, scope)[1:2]
        if not older:
            return None
        row = session.scalars(
            select(Response).where(
                Response.profile_id == older[0].id,
                Response.criterion == criterion,
                Response.site_id == site_id,
            )
        ).first()
        stated = statements.of_responses(session, [row.id] if row else [])
    if row is None:
        return None
    said = (row.standing, row.narrative, row.reason)
    return Earlier(older[0].year, *said, stated.get(row.id, ()))


def _later(day: date, years: int) -> date:
    return anniversary_in(day, day.year + years)
