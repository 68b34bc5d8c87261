"""Writes the statements of imported answers, inside a change."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select

from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.reading.statements import ATTACHED, TABLE
from ctpat_desktop.records import EvidenceLink, Statement
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.importing.answer_plans import AnswerPlan
from ctpat_desktop.services.importing.outcomes import Outcome
from ctpat_desktop.services.importing.statement_plans import StatementPlan
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.unit import UnitOfWork

Taken = Sequence[tuple[str, AnswerPlan]]
"""Answers that are taken, each behind the id of its response."""


def write(unit: UnitOfWork, book: Book, taken: Taken) -> list[tuple[str, str]]:
    """Write the statements; return the documents to link, each behind the id of its response."""
    rows = list(_rows(unit, taken))
    unit.add_many(TABLE, [values for _, values, plan in rows if not plan.statement_id])
    known = ((plan, dict(plan.values)) for _, _, plan in rows if plan.statement_id)
    unit.change_many(TABLE, {plan.statement_id: values for plan, values in known if values})
    proofs = [(values["id"], key) for _, values, plan in rows for key in plan.documents]
    same = {"company_id": book.company.id, "table_name": TABLE}
    unit.add_many(
        ATTACHED,
        [{"id": new_id(), **same, "record_id": key, "evidence_id": one} for key, one in proofs],
    )
    asked = [(response_id, key) for response_id, _, plan in rows for key in plan.documents]
    there = _linked(unit, sorted({response_id for response_id, _ in asked}))
    return [pair for pair in asked if pair not in there]


def _rows(unit: UnitOfWork, taken: Taken) -> Iterator[tuple[str, dict[str, Any], StatementPlan]]:
    """Yield each statement to write: its response, its values with its id, and its plan."""
    stated = [
        (key, one) for key, row in taken for one in row.statements if one.outcome != Outcome.SAME
    ]
    places = _places(unit, sorted({key for key, one in stated if not one.statement_id}))
    for response_id, plan in stated:
        if plan.statement_id:
            yield response_id, {"id": plan.statement_id}, plan
            continue
        places[response_id] = places.get(response_id, -1) + 1
        given = {"id": new_id(), "response_id": response_id, "position": places[response_id]}
        yield response_id, {**given, **plan.values}, plan


def _places(unit: UnitOfWork, ids: Sequence[str]) -> dict[str, int]:
    """Return the last place taken under each response that has statements."""
    last = select(Statement.response_id, func.max(Statement.position))
    found: dict[str, int] = {}
    for part in parts(ids):
        named = last.where(Statement.response_id.in_(part)).group_by(Statement.response_id)
        found |= {row[0]: row[1] for row in unit.session.execute(named)}
    return found


def _linked(unit: UnitOfWork, ids: Sequence[str]) -> set[tuple[str, str]]:
    """Return which documents are linked to these responses already."""
    columns = select(EvidenceLink.response_id, EvidenceLink.evidence_id)
    found = set[tuple[str, str]]()
    for part in parts(ids):
        named = columns.where(EvidenceLink.response_id.in_(part))
        found |= {(row[0], row[1]) for row in unit.session.execute(named)}
    return found
