"""What leaves the program about the profile: portal package and reports."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ctpat_desktop.checklist import evaluate
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.profile.findings import findings_title, findings_tree
from ctpat_desktop.documents.profile.report import profile_title, profile_tree
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.office.all_data import write_xlsx
from ctpat_desktop.exchange.office.docx import write_docx
from ctpat_desktop.exchange.office.xlsx_report import write_report
from ctpat_desktop.exchange.portal.package import PortalLimits, write_portal
from ctpat_desktop.exchange.portal.papers import Contents, Paper
from ctpat_desktop.exchange.results import ExportResult, PortalResult
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import stamp_of
from ctpat_desktop.services.evidence import library, versions
from ctpat_desktop.services.profile import writing, year_facts, years
from ctpat_desktop.services.profile.facts import facts_of
from ctpat_desktop.services.registers import facts, list_export, register_names
from ctpat_desktop.support import names
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import for_cbp, on_paper
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class PackageOptions:
    """What a portal package takes beside the evidence, and what its copies keep this once."""

    papers: Sequence[Paper] = ()
    keeps_metadata: bool = False
    drops_comments: bool = False


@for_cbp
def portal(
    scope: Scope,
    folder: Path,
    progress: Progress,
    options: PackageOptions | None = None,
) -> PortalResult:
    """Write the portal package into `folder` and its zip beside it; both are checked.

    Copies lose author, place and thumbnails unless that is switched off, here or in the file;
    people's comments in Office copies only go where that is switched on.
    """
    said = options or PackageOptions()
    allowed = limits(scope.workspace)
    keeps = said.keeps_metadata or (allowed.keeps_metadata and not said.drops_comments)
    drops = said.drops_comments or allowed.drops_comments
    allowed = replace(allowed, keeps_metadata=keeps, drops_comments=drops)
    return write_portal(
        snapshot(scope),
        Contents(lambda document: library.stream(scope.workspace, document), said.papers),
        folder,
        allowed,
        progress,
    )


def portal_name(dossier: Book) -> str:
    """Return the name of an account's package."""
    return name_for(dossier, "portal")


def name_for(dossier: Book, what: str) -> str:
    """Return a name for something of an account: company, account, year and what it is."""
    entity = dossier.edition.entity(dossier.account.entity).title
    number = dossier.account.number
    account = f"{entity} {number}".strip() if number else (dossier.account.name or entity)
    parts = (names.plain(dossier.company.name) or "Company", names.plain(account))
    return f"{parts[0]} - {parts[1]} - {dossier.profile.year} {what}"


def limits(workspace: Workspace) -> PortalLimits:
    """Return the limits the person has set for the portal."""
    return PortalLimits(
        soft_limit=settings.get(workspace, "portal.soft_limit"),
        max_file_mb=float(settings.get(workspace, "portal.max_file_mb")),
        file_types=tuple(settings.get(workspace, "portal.file_types")),
        keeps_metadata=settings.get(workspace, "portal.keep_metadata"),
        drops_comments=settings.get(workspace, "portal.drop_comments"),
    )


@on_paper
def report(scope: Scope, path: Path, progress: Progress) -> ExportResult:
    """Write the profile report; the suffix of `path` says PDF, DOCX or XLSX."""
    suffix = path.suffix.lower()
    if suffix not in {".pdf", ".docx", ".xlsx"}:
        raise Problem(
            tr("{path} is not a supported report format.").format(path=path.name),
            tr("End the name in .pdf, .docx or .xlsx."),
        )
    progress.step(0, 3, tr("Reading the profile"))
    made = snapshot(scope)
    if made.is_earlier and suffix == ".xlsx":
        raise Problem(
            tr("The report of an earlier year is written as PDF or DOCX."),
            tr("End the name in .pdf or .docx."),
        )
    progress.step(1, 3, tr("Writing the report"))
    if suffix == ".xlsx":
        actions = list_export.in_words(scope, "action")
        return write_report(made, actions, path, progress)
    return written(made, path)


def written(made: Snapshot, path: Path) -> ExportResult:
    """Write the report of a profile, as it is or as it was sealed, as DOCX or else as PDF."""
    if path.suffix.lower() == ".docx":
        return write_docx(profile_tree(made), path, made.stamp, profile_title(made.dossier))
    return write_pdf(printed(made), path)


def printed(made: Snapshot) -> bytes:
    """Return the report of a profile, as it is or as it was sealed, as PDF."""
    return render(profile_tree(made), made.stamp, profile_title(made.dossier))


DATA_WARNING = N_(
    "It holds everything in this file: people with their birth and work data, devices, systems, "
    "disclosures to CBP and partners. It is not made for CBP or for partners, and it is not "
    "encrypted."
)
"""What a person should know before all data leaves the program."""


@on_paper
def data(scope: Scope, path: Path, progress: Progress) -> ExportResult:
    """Write every stored field of an account as one workbook, with the editions added to the file.

    Everything of a file, to be brought back, is written by `open_export`.
    """
    every = register_names.every(scope) | years.stored(scope)
    every["evidence_version"] = versions.every(scope)
    every["setting"] = settings.rows_of(scope.workspace, editions.FILE)
    return write_xlsx(snapshot(scope), every, path, progress)


REPORT = "report"
"""The kind of PDF that says everything of a profile."""


@on_paper
def report_pdf_bytes(scope: Scope, kind: str) -> bytes:
    """Return a report as PDF for preview and print: "report" or "findings"."""
    made = snapshot(scope)
    if kind == "findings":
        return render(findings_tree(made), made.stamp, findings_title(made.dossier))
    return printed(made)


def snapshot(scope: Scope) -> Snapshot:
    """Return the profile as it stands; of an earlier year only what it says, without findings."""
    read = dossier(scope.workspace, scope.account_id, scope.year)
    if scope.year and scope.year != years.begun(scope)[0]:
        return Snapshot(read, (), stamp_of(read, scope.today), is_earlier=True)
    registers_now = facts.read(scope).facts
    known = facts_of(read)
    words = writing.of_account(scope.workspace, read, known)
    known = replace(known, writing=words, year=year_facts.read(scope).facts())
    criteria = tuple(answer.criterion for answer in read.answers)
    found = evaluate(criteria, known, scope.today, registers_now)
    return Snapshot(read, found.findings, stamp_of(read, scope.today))
