"""The arithmetic of the risk assessment: threat, vulnerability, and what comes of the two.

Source: the five steps published by CBP; the figures are the program's own. Two rules hold
everywhere: a missing Must is never averaged away, and where something is not known there is no
rating, never a low one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Level(IntEnum):
    """How high something is; `None` beside it stands for not rated."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    @classmethod
    def named(cls, value: str) -> "Level | None":
        """Return the level a record holds, such as "low"; None for anything else."""
        return cls[value.upper()] if value.upper() in cls.__members__ else None

    @property
    def value_text(self) -> str:
        """The value as a record holds it."""
        return self.name.lower()


class Met(StrEnum):
    """How far a criterion is met at a leg."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


THREATS = (
    *("terrorism", "contraband", "smuggling", "crime", "conditions"),
    *("theft", "transshipment", "forced_labor"),
)
"""The kinds of threat the program knows; a company adds its own."""

REQUIRED = THREATS[:5]
"""The kinds without which there is no rating of the threat: those of CBP's published steps."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A level, or None where too little is known; then `at_least` says what is known already."""

    level: Level | None
    at_least: Level | None = None

    @property
    def floor(self) -> Level | None:
        """What it is at least; None where nothing is known."""
        return self.level or self.at_least


NOT_RATED = Rating(None)


def threat(levels: Mapping[str, Level | None], required: Iterable[str] = REQUIRED) -> Rating:
    """Return the threat at one place from the levels of its kinds.

    It is the highest of them. It is known once it is high, or once all `required` kinds are rated.
    """
    rated = [level for level in levels.values() if level is not None]
    highest = max(rated, default=None)
    is_whole = all(levels.get(kind) is not None for kind in required)
    if highest is Level.HIGH or (highest is not None and is_whole):
        return Rating(highest)
    return Rating(None, highest)


@dataclass(frozen=True, slots=True)
class Asked:
    """One criterion at one leg: whether it is a Must, and how far it is met."""

    criterion: str
    is_must: bool
    met: Met


def vulnerability(asked: Iterable[Asked]) -> Rating:
    """Return how vulnerable a leg is.

    High with a Must that is missing or only partly met; low with everything met; else medium. It
    is not rated while no Must is asked, or while a Must (or, before it could be low, a Should) is
    unknown: a firm that only says it is a member somewhere has answered nothing.
    """
    rows = [row for row in asked if row.met is not Met.NOT_APPLICABLE]
    musts = {row.met for row in rows if row.is_must}
    shoulds = {row.met for row in rows if not row.is_must}
    if musts & {Met.MISSING, Met.PARTLY}:
        return Rating(Level.HIGH)
    weak = bool(shoulds & {Met.MISSING, Met.PARTLY})
    if not musts or Met.UNKNOWN in musts:
        return Rating(None, Level.MEDIUM if weak else None)
    if weak:
        return Rating(Level.MEDIUM)
    return Rating(None) if Met.UNKNOWN in shoulds else Rating(Level.LOW)


def lacks_must(asked: Iterable[Asked]) -> bool:
    """Return whether a Must is missing or only partly met."""
    return any(row.is_must and row.met in (Met.MISSING, Met.PARTLY) for row in asked)


MEDIUM_FROM, HIGH_FROM = 3, 6
"""Products of threat and vulnerability (1 to 9) from which a leg is medium or high: our default."""


def combined(threat_: Rating, vulnerable: Rating, *, has_gap: bool) -> Rating:
    """Return the risk of a leg: threat times vulnerability; high with a Must that is missing."""
    if has_gap:
        return Rating(Level.HIGH)
    floor = _product(threat_.floor or Level.LOW, vulnerable.floor or Level.LOW)
    if threat_.level is None or vulnerable.level is None:
        if floor is Level.HIGH:
            return Rating(Level.HIGH)
        known = threat_.floor is not None and vulnerable.floor is not None
        return Rating(None, floor if known else None)
    return Rating(floor)


def _product(one: Level, other: Level) -> Level:
    points = one * other
    if points >= HIGH_FROM:
        return Level.HIGH
    return Level.MEDIUM if points >= MEDIUM_FROM else Level.LOW


def highest(ratings: Iterable[Rating]) -> Rating:
    """Return the rating of a chain from those of its legs: one that is not rated leaves it open."""
    rows = list(ratings)
    floors = [row.floor for row in rows if row.floor is not None]
    top = max(floors, default=None)
    if top is Level.HIGH and any(row.level is Level.HIGH for row in rows):
        return Rating(Level.HIGH)
    if not rows or any(row.level is None for row in rows):
        return Rating(None, top)
    return Rating(top)
