"""What one copy of a file knows that another does not, read from its history.

An action is known by its batch, whatever copy it was written in. The history of a copy holds
everything its newest action could have known, so what two copies do not share was written without
knowledge of the other side.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Revision
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.records.merging import ContestedValue, ForeignChange, MergeStep, Settlement
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.merge.links import Key, hanging_on
from ctpat_desktop.workspace.removals import whole
from ctpat_desktop.workspace.revision_texts import plain

STEP = "merge-"
"""What the id of a merge step begins with; the batch of its revisions follows."""
AGAIN = "added again"
"""What was done to a record that was there before: nothing it said then is left."""
PRESENCE = ""
"""The field that says whether a record is there."""

OWN_SETTING = "copy."
"""What the name of a setting begins with that is about one copy, and goes to no other."""
REDACTED = f"{OWN_SETTING}redacted"
"""The setting by which a redacted copy says that it is one."""

Spot = tuple[str, str, str]
"""Table, id and field."""


class Op(NamedTuple):
    """One revision as it was written, in whatever copy; `changes` maps field to before, after."""

    batch: str
    at: datetime
    who: str
    what: str
    source: str
    table: str
    record_id: str
    action: str
    changes: Mapping[str, Sequence[Any]]

    @property
    def key(self) -> Key:
        """The record it is of."""
        return self.table, self.record_id

    def fields(self) -> Iterator[str]:
        """Yield the fields it gave a value, and `PRESENCE` where it settled that."""
        if self.action == REMOVED:
            return
        fixed = bulk.defaults(self.table) if self.action == ADDED else {}
        for name, (_, after) in self.changes.items():
            if name != "id" and (self.action != ADDED or after != fixed.get(name)):
                yield name


class Head(NamedTuple):
    """One value of a field that no later one has replaced; the greatest is in force."""

    at: datetime
    batch: str
    value: Any
    who: str


Open = Mapping[Spot, Sequence[Head]]
"""The values of fields that stand open."""


class Knowing(Protocol):
    """Whatever can say which actions it knows."""

    def knows(self, batch: str) -> bool:
        """Return whether an action is in its history, or in that of the file it was made from."""


class Telling(Knowing, Protocol):
    """A copy of a workspace, as far as a merge asks it."""

    name: str

    def since(self, other: Knowing) -> list[Op]:
        """Return what it knows and the other does not, in the order it came to be known here."""

    def contested(self) -> tuple[Open, Mapping[Spot, int]]:
        """Return the values that stand open, and the newest revision when they were noted."""

    def stored(self, table: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the records of a table that are there, with the fields as they are in JSON."""

    def hanging(self, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
        """Yield the records that point to any of many, with the field that does and to which."""

    def written_after(self, key: Key, number: int, /) -> list[Op]:
        """Return what was written in it on one record after a revision."""


class Copy:
    """One copy of a workspace, open for reading."""

    def __init__(self, session: Session, name: str, shared: Collection[str] = ()) -> None:
        """Read which actions it knows; `shared` are more that it was made from."""
        self.session, self.name = session, name
        first = select(Revision.batch, func.min(Revision.number)).group_by(Revision.batch)
        self._own: dict[str, int] = dict(session.execute(first).all())
        taken = select(ForeignChange.batch, ForeignChange.merge_id).distinct()
        self._foreign: dict[str, str] = dict(session.execute(taken).all())
        self._shared = shared
        steps = Revision.record_id.between(STEP, f"{STEP}~")
        self._derived = set(session.scalars(select(Revision.batch).where(steps)))

    def knows(self, batch: str) -> bool:
        """Return whether an action is in its history, or in that of the file it was made from."""
        return batch in self._own or batch in self._foreign or batch in self._shared

    def known_by(self, number: int) -> frozenset[str]:
        """Return what was known here when a revision was the newest one."""
        own = {batch for batch, first in self._own.items() if first <= number}
        taken = {batch for batch, step in self._foreign.items() if step.removeprefix(STEP) in own}
        return frozenset(own | taken)

    def batches(self) -> Iterable[str]:
        """Return every action it knows."""
        return chain(self._own, self._foreign, self._shared)

    def since(self, other: Knowing) -> list[Op]:
        """Return what it knows and the other does not, in the order it came to be known here."""
        placed = [*self._written(other), *self._taken(other)]
        settled = self._settled(other)
        ordered = []
        for place, op in sorted(placed, key=lambda pair: pair[0]):
            fields = settled.pop((op.batch, *op.key), {})
            ordered.append((place, op._replace(changes={**op.changes, **fields})))
        for (batch, table, record_id), fields in settled.items():
            op = self._settling(batch, (table, record_id), fields)
            ordered.append(((self._own[batch], 1, 0), op))
        return [op for _, op in sorted(ordered, key=lambda pair: pair[0])]

    def written_after(self, key: Key, number: int) -> list[Op]:
        """Return what was written here on one record after a revision."""
        rows = select(Revision).where(
            Revision.table_name == key[0], Revision.record_id == key[1], Revision.number > number
        )
        rows = rows.where(Revision.batch.not_in(self._derived)).order_by(Revision.number)
        return [self._op(row) for row in whole(self.session, self.session.scalars(rows))]

    def contested(self) -> tuple[Open, Mapping[Spot, int]]:
        """Return the values that stand open, and the newest revision when they were noted."""
        heads: dict[Spot, list[Head]] = {}
        since: dict[Spot, int] = {}
        for row in self.session.scalars(select(ContestedValue).order_by(ContestedValue.id)):
            spot = (row.table_name, row.record_id, row.field)
            head = Head(row.at, row.batch, json.loads(row.value), row.who)
            heads.setdefault(spot, []).append(head)
            number = self.number_of(row.merge_id.removeprefix(STEP))
            since[spot] = max(since.get(spot, 0), number)
        return heads, since

    def stored(self, table: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the records of a table that are there, with the fields as they are in JSON."""
        for record_id, row in bulk.stored(self.session, table, list(ids)):
            yield record_id, {key: plain(row[key]) for key in row}

    def hanging(self, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
        """Yield the records that point to any of many, with the field that does and to which."""
        return hanging_on(self.session, keys)

    def later(self, number: int, ways: Mapping[str, bool]) -> set[str]:
        """Return the actions that somebody does not know who knew all here up to a revision.

        `ways` says of merges (by step) whether he knows what they brought, whenever that was.
        """
        own = {batch for batch, first in self._own.items() if first > number}
        new = {step for step in self._foreign.values() if self._is_later(step, number, ways)}
        return own | {batch for batch, step in self._foreign.items() if step in new}

    def _is_later(self, step: str, number: int, ways: Mapping[str, bool]) -> bool:
        if step in ways:
            return not ways[step]
        return self.number_of(step.removeprefix(STEP)) > number

    def number_of(self, batch: str) -> int:
        """Return the number of an action's first revision here; 0 where it is not here."""
        return self._own.get(batch, 0)

    def _written(self, other: Knowing) -> Iterator[tuple[tuple[int, int, int], Op]]:
        wanted = [key for key in self._own if not other.knows(key) and key not in self._derived]
        for some in bulk.parts(wanted):
            query = select(Revision).where(Revision.batch.in_(some)).order_by(Revision.number)
            query = query.where(Revision.record_id.not_like(f"{OWN_SETTING}%"))
            rows = self.session.scalars(query.where(Revision.table_name.not_in(MERGES)))
            written = [*whole(self.session, rows)]
            first = self._first([row.record_id for row in written if row.action == ADDED])
            for row in written:
                op = self._op(row)
                if row.action == ADDED and first[row.record_id] < row.number:
                    op = op._replace(action=AGAIN, changes=_every_field(op))
                yield (row.number, 0, 0), op

    def _first(self, ids: Sequence[str]) -> dict[str, int]:
        """Return the number of the first revision of each record."""
        found: dict[str, int] = {}
        first = select(Revision.record_id, func.min(Revision.number)).group_by(Revision.record_id)
        for some in bulk.parts(ids):
            found |= self.session.execute(first.where(Revision.record_id.in_(some))).all()
        return found

    def _taken(self, other: Knowing) -> Iterator[tuple[tuple[int, int, int], Op]]:
        wanted = [key for key in self._foreign if not other.knows(key)]
        for some in bulk.parts(wanted):
            for row in self.session.scalars(
                select(ForeignChange).where(ForeignChange.batch.in_(some))
            ):
                place = (self.number_of(row.merge_id.removeprefix(STEP)), 0, row.position)
                who = (row.batch, row.at, row.who, row.what, row.source)
                changes = json.loads(row.changes)
                yield place, Op(*who, row.table_name, row.record_id, row.action, changes)

    def _settled(self, other: Knowing) -> dict[tuple[str, str, str], dict[str, Sequence[Any]]]:
        """Return what people settled, by action and record."""
        found: dict[tuple[str, str, str], dict[str, Sequence[Any]]] = {}
        for row in self.session.scalars(select(Settlement)):
            if not other.knows(row.batch):
                fields = found.setdefault((row.batch, row.table_name, row.record_id), {})
                fields[row.field] = (None, json.loads(row.value))
        return found

    def _settling(self, batch: str, key: Key, fields: Mapping[str, Sequence[Any]]) -> Op:
        """Return what a person settled within a merge as an action of its own."""
        first = select(Revision).where(Revision.number == self._own[batch])
        step = self.session.scalars(first).one()
        who = (step.at, step.who, step.what, self.name)
        if fields.get(PRESENCE, (None, True))[1]:
            return Op(batch, *who, *key, CHANGED, fields)
        of_it = select(Revision).where(Revision.batch == batch, Revision.record_id == key[1])
        gone = self.session.scalars(of_it.where(Revision.table_name == key[0]))
        last = next((row.changes for row in whole(self.session, gone)), {})
        return Op(batch, *who, *key, REMOVED, last)

    def _op(self, row: Any) -> Op:
        who = (row.batch, row.at, row.who, row.what, self.name)
        return Op(*who, row.table_name, row.record_id, row.action, row.changes)


def _every_field(op: Op) -> dict[str, Sequence[Any]]:
    values: dict[str, Sequence[Any]] = {
        name: (None, plain(value)) for name, value in bulk.defaults(op.table).items()
    }
    return {**values, **op.changes}


__all__ = ["ContestedValue", "Copy", "Key", "MergeStep", "Op", "Spot"]
