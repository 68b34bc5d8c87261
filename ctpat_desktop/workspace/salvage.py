"""Saves everything that can still be read of a damaged file into a new one."""

import json
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import chain, health, replay
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.health import Damage
from ctpat_desktop.workspace.history import ADDED, CHANGED
from ctpat_desktop.workspace.keys import Key

BLOCK = 200
"""Rows read at once while nothing is damaged."""

FARTHEST = 2**20
"""How many row numbers past a damaged place are tried."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was saved, rows by table, and what was lost."""

    kept: dict[str, int]
    lost: tuple[Damage, ...]


def salvage(path: Path, key: Key | None, target: Path) -> Salvaged:
    """Write what can be read into `target`, encrypted alike; the damaged file is not touched.

    Records whose own page is lost are rebuilt from the history where that can be read.
    """
    reader = _Reader(path, key)
    tables, statements = reader.schema()
    scratch = files.scratch(target, "part")
    lost: list[Damage] = []
    try:
        files.make_private(scratch)
        with closing(files.bare(scratch, key)) as made:
            made.execute("PRAGMA foreign_keys = OFF")
            made.execute("BEGIN")
            for sql in statements:
                made.execute(sql)
            kept = {table: _copy(reader, made, table, lost) for table in tables}
            if "revision" in tables:
                _mend(made, lost)
            made.execute("COMMIT")
            for name, number in reader.marks().items():
                made.execute(f"PRAGMA {name} = {number}")
        files.sync(scratch)
        scratch.rename(target)
        files.sync_folder(target.parent)
    except (OSError, files.DriverError) as error:
        raise Problem(
            f"{target.name} was not written: {reason(error)}.", "The damaged file is as it was."
        ) from error
    finally:
        files.forget(scratch)
    return Salvaged(kept, tuple(dict.fromkeys(lost)))


class _Reader:
    """Reads a damaged file; after each damaged page it starts with a new connection."""

    def __init__(self, path: Path, key: Key | None) -> None:
        self._path, self._key = path, key
        self._connection: Any = None
        self.stumbled = False

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]] | None:
        """Return the rows of a query, or None when a damaged page is in its way."""
        try:
            if self._connection is None:
                self._connection = files.bare(self._path, self._key)
            return list(self._connection.execute(query, values).fetchall())
        except (files.DriverError, OverflowError, UnicodeDecodeError):
            self.stumbled = True
            with suppress(files.DriverError, AttributeError):
                self._connection.close()
            self._connection = None
            return None

    def schema(self) -> tuple[list[str], list[str]]:
        """Return the tables, parents first, and the statements that make them; or Problem."""
        found = self.rows("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        if not found:
            raise Problem(
                f"Nothing of {self._path.name} can be read: its first page is damaged.",
                "Restore a backup.",
            )
        ours = [row for row in found if not row[1].startswith("sqlite_")]
        names = {row[1] for row in ours if row[0] == "table"}
        first = [name for name in RECORDS if name in names]
        return [*first, *sorted(names - set(first))], [row[2] for row in sorted(ours, key=_order)]

    def marks(self) -> dict[str, int]:
        """Return the numbers in the file's head that say whose file it is."""
        found = {}
        for name in ("application_id", "user_version"):
            rows = self.rows(f"PRAGMA {name}")
            found[name] = rows[0][0] if rows else 0
        return found

    def numbered(self, table: str) -> Iterator[tuple[Any, ...]]:
        """Yield every readable row, its row number first."""
        last, seen = -1, set()
        for row in self._forward(table, last):
            seen.add(row[0])
            yield row
        for number in self.indexed(table) - seen:
            for row in self.rows(f'SELECT rowid, * FROM "{table}" WHERE rowid = ?', number) or ():
                yield row

    def _forward(self, table: str, last: int) -> Iterator[tuple[Any, ...]]:
        query = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
        jump, block = 0, BLOCK
        while jump <= FARTHEST:
            found = self.rows(query, last + jump, block)
            if found:
                yield from found
                last, jump, block = found[-1][0], 0, BLOCK
            elif found is not None:
                return
            elif block > 1:
                block = 1
            else:
                jump = max(1, jump * 2)

    def indexed(self, table: str) -> set[int]:
        """Return the row numbers that the table's own index knows."""
        columns = self.rows(f'PRAGMA table_info("{table}")') or ()
        first = next((column[1] for column in columns if column[5]), "")
        if not first:
            return set()
        found = self.rows(f'SELECT rowid FROM "{table}" ORDER BY "{first}"')
        return {row[0] for row in found or ()}


def _order(row: tuple[str, str, str]) -> tuple[bool, str]:
    return row[0] != "table", row[1]


def _copy(reader: _Reader, made: Any, table: str, lost: list[Damage]) -> int:
    kept = 0
    reader.stumbled = False
    width = len(made.execute(f'PRAGMA table_info("{table}")').fetchall())
    query = f'INSERT OR IGNORE INTO "{table}" VALUES ({", ".join("?" * width)})'
    for row in reader.numbered(table):
        made.execute(query, row[1:])
        kept += 1
    expected = len(reader.indexed(table))
    if table not in RECORDS and (expected > kept or (reader.stumbled and not expected)):
        number = str(expected - kept) if expected else "Some"
        words = f"{number} of its rows cannot be read."
        lost.append(Damage(words, table.replace("_", " "), health.RESTORE))
    return kept


def _mend(made: Any, lost: list[Damage]) -> None:
    """Rebuild records from the history, take out what hangs on nothing, and chain anew."""
    state = replay.last_state(made)
    for table in RECORDS:
        there = replay.stored(made, table)
        for record_id, values in state[table].items():
            if record_id not in there and not _insert(made, table, values):
                lost.append(Damage("It could not be rebuilt.", f"{table} {record_id}", ""))
    _drop_dangling(made, lost)
    _tell_documents(made, lost)
    _write_repair(made)
    _chain_anew(made)


def _insert(made: Any, table: str, values: dict[str, Any]) -> bool:
    names = [row[1] for row in made.execute(f'PRAGMA table_info("{table}")')]
    given = {name: values[name] for name in names if name in values}
    columns = ", ".join(f'"{name}"' for name in given)
    marks = ", ".join("?" * len(given))
    try:
        made.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(given.values()))
    except files.DriverError:
        return False
    return True


