"""What one copy of a file knows that another does not, read from its history.

An action is known by its batch, whatever copy it was written in. The history of a copy holds
everything its newest action could have known, so what two copies do not share was written without
knowledge of the other side.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Revision
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.records.merging import ContestedValue, ForeignChange, MergeStep, Settlement
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.merge.batch_index import BatchIndex, Recent
from ctpat_desktop.workspace.merge.links import Key, hanging_on
from ctpat_desktop.workspace.removals import whole
from ctpat_desktop.workspace.revision_texts import plain

STEP = "merge-"
"""What the id of a merge step begins with; the batch of its revisions follows."""
AGAIN = "added again"
"""What was done to a record that was there before: nothing it said then is left."""
PRESENCE = ""
"""The field that says whether a record is there."""

TEAM = "team"
"""The kind of a merge of what a member of the team did, which all members get by themselves."""

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

    def lacks(self, other: "Copy") -> Sequence[str]:
        """Return the actions that another copy knows and this does not."""


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
        """Take an open copy; `shared` are more actions that it was made from."""
        self.session, self.name = session, name
        self._index = BatchIndex(session)
        self._shared = shared

    def knows(self, batch: str) -> bool:
        """Return whether an action is in its history, or in that of the file it was made from."""
        return self._index.has(batch) or batch in self._shared

    def know_soon(self, batches: Iterable[str]) -> None:
        """Look many actions up at once, because they are asked for next."""
        self._index.look_up(batches)

    def lacks(self, other: "Copy") -> Sequence[str]:
        """Return the actions that another copy knows and this does not."""
        return [batch for batch in other.batches() if not self.knows(batch)]

    def known_by(self, number: int) -> frozenset[str]:
        """Return what was known here when a revision was the newest one."""
        self._index.read_all()
        own = {batch for batch, first in self._index.own.items() if 0 < first <= number}
        taken = self._index.steps.items()
        return frozenset(own | {one for one, step in taken if step.removeprefix(STEP) in own})

    def batches(self) -> Iterable[str]:
        """Return every action it knows."""
        self._index.read_all()
        own = (batch for batch, first in self._index.own.items() if first)
        return chain(own, (one for one, step in self._index.steps.items() if step), self._shared)

    def since(self, other: Knowing) -> list[Op]:
        """Return what it knows and the other does not, in the order it came to be known here."""
        wanted = [*dict.fromkeys(other.lacks(self))]
        self._index.look_up(wanted)
        placed = [*self._written(wanted), *self._taken(wanted)]
        settled = self._settled(wanted)
        ordered = []
        for place, op in sorted(placed, key=lambda pair: pair[0]):
            fields = settled.pop((op.batch, *op.key), {})
            ordered.append((place, op._replace(changes={**op.changes, **fields})))
        for (batch, table, record_id), fields in settled.items():
            op = self._settling(batch, (table, record_id), fields)
            ordered.append(((self.number_of(batch), 1, 0), op))
        return [op for _, op in sorted(ordered, key=lambda pair: pair[0])]

    def written_after(self, key: Key, number: int) -> list[Op]:
        """Return what was written here on one record after a revision."""
        query = select(Revision).where(
            Revision.table_name == key[0], Revision.record_id == key[1], Revision.number > number
        )
        rows = self.session.scalars(query.order_by(Revision.number))
        written = (row for row in whole(self.session, rows) if row.batch not in self._derived)
        return [self._op(row) for row in written]

    def later(self, number: int, ways: Collection[str], recent: Recent | None = None) -> set[str]:
        """Return the actions that somebody does not know who knew all here up to a revision.

        `ways` are the merges (by step) of the team's own files that he does not know; of those he
        knows it does not matter when they were taken in here.
        """
        own = set((recent or Recent()).after(self.session, number))
        new = select(Revision.record_id).where(Revision.number > number, Revision.action == ADDED)
        steps = self.session.scalars(new.where(Revision.record_id.in_(self.outside())))
        for some in bulk.parts([*ways, *steps]):
            taken = select(ForeignChange.batch).where(ForeignChange.merge_id.in_(some))
            own.update(self.session.scalars(taken.distinct()))
        return own

    def outside(self) -> list[str]:
        """Return the merges, by step, that came another way than through the team."""
        return [*self.session.scalars(select(MergeStep.id).where(MergeStep.kind != TEAM))]

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

    def removed(self, key: Key) -> dict[str, Any] | None:
        """Return what a record said when it was removed here last, None where it never was."""
        query = select(Revision).where(
            Revision.table_name == key[0], Revision.record_id == key[1], Revision.action == REMOVED
        )
        rows = self.session.scalars(query.order_by(Revision.number.desc()).limit(1))
        last = next(whole(self.session, rows), None)
        return {name: pair[0] for name, pair in last.changes.items()} if last else None

    def hanging(self, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
        """Yield the records that point to any of many, with the field that does and to which."""
        return hanging_on(self.session, keys)

    def number_of(self, batch: str) -> int:
        """Return the number of an action's first revision here; 0 where it is not here."""
        return self._index.number(batch)

    @cached_property
    def _derived(self) -> frozenset[str]:
        """The actions that are merges; what they wrote follows from the rest."""
        steps = Revision.record_id.between(STEP, f"{STEP}~")
        return frozenset(self.session.scalars(select(Revision.batch).where(steps)))

    def _written(self, batches: Sequence[str]) -> Iterator[tuple[tuple[int, int, int], Op]]:
        own = [batch for batch in batches if self.number_of(batch)]
        for some in bulk.parts([batch for batch in own if batch not in self._derived]):
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

    def _taken(self, batches: Sequence[str]) -> Iterator[tuple[tuple[int, int, int], Op]]:
        for some in bulk.parts([batch for batch in batches if self._index.step(batch)]):
            for row in self.session.scalars(
                select(ForeignChange).where(ForeignChange.batch.in_(some))
            ):
                place = (self.number_of(row.merge_id.removeprefix(STEP)), 0, row.position)
                who = (row.batch, row.at, row.who, row.what, row.source)
                changes = json.loads(row.changes)
                yield place, Op(*who, row.table_name, row.record_id, row.action, changes)

    def _settled(
        self, batches: Collection[str]
    ) -> dict[tuple[str, str, str], dict[str, Sequence[Any]]]:
        """Return what people settled, by action and record."""
        found: dict[tuple[str, str, str], dict[str, Sequence[Any]]] = {}
        wanted = set(batches)
        for row in self.session.scalars(select(Settlement)):
            if row.batch in wanted:
                fields = found.setdefault((row.batch, row.table_name, row.record_id), {})
                fields[row.field] = (None, json.loads(row.value))
        return found

    def _settling(self, batch: str, key: Key, fields: Mapping[str, Sequence[Any]]) -> Op:
        """Return what a person settled within a merge as an action of its own."""
        first = select(Revision).where(Revision.number == self.number_of(batch))
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
