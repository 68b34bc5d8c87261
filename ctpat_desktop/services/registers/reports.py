"""Reports on the registers: who lacks proof, training or an access review, and what is open."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from ctpat_desktop.documents.registers.register_reports import Report, report_tree
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import dossier_pdf, note_of
from ctpat_desktop.services.registers import facts, incident_reports
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.services.registers.report_rows import (
    access_review,
    open_actions,
    partners_without_proof,
    seal_audit,
    training_due,
)
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper

Builder = Callable[[Session, str, Moment], Report]

REPORTS: dict[str, Builder] = {
    "partners": partners_without_proof,
    "training": training_due,
    "seals": seal_audit,
    "access": access_review,
    "actions": open_actions,
    "incidents": incident_reports.incidents,
    "checks": incident_reports.checks,
}
"""Every report by its id, in the order people see them."""

TITLES = {
    "partners": N_("Partners without proof"),
    "training": N_("Training due"),
    "seals": N_("Seal audit"),
    "access": N_("Access review"),
    "actions": N_("Open corrective actions"),
    "incidents": N_("Incidents"),
    "checks": N_("Tests and rounds of the year"),
}


def titles() -> dict[str, str]:
    """Return what each report is called, by its id, in the order people see them."""
    return {kind: tr(TITLES[kind]) for kind in REPORTS}


def report(scope: Scope, kind: str) -> Report:
    """Return one report of a company as it stands on a day."""
    moment = Moment(scope.today, facts.limits(scope.workspace))
    with scope.workspace.read() as session:
        found = REPORTS[kind](session, scope.company_id, moment)
    return replace(found, title=tr(TITLES[kind]))


@on_paper
def pdf(scope: Scope, kind: str) -> bytes:
    """Return a report as PDF."""
    read = dossier(scope.workspace, scope.account_id)
    found = report(scope, kind)
    tree = report_tree(found, note_of(read.company.name, scope.today))
    return dossier_pdf(read, tree, found.title, scope.today)


@on_paper
def save(scope: Scope, kind: str, path: Path) -> ExportResult:
    """Write a report as .pdf, .xlsx or .csv; what is on disk is read again."""
    if path.suffix.lower() == ".pdf":
        return write_pdf(pdf(scope, kind), path)
    found = report(scope, kind)
    return write_list(path, found.title, found.headers, found.rows, scope.today)