def _drop_dangling(made: Any, lost: list[Damage]) -> None:
    while found := made.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, parent, _ in found:
            record = made.execute(f'SELECT id FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
            if record is not None:
                words = f"What it belongs to ({parent.replace('_', ' ')}) is lost."
                lost.append(Damage(words, f"{table} {record[0]}", "Type it again."))
            made.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))


def _tell_documents(made: Any, lost: list[Damage]) -> None:
    """Name the documents whose bytes are incomplete, and keep no half of them."""
    lost.extend(health.evidence(made))
    for (sha256,) in made.execute("SELECT DISTINCT sha256 FROM evidence_chunk").fetchall():
        if health.hash_of(made, sha256) != sha256:
            made.execute("DELETE FROM evidence_chunk WHERE sha256 = ?", (sha256,))


def _write_repair(made: Any) -> None:
    """Add revisions where the records differ from what is left of the history."""
    state = replay.last_state(made)
    at = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    for table in RECORDS:
        there = replay.stored(made, table)
        for record_id in state[table].keys() - there.keys():
            fields = {key: [value, None] for key, value in state[table][record_id].items()}
            _revision(made, at, table, record_id, "removed", fields)
        for record_id, values in there.items():
            told = state[table].get(record_id)
            if fields := _differences(told, values):
                action = ADDED if told is None else CHANGED
                _revision(made, at, table, record_id, action, fields)


def _differences(told: dict[str, Any] | None, values: dict[str, Any]) -> dict[str, list[Any]]:
    before = told or {}
    return {
        key: [before.get(key), value]
        for key, value in values.items()
        if told is None or (key in told and told[key] != value)
    }


def _revision(
    made: Any, at: str, table: str, record_id: str, action: str, fields: dict[str, list[Any]]
) -> None:
    made.execute(
        "INSERT INTO revision (batch, at, who, what, table_name, record_id, action, changes, chain)"
        " VALUES ('repair', ?, 'repair', 'Repair', ?, ?, ?, ?, '')",
        (at, table, record_id, action, json.dumps(fields)),
    )


def _chain_anew(made: Any) -> None:
    """Give numbers and hashes to the revisions that are left; the report names what is lost."""
    rows = list(replay.revisions(made))
    before = chain.START
    for number, row in enumerate(rows, 1):
        old, row["number"] = row["number"], number
        before = chain.link(before, row)
        made.execute(
            "UPDATE revision SET number = ?, chain = ? WHERE number = ?", (number, before, old)
        )
