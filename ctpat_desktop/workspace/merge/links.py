"""Which records point to which, by the tables themselves."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace.merge.ops import Key

NAMING = ("attachment", "comment")
"""Tables whose records name the record of any other table they belong to."""


@cache
def _pointing() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return by table the tables and columns that point to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, kind in RECORDS.items():
        for column in kind.__table__.columns:
            for key in column.foreign_keys:
                found.setdefault(key.column.table.name, []).append((name, column.key))
    return {table: tuple(where) for table, where in found.items()}


def hanging(session: Session, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield the records that point to one, each with the field that does."""
    for name, column in _pointing().get(key[0], ()):
        kind = RECORDS[name].__table__.columns
        for record_id in session.scalars(select(kind["id"]).where(kind[column] == key[1])):
            yield (name, record_id), column
    for name in NAMING:
        kind = RECORDS[name].__table__.columns
        named = (kind["table_name"] == key[0], kind["record_id"] == key[1])
        for record_id in session.scalars(select(kind["id"]).where(*named)):
            yield (name, record_id), "record_id"


def parents(table: str, values: Mapping[str, Any]) -> Iterator[Key]:
    """Yield the records that one points to."""
    for column in RECORDS[table].__table__.columns:
        for key in column.foreign_keys:
            if values.get(column.key):
                yield key.column.table.name, values[column.key]
    if table in NAMING and values.get("table_name") in RECORDS:
        yield values["table_name"], values["record_id"]
