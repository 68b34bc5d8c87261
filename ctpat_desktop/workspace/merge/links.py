"""Which records point to which, by the tables themselves."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.subset.links import is_attached, links

Key = tuple[str, str]
"""Table and id of a record."""


@cache
def _pointing() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return by table the tables and columns that point to it."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name in RECORDS:
        for link in links(name):
            found.setdefault(link.parent, []).append((name, link.column))
    return {table: tuple(where) for table, where in found.items()}


@cache
def naming() -> tuple[str, ...]:
    """Return the tables whose records name the record of any other table they belong to."""
    return tuple(name for name in RECORDS if is_attached(name))


def hanging(session: Session, key: Key) -> Iterator[tuple[Key, str]]:
    """Yield the records that point to one, each with the field that does."""
    for child, column, _ in hanging_on(session, [key]):
        yield child, column


def hanging_on(session: Session, keys: Iterable[Key]) -> Iterator[tuple[Key, str, Key]]:
    """Yield the records that point to any of many, with the field that does and to which.

    A few statements for five hundred records, however many tables point to them.
    """
    tables: dict[str, list[str]] = {}
    for table, record_id in keys:
        tables.setdefault(table, []).append(record_id)
    for table, ids in tables.items():
        for some in bulk.parts(ids):
            for name, column in _pointing().get(table, ()):
                kind = RECORDS[name].__table__.columns
                query = select(kind["id"], kind[column]).where(kind[column].in_(some))
                for record_id, parent in session.execute(query):
                    yield (name, record_id), column, (table, parent)
            for name in naming():
                kind = RECORDS[name].__table__.columns
                query = select(kind["id"], kind["record_id"])
                query = query.where(kind["table_name"] == table, kind["record_id"].in_(some))
                for record_id, parent in session.execute(query):
                    yield (name, record_id), "record_id", (table, parent)


def parents(table: str, values: Mapping[str, Any]) -> Iterator[Key]:
    """Yield the records that one points to."""
    for _, parent in pointers(table, values):
        yield parent


def pointers(table: str, values: Mapping[str, Any]) -> Iterator[tuple[str, Key]]:
    """Yield the fields of a record that point to another, each with that one."""
    for link in links(table):
        if values.get(link.column):
            yield link.column, (link.parent, values[link.column])
    if is_attached(table) and values.get("table_name") in RECORDS:
        yield "record_id", (values["table_name"], values["record_id"])
