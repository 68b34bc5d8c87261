"""What a packet says: read from the company's records, with what is still open."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.agreement import Outline, load_outline
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import Signature
from ctpat_desktop.documents.packets.mou import Agreement, Authorized, Bonded, Covered, Enclosed
from ctpat_desktop.reading.dossier import Dossier, read_dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    Bond,
    CodeOfConduct,
    Contact,
    CoveredIor,
    Evidence,
    Identifier,
    OfficerAuthority,
    Packet,
    SelfTest,
    SupplyChain,
    TradeMembership,
    TradeRisk,
)
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.support.own_language import for_cbp

IOR = "ior"
Part = TypeVar("Part", bound=CompanyPart)


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing missing before the packet should be signed, and where it is put right."""

    words: str
    place: Place
    is_serious: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything a packet says; `facts` are label and value pairs, each label once."""

    dossier: Dossier
    outline: Outline
    agreement: Agreement
    facts: tuple[tuple[str, str], ...]
    official_sha256: str
    open_points: tuple[OpenPoint, ...]


def read(scope: Scope, packet: Packet | None, year: int) -> Contents:
    """Return what a packet of `year` would say today; `packet` holds the person's choices."""
    with scope.workspace.read() as session:
        return _Reader(session, scope.account_id, packet, scope.today).read(year)


@for_cbp
def facts_on_paper(scope: Scope, packet: Packet | None, year: int) -> tuple[tuple[str, str], ...]:
    """Return what a packet of `year` would say as it says it: in English, whoever asks."""
    return read(scope, packet, year).facts


def chosen(packet: Packet | None) -> tuple[str, ...]:
    """Return the ids of the contacts chosen to sign; () where nobody was chosen yet."""
    return tuple(json.loads(packet.signers)) if packet and packet.signers else ()


