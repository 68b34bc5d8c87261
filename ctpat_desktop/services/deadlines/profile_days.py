"""The days of profile and library: the yearly review, planned answers, evidence, validations."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from ctpat_desktop.catalogue import Edition
from ctpat_desktop.catalogue.edition import CURRENT
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading import editions
from ctpat_desktop.records import (
    Account,
    Company,
    CriterionOverlay,
    Evidence,
    Packet,
    Profile,
    Response,
    Site,
    Submission,
    Validation,
)
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.accounts.companies import kind_of
from ctpat_desktop.services.deadlines.due_day import DueDay, Owner
from ctpat_desktop.services.profile.years import Window
from ctpat_desktop.support.dates import anniversary_in
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import archived
from ctpat_desktop.workspace.bulk import parts

OPEN = ("partly", "planned")
"""The statuses of an answer whose target date counts."""


def owners(
    session: Session, account_id: str = "", *, with_archived: bool = False
) -> tuple[Owner, ...]:
    """Return one account, or all of the file in the order of its lists.

    Those of archived companies are among them only on demand.
    """
    one = aliased(Profile)
    newest = select(func.max(one.year)).where(one.account_id == Account.id).scalar_subquery()
    sent = select(func.max(Submission.year)).where(Submission.account_id == Account.id)
    query = (
        select(Account, Company.name, Profile.id, Profile.year, sent.scalar_subquery())
        .join(Company, Company.id == Account.company_id)
        .join(Profile, and_(Profile.account_id == Account.id, Profile.year == newest))
        .order_by(Company.position, Company.name, Account.position, Account.id)
    )
    if account_id:
        query = query.where(Account.id == account_id)
    elif not with_archived:
        query = query.where(Account.company_id.not_in(archived.ids(session)))
    rows = session.execute(query).all()
    several = {key for key, n in Counter(row[0].company_id for row in rows).items() if n > 1}
    return tuple(
        Owner(
            account.id,
            account.company_id,
            company,
            account.entity,
            account.anniversary,
            account.certified_on,
            profile_id,
            year,
            submitted or 0,
            kind_of(account.entity, account.name, company) if account.company_id in several else "",
        )
        for account, company, profile_id, year, submitted in rows
    )


def read(session: Session, owners: Sequence[Owner], today: date, end: date) -> Iterator[DueDay]:
    """Yield these days up to `end`, in no order; a validation's only while it lies ahead."""
    days = window_days(session)
    for owner in owners:
        yield from _review(owner, days, today)
    yield from _answers(session, {owner.profile_id: owner for owner in owners}, end)
    of_company = {owner.company_id: owner for owner in reversed(owners)}
    yield from _evidence(session, of_company, end)
    yield from _validations(session, of_company, today, end)


@dataclass(frozen=True, slots=True)
class Review:
    """The next yearly review of an account that is not submitted yet, and its window."""

    year: int
    window: Window


def window_days(session: Session) -> int:
    """Read for how many days the window of a review is open."""
    return int(settings.choice(session, "review.window_days"))


def next_review(owner: Owner, days: int) -> Review | None:
    """Return the next review with a window of so many days; None without an anniversary."""
    if owner.anniversary is None:
        return None
    year = max(owner.year, owner.submitted + 1)
    closes = anniversary_in(owner.anniversary, year)
    if owner.certified_on and closes <= owner.certified_on:
        year = owner.certified_on.year + 1  # the first review comes a year after certification
        closes = anniversary_in(owner.anniversary, year)
    return Review(year, Window(closes - timedelta(days=days), closes))


def _review(owner: Owner, days: int, today: date) -> Iterator[DueDay]:
    """Yield when the next review opens and by when it is submitted."""
    review, place = next_review(owner, days), Place("year")
    if review is None:
        return
    year, window = review.year, review.window
    if window.opens >= today:
        words = tr("The review window of {year} opens").format(year=year)
        key = f"{owner.account_id}.review-opens-{year}"
        yield DueDay(window.opens, words, "year", key, owner, place, is_event=True)
    words = tr("Security profile {year}: reviewed and submitted").format(year=year)
    key = f"{owner.account_id}.review-{year}"
    yield DueDay(window.closes, words, "year", key, owner, place)


