"""Everything one account says, read in one go for checking, export and print."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion, Edition, Overlay, asked
from ctpat_desktop.records import (
    Account,
    Address,
    Company,
    Contact,
    CriterionOverlay,
    Evidence,
    EvidenceLink,
    Identifier,
    Profile,
    Record,
    Response,
    Site,
)

Kind = TypeVar("Kind", bound=Record)

Said = Mapping[tuple[str, str | None], Response]
"""The responses of one profile, by criterion and site (None for the whole company)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One criterion with everything said and linked under it.

    `whole` is the company-wide response (None if never touched), `by_site` the per-site ones in
    site order, `evidence` each linked document once, `evidence_ids` per response id.
    """

    criterion: Criterion
    whole: Response | None
    by_site: tuple[tuple[Site, Response | None], ...]
    evidence: tuple[Evidence, ...]
    evidence_ids: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_per_site(self) -> bool:
        """True where the company answers site by site."""
        return bool(self.whole and self.whole.per_site)

    @property
    def status(self) -> str:
        """The stated status of the whole-company response."""
        return self.whole.status if self.whole else "not_started"

    @property
    def standing(self) -> str:
        """The status as it counts, or what is missing for one to count."""
        return self.whole.standing if self.whole else "not_started"

    @property
    def is_answered(self) -> bool:
        """True where the company as a whole has a status that counts."""
        return bool(self.whole and self.whole.is_answered)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One account of one company with its profile of one review year."""

    company: Company
    account: Account
    profile: Profile
    edition: Edition
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    identifiers: tuple[Identifier, ...]
    sites: tuple[Site, ...]
    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    overlays: tuple[CriterionOverlay, ...]

    def answer(self, criterion: str) -> Answer:
        """Return the answer of one criterion; KeyError where this account has no such row."""
        found = self.find(criterion)
        if found is None:
            raise KeyError(criterion)
        return found

    def find(self, criterion: str) -> Answer | None:
        """Return the answer of one criterion, or None where this account has no such row."""
        return next((row for row in self.answers if row.criterion.id == criterion), None)

    def fingerprint(self) -> str:
        """Return a SHA-256 over every stored value: the profile hash of printed pages."""
        digest = hashlib.sha256()
        for record in self.records():
            digest.update(record.__tablename__.encode())
            for column in inspect(type(record)).columns:
                digest.update(f"\x1f{column.key}\x1e{getattr(record, column.key)}".encode())
            digest.update(b"\x1d")
        for answer in self.answers:
            for response_id, ids in sorted(answer.evidence_ids.items()):
                digest.update(f"{response_id}\x1f{ids}".encode())
        return digest.hexdigest()

    def records(self) -> Iterable[Record]:
        """Yield every record of the dossier in a fixed order."""
        yield from (self.company, self.account, self.profile)
        yield from (*self.addresses, *self.contacts, *self.identifiers, *self.sites)
        for answer in self.answers:
            if answer.whole:
                yield answer.whole
            yield from (response for _, response in answer.by_site if response)
        yield from (*self.evidence, *self.overlays)


def read_dossier(session: Session, account_id: str, edition: Edition) -> Dossier:
    """Read one account with one query per table; its newest profile is taken."""
    account = session.get_one(Account, account_id)
    company = session.get_one(Company, account.company_id)
    newest = select(Profile).where(Profile.account_id == account_id).order_by(Profile.year.desc())
    profile = session.scalars(newest).first()
    if profile is None:
        raise LookupError(f"account {account_id} has no profile")
    overlays = _listed(session, CriterionOverlay, CriterionOverlay.account_id == account_id)
    sites = _listed(session, Site, Site.company_id == company.id)
    library = _listed(session, Evidence, Evidence.company_id == company.id)
    said = _said(session, profile.id)
    stored = {criterion for criterion, _ in said}
    criteria = asked(edition, account.entity, map(as_overlay, overlays), stored)
    return Dossier(
        company=company,
        account=account,
        profile=profile,
        edition=edition,
        addresses=_listed(session, Address, Address.company_id == company.id),
        contacts=_listed(session, Contact, Contact.company_id == company.id),
        identifiers=_listed(session, Identifier, Identifier.company_id == company.id),
        sites=sites,
        answers=_answers(session, profile.id, criteria, said, sites, library),
        evidence=library,
        overlays=overlays,
    )


def as_overlay(row: CriterionOverlay) -> Overlay:
    """Turn a stored overlay into the catalogue's own shape."""
    return Overlay(
        criterion=row.criterion,
        official_text=row.official_text,
        level=row.level,
        is_own=row.is_own,
        category=row.category,
        title=row.title,
        summary=row.summary,
    )


def _listed(session: Session, kind: type[Kind], condition: ColumnElement[bool]) -> tuple[Kind, ...]:
    query = select(kind).where(condition).order_by(kind.position, kind.id)
    return tuple(session.scalars(query))


def _said(session: Session, profile_id: str) -> Said:
    responses = session.scalars(select(Response).where(Response.profile_id == profile_id))
    return {(row.criterion, row.site_id): row for row in responses}


def _answers(
    session: Session,
    profile_id: str,
    criteria: tuple[Criterion, ...],
    said: Said,
    sites: tuple[Site, ...],
    library: tuple[Evidence, ...],
) -> tuple[Answer, ...]:
    links: dict[str, list[str]] = {}
    query = (
        select(EvidenceLink.response_id, EvidenceLink.evidence_id)
        .join(Response, Response.id == EvidenceLink.response_id)
        .where(Response.profile_id == profile_id)
        .order_by(EvidenceLink.position, EvidenceLink.id)
    )
    for response_id, evidence_id in session.execute(query):
        links.setdefault(response_id, []).append(evidence_id)
    return tuple(_answer(criterion, said, sites, links, library) for criterion in criteria)


def _answer(
    criterion: Criterion,
    said: Said,
    sites: tuple[Site, ...],
    links: dict[str, list[str]],
    library: tuple[Evidence, ...],
) -> Answer:
    whole = said.get((criterion.id, None))
    by_site = tuple((site, said.get((criterion.id, site.id))) for site in sites)
    here = [response for response in (whole, *(row for _, row in by_site)) if response]
    ids = {response.id: tuple(links.get(response.id, ())) for response in here}
    linked = {evidence_id for found in ids.values() for evidence_id in found}
    evidence = tuple(document for document in library if document.id in linked)
    return Answer(criterion, whole, by_site, evidence, ids)
