"""The words of many texts, in memory only: nothing of it ever reaches the disk."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import RLock
from typing import Any

from sqlcipher3 import dbapi2

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

_TABLES = """
PRAGMA temp_store = MEMORY;
CREATE TABLE entry(
  id INTEGER PRIMARY KEY, register TEXT, record_id TEXT, title TEXT, body TEXT,
  UNIQUE(register, record_id));
CREATE VIRTUAL TABLE words USING fts5(
  title, body, content='', contentless_delete=1,
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'row');
"""
_UNSPACED = re.compile(r"([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff])")
_TITLE_WEIGHT = 8.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that can be found: where it stands, its title and its words."""

    register: str
    record_id: str
    title: str
    body: str


class WordIndex:
    """Finds entries by words; may be used from several threads, one at a time."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = RLock()
        self._held = dbapi2.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._held.executescript(_TABLES)
        self._vocabulary: list[str] | None = None
        self.is_open = True

    def put(self, entries: Iterable[Entry]) -> None:
        """Add entries, or put them in the place of those with the same register and id."""
        with self._lock:
            self._connection.execute("BEGIN")
            for entry in entries:
                self._drop(entry.register, entry.record_id)
                self._add(entry)
            self._connection.execute("COMMIT")
            self._vocabulary = None

    def drop(self, register: str, ids: Iterable[str]) -> None:
        """Forget entries."""
        with self._lock:
            for record_id in ids:
                self._drop(register, record_id)

    def clear(self, register: str) -> None:
        """Forget all entries of a register."""
        with self._lock:
            query = "SELECT record_id FROM entry WHERE register = ?"
            self.drop(register, [row[0] for row in self._connection.execute(query, (register,))])

    def find(self, query: str, limit: int) -> list[Entry]:
        """Return the entries that fit an FTS5 query, best first."""
        with self._lock:
            rows = self._connection.execute(
                "SELECT register, record_id, title, body FROM (SELECT rowid AS place, "
                f"bm25(words, {_TITLE_WEIGHT}, 1.0) AS rank FROM words WHERE words MATCH ? "
                "ORDER BY rank LIMIT ?) JOIN entry ON entry.id = place ORDER BY rank, place",
                (query, limit),
            ).fetchall()
        return [Entry(*row) for row in rows]

    def knows(self, query: str) -> bool:
        """Return whether anything fits a query."""
        with self._lock:
            sql = "SELECT 1 FROM words WHERE words MATCH ? LIMIT 1"
            return self._connection.execute(sql, (query,)).fetchone() is not None

    def vocabulary(self) -> Sequence[str]:
        """Return every word of letters that stands in an entry, without accents."""
        with self._lock:
            if self._vocabulary is None:
                rows = self._connection.execute(
                    "SELECT term FROM vocabulary WHERE length(term) > 2"
                )
                self._vocabulary = [term for (term,) in rows if term.isalpha()]
            return self._vocabulary

    def count(self) -> int:
        """Return how many entries there are."""
        with self._lock:
            return int(self._connection.execute("SELECT count(*) FROM entry").fetchone()[0])

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self.is_open = False
            self._vocabulary = None
            self._held.close()

    @property
    def _connection(self) -> Any:
        if not self.is_open:
            raise Problem(tr("The search was closed because the file was locked."))
        return self._held

    def _add(self, entry: Entry) -> None:
        cursor = self._connection.execute(
            "INSERT INTO entry(register, record_id, title, body) VALUES (?, ?, ?, ?)",
            (entry.register, entry.record_id, entry.title, entry.body),
        )
        self._connection.execute(
            "INSERT INTO words(rowid, title, body) VALUES (?, ?, ?)",
            (cursor.lastrowid, spelled(entry.title), spelled(entry.body)),
        )

    def _drop(self, register: str, record_id: str) -> None:
        where = "WHERE register = ? AND record_id = ?"
        named = (register, record_id)
        found = self._connection.execute(f"SELECT id FROM entry {where}", named).fetchone()
        if found:
            self._connection.execute("DELETE FROM words WHERE rowid = ?", found)
            self._connection.execute("DELETE FROM entry WHERE id = ?", found)


def spelled(text: str) -> str:
    """Return a text whose signs of scripts without spaces stand alone, so that parts are found."""
    return text if text.isascii() else _UNSPACED.sub(r" \1 ", text)
