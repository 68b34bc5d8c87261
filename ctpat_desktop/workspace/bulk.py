"""Adds, changes and removes many records at once: plain statements, each record with its revision.

Adding object by object takes ten times as long. A revision written here leaves out the fields that
hold an empty default; `empties` says which those are to whoever reads the history.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any, Protocol

from sqlalchemy import (
    Table,
    TableClause,
    bindparam,
    column,
    delete,
    inspect,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace import chain

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
MOST_NAMED = 500
"""Ids named in one statement; SQLite allows more, other databases take longer."""

Values = Mapping[str, Any]


class Noting(Protocol):
    """What takes down each change of a record; `fields` maps field to [before, after]."""

    def note(
        self, table: str, record_id: str, action: str, fields: Mapping[str, Sequence[Any]]
    ) -> None:
        """Note one change."""

    def note_added(self, table: str, record_id: str, fields: frozenset[str], told: str) -> None:
        """Note a new record with the JSON text of its revision."""


def add(session: Session, noting: Noting, name: str, rows: Sequence[Values]) -> None:
    """Insert records of one table; each row has an `id`, and columns left out get their default."""
    if not rows:
        return
    given = set().union(*{tuple(row) for row in rows})
    fixed = defaults(name)
    keys = sorted(given & fixed.keys())
    rest = {key: value for key, value in fixed.items() if key not in given}
    same = [_piece(key, value) for key, value in rest.items() if value not in EMPTY]
    fields = frozenset(given) | {key for key, value in rest.items() if value not in EMPTY}
    columns = [_column(rows, key, fixed[key]) for key in keys]
    told = zip(*(words for _, words in columns), strict=True)
    for row, pieces in zip(rows, told, strict=True):
        words = ",".join(sorted(filter(None, (*pieces, *same))))
        noting.note_added(name, row["id"], fields, f"{{{words}}}")
    insert_many(session, name, keys, list(zip(*(kept for kept, _ in columns), strict=True)), rest)


def _column(rows: Sequence[Values], key: str, default: Any) -> tuple[list[Any], list[str]]:
    """Return one column as it is stored, and what a revision tells of each of its values."""
    kept = [row.get(key, default) for row in rows]
    start, leaves_out = f'"{key}":[null,', default in EMPTY
    if set(map(type, kept)) == {str}:
        if leaves_out and default in kept:
            return kept, [
                "" if value == default else f"{start}{encode_basestring(value)}]" for value in kept
            ]
        return kept, [f"{start}{words}]" for words in map(encode_basestring, kept)]
    if len(set(map(type, kept)) - {type(None)}) > 1:  # true and 1 are equal, but not told alike
        told = ((value, _piece(key, value)) for value in map(plain, kept))
        return [plain(value) for value in kept], [
            "" if leaves_out and value == default else words for value, words in told
        ]
    known = {value: plain(value) for value in set(kept)}
    pieces = {value: _piece(key, value) for value in known}
    if leaves_out:
        pieces[default] = ""
    return [known[value] for value in kept], [pieces[value] for value in kept]


def _piece(key: str, value: Any) -> str:
    return f'"{key}":[null,{chain.quoted(plain(value))}]'


def insert_many(
    session: Session,
    name: str,
    keys: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    rest: Values | None = None,
) -> None:
    """Insert rows as the driver takes them; `rest` are columns with one value for all rows."""
    connection = session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    fixed = [_literal(value) for value in (rest or {}).values()]
    names = ", ".join(f'"{key}"' for key in (*keys, *(rest or {})))
    marks = ", ".join((*(mark for _ in keys), *fixed))
    connection.exec_driver_sql(f'INSERT INTO "{name}" ({names}) VALUES ({marks})', list(rows))


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"


EMPTY = (None, "", 0)
"""Defaults a revision of many records leaves out; False is 0."""


def change(session: Session, noting: Noting, name: str, values: Mapping[str, Values]) -> None:
    """Write fields of many records, by id; what is so already, or is gone, is passed over."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for record_id, before in stored(session, name, values):
        wanted = values[record_id]
        fresh = {key: wanted[key] for key in wanted if wanted[key] != before[key]}
        if not fresh:
            continue
        told = {key: (plain(before[key]), plain(value)) for key, value in fresh.items()}
        noting.note(name, record_id, CHANGED, told)
        row = {f"new_{key}": pair[1] for key, pair in told.items()}
        groups.setdefault(tuple(sorted(fresh)), []).append({"this": record_id, **row})
    target = bare(name, _table(name).columns.keys())
    for keys, rows in groups.items():
        sets: dict[str, Any] = {key: bindparam(f"new_{key}") for key in keys}
        statement = update(target).where(target.c.id == bindparam("this")).values(sets)
        session.connection().execute(statement, rows)


def remove(session: Session, noting: Noting, name: str, ids: Iterable[str]) -> None:
    """Delete many records of one table; what hangs on them must be gone already."""
    kind, left_out = _table(name), empties(name)
    wanted = list(ids)
    for record_id, before in stored(session, name, wanted):
        told = {
            key: (plain(value), None)
            for key, value in before.items()
            if key not in left_out or value != left_out[key]
        }
        noting.note(name, record_id, REMOVED, told)
    for part in parts(wanted):
        session.execute(delete(kind).where(kind.c.id.in_(part)))


def stored(session: Session, name: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield id and values of the named records that are there."""
    kind = _table(name)
    keys = kind.columns.keys()
    for part in parts(list(ids)):
        for row in session.execute(select(kind).where(kind.c.id.in_(part))).all():
            found = dict(zip(keys, row, strict=True))
            yield found["id"], found


def defaults(name: str) -> dict[str, Any]:
    """Return every column of a table with the value it has when nothing is said."""
    found = {}
    for part in _table(name).columns:
        default = part.default
        found[part.key] = default.arg if isinstance(default, ScalarElementColumnDefault) else None
    return found


@cache
def empties(name: str) -> Values:
    """Return the columns that are empty when nothing is said, with what the file holds then."""
    if name not in RECORDS:
        return {}
    return {key: value for key, value in defaults(name).items() if value in EMPTY and key != "id"}


def typed(name: str, values: Values) -> dict[str, Any]:
    """Return stored (JSON) values as the table's own kinds; unknown columns are left out."""
    columns = _table(name).columns
    return {
        key: _typed(columns[key].type, value) for key, value in values.items() if key in columns
    }


def plain(value: Any) -> Any:
    """Return a value as the file stores it and a revision tells it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(" ", "microseconds")
    return value.isoformat() if isinstance(value, date) else value


def bare(name: str, keys: Iterable[str]) -> TableClause:
    """Return a table without types: its values are written as the file stores them."""
    return table(name, *map(column, keys))


def parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Cut a list of ids into parts that one statement can name."""
    return (ids[at : at + MOST_NAMED] for at in range(0, len(ids), MOST_NAMED))


def _typed(kind: Any, value: Any) -> Any:
    if isinstance(value, str) and kind.python_type in (date, datetime):
        return kind.python_type.fromisoformat(value)
    return value


def _table(name: str) -> Table:
    found = inspect(RECORDS[name]).local_table
    assert isinstance(found, Table)  # noqa: S101 - every record is mapped to a table of its own
    return found
