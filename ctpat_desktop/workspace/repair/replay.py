"""Replays the revisions of a file to the state its records should have. Plain SQL, no objects."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import empties
from ctpat_desktop.workspace.chain import COVERED
from ctpat_desktop.workspace.history import REMOVED

State = dict[str, dict[str, dict[str, Any]]]
"""Table to record id to field values as SQLite stores them."""


class Unreadable(ValueError):
    """A revision holds something else than what the program writes; `number` says which."""

    def __init__(self, number: int) -> None:
        """Keep the number of the revision."""
        super().__init__(f"revision {number} cannot be read")
        self.number = number


def revisions(connection: Any) -> Iterator[dict[str, Any]]:
    """Yield every revision in order, with `at` and `changes` as Python values."""
    names = (*COVERED, "chain")
    query = f"SELECT {', '.join(names)} FROM revision ORDER BY number"
    for values in connection.execute(query):
        row = dict(zip(names, values, strict=True))
        try:
            _refuse_foreign(row)
            row["at"] = datetime.fromisoformat(row["at"])
            row["changes"] = _changes(row["changes"])
        except (TypeError, ValueError, RecursionError) as error:
            raise Unreadable(row["number"]) from error
        yield row


def _refuse_foreign(row: dict[str, Any]) -> None:
    for name, value in row.items():
        if not isinstance(value, int if name == "number" else str):
            raise TypeError(name)


def _changes(text: str) -> dict[str, list[Any]]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise TypeError(text)
    for pair in found.values():
        _before, _after = pair
    return found


def last_state(connection: Any) -> State:
    """Return what the history says every record is now."""
    state: State = {table: {} for table in RECORDS}
    for row in revisions(connection):
        apply(state, row)
    return state


def apply(state: State, row: dict[str, Any]) -> None:
    """Bring a state forward by one revision; what a new record does not tell is empty."""
    records = state.setdefault(row["table_name"], {})
    if row["action"] == REMOVED:
        records.pop(row["record_id"], None)
        return
    after = {key: pair[1] for key, pair in row["changes"].items()}
    if row["record_id"] not in records:
        records[row["record_id"]] = dict(empties(row["table_name"]))
    records[row["record_id"]].update(after)


def stored(connection: Any, table: str) -> dict[str, dict[str, Any]]:
    """Return the records of one table by id."""
    cursor = connection.execute(f'SELECT * FROM "{table}"')
    names = [column[0] for column in cursor.description]
    place = names.index("id")
    return {values[place]: dict(zip(names, values, strict=True)) for values in cursor}


def differing(expected: dict[str, Any] | None, there: dict[str, Any]) -> list[str]:
    """Return the fields in which a record is not as the history says."""
    if expected is None:
        return [tr("the whole record")]
    return [key for key, value in there.items() if key in expected and expected[key] != value]
