"""How tables hang together, by their mapped columns: what belongs to what or points there."""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import Base
from ctpat_desktop.records.index import MERGES, OF_TEAM, map_all

CONTAINERS = ("company", "account", "profile")
"""What everything else is in; to choose one of them is not to choose all that is in it."""
APART = frozenset({"revision", "evidence_chunk"}) | OF_TEAM
"""Tables of no record: the history, the bytes of documents, and what a team needs."""
NAMED = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
"""The id of a record within a text."""
AT_ONCE = 5_000
"""Ids asked for in one statement."""


class Link(NamedTuple):
    """One column that holds the id of a record of another table."""

    column: str
    parent: str
    owns: bool
    """True where the row goes with the record it names; else the column is emptied."""


@cache
def links(table: str) -> tuple[Link, ...]:
    """Return the foreign keys of a table, the one to the company first."""
    map_all()
    keys = Base.metadata.tables[table].foreign_keys
    rows = [Link(key.parent.name, key.column.table.name, key.ondelete == "CASCADE") for key in keys]
    return tuple(sorted(rows, key=lambda link: (link.parent not in CONTAINERS, link.column)))


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's columns."""
    map_all()
    return tuple(Base.metadata.tables[table].columns.keys())


@cache
def hashes(table: str) -> tuple[str, ...]:
    """Return the columns of a table that name the bytes of a document."""
    return tuple(name for name in columns(table) if name.endswith("sha256"))


def is_part(table: str) -> bool:
    """Return whether rows of a table are nothing without the one record they belong to."""
    there = links(table)
    return len(there) == 1 and there[0].owns and there[0].parent not in CONTAINERS


def is_attached(table: str) -> bool:
    """Return whether rows of a table name the record they belong to by its table and id."""
    return table not in MERGES and {"table_name", "record_id"} <= set(columns(table))


@cache
def derived() -> tuple[str, ...]:
    """Return the tables without history whose rows go with the record they belong to."""
    map_all()
    others = sorted(set(Base.metadata.tables) - set(RECORDS) - APART)
    return tuple(name for name in others if links(name))


@cache
def of_documents() -> tuple[str, ...]:
    """Return the tables without history that say something of the bytes of documents."""
    map_all()
    others = sorted(set(Base.metadata.tables) - set(RECORDS) - APART)
    return tuple(name for name in others if not links(name) and "sha256" in columns(name))


def asked(source: Any, query: str, wanted: Iterable[str], *more: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query whose last mark stands for many ids, a part of them at a time."""
    ids = sorted(wanted)
    for at in range(0, len(ids), AT_ONCE):
        rows = source.execute(query, (*more, json.dumps(ids[at : at + AT_ONCE])))
        yield from map(tuple, rows)  # a cursor would be closed where nobody reads on, too late


IN = "IN (SELECT value FROM json_each(?))"
"""The end of a query for `asked`."""
