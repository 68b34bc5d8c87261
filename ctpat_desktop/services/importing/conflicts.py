"""What happens where a row of a sheet contradicts a record of a register of events.

In such a register (`Form.asks_on_meeting`) a row may fill in what a record leaves open; what it
says differently is a conflict, and a person decides. Undecided, what is here stays.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ctpat_desktop.catalogue.forms import Field, Form

Values = dict[str, Any]


class Decision(StrEnum):
    """What to do with a row in conflict."""

    KEEP = "keep"
    TAKE = "take"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that contradicts a record, or an earlier row: what it would write, and what may be.

    `differs` are all values it says differently, `values` all it says; `new_id` is what a second
    record would be called by. `held_by` is the number of the earlier row, 0 for a stored record.
    """

    record_id: str
    differs: Values
    values: Values
    new_id: str
    allowed: tuple[Decision, ...]
    held_by: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said: for all conflicts, and for single rows by number."""

    for_all: Decision = Decision.KEEP
    rows: Mapping[int, Decision] = field(default_factory=dict)

    def of(self, number: int, conflict: Conflict) -> Decision:
        """Return what is done with one row; what may not be done leaves what is here."""
        wanted = self.rows.get(number, self.for_all)
        return wanted if wanted in conflict.allowed else Decision.KEEP


def contradictions(
    form: Form, there: Mapping[str, Any], fresh: Mapping[str, Any]
) -> frozenset[str]:
    """Return the fields in which values say something else than a record, not only more."""
    keys = (key for key, value in fresh.items() if _differs(form.field(key), there.get(key), value))
    return frozenset(keys)


def allowed(
    form: Form, against: frozenset[str], *, can_take: bool, can_add: bool
) -> tuple[Decision, ...]:
    """Return what a person may decide on a row that contradicts a record in these fields."""
    found = [Decision.KEEP]
    if can_take and not set(form.stays) & against:
        found.append(Decision.TAKE)
    if can_add and form.allows_second:
        found.append(Decision.ADD)
    return tuple(found)


def _differs(asked: Field, there: Any, value: Any) -> bool:
    if there in (None, "", False):  # open until now
        return False
    if asked.moves_on:
        steps = [choice.value for choice in asked.choices]
        return _step(steps, value) <= _step(steps, there)
    return True


def _step(steps: Sequence[str], value: Any) -> int:
    return steps.index(value) if value in steps else -1
