"""What the checklist says: findings with their place, and progress per section."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ctpat_desktop.support.language import tr


class Severity(StrEnum):
    """How much a finding hurts, worst first."""

    BLOCKER = "blocker"
    GAP = "gap"
    WEAK = "weak"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go to mend a finding: a section, and there a criterion or a record's field.

    `section` is "company", a category number as text or the table of a register; `criterion` is ""
    outside the profile; `table`, `record_id` and `field` name a stored value where there is one;
    `site_id` narrows a criterion to one site. A register's finding names the criterion it
    contradicts as well.
    """

    section: str
    criterion: str = ""
    table: str = ""
    record_id: str = ""
    field: str = ""
    site_id: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing missing or wrong, why it matters and what to do."""

    rule: str
    severity: Severity
    place: Place
    reason: str
    remedy: str
    spans: tuple[tuple[int, int], ...] = ()
    """Where in a text it stands: the first character and one past the last."""


def named(between: str, names: Sequence[str], most: int) -> str:
    """Return the first of some names, and how many more there are."""
    words, more = between.join(names[:most]), len(names) - most
    return and_more(words, more) if more > 0 else words


def and_more(names: str, more: int) -> str:
    """Return some names and how many are not named."""
    return tr("{names} and {n} more").format(names=names, n=more)


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How far one section is; `must_open` counts Musts not yet answered."""

    section: str
    answered: int
    total: int
    must_open: int
