"""Writes a plan into a copy in one step: its records, the other's history, and open values."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Evidence, EvidenceChunk
from ctpat_desktop.records.base import id_by
from ctpat_desktop.records.merging import ContestedValue
from ctpat_desktop.support import notices
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import blobs, bulk, chain
from ctpat_desktop.workspace.merge.ops import STEP, Head, Key, Op, Spot
from ctpat_desktop.workspace.merge.plan import Plan
from ctpat_desktop.workspace.unit import UnitOfWork


class Source(NamedTuple):
    """Where the other copy came from: the way (file, kit, folder, server) and its name.

    `shared` is the number of the newest revision here that it was made from, where its own history
    does not say so; `mark` notes within the same step that it came.
    """

    kind: str
    name: str
    shared: int = 0
    mark: "Callable[[UnitOfWork], None] | None" = None


def write(unit: UnitOfWork, plan: Plan, source: Source, theirs: Session | None = None) -> None:
    """Do what a plan says within one unit of work.

    `theirs` has the bytes of its documents; None where they come another way.
    """
    if not plan.ops:
        return
    unit.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    if theirs is not None:
        _documents(unit.session, theirs)
    for table, rows in _by_table(plan.add):
        unit.add_many(table, [bulk.typed(table, row) for row in rows.values()])
    for table, rows in _by_table(plan.change):
        typed = {key: bulk.typed(table, row) for key, row in rows.items()}
        unit.change_many(table, typed)
    for table, ids in _in_order(plan.remove):
        unit.remove_many(table, ids)
    step = f"{STEP}{unit.batch}"
    at = datetime.now(UTC).replace(tzinfo=None)
    row = {"id": step, "at": at, "kind": source.kind, "source": source.name}
    unit.add_many("merge_step", [row])
    unit.add_many("foreign_change", [*_history(plan.ops, step)])
    _open(unit, plan.contested, step)


def _by_table(rows: dict[Key, dict[str, Any]]) -> Iterator[tuple[str, dict[str, dict[str, Any]]]]:
    """Yield rows by table, parents first."""
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for (table, record_id), values in rows.items():
        tables.setdefault(table, {})[record_id] = values
    for table in RECORDS:
        if table in tables:
            yield table, tables[table]


def _in_order(keys: Iterable[Key]) -> Iterator[tuple[str, list[str]]]:
    """Yield ids by table, in the order the tables come."""
    tables: dict[str, list[str]] = {}
    for table, record_id in keys:
        tables.setdefault(table, []).append(record_id)
    yield from tables.items()


def _history(ops: Iterable[Op], step: str) -> Iterator[dict[str, Any]]:
    for place, op in enumerate(ops):
        yield {
            "id": id_by("foreign_change", op.batch, *op.key),
            "merge_id": step,
            "batch": op.batch,
            "at": op.at,
            "who": op.who,
            "what": op.what,
            "source": op.source,
            "table_name": op.table,
            "record_id": op.record_id,
            "action": op.action,
            "changes": chain.canonical_text(dict(op.changes)),
            "position": place,
        }


def _open(unit: UnitOfWork, contested: dict[Spot, list[Head]], step: str) -> None:
    """Note the open values of fields in place of those that were open before."""
    old = [key for spot in contested for key in open_ids(unit.session, spot)]
    unit.remove_many("contested_value", old)
    rows = [row for spot, heads in contested.items() for row in _rows(spot, heads, step)]
    unit.session.flush()
    unit.add_many("contested_value", rows)


def open_ids(session: Session, spot: Spot) -> list[str]:
    """Return the ids of the open values of a field."""
    query = select(ContestedValue.id).where(
        ContestedValue.record_id == spot[1],
        ContestedValue.table_name == spot[0],
        ContestedValue.field == spot[2],
    )
    return list(session.scalars(query))


def _rows(spot: Spot, heads: Iterable[Head], step: str) -> Iterator[dict[str, Any]]:
    table, record_id, name = spot
    for head in heads:
        yield {
            "id": id_by("contested_value", step, *spot, head.batch),
            "merge_id": step,
            "table_name": table,
            "record_id": record_id,
            "field": name,
            "batch": head.batch,
            "value": json.dumps(head.value, ensure_ascii=False),
            "who": head.who,
            "at": head.at,
        }


def _documents(mine: Session, theirs: Session) -> None:
    """Copy the bytes of documents that are not here yet, a slice at a time.

    What is damaged there is not taken, and that is said; the health check names it here too.
    """
    wanted = set(theirs.scalars(_hashes())).difference(mine.scalars(_hashes()))
    for sha256 in sorted(wanted):
        try:
            for number, content in enumerate(blobs.stream(theirs, sha256, sha256[:12])):
                piece = {"sha256": sha256, "number": number, "content": content}
                mine.execute(insert(EvidenceChunk), [piece])
        except Problem:
            mine.execute(delete(EvidenceChunk).where(EvidenceChunk.sha256 == sha256))
            title = theirs.scalar(select(Evidence.title).where(Evidence.sha256 == sha256))
            notices.tell(
                tr("The document “{title}” is damaged in the other file; it was not taken.").format(
                    title=title or sha256[:12]
                )
            )


def _hashes() -> Any:
    return select(EvidenceChunk.sha256).distinct()
