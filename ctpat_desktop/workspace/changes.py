"""What one unit of work changed; screens refresh only if it concerns them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ctpat_desktop.records import Record


class Change(NamedTuple):
    """One record that was added, changed or removed, with the fields touched.

    There may be very many: a tuple with names is made several times faster than other values.
    """

    table: str
    record_id: str
    action: str
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes of one commit; empty when nothing was different."""

    what: str = ""
    items: tuple[Change, ...] = ()
    is_own: bool = False
    """True where a field of the window itself was saved: what stands in it is newer or the same."""
    tables: frozenset[str] = field(init=False, repr=False, compare=False)
    """The tables of the changed records."""

    def __post_init__(self) -> None:
        """Note the tables once; every page asks for them, also of very many changes."""
        object.__setattr__(self, "tables", frozenset(map(itemgetter(0), self.items)))

    def __bool__(self) -> bool:
        """Return True when anything changed."""
        return bool(self.items)

    def touches(self, *tables: str) -> bool:
        """Return whether any of these tables was changed."""
        return not self.tables.isdisjoint(tables)


@dataclass(frozen=True, slots=True)
class Saved:
    """One record as it was read back from the file, and what the save changed."""

    changes: Changes
    record: Record

    def __bool__(self) -> bool:
        """Return True when anything changed."""
        return bool(self.changes)

    @property
    def record_id(self) -> str:
        """The id of the record."""
        return self.record.id

    def holds(self, values: Mapping[str, object]) -> bool:
        """Return whether the file has these values now."""
        return all(getattr(self.record, key) == value for key, value in values.items())


def together(parts: Sequence[Changes]) -> Changes:
    """Return several changes as one, in their order."""
    if len(parts) == 1:
        return parts[0]
    what = parts[-1].what if parts else ""
    return Changes(what, tuple(item for changes in parts for item in changes.items))
