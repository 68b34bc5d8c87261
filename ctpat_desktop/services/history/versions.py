"""Earlier versions of every field: who, when and what; what differs; putting one back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from types import SimpleNamespace
from typing import Any, Literal

from sqlalchemy import Column, ColumnDefault, inspect, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from ctpat_desktop.reading.naming import name_with_place, table_name
from ctpat_desktop.records import RECORDS, Record, Revision
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.services.history import foreign
from ctpat_desktop.services.history.diff import Piece, compare
from ctpat_desktop.services.registers import locks
from ctpat_desktop.services.registers.records import existing, settle
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import undo_steps
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.history import CHANGED, REMOVED
from ctpat_desktop.workspace.merge.links import parents
from ctpat_desktop.workspace.removals import WholeRevision, whole
from ctpat_desktop.workspace.unit import Workspace

__all__ = [
    "Piece",
    "Removed",
    "Version",
    "compare",
    "recent",
    "removed",
    "restore_field",
    "restore_record",
    "versions",
]

KNOWN = tuple(table for table in RECORDS if table not in ("setting", "import_report", *MERGES))
"""The tables whose removed records a person may bring back."""

ATTACHED = frozenset({"attachment", "comment"})
"""Tables whose records hang on one of any other table, which may be the last one."""
NEVER_ALONE = frozenset({"evidence_version"})
"""Tables whose removed records come back only along with what they hung on."""

MOST_RECENT = 40
"""Actions read for what was changed last."""
LOOKED_AT = 2000
"""Revisions looked at for the list of what was changed last."""

ONLY_ONE = {
    "response": ("profile_id", "criterion", "site_id"),
    "evidence_link": ("evidence_id", "response_id"),
    "criterion_overlay": ("account_id", "criterion"),
    "packet": ("account_id", "year"),
    "answer_review": ("profile_id", "criterion", "site_id"),
    "seen_mark": ("company_id", "person"),
}
"""Fields that name one record: with another one in its place a removed one is not missed."""


@dataclass(frozen=True, slots=True)
class Version:
    """One change of a field; `at` is UTC, values are JSON, `number` its revision's."""

    at: datetime
    who: str
    what: str
    table: str
    record_id: str
    field: str
    before: Any
    after: Any
    number: int
    action: str

    @property
    def is_removal(self) -> bool:
        """Whether the record went with it."""
        return self.action == REMOVED


@dataclass(frozen=True, slots=True)
class Removed:
    """A record that is gone; `number` is its removal, `with_it` how many went along with it."""

    number: int
    table: str
    record_id: str
    title: str
    at: datetime
    who: str
    with_it: int


def versions(
    workspace: Workspace, table: str, record_id: str, field: str = ""
) -> tuple[Version, ...]:
    """Return the changes of one record (or of one field of it), newest first."""
    with workspace.read() as session:
        rows = _revisions(session, table, record_id)
        merged = foreign.by_merge(session, table, record_id)
    return tuple(
        version
        for row in reversed(rows)
        for revision in (row, *reversed(merged.get(row.batch, ())))
        for version in _fields(revision)
        if field in ("", version.field)
    )


def recent(
    workspace: Workspace, company_id: str, account_id: str, known: tuple[Version, ...] = ()
) -> tuple[Version, ...]:
    """Return the newest changes of one account and its company, one line per action.

    Only the newest `LOOKED_AT` revisions are looked at; what other companies did is left out.
    `known` is what was returned before for the same account: only what came after it is read.
    """
    last = known[0].number if known else 0
    newest = select(Revision.number, Revision.batch).where(Revision.number >= last)
    lines: list[Version] = []
    with workspace.read() as session:
        rows = session.execute(newest.order_by(Revision.number.desc()).limit(LOOKED_AT)).all()
        for _, batch in groupby(rows, lambda row: row.batch):
            numbers = [row.number for row in batch]
            if numbers[-1] <= last:
                break
            with _between(session, numbers[-1], numbers[0]) as revisions:
                first = _if_of(session, revisions, company_id, account_id)
            if first is not None:
                lines.append(first)
            if len(lines) == MOST_RECENT:
                break
    return (*lines, *known)[:MOST_RECENT]


@contextmanager
def _between(session: Session, first: int, last: int) -> Iterator[Iterable[WholeRevision]]:
    """Give revisions by their numbers, newest first; only those asked for are read."""
    wanted = select(Revision).where(Revision.number.between(first, last))
    found = session.scalars(wanted.order_by(Revision.number.desc()).execution_options(yield_per=20))
    try:
        yield whole(session, found)
    finally:
        found.close()


