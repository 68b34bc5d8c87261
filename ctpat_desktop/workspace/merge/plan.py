"""Decides what a merge makes of each record that either side changed; both sides decide alike.

What only one side changed is taken. What both changed to the same is one. What both changed
differently stays open for a person, with every value kept; the newest is in force meanwhile. A
record that one side removed and the other changed, or that something new hangs on, stays.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace.merge import approved
from ctpat_desktop.workspace.merge.links import parents
from ctpat_desktop.workspace.merge.ops import PRESENCE, Head, Key, Op, Spot, Telling
from ctpat_desktop.workspace.merge.sides import Side, in_force, merged

SILENT = frozenset({"position"})
"""Fields nobody is asked about: the newest counts."""


class Conflict(NamedTuple):
    """A field that both sides gave another value; `base` is what it said before."""

    spot: Spot
    mine: Any
    theirs: Any
    base: Any


@dataclass(slots=True)
class Plan:
    """What is to be written into the first copy."""

    ops: list[Op]
    """What the other copy did, oldest first."""
    add: dict[Key, dict[str, Any]] = field(default_factory=dict)
    change: dict[Key, dict[str, Any]] = field(default_factory=dict)
    remove: list[Key] = field(default_factory=list)
    contested: dict[Spot, list[Head]] = field(default_factory=dict)
    """The open values of each field that got other ones; [] where it has one value now."""
    conflicts: list[Conflict] = field(default_factory=list)
    rows: dict[Key, dict[str, Any]] = field(default_factory=dict)
    """The records that something stands open about, as they will be."""
    taken: int = 0
    """Fields and records that come from the other side."""
    same: int = 0
    """Fields that both sides gave the same value."""


def make(mine: Telling, theirs: Telling) -> Plan:
    """Compare two copies and return what a merge writes into the first one."""
    return _Planner(Side(mine, theirs), Side(theirs, mine)).plan()


class _Lost(NamedTuple):
    """A record that one side removed and the other still has."""

    side: Side
    """The side that has it."""
    batch: str
    """The action that removed it."""


class _Planner:
    """Goes through all records that either side touched."""

    def __init__(self, mine: Side, theirs: Side) -> None:
        self._mine, self._theirs = mine, theirs
        self._plan = Plan(theirs.ops)
        self._lost: dict[Key, _Lost] = {}
        self._reprieved = set[Key]()
        """Records that stay though one side removed them."""
        self._values: dict[Spot, Any] = {}

    def plan(self) -> Plan:
        sides = (self._mine, self._theirs)
        touched = dict.fromkeys(key for side in sides for key in side.touches)
        touched |= dict.fromkeys(spot[:2] for side in sides for spot in side.contested)
        for side in sides:
            side.load(touched)
        for key in touched:
            self._compare(key)
        self._spare()
        approved.settle((self._mine, self._theirs), self._plan.add, self._plan.change)
        for key, lost in self._lost.items():
            if key not in self._reprieved and lost.side is self._mine:
                self._plan.remove.append(key)
                self._plan.taken += 1
                self._close(key)
        for spot, heads in self._plan.contested.items():
            if heads:
                row = self._plan.add.get(spot[:2]) or self._mine.row(spot[:2]) or {}
                self._plan.rows[spot[:2]] = {**row, **self._plan.change.get(spot[:2], {})}
        order = {table: place for place, table in enumerate(RECORDS)}
        self._plan.remove.sort(key=lambda key: -order[key[0]])
        return self._plan

    def _compare(self, key: Key) -> None:
        mine, theirs = self._mine.row(key), self._theirs.row(key)
        if mine is not None and theirs is not None:
            for name in self._fields(key):
                self._decide((*key, name))
            return
        if mine is None and theirs is None:
            return
        side, other = (self._mine, self._theirs) if theirs is None else (self._theirs, self._mine)
        touch = other.touches.get(key)
        if touch is None or not touch.removals:
            self._add(key, side)
            return
        self._lost[key] = _Lost(side, touch.removals[-1].batch)
        if key in side.touches:
            self._reprieved.add(key)

    def _fields(self, key: Key) -> Iterator[str]:
        """Yield the fields that the other side touched."""
        touch = self._theirs.touches.get(key)
        if touch is None:
            return
        yield from touch.last
        is_open = any((*key, PRESENCE) in side.contested for side in (self._mine, self._theirs))
        if is_open and PRESENCE not in touch.last:
            yield PRESENCE

    def _decide(self, spot: Spot) -> None:
        if spot[2] == PRESENCE:
            self._note(spot, merged(self._mine, self._theirs, spot))
            return
        before = self._mine.value(spot)
        if self._mine.last(spot) is None:
            value, is_both = self._theirs.value(spot), False
            heads = self._theirs.heads(spot) if spot in self._theirs.contested else []
        else:
            heads, is_both = merged(self._mine, self._theirs, spot), True
            value = in_force(heads).value
        self._values[spot] = value
        self._note(spot, heads if len(heads) > 1 else [])
        if spot[:2] in self._plan.add:
            self._plan.add[spot[:2]][spot[2]] = value
        elif value != before:
            self._plan.change.setdefault(spot[:2], {})[spot[2]] = value
        is_asked = self._ask(spot, heads)
        if is_both and not is_asked:
            self._plan.same += 1
        elif value != before:
            self._plan.taken += 1

    def _note(self, spot: Spot, heads: list[Head]) -> None:
        """Write down what stands open, and where nothing does any more."""
        if heads or spot in self._mine.contested:
            self._plan.contested[spot] = heads

    def _ask(self, spot: Spot, heads: list[Head]) -> bool:
        """List a conflict where the open values differ."""
        if spot[2] in SILENT or len({repr(head.value) for head in heads}) < 2:
            return False
        touch = self._mine.touches.get(spot[:2]) or self._theirs.touches.get(spot[:2])
        base = touch.before.get(spot[2]) if touch else None
        values = (self._mine.value(spot), self._theirs.value(spot))
        self._plan.conflicts.append(Conflict(spot, *values, base))
        return True

    def _add(self, key: Key, side: Side) -> None:
        """Take over a record that only the other side has, with what is open about it."""
        if side is self._mine:
            return
        self._plan.add[key] = dict(side.row(key) or {})
        self._plan.taken += 1
        self._close(key)
        for name in (PRESENCE, *(side.row(key) or ())):
            if (*key, name) in side.contested:
                self._note((*key, name), side.heads((*key, name)))

    def _close(self, key: Key) -> None:
        """Let nothing stand open about a record that is another one from now on."""
        for spot in self._mine.contested:
            if spot[:2] == key:
                self._note(spot, [])

    def _spare(self) -> None:
        """Keep what is needed by something that stays, and what went along with it."""
        needing = self._needing()
        is_settled = False
        while not is_settled:
            is_settled = True
            for key in self._lost.keys() - self._reprieved:
                if self._is_needed(key, needing[key]):
                    self._reprieved.add(key)
                    is_settled = False
        for key in sorted(self._reprieved):
            self._keep(key)

    def _needing(self) -> dict[Key, list[Key]]:
        """Return the records that point to each lost one, as they will be."""
        found: dict[Key, list[Key]] = {key: [] for key in self._lost}
        for side in (self._mine, self._theirs):
            keys = [key for key, lost in self._lost.items() if lost.side is side]
            for child, name, key in side.copy.hanging(keys):
                if self._points_to((*child, name), key[1]):
                    found[key].append(child)
        return found

    def _points_to(self, spot: Spot, record_id: str) -> bool:
        """Return whether a field that points to a record still will."""
        if spot in self._values:
            return bool(self._values[spot] == record_id)
        if self._mine.last(spot) is not None:  # the other side did not touch it
            return bool(self._mine.value(spot) == record_id)
        return True

    def _is_needed(self, key: Key, needing: list[Key]) -> bool:
        """Return whether something that stays hangs on a record, or what it went along with."""
        lost = self._lost[key]
        if any(child in self._reprieved or child not in self._lost for child in needing):
            return True
        return any(
            parent in self._reprieved and self._lost[parent].batch == lost.batch
            for parent in parents(key[0], lost.side.row(key) or {})
        )

    def _keep(self, key: Key) -> None:
        lost, spot = self._lost[key], (*key, PRESENCE)
        self._add(key, lost.side)
        sides = (self._mine, self._theirs)
        next(side for side in sides if side is not lost.side).revive(key)
        for name in dict.fromkeys(
            n for side in sides if key in side.touches for n in side.touches[key].last
        ):
            self._decide((*key, name))
        self._note(spot, merged(self._mine, self._theirs, spot))
        is_here = lost.side is self._mine
        self._plan.conflicts.append(Conflict(spot, is_here, not is_here, True))
