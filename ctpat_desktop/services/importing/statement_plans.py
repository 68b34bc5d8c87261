"""What an import would do with each statement under an answer. Values only."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ctpat_desktop.documents.core import labels
from ctpat_desktop.exchange.profile.found import FoundStatement
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.services.importing.outcomes import Change, Outcome
from ctpat_desktop.support.words import folded, spaced

Same = Callable[[Any, Any], bool]
"""Whether a text says what is stored."""


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """One statement of a document and what happens to it.

    `number` is the one it has, or gets as a new one. `values` are the fields it would write, `was`
    what stands there, `documents` those that would prove it; `statement_id` is "" for a new one.
    """

    number: int
    name: str
    outcome: Outcome
    statement_id: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """What it is called."""
        return labels.statement(self.number, self.name)

    def changes(self) -> tuple[Change, ...]:
        """Return what it says differently; nothing in words where only documents come to it."""
        keys = [key for key in self.values if key == "text" or "text" not in self.values]
        pairs = [(self.was.get(key, ""), self.values[key]) for key in keys] or [("", "")]
        return tuple(Change("statement", self.called, *pair) for pair in pairs)


class Matcher:
    """Finds the stored statement a found one is about; none is used twice."""

    def __init__(self, stored: Sequence[Stated]) -> None:
        """Take the stored statements of one answer, in their order."""
        self.free = dict(enumerate(stored, 1))

    def match(self, found_row: FoundStatement) -> tuple[int, Stated] | None:
        """Return number and statement of the same name, else of the number if one has no name."""
        name = folded(found_row.name)
        alike = [number for number, row in self.free.items() if name and folded(row.name) == name]
        if not alike and found_row.number in self.free:
            has_two = name and folded(self.free[found_row.number].name)
            alike = [] if has_two else [found_row.number]
        if not alike:
            return None
        number = found_row.number if found_row.number in alike else alike[0]
        return number, self.free.pop(number)


def plans(
    rows: Sequence[FoundStatement],
    stored: Sequence[Stated],
    named: Callable[[Sequence[str]], Sequence[str]],
    same: Same,
) -> tuple[StatementPlan, ...]:
    """Say of each statement what would happen; `named` returns the documents of some names."""
    matcher, made, fresh = Matcher(stored), list[StatementPlan](), len(stored)
    for row in rows:
        hit, documents = matcher.match(row), tuple(named(row.evidence))
        given = {"name": spaced(row.name), "text": row.text}
        if hit is not None:
            made.append(_against(hit, given, documents, same))
            continue
        fresh += 1
        made.append(
            StatementPlan(fresh, given["name"], Outcome.NEW, values=given, documents=documents)
        )
    return tuple(made)


def _against(
    hit: tuple[int, Stated], wanted: Mapping[str, str], documents: Sequence[str], same: Same
) -> StatementPlan:
    number, there = hit
    stored = {"name": there.name, "text": there.text}
    values = {key: said for key, said in wanted.items() if said and not same(stored[key], said)}
    if folded(there.name) == folded(wanted["name"]):
        values.pop("name", None)
    was = {key: stored[key] for key in values}
    fresh = tuple(key for key in documents if key not in there.documents)
    outcome = Outcome.SAME
    if values or fresh:
        outcome = Outcome.DIFFERS if any(was.values()) else Outcome.NEW
    name = there.name or wanted["name"]
    return StatementPlan(number, name, outcome, there.id, values, was, fresh)
