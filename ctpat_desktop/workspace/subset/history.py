"""The history of a part of a workspace: the revisions of its records, in a chain of their own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.dates import with_days
from ctpat_desktop.workspace import chain
from ctpat_desktop.workspace.bulk import ADDED
from ctpat_desktop.workspace.subset.links import IN, asked
from ctpat_desktop.workspace.subset.selection import Selection

FIELDS = ", ".join(chain.COVERED)
Values = dict[str, Any]
Revision = dict[str, Any]
"""One revision by its columns, `changes` as field to [before, after]."""


@dataclass(slots=True)
class Chained:
    """Gives revisions numbers and hashes of their own, one after the other."""

    number: int = 0
    tip: str = chain.START

    def link(self, row: Revision) -> tuple[Any, ...]:
        """Return a revision as it is stored next, in the order of `STORED`."""
        self.number += 1
        at = chain.quoted(datetime.fromisoformat(row["at"]).isoformat())
        same = [chain.quoted(row[name]) for name in ("who", "what", "table_name", "record_id")]
        changes = chain.canonical_text(row["changes"])
        words = ",".join(
            (chain.quoted(row["batch"]), at, *same, chain.quoted(row["action"]), changes)
        )
        self.tip = chain.hashed(f'["{self.tip}",{self.number},{words}]')
        rest = [row[name] for name in chain.COVERED[1:-1]]
        return (self.number, *rest, changes, self.tip)


def revisions(source: Any, selection: Selection) -> Iterator[Revision]:
    """Yield all revisions of the records of a part, in their order."""
    ids = {
        table: [*selection.rows.get(table, ()), *selection.removed.get(table, ())]
        for table in RECORDS
    }
    (newest,) = source.execute("SELECT coalesce(max(number), 0) FROM revision").fetchone()
    if sum(map(len, ids.values())) * WORTH > newest:
        yield from _of_all(source, {table: set(names) for table, names in ids.items()})
        return
    query = f"SELECT number FROM revision WHERE table_name = ? AND record_id {IN}"
    numbers = sorted(
        number for table, names in ids.items() for (number,) in asked(source, query, names, table)
    )
    yield from numbered(source, numbers)


def numbered(source: Any, numbers: Sequence[int]) -> Iterator[Revision]:
    """Yield revisions by their numbers, which are in order."""
    query = f"SELECT {FIELDS} FROM revision WHERE number {IN} ORDER BY number"
    for at in range(0, len(numbers), AT_ONCE):
        listed = json.dumps(numbers[at : at + AT_ONCE])
        yield from map(_whole, source.execute(query, (listed,)))


def values_of(text: str | None) -> list[str]:
    """Return the texts in a pair of before and after, as it is stored."""
    return [one for one in json.loads(text) if isinstance(one, str)] if text else []


WORTH = 8
"""Revisions that are read through rather than looking one record up."""
AT_ONCE = 2_000
"""Revisions read at a time."""


def _of_all(source: Any, ids: Mapping[str, set[str]]) -> Iterator[Revision]:
    query = f"SELECT {FIELDS} FROM revision ORDER BY number"
    for values in source.execute(query):
        if values[6] in ids.get(values[5], ()):
            yield _whole(values)


def _whole(values: tuple[Any, ...]) -> Revision:
    row = dict(zip(chain.COVERED, values, strict=True))
    row["changes"] = json.loads(row["changes"])
    return row


@dataclass(slots=True)
class Later:
    """What the history of a part is from a day on: what each record was then, and what followed."""

    since: str
    """The day, or the moment (ISO, UTC), on which the history begins."""
    rest: list[int] = field(default_factory=list)
    _before: dict[tuple[str, str], Values | None] = field(default_factory=dict)

    def moment(self) -> str:
        """Return the first moment of the history as it is stored."""
        return datetime.fromisoformat(self.since).isoformat(" ", "microseconds")

    def words(self) -> str:
        """Return the name of the step that says what everything was."""
        return f"As it was on {with_days(self.since[:10])}"

    def look(self, rows: Iterator[Revision]) -> None:
        """Note of each record what its first later revisions have changed."""
        for row in rows:
            if row["at"] < self.since:
                continue
            key = (row["table_name"], row["record_id"])
            self.rest.append(row["number"])
            if row["action"] == ADDED:  # or brought back, as it was before
                self._before.setdefault(key, None)
                continue
            values = self._before.setdefault(key, {})
            if values is not None:
                for name, pair in row["changes"].items():
                    values.setdefault(name, pair[0])

    def then(self, table: str, row: Values) -> Values | None:
        """Return what a record was on the day, from what it is now; None where it came later."""
        before = self._before.get((table, row["id"]), {})
        return None if before is None else {**row, **before}
