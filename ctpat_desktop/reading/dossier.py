"""What one account says: an outline of it for the screen, all of it for export and print."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion, Edition
from ctpat_desktop.reading import editions, kits, statements
from ctpat_desktop.reading.editions import Rereads
from ctpat_desktop.reading.statements import Stated, Statements
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
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.records.profiles import NO_STATUS
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

Kind = TypeVar("Kind", bound=Record)
Part = TypeVar("Part", bound=CompanyPart)

Responses = Mapping[tuple[str, str | None], Response]
"""The responses of one profile, by criterion and site (None for the whole company)."""


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What the company as a whole (`site_id` None) or one site says, with its documents."""

    criterion: str
    site_id: str | None
    response: Response | None
    evidence: tuple[Evidence, ...]
    statements: tuple[Stated, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeAnswer:
    """One criterion with what the company as a whole says.

    `whole` is the company-wide response (None if never touched), `evidence` each document linked
    by it or by a site once, `evidence_ids` the documents of a response by its id, and `statements`
    the statements of a response that has any.
    """

    criterion: Criterion
    whole: Response | None
    evidence: tuple[Evidence, ...]
    evidence_ids: dict[str, tuple[str, ...]]
    statements: Statements = field(default_factory=dict, kw_only=True)

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
        return self.standing_of(self.whole)

    @property
    def is_answered(self) -> bool:
        """True where the company as a whole has a status that counts."""
        return bool(self.whole and self.whole.is_answered)

    def stated(self, response: Response | None) -> tuple[Stated, ...]:
        """Return the statements under one of its responses, in their order."""
        return self.statements.get(response.id, ()) if response else ()

    def standing_of(self, response: Response | None) -> str:
        """Return how one of its responses stands: statements are words of it as well."""
        if response is None:
            return "not_started"
        standing = response.standing
        has_words = any(row.has_text for row in self.stated(response))
        return NO_STATUS if standing == "not_started" and has_words else standing

    def own(self) -> OwnAnswer:
        """Return what the company itself says, with the documents linked to that."""
        ids = self.evidence_ids.get(self.whole.id, ()) if self.whole else ()
        linked = tuple(document for document in self.evidence if document.id in ids)
        return OwnAnswer(self.criterion.id, None, self.whole, linked, self.stated(self.whole))


@dataclass(frozen=True, slots=True)
class Answer(WholeAnswer):
    """One criterion with everything said and linked under it; `by_site` is in site order."""

    by_site: tuple[tuple[Site, Response | None], ...]


Row = TypeVar("Row", bound=WholeAnswer, covariant=True)


@dataclass(frozen=True, slots=True)
class Outline(Generic[Row]):
    """One account of one company with its profile of one review year."""

    company: Company
    account: Account
    profile: Profile
    edition: Edition
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    identifiers: tuple[Identifier, ...]
    sites: tuple[Site, ...]
    answers: tuple[Row, ...]
    evidence: tuple[Evidence, ...]
    overlays: tuple[CriterionOverlay, ...]
    rereads: Rereads = field(default_factory=dict)
    """What was asked when an answer was written, where that changed since, by criterion."""
    kit: kits.Kit | None = None  # what was handed out, where the file is a field kit

    def to_read(self) -> frozenset[str]:
        """Return the criteria to be read again: their text changed, and the answer did not."""
        asked = (row for row in self.answers if not row.criterion.earlier)
        marked = ((self.rereads.get(row.criterion.id), row) for row in asked)
        return frozenset(
            row.criterion.id
            for mark, row in marked
            if mark is not None and mark.waits(row.whole, row.stated(row.whole))
        )

    def asked(self) -> tuple[Row, ...]:
        """Return the answers that count: those whose criteria are asked."""
        return tuple(row for row in self.answers if not row.criterion.earlier)

    def answer(self, criterion: str) -> Row:
        """Return the answer of one criterion; KeyError where this account has no such row."""
        found = self.find(criterion)
        if found is None:
            raise KeyError(criterion)
        return found

    def find(self, criterion: str) -> Row | None:
        """Return the answer of one criterion, or None where this account has no such row."""
        return next((row for row in self.answers if row.criterion.id == criterion), None)


@dataclass(frozen=True, slots=True)
class Dossier(Outline[Answer]):
    """An account with everything its sites say."""

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
            for response_id, rows in sorted(answer.statements.items()):
                digest.update(f"{response_id}\x1e{rows}".encode())
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


Book = Outline[WholeAnswer]
"""What a screen holds of an account: it costs the same with one site and with a thousand."""


def read_dossier(session: Session, account_id: str, year: int = 0) -> Dossier:
    """Read one account with one query per table; its newest profile, or that of a review year."""
    head = read_head(session, account_id, year)
    said = _responses(session, head.profile.id)
    edition = editions.of_profile(session, head.profile)
    criteria = _asked(session, edition, head, {criterion for criterion, _ in said})
    return Dossier(
        **head.parts(),
        edition=edition,
        answers=_answers(session, head, criteria, said),
    )


@dataclass(frozen=True, slots=True)
class Head:
    """One account without its answers."""

    company: Company
    account: Account
    profile: Profile
    addresses: tuple[Address, ...]
    contacts: tuple[Contact, ...]
    identifiers: tuple[Identifier, ...]
    sites: tuple[Site, ...]
    evidence: tuple[Evidence, ...]
    overlays: tuple[CriterionOverlay, ...]
    rereads: Rereads
    kit: kits.Kit | None

    def parts(self) -> dict[str, Any]:
        """Return the parts by name."""
        return {each.name: getattr(self, each.name) for each in dataclass_fields(self)}


def read_head(session: Session, account_id: str, year: int = 0) -> Head:
    """Read one account without its answers; Problem where another program took part of it away."""
    account = session.get(Account, account_id)
    company = session.get(Company, account.company_id) if account else None
    newest = select(Profile).where(Profile.account_id == account_id).order_by(Profile.year.desc())
    profile = session.scalars(newest.where(Profile.year == year) if year else newest).first()
    if year and account is not None and profile is None:
        raise Problem(
            tr("There is no review year {year} of this account.").format(year=year),
            tr("Choose a year that was begun."),
        )
    if account is None or company is None or profile is None:
        raise Problem(
            tr(
                "A part of this account is missing in the file: it is damaged, or "
                "changed by another program."
            ),
            tr("Check its health under Safety, or restore a backup."),
        )
    return Head(
        company=company,
        account=account,
        profile=profile,
        addresses=listed(session, Address, company.id),
        contacts=listed(session, Contact, company.id),
        identifiers=listed(session, Identifier, company.id),
        sites=listed(session, Site, company.id),
        evidence=listed(session, Evidence, company.id),
        overlays=_listed(session, CriterionOverlay, CriterionOverlay.account_id == account_id),
        rereads=editions.rereads(session, profile.id),
        kit=kits.of_file(session),
    )


def read_outline(session: Session, account_id: str, *, has_sites: bool = True) -> Book:
    """Read one account without what its sites say; `has_sites` counts their documents."""
    head = read_head(session, account_id)
    edition = editions.of_profile(session, head.profile)
    mine, company_wide = Response.profile_id == head.profile.id, Response.site_id.is_(None)
    rows = session.scalars(select(Response).where(mine, company_wide))
    whole = {row.criterion: row for row in rows}
    stored = set(session.scalars(select(Response.criterion).where(mine).distinct()))
    beneath = beneath_wholes(session, head.profile.id)
    only = () if has_sites else (company_wide,)
    proofs = proofs_by_criterion(session, head.profile.id, *only)
    return Outline(
        **head.parts(),
        edition=edition,
        answers=tuple(
            whole_answer(row, whole.get(row.id), beneath, proofs.get(row.id, set()), head.evidence)
            for row in _asked(session, edition, head, stored)
        ),
    )


@dataclass(frozen=True, slots=True)
class Beneath:
    """What stands under responses, by their ids: the documents linked to them, and statements."""

    links: Mapping[str, Sequence[str]]
    stated: Statements


def whole_answer(
    criterion: Criterion,
    whole: Response | None,
    beneath: Beneath,
    proofs: Collection[str],
    library: Iterable[Evidence],
) -> WholeAnswer:
    """Put together what the company says on one criterion."""
    ids = {whole.id: tuple(beneath.links.get(whole.id, ()))} if whole else {}
    evidence = tuple(document for document in library if document.id in proofs) if proofs else ()
    return WholeAnswer(criterion, whole, evidence, ids, statements=_of(beneath.stated, ids))


def _of(stated: Statements, ids: Iterable[str]) -> Statements:
    return {key: stated[key] for key in ids if key in stated}


def beneath_wholes(session: Session, profile_id: str, *only: ColumnElement[bool]) -> Beneath:
    """Return what stands under each company-wide response, in its order."""
    whole = Response.site_id.is_(None)
    stated = statements.read(session, Response.profile_id == profile_id, whole, *only)
    return Beneath(_links(session, profile_id, whole, *only), stated)


def proofs_by_criterion(
    session: Session, profile_id: str, *only: ColumnElement[bool]
) -> dict[str, set[str]]:
    """Return the documents linked under each criterion, by the company or by a site."""
    query = (
        select(Response.criterion, EvidenceLink.evidence_id)
        .join(EvidenceLink, EvidenceLink.response_id == Response.id)
        .where(Response.profile_id == profile_id, *only)
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for criterion, evidence_id in session.execute(query):
        found.setdefault(criterion, set()).add(evidence_id)
    return found


def read_own(session: Session, book: Book, criterion: str, site_id: str) -> OwnAnswer:
    """Read what one site says on a criterion."""
    mine = (Response.profile_id == book.profile.id, Response.criterion == criterion)
    response = session.scalars(select(Response).where(*mine, Response.site_id == site_id)).first()
    if response is None:
        return OwnAnswer(criterion, site_id, None, ())
    links = _links(session, book.profile.id, Response.id == response.id)
    ids = set(links.get(response.id, ()))
    linked = tuple(document for document in book.evidence if document.id in ids)
    stated = statements.read(session, Response.id == response.id).get(response.id, ())
    return OwnAnswer(criterion, site_id, response, linked, stated)


def listed(session: Session, kind: type[Part], company_id: str) -> tuple[Part, ...]:
    """Read the records of one kind of a company, in their order."""
    return _listed(session, kind, kind.company_id == company_id)


def _listed(session: Session, kind: type[Kind], condition: ColumnElement[bool]) -> tuple[Kind, ...]:
    query = select(kind).where(condition).order_by(kind.position, kind.id)
    return tuple(session.scalars(query))


def _responses(session: Session, profile_id: str) -> Responses:
    responses = session.scalars(select(Response).where(Response.profile_id == profile_id))
    return {(row.criterion, row.site_id): row for row in responses}


def _asked(
    session: Session, edition: Edition, head: Head, stored: Collection[str]
) -> tuple[Criterion, ...]:
    return editions.asked_rows(session, edition, head.account.entity, head.overlays, stored)


def _links(session: Session, profile_id: str, *only: ColumnElement[bool]) -> dict[str, list[str]]:
    links: dict[str, list[str]] = {}
    query = (
        select(EvidenceLink.response_id, EvidenceLink.evidence_id)
        .join(Response, Response.id == EvidenceLink.response_id)
        .where(Response.profile_id == profile_id, *only)
        .order_by(EvidenceLink.position, EvidenceLink.id)
    )
    for response_id, evidence_id in session.execute(query):
        links.setdefault(response_id, []).append(evidence_id)
    return links


def _answers(
    session: Session, head: Head, criteria: tuple[Criterion, ...], responses: Responses
) -> tuple[Answer, ...]:
    links = _links(session, head.profile.id)
    stated = statements.read(session, Response.profile_id == head.profile.id)
    return tuple(_answer(criterion, responses, head, links, stated) for criterion in criteria)


def _answer(
    criterion: Criterion,
    responses: Responses,
    head: Head,
    links: dict[str, list[str]],
    stated: Statements,
) -> Answer:
    whole = responses.get((criterion.id, None))
    by_site = tuple((site, responses.get((criterion.id, site.id))) for site in head.sites)
    here = [response for response in (whole, *(row for _, row in by_site)) if response]
    ids = {response.id: tuple(links.get(response.id, ())) for response in here}
    linked = {evidence_id for found in ids.values() for evidence_id in found}
    evidence = tuple(document for document in head.evidence if document.id in linked)
    return Answer(criterion, whole, evidence, ids, by_site, statements=_of(stated, ids))
