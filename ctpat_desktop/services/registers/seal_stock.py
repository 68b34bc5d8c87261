"""The seal ledger as an inspection uses it: what is in stock, and marking a seal as used."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.seal_numbers import parse, span
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Inspection, Seal, SealBatch
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

IN_STOCK = "issued"
"""The state of a seal that can still be fixed."""
OFFERED = 500
"""Seals offered at once."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says about a number: `kind` is stock, used, batch, gone or unknown."""

    kind: str
    words: str


def offered(scope: Scope) -> list[tuple[str, str]]:
    """Return numbers and words of the seals of the ledger, those in stock first."""
    query = (
        select(Seal)
        .where(Seal.company_id == scope.company_id, Seal.number != "")
        .order_by(Seal.state != IN_STOCK, func.length(Seal.number), Seal.number)
        .limit(OFFERED)
    )
    with scope.workspace.read() as session:
        return [(row.number, _words(row)) for row in session.scalars(query)]


def standing(scope: Scope, number: str, container: str) -> Standing:
    """Say what the ledger knows about a seal number for a container."""
    with scope.workspace.read() as session:
        seal = _seal(session, scope.company_id, number)
        if seal is None:
            is_ours = _is_delivered(session, scope.company_id, number)
            words = tr("delivered, not in the ledger yet") if is_ours else tr("not in the ledger")
            return Standing("batch" if is_ours else "unknown", words)
    if seal.state == IN_STOCK:
        return Standing("stock", _words(seal))
    is_here = bool(container) and _folded(seal.container) == _folded(container)
    return Standing("used" if seal.state == "used" and is_here else "gone", _words(seal))


def use(workspace: Workspace, inspection_id: str, number: str) -> Changes:
    """Put a seal on the inspection's unit and mark it as used there, in one undo step.

    Problem where the ledger has it used, lost or destroyed already; nothing is changed then.
    """
    with workspace.work(tr("Use a seal")) as unit:
        record = unit.session.get_one(Inspection, inspection_id)
        seal = _seal(unit.session, record.company_id, number)
        if seal is not None and seal.state != IN_STOCK:
            raise Problem(
                tr("Seal {number} was not used: the ledger says {words}.").format(
                    number=seal.number, words=_words(seal)
                ),
                tr("Choose a seal that is in stock, or correct the ledger."),
            )
        if not record.unit_number.strip():
            raise Problem(
                tr("The seal was not marked as used: the container is not named."),
                tr("Enter the container, trailer or tractor first."),
            )
        if seal is None:
            seal = Seal(company_id=record.company_id, number=number)
            unit.session.add(seal)
        seal.state, seal.container = "used", record.unit_number
        seal.used_on, seal.used_at = record.done_on, record.done_at
        seal.shipment = record.shipment or seal.shipment
        seal.applied_by = seal.applied_by or record.inspector
        record.seal_number = seal.number
    return unit.changes


def _seal(session: Session, company_id: str, number: str) -> Seal | None:
    """Return the seal of a number however it is written; spaces and zeros make no difference."""
    wanted = parse(number)
    query = select(Seal.id, Seal.number).where(Seal.company_id == company_id)
    query = query.where(Seal.number.contains(str(wanted.value) if wanted else number))
    for seal_id, written in session.execute(query):
        if written == number or (wanted is not None and parse(written) == wanted):
            return session.get(Seal, seal_id)
    return None


def _is_delivered(session: Session, company_id: str, number: str) -> bool:
    wanted = parse(number)
    batches = select(SealBatch).where(SealBatch.company_id == company_id)
    runs = (span(row.first_number, row.last_number) for row in session.scalars(batches))
    return wanted is not None and any(run.holds(wanted) for run in runs if run)


def _words(seal: Seal) -> str:
    if seal.state == IN_STOCK:
        to = tr("issued to {who}").format(who=seal.issued_to) if seal.issued_to else ""
        return labels.joined(tr("in stock"), to)
    state = choice_text("seal", "state", seal.state).lower()
    on = tr("on {container}").format(container=seal.container) if seal.container else ""
    return labels.joined(f"{state} {on}".strip(), day_text(seal.used_on))


def _folded(text: str) -> str:
    return "".join(text.split()).casefold()
