"""The rows of a list to import: what happens with each, and what should be known of its cells."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple


class Outcome(StrEnum):
    """What happens with a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Remark:
    """What a person should know of one cell: row, field key, words, and the field's label."""

    row: int
    field: str
    text: str
    label: str = ""

    def values(self) -> dict[str, Any]:
        """Return it as plain values for programs."""
        return {"row": self.row, "field": self.field, "text": self.text}

    def sentence(self) -> str:
        """Return it as a sentence for people, without the row."""
        return f"{self.label}: {self.text}" if self.label else self.text


NOTHING: Mapping[str, Any] = MappingProxyType({})


class RowPlan(NamedTuple):
    """One row of the sheet: its number there, what it is called, what happens and why not.

    `now` are the values it says differently, `was` what stands there. A list has very many of
    these; as a tuple one is made in a tenth of the time.
    """

    number: int
    title: str
    outcome: Outcome
    reason: str = ""
    remarks: tuple[Remark, ...] = ()
    was: Mapping[str, Any] = NOTHING
    now: Mapping[str, Any] = NOTHING

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of the fields it says differently."""
        return tuple(self.now)
