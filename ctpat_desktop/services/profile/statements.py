"""Numbered statements under an answer: added, written, put in order, proven and removed.

A document of a statement proves the answer too: it is linked to it, and stays so when the statement
goes.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.reading.statements import IN_ORDER, TABLE
from ctpat_desktop.records import Attachment, Response, Statement
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.profile import answers, evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.workspace.changes import Changes, Saved
from ctpat_desktop.workspace.unit import Workspace


def add(
    workspace: Workspace, account_id: str, criterion: str, site_id: str | None = None, **values: Any
) -> Saved:
    """Add a statement behind the others of an answer, which is made where there is none."""
    with workspace.work(tr("Add a statement to {criterion}").format(criterion=criterion)) as unit:
        response = answers.at(unit.session, account_id, criterion, site_id)
        key = append(unit.session, response, **values).id
    with workspace.read() as session:
        return Saved(unit.changes, session.get_one(Statement, key))


def append(session: Session, response: Response, **values: Any) -> Statement:
    """Add a statement behind the others of a response, inside a change; return it."""
    there = of_response(session, response.id)
    row = Statement(id=new_id(), response_id=response.id, position=place_after(there), **values)
    session.add(row)
    session.flush()
    return row


def save(workspace: Workspace, statement_id: str, **values: Any) -> Saved:
    """Save name or text of a statement and read it back."""
    return records.change(workspace, TABLE, statement_id, **values)


def at(session: Session, response: Response, number: int) -> Statement:
    """Return the statement with a number, inside a change; the next number adds one.

    Problem where a number would be left out.
    """
    there = of_response(session, response.id)
    if not 1 <= number <= len(there) + 1:
        words = tr("{criterion} has {n} statements; there is no number {number}.")
        raise Problem(
            words.format(criterion=response.criterion, n=len(there), number=number),
            tr("Use a number from 1 to {n}; the last of these adds one.").format(n=len(there) + 1),
        )
    return there[number - 1] if number <= len(there) else append(session, response)


def save_with_proof(
    scope: Scope,
    where: tuple[str, str | None],
    number: int,
    values: Mapping[str, Any],
    paths: Sequence[Path],
) -> Changes:
    """Save fields of the statement with a number, and the files that prove it, as one action.

    `where` is the criterion and the site, None for the company. Problem names every file that
    cannot be added; then nothing is saved.
    """
    library.refuse_any(paths)
    words = tr("Statement {n} of {criterion}").format(n=number, criterion=where[0])
    with scope.workspace.work(words) as unit:
        row = at(unit.session, answers.at(unit.session, scope.account_id, *where), number)
        for key, value in values.items():
            if getattr(row, key) != value:
                setattr(row, key, value)
        unit.session.flush()
        link = linking(row.id)
        refusal = library.take_all(unit.session, scope.company_id, paths, link, Silent()).refusal()
        if refusal is not None:
            raise refusal
    return unit.changes


def move(workspace: Workspace, statement_id: str, by: int) -> Changes:
    """Move a statement up (-1) or down (+1) among those of its answer; at an end it stays."""
    with workspace.work(tr("Move a statement")) as unit:
        row = records.existing(unit.session, TABLE, statement_id)
        there = of_response(unit.session, getattr(row, "response_id", ""))
        here = [one.id for one in there].index(statement_id)
        to = here + by
        if 0 <= to < len(there):
            there.insert(to, there.pop(here))
            for place, one in enumerate(there):
                if one.position != place:
                    one.position = place
    return unit.changes


def remove(workspace: Workspace, statement_id: str) -> Changes:
    """Remove a statement; its documents stay linked to the answer. One step to undo."""
    return records.remove(workspace, TABLE, statement_id)


def linking(statement_id: str) -> Link:
    """Return what lets a document prove a statement, and so its answer."""

    def link_to(session: Session, evidence_id: str) -> None:
        row = records.existing(session, TABLE, statement_id)
        response = session.get_one(Response, getattr(row, "response_id", ""))
        company_id = evidence_links.prove(session, response, evidence_id)
        mine = {"table_name": TABLE, "record_id": statement_id, "evidence_id": evidence_id}
        if session.scalars(select(Attachment).filter_by(**mine)).first() is None:
            session.add(Attachment(id=new_id(), company_id=company_id, **mine))

    return link_to


def link(workspace: Workspace, statement_id: str, evidence_id: str) -> Changes:
    """Let a document prove a statement; nothing happens when it does already."""
    with workspace.work(tr("Link evidence to a statement")) as unit:
        linking(statement_id)(unit.session, evidence_id)
    return unit.changes


def unlink(workspace: Workspace, statement_id: str, evidence_id: str) -> Changes:
    """Take a document away from a statement; it stays linked to the answer."""
    with workspace.work(tr("Unlink evidence from a statement")) as unit:
        mine = {"table_name": TABLE, "record_id": statement_id, "evidence_id": evidence_id}
        for row in unit.session.scalars(select(Attachment).filter_by(**mine)):
            unit.session.delete(row)
    return unit.changes


def of_response(session: Session, response_id: str) -> list[Statement]:
    """Return the statements of a response in their order."""
    mine = select(Statement).where(Statement.response_id == response_id)
    return list(session.scalars(mine.order_by(*IN_ORDER)))


def place_after(rows: Sequence[Statement]) -> int:
    """Return the place behind some statements."""
    return max((row.position for row in rows), default=-1) + 1
