"""Changing any record by table and id: the one way for forms, lists and imports."""

from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

TITLES = {
    "company": "company",
    "address": "address",
    "contact": "contact",
    "identifier": "identifier",
    "site": "site",
    "account": "account",
    "profile": "profile",
    "response": "answer",
    "evidence": "evidence",
    "evidence_link": "evidence link",
    "criterion_overlay": "criterion",
    "setting": "setting",
}


def add(workspace: Workspace, table: str, **values: Any) -> str:
    """Add a record and return its id (32 hex digits)."""
    kind = RECORDS[table]
    record_id = str(values.pop("id", "") or new_id())
    with workspace.work(f"Add {TITLES[table]}") as unit:
        unit.session.add(kind(id=record_id, **values))
    return record_id


def change(workspace: Workspace, table: str, record_id: str, **values: Any) -> Changes:
    """Change fields of a record; empty Changes when nothing was different."""
    with workspace.work(f"Change {TITLES[table]}") as unit:
        record = found(unit.session, table, record_id)
        for key, value in values.items():
            if getattr(record, key) != value:
                setattr(record, key, value)
    return unit.changes


def remove(workspace: Workspace, table: str, record_id: str) -> Changes:
    """Remove a record and everything that hangs on it; undo brings all of it back."""
    with workspace.work(f"Remove {TITLES[table]}") as unit:
        remove_deep(unit.session, found(unit.session, table, record_id))
    return unit.changes


def stored(workspace: Workspace, table: str, record_id: str) -> Record:
    """Read a record back from the file."""
    with workspace.read() as session:
        return found(session, table, record_id)


def found(session: Session, table: str, record_id: str) -> Record:
    """Return a record or raise Problem that it is gone."""
    record = session.get(RECORDS[table], record_id)
    if record is None:
        raise Problem(f"This {TITLES[table]} is not there any more.", "It was removed meanwhile.")
    return record


def remove_deep(session: Session, record: Record) -> None:
    """Delete a record after the records that point to it, each with its own revision."""
    own = type(record).__table__
    for kind in RECORDS.values():
        for column in inspect(kind).columns:
            if any(key.column.table is own for key in column.foreign_keys):
                for child in session.scalars(select(kind).where(column == record.id)):
                    remove_deep(session, child)
    session.delete(record)
    session.flush()
