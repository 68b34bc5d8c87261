"""Brings in the answers a company has already: a preview of each, and the chosen ones in one step.

An answer is new where nothing is here, the same, or it differs and would replace what is here; one
that differs is only taken where it is chosen. Words are kept as typed. An empty place in the
document leaves what is here.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.edition import LANGUAGES
from ctpat_desktop.exchange.profile.fields import field_of
from ctpat_desktop.exchange.profile.found import (
    FoundAnswers,
    FoundRemark,
    KnownCriteria,
    ReadingOptions,
)
from ctpat_desktop.exchange.profile.grids import NoAnswers
from ctpat_desktop.exchange.profile.reader import read_answers, read_pasted
from ctpat_desktop.reading import editions, statements
from ctpat_desktop.reading.dossier import Book, read_outline
from ctpat_desktop.records import EvidenceLink, ImportReport, Response
from ctpat_desktop.records.base import id_by, new_id
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.importing import statement_writing
from ctpat_desktop.services.importing.answer_plans import (
    AnswerPlan,
    Key,
    Planner,
    StoredAnswers,
    stored_report,
)
from ctpat_desktop.services.importing.dates import Order
from ctpat_desktop.services.importing.outcomes import Change, Outcome
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

__all__ = [
    "AnswerPlan",
    "AnswersPreview",
    "Change",
    "NoAnswers",
    "Order",
    "Outcome",
    "ReadingOptions",
    "apply",
    "fields_of",
    "load",
    "preview",
]


@dataclass(frozen=True, slots=True)
class AnswersPreview:
    """What an import of answers would do; `tip` is the state of the workspace it was made for."""

    account_id: str
    document: FoundAnswers
    rows: tuple[AnswerPlan, ...]
    remarks: tuple[FoundRemark, ...]
    tip: str
    order: Order = Order.UNKNOWN

    def with_outcome(self, *outcomes: Outcome) -> tuple[AnswerPlan, ...]:
        """Return the rows with one of these outcomes."""
        return tuple(row for row in self.rows if row.outcome in outcomes)

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have an outcome."""
        return len(self.with_outcome(outcome))


def known(workspace: Workspace, account_id: str) -> KnownCriteria:
    """Return what a reader of documents should know of an account's criteria."""
    with workspace.read() as session:
        book = read_outline(session, account_id, has_sites=False)
        return _known(session, book)


def load(
    workspace: Workspace, account_id: str, path: Path, options: ReadingOptions | None = None
) -> FoundAnswers:
    """Read the answers in a file; Problem says why there are none."""
    return read_answers(path, known(workspace, account_id), options)


def fields_of(headings: Sequence[str]) -> dict[str, str]:
    """Return the heading of each field that headings are understood to be of; the first counts."""
    found: dict[str, str] = {}
    for heading in headings:
        found.setdefault(field_of(heading), heading)
    return found


def load_text(workspace: Workspace, account_id: str, text: str) -> FoundAnswers:
    """Read the answers in a text that was pasted; Problem says why there are none."""
    return read_pasted(text, known(workspace, account_id))


def preview(
    workspace: Workspace, account_id: str, document: FoundAnswers, order: Order = Order.UNKNOWN
) -> AnswersPreview:
    """Say of each answer what would happen; nothing is written."""
    tip = workspace.tip
    has_sites = any(row.site for row in document.answers)
    with workspace.read() as session:
        book = read_outline(session, account_id, has_sites=False)
        mine = Response.profile_id == book.profile.id
        only = () if has_sites else (Response.site_id.is_(None),)
        responses = {
            (row.criterion, row.site_id): row
            for row in session.scalars(select(Response).where(mine, *only))
        }
        has_any = any(row.statements for row in document.answers)
        stated = statements.read(session, mine) if has_any else {}
        links = _links(session.execute(_links_of(book.profile.id)))
        numbers = _known(session, book)
    planner = Planner(book, numbers, StoredAnswers(responses, links, stated), order)
    rows = planner.run(document)
    return AnswersPreview(
        account_id, document, rows, (*document.remarks, *planner.remarks), tip, planner.order
    )


def apply(
    workspace: Workspace,
    shown: AnswersPreview,
    chosen: Collection[int],
    source: Path | None = None,
    progress: Progress | None = None,
) -> Changes:
    """Write the chosen rows of a preview, by their place in it, in one step that undo takes back.

    `source` is kept in the library as evidence. Problem where what is here was changed meanwhile.
    """
    told = progress or Silent()
    rows = [shown.rows[at] for at in sorted(chosen)]
    if workspace.tip != shown.tip:
        _refuse_changed(workspace, shown, chosen)
    taken = [row for row in rows if row.outcome in (Outcome.NEW, Outcome.DIFFERS)]
    what = f"Import {len(taken)} answers" if len(taken) != 1 else "Import 1 answer"
    with workspace.work(what) as unit:
        book = read_outline(unit.session, shown.account_id, has_sites=False)
        if source is not None:
            _keep(unit, book, source, told)
        _write(unit, book, taken)
        unit.session.add(_report(book, shown, taken))
    return unit.changes


