"""Moves the policy reviews of older files into the written procedures, in one step."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Attachment, PolicyReview, Procedure, ProcedureVersion
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.unit import Workspace

CRITERIA: Mapping[str, tuple[str, int | None]] = {
    "cyber": ("4.1, 4.6", 12),
    "technology": ("9.8", 12),
    "seal": ("6.1", 12),
    "access": ("10.1, 10.2", None),
}
"""What each kind of policy answers, and how often that is looked through."""

UNNUMBERED = "1"
"""The version of a policy that was given none."""


def move(workspace: Workspace, what: str) -> int:
    """Move every review, each company's policies by title; return how many rows there were.

    `what` is what the step is called.
    """
    with workspace.work(what) as unit:
        policies: dict[tuple[str, str], list[PolicyReview]] = {}
        rows = unit.session.scalars(select(PolicyReview)).all()
        for row in sorted(rows, key=_age):
            policies.setdefault((row.company_id, folded(row.policy) or row.id), []).append(row)
        for reviews in policies.values():
            _move_one(unit.session, reviews)
    return len(rows)


def _age(row: PolicyReview) -> tuple[object, ...]:
    return (row.company_id, row.reviewed_on or date.min, row.position, row.id)


def _move_one(session: Session, reviews: list[PolicyReview]) -> None:
    """Make one procedure of all reviews of a policy, the oldest first."""
    newest = reviews[-1]
    criteria, months = CRITERIA.get(newest.kind, ("", None))
    last = select(func.max(Procedure.position)).where(Procedure.company_id == newest.company_id)
    procedure = Procedure(
        id=new_id(),
        company_id=newest.company_id,
        position=(session.scalar(last) or 0) + 1,
        title=newest.policy,
        criteria=criteria,
        owner=newest.reviewed_by,
        review_months=months,
        reviewed_on=newest.reviewed_on,
        reviewed_by=newest.reviewed_by,
        next_review_on=newest.next_on,
        notes=_history(reviews[:-1]),
    )
    session.add(procedure)
    session.flush()
    versions: dict[str, list[PolicyReview]] = {}
    for row in reviews:
        versions.setdefault(row.version.strip(), []).append(row)
    for place, (name, rows) in enumerate(versions.items(), 1):
        _version(session, procedure, (place, name or UNNUMBERED), rows)
    for row in reviews:
        session.delete(row)
    session.flush()


def _version(
    session: Session, procedure: Procedure, named: tuple[int, str], rows: list[PolicyReview]
) -> None:
    """Make one version of the reviews that named it; `named` is its place and its name."""
    newest = rows[-1]
    is_last = newest.reviewed_on == procedure.reviewed_on
    approver = next((row.approved_by for row in reversed(rows) if row.approved_by), "")
    documents = [row.evidence_id for row in reversed(rows) if row.evidence_id]
    state = "approved" if approver else "draft"
    version = ProcedureVersion(
        id=new_id(),
        company_id=procedure.company_id,
        procedure_id=procedure.id,
        position=named[0],
        version=named[1],
        status=state if is_last else "replaced",
        approved_by=approver,
        evidence_id=documents[0] if documents else None,
        notes="\n\n".join(filter(None, (row.notes.strip() for row in rows))),
    )
    session.add(version)
    session.flush()
    _attach(session, version, {row.id for row in rows}, documents[1:])


def _attach(
    session: Session, version: ProcedureVersion, reviews: set[str], documents: Iterable[str]
) -> None:
    """Hang on a version what hung on its reviews, and the documents of the earlier ones."""
    kind = Attachment
    there = (kind.table_name == "policy_review", kind.record_id.in_(reviews))
    held = {version.evidence_id}
    for row in session.scalars(select(kind).where(*there)):
        row.table_name, row.record_id = "procedure_version", version.id
        held.add(row.evidence_id)
    for document in dict.fromkeys(documents):
        if document not in held:
            session.add(
                kind(
                    company_id=version.company_id,
                    table_name="procedure_version",
                    record_id=version.id,
                    evidence_id=document,
                )
            )


def _history(reviews: Iterable[PolicyReview]) -> str:
    """Return the earlier reviews in words, a line each, so that none of them is lost."""
    lines = []
    for row in reviews:
        words = tr("Reviewed on {day} by {who}, version {version}, approved by {approver}.")
        day = day_text(row.reviewed_on) if row.reviewed_on else "?"
        known = (row.reviewed_by or "?", row.version or "?", row.approved_by or "?")
        who, version, approver = known
        lines.append(words.format(day=day, who=who, version=version, approver=approver))
    return "\n".join(lines)
