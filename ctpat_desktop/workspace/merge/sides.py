"""One side of a merge: what it did that the other does not know, and what its fields say."""

from collections.abc import Iterable, Mapping
from typing import Any

from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.bulk import ADDED, REMOVED
from ctpat_desktop.workspace.merge.ops import AGAIN, PRESENCE, Head, Key, Knowing, Op, Spot, Telling


def in_force(heads: Iterable[Head]) -> Head:
    """Return the value that counts while nobody settled which one is right: the newest."""
    return max(heads, key=lambda head: (head.at, head.batch))


class Touch:
    """What one side did to one record without the other's knowledge."""

    def __init__(self) -> None:
        """Start with nothing done."""
        self.ops: list[Op] = []
        self.last: dict[str, Op] = {}
        """The newest action on each field."""
        self.before: dict[str, Any] = {}
        """What each field said before the first of them."""

    def add(self, op: Op) -> None:
        """Take one more action in."""
        self.ops.append(op)
        for name in op.fields():
            self.before.setdefault(name, op.changes[name][0])
            self.last[name] = op

    @property
    def removals(self) -> list[Op]:
        """The actions that took the record away; none where it is there."""
        if self.ops[-1].action != REMOVED:
            return []
        added = [place for place, op in enumerate(self.ops) if op.action in (ADDED, AGAIN)]
        return [op for op in self.ops[max(added, default=0) :] if op.action == REMOVED]


class Side:
    """A copy as the other one sees it."""

    def __init__(self, copy: Telling, other: Knowing) -> None:
        """Read what it did since both were the same."""
        self.copy = copy
        self.ops = copy.since(other)
        self.touches: dict[Key, Touch] = {}
        for op in self.ops:
            self.touches.setdefault(op.key, Touch()).add(op)
        self.contested, self._since = copy.contested()
        self._values: dict[Key, dict[str, Any] | None] = {}
        self._gone: dict[Key, dict[str, Any]] = {}
        """What records said that were removed here and stay all the same."""

    def load(self, keys: Iterable[Key]) -> None:
        """Read records by table and id; those that are not there are None."""
        tables: dict[str, list[str]] = {}
        for table, record_id in keys:
            if (table, record_id) not in self._values:
                self._values[table, record_id] = None
                tables.setdefault(table, []).append(record_id)
        for table, ids in tables.items():
            for record_id, row in self.copy.stored(table, ids):
                self._values[table, record_id] = row

    def row(self, key: Key) -> Mapping[str, Any] | None:
        """Return the fields of a record as they are stored, None where it is not there."""
        self.load([key])
        return self._values[key]

    def value(self, spot: Spot) -> Any:
        """Return what a field says; of `PRESENCE` whether the record is there."""
        row = self.row(spot[:2])
        if spot[2] == PRESENCE:
            return row is not None
        return (row or self._gone.get(spot[:2], {})).get(spot[2])

    def revive(self, key: Key) -> None:
        """Let the fields of a record that was removed here say what they said before."""
        removal = self.touches[key].removals[-1]
        before = {name: pair[0] for name, pair in removal.changes.items()}
        self._gone[key] = {**bulk.defaults(key[0]), **before}

    def last(self, spot: Spot) -> Op | None:
        """Return the newest action on a field that the other does not know."""
        touch = self.touches.get(spot[:2])
        return touch.last.get(spot[2]) if touch else None

    def heads(self, spot: Spot) -> list[Head]:
        """Return the values of a field that nothing later has replaced; [] where none is new.

        Of `PRESENCE` they are the removals, of a record that is there those that stand open.
        """
        if spot[2] == PRESENCE and self.row(spot[:2]) is None:
            touch = self.touches.get(spot[:2])
            gone = touch.removals if touch else []
            return [Head(op.at, op.batch, False, op.who) for op in gone]
        rows, later = self._open(spot)
        if spot[2] == PRESENCE:
            return rows
        if not rows:
            op = self.last(spot)
            return [Head(op.at, op.batch, self.value(spot), op.who)] if op else []
        after = next((op for op in reversed(later) if spot[2] in op.fields()), None)
        if after is None:
            return rows
        top = in_force(rows)
        fresh = Head(after.at, after.batch, self.value(spot), after.who)
        return [fresh, *(row for row in rows if row.value != top.value)]

    def _open(self, spot: Spot) -> tuple[list[Head], list[Op]]:
        """Return the open values of a field, and what was written here on its record since."""
        rows = list(self.contested.get(spot, ()))
        later = self.copy.written_after(spot[:2], self._since[spot]) if rows else []
        is_over = any(op.action == REMOVED for op in later)
        return ([], later) if is_over else (rows, later)


def merged(one: Side, other: Side, spot: Spot) -> list[Head]:
    """Return the values of a field that neither side has replaced, knowing them."""
    first, second = one.heads(spot), other.heads(spot)
    both = {head.batch for head in first} & {head.batch for head in second}
    mine = [head for head in first if head.batch in both or not other.copy.knows(head.batch)]
    theirs = [head for head in second if not one.copy.knows(head.batch)]
    known = {head.batch for head in mine}
    return mine + [head for head in theirs if head.batch not in known]
