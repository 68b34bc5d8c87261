"""Adds, changes and removes many records at once: plain statements, each record with its revision.

Adding object by object takes ten times as long. A revision written here leaves out the fields that
hold an empty default; `empties` says which those are to whoever reads the history.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import (
    Executable,
    Select,
    Table,
    TableClause,
    bindparam,
    column,
    delete,
    func,
    inspect,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from ctpat_desktop.records import RECORDS
from ctpat_desktop.workspace import revision_texts
from ctpat_desktop.workspace.revision_texts import EMPTY, Adding, plain

ADDED, CHANGED, REMOVED = "added", "changed", "removed"
MOST_NAMED = 500
"""Ids named in one statement; SQLite allows more, other databases take longer."""

AT_ONCE = 2_000
"""Rows read or written in one go."""

Values = Mapping[str, Any]


class Noting(Protocol):
    """What takes down each change of a record; `fields` maps field to [before, after]."""

    def note(
        self, table: str, record_id: str, action: str, fields: Mapping[str, Sequence[Any]]
    ) -> None:
        """Note one change."""

    def note_many(
        self,
        table: str,
        action: str,
        ids: Sequence[str],
        fields: frozenset[str],
        texts: Sequence[str],
    ) -> None:
        """Note many new or removed records with the JSON texts of their revisions."""


def add(session: Session, noting: Noting, name: str, rows: Sequence[Values]) -> None:
    """Insert records of one table; each row has an `id`, and columns left out get their default."""
    if not rows:
        return
    given, fixed = frozenset[str]().union(*rows), defaults(name)
    keys = sorted(given & fixed.keys())
    rest = {key: value for key, value in fixed.items() if key not in given}
    cells = _columns(rows, keys, fixed)
    adding, kept = Adding(), list[Sequence[Any]]()
    for key in sorted(fixed):
        if key in rest:
            adding.same(key, rest[key])
        else:
            kept.append(adding.column(key, next(cells), fixed[key]))
    fields = given | {key for key, value in rest.items() if value not in EMPTY}
    noting.note_many(name, ADDED, [row["id"] for row in rows], fields, adding.texts())
    insert_many(session, name, keys, zip(*kept, strict=True), rest)


def _columns(rows: Sequence[Values], keys: Sequence[str], fixed: Values) -> Iterator[Sequence[Any]]:
    """Return the values of each named field; what a row leaves out is the default."""
    base = {key: fixed[key] for key in keys}
    if set(map(len, rows)) != {len(keys)}:
        rows = [row if len(row) == len(keys) else {**base, **row} for row in rows]
    return ([row[key] for row in rows] for key in keys)


def insert_many(
    session: Session,
    name: str,
    keys: Sequence[str],
    rows: Iterable[tuple[Any, ...]],
    rest: Values | None = None,
) -> None:
    """Insert rows as the driver takes them; `rest` are columns with one value for all rows.

    They go a part at a time: a list of all of them would be made and let go in one long moment.
    """
    connection = session.connection()
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    fixed = [_literal(value) for value in (rest or {}).values()]
    names = ", ".join(f'"{key}"' for key in (*keys, *(rest or {})))
    marks = ", ".join((*(mark for _ in keys), *fixed))
    said, ahead = f'INSERT INTO "{name}" ({names}) VALUES ({marks})', iter(rows)
    while part := [*islice(ahead, AT_ONCE)]:
        connection.exec_driver_sql(said, part)


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    if "\0" in text:  # a statement would end there
        return f"CAST(X'{text.encode().hex()}' AS TEXT)"
    return "'" + text.replace("'", "''") + "'"


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


def add_again(session: Session, noting: Noting, name: str, texts: Mapping[str, str]) -> None:
    """Insert records as the texts of their revisions tell them, by id; they get the same texts."""
    fixed = defaults(name)
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
    for text in texts.values():
        values = revision_texts.values(text)
        groups.setdefault(tuple(values), []).append(tuple(values.values()))
    noting.note_many(name, ADDED, [*texts], frozenset(fixed), [*texts.values()])
    for keys, rows in groups.items():
        rest = {key: value for key, value in fixed.items() if key not in keys}
        insert_many(session, name, keys, rows, rest)


def remove_added(session: Session, noting: Noting, name: str, ids: Sequence[str]) -> None:
    """Delete records that still are as the revisions that added them tell; only named there."""
    if not ids:
        return
    kind = _table(name)
    fields = frozenset(kind.columns.keys())
    noting.note_many(name, REMOVED, ids, fields, [*map(revision_texts.short_removal, ids)])
    session.execute(delete(kind).where(kind.c.id.in_(_named(ids))))


def held(session: Session, name: str, ids: Iterable[str]) -> set[str]:
    """Return which of the records are there."""
    kind = _table(name)
    wanted = select(kind.c.id).where(kind.c.id.in_(_named(ids)))
    return {record_id for (record_id,) in plainly(session, wanted)}


def plainly(session: Session, query: Executable) -> Iterator[Any]:
    """Yield rows as they come, a part at a time: a window beside it goes on between two parts."""
    rows = session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
    return (row for part in rows.partitions() for row in part)


def _named(ids: Iterable[str]) -> Select[Any]:
    """Select ids that come as one text; naming each in the statement takes several times longer."""
    listed = func.json_each(json.dumps([*ids])).table_valued("value")
    return select(listed.c.value)


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
