"""Writes a revision for every changed field, and turns changes back by them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnDefault,
    ColumnElement,
    Select,
    String,
    case,
    inspect,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.base import new_id
from ctpat_desktop.workspace import bulk, chain
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.changes import Change, Changes
from ctpat_desktop.workspace.journal import Row, Run
from ctpat_desktop.workspace.revision_texts import is_short, plain

__all__ = ["ADDED", "CHANGED", "REMOVED", "Recorder", "turn"]

STORED = (*chain.COVERED, "chain")
"""The columns of a revision in their order."""
SAME = ("batch", "at", "who", "what")
"""Those that are the same in all revisions of one step."""
OWN = tuple(key for key in STORED if key not in SAME)


@dataclass(slots=True)
class _Entry:
    """What is noted of one record: its fields, or, of one of many new ones, only their text."""

    action: str
    fields: dict[str, Sequence[Any]] | None
    touched: frozenset[str] = frozenset()
    text: str = ""

    def whole(self) -> dict[str, Sequence[Any]]:
        """Return the fields, from their text where there is only that."""
        if self.fields is None:
            self.fields = json.loads(self.text)
        return self.fields or {}


class Recorder:
    """Notes what a session is about to write, field by field, before and after."""

    def __init__(self, batch: str, who: str, what: str) -> None:
        """Start with nothing noted for one action."""
        self._batch, self.who, self._what = batch, who, what
        self.noted: dict[tuple[str, str], _Entry] = {}
        """What was noted of each record, by table and id."""
        self.run = Run((), ())
        """The revisions as they were stored."""

    def before_flush(self, session: Session, _context: object, _instances: object) -> None:
        """Look at everything new, changed and deleted (SQLAlchemy's event of that name)."""
        for record in session.new:
            if isinstance(record, Record):
                self._note(record, ADDED, _all(record, before=False))
        for record in session.dirty:
            if isinstance(record, Record) and (fields := _touched(record)):
                self._note(record, CHANGED, fields)
        for record in session.deleted:
            if isinstance(record, Record):
                self._note(record, REMOVED, _all(record, before=True))

    def note(
        self, table: str, record_id: str, action: str, fields: Mapping[str, Sequence[Any]]
    ) -> None:
        """Note one change, also one made without an object."""
        entry = self.noted.get((table, record_id))
        if entry is None:
            self.noted[(table, record_id)] = _Entry(action, dict(fields))
            return
        if action == REMOVED and entry.action == ADDED:
            del self.noted[(table, record_id)]
            return
        if action == REMOVED:
            entry.action = REMOVED
        known = entry.whole()
        for key, (before, after) in fields.items():
            known[key] = [known.get(key, [before])[0], after]

    def note_many(
        self,
        table: str,
        action: str,
        ids: Sequence[str],
        fields: frozenset[str],
        texts: Sequence[str],
    ) -> None:
        """Note many new or removed records by the JSON texts of their revisions."""
        fresh = {
            (table, record_id): _Entry(action, None, fields, text)
            for record_id, text in zip(ids, texts, strict=True)
        }
        if action == REMOVED and not self.noted.keys().isdisjoint(fresh):
            for (_, record_id), entry in fresh.items():
                self.note(table, record_id, action, entry.whole())
            return
        self.noted.update(fresh)

    def append(self, session: Session, at: datetime) -> None:
        """Write the noted changes as revisions, chained, in the order they happened."""
        if not self.noted:
            return
        number, before = chain.tip(session)
        batch, who, what = self._batch, self.who, self._what
        same = chain.canonical_text([batch, at.isoformat(), who, what])[1:-1]
        rows, hashed = list[Row](), chain.hashed
        for (table, record_id), entry in self.noted.items():
            number += 1
            changes = entry.text if entry.fields is None else chain.canonical_text(entry.fields)
            named = f'"{table}",{chain.quoted(record_id)},"{entry.action}"'
            before = hashed(f'["{before}",{number},{same},{named},{changes}]')
            rows.append((number, table, record_id, entry.action, changes, before))
        self.run = Run((batch, plain(at), who, what), rows)
        if len(rows) > MANY:
            rest = dict(zip(SAME, self.run.same, strict=True))
            bulk.insert_many(session, "revision", OWN, rows, rest)
        else:
            bulk.insert_many(session, "revision", STORED, self.run.whole())

    def changes(self) -> Changes:
        """Return what was noted for the screens."""
        items = tuple(
            Change(
                table,
                record_id,
                entry.action,
                entry.touched if entry.fields is None else frozenset(entry.fields),
            )
            for (table, record_id), entry in self.noted.items()
        )
        return Changes(self._what, items)

    def _note(self, record: Record, action: str, fields: dict[str, list[Any]]) -> None:
        if not record.id:
            record.id = new_id()
            fields["id"] = [None, record.id]
        self.note(record.__tablename__, record.id, action, fields)


def turn(session: Session, recorder: Recorder, batch: str, *, forward: bool) -> None:
    """Write the values before (or, forward, after) one batch back into the records."""
    told, last = _batch_texts(session, _of_batch(batch, forward=forward))
    creating, deleting = (ADDED, REMOVED) if forward else (REMOVED, ADDED)
    side = 1 if forward else 0
    for table in RECORDS:
        _create(session, recorder, table, told.get((creating, table), {}), side)
    for table in RECORDS:
        changed = _values(table, told.get((CHANGED, table), {}), side)
        bulk.change(session, recorder, table, changed)
    later = select(Revision.record_id).where(Revision.number > last)
    touched = {record_id for _, record_id in recorder.noted}.union(session.scalars(later))
    for table in reversed(RECORDS):
        ids = told.get((deleting, table), {})
        still = set[str]()
        if len(ids) > MANY and not forward:  # those nobody touched since need no values told
            still = bulk.held(session, table, ids).difference(touched)
        bulk.remove(session, recorder, table, [key for key in ids if key not in still])
        bulk.remove_added(session, recorder, table, [key for key in ids if key in still])


def _of_batch(batch: str, *, forward: bool) -> Select[int, str, str, str, str]:
    """Return the query of what a batch says, its values as text.

    Of what was added, nothing but the records is needed to take it back.
    """
    changes: ColumnElement[str] = type_coerce(Revision.changes, String)
    if not forward:
        changes = case((Revision.action == ADDED, ""), else_=changes)
    columns = (Revision.number, Revision.table_name, Revision.record_id, Revision.action, changes)
    return select(*columns).where(Revision.batch == batch).order_by(Revision.number)


def _batch_texts(
    session: Session, query: Select[int, str, str, str, str]
) -> tuple[dict[tuple[str, str], dict[str, str]], int]:
    """Read what a batch says, by action and table, then by record; and its last revision.

    Nothing is made of the texts yet: many are used as they are.
    """
    found: dict[tuple[str, str], dict[str, str]] = {}
    last = 0
    for number, table, record_id, action, text in bulk.plainly(session, query):
        found.setdefault((action, table), {})[record_id] = text
        last = number
    return found, last


def _values(table: str, texts: Mapping[str, str], side: int) -> dict[str, dict[str, Any]]:
    """Return the values before (0) or after (1) by record."""
    found = ((key, json.loads(text).items()) for key, text in texts.items())
    return {
        record_id: bulk.typed(table, {key: pair[side] for key, pair in fields})
        for record_id, fields in found
    }


def _create(
    session: Session, recorder: Recorder, table: str, texts: Mapping[str, str], side: int
) -> None:
    """Make the records that are not there; those that are get the values back."""
    there = bulk.held(session, table, texts) if texts else set[str]()
    if side and len(texts) > MANY and not there and all(map(is_short, texts.values())):
        bulk.add_again(session, recorder, table, texts)
        return
    records = _values(table, texts, side)
    made = [{"id": key, **values} for key, values in records.items() if key not in there]
    bulk.add(session, recorder, table, made)
    bulk.change(session, recorder, table, {key: records[key] for key in there})


MANY = bulk.MOST_NAMED
"""Records of one table from which on they are turned back by the texts of their revisions."""


def _all(record: Record, *, before: bool) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    for column in inspect(type(record)).columns:
        value = getattr(record, column.key)
        if value is None and not before and column.default is not None and column.key != "id":
            value = column.default.arg if isinstance(column.default, ColumnDefault) else None
        stored = plain(value)
        fields[column.key] = [stored, None] if before else [None, stored]
    return fields


def _touched(record: Record) -> dict[str, list[Any]]:
    state = inspect(record)
    fields = {}
    for column in inspect(type(record)).columns:
        seen = state.attrs[column.key].history
        if seen.has_changes() and seen.added:
            before = plain(seen.deleted[0]) if seen.deleted else None
            after = plain(seen.added[0])
            if before != after:
                fields[column.key] = [before, after]
    return fields
