"""Every row of every table as plain JSON values, out of a file and into a new one.

What SQLite keeps as a number or a text is given the type its column was declared with, and back
again without loss. Bytes of documents go apart, by their SHA-256.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from ctpat_desktop.records.index import OF_TEAM
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import program_note, schema
from ctpat_desktop.workspace.failures import UNREAD, problem_of
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.storage import look
from ctpat_desktop.workspace.unit import Workspace

CHUNKS = "evidence_chunk"
"""The table of the bytes of documents."""
APART = {CHUNKS, "alembic_version", *OF_TEAM}
"""Tables without rows here: bytes of documents, the number of the schema, the keys of a team."""
_STORED = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d\.\d{6})")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d\.\d{6})Z")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """One column as it was declared."""

    name: str
    type: str
    required: bool
    in_key: int
    """Its place in the primary key, from 1; 0 where it is no part of that."""


Tables = dict[str, tuple[Column, ...]]


def tables_of(shape: Mapping[str, Any]) -> Tables:
    """Return the columns of every table that has rows here, by `schema.shape`."""
    return {
        name: tuple(Column(row[0], row[1], bool(row[2]), row[3]) for row in columns)
        for name, (columns, _, _) in sorted(shape.items())
        if name not in APART
    }


@contextmanager
def standing(workspace: Workspace) -> Iterator[Any]:
    """Give a connection that sees an open file as it stands now, whatever is written meanwhile.

    Where there is no write-ahead log a reader would make writers fail, so they wait instead.
    """
    if not look(workspace.path).allows_wal:
        with workspace.bare() as connection:
            yield connection
        return
    try:
        with closing(files.bare(workspace.path, workspace.key)) as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            yield connection
    except files.DriverError as error:
        raise problem_of(error, workspace.path.name, UNREAD) from error


def version_of(connection: Any) -> int:
    """Return the number of a file's schema."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def rows(connection: Any, table: str, columns: tuple[Column, ...]) -> Iterator[Row]:
    """Yield the rows of a table in the order of its key."""
    names = ", ".join(f'"{one.name}"' for one in columns)
    key = sorted((one for one in columns if one.in_key), key=lambda one: one.in_key)
    order = ", ".join(f'"{one.name}"' for one in key) or "rowid"
    outward = [(one.name, _OUT.get(one.type, _same)) for one in columns]
    for values in connection.execute(f'SELECT {names} FROM "{table}" ORDER BY {order}'):
        row = {name: out(value) for (name, out), value in zip(outward, values, strict=True)}
        for name, value in row.items():
            if isinstance(value, bytes):
                raise Problem(
                    tr("{name} of a {table} is damaged.").format(
                        name=name, table=table.replace("_", " ")
                    ),
                    tr("Check the file's health."),
                )
        yield row


def documents(connection: Any) -> dict[str, int]:
    """Return the size of every document in the file by its SHA-256."""
    query = f"SELECT sha256, sum(length(content)) FROM {CHUNKS} GROUP BY sha256 ORDER BY sha256"
    return dict(connection.execute(query).fetchall())


def content(connection: Any, sha256: str) -> Iterator[bytes]:
    """Yield the bytes of a document, piece by piece."""
    query = f"SELECT content FROM {CHUNKS} WHERE sha256 = ? ORDER BY number"
    for (piece,) in connection.execute(query, (sha256,)):
        yield piece


class NewFile:
    """A file that is being made of rows; it is there once everything was put in."""

    def __init__(self, path: Path, key: Key | None, version: int) -> None:
        """Make the tables of a version, empty."""
        files.make_private(path)
        engine = files.connect(path, key)
        try:
            schema.lay_version(engine, version)
        finally:
            engine.dispose()
        self.connection = files.bare(path, key)
        self.connection.execute(f"PRAGMA application_id = {files.APPLICATION_ID}")
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.tables = tables_of(schema.shape(self.connection))
        self.connection.execute(program_note.statement())
        self.connection.execute("BEGIN")

    def add(self, table: str, rows: Iterator[Row]) -> None:
        """Put rows in; ValueError where one has other columns than the table, or a wrong value."""
        columns = self.tables[table]
        names = [one.name for one in columns]
        inward = [_IN.get(one.type, _same) for one in columns]
        marks = ", ".join("?" * len(names))
        listed = ", ".join(f'"{name}"' for name in names)

        def values() -> Iterator[list[Any]]:
            for row in rows:
                if row.keys() != set(names):
                    raise ValueError(tr("other fields than this table has"))
                for one in columns:
                    check(one, row[one.name])
                yield [into(row[name]) for name, into in zip(names, inward, strict=True)]

        sql = f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'
        self.connection.executemany(sql, values())

    def store(self, sha256: str, pieces: Iterator[bytes]) -> None:
        """Put the bytes of a document in, a slice for each piece; an empty one has an empty one."""
        sql = f"INSERT INTO {CHUNKS} (sha256, number, content) VALUES (?, ?, ?)"
        first = next(pieces, b"")
        slices = enumerate(chain((first,), pieces))
        self.connection.executemany(sql, ((sha256, number, piece) for number, piece in slices))

    def finish(self) -> None:
        """Keep what was put in; ValueError where a row belongs to one that is not there."""
        self.connection.execute("COMMIT")
        loose = self.connection.execute("PRAGMA foreign_key_check").fetchone()
        if loose is not None:
            table, parent = (str(name).replace("_", " ") for name in (loose[0], loose[2]))
            raise ValueError(
                tr("a {table} belongs to a {parent} that is not there").format(
                    table=table, parent=parent
                )
            )

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def check(column: Column, value: Any) -> None:
    """Raise ValueError where a column cannot hold a value."""
    if value is None:
        if column.required:
            raise ValueError(tr("{column} is empty").format(column=column.name))
        return
    wanted = _TYPES.get(column.type, (str,))
    is_odd = isinstance(value, bool) and bool not in wanted
    is_too_large = isinstance(value, int) and abs(value) >= 2**63
    if is_odd or is_too_large or not isinstance(value, wanted):
        raise ValueError(tr("{column} has a value of another kind").format(column=column.name))


def _same(value: Any) -> Any:
    return value


def _truth(value: Any) -> Any:
    return bool(value) if value in (0, 1) else value


def _parsed(value: Any) -> Any:
    try:
        parsed = json.loads(value, parse_constant=_refuse)
    except (ValueError, TypeError, RecursionError):
        return value
    return parsed if isinstance(parsed, dict | list) else value


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _text(value: Any) -> Any:
    return value if isinstance(value, str) or value is None else json.dumps(value)


def _time_out(value: Any) -> Any:
    stored = _STORED.fullmatch(value) if isinstance(value, str) else None
    return f"{stored[1]}T{stored[2]}Z" if stored else value


def _time_in(value: Any) -> Any:
    there = _TIME.fullmatch(value) if isinstance(value, str) else None
    return f"{there[1]} {there[2]}" if there else value


_OUT: dict[str, Callable[[Any], Any]] = {
    "BOOLEAN": _truth,
    "JSON": _parsed,
    "DATETIME": _time_out,
}
_IN: dict[str, Callable[[Any], Any]] = {"JSON": _text, "DATETIME": _time_in}
_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,),
    "BIGINT": (int,),
    "BOOLEAN": (bool, int),
    "JSON": (dict, list, str),
}
