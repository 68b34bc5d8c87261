"""What is counted for a partner's risk: its facts, and what its roles do with the goods.

Values only. None and "" stand for what nobody entered.
"""

from dataclasses import dataclass
from datetime import date

from ctpat_desktop.checklist.risk import Asked, Level, Met

HANDLERS = frozenset(
    (
        *("manufacturer", "consolidator", "warehouse", "terminal"),
        *("highway_carrier", "drayage"),
    )
)
"""Roles that make, pack, store or truck the goods: the most points."""
MOVERS = frozenset(
    (
        *("supplier", "forwarder", "customs_broker"),
        *("sea_carrier", "air_carrier", "rail_carrier"),
    )
)
"""Roles that sell, carry or arrange the goods."""
SELLERS = frozenset(("manufacturer", "supplier"))
"""Roles whose share is that of the value bought, and that are screened for forced labor."""


@dataclass(frozen=True, slots=True)
class Link:
    """A record that caused points."""

    table: str
    record_id: str
    words: str


@dataclass(frozen=True, slots=True)
class CountryFact:
    """What one chosen source says of one country of a partner; no level: it says nothing."""

    country: str
    source: str
    level: Level | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class StatusFact:
    """What is known of a membership: what is claimed, and what was seen of it.

    `is_shown` is true where the portal says certified, or the AEO program is a recognized one.
    """

    claim: str = ""
    is_shown: bool = False
    lapsed: str = ""
    checked_on: date | None = None
    expired_on: date | None = None
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class AnswersFact:
    """The newest accepted answers, or else what an assessment without answers scored."""

    asked: tuple[Asked, ...] = ()
    on: date | None = None
    reference: str = ""
    score: int | None = None
    mended: frozenset[str] = frozenset()
    """Criteria of corrective actions proven and closed since."""
    returned_on: date | None = None
    link: Link | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """The Musts that are missing or only partly met, and not mended since."""
        weak = (Met.MISSING, Met.PARTLY)
        rows = (row for row in self.asked if row.is_must and row.met in weak)
        return tuple(row.criterion for row in rows if row.criterion not in self.mended)


@dataclass(frozen=True, slots=True)
class Trouble:
    """One incident, discrepancy or seal trouble that names the partner."""

    link: Link
    on: date | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class PartnerFacts:
    """What is known of one partner; None and "" stand for what nobody entered."""

    id: str = ""
    countries: tuple[CountryFact, ...] = ()
    roles: tuple[str, ...] = ()
    handles_cargo: bool = False
    share: float | None = None
    status: StatusFact = StatusFact()
    answers: AnswersFact | None = None
    troubles: tuple[Trouble, ...] = ()
    labor: str = ""
    labor_on: date | None = None

    @property
    def is_seller(self) -> bool:
        """Whether it makes or sells goods."""
        return bool(SELLERS.intersection(self.roles))

    @property
    def is_office(self) -> bool:
        """Whether no goods go through its hands or its papers."""
        return not self.handles_cargo and not {*HANDLERS, *MOVERS}.intersection(self.roles)
