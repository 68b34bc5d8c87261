"""Reports on the registers: who lacks proof, training or an access review, and what is open."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from ctpat_desktop import __version__
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.registers.register_reports import Report, report_tree
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.services.registers.report_rows import (
    access_review,
    open_actions,
    partners_without_proof,
    seal_audit,
    training_due,
)
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

Builder = Callable[[Session, str, Moment], Report]

REPORTS: dict[str, Builder] = {
    "partners": partners_without_proof,
    "training": training_due,
    "seals": seal_audit,
    "access": access_review,
    "actions": open_actions,
}
"""Every report by its id, in the order people see them."""

TITLES = {
    "partners": "Partners without proof",
    "training": "Training due",
    "seals": "Seal audit",
    "access": "Access review",
    "actions": "Open corrective actions",
}


def report(workspace: Workspace, company_id: str, kind: str, today: date) -> Report:
    """Return one report of a company as it stands on a day."""
    moment = Moment(today, facts.limits(workspace))
    with workspace.read() as session:
        found = REPORTS[kind](session, company_id, moment)
    return replace(found, title=tr(TITLES[kind]))


def pdf(workspace: Workspace, account_id: str, kind: str, today: date) -> bytes:
    """Return a report as PDF."""
    read = dossier(workspace, account_id)
    found = report(workspace, read.company.id, kind, today)
    stamp = Stamp(__version__, read.edition.id, read.fingerprint(), today)
    note = f"{read.company.name} · {paper_text(today)}"
    return render(report_tree(found, note), stamp, f"{read.company.name} - {found.title}")


def save(workspace: Workspace, account_id: str, kind: str, path: Path, today: date) -> ExportResult:
    """Write a report as .pdf, .xlsx or .csv; what is on disk is read again."""
    if path.suffix.lower() == ".pdf":
        return write_pdf(pdf(workspace, account_id, kind, today), path)
    company_id = dossier(workspace, account_id).company.id
    found = report(workspace, company_id, kind, today)
    return write_list(path, found.title, found.headers, found.rows, today)
