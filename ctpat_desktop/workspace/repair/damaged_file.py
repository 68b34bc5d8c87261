"""Reads what is left of a damaged file, from a copy, row by row around the damaged pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import Any

from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import keys
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import raw_pages

BLOCK = 200
"""Rows read at once while nothing is damaged."""

FARTHEST = 2**20
"""How many row numbers past a damaged place are tried."""

NOWHERE = 2**63 - 1
"""The largest row number: nothing comes after it."""

Row = tuple[Any, ...]


@contextmanager
def copied(path: Path, key: Key | None, scratch: Path) -> Iterator[Path]:
    """Give a copy of a damaged file that can be opened, with whole pages, for a while.

    Opening the file itself could change it: SQLite writes what a killed program left beside it.
    """
    files.forget(scratch)
    try:
        for end in ("", "-wal", "-journal"):
            source = path.with_name(path.name + end)
            if not end or source.exists():
                _copy(source, scratch.with_name(scratch.name + end))
        with scratch.open("r+b") as file:
            file.write(key.salt if key else keys.PLAIN)
            size = file.seek(0, os.SEEK_END)
            file.truncate(size + -size % keys.PAGE)
        raw_pages.clear_list_of_tables(scratch, key)
        yield scratch
    finally:
        files.forget(scratch)


class Reader:
    """Reads a damaged file; after each damaged page it starts with a new connection.

    `damaged` are the tables in which something could not be read.
    """

    def __init__(self, path: Path, key: Key | None) -> None:
        """Open the file, whatever is left of it."""
        self._path, self._key = path, key
        self._connection = files.lenient(path, key)
        self.damaged: set[str] = set()

    def close(self) -> None:
        """Let go of the file."""
        with suppress(files.DriverError):
            self._connection.close()

    def rows(self, query: str, *values: object) -> list[Row] | None:
        """Return the rows of a query, or None when a damaged page is in its way."""
        try:
            return list(self._connection.execute(query, values).fetchall())
        except (files.DriverError, OverflowError, UnicodeDecodeError):
            self.close()
            self._connection = files.lenient(self._path, self._key)
            return None

    def number(self, pragma: str) -> int:
        """Return a number of the file's head; 0 where that is damaged."""
        found = self.rows(f"PRAGMA {pragma}")
        return int(found[0][0]) if found else 0

    def numbered(self, table: str) -> Iterator[Row]:
        """Yield every readable row, its row number first."""
        seen = set()
        for row in self._forward(table):
            seen.add(row[0])
            yield row
        for number in self.indexed(table, "rowid") - seen:
            for row in self.rows(f'SELECT rowid, * FROM "{table}" WHERE rowid = ?', number) or ():
                yield row

    def indexed(self, table: str, column: str) -> set[Any]:
        """Return the values of a column (or `rowid`) that the table's own indexes know."""
        known: set[Any] = set()
        for index in self.rows(f'PRAGMA index_list("{table}")') or ():
            columns = [row[2] for row in self.rows(f'PRAGMA index_info("{index[1]}")') or ()]
            if not index[4] and column in (*columns, "rowid"):
                query = f'SELECT "{column}" FROM "{table}" INDEXED BY "{index[1]}"'
                ordered = f'{query} ORDER BY "{columns[0]}"' if columns else query
                known.update(row[0] for row in self.rows(ordered) or ())
        return known

    def _forward(self, table: str) -> Iterator[Row]:
        last, step = -1, BLOCK
        while last < NOWHERE:
            found = self._after(table, last, step)
            if found is None and step > 1:
                step = 1
                continue
            if found is None:
                self.damaged.add(table)
                last = self._beyond(table, last)
                continue
            if not found:
                return
            yield from found
            last, step = found[-1][0], BLOCK

    def _after(self, table: str, last: int, many: int) -> list[Row] | None:
        """Return the next rows, or None where they cannot be read or do not go forward.

        A tree whose pages are cut off may hand out the same rows again and again.
        """
        query = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'
        found = self.rows(query, last, many)
        numbers = [last, *(row[0] for row in found or ())]
        return found if all(a < b for a, b in pairwise(numbers)) else None

    def _beyond(self, table: str, last: int) -> int:
        """Return the smallest row number after which reading works again, or one after all."""
        jump = 1
        while self._after(table, last + jump, 1) is None:
            jump *= 2
            if jump > FARTHEST:
                return NOWHERE
        below = jump // 2
        while jump - below > 1:
            middle = (below + jump) // 2
            if self._after(table, last + middle, 1) is None:
                below = middle
            else:
                jump = middle
        return last + jump


def _copy(source: Path, target: Path) -> None:
    files.make_private(target)
    with source.open("rb") as whole, target.open("wb") as copy:
        shutil.copyfileobj(whole, copy, files.STEP * keys.PAGE)
