"""Changing any record by table and id: the one way for forms, lists and imports."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import FromClause, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop import records as tables
from ctpat_desktop.reading.naming import table_name
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import locks, not_applicable
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace.changes import Changes, Saved
from ctpat_desktop.workspace.unit import Workspace

CHUNK = 500
"""Records changed at once."""

_settle_inspection = later("ctpat_desktop.services.registers.inspections:settle")


def add(workspace: Workspace, table: str, **values: Any) -> str:
    """Add a record and return its id (32 hex digits)."""
    kind = RECORDS[table]
    record_id = str(values.pop("id", "") or new_id())
    with workspace.work(tr("Add {what}").format(what=table_name(table))) as unit:
        locks.refuse_addition(unit.session, table, [values])
        unit.session.add(kind(id=record_id, **values))
    return record_id


def add_many(workspace: Workspace, table: str, rows: Sequence[dict[str, Any]]) -> list[str]:
    """Add several records in one step and return their ids."""
    ids = [new_id() for _ in rows]
    with workspace.work(tr("Add {n} × {what}").format(n=len(rows), what=table_name(table))) as unit:
        locks.refuse_addition(unit.session, table, rows)
        unit.add_many(table, [{"id": key, **values} for key, values in zip(ids, rows, strict=True)])
    return ids


def change(workspace: Workspace, table: str, record_id: str, **values: Any) -> Saved:
    """Change fields of a record and read it back."""
    with workspace.work(tr("Change {what}").format(what=table_name(table))) as unit:
        record = existing(unit.session, table, record_id)
        locks.refuse_approved(unit.session, table, [record_id], values)
        for key, value in values.items():
            if getattr(record, key) != value:
                setattr(record, key, value)
        settle(record, values)
    return Saved(unit.changes, stored(workspace, table, record_id))


def settle(record: Record, changed: Mapping[str, object]) -> None:
    """Keep together what belongs together in a record; Problem where it cannot be."""
    not_applicable.settle(record, changed)
    _settle_inspection(record, changed)


def change_many(
    workspace: Workspace, table: str, ids: Sequence[str], progress: Progress, **values: Any
) -> Changes:
    """Change fields of many records in one step."""
    with workspace.work(
        tr("Change {n} × {what}").format(n=len(ids), what=table_name(table))
    ) as unit:
        locks.refuse_approved(unit.session, table, ids, values)
        if "kind" in values and table == "inspection":
            _change_each(unit.session, table, ids, values)
            return unit.changes
        for start in range(0, len(ids), CHUNK):
            progress.step(start, len(ids))
            unit.change_many(table, dict.fromkeys(ids[start : start + CHUNK], values))
    return unit.changes


def _change_each(
    session: Session, table: str, ids: Sequence[str], values: Mapping[str, Any]
) -> None:
    """Change records one by one, where something else follows from a field."""
    for record_id in ids:
        record = existing(session, table, record_id)
        for key, value in values.items():
            setattr(record, key, value)
        settle(record, values)


def remove_many(
    workspace: Workspace, table: str, ids: Sequence[str], progress: Progress
) -> Changes:
    """Remove many records in one step, each with what belongs to it; Problem as `remove`."""
    with workspace.work(
        tr("Remove {n} × {what}").format(n=len(ids), what=table_name(table))
    ) as unit:
        locks.refuse_removal(unit.session, table, ids)
        for place, record_id in enumerate(ids):
            progress.step(place, len(ids))
            record = unit.session.get(RECORDS[table], record_id)
            if record is not None:
                remove_deep(unit.session, record)
    return unit.changes


def remove(workspace: Workspace, table: str, record_id: str) -> Changes:
    """Remove a record and everything that hangs on it; undo brings all of it back.

    Problem where it is a document that an issued packet holds.
    """
    with workspace.work(tr("Remove {what}").format(what=table_name(table))) as unit:
        locks.refuse_removal(unit.session, table, [record_id])
        remove_deep(unit.session, existing(unit.session, table, record_id))
    return unit.changes


def stored(workspace: Workspace, table: str, record_id: str) -> Record:
    """Read a record back from the file."""
    with workspace.read() as session:
        return existing(session, table, record_id)


def existing(session: Session, table: str, record_id: str) -> Record:
    """Return a record or raise Problem that it is gone."""
    record = session.get(RECORDS[table], record_id)
    if record is None:
        raise Problem(
            tr("This {table} is not there any more.").format(table=table_name(table)),
            tr("It was removed meanwhile."),
        )
    return record


def remove_deep(session: Session, record: Record) -> None:
    """Delete a record after the records that belong to it, each with its own revision.

    Records that only mention it, such as the people of a position, stay and forget it.
    """
    own = inspect(type(record)).local_table
    for kind, column, link in _pointing(own):
        for child in session.scalars(select(kind).where(column == record.id)):
            if link.ondelete == "SET NULL":
                setattr(child, column.key, None)
            else:
                remove_deep(session, child)
    for loose in (tables.Attachment, tables.Comment):
        attached = (loose.table_name == record.__tablename__, loose.record_id == record.id)
        for child in session.scalars(select(loose).where(*attached)):
            session.delete(child)
    session.delete(record)
    session.flush()


def _pointing(table: FromClause) -> Iterator[tuple[type[Record], Any, Any]]:
    """Yield each column of any table that points to this one, with its foreign key."""
    for kind in RECORDS.values():
        for column in inspect(kind).columns:
            for link in column.foreign_keys:
                if link.column.table is table:
                    yield kind, column, link
