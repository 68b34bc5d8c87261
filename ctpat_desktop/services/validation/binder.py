"""Makes the validation binder of an account: its answers with the pages of their evidence."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from ctpat_desktop.catalogue.lists import load_visit_papers
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.validation import binder as pages
from ctpat_desktop.documents.validation.binder import Binder, Leaf
from ctpat_desktop.documents.validation.evidence_sheets import Sheets, sheets
from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, Validation
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import stamp_of
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.validation.proofs import proofs
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp
from ctpat_desktop.support.progress import Progress, Silent

SECONDS, MEGABYTES = 60.0, 2_000
"""What reading one document may take; app default."""

LARGEST = 100 * 2**20
"""Bytes of the largest document whose pages are printed; app default."""


@dataclass(frozen=True, slots=True)
class BinderOptions:
    """For which validation ("" for none), which criteria (none for all), with evidence or not."""

    validation_id: str = ""
    criteria: Collection[str] = ()
    has_evidence: bool = True


@for_cbp
def write(scope: Scope, options: BinderOptions, path: Path, progress: Progress) -> ExportResult:
    """Write the binder as PDF; it is read again. Cancelled and Problem leave nothing behind."""
    return write_pdf(made(scope, options, progress), path)


@for_cbp
def made(scope: Scope, options: BinderOptions, progress: Progress | None = None) -> bytes:
    """Return the binder as PDF; a document that cannot be printed is named with the reason."""
    read, told = dossier(scope.workspace, scope.account_id), progress or Silent()
    answers = _answers(read, options.criteria)
    leaves = _leaves(scope, read, answers, told) if options.has_evidence else _named(read, answers)
    binder = Binder(
        read,
        _visit(scope, options.validation_id),
        answers,
        load_visit_papers(),
        leaves,
        paper_text(scope.today),
        proofs(scope, options.validation_id),
    )
    own = render(pages.binder_tree(binder), stamp_of(read, scope.today), pages.binder_title(read))
    by_title = {pages.part_title(row): leaves.get(row.criterion.id, ()) for row in answers}
    return pages.assembled(own, by_title)


def _answers(read: Dossier, criteria: Collection[str]) -> tuple[Answer, ...]:
    known = {row.criterion.id for row in read.answers}
    if missing := sorted(set(criteria) - known):
        raise Problem(
            tr("This profile has no criterion {n}.").format(n=", ".join(missing)),
            tr("Write numbers such as 4.3, 9.7."),
        )
    return tuple(row for row in read.answers if not criteria or row.criterion.id in criteria)


def _visit(scope: Scope, validation_id: str) -> tuple[tuple[str, str], ...]:
    with scope.workspace.read() as session:
        query = select(Validation).where(
            Validation.id == validation_id, Validation.company_id == scope.company_id
        )
        row = session.scalars(query).first()
    if row is None:
        return ()
    days = " - ".join(filter(None, (paper_text(row.starts_on), paper_text(row.ends_on))))
    return (
        (tr("Validation"), choice_text("validation", "kind", row.kind)),
        (tr("Days"), days),
        (tr("Sites"), row.sites),
        (tr("Specialist"), row.specialist),
    )


def _firsts(read: Dossier, answers: tuple[Answer, ...]) -> Iterator[tuple[str, str, Evidence]]:
    """Yield each linked document once: its first criterion, its number in the library, itself."""
    numbers = {row.id: f"E{at}" for at, row in enumerate(read.evidence, 1)}
    seen: set[str] = set()
    for answer in answers:
        for document in answer.evidence:
            if document.id not in seen:
                seen.add(document.id)
                yield answer.criterion.id, numbers[document.id], document


def _named(read: Dossier, answers: tuple[Answer, ...]) -> dict[str, list[Leaf]]:
    leaves: dict[str, list[Leaf]] = {}
    for criterion, number, document in _firsts(read, answers):
        note = tr("not printed: evidence was left out")
        leaves.setdefault(criterion, []).append(_leaf(document, number, None, note))
    return leaves


def _leaves(
    scope: Scope, read: Dossier, answers: tuple[Answer, ...], progress: Progress
) -> dict[str, list[Leaf]]:
    leaves: dict[str, list[Leaf]] = {}
    firsts = list(_firsts(read, answers))
    with Child(MEGABYTES) as child:
        for at, (criterion, number, document) in enumerate(firsts):
            progress.step(at, len(firsts) + 1, document.title or document.filename)
            leaves.setdefault(criterion, []).append(_printed(scope, child, document, number))
    progress.step(len(firsts), len(firsts) + 1, tr("Putting the binder together"))
    return leaves


def _printed(scope: Scope, child: Child, document: Evidence, number: str) -> Leaf:
    name = document.filename
    try:
        if document.size > LARGEST:
            raise Problem(tr("It is too large to print here; it opens in its own program."))
        data = library.content(scope.workspace, document.id)
        asked = (data, number, document.title or name)
        return _leaf(document, number, child.run(sheets, *asked, seconds=SECONDS, name=name))
    except Problem as problem:
        return _leaf(document, number, None, tr("not printed: {why}").format(why=problem))


def _leaf(document: Evidence, number: str, printed: Sheets | None, note: str = "") -> Leaf:
    title = document.title or document.filename
    return Leaf(document.id, number, title, document.filename, printed, note)
