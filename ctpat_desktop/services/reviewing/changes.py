"""What others changed since a person last looked, by answer and record, newest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import ColumnElement, func, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.naming import UNASKED, name_with_place, names_of_ids, table_name
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Profile, Revision, SeenMark, Site
from ctpat_desktop.records.base import id_by
from ctpat_desktop.services.reviewing.subject import now
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import undo_steps
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.removals import whole

PAGE = 100
"""Answers and records listed at once."""
MOST_LOOKED_AT = 2_000
"""Records looked at for one page; in a file of many companies most are another's."""
APART = ("seen_mark",)
"""Tables whose changes are no news."""
IN_COMPANY = frozenset({"company", "address", "contact", "identifier"})
"""Tables that have their place on the page of the company."""
OWN_PAGES = {"evidence": "evidence", "packet": "packets", "submission": "submissions"}
"""Pages that show tables without a register of their own."""


@dataclass(frozen=True, slots=True)
class Since:
    """From where on changes count: after a revision, or from a moment on (UTC)."""

    number: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class News:
    """One answer or record that others changed: how often, by whom and what the last time was.

    `place` is None where nothing can be shown of it any more.
    """

    title: str
    place: Place | None
    who: tuple[str, ...]
    what: str
    at: datetime
    number: int
    times: int = 1
    criterion: str = ""
    table: str = ""
    record_id: str = ""
    category: int = 0
    """The chapter of the profile, 0 outside of it."""


def mark_of(scope: Scope) -> Since:
    """Return up to where the person has looked in this company."""
    with scope.workspace.read() as session:
        row = _mark(session, scope)
        return Since(row.number, row.seen_at) if row else Since()


def mark_seen(scope: Scope) -> Changes:
    """Say that everything changed so far was looked at."""
    with scope.workspace.work(tr("Mark all as seen")) as unit:
        row = _mark(unit.session, scope)
        if row is None:
            row = SeenMark(
                id=id_by("seen_mark", scope.company_id, unit.who),
                company_id=scope.company_id,
                person=unit.who,
            )
            unit.session.add(row)
        newest = unit.session.scalar(select(func.max(Revision.number)))
        row.number, row.seen_at = newest or 0, now()
    return unit.changes


def after(
    scope: Scope, criteria: Sequence[Criterion], since: Since, before: int = 0
) -> tuple[list[News], int]:
    """Return what others changed since then, and the number to go on `before`; 0 at the end."""
    with scope.workspace.read() as session:
        return _Reader(session, scope, criteria).run(since, before)


def _mark(session: Session, scope: Scope) -> SeenMark | None:
    mine = (SeenMark.company_id == scope.company_id, SeenMark.person == scope.workspace.who)
    return session.scalars(select(SeenMark).where(*mine)).first()