def _if_of(
    session: Session, batch: Iterable[WholeRevision], company_id: str, account_id: str
) -> Version | None:
    """Return the first change of an action of an account or its company as a whole, else None.

    What belongs to nobody, such as a choice for the whole file, goes along with the rest.
    """
    first = None
    for revision in batch:
        known = _state([revision])
        record = _row(session, revision.table_name, revision.record_id)
        company, account = undo_steps.owners(
            session, revision.table_name, revision.record_id, known, record
        )
        first = first or next(iter(_fields(revision)), None)
        if company:  # one says it for all: an action works for one company
            return first if company == company_id and account in ("", account_id) else None
    return first


def _row(session: Session, table: str, record_id: str) -> SimpleNamespace | None:
    """Read a record without its class: which tables the newest changes are of cannot be known."""
    if table not in RECORDS:
        return None
    query = text(f'SELECT * FROM "{table}" WHERE id = :id')
    found = session.execute(query, {"id": record_id}).mappings().first()
    return SimpleNamespace(**found) if found is not None else None


def restore_field(
    workspace: Workspace, version: Version, *, side: Literal["before", "after"] = "after"
) -> Changes:
    """Write the value a field had before or after a change back; empty if it has it now."""
    value = version.before if side == "before" else version.after
    with workspace.work(tr("Restore {what}").format(what=table_name(version.table))) as unit:
        record = existing(unit.session, version.table, version.record_id)
        _put(unit.session, record, {version.field: value})
    return unit.changes


def restore_record(workspace: Workspace, table: str, record_id: str, number: int) -> Changes:
    """Put all fields of a record back as they were just after revision `number`.

    A removed record is made again, with the records that hung on it and went along with it; one
    whose other parent is gone meanwhile stays away. A removal's number means just before it.
    """
    with workspace.work(tr("Restore {what}").format(what=table_name(table))) as unit:
        rows = _revisions(unit.session, table, record_id)
        values = _state(row for row in rows if row.number <= number)
        if not values:
            raise Problem(
                tr("There is no such version of this {table}.").format(table=table_name(table))
            )
        record = unit.session.get(RECORDS[table], record_id)
        if record is not None:
            _put(unit.session, record, values)
        else:
            _bring_back(unit.session, rows[-1], values)
    return unit.changes


def removed(workspace: Workspace) -> tuple[Removed, ...]:
    """Return the records that are gone, newest first.

    What went along with another one that is still gone is counted there, not listed.
    """
    with workspace.read() as session:
        batches = _gone(session)
        return tuple(
            Removed(
                row.number,
                row.table_name,
                row.record_id,
                _title(session, row),
                row.at,
                row.who,
                len(_hanging(row, batch)),
            )
            for batch in batches.values()
            for row in _tops(batch)
            if row.table_name not in NEVER_ALONE
        )


def _fields(revision: WholeRevision) -> list[Version]:
    return [
        Version(
            revision.at,
            revision.who,
            revision.what,
            revision.table_name,
            revision.record_id,
            key,
            before,
            after,
            revision.number,
            revision.action,
        )
        for key, (before, after) in revision.changes.items()
    ]


def _revisions(session: Session, table: str, record_id: str) -> list[WholeRevision]:
    query = (
        select(Revision)
        .where(Revision.table_name == table, Revision.record_id == record_id)
        .order_by(Revision.number)
    )
    return list(whole(session, session.scalars(query)))


