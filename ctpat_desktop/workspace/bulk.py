"""Adds, changes and removes many records at once: plain statements, each record with its revision.

Adding object by object takes ten times as long. A revision written here leaves out fields without
a value; `replay.differing` knows that what the history never tells must be empty.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy import (
    Table,
    TableClause,
    bindparam,
    column,
    delete,
    insert,
    inspect,
    select,
    table,
    update,
)
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from ctpat_desktop.records import RECORDS

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


def add(session: Session, noting: Noting, name: str, rows: Sequence[Values]) -> None:
    """Insert records of one table; each row has an `id`, and columns left out get their default."""
    if not rows:
        return
    keys = tuple(_table(name).columns.keys())
    given = [key for key in keys if any(key in row for row in rows)]
    fixed = {key: plain(value) for key, value in defaults(name).items()}
    empty = {key: fixed.get(key) for key in given}
    rest = {key: value for key, value in fixed.items() if key not in given}
    stored = [{**empty, **{key: plain(value) for key, value in row.items()}} for row in rows]
    session.execute(
        insert(bare(name, keys)), [{**rest, **row} for row in stored] if rest else stored
    )
    told_rest = {key: (None, value) for key, value in rest.items() if value not in EMPTY}
    for row in stored:
        told = {key: (None, value) for key, value in row.items() if value not in EMPTY}
        noting.note(name, row["id"], ADDED, {**told, **told_rest} if told_rest else told)


EMPTY = (None, "", 0)
"""Values a revision of many records leaves out; False is 0."""


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
    kind = _table(name)
    wanted = list(ids)
    for record_id, before in stored(session, name, wanted):
        told = {key: (plain(value), None) for key, value in before.items()}
        told = {key: pair for key, pair in told.items() if pair[0] not in EMPTY}
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


def typed(name: str, values: Values) -> dict[str, Any]:
    """Return stored (JSON) values as the table's own kinds; unknown columns are left out."""
    columns = _table(name).columns
    return {
        key: _typed(columns[key].type, value) for key, value in values.items() if key in columns
    }


def plain(value: Any) -> Any:
    """Return a value as the file stores it and a revision tells it."""
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
