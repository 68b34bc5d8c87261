"""The six forced labor requirements: what shows each, and what the company says to it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from ctpat_desktop.catalogue.trade import Requirement, load_forced_labor
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.trade import trade_answers, trade_facts
from ctpat_desktop.services.trade.forced_labor_rules import Need, parts_of, state_of
from ctpat_desktop.services.trade.trade_answers import FORCED_LABOR, NOTHING, StoredAnswer
from ctpat_desktop.workspace.changes import Changes

SHOWN, PARTLY, MISSING = "shown", "partly", "missing"


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """One requirement: its state, what holds and what lacks, where to go, and own words."""

    requirement: Requirement
    state: str
    parts: tuple[Need, ...]
    place: Place
    stored: StoredAnswer

    @property
    def shows(self) -> tuple[str, ...]:
        """What is on record."""
        return tuple(part.words for part in self.parts if part.holds)

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is not on record."""
        return tuple(part.words for part in self.parts if not part.holds)


@dataclass(frozen=True, slots=True)
class Requirements:
    """All six, for one year."""

    year: int
    since: date
    rows: tuple[RequirementRow, ...]

    def count(self, state: str) -> int:
        """Return how many requirements are in a state."""
        return sum(row.state == state for row in self.rows)


def assess(scope: Scope, year: int = 0) -> Requirements:
    """Return how the six requirements stand on a day."""
    year = year or scope.today.year
    read = trade_facts.read(scope, year)
    given = trade_answers.of_year(scope, FORCED_LABOR, year)
    shipped = load_forced_labor()
    accepted = read.membership.accepted_on if read.membership else None
    is_earlier = accepted is not None and accepted < shipped.since_new
    rows = tuple(
        _row(row, parts_of(row, read), given.get(row.id, NOTHING)) for row in shipped.requirements
    )
    return Requirements(year, shipped.since_members if is_earlier else shipped.since_new, rows)


def answer(scope: Scope, requirement: str, year: int, **values: Any) -> Changes:
    """Keep the company's own words on a requirement."""
    return trade_answers.give(scope, FORCED_LABOR, requirement, year, **values)


def _row(requirement: Requirement, parts: tuple[Need, ...], stored: StoredAnswer) -> RequirementRow:
    lacking = next((part for part in parts if not part.holds), None)
    at = lacking or Need(True, "", requirement.place)
    place = Place(
        at.table,
        table=at.table,
        record_id=at.record_id,
        field=at.field,
        label=requirement.title,
    )
    return RequirementRow(requirement, state_of(parts), parts, place, stored)
