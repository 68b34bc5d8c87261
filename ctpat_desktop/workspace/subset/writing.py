"""Writes a part of a workspace as a new file: beside its name first, verified, then named."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DatabaseError

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import blobs, bulk, door, open_rows
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.history import STORED
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.open_rows import NewFile
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.subset import history
from ctpat_desktop.workspace.subset.history import Chained, Later, Revision, Values
from ctpat_desktop.workspace.subset.links import columns, hashes, of_documents
from ctpat_desktop.workspace.subset.reading import named_documents, of_selection, stored
from ctpat_desktop.workspace.subset.selection import Selection

SEEN = 1_000
"""Rows between two looks at the progress."""


class Editor:
    """Changes what goes into a part on its way; this one changes nothing.

    What it makes of a record must be what it makes of that record's history, or the new file does
    not pass its own check.
    """

    def takes(self, _sha256: str) -> bool:
        """Return whether the bytes of a document go that the part or its history names."""
        return True

    def document(self, _sha256: str, _pieces: Iterator[bytes]) -> bytes | None:
        """Return the bytes of a document as they go, None for as they are.

        Hashes and sizes in rows and history follow by themselves.
        """
        return None

    def row(self, _table: str, values: Values) -> Values:
        """Return a row as it goes, of a table of records or one that is derived from them."""
        return values

    def revision(self, revision: Revision) -> Revision:
        """Return one change as it goes; `changes` maps field to [before, after]."""
        return revision


@dataclass(frozen=True, slots=True)
class Target:
    """Where a part becomes a file, and how."""

    path: Path
    key: Key | None
    since: str = ""
    """The day (ISO, in UTC) on which the history begins; "" for all of it.

    What a record was on that day stands in the new file as if it had been added then.
    """
    editor: Editor = field(default_factory=Editor)


@dataclass(frozen=True, slots=True)
class Written:
    """What is in the new file."""

    rows: Mapping[str, int]
    revisions: int
    documents: int


def write_part(
    source: Any, selection: Selection, target: Target, progress: Progress | None = None
) -> Written:
    """Make a new file of what was selected; Problem where it cannot be made, and nothing is."""
    door.refuse_taken(target.path)
    scratch = files.scratch(target.path, "new")
    shown = progress or Silent()
    try:
        with closing(NewFile(scratch, target.key, open_rows.version_of(source))) as new:
            written = _Writer((source, new), selection, target).write(shown)
            new.finish()
        _refuse_damaged(scratch, target, shown)
        files.sync(scratch)
        files.put(scratch, target.path)
    except (OSError, ValueError, files.DriverError, DatabaseError) as error:
        why = reason(error) if not isinstance(error, ValueError) else str(error)
        raise Problem(
            tr("{path} was not made: {why}.").format(path=target.path.name, why=why),
            tr("Nothing was changed in your file."),
        ) from error
    finally:
        files.forget(scratch)
    return written


def _refuse_damaged(scratch: Path, target: Target, progress: Progress) -> None:
    damages = health.verify(scratch, target.key, progress)
    if damages:
        first = damages[0]
        raise Problem(
            tr("{path} was not made: {damage} ({where}).").format(
                path=target.path.name, damage=first.what.rstrip("."), where=first.where
            ),
            tr("Check the health of the file you are taking it from."),
        )


class _Writer:
    """Puts one part into a new file, table by table, a few rows in memory at a time."""

    def __init__(self, ends: tuple[Any, NewFile], selection: Selection, target: Target) -> None:
        self._source, self._new = ends
        self._selection, self._target = selection, target
        self._editor = target.editor
        self._became: dict[str, tuple[str, int]] = {}
        """Hash and size of a document in the new file, by its hash in the old one."""
        self._made: set[str] = set()
        """Hashes of the documents that the editor has made."""
        self._rows: dict[str, int] = {}

    def write(self, progress: Progress) -> Written:
        """Write documents, rows and history, and return how many."""
        self._documents(progress)
        for at, (table, rows) in enumerate(of_selection(self._source, self._selection)):
            progress.step(at, len(RECORDS), table.replace("_", " "))
            self._rows[table] = self._insert(table, rows)
        for table in of_documents():
            self._rows[table] = self._insert(
                table, stored(self._source, table, "sha256", self._became)
            )
        return Written(self._rows, self._history(progress), len(self._became))

    def _documents(self, progress: Progress) -> None:
        named = named_documents(self._source, self._selection, self._target.since)
        there = [sha256 for sha256 in named if self._editor.takes(sha256)]
        for at, sha256 in enumerate(there):
            progress.step(at, len(there), tr("Documents"))
            self._became[sha256] = self._store(sha256)

    def _store(self, sha256: str) -> tuple[str, int]:
        """Store the bytes of a document; return their hash and size in the new file."""
        pieces = open_rows.content(self._source, sha256)
        made = self._editor.document(sha256, pieces)
        if made is None:
            self._new.store(sha256, open_rows.content(self._source, sha256))
            return sha256, -1
        hashed = hashlib.sha256(made).hexdigest()
        if hashed not in self._made:
            self._made.add(hashed)
            slices = (made[at : at + blobs.SLICE] for at in range(0, len(made), blobs.SLICE))
            self._new.store(hashed, slices)
        return hashed, len(made)

    def _insert(self, table: str, rows: Iterator[Values]) -> int:
        names, count = columns(table), 0
        listed = ", ".join(f'"{name}"' for name in names)
        sql = f'INSERT INTO "{table}" ({listed}) VALUES ({", ".join("?" * len(names))})'

        def values() -> Iterator[list[Any]]:
            nonlocal count
            for row in rows:
                count += 1
                yield [*self._as_it_goes(table, row).values()]

        self._new.connection.executemany(sql, values())
        return count

    def _as_it_goes(self, table: str, row: Values) -> Values:
        """Return a row with its pointers and hashes as they are in the new file."""
        for column, ids in self._selection.emptied.get(table, {}).items():
            if row[column] in ids:
                row[column] = None
        for column in hashes(table):
            became = self._became.get(row[column])
            size = column.replace("sha256", "size")
            if became is not None and became[0] != row[column]:
                row[column] = became[0]
                if size in row:
                    row[size] = became[1]
        return self._editor.row(table, row)

    def _history(self, progress: Progress) -> int:
        chained = Chained()
        marks = ", ".join("?" * len(STORED))
        sql = f"INSERT INTO revision ({', '.join(STORED)}) VALUES ({marks})"

        def rows() -> Iterator[tuple[Any, ...]]:
            for revision in self._revisions():
                if chained.number % SEEN == 0:
                    progress.step(1, 1, tr("History"))
                yield chained.link(self._editor.revision(self._changed(revision)))

        self._new.connection.executemany(sql, rows())
        return chained.number

    def _revisions(self) -> Iterator[Revision]:
        everything = history.revisions(self._source, self._selection)
        if not self._target.since:
            yield from everything
            return
        later = Later(self._target.since)
        later.look(everything)
        yield from self._beginning(later)
        yield from history.numbered(self._source, later.rest)

    def _beginning(self, later: Later) -> Iterator[Revision]:
        """Yield what every record was when the history begins, as one step of that day."""
        same = {"batch": new_id(), "at": later.moment(), "who": own_name(), "what": later.words()}
        for table in RECORDS:
            names = self._selection.rows.get(table, ())
            for row in stored(self._source, table, "id", names):
                values = later.then(table, row)
                if values is not None:
                    changes = {name: [None, value] for name, value in values.items()}
                    about = {"table_name": table, "record_id": row["id"], "action": bulk.ADDED}
                    yield {**same, **about, "changes": changes}

    def _changed(self, revision: Revision) -> Revision:
        """Return a revision with its pointers and hashes as they are in the new file."""
        table, changes = revision["table_name"], revision["changes"]
        for column, ids in self._selection.emptied.get(table, {}).items():
            if column in changes:
                changes[column] = [None if one in ids else one for one in changes[column]]
        for column in hashes(table):
            if column in changes:
                self._follow(changes, column, columns(table))
        return revision

    def _follow(self, changes: dict[str, Any], column: str, names: tuple[str, ...]) -> None:
        became = [self._became.get(one) for one in changes[column]]
        if all(
            now is None or now[0] == one for now, one in zip(became, changes[column], strict=True)
        ):
            return
        size = column.replace("sha256", "size")
        sizes = changes.get(size, [None, None])
        pairs = [*zip(became, changes[column], sizes, strict=True)]
        changes[column] = [now[0] if now else one for now, one, _ in pairs]
        if size in names:
            changes[size] = [now[1] if now else had for now, _, had in pairs]