def _keep(unit: UnitOfWork, book: Book, source: Path, progress: Progress) -> None:
    """Take the document itself into the library; Problem says why it cannot be."""
    added = library.take_all(unit.session, book.company.id, [source], None, progress)
    refusal = added.refusal()
    if refusal is not None:
        raise refusal


def _refuse_changed(workspace: Workspace, shown: AnswersPreview, chosen: Collection[int]) -> None:
    """Raise Problem where a chosen row would now do something else than was shown."""
    now = preview(workspace, shown.account_id, shown.document, shown.order)
    if any(now.rows[at].promise() != shown.rows[at].promise() for at in chosen):
        raise Problem(
            tr("The answers here were changed meanwhile; nothing was imported."),
            tr("Look at the preview again, then import."),
        )


def _write(unit: UnitOfWork, book: Book, rows: Sequence[AnswerPlan]) -> None:
    ids = {row.key: row.response_id for row in rows if row.response_id}
    wholes = {answer.criterion.id: answer.whole for answer in book.answers}
    for criterion in dict.fromkeys(row.answer.criterion for row in rows if row.site_id):
        whole = wholes.get(criterion)
        if whole is not None:
            ids[criterion, None] = whole.id
    fresh = [row for row in rows if not row.response_id]
    per_site = dict.fromkeys(row.answer.criterion for row in rows if row.site_id)
    keys = dict.fromkeys([*(row.key for row in fresh), *((c, None) for c in per_site)])
    missing = [key for key in keys if key not in ids]
    ids.update({key: id_by("response", book.profile.id, *key) for key in missing})
    added = {key: {"id": ids[key], **_empty(book.profile.id, key)} for key in missing}
    changed: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row.key in added:
            added[row.key].update(row.values)
        elif row.values:
            changed[ids[row.key]] = dict(row.values)
    for criterion in per_site:
        key = (criterion, None)
        target = added[key] if key in added else changed.setdefault(ids[key], {})
        target["per_site"] = True
    unit.add_many("response", list(added.values()))
    unit.change_many("response", changed)
    pairs = [(ids[row.key], document) for row in rows for document in row.documents]
    pairs += statement_writing.write(unit, book, [(ids[row.key], row) for row in rows])
    _link(unit, pairs)


def _empty(profile_id: str, key: Key) -> dict[str, Any]:
    """Return a new response that says nothing yet, with every field an import may fill."""
    criterion, site_id = key
    return {
        "profile_id": profile_id,
        "criterion": criterion,
        "site_id": site_id,
        "status": "not_started",
        "narrative": "",
        "reason": "",
        "owner": "",
        "target_on": None,
        "reviewed_on": None,
        "per_site": False,
    }


def _link(unit: UnitOfWork, pairs: Sequence[tuple[str, str]]) -> None:
    unit.add_many(
        "evidence_link",
        [
            {
                "id": id_by("evidence_link", document, response),
                "response_id": response,
                "evidence_id": document,
            }
            for response, document in dict.fromkeys(pairs)
        ],
    )


def _report(book: Book, shown: AnswersPreview, taken: Sequence[AnswerPlan]) -> ImportReport:
    """Return what is kept in the file about this import."""
    counts = Counter(row.outcome for row in shown.rows)
    return ImportReport(
        id=new_id(),
        company_id=book.company.id,
        table_name="response",
        filename=shown.document.name,
        at=datetime.now(),
        row_count=len(shown.rows),
        accepted=len(taken),
        unchanged=counts[Outcome.SAME],
        refused=len(shown.rows) - len(taken) - counts[Outcome.SAME],
        details=stored_report(shown.document, shown.rows, taken),
    )


def _known(session: Session, book: Book) -> KnownCriteria:
    """Return the account's numbers, those of other members, titles in every language, and sites."""
    numbers = frozenset(answer.criterion.id for answer in book.answers)
    titles: dict[str, set[str]] = {}
    others = set[str]()
    categories = set[str]()
    for language in LANGUAGES:
        edition = editions.of_profile(session, book.profile, language)
        categories |= {folded(row.title) for row in edition.categories}
        for rows in edition.criteria.values():
            for row in rows:
                others.add(row.id)
                titles.setdefault(row.id, set()).update((folded(row.title), folded(row.summary)))
    for answer in book.answers:
        row = answer.criterion
        asked = {folded(text) for text in (row.title, row.summary, row.official_text)}
        titles.setdefault(row.id, set()).update(asked - {""})
    return KnownCriteria(
        numbers,
        frozenset(others - numbers),
        {number: frozenset(found) for number, found in titles.items()},
        frozenset(categories),
        tuple(site.name for site in book.sites),
    )


def _links_of(profile_id: str) -> Any:
    columns = (Response.criterion, Response.site_id, EvidenceLink.evidence_id)
    joined = select(*columns).join(EvidenceLink, Response.id == EvidenceLink.response_id)
    return joined.where(Response.profile_id == profile_id)


def _links(rows: Any) -> dict[Key, set[str]]:
    """Return the documents of each answer; those of a site also prove the criterion as a whole."""
    found: dict[Key, set[str]] = {}
    for criterion, site_id, evidence_id in rows:
        for key in {(criterion, site_id), (criterion, None)}:
            found.setdefault(key, set()).add(evidence_id)
    return found
