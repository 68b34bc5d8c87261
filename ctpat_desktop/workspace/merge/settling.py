"""Settles what stands open: the value a person chose, and that nothing is open any more."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import select

from ctpat_desktop.records.base import id_by
from ctpat_desktop.records.index import MERGES
from ctpat_desktop.records.merging import ContestedValue
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.bulk import REMOVED
from ctpat_desktop.workspace.merge.ops import PRESENCE, Key, Spot
from ctpat_desktop.workspace.merge.writing import open_ids
from ctpat_desktop.workspace.unit import UnitOfWork


def close(unit: UnitOfWork, spot: Spot, value: Any) -> None:
    """Note that a person settled a field; `value` is what it says now, as JSON."""
    unit.session.flush()
    unit.remove_many("contested_value", open_ids(unit.session, spot))
    _note(unit, spot, value)


def close_all(unit: UnitOfWork, key: Key) -> None:
    """Let nothing stand open about a record that is gone."""
    rows = select(ContestedValue.id).where(
        ContestedValue.table_name == key[0], ContestedValue.record_id == key[1]
    )
    unit.session.flush()
    unit.remove_many("contested_value", list(unit.session.scalars(rows)))


@contextmanager
def within_merge(unit: UnitOfWork) -> Iterator[None]:
    """Tell what a person does within a merge from what the merge itself writes.

    What a merge writes follows from what both copies know, and every copy works it out alone; what
    a person does in the same step is noted, so that it goes on to other copies.
    """
    unit.session.flush()
    before = _noted(unit)
    yield
    unit.session.flush()
    after = _noted(unit)
    for key in before.keys() | after.keys():
        if key[0] not in MERGES and before.get(key) != after.get(key):
            _note_all(unit, key, before.get(key), after.get(key))


Noted = tuple[str, dict[str, Any]]
"""What was done to a record, and its fields afterwards."""


def _noted(unit: UnitOfWork) -> dict[Key, Noted]:
    return {
        key: (entry.action, {name: pair[1] for name, pair in entry.whole().items()})
        for key, entry in unit.recorder.noted.items()
    }


def _note_all(unit: UnitOfWork, key: Key, before: Noted | None, after: Noted | None) -> None:
    if after is None or after[0] == REMOVED:
        close_all(unit, key)
        _note(unit, (*key, PRESENCE), value=False)
        return
    known = before[1] if before else {}
    for name, value in after[1].items():
        if name not in known or known[name] != value:
            _note(unit, (*key, name), value)


def _note(unit: UnitOfWork, spot: Spot, value: Any) -> None:
    row = {
        "id": id_by("settlement", unit.batch, *spot),
        "batch": unit.batch,
        "table_name": spot[0],
        "record_id": spot[1],
        "field": spot[2],
        "value": json.dumps(value, ensure_ascii=False),
    }
    if not bulk.held(unit.session, "settlement", [row["id"]]):
        unit.add_many("settlement", [row])
    else:
        unit.change_many("settlement", {row["id"]: row})
