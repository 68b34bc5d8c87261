"""What the checklist knows of the registers: only the rows with a problem, counted and named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ctpat_desktop.checklist.findings import and_more
from ctpat_desktop.support.dates import with_days

SHOWN = 3
"""How many records a finding names; the rest is a count."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Days and counts the rules go by. None of them is CBP's: each can be changed."""

    check_days: int = 365
    assessment_days: int = 365
    reassess_days: int = 730
    policy_days: int = 365
    test_days: int = 365
    mend_days: int = 30
    accounts_days: int = 365
    backup_days: int = 7
    restore_days: int = 365
    seal_audit_days: int = 92
    idle_seal_days: int = 30
    log_days: int = 90
    recheck_days: int = 365
    alarm_days: int = 365
    footage_days: int = 14
    footage_review_days: int = 92
    pest_days: int = 31
    parcel_days: int = 92
    guard_days: int = 365
    trip_days: int = 31
    audit_days: int = 365
    management_days: int = 365
    risk_days: int = 365
    notice_days: int = 1
    inquiry_days: int = 30
    settle_days: int = 30
    new_days: int = 30
    soon_days: int = 30
    import_history_days: int = 730
    trade_risk_days: int = 365
    control_days: int = 365
    labor_training_days: int = 365
    hold_answer_days: int = 30
    cbp_message_days: int = 30
    cbp_report_days: int = 90
    cbp_letter_days: int = 90
    cbp_soon_days: int = 14


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One record with a problem: its id, its name and what is wrong with it in a few words."""

    id: str
    name: str
    detail: str = ""

    @property
    def words(self) -> str:
        """Name and detail as a finding shows them."""
        return f"{self.title} ({with_days(self.detail)})" if self.detail else self.title

    @property
    def title(self) -> str:
        """The name as people read it."""
        return with_days(self.name)


@dataclass(frozen=True, slots=True)
class Rows:
    """All records of one table with one problem: how many, and the first by name."""

    table: str
    count: int = 0
    first: tuple[ProblemRow, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any."""
        return self.count > 0

    @property
    def words(self) -> str:
        """The first by name and the count of the others, as a finding shows them."""
        named = "; ".join(row.words for row in self.first)
        more = self.count - len(self.first)
        return and_more(named, more) if more else named

    def __add__(self, other: "Rows") -> "Rows":
        """Join two lists of one table."""
        both = sorted((*self.first, *other.first), key=lambda row: (row.name, row.detail, row.id))
        return Rows(self.table, self.count + other.count, tuple(both[:SHOWN]))


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest entry of a log: its day and id; None where there is no entry of that kind."""

    table: str
    day: date | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Lack:
    """One training topic people lack: `kind` is never, failed, overdue or no_result."""

    kind: str
    criteria: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the registers of one company say; `titles` are the plural names of the tables.

    `filled` holds each table with at least one row, and marks such as "site.lighting" for a
    column somebody has filled in. `taught` are the criteria the training topics name, `written`
    those that procedures in use name; `numbers` are the numbers of these procedures.
    """

    filled: frozenset[str] = frozenset()
    rows: Mapping[str, Rows] = field(default_factory=lambda: MappingProxyType({}))
    newest: Mapping[str, Newest] = field(default_factory=lambda: MappingProxyType({}))
    training: tuple[Lack, ...] = ()
    taught: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    limits: Limits = Limits()

    def incomplete(self) -> Iterator[Rows]:
        """Yield, per table, the records that lack a required field."""
        yield from self._of_kind("incomplete.")

    def impossible(self) -> Iterator[Rows]:
        """Yield, per table, the records with a day or time that cannot be."""
        yield from self._of_kind("dates.")

    def _of_kind(self, start: str) -> Iterator[Rows]:
        for name, rows in self.rows.items():
            if name.startswith(start) and rows:
                yield rows
