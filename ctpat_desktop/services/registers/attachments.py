"""Documents attached to any record of a register."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import Attachment, Evidence
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


def of_record(workspace: Workspace, table: str, record_id: str) -> list[tuple[str, str]]:
    """Return id and title of each document attached to a record."""
    query = (
        select(Evidence.id, Evidence.title)
        .join(Attachment, Attachment.evidence_id == Evidence.id)
        .where(Attachment.table_name == table, Attachment.record_id == record_id)
        .order_by(Attachment.position, Evidence.title)
    )
    with workspace.read() as session:
        return [(row[0], row[1]) for row in session.execute(query)]


def attach(workspace: Workspace, table: str, record_id: str, evidence_id: str) -> Changes:
    """Attach a document to a record of the same company; once is enough."""
    with workspace.work(tr("Attach document")) as unit:
        attaching(table, record_id)(unit.session, evidence_id)
    return unit.changes


def attaching(table: str, record_id: str) -> Link:
    """Return what attaches a document to a record of the same company; once is enough."""

    def attach_to(session: Session, evidence_id: str) -> None:
        record = existing(session, table, record_id)
        document = existing(session, "evidence", evidence_id)
        company = getattr(document, "company_id", "")
        if getattr(record, "company_id", "") != company:
            raise Problem(
                tr("This document belongs to another company."),
                tr("Add the file to this company's library."),
            )
        same = select(Attachment).filter_by(
            table_name=table, record_id=record_id, evidence_id=evidence_id
        )
        if session.scalars(same).first() is None:
            session.add(
                Attachment(
                    company_id=company,
                    table_name=table,
                    record_id=record_id,
                    evidence_id=evidence_id,
                )
            )

    return attach_to


def detach(workspace: Workspace, table: str, record_id: str, evidence_id: str) -> Changes:
    """Take a document away from a record; it stays in the library."""
    with workspace.work(tr("Take document away")) as unit:
        query = select(Attachment).filter_by(
            table_name=table, record_id=record_id, evidence_id=evidence_id
        )
        for row in unit.session.scalars(query):
            unit.session.delete(row)
    return unit.changes
