"""What the checklist knows of an account: plain values, no tables, no file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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
class StatementFact:
    """One statement under an answer, with the documents that prove it."""

    id: str
    text: str
    documents: tuple[str, ...] = ()

    @property
    def has_text(self) -> bool:
        """True where it says anything."""
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class ResponseFact:
    """One response; `site_id` is "" for the company as a whole."""

    id: str
    criterion: str
    site_id: str
    status: str
    has_narrative: bool
    narrative: str
    has_reason: bool
    target_on: date | None
    per_site: bool
    documents: tuple[str, ...]
    statements: tuple[StatementFact, ...] = ()
    """In their order: the first is number 1."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything it says: its own words, and then those of its statements."""
        said = (self.narrative, *(row.text for row in self.statements))
        return tuple(text for text in said if text.strip())


@dataclass(frozen=True, slots=True)
class AtSites:
    """What the sites say on one criterion, by site, as far as something can be amiss with it.

    None stands for a site that said nothing. A site that is left out is well. `answered` counts
    the sites that said anything.
    """

    doubts: Mapping[str, ResponseFact | None]
    answered: int


Copies = Mapping[str, tuple[str, ...]]
"""By criterion, the other criteria whose text is nearly the same."""


@dataclass(frozen=True, slots=True)
class CompanyName:
    """How another company of the file is called."""

    name: str
    called: str
    """The name without its legal form, as it is looked for."""
    keys: frozenset[str]
    """The words of `called` as they are compared."""


@dataclass(frozen=True, slots=True)
class WritingFacts:
    """What the rules of writing need beside the texts."""

    limit: int
    """Characters the portal takes under one criterion."""
    others: tuple[CompanyName, ...]
    left_alone: Mapping[tuple[str, str, str], str]
    """Findings left as they are, by rule, criterion and site, each with the digest of its text."""
    titles: Mapping[str, tuple[DocumentFact, ...]] = field(default_factory=dict)
    """The documents of the library by the first word of their titles."""
    prints: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """The word sequences of the company's texts, by criterion."""
    copies: Copies = field(default_factory=dict)
    texts: dict[str, object] = field(default_factory=dict, compare=False)
    """What was read of each text, so that it is read once."""


@dataclass(frozen=True, slots=True)
class SentBackFact:
    """An answer that was sent back, and nothing of it was changed since; `site` is its name."""

    criterion: str
    site_id: str
    site: str


@dataclass(frozen=True, slots=True)
class YearFacts:
    """How far the yearly review of an account is."""

    year: int
    closes: date | None
    """The last day of the review window; None until an anniversary is typed."""
    opens: date | None
    asked: int
    left: tuple[str, ...]
    """The criteria that nobody has affirmed in the window as they are now."""
    hasty: tuple[str, ...]
    """The criteria affirmed hardly a moment after they were opened."""
    not_renewed: Mapping[str, tuple[str, ...]]
    """By criterion, last year's documents that count no more and have nothing in their place."""
    sent_back: tuple[SentBackFact, ...] = ()


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
    sites: Mapping[str, SiteFact]
    """By id, in the order of the company."""
    responses: Mapping[str, ResponseFact]
    """What the company as a whole says, by criterion."""
    documents: Mapping[str, DocumentFact]
    records: tuple[RecordFact, ...] = ()
    at_sites: Mapping[str, AtSites] = field(default_factory=dict)
    """By each criterion that is answered per site; one that is left out was not looked at."""
    writing: WritingFacts | None = None
    """None where the words of the answers are not judged."""
    reworded: Mapping[str, str] = field(default_factory=dict)
    """The criteria to be read again, each with the edition its answer was written for."""
    edition: str = ""
    missing_edition: str = ""
    """The edition the profile names, where it is not here and `edition` stands in for it."""
    year: YearFacts | None = None
    """None where the yearly review was not looked at."""
    kit_places: frozenset[str] | None = None
    """The pages and registers of a field kit: what it lacks is no gap. None for a whole file."""