def _answers(session: Session, of_profile: dict[str, Owner], end: date) -> Iterator[DueDay]:
    """Yield the target dates; those of sites where the criterion is answered by each site."""
    whole = aliased(Response)
    by_site = exists().where(
        whole.profile_id == Response.profile_id,
        whole.criterion == Response.criterion,
        whole.site_id.is_(None),
        whole.per_site,
    )
    query = (
        select(Response.id, Response.profile_id, Response.criterion, Response.target_on, Site)
        .outerjoin(Site, Site.id == Response.site_id)
        .where(Response.target_on <= end, Response.status.in_(OPEN))
        .where(or_(Response.site_id.is_(None), by_site))
    )
    for some in parts(tuple(of_profile)):
        asked = _Asked(session, of_profile, some)
        for row_id, profile_id, criterion, on, site in _rows(
            session, query.where(Response.profile_id.in_(some))
        ):
            if not asked.holds(profile_id, criterion):
                continue
            where = f"{criterion}, {site.name}" if site else criterion
            place = Place(
                criterion.partition(".")[0],
                criterion,
                field="target_on",
                site_id=site.id if site else "",
            )
            words = tr("Answer {id} in place").format(id=where)
            owner = of_profile[profile_id]
            yield DueDay(on, words, "answers", f"{row_id}.target_on", owner, place)


class _Asked:
    """Tells whether a criterion is asked of an account, or was only by an earlier edition."""

    def __init__(
        self, session: Session, of_profile: Mapping[str, Owner], profiles: Sequence[str]
    ) -> None:
        self._session, self._of_profile = session, of_profile
        named = select(Profile.id, Profile.edition).where(Profile.id.in_(profiles))
        self._names = dict(session.execute(named).all())
        self._known: dict[tuple[str, str], Edition] = {}
        accounts = [of_profile[key].account_id for key in profiles]
        own = select(CriterionOverlay.account_id, CriterionOverlay.criterion)
        own = own.where(CriterionOverlay.account_id.in_(accounts), CriterionOverlay.is_own)
        self._own = {(row[0], row[1]) for row in session.execute(own)}

    def holds(self, profile_id: str, criterion: str) -> bool:
        """Tell it; where the edition is not here, nobody can say that it is not asked."""
        owner = self._of_profile[profile_id]
        key = (self._names[profile_id] or CURRENT, owner.entity)
        if key not in self._known:
            self._known[key] = editions.for_entity(self._session, *key)
        edition = self._known[key]
        if edition.missing or edition.row(owner.entity, criterion) is not None:
            return True
        return (owner.account_id, criterion) in self._own


def _evidence(session: Session, of_company: dict[str, Owner], end: date) -> Iterator[DueDay]:
    query = select(Evidence.id, Evidence.company_id, Evidence.title, Evidence.expires_on)
    for some in parts(tuple(of_company)):
        mine = query.where(Evidence.company_id.in_(some), Evidence.expires_on <= end)
        mine = mine.where(Evidence.id.not_in(_signed_again()))
        for row_id, company_id, title, on in _rows(session, mine):
            words = tr("{title} expires").format(title=title)
            place = Place("evidence", table="evidence", record_id=row_id)
            key, owner = f"{row_id}.expires_on", of_company[company_id]
            yield DueDay(on, words, "evidence", key, owner, place, is_end=True)


def _signed_again() -> Select[str | None]:
    """Select the documents of signed packets that a newer signed one of the account follows."""
    newer = aliased(Packet)
    return select(Packet.evidence_id).where(
        Packet.evidence_id.is_not(None),
        Packet.state == "signed",
        newer.state == "signed",
        newer.account_id == Packet.account_id,
        newer.signed_on > Packet.signed_on,
    )


def _validations(
    session: Session, of_company: dict[str, Owner], today: date, end: date
) -> Iterator[DueDay]:
    query = select(Validation.id, Validation.company_id, Validation.kind, Validation.starts_on)
    for some in parts(tuple(of_company)):
        mine = query.where(
            Validation.company_id.in_(some), Validation.starts_on.between(today, end)
        )
        for row_id, company_id, kind, on in _rows(session, mine):
            name = choice_text("validation", "kind", kind)
            words = tr("{validation} begins").format(validation=name)
            place = Place("cbp", table="validation", record_id=row_id, field="starts_on")
            key, owner = f"{row_id}.starts_on", of_company[company_id]
            yield DueDay(on, words, "cbp", key, owner, place, is_event=True)


def _rows(session: Session, query: Any) -> Iterator[Any]:
    """Yield rows whose day is there: the condition of the query says so."""
    yield from session.execute(query)
