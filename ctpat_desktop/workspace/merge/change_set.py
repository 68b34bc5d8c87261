"""What one copy of a file tells others without the file: a set of changes, as bytes.

It has the actions in order, the records they touched as they are now, and what stands open. What it
leaves out is, to its writer, as it was before the reader changed it.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy.exc import StatementError

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import blobs, bulk
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.merge.links import pointers
from ctpat_desktop.workspace.merge.ops import (
    AGAIN,
    OWN_SETTING,
    PRESENCE,
    STEP,
    Copy,
    Head,
    Key,
    Knowing,
    Op,
    Open,
    Spot,
)
from ctpat_desktop.workspace.merge.sides import Side
from ctpat_desktop.workspace.subset.links import hashes

FORMAT = 1
LARGEST = 2**63
"""No number of a file is as large."""
SHA256 = re.compile("[0-9a-f]{64}")
STRANGE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    StatementError,
)
"""What comes of a set of changes that says what no copy of this program writes."""


class Unusable(Problem):
    """A set of changes this version of the program cannot take in."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """The actions of a copy, oldest first, and the records they touched that are there.

    `documents` are the bytes in each document that those name, by SHA-256 (hexadecimal).
    """

    ops: tuple[Op, ...]
    rows: Mapping[Key, Mapping[str, Any]]
    contested: Open
    documents: Mapping[str, int]

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        value = {
            "format": FORMAT,
            "ops": [[*op[:1], op.at.isoformat(), *op[2:]] for op in self.ops],
            "rows": [[*key, row] for key, row in self.rows.items()],
            "open": [
                [*spot, [[head.at.isoformat(), *head[1:]] for head in heads]]
                for spot, heads in self.contested.items()
            ],
            "documents": dict(self.documents),
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )


class Others:
    """The copies that know all this one does, but for some actions."""

    def __init__(self, unknown: Collection[str]) -> None:
        """Take the actions they do not know."""
        self._unknown = unknown

    def knows(self, batch: str) -> bool:
        """Return whether they know an action that is known here."""
        return batch not in self._unknown

    def lacks(self, _other: Copy) -> list[str]:
        """Return the actions they do not know."""
        return sorted(self._unknown)


def written(copy: Copy, unknown: Collection[str], number: int = 0) -> ChangeSet:
    """Return what a copy tells others that do not know some of its actions.

    They were told all up to a revision. What a merge here found since then to stand open goes along
    too: it may have kept a record that others see removed.
    """
    side = Side(copy, Others(unknown))
    _, since = copy.contested()
    later = {spot for spot in side.contested if since[spot] > number}
    keys = {**side.touches, **dict.fromkeys(spot[:2] for spot in later)}
    side.load(keys)
    rows = {key: dict(row) for key in keys if (row := side.row(key)) is not None}
    contested = {
        spot: heads for spot in side.contested if spot[:2] in keys and (heads := side.heads(spot))
    }
    named = {row[name] for (table, _), row in rows.items() for name in hashes(table)} - {""}
    sizes = dict(blobs.sizes(copy.session, named))
    return ChangeSet(tuple(side.ops), rows, contested, sizes)


def read(data: bytes) -> ChangeSet:
    """Read what `to_bytes` wrote; Unusable where a newer program wrote it, or it is not whole."""
    try:
        value = json.loads(data)
        if value["format"] != FORMAT:
            raise _newer()
        ops = tuple(_op(*row) for row in value["ops"])
        rows = {_key(table, key): _row(table, key, row) for table, key, row in value["rows"]}
        contested = {
            (*_key(table, key), name): [_head(table, name, head) for head in heads]
            for table, key, name, heads in value["open"]
        }
        documents = dict(map(_document, value["documents"].items()))
        if len({(op.batch, *op.key) for op in ops}) != len(ops):
            raise ValueError("one action twice")
    except STRANGE as error:
        raise unreadable() from error
    return ChangeSet(ops, rows, contested, documents)


def unreadable() -> Unusable:
    """Return that a set of changes says what no copy of this program writes."""
    return Unusable(tr("These changes cannot be read."), tr("Whoever wrote them should be asked."))


def _newer() -> Unusable:
    return Unusable(
        tr("These changes were written by a newer version of the program."),
        tr("Update the program; they are taken in then."),
    )


def _op(*parts: Any) -> Op:
    batch, at, who, what, source, table, record_id, action, changes = parts
    key = _key(table, record_id)
    if action not in (ADDED, AGAIN, CHANGED, REMOVED):
        raise _newer()
    if not changes.keys() <= _columns(table) | {PRESENCE}:
        raise _newer()
    if not all(isinstance(text, str) for text in (batch, who, what, source)):
        raise TypeError("no text")
    for pair in changes.values():
        if not isinstance(pair, list) or len(pair) != 2:
            raise TypeError("no pair")
        for value in pair:
            _check_value(value)
    return Op(batch, _time(at), who, what, source, *key, action, changes)


def _key(table: str, record_id: str) -> Key:
    """Return the key of a record that may be in a set of changes."""
    if table not in RECORDS or table in MERGES:
        raise _newer()
    if not isinstance(record_id, str) or not record_id or record_id.startswith(STEP):
        raise ValueError("no id of a record")
    if table == "setting" and record_id.startswith(OWN_SETTING):
        raise ValueError("a setting of one copy")
    return table, record_id


def _document(item: tuple[str, int]) -> tuple[str, int]:
    sha256, size = item
    if not SHA256.fullmatch(sha256) or not isinstance(size, int) or not 0 <= size < LARGEST:
        raise ValueError("no document")
    return sha256, size


def _check_value(value: Any) -> None:
    """Raise where a field cannot say this; what is in a history may be of another kind."""
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError("no value of a field")
    if isinstance(value, int) and abs(value) >= LARGEST:
        raise ValueError("a number no file can hold")


def _check_kind(table: str, name: str, value: Any) -> None:
    """Raise where a record cannot say this in a field now."""
    _check_value(value)
    is_number = _kinds(table).get(name, str) in (bool, int)
    if value is not None and name != PRESENCE and not isinstance(value, int if is_number else str):
        raise TypeError("another kind of value")


@cache
def _kinds(table: str) -> Mapping[str, type]:
    columns = RECORDS[table].__table__.columns
    return {column.key: column.type.python_type for column in columns}


@cache
def _columns(table: str) -> frozenset[str]:
    """Return the fields of a table; none where this version has no such table."""
    return frozenset((*bulk.defaults(table), "id")) if table in RECORDS else frozenset()


def _row(table: str, key: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    if not row.keys() <= _columns(table):
        raise _newer()
    for name, value in row.items():
        _check_kind(table, name, value)
    bulk.typed(table, row)
    return {**bulk.defaults(table), **row, "id": key}


def _head(table: str, name: str, parts: Sequence[Any]) -> Head:
    at, batch, value, who = parts
    if name not in _columns(table) | {PRESENCE}:
        raise _newer()
    _check_kind(table, name, value)
    return Head(_time(at), str(batch), value, str(who))


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=None)


class Received:
    """The copy a set of changes was written in, as far as this copy needs to know it."""

    def __init__(self, name: str, content: ChangeSet, here: Copy, unknown: Collection[str]) -> None:
        """Take what was written in it, and the actions known here that its writer did not know."""
        self.name = name
        self._content, self._here, self._unknown = content, here, unknown
        self._batches = {op.batch for op in content.ops}
        here.know_soon(self._batches)
        self._touched = {op.key for op in content.ops} | {*content.rows}
        self._meanwhile: dict[Key, list[Op]] = {}
        """What was done here to records without the writer's knowledge."""
        self._base: dict[Key, dict[str, Any]]
        """Records changed or removed here, as the writer still had them."""
        for op in here.since(self):
            self._meanwhile.setdefault(op.key, []).append(op)
        self._base = {
            key: row
            for key in self._meanwhile.keys() - self._touched
            if (row := self._before(key, here)) is not None
        }

    def knows(self, batch: str) -> bool:
        """Return whether an action was known where the changes were written."""
        return batch in self._batches or (batch not in self._unknown and self._here.knows(batch))

    def lacks(self, _other: Copy) -> list[str]:
        """Return the actions known here that its writer did not know."""
        return sorted(set(self._unknown) - self._batches)

    def since(self, other: Knowing) -> list[Op]:
        """Return the actions that another copy does not know."""
        return [op for op in self._content.ops if not other.knows(op.batch)]

    def contested(self) -> tuple[Open, Mapping[Spot, int]]:
        """Return the values that stood open there; of what it did not touch, those known there."""
        ours, _ = self._here.contested()
        untouched = {
            spot: [head for head in heads if self.knows(head.batch)]
            for spot, heads in ours.items()
            if spot[:2] not in self._touched
        }
        heads = {**untouched, **self._content.contested}
        return heads, dict.fromkeys(heads, 0)

    def written_after(self, _key: Key, _number: int) -> list[Op]:
        """Return nothing: what stands open was worked out by the writer."""
        return []

    def stored(self, table: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield the records of a table that were there, with the fields as they are in JSON."""
        wanted = [(table, record_id) for record_id in ids]
        same = [key for key in wanted if key not in self._touched and key not in self._meanwhile]
        for key in wanted:
            row = self._content.rows.get(key) if key in self._touched else self._base.get(key)
            if row is not None:
                yield key[1], dict(row)
        yield from self._here.stored(table, [record_id for _, record_id in same])

    def hanging(self, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
        """Yield the records that pointed to any of many there, with the field and to which."""
        wanted = set(keys)
        for source in (self._content.rows, self._base):
            for child, row in source.items():
                for column, parent in pointers(child[0], row):
                    if parent in wanted:
                        yield child, column, parent

    def _before(self, key: Key, here: Copy) -> dict[str, Any] | None:
        """Return a record as it was before all that was done here without the writer."""
        row = dict(here.stored(key[0], [key[1]])).get(key[1])
        for op in reversed(self._meanwhile[key]):
            before = {name: pair[0] for name, pair in op.changes.items() if name != PRESENCE}
            if op.action in (ADDED, AGAIN):
                row = None
            elif op.action == REMOVED:
                row = {**bulk.defaults(key[0]), **before, "id": key[1]}
            elif row is not None:
                row = {**row, **before}
        return row
