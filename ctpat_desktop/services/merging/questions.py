"""What copies say differently, as a person is asked about it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from ctpat_desktop.reading.naming import name_with_place
from ctpat_desktop.records import RECORDS
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.merge.links import parents
from ctpat_desktop.workspace.merge.ops import PRESENCE, Copy, Head, Key, Spot
from ctpat_desktop.workspace.merge.plan import SILENT, Conflict
from ctpat_desktop.workspace.merge.sides import Side
from ctpat_desktop.workspace.revision_texts import plain
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Voice:
    """What one person gave a field; `at` is UTC."""

    value: Any
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Question:
    """One field that copies gave different values; values are JSON as the file stores them.

    The field "" asks whether a record stays that one side removed and the other changed.
    """

    table: str
    record_id: str
    field: str
    title: str
    """What the record is called."""
    now: Any
    """The value in force until the question is settled."""
    voices: tuple[Voice, ...]
    mine: Any
    """What this copy said before the merge; once it is written, what is in force."""
    theirs: Any
    base: Any = None
    """What the field said before both changed it, None where that is not known."""

    @property
    def spot(self) -> Spot:
        """The field in question."""
        return self.table, self.record_id, self.field

    @property
    def is_presence(self) -> bool:
        """Whether the question is if the record stays."""
        return self.field == PRESENCE


def open_questions(workspace: Workspace) -> tuple[Question, ...]:
    """Return what stands open in a file, in the order of the records."""
    with workspace.read() as session:
        copy = Copy(session, workspace.path.name)
        side = Side(copy, copy)
        side.load(spot[:2] for spot in side.contested)
        heads = {
            spot: side.heads(spot) for spot in side.contested if side.row(spot[:2]) is not None
        }
        rows = {spot[:2]: side.row(spot[:2]) or {} for spot in heads}
        return tuple(asked(session, heads, rows))


def asked(
    session: Session,
    heads: Mapping[Spot, Sequence[Head]],
    rows: Mapping[Key, Mapping[str, Any]],
    conflicts: Mapping[Spot, Conflict] | None = None,
) -> Iterator[Question]:
    """Yield what differs among open values; `rows` are the records as they will be."""
    order = {table: place for place, table in enumerate(RECORDS)}
    known = _known(session, rows)
    titles = {key: name_with_place(key[0], dict(row), known) for key, row in rows.items()}
    for spot in sorted(
        heads, key=lambda spot: (order[spot[0]], natural_key(titles[spot[:2]]), spot[2])
    ):
        values = sorted(heads[spot], key=lambda head: (head.at, head.batch))
        if not _differs(spot, values, heads, rows):
            continue
        row = rows[spot[:2]]
        voices = tuple(Voice(head.value, head.who, head.at) for head in values)
        now = True if spot[2] == PRESENCE else row.get(spot[2])
        seen = (conflicts or {}).get(spot) or _as_written(spot, now, voices)
        yield Question(*spot, titles[spot[:2]], now, voices, seen.mine, seen.theirs, seen.base)


def _as_written(spot: Spot, now: Any, voices: Sequence[Voice]) -> Conflict:
    """Return the two values of a question whose merge is over: the one in force and another."""
    other = next((row.value for row in reversed(voices) if row.value != now), now)
    return Conflict(spot, now, other, None)


def _differs(
    spot: Spot,
    values: Sequence[Head],
    heads: Mapping[Spot, Sequence[Head]],
    rows: Mapping[Key, Mapping[str, Any]],
) -> bool:
    """Return whether a person has to say something about a field."""
    if spot[2] != PRESENCE:
        return spot[2] not in SILENT and len({json.dumps(head.value) for head in values}) > 1
    batches = {head.batch for head in values}
    above = parents(spot[0], rows[spot[:2]])
    return bool(values) and not any(
        batches & {head.batch for head in heads.get((*parent, PRESENCE), ())} for parent in above
    )


def _known(session: Session, rows: Mapping[Key, Mapping[str, Any]]) -> Any:
    """Return a function that gives the values of any record, also of one that will be here."""

    def values(table: str, record_id: str) -> dict[str, Any]:
        if (table, record_id) in rows:
            return dict(rows[table, record_id])
        record = session.get(RECORDS[table], record_id)
        if record is None:
            return {}
        return {
            column.key: plain(getattr(record, column.key))
            for column in inspect(RECORDS[table]).columns
        }

    return values