class _Reader:
    """Reads one company's trade records once."""

    def __init__(
        self, session: Session, account_id: str, packet: Packet | None, today: date
    ) -> None:
        self._session, self._packet, self._today = session, packet, today
        self._company_id = session.get_one(Account, account_id).company_id
        self._dossier = read_dossier(session, account_id)
        self._contacts = {row.id: row for row in self._dossier.contacts}
        self._titles = {row.id: row.title for row in self._dossier.evidence}
        self._bonds = self._all(Bond)
        self._authorities = self._all(OfficerAuthority)
        self._iors = self._all(CoveredIor)
        self._membership = next(iter(self._all(TradeMembership)), None)
        self._outline = load_outline()

    def read(self, year: int) -> Contents:
        """Return the contents of the packet of one year."""
        official = self._packet.official_id if self._packet else None
        agreement = Agreement(
            year=year,
            signers=self._signers(),
            covered=self._covered(),
            bonds=tuple(self._bonded(row) for row in self._bonds_in_force()),
            authorities=tuple(
                self._authorized(row)
                for row in self._authorities
                if row.contact_id in self._contacts
            ),
            enclosures=tuple(
                Enclosed(row.text, self._documents(row.source)) for row in self._outline.enclosures
            ),
            has_official_text=official in self._titles,
        )
        document = self._session.get(Evidence, official) if official else None
        told = f"{document.title}, {document.filename}" if document else ""
        facts = tuple(_facts(self._dossier, agreement, self._outline, told))
        points = (*self._missing(agreement), *self._not_enclosed(agreement))
        sha256 = document.sha256 if document else ""
        return Contents(self._dossier, self._outline, agreement, facts, sha256, points)

    def _all(self, kind: type[Part]) -> Sequence[Part]:
        query = select(kind).where(kind.company_id == self._company_id)
        return self._session.scalars(query.order_by(kind.position, kind.id)).all()

    def _in_force(self, until: date | None, since: date | None = None) -> bool:
        return (until is None or until >= self._today) and (since is None or since <= self._today)

    def _bonds_in_force(self) -> list[Bond]:
        return [row for row in self._bonds if self._in_force(row.valid_to, row.valid_from)]

    def _signers(self) -> tuple[Signature, ...]:
        roles = (self._outline.officer_role, self._outline.second_role)
        people = [self._contacts[key] for key in chosen(self._packet) if key in self._contacts]
        people = people or self._likely()
        return tuple(
            Signature(role, person.full_name, person.title)
            for role, person in zip(roles, people, strict=False)
        )

    def _allowed(self) -> set[str]:
        """Return the contacts who may sign the MOU today."""
        return {
            row.contact_id
            for row in self._authorities
            if row.contact_id and row.may_sign_mou and self._in_force(row.valid_to, row.signed_on)
        }

    def _likely(self) -> list[Contact]:
        """Return the officer who may sign the MOU, else the primary one, else any."""
        allowed = self._allowed()
        officers = [row for row in self._dossier.contacts if row.is_officer]
        order = sorted(officers, key=lambda row: (row.id not in allowed, not row.is_primary))
        return order[:1]

    def _covered(self) -> tuple[Covered, ...]:
        values = {
            row.id: row.value
            for row in self._session.scalars(
                select(Identifier).where(Identifier.company_id == self._company_id)
            )
        }
        numbers = {row.id: row.number for row in self._bonds}
        if self._iors:
            return tuple(
                Covered(
                    values.get(row.identifier_id or "", ""),
                    row.legal_name,
                    row.unit,
                    row.imports_since,
                    numbers.get(row.bond_id or "", ""),
                )
                for row in self._iors
                if row.is_selected
            )
        return tuple(
            Covered(row.value, self._dossier.company.name, row.note)
            for row in self._dossier.identifiers
            if row.kind == IOR
        )

    def _bonded(self, row: Bond) -> Bonded:
        kind = choice_text("bond", "kind", row.kind)
        return Bonded(row.number, kind, row.surety, row.amount, row.valid_from, row.valid_to)

    def _authorized(self, row: OfficerAuthority) -> Authorized:
        person = self._contacts.get(row.contact_id or "")
        return Authorized(
            person.full_name if person else "",
            choice_text("officer_authority", "source", row.source),
            row.signed_on,
            row.valid_to,
            self._titles.get(row.evidence_id or "", ""),
        )

    def _documents(self, source: str) -> tuple[str, ...]:
        """Return the titles of the documents that the records of a source hold."""
        if source == "ior":
            return (tr("in this packet"),) if self._covered() else ()
        held: dict[str, Iterable[str | None]] = {
            "manual": (self._membership.manual_evidence_id,) if self._membership else (),
            "bond": (row.evidence_id for row in self._bonds_in_force()),
            "authority": (row.evidence_id for row in self._authorities),
            "risk": (row.evidence_id for row in self._recent(TradeRisk)),
            "self_test": (row.evidence_id for row in self._recent(SelfTest)),
            "code_of_conduct": (row.evidence_id for row in self._all(CodeOfConduct)),
            "chain": (row.evidence_id for row in self._all(SupplyChain) if row.is_high_risk),
        }
        found = (self._titles.get(key or "", "") for key in held.get(source, ()))
        return tuple(dict.fromkeys(filter(None, found)))

    def _recent(self, kind: type[TradeRisk] | type[SelfTest]) -> list[TradeRisk | SelfTest]:
        return [row for row in self._all(kind) if (row.year or 0) >= self._today.year - 1]

    def _missing(self, agreement: Agreement) -> Iterator[OpenPoint]:
        if self._dossier.account.entity != "importer":
            yield OpenPoint(
                tr("Trade Compliance is for importers; this account is of another kind."),
                Place("company", table="account", record_id=self._dossier.account.id),
                is_serious=True,
            )
        if not agreement.signers:
            words = tr("No contact is marked as company officer, so nobody can sign.")
            yield OpenPoint(words, Place("company", table="contact"), is_serious=True)
        if not agreement.covered:
            words = tr("No importer of record number joins yet.")
            yield OpenPoint(words, Place("trade", table="covered_ior"), is_serious=True)
        if not any(row.kind == "continuous" for row in self._bonds):
            words = tr("No continuous import bond is entered.")
            yield OpenPoint(words, Place("trade", table="bond"))
        elif not any(row.kind == "continuous" for row in self._bonds_in_force()):
            words = tr("No continuous import bond is in force today.")
            yield OpenPoint(words, Place("trade", table="bond"), is_serious=True)
        named = {self._contacts[key].full_name for key in self._allowed() if key in self._contacts}
        for signer in agreement.signers:
            if signer.name not in named:
                words = tr("Nothing on record lets {name} sign the MOU today.")
                place = Place("trade", table="officer_authority")
                yield OpenPoint(words.format(name=signer.name), place)
        if not agreement.has_official_text:
            words = tr("CBP's own text of the agreement was not added.")
            yield OpenPoint(words, Place("packets"))

    def _not_enclosed(self, agreement: Agreement) -> Iterator[OpenPoint]:
        places = {
            "manual": Place("trade", table="trade_membership"),
            "bond": Place("trade", table="bond"),
            "authority": Place("trade", table="officer_authority"),
            "risk": Place("controls", table="trade_risk"),
            "self_test": Place("controls", table="self_test"),
            "code_of_conduct": Place("forced_labor", table="code_of_conduct"),
            "chain": Place("forced_labor", table="supply_chain"),
        }
        for row, asked in zip(agreement.enclosures, self._outline.enclosures, strict=True):
            if asked.source in places and not row.documents:
                words = tr("Not in the library: {what}.").format(what=row.text)
                yield OpenPoint(words, places[asked.source])


