"""The file of a procedure: one version as PDF or as a Word document."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue.outlines import blanks
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.procedures.pages import ProcedureSheet, Reader, procedure_tree
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.office.docx import write_docx
from ctpat_desktop.exchange.portal.papers import Paper
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Acknowledgment, Evidence, Person, Procedure, ProcedureVersion
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf, stamp_of, titled
from ctpat_desktop.services.evidence import library as evidence
from ctpat_desktop.services.procedures import library
from ctpat_desktop.support import names
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import on_paper
from ctpat_desktop.support.words import natural_key

FOLDER = "procedures"
"""Where the portal package has them."""
ENDINGS = (".pdf", ".docx")


@on_paper
def pdf(scope: Scope, procedure_id: str) -> bytes:
    """Return the version that is written on, else the one in force, as a PDF."""
    sheet = sheet_of(scope, procedure_id)
    return company_pdf(scope, procedure_tree(sheet), sheet.title)


@on_paper
def write(scope: Scope, procedure_id: str, path: Path) -> ExportResult:
    """Write that version; the ending of `path` says PDF or DOCX. What is on disk is read again."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise Problem(
            tr("{name} is neither a PDF nor a Word document.").format(name=path.name),
            tr("End the name in .pdf or .docx."),
        )
    if ending == ".pdf":
        return write_pdf(pdf(scope, procedure_id), path)
    sheet = sheet_of(scope, procedure_id)
    stamp = stamp_of(companies.dossier(scope.workspace, scope.account_id), scope.today)
    return write_docx(procedure_tree(sheet), path, stamp, titled(sheet.company, sheet.title))


def papers(scope: Scope) -> list[Paper]:
    """Return the approved versions of the procedures in use, as the portal package takes them.

    There is one for each language. A version that is only a file goes as that file.
    """
    found: dict[str, Paper] = {}
    for written in library.written(scope):
        for version in written.versions:
            if version.status == "approved" and written.procedure.retired_on is None:
                paper = _paper(scope, written.procedure, version, found)
                found[paper.name.casefold()] = paper
    return list(found.values())


def _paper(
    scope: Scope, procedure: Procedure, version: ProcedureVersion, taken: Collection[str]
) -> Paper:
    """Return one version with a name that none of those before it has."""
    document = _document(scope, version)
    ending, make = ".pdf", partial(_pdf_of, scope, procedure, version)
    if document is not None:
        ending = Path(document.filename).suffix.lower()
        make = partial(evidence.content, scope.workspace, document.id)
    words = (procedure.number, procedure.title, version.version, version.language)
    name = names.plain(" ".join(filter(None, words)))
    count = 1
    while (free := f"{name}{f' {count}' if count > 1 else ''}{ending}").casefold() in taken:
        count += 1
    return Paper(FOLDER, free, library.criteria_of(procedure.criteria), make)


def _document(scope: Scope, version: ProcedureVersion) -> Evidence | None:
    """Return the file a version consists of; None where it has a text."""
    if version.text.strip() or version.evidence_id is None:
        return None
    with scope.workspace.read() as session:
        return session.get(Evidence, version.evidence_id)


def _pdf_of(scope: Scope, procedure: Procedure, version: ProcedureVersion) -> bytes:
    sheet = _sheet(scope, procedure, version)
    return company_pdf(scope, procedure_tree(sheet), sheet.title)


def sheet_of(scope: Scope, procedure_id: str) -> ProcedureSheet:
    """Return a version in words; Problem where the procedure has none."""
    written = library.one(scope, procedure_id)
    version, procedure = written.shown, written.procedure
    if version is None:
        raise Problem(
            tr("“{title}” has no version yet.").format(title=procedure.title),
            tr("Add a version with its text or its file first."),
        )
    return _sheet(scope, procedure, version)


def _sheet(scope: Scope, procedure: Procedure, version: ProcedureVersion) -> ProcedureSheet:
    company = companies.company(scope.workspace, scope.account_id)
    return ProcedureSheet(
        company.name,
        " ".join(filter(None, (procedure.number, procedure.title))),
        _facts(procedure, version),
        _text(scope, version),
        (version.approved_by, paper_text(version.approved_on) if version.approved_on else ""),
        len(blanks(version.text)),
        version.status == "draft",
        procedure.readers,
        _readers(scope, procedure, version),
    )


def _facts(procedure: Procedure, version: ProcedureVersion) -> tuple[tuple[str, str], ...]:
    day = procedure.next_review_on
    return (
        (tr("Number"), procedure.number),
        (tr("Version"), version.version),
        (tr("State"), choice_text("procedure_version", "status", version.status)),
        (tr("Language"), choice_text("procedure_version", "language", version.language)),
        (tr("Criteria"), procedure.criteria),
        (tr("Sites"), procedure.sites),
        (tr("Owner"), procedure.owner),
        (tr("Next review"), paper_text(day) if day else ""),
        (tr("Where the signed copy is kept"), procedure.kept_at),
    )


def _text(scope: Scope, version: ProcedureVersion) -> str:
    """Return the text; a version that is only a file says which one."""
    if version.text.strip() or version.evidence_id is None:
        return version.text
    with scope.workspace.read() as session:
        title = session.scalar(select(Evidence.title).where(Evidence.id == version.evidence_id))
    return tr("The text of this version is the document “{title}”.").format(title=title or "")


def _readers(scope: Scope, procedure: Procedure, version: ProcedureVersion) -> tuple[Reader, ...]:
    """Return those who signed this version, and those who signed an earlier one, to sign again."""
    query = (
        select(Acknowledgment, Person)
        .outerjoin(Person, Person.id == Acknowledgment.person_id)
        .where(Acknowledgment.procedure_id == procedure.id)
    )
    found: dict[str, Reader] = {}
    with scope.workspace.read() as session:
        rows = session.execute(query).all()
    for row, person in rows:
        name = f"{person.first_name} {person.last_name}".strip() if person else row.name
        has_left = person is not None and person.left_on and person.left_on <= scope.today
        is_this = row.version.strip() == version.version.strip()
        day = paper_text(row.signed_on) if is_this and row.signed_on else ""
        if name and (day or not has_left) and (day or name not in found):
            found[name] = Reader(name, row.role, day)
    return tuple(sorted(found.values(), key=lambda reader: natural_key(reader.name)))
