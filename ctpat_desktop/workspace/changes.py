"""What one unit of work changed; screens refresh only if it concerns them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """One record that was added, changed or removed, with the fields touched."""

    table: str
    record_id: str
    action: str
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes of one commit; empty when nothing was different."""

    what: str = ""
    items: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        """Return True when anything changed."""
        return bool(self.items)

    def touches(self, *tables: str) -> bool:
        """Return whether any of these tables was changed."""
        return any(item.table in tables for item in self.items)