def _facts(
    dossier: Dossier, agreement: Agreement, outline: Outline, official: str
) -> Iterator[tuple[str, str]]:
    """Yield what the packet says as label and value; the next year is compared with it."""
    company, account = dossier.company, dossier.account
    yield tr("Legal name"), company.name
    yield tr("Doing business as"), company.doing_business_as
    yield tr("CTPAT account"), account.number
    yield tr("Tier"), choice_text("account", "tier", account.tier)
    for row in dossier.addresses:
        if row.is_primary:
            where = (row.line1, row.line2, row.city, row.state, row.postal_code, row.country)
            yield tr("Address"), labels.joined(*where)
    for person in dossier.contacts:
        told = labels.joined(person.title, person.email, person.phone)
        yield f"{tr('Contact')} {person.full_name}", told
    for site in dossier.sites:
        yield f"{tr('Site')} {site.name}", labels.joined(site.line1, site.city, site.state)
    for number, signer in enumerate(agreement.signers, 1):
        yield tr("Signer {number}").format(number=number), labels.joined(signer.name, signer.title)
    for ior in agreement.covered:
        since = paper_text(ior.imports_since)
        told = labels.joined(ior.legal_name, ior.unit, since, ior.bond)
        yield f"{tr('IOR number')} {ior.number}", told
    for bond in agreement.bonds:
        amount = f"{number_text(bond.amount)} USD" if bond.amount is not None else ""
        valid = labels.period(bond.valid_from, bond.valid_to)
        yield f"{tr('Bond')} {bond.number}", labels.joined(bond.kind, bond.surety, amount, valid)
    for held in agreement.authorities:
        yield (
            tr("Authority of {officer}").format(officer=held.officer),
            labels.joined(held.source, labels.period(held.signed_on, held.valid_to), held.document),
        )
    for enclosure in agreement.enclosures:
        yield f"{tr('Enclosure')}: {enclosure.text}", labels.joined(*enclosure.documents)
    yield tr("Outline of the agreement"), f"{outline.version} ({outline.lock})"
    yield tr("CBP's own text"), official
