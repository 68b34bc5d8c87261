"""Records that two people may have added for one and the same thing, and joining them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.naming import table_and_name
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.services.registers import locks
from ctpat_desktop.services.registers.records import existing, remove_deep
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.changes import Change, Changes
from ctpat_desktop.workspace.merge.links import hanging
from ctpat_desktop.workspace.unit import Workspace

ALIKE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "partner": (("name", "country"),),
    "site": (("line1", "city"), ("name",)),
}
"""By table the fields of which one group is enough: filled, and the same but for case and signs."""

ONE_OF = frozenset({"response", "answer_review"})
"""Tables that have one record for a site and a criterion."""


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that look like one; `fresh` came in last, `known` was here before it."""

    table: str
    known: str
    fresh: str
    title: str
    """What both are called."""


def likely(workspace: Workspace, changes: Changes) -> tuple[Double, ...]:
    """Return the records a step added that look like one that was here before."""
    added = [item for item in changes.items if item.action == bulk.ADDED and item.table in ALIKE]
    with workspace.read() as session:
        return tuple(_doubles(session, added))


def join(workspace: Workspace, double: Double) -> Changes:
    """Make one of two records: what hangs on the newer one goes to the older.

    The older takes what it lacks. Problem where the newer one is a site with answers of its own.
    """
    with workspace.work(tr("Join {record}").format(record=double.title)) as unit:
        session = unit.session
        locks.refuse_removal(session, double.table, [double.fresh])
        known = existing(session, double.table, double.known)
        fresh = existing(session, double.table, double.fresh)
        there = list(hanging(session, (double.table, double.fresh)))
        _refuse_answers(double, {table for (table, _), _ in there})
        for name in bulk.defaults(double.table):
            if getattr(known, name) in (None, "") and getattr(fresh, name):
                setattr(known, name, getattr(fresh, name))
        for (table, record_id), column in there:
            setattr(existing(session, table, record_id), column, double.known)
        session.flush()
        remove_deep(session, fresh)
    return unit.changes


def _refuse_answers(double: Double, tables: set[str]) -> None:
    """Raise Problem where answers would go along: of these a site has only one to a criterion."""
    if tables & ONE_OF:
        raise Problem(
            tr("{record} was not joined: both may have an answer to the same criterion.").format(
                record=double.title
            ),
            tr("Copy what the newer one says into the other, and remove it. Nothing was changed."),
        )


def _doubles(session: Session, added: Iterable[Change]) -> Iterator[Double]:
    tables: dict[str, list[str]] = {}
    for item in added:
        tables.setdefault(item.table, []).append(item.record_id)
    for table, ids in tables.items():
        fresh = frozenset(ids)
        known = _by_words(session, table, fresh)
        for record_id in ids:
            record = session.get(RECORDS[table], record_id)
            found = next((known[key] for key in _keys(table, record) if key in known), None)
            if record is not None and found is not None:
                values = {key: getattr(record, key) for key in ("name",)}
                yield Double(table, found, record_id, table_and_name(table, values))


def _by_words(session: Session, table: str, fresh: frozenset[str]) -> dict[tuple[str, ...], str]:
    """Return the records that were here before by what tells them apart; only a few columns."""
    columns = RECORDS[table].__table__.columns
    names = dict.fromkeys(name for group in ALIKE[table] for name in group)
    query = select(columns["id"], columns["company_id"], *(columns[name] for name in names))
    found: dict[tuple[str, ...], str] = {}
    for record_id, company, *values in session.execute(query):
        if record_id not in fresh:
            row = dict(zip(names, values, strict=True))
            for key in _groups(table, company, row):
                found.setdefault(key, record_id)
    return found


def _keys(table: str, record: Record | None) -> Iterator[tuple[str, ...]]:
    if record is not None:
        names = (name for group in ALIKE[table] for name in group)
        row = {name: getattr(record, name) for name in names}
        yield from _groups(table, str(getattr(record, "company_id", "")), row)


def _groups(table: str, company: str, row: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for group in ALIKE[table]:
        words = [folded(str(row[name] or "")) for name in group]
        if all(words):
            yield (company, *group, *words)
