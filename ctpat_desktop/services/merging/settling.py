"""Settles what stands open between copies, as a person decided."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from ctpat_desktop.records import RECORDS
from ctpat_desktop.records.merging import ContestedValue
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import bulk
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.merge import settling
from ctpat_desktop.workspace.merge.links import hanging
from ctpat_desktop.workspace.merge.ops import PRESENCE, Key, Spot
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace


def settle(workspace: Workspace, decisions: Mapping[Spot, Any]) -> Changes:
    """Give open fields the values a person chose, in one step; Problem where one is not open."""
    with workspace.work(tr("Settle what copies say differently")) as unit:
        settle_all(unit, decisions, _open_spots(unit))
    return unit.changes


def settle_all(unit: UnitOfWork, decisions: Mapping[Spot, Any], spots: Iterable[Spot]) -> None:
    """Do it within a step; records are removed last, what hangs on them with them."""
    unknown = decisions.keys() - set(spots)
    if unknown:
        raise Problem(
            tr("What was decided does not stand open any more."), tr("Look at the list again.")
        )
    for spot, value in sorted(decisions.items(), key=lambda pair: pair[0][2] == PRESENCE):
        if spot[2] != PRESENCE:
            unit.change_many(spot[0], {spot[1]: bulk.typed(spot[0], {spot[2]: value})})
            settling.close(unit, spot, value)
        elif value:
            for key in _together(unit, spot[:2]):
                settling.close(unit, (*key, PRESENCE), value=True)
        else:
            _remove(unit, spot[:2])


def _open_spots(unit: UnitOfWork) -> set[Spot]:
    columns = (ContestedValue.table_name, ContestedValue.record_id, ContestedValue.field)
    return {
        (table, record_id, name)
        for table, record_id, name in unit.session.execute(select(*columns))
    }


def _together(unit: UnitOfWork, key: Key) -> list[Key]:
    """Return a record and what hangs on it that the same actions removed elsewhere."""
    batches = _removals(unit, key)
    found, ahead = [key], [key]
    while ahead:
        for child, _ in hanging(unit.session, ahead.pop()):
            if child not in found and batches & _removals(unit, child):
                found.append(child)
                ahead.append(child)
    return found


def _removals(unit: UnitOfWork, key: Key) -> set[str]:
    rows = select(ContestedValue.batch).where(
        ContestedValue.record_id == key[1],
        ContestedValue.table_name == key[0],
        ContestedValue.field == PRESENCE,
    )
    return set(unit.session.scalars(rows))


def _remove(unit: UnitOfWork, key: Key) -> None:
    record = unit.session.get(RECORDS[key[0]], key[1], populate_existing=True)
    if record is not None:
        records.remove_deep(unit.session, record)
        unit.session.flush()
    for table, record_id in {spot[:2] for spot in _open_spots(unit)}:
        if not bulk.held(unit.session, table, [record_id]):
            settling.close_all(unit, (table, record_id))
