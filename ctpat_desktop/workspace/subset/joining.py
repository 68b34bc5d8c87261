"""Puts a part of one workspace into another that is open, as one step that can be taken back.

Ids stay. The history comes first, as it was, behind that of the file it comes into; then each
record is added by the step itself, so that undo finds it.
"""

from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from sqlalchemy import Boolean
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.base import Base
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace import bulk, chain, open_rows
from ctpat_desktop.workspace.history import SAME, STORED
from ctpat_desktop.workspace.journal import Row, Run
from ctpat_desktop.workspace.subset import history
from ctpat_desktop.workspace.subset.history import Chained, Revision, Values
from ctpat_desktop.workspace.subset.links import derived, links, of_documents
from ctpat_desktop.workspace.subset.reading import named_documents, stored
from ctpat_desktop.workspace.subset.selection import Selection
from ctpat_desktop.workspace.unit import UnitOfWork


def join(
    ends: tuple[UnitOfWork, Any], selection: Selection, origin: str, progress: Progress
) -> int:
    """Add what was selected of another file to a step; return how many documents it has.

    `ends` are the step and a connection to the other file, which the history calls `origin`.
    """
    joining = _Joining(*ends, selection)
    joining.refuse_clashes()
    joining.add_history(origin)
    count = joining.add_documents(progress)
    joining.add_rows(progress)
    return count


class _Joining:
    """What of another file goes into one step of this one."""

    def __init__(self, unit: UnitOfWork, source: Any, selection: Selection) -> None:
        self._unit, self._source, self._selection = unit, source, selection

    def refuse_clashes(self) -> None:
        """Raise Problem where anything of the part is here already."""
        for table, ids in self._selection.rows.items():
            there = bulk.held(self._unit.session, table, ids)
            if there:
                what = table.replace("_", " ")
                raise Problem(
                    tr(
                        "It is in this file already, at least in part: a {what} has the same "
                        "number."
                    ).format(what=what),
                    tr("Nothing was changed. Remove what is here first, or keep it."),
                )

    def add_history(self, origin: str) -> None:
        """Put the revisions of the part behind those of this file; each says where it is from."""
        session = self._unit.session
        chained = Chained(*chain.tip(session))
        revisions = history.revisions(self._source, self._selection)
        rows = (chained.link(_from(revision, origin)) for revision in revisions)
        while part := [*islice(rows, bulk.AT_ONCE)]:
            bulk.insert_many(session, "revision", STORED, part)
            self._unit.earlier += _runs(part)

    def add_documents(self, progress: Progress) -> int:
        """Store the documents of the part that are not here, and what was read in them."""
        hashes = named_documents(self._source, self._selection)
        fresh = [one for one in hashes if not self._has(one)]
        for at, sha256 in enumerate(fresh):
            progress.step(at, len(fresh), tr("Documents"))
            pieces = open_rows.content(self._source, sha256)
            rows = ((sha256, number, piece) for number, piece in enumerate(pieces))
            session, keys = self._unit.session, ("sha256", "number", "content")
            for row in rows:
                bulk.insert_many(session, open_rows.CHUNKS, keys, [row])
        for table in of_documents():
            self._insert(table, stored(self._source, table, "sha256", fresh))
        return len(hashes)

    def add_rows(self, progress: Progress) -> None:
        """Add the records, parents first, and what is derived from them."""
        tables = {table: tuple(_truths(table)) for table in RECORDS}
        for at, (table, truths) in enumerate(tables.items()):
            progress.step(at, len(tables), table.replace("_", " "))
            rows = [*stored(self._source, table, "id", self._selection.rows.get(table, ()))]
            for row in rows:
                row.update({name: bool(row[name]) for name in truths if row[name] is not None})
            self._unit.add_many(table, rows)
        for table in derived():
            link = links(table)[0]
            owners = self._selection.rows.get(link.parent, ())
            self._insert(table, stored(self._source, table, link.column, owners))

    def _has(self, sha256: str) -> bool:
        query = f"SELECT 1 FROM {open_rows.CHUNKS} WHERE sha256 = ? LIMIT 1"
        there = self._unit.session.connection().exec_driver_sql(query, (sha256,))
        return there.first() is not None

    def _insert(self, table: str, rows: Iterator[Values]) -> None:
        _insert_rows(self._unit.session, table, rows)


def _insert_rows(session: Session, table: str, rows: Iterator[Values]) -> None:
    first = next(rows, None)
    if first is not None:
        values = (tuple(row.values()) for row in rows)
        bulk.insert_many(session, table, [*first], [tuple(first.values())])
        bulk.insert_many(session, table, [*first], values)


def _truths(table: str) -> Iterator[str]:
    """Yield the columns that hold yes or no, which the file keeps as numbers."""
    for column in Base.metadata.tables[table].columns:
        if isinstance(column.type, Boolean):
            yield column.name


def _from(revision: Revision, origin: str) -> Revision:
    return {**revision, "what": f"{revision['what']} (from {origin})"}


def _runs(rows: list[Row]) -> Iterator[Run]:
    """Yield revisions as the journal keeps them, those of one step together."""
    end = 1 + len(SAME)
    for same, together in groupby(rows, key=lambda row: row[1:end]):
        yield Run(same, [(row[0], *row[end:]) for row in together])
