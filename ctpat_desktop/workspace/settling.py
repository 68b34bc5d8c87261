"""Which steps can no longer be taken back once something final was written, such as a packet."""

from collections.abc import Iterable, Iterator

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop import records as tables
from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.workspace.bulk import ADDED
from ctpat_desktop.workspace.changes import Changes

Key = tuple[str, str]
"""Table and id of a record."""


def settled(session: Session, changes: Changes) -> set[str]:
    """Return the batches that a final action leaves behind.

    They are those that touched its records, and those that made what its records stand on: the
    company, the account, a document. Taking one of these back would take the final record along.
    """
    return _settled(session, {(item.table, item.record_id) for item in changes.items})


def below(session: Session, batches: Iterable[str]) -> set[str]:
    """Return the batches that some leave behind once they cannot be taken back themselves."""
    written = select(Revision.table_name, Revision.record_id).where(Revision.batch.in_(batches))
    keys = {(table, key) for table, key in session.execute(written)}
    return _settled(session, {key for key in keys if key[0] not in MERGES}) if keys else set()


def _settled(session: Session, own: set[Key]) -> set[str]:
    made = Revision.action == ADDED
    touched = select(Revision.batch).where(Revision.record_id.in_({key for _, key in own}))
    ground = {key for _, key in _ground(session, own)}
    below = select(Revision.batch).where(Revision.record_id.in_(ground), made)
    return {*session.scalars(touched), *session.scalars(below)}


def _ground(session: Session, records: Iterable[Key]) -> set[Key]:
    """Return everything that records point to, and what that points to, to the end."""
    seen, ahead = set[Key](), list(records)
    while ahead:
        table, record_id = ahead.pop()
        record = session.get(RECORDS[table], record_id)
        fresh = set(_pointed(record)) - seen if record is not None else set()
        seen |= fresh
        ahead += fresh
    return seen


def _pointed(record: Record) -> Iterator[Key]:
    for column in inspect(type(record)).columns:
        for link in column.foreign_keys:
            if getattr(record, column.key):
                yield link.column.table.name, getattr(record, column.key)
    if isinstance(record, tables.Attachment | tables.Comment) and record.table_name in RECORDS:
        yield record.table_name, record.record_id
