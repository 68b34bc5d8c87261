"""Writes a revision for every changed field, and turns changes back by them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnDefault, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.base import new_id
from ctpat_desktop.workspace import bulk, chain
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.changes import Change, Changes

__all__ = ["ADDED", "CHANGED", "REMOVED", "Recorder", "turn"]

STORED = (*chain.COVERED, "chain")
"""The columns of a revision in the order `Recorder.rows` has them."""


@dataclass(slots=True)
class _Entry:
    """What is noted of one record: its fields, or, of one of many new ones, only their text."""

    action: str
    fields: dict[str, Sequence[Any]] | None
    touched: frozenset[str] = frozenset()
    told: str = ""

    def whole(self) -> dict[str, Sequence[Any]]:
        """Return the fields, from their text where there is only that."""
        if self.fields is None:
            self.fields = json.loads(self.told)
        return self.fields or {}


class Recorder:
    """Notes what a session is about to write, field by field, before and after."""

    def __init__(self, batch: str, who: str, what: str) -> None:
        """Start with nothing noted for one action."""
        self._batch, self._who, self._what = batch, who, what
        self._noted: dict[tuple[str, str], _Entry] = {}
        self.rows: list[tuple[Any, ...]] = []
        """The revisions as they were stored, in the order of `STORED`."""

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
        entry = self._noted.get((table, record_id))
        if entry is None:
            self._noted[(table, record_id)] = _Entry(action, dict(fields))
            return
        if action == REMOVED and entry.action == ADDED:
            del self._noted[(table, record_id)]
            return
        if action == REMOVED:
            entry.action = REMOVED
        known = entry.whole()
        for key, (before, after) in fields.items():
            known[key] = [known.get(key, [before])[0], after]

    def note_added(self, table: str, record_id: str, fields: frozenset[str], told: str) -> None:
        """Note one of many new records by the JSON text of its revision."""
        self._noted[(table, record_id)] = _Entry(ADDED, None, fields, told)

    def append(self, session: Session, at: datetime) -> None:
        """Write the noted changes as revisions, chained, in the order they happened."""
        if not self._noted:
            return
        number, before = chain.tip(session)
        batch, who, what = self._batch, self._who, self._what
        same = chain.told([batch, at.isoformat(), who, what])[1:-1]
        stored_at = bulk.plain(at)
        for (table, record_id), entry in self._noted.items():
            number += 1
            changes = entry.told if entry.fields is None else chain.told(entry.fields)
            named = f'"{table}",{chain.quoted(record_id)},"{entry.action}"'
            before = chain.hashed(f'["{before}",{number},{same},{named},{changes}]')
            told = (table, record_id, entry.action, changes, before)
            self.rows.append((number, batch, stored_at, who, what, *told))
        bulk.insert_many(session, "revision", STORED, self.rows)

    def changes(self) -> Changes:
        """Return what was noted for the screens."""
        items = tuple(
            Change(
                table,
                record_id,
                entry.action,
                entry.touched if entry.fields is None else frozenset(entry.fields),
            )
            for (table, record_id), entry in self._noted.items()
        )
        return Changes(self._what, items)

    def _note(self, record: Record, action: str, fields: dict[str, list[Any]]) -> None:
        if not record.id:
            record.id = new_id()
            fields["id"] = [None, record.id]
        self.note(record.__tablename__, record.id, action, fields)


def turn(session: Session, recorder: Recorder, batch: str, *, forward: bool) -> None:
    """Write the values before (or, forward, after) one batch back into the records."""
    query = (
        select(Revision.table_name, Revision.record_id, Revision.action, Revision.changes)
        .where(Revision.batch == batch)
        .order_by(Revision.number)
    )
    creating, deleting = (ADDED, REMOVED) if forward else (REMOVED, ADDED)
    groups: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for table, record_id, action, changes in session.execute(query).all():
        values = {key: pair[1 if forward else 0] for key, pair in changes.items()}
        groups.setdefault((action, table), {})[record_id] = bulk.typed(table, values)
    for table in RECORDS:
        _create(session, recorder, table, groups.get((creating, table), {}))
    for table in RECORDS:
        bulk.change(session, recorder, table, groups.get((CHANGED, table), {}))
    for table in reversed(RECORDS):
        bulk.remove(session, recorder, table, groups.get((deleting, table), {}))


def _create(
    session: Session, recorder: Recorder, table: str, records: dict[str, dict[str, Any]]
) -> None:
    """Make the records that are not there; those that are get the values back."""
    there = {record_id for record_id, _ in bulk.stored(session, table, records)}
    made = [{"id": key, **values} for key, values in records.items() if key not in there]
    bulk.add(session, recorder, table, made)
    bulk.change(session, recorder, table, {key: records[key] for key in there})


def _all(record: Record, *, before: bool) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    for column in inspect(type(record)).columns:
        value = getattr(record, column.key)
        if value is None and not before and column.default is not None and column.key != "id":
            value = column.default.arg if isinstance(column.default, ColumnDefault) else None
        plain = bulk.plain(value)
        fields[column.key] = [plain, None] if before else [None, plain]
    return fields


def _touched(record: Record) -> dict[str, list[Any]]:
    state = inspect(record)
    fields = {}
    for column in inspect(type(record)).columns:
        seen = state.attrs[column.key].history
        if seen.has_changes() and seen.added:
            before = bulk.plain(seen.deleted[0]) if seen.deleted else None
            after = bulk.plain(seen.added[0])
            if before != after:
                fields[column.key] = [before, after]
    return fields
