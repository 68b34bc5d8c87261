"""Writes a revision for every changed field, and turns changes back by them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnDefault, insert, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.base import new_id
from ctpat_desktop.workspace import bulk, chain
from ctpat_desktop.workspace.bulk import ADDED, CHANGED, REMOVED
from ctpat_desktop.workspace.changes import Change, Changes

__all__ = ["ADDED", "CHANGED", "REMOVED", "Recorder", "turn"]

_REVISIONS = bulk.bare("revision", (*chain.COVERED, "chain"))


class Recorder:
    """Notes what a session is about to write, field by field, before and after."""

    def __init__(self, batch: str, who: str, what: str) -> None:
        """Start with nothing noted for one action."""
        self._batch, self._who, self._what = batch, who, what
        self._noted: dict[tuple[str, str], dict[str, Any]] = {}
        self.rows: list[dict[str, Any]] = []

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
            self._noted[(table, record_id)] = {"action": action, "fields": dict(fields)}
            return
        if action == REMOVED and entry["action"] == ADDED:
            del self._noted[(table, record_id)]
            return
        if action == REMOVED:
            entry["action"] = REMOVED
        for key, (before, after) in fields.items():
            first = entry["fields"].get(key, [before, None])[0]
            entry["fields"][key] = [first, after]

    def append(self, session: Session, at: datetime) -> None:
        """Write the noted changes as revisions, chained, in the order they happened."""
        if not self._noted:
            return
        number, before = chain.tip(session)
        stored = []
        common = {"batch": self._batch, "who": self._who, "what": self._what}
        for (table, record_id), entry in self._noted.items():
            number += 1
            row = {
                "number": number,
                **common,
                "at": at,
                "table_name": table,
                "record_id": record_id,
                "action": entry["action"],
                "changes": entry["fields"],
            }
            changes = chain.told(row["changes"])
            before = row["chain"] = chain.link(before, row, changes)
            self.rows.append(row)
            stored.append({**row, "at": bulk.plain(at), "changes": changes})
        session.execute(insert(_REVISIONS), stored)

    def changes(self) -> Changes:
        """Return what was noted for the screens."""
        items = tuple(
            Change(table, record_id, entry["action"], frozenset(entry["fields"]))
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
