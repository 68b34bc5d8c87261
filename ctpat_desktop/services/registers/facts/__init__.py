"""Reads the facts of the registers, and after a change only those it touches.

A cache belongs to one company and one day. Each fact is one query that gives only the rows with a
problem; a changed record reads its own row of each fact again, nothing else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from heapq import nsmallest
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.register_facts import (
    SHOWN,
    Lack,
    Limits,
    Newest,
    ProblemRow,
    RegisterFacts,
    Rows,
)
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers.facts import (
    arithmetic,
    cbp,
    dates,
    general,
    incidents,
    operations,
    partners,
    people,
    procedures,
    risk,
    trade,
)
from ctpat_desktop.services.registers.facts.query import Moment, Query, column, statement
from ctpat_desktop.workspace.changes import Change, Changes
from ctpat_desktop.workspace.unit import Workspace

MANY = 200
"""Changed rows from which on a fact is read anew instead of row by row."""

ProblemRows = dict[str, tuple[str, str, str]]
"""Rows with a problem by id: name, detail and the id of the record they belong to."""


@dataclass(frozen=True, slots=True)
class RegisterCache:
    """The facts of one company on one day, with the rows they were made of."""

    company_id: str
    today: date
    facts: RegisterFacts
    problem_rows: Mapping[str, ProblemRows]
    """By query; a dictionary is replaced, never changed."""
    ledger: Mapping[str, Rows]


def queries() -> tuple[Query, ...]:
    """Return every fact that is a list of rows."""
    rooms = (partners, people, operations, incidents, trade, cbp, procedures, risk)
    lists = (query for room in rooms for query in room.QUERIES)
    return (*lists, *general.incomplete(), *dates.queries())


def limits(workspace: Workspace) -> Limits:
    """Return the limits as the person has set them."""
    return Limits(**settings.group(workspace, "rules"))


def read(scope: Scope) -> RegisterCache:
    """Read every fact of one company."""
    moment = Moment(scope.today, limits(scope.workspace))
    with scope.workspace.read() as session:
        there = general.filled(session, scope.company_id)
        found = {
            query.name: _rows_of(session, scope.company_id, query, moment)
            if _asks(query, there)
            else {}
            for query in queries()
        }
        ledger = arithmetic.seal_rows(session, scope.company_id, moment)
        facts = RegisterFacts(
            filled=there,
            rows=MappingProxyType({**_summaries(found), **ledger}),
            newest=MappingProxyType(_newest(session, scope.company_id, moment, there)),
            training=_lacks(session, scope.company_id, moment, there),
            taught=arithmetic.taught(session, scope.company_id),
            written=procedures.answered(session, scope.company_id),
            numbers=procedures.numbers(session, scope.company_id),
            titles=MappingProxyType(general.titles()),
            limits=moment.limits,
        )
    return RegisterCache(scope.company_id, scope.today, facts, found, ledger)


def refresh(workspace: Workspace, cache: RegisterCache, changes: Changes) -> RegisterCache:
    """Return the cache after a change; what the change does not touch is not read again."""
    tables = changes.tables
    if any(row.table == "setting" and row.record_id.startswith("rules.") for row in changes.items):
        return read(Scope.of_company(workspace, cache.company_id, cache.today))
    if not tables & _watched():
        return cache
    moment = Moment(cache.today, cache.facts.limits)
    with workspace.read() as session:
        return _Refresh(session, cache, moment, changes).run()


class _Refresh:
    """One pass over the facts that a change touches."""

    def __init__(
        self, session: Session, cache: RegisterCache, moment: Moment, changes: Changes
    ) -> None:
        self._session, self._cache, self._moment = session, cache, moment
        self._company_id = cache.company_id
        self._tables = changes.tables
        self._items = changes.items

    def run(self) -> RegisterCache:
        """Return the new cache."""
        old = self._cache.facts
        session, company_id, moment = self._session, self._company_id, self._moment
        there = general.filled(session, company_id)
        found = dict(self._cache.problem_rows)
        rows = dict(old.rows)
        for query in queries():
            if query.tables & self._tables:
                found[query.name], rows[query.name] = self._again(query, there)
        ledger = self._cache.ledger
        if any(arithmetic.moves_seals(item) for item in self._items):
            rows = {name: row for name, row in rows.items() if name not in ledger}
            ledger = arithmetic.seal_rows(session, company_id, moment)
            rows |= ledger
        training, taught = old.training, old.taught
        if arithmetic.TRAINING_TABLES & self._tables:
            training = _lacks(session, company_id, moment, there)
            taught = arithmetic.taught(session, company_id)
        written, numbers = old.written, old.numbers
        if procedures.TABLE in self._tables:
            written = procedures.answered(session, company_id)
            numbers = procedures.numbers(session, company_id)
        facts = replace(
            old,
            filled=there,
            rows=MappingProxyType(rows),
            newest=MappingProxyType({**old.newest, **self._newest(there)}),
            training=training,
            taught=taught,
            written=written,
            numbers=numbers,
        )
        return RegisterCache(company_id, self._cache.today, facts, found, ledger)

    def _newest(self, there: frozenset[str]) -> dict[str, Newest]:
        touched = [row for row in general.NEWEST if row.table in self._tables]
        return _newest(self._session, self._company_id, self._moment, there, touched)

    def _again(self, query: Query, there: frozenset[str]) -> tuple[ProblemRows, Rows]:
        """Read the rows of a fact that a change can have touched, and keep the others."""
        asks = _asks(query, there)
        ids = self._touched(query) if asks else None
        if ids is None:
            found = self._read(query) if asks else {}
            return found, _summary(query.own, found)
        known, (own, above) = self._cache.problem_rows[query.name], ids
        stale = own & known.keys()
        if above:
            stale |= {key for key, row in known.items() if row[2] in above}
        fresh = self._fresh(query, own, above)
        if not stale and not fresh:
            return known, self._cache.facts.rows[query.name]
        found = {**known, **fresh}
        for key in stale - fresh.keys():
            del found[key]
        return found, self._summary(query, found, fresh, stale)

    def _summary(
        self, query: Query, rows: ProblemRows, fresh: ProblemRows, stale: set[str]
    ) -> Rows:
        """Count and name the rows; the first stay the first unless one of them was touched."""
        first = self._cache.facts.rows[query.name].first
        if stale & {row.id for row in first}:
            return _summary(query.own, rows)
        shown = {row.id: rows[row.id] for row in first} | fresh
        return replace(_summary(query.own, shown), count=len(rows))

    def _fresh(self, query: Query, own: set[str], above: set[str]) -> ProblemRows:
        fresh: ProblemRows = {}
        places: tuple[tuple[Any, set[str]], ...] = (
            (column(query.own, "id"), own),
            (query.parent_id, above),
        )
        for key_column, keys in places:
            if keys:
                fresh |= self._read(query, key_column.in_(keys))
        return fresh

    def _read(self, query: Query, *more: Any) -> ProblemRows:
        return _rows_of(self._session, self._company_id, query, self._moment, *more)

    def _touched(self, query: Query) -> tuple[set[str], set[str]] | None:
        """Return the ids of rows and of parents to read again; None means all of them."""
        own: set[str] = set()
        above: set[str] = set()
        for item in self._items:
            if item.table in query.others and query.minds(item):
                return None
            if item.table == query.own and query.siblings:
                parent = self._holder(item, query.parent_id)
                if parent is None:
                    return None
                above.add(parent)
            elif item.table == query.own:
                own.add(item.record_id)
            elif item.table == query.parent:
                above.add(item.record_id)
            elif item.table in query.children:
                holder = self._holder(item, query.children[item.table])
                if holder is None:
                    return None
                own.add(holder)
        return None if len(own) + len(above) > MANY else (own, above)

    def _holder(self, item: Change, link: Any) -> str | None:
        """Return the row a changed child belongs to, or ""; None where it belonged elsewhere."""
        if item.action == "removed" or (item.action == "changed" and link.key in item.fields):
            return None
        holder = select(link).where(column(item.table, "id") == item.record_id)
        return self._session.scalar(holder) or ""


def _rows_of(
    session: Session, company_id: str, query: Query, moment: Moment, *more: Any
) -> ProblemRows:
    asked = statement(query, moment)
    wanted: Any = session.execute(asked.where(*more) if more else asked, {"company": company_id})
    return {row[0]: (row[1].strip(), row[2].removeprefix(", "), row[3]) for row in wanted}


def _asks(query: Query, there: frozenset[str]) -> bool:
    """Return whether a fact is worth asking for: its register is filled, or it is none."""
    return query.own in there or query.own not in general.REGISTERS


def _summaries(rows: Mapping[str, ProblemRows]) -> dict[str, Rows]:
    return {query.name: _summary(query.own, rows[query.name]) for query in queries()}


def _summary(table: str, rows: ProblemRows) -> Rows:
    first = nsmallest(SHOWN, rows.items(), key=lambda item: (item[1][:2], item[0]))
    return Rows(table, len(rows), tuple(ProblemRow(key, row[0], row[1]) for key, row in first))


def _newest(
    session: Session,
    company_id: str,
    moment: Moment,
    there: frozenset[str],
    wanted: Iterable[general.NewestQuery] = general.NEWEST,
) -> dict[str, Newest]:
    return {
        row.name: row.read(session, company_id, moment) if row.table in there else Newest(row.table)
        for row in wanted
    }


def _lacks(
    session: Session, company_id: str, moment: Moment, there: frozenset[str]
) -> tuple[Lack, ...]:
    if not {"person", "topic"} <= there:
        return ()
    return arithmetic.lacks(session, company_id, moment)


@cache
def _watched() -> frozenset[str]:
    """Return the tables that matter; a change of any other touches no fact of the registers."""
    dated = (query.own for query in dates.queries())
    return frozenset((*general.REGISTERS, *dated, "attachment", "identifier", "import_report"))
