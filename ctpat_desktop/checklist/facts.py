"""What the checklist knows of an account: plain values, no tables, no file."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AddressFact:
    """One address of the company."""

    id: str
    kind: str
    line1: str
    city: str
    country: str


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One contact of the company."""

    id: str
    name: str
    email: str
    title: str
    phone: str
    is_officer: bool
    is_primary: bool


@dataclass(frozen=True, slots=True)
class IdentifierFact:
    """One business identifier."""

    id: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SiteFact:
    """One site of the company."""

    id: str
    name: str
    handles_cargo: bool


@dataclass(frozen=True, slots=True)
class RecordFact:
    """What one record of the company says, for the formats a portal takes."""

    table: str
    id: str
    name: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DocumentFact:
    """One document of the library with its clock."""

    id: str
    title: str
    period_from: date | None
    period_to: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class ResponseFact:
    """One response; `site_id` is "" for the company as a whole."""

    id: str
    criterion: str
    site_id: str
    status: str
    has_narrative: bool
    length: int
    has_reason: bool
    target_on: date | None
    per_site: bool
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the rules may look at for one account."""

    entity: str
    company_id: str
    company: dict[str, bool]
    history_length: int
    account_id: str
    borders_crossed: str
    period_from: date | None
    period_to: date | None
    addresses: tuple[AddressFact, ...]
    contacts: tuple[ContactFact, ...]
    identifiers: tuple[IdentifierFact, ...]
    sites: tuple[SiteFact, ...]
    responses: tuple[ResponseFact, ...]
    documents: tuple[DocumentFact, ...]
    records: tuple[RecordFact, ...] = ()

    def whole(self) -> dict[str, ResponseFact]:
        """Return the company-wide responses by criterion."""
        return {row.criterion: row for row in self.responses if not row.site_id}

    def at_sites(self) -> dict[tuple[str, str], ResponseFact]:
        """Return the per-site responses by criterion and site."""
        return {(row.criterion, row.site_id): row for row in self.responses if row.site_id}