class _Reader:
    """One look through the history."""

    def __init__(self, session: Session, scope: Scope, criteria: Sequence[Criterion]) -> None:
        self._session, self._scope = session, scope
        self._criteria = {row.id: row for row in criteria}
        own = select(Profile.id).where(Profile.account_id == scope.account_id)
        self._profiles = set(session.scalars(own))

    def run(self, since: Since, before: int) -> tuple[list[News], int]:
        """Return one page of news, each answer or record once, and where the next begins."""
        found: dict[object, News] = {}
        for at, row in enumerate(self._rows(since, before)):
            one = self._news(row)
            if one is not None:
                key = one.place or (one.table, one.record_id)
                found[key] = _joined(found[key], one) if key in found else one
            if len(found) >= PAGE or at + 1 >= MOST_LOOKED_AT:
                return list(found.values()), row.last
        return list(found.values()), 0

    def _rows(self, since: Since, before: int) -> Iterator[Any]:
        """Yield the records that others changed, the last change first (SQLite's bare columns)."""
        last = func.max(Revision.number).label("last")
        where: list[ColumnElement[bool]] = [
            Revision.number > since.number,
            Revision.who != self._scope.workspace.who,
            Revision.table_name.not_in(APART),
        ]
        if since.at is not None and not since.number:
            where.append(Revision.at >= since.at)
        query = (
            select(
                Revision.table_name,
                Revision.record_id,
                func.json_group_array(Revision.who.distinct()).label("who"),
                Revision.what,
                Revision.at,
                func.count(Revision.batch.distinct()).label("times"),
                last,
            )
            .where(*where)
            .group_by(Revision.table_name, Revision.record_id)
            .order_by(last.desc())
            .limit(MOST_LOOKED_AT)
        )
        yield from self._session.execute(query.having(last < before) if before else query).all()

    def _news(self, row: Any) -> News | None:
        """Return what a row says, or None where it is another company's or account's."""
        values = _values(self._session, row)
        session = self._session
        company, account = undo_steps.owners(
            session, row.table_name, row.record_id, values, SimpleNamespace(**values)
        )
        if company not in ("", self._scope.company_id):
            return None
        if account not in ("", self._scope.account_id):
            return None
        bare = News("", None, tuple(json.loads(row.who)), row.what, row.at, row.last, row.times)
        return self._of_answer(bare, row.table_name, values) or self._of_record(bare, row, values)

    def _of_answer(self, bare: News, table: str, values: Mapping[str, Any]) -> News | None:
        """Return it as news of a criterion, where it is about one."""
        source = values
        if table in ("statement", "evidence_link"):
            source = _read(self._session, "response", str(values.get("response_id") or ""))
        criterion = str(source.get("criterion") or "")
        known = self._criteria.get(criterion)
        if known is None or table == "finding_mark":
            return None
        site_id = str(source.get("site_id") or "")
        site = self._session.get(Site, site_id) if site_id else None
        title = f"{criterion} {known.title}" + (f", {site.name}" if site else "")
        place = Place(str(known.category), criterion, site_id=site_id if site else "", label=title)
        return replace(bare, title=title, place=place, criterion=criterion, category=known.category)

    def _of_record(self, bare: News, row: Any, values: Mapping[str, Any]) -> News:
        table, key = row.table_name, row.record_id
        if table in ("attachment", "comment") and values.get("table_name") in RECORDS:
            table, key = str(values["table_name"]), str(values["record_id"])
        is_there = bool(_read(self._session, table, key))
        title = self._title(table, key, values if key == row.record_id else {})
        place = _place(table, key, title) if is_there else None
        return replace(bare, title=title, place=place, table=table, record_id=key)

    def _title(self, table: str, key: str, values: Mapping[str, Any]) -> str:
        if table not in UNASKED:
            name = names_of_ids(self._session, table, [key]).get((table, key), "")
            if name:
                kind = table_name(table)
                return f"{kind[:1].upper()}{kind[1:]} {name}"
        return name_with_place(table, values, lambda *at: _read(self._session, *at))


def _joined(newer: News, older: News) -> News:
    names = tuple(dict.fromkeys((*newer.who, *older.who)))
    return replace(newer, who=names, times=newer.times + older.times)


def _place(table: str, key: str, title: str) -> Place | None:
    if table in OWN_PAGES:
        return Place(OWN_PAGES[table], table=table, record_id=key, label=title)
    if table in UNASKED or table in ("account", "response"):
        return None
    section = "company" if table in IN_COMPANY else table
    return Place(section, table=table, record_id=key, label=title)


def _values(session: Session, row: Any) -> Mapping[str, Any]:
    """Return the fields of a record, or what they were when it went."""
    found = _read(session, row.table_name, row.record_id)
    if found:
        return found
    gone = session.scalars(select(Revision).where(Revision.number == row.last))
    return {
        key: pair[0] if pair[0] is not None else pair[1]
        for one in whole(session, gone)
        for key, pair in one.changes.items()
    }


def _read(session: Session, table: str, key: str) -> Mapping[str, Any]:
    record = session.get(RECORDS[table], key) if key and table in RECORDS else None
    if record is None:
        return {}
    return {column.key: getattr(record, column.key) for column in inspect(type(record)).columns}
