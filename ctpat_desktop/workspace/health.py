"""The health check: pages, tables, links, history and evidence of one file, each in plain words."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import chain, replay, schema
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key

RESTORE = "Restore a backup, or save what can be read with repair."
KNOWN_BY = (
    *("last_name", "title", "name", "criterion", "line1", "value", "what", "subject", "firm"),
    *("entry_number", "question", "head", "area", "number", "kind"),
)
"""Columns a person may know a record by, best first."""

ADD_AGAIN = "Add the file again, or restore a backup."
NONSENSE = (ValueError, TypeError, OverflowError, RecursionError)
"""What values of a wrong kind raise; only damage or another program puts them there."""

MOST = 50
"""Problems told per check; a ruined file would have thousands."""


@dataclass(frozen=True, slots=True)
class Damage:
    """One thing that is wrong, where, and what to do."""

    what: str
    where: str
    remedy: str


def verify(path: Path, key: Key | None, progress: Progress | None = None) -> tuple[Damage, ...]:
    """Check a file through and through; nothing is written. () means it is in order.

    The file may be open in this program; each check uses a connection of its own, because after
    the first damaged page a connection refuses everything.
    """
    found: list[Damage] = []
    told = progress or Silent()
    checks = CHECKS if _is_current(path, key) else dict(list(CHECKS.items())[:OF_ANY_VERSION])
    for at, (name, check) in enumerate(checks.items()):
        told.step(at, len(checks), name)
        try:
            with closing(files.bare(path, key)) as connection:
                connection.execute("PRAGMA query_only = ON")
                found += islice(check(connection), MOST)
        except (files.DriverError, *NONSENSE) as error:
            found.append(Damage(f"The check stopped: {reason(error)}.", name, RESTORE))
    return tuple(dict.fromkeys(found))


def _pages(connection: Any) -> Iterator[Damage]:
    for (line,) in connection.execute("PRAGMA cipher_integrity_check"):
        page = line.rsplit(" ", 1)[-1]  # "HMAC verification failed for page 31"
        yield Damage(f"Page {page} of the file is damaged or was changed.", "encryption", RESTORE)


def _database(connection: Any) -> Iterator[Damage]:
    for (line,) in connection.execute(f"PRAGMA integrity_check({MOST})"):
        if line != "ok":
            yield Damage(f"{line.splitlines()[-1]}.", "database", RESTORE)


def _links(connection: Any) -> Iterator[Damage]:
    for table, rowid, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        record = record_at(connection, table, rowid)
        words = f"It belongs to a {parent.replace('_', ' ')} that is gone."
        yield Damage(words, record, RESTORE)


def _tables(connection: Any) -> Iterator[Damage]:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != schema.VERSION:
        yield Damage(
            f"The tables are of version {version}, this program's are of {schema.VERSION}.",
            "tables",
            "Open the file once in the window; it is upgraded then.",
        )
        return
    wanted, there = schema.declared(), schema.shape(connection)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            yield Damage("It is not as this version makes it.", f"table {name}", RESTORE)


def _chain(connection: Any) -> Iterator[Damage]:
    before, expected = chain.START, 1
    for row in replay.revisions(connection):
        if row["number"] != expected:
            where = f"revision {expected} to {row['number'] - 1}"
            yield Damage("Changes are missing from the history.", where, RESTORE)
        if chain.link(before, row) != row["chain"]:
            words = "The history was changed, or this entry is damaged."
            yield Damage(words, f"revision {row['number']}", RESTORE)
        before, expected = row["chain"], row["number"] + 1


def _records(connection: Any) -> Iterator[Damage]:
    told = replay.last_state(connection)
    for table in RECORDS:
        there = replay.stored(connection, table)
        for record_id in told[table].keys() - there.keys():
            words = "The history has it, but it is not in its table."
            yield Damage(words, named(table, record_id, told[table][record_id]), RESTORE)
        for record_id, values in there.items():
            wrong = replay.differing(told[table].get(record_id), values)
            if wrong:
                words = f"It was changed behind the history's back: {', '.join(wrong)}."
                where = named(table, record_id, told[table].get(record_id, values))
                yield Damage(words, where, "Compare it with a backup.")


def evidence(connection: Any) -> Iterator[Damage]:
    """Yield the documents whose bytes are missing or damaged."""
    titles: dict[str, str] = {}
    for title, sha256 in connection.execute("SELECT title, sha256 FROM evidence"):
        titles.setdefault(sha256, title)
    kept = connection.execute("SELECT DISTINCT sha256 FROM evidence_chunk").fetchall()
    for sha256 in titles.keys() - {row[0] for row in kept}:
        yield Damage("Its file is missing.", f"document “{titles[sha256]}”", ADD_AGAIN)
    for (sha256,) in kept:
        if hash_of(connection, sha256) != sha256:
            title = titles.get(sha256, sha256[:12])
            yield Damage("Its file is damaged.", f"document “{title}”", ADD_AGAIN)


def _settings(connection: Any) -> Iterator[Damage]:
    for name, value in connection.execute("SELECT id, value FROM setting"):
        try:
            json.loads(value)
        except ValueError:
            yield Damage("It cannot be read.", f"setting {name}", "Choose it again.")


CHECKS: dict[str, Callable[[Any], Iterator[Damage]]] = {
    "pages": _pages,
    "database": _database,
    "links between records": _links,
    "tables": _tables,
    "history": _chain,
    "records against the history": _records,
    "evidence": evidence,
    "settings": _settings,
}
"""What is checked, in this order; the names are for progress and messages."""

OF_ANY_VERSION = 4
"""How many of the checks, from the first, also fit a file of an older version."""


def _is_current(path: Path, key: Key | None) -> bool:
    try:
        with closing(files.bare(path, key)) as connection:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
    except files.DriverError:  # the first check says what is wrong
        return True
    return bool(version == schema.VERSION)


def hash_of(connection: Any, sha256: str) -> str:
    """Return the SHA-256 of the bytes stored under a hash; equal when they are whole."""
    digest = hashlib.sha256()
    query = "SELECT content FROM evidence_chunk WHERE sha256 = ? ORDER BY number"
    for (piece,) in connection.execute(query, (sha256,)):
        digest.update(piece)
    return digest.hexdigest()


def named(table: str, record_id: str, values: Mapping[str, Any]) -> str:
    """Return how a damaged record is named: table, id and what a person knows it by."""
    known = next((str(values[name]) for name in KNOWN_BY if values.get(name)), "")
    return f"{table} {record_id}" + (f" (“{known}”)" if known else "")


def record_at(connection: Any, table: str, rowid: int) -> str:
    """Return how the record in one row is named."""
    cursor = connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,))
    found = cursor.fetchone()
    if found is None:
        return f"{table} row {rowid}"
    values = dict(zip((column[0] for column in cursor.description), found, strict=True))
    return named(table, str(values.get("id", f"row {rowid}")), values)
