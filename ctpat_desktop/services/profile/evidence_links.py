"""Which documents of the library prove which answers: linked, unlinked, listed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    Attachment,
    Evidence,
    EvidenceLink,
    Profile,
    Response,
    Statement,
)
from ctpat_desktop.records.base import id_by
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.profile import answers
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


def linking(account_id: str, criterion: str, site_id: str | None = None) -> Link:
    """Return what lets a new document prove an answer."""

    def link_to(session: Session, evidence_id: str) -> None:
        _refuse_foreign(session, account_id, evidence_id)
        _prove(session, answers.at(session, account_id, criterion, site_id), evidence_id)

    return link_to


def prove(session: Session, response: Response, evidence_id: str) -> str:
    """Let a document prove a response, inside a change; return the company both belong to."""
    account_id = session.get_one(Profile, response.profile_id).account_id
    _refuse_foreign(session, account_id, evidence_id)
    _prove(session, response, evidence_id)
    return session.get_one(Account, account_id).company_id


def new_link(evidence_id: str, response_id: str) -> EvidenceLink:
    """Return a new link; there is only one of a document to a response."""
    key = id_by("evidence_link", evidence_id, response_id)
    return EvidenceLink(id=key, evidence_id=evidence_id, response_id=response_id)


def _prove(session: Session, response: Response, evidence_id: str) -> None:
    if not session.scalars(_link(evidence_id, response.id)).first():
        session.add(new_link(evidence_id, response.id))


def link(
    workspace: Workspace,
    account_id: str,
    criterion: str,
    evidence_id: str,
    site_id: str | None = None,
) -> Changes:
    """Let a document prove an answer; nothing happens when it does already."""
    with workspace.work(tr("Link evidence to {criterion}").format(criterion=criterion)) as unit:
        linking(account_id, criterion, site_id)(unit.session, evidence_id)
    return unit.changes


def answer_with_proof(
    scope: Scope,
    criterion: str,
    site_id: str | None,
    values: dict[str, Any],
    paths: Sequence[Path],
) -> Changes:
    """Save fields of a response and the files that prove it as one action: all of it, or none.

    Problem names every file that cannot be added.
    """
    library.refuse_any(paths)
    with scope.workspace.work(tr("Answer {criterion}").format(criterion=criterion)) as unit:
        answers.say(unit.session, scope.account_id, criterion, site_id, values)
        link = linking(scope.account_id, criterion, site_id)
        refusal = library.take_all(unit.session, scope.company_id, paths, link, Silent()).refusal()
        if refusal is not None:
            raise refusal
    return unit.changes


def unlink(
    workspace: Workspace,
    account_id: str,
    criterion: str,
    evidence_id: str,
    site_id: str | None = None,
) -> Changes:
    """Take a document away from an answer and its statements; it stays in the library."""
    with workspace.work(tr("Unlink evidence from {criterion}").format(criterion=criterion)) as unit:
        response = answers.existing(unit.session, account_id, criterion, site_id)
        if response is not None:
            for row in unit.session.scalars(_link(evidence_id, response.id)):
                unit.session.delete(row)
            for proof in unit.session.scalars(_of_statements(evidence_id, response.id)):
                unit.session.delete(proof)
    return unit.changes


def uses(workspace: Workspace, account_id: str, evidence_id: str) -> tuple[str, ...]:
    """Return the criteria of an account that a document proves."""
    query = (
        select(Response.criterion)
        .join(EvidenceLink, EvidenceLink.response_id == Response.id)
        .join(Profile, Profile.id == Response.profile_id)
        .where(Profile.account_id == account_id, EvidenceLink.evidence_id == evidence_id)
    )
    with workspace.read() as session:
        return tuple(dict.fromkeys(session.scalars(query)))


def _link(evidence_id: str, response_id: str) -> Any:
    return select(EvidenceLink).where(
        EvidenceLink.evidence_id == evidence_id, EvidenceLink.response_id == response_id
    )


def _of_statements(evidence_id: str, response_id: str) -> Select[Attachment]:
    own = select(Statement.id).where(Statement.response_id == response_id)
    return select(Attachment).where(
        Attachment.table_name == Statement.__tablename__,
        Attachment.evidence_id == evidence_id,
        Attachment.record_id.in_(own),
    )


def _refuse_foreign(session: Session, account_id: str, evidence_id: str) -> None:
    document = session.get(Evidence, evidence_id)
    if document is None:
        raise Problem(
            tr("This document is not in the library any more."), tr("Add the file again.")
        )
    if document.company_id != session.get_one(Account, account_id).company_id:
        raise Problem(
            tr("This document belongs to another company."),
            tr("Add the file to this company's library."),
        )