def _state(revisions: Iterable[WholeRevision]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for revision in revisions:
        side = 0 if revision.action == REMOVED else 1
        values |= {key: pair[side] for key, pair in revision.changes.items()}
    return values


def _put(session: Session, record: Record, values: dict[str, Any]) -> None:
    locks.refuse_change(record)
    locks.refuse_approved(session, record.__tablename__, [record.id], values)
    values = locks.without_file(record, values)
    _refuse_orphan(session, record.__tablename__, values)
    for key, value in _typed(record.__tablename__, values).items():
        if getattr(record, key) != value:
            setattr(record, key, value)
    settle(record, values)


def _bring_back(session: Session, removal: WholeRevision, values: dict[str, Any]) -> None:
    table = removal.table_name
    _refuse_orphan(session, table, values)
    locks.refuse_addition(session, table, [values])
    try:
        _make(session, table, values)
    except IntegrityError as error:
        words = tr("The {name} was not brought back: there is another one in its place.")
        raise Problem(words.format(name=table_name(table)), tr("Nothing was changed.")) from error
    query = select(Revision).where(Revision.batch == removal.batch, Revision.action == REMOVED)
    for part in _hanging(removal, list(whole(session, session.scalars(query)))):
        kept = _state([part])
        if not _missing(session, part.table_name, kept):
            _make(session, part.table_name, kept)
    _point_again(session, removal.batch)


def _point_again(session: Session, batch: str) -> None:
    """Let records that forgot what was removed point to it again, where they point to nothing."""
    query = select(Revision).where(Revision.batch == batch, Revision.action == CHANGED)
    for row in session.scalars(query):
        record = session.get(RECORDS[row.table_name], row.record_id)
        for key, (before, after) in row.changes.items():
            if record is None or after is not None or getattr(record, key) is not None:
                continue
            pointed = list(parents(row.table_name, {key: before}))
            if pointed and not _missing(session, row.table_name, {key: before}):
                setattr(record, key, before)
    session.flush()


def _make(session: Session, table: str, values: dict[str, Any]) -> None:
    session.add(RECORDS[table](**_typed(table, values)))
    session.flush()


def _typed(table: str, values: dict[str, Any]) -> dict[str, Any]:
    columns = inspect(RECORDS[table]).columns
    return {key: _value(columns[key], value) for key, value in values.items() if key in columns}


def _value(column: Column[Any], value: Any) -> Any:
    if value is None and not column.nullable and isinstance(column.default, ColumnDefault):
        return column.default.arg
    kind = column.type.python_type
    if isinstance(value, str) and kind in (date, datetime):
        return kind.fromisoformat(value)
    return value


def _missing(session: Session, table: str, values: dict[str, Any]) -> str:
    """Return the table of the first parent that is gone, or ""."""
    gone = (name for name, key in parents(table, values) if not session.get(RECORDS[name], key))
    return next(gone, "")


def _refuse_orphan(session: Session, table: str, values: dict[str, Any]) -> None:
    if parent := _missing(session, table, values):
        words = tr("The {table} was not restored: its {parent} is gone.")
        hint = tr("Bring the {parent} back first; nothing was changed.")
        raise Problem(
            words.format(table=table_name(table), parent=table_name(parent)),
            hint.format(parent=table_name(parent)),
        )


def _hanging(root: WholeRevision, batch: list[WholeRevision]) -> list[WholeRevision]:
    """Return the removals of one batch that hang on `root`, parents first."""
    depth = {name: place for place, name in enumerate(RECORDS) if name not in ATTACHED}
    ids, parts = {(root.table_name, root.record_id)}, []
    for row in sorted(batch, key=lambda row: depth.get(row.table_name, len(depth))):
        if any(parent in ids for parent in parents(row.table_name, _state([row]))):
            ids.add((row.table_name, row.record_id))
            parts.append(row)
    return parts


def _gone(session: Session) -> dict[str, list[WholeRevision]]:
    """Return the last removal of each record that is gone, by batch, newest first."""
    batches: dict[str, list[WholeRevision]] = {}
    for row in whole(session, _last_removals(session)):
        if not _replaced(session, row):
            batches.setdefault(row.batch, []).append(row)
    return batches


def _last_removals(session: Session) -> Iterator[Revision]:
    query = select(Revision).where(Revision.action == REMOVED).order_by(Revision.number.desc())
    seen = _there(session)
    for row in session.scalars(query):
        key = (row.table_name, row.record_id)
        if row.table_name in KNOWN and key not in seen:
            yield row
        seen.add(key)


def _there(session: Session) -> set[tuple[str, str]]:
    return {(name, key) for name in KNOWN for key in session.scalars(select(RECORDS[name].id))}


def _replaced(session: Session, row: WholeRevision) -> bool:
    keys, kind = ONLY_ONE.get(row.table_name, ()), RECORDS[row.table_name]
    values = _state([row])
    query = select(kind.id).filter_by(**{key: values.get(key) for key in keys})
    return bool(keys) and session.scalars(query).first() is not None


def _tops(batch: list[WholeRevision]) -> list[WholeRevision]:
    ids = {(row.table_name, row.record_id) for row in batch}
    return [row for row in batch if ids.isdisjoint(parents(row.table_name, _state([row])))]


def _title(session: Session, row: WholeRevision) -> str:
    return name_with_place(
        row.table_name,
        _state([row]),
        lambda table, record_id: _state(_revisions(session, table, record_id)),
    )
