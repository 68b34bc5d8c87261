"""Writes a revision for every changed field, and turns changes back by them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnDefault, insert, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.base import new_id
from ctpat_desktop.workspace import chain
from ctpat_desktop.workspace.changes import Change, Changes

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


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

    def note(self, table: str, record_id: str, action: str, fields: dict[str, list[Any]]) -> None:
        """Note one change made without an object."""
        entry = self._noted.setdefault((table, record_id), {"action": action, "fields": {}})
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
        for (table, record_id), entry in self._noted.items():
            number += 1
            row = {
                "number": number,
                "batch": self._batch,
                "at": at,
                "who": self._who,
                "what": self._what,
                "table_name": table,
                "record_id": record_id,
                "action": entry["action"],
                "changes": entry["fields"],
            }
            before = row["chain"] = chain.link(before, row)
            self.rows.append(row)
        session.execute(insert(Revision), self.rows)

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


def turn(session: Session, batch: str, *, forward: bool) -> None:
    """Write the values before (or, forward, after) one batch back into the records."""
    query = select(Revision).where(Revision.batch == batch).order_by(Revision.number)
    revisions = list(session.scalars(query))
    _children_last = revisions if forward else revisions[::-1]
    for revision in _parents_first(_children_last, forward=forward):
        _turn_one(session, revision, forward=forward)
    session.flush()


def _parents_first(revisions: Iterable[Revision], *, forward: bool) -> list[Revision]:
    """Order so that foreign keys hold: create parents first, delete children first."""
    depth = {name: place for place, name in enumerate(RECORDS)}
    creating, deleting = (ADDED, REMOVED) if forward else (REMOVED, ADDED)
    rows = list(revisions)
    made = sorted((r for r in rows if r.action == creating), key=lambda r: depth[r.table_name])
    kept = [r for r in rows if r.action == CHANGED]
    gone = sorted((r for r in rows if r.action == deleting), key=lambda r: -depth[r.table_name])
    return [*made, *kept, *gone]


def _turn_one(session: Session, revision: Revision, *, forward: bool) -> None:
    kind = RECORDS[revision.table_name]
    side = 1 if forward else 0
    values = {key: _typed(kind, key, pair[side]) for key, pair in revision.changes.items()}
    creates = revision.action == (ADDED if forward else REMOVED)
    removes = revision.action == (REMOVED if forward else ADDED)
    record = session.get(kind, revision.record_id)
    if removes and record is not None:
        session.delete(record)
    elif creates and record is None:
        session.add(kind(**values))
    elif record is not None:
        for key, value in values.items():
            setattr(record, key, value)
    session.flush()


def _typed(kind: type[Record], key: str, value: Any) -> Any:
    python_type = inspect(kind).columns[key].type.python_type
    if python_type is date and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value


def _all(record: Record, *, before: bool) -> dict[str, list[Any]]:
    fields: dict[str, list[Any]] = {}
    for column in inspect(type(record)).columns:
        value = getattr(record, column.key)
        if value is None and not before and column.default is not None and column.key != "id":
            value = column.default.arg if isinstance(column.default, ColumnDefault) else None
        plain = _plain(value)
        fields[column.key] = [plain, None] if before else [None, plain]
    return fields


def _touched(record: Record) -> dict[str, list[Any]]:
    state = inspect(record)
    fields = {}
    for column in inspect(type(record)).columns:
        seen = state.attrs[column.key].history
        if seen.has_changes() and seen.added:
            before = _plain(seen.deleted[0]) if seen.deleted else None
            after = _plain(seen.added[0])
            if before != after:
                fields[column.key] = [before, after]
    return fields
