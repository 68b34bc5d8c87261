"""Drafts a reply to CBP from what the registers say, as a Word document to finish by hand."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.validation.replies import Point, Reply, Section, reply_tree
from ctpat_desktop.exchange.office.docx import write_docx
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Evidence, Site, Validation, ValidationItem
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import stamp_of, titled
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp

ENDING = ".docx"
PRAISE = "best_practice"
"""The kind of point that asks for nothing."""


@dataclass(frozen=True, slots=True)
class Written:
    """Where a draft is, and how many of its sections are still to be written."""

    result: ExportResult
    open_sections: int


@for_cbp
def write(scope: Scope, table: str, record_id: str, path: Path) -> Written:
    """Write the draft for a message, a validation or an appeal; Problem where there is none."""
    if path.suffix.lower() != ENDING:
        raise Problem(
            tr("{name} is no Word document.").format(name=path.name),
            tr("End the name in {ending}.").format(ending=ENDING),
        )
    read = dossier(scope.workspace, scope.account_id)
    reply = draft(scope, read, table, record_id)
    title = titled(read.company.name, reply.title)
    result = write_docx(reply_tree(reply), path, stamp_of(read, scope.today), title)
    return Written(result, reply.open_sections())


def newest(scope: Scope, table: str) -> str:
    """Return the id of the record that came last; "" where there is none."""
    kind: Any = RECORDS[table]
    came = getattr(kind, CAME[table])
    query = select(kind.id).where(kind.company_id == scope.company_id).order_by(came.desc())
    with scope.workspace.read() as session:
        return str(session.scalars(query).first() or "")


def draft(scope: Scope, read: Dossier, table: str, record_id: str) -> Reply:
    """Return the draft from what is stored."""
    if table not in DRAFTS:
        raise Problem(tr("There is no reply to draft for this."), tr("Choose a message of CBP."))
    with scope.workspace.read() as session:
        row = session.get(RECORDS[table], record_id)
        if row is None or row.company_id != read.company.id:  # type: ignore[attr-defined]
            raise Problem(tr("This record is not there any more."), tr("Look at the list again."))
        title, facts, points = DRAFTS[table](session, row)
    person = next((row for row in read.contacts if row.is_primary), None)
    signer = (person.full_name, person.title) if person else ("", "")
    account = " ".join(filter(None, (tr("CTPAT account"), read.account.number)))
    known = ((tr("Company"), read.company.name), (tr("Account"), account), *facts)
    day = (tr("Date"), paper_text(scope.today))
    return Reply(title, (*known, day), tuple(points), signer)


Parts = tuple[str, tuple[tuple[str, str], ...], list[Point]]


def _message(session: Session, row: Any) -> Parts:
    facts = (
        (tr("Your message of"), _day(row.received_on)),
        (tr("From"), row.sender),
        (tr("Answer due"), _day(row.due_on)),
    )
    proof = _document(session, row.evidence_id)
    sections = (
        Section(tr("Our answer"), row.reply, tr("what was looked at, what was done, since when")),
        Section(tr("Whom we informed"), row.informed, tr("departments, sites, partners")),
        Section(tr("Proof"), proof, tr("the document that shows it, by its title")),
    )
    return _title(row.subject), facts, [Point(tr("Reply"), row.text, sections)]


def _validation(session: Session, row: Validation) -> Parts:
    days = " - ".join(filter(None, (_day(row.starts_on), _day(row.ends_on))))
    facts = (
        (tr("Validation"), f"{choice_text('validation', 'kind', row.kind)} {days}".strip()),
        (tr("Sites"), row.sites),
        (tr("Specialist"), row.specialist),
        (tr("Report of"), _day(row.report_on)),
        (tr("Answer due"), _day(row.due_on)),
    )
    query = select(ValidationItem).where(ValidationItem.validation_id == row.id)
    items = sorted(session.scalars(query), key=_place)
    points = [_point(session, at, item) for at, item in enumerate(items, 1)]
    if not points:
        raise Problem(
            tr("This validation has no points to answer yet."),
            tr("Add the points of the report first."),
        )
    return _title(tr("the validation report")), facts, points


def _place(item: ValidationItem) -> tuple[object, ...]:
    """Return where a point stands: by its number in the report, else by its criterion."""
    number = int(item.number) if item.number.isdecimal() else 0
    parts = tuple(int(part) for part in item.criterion.split(".") if part.isdecimal())
    return (number, item.number, item.position, parts, item.criterion, item.id)


def _point(session: Session, at: int, item: ValidationItem) -> Point:
    site = session.get(Site, item.site_id) if item.site_id else None
    kind = choice_text("validation_item", "kind", item.kind)
    where = f" ({site.name})" if site else ""
    title = f"{item.number or at}. {kind}: {item.criterion}".rstrip(": ") + where
    if item.kind == PRAISE:
        return Point(title, item.text, ())
    done = tr("Closed on {day}.").format(day=_day(item.closed_on)) if item.closed_on else ""
    sections = (
        Section(tr("Cause"), item.cause, tr("why it was so, not only what was missing")),
        Section(
            tr("What was changed"), item.change, tr("the document and its version, or the work")
        ),
        Section(
            tr("Proof that it runs"),
            _document(session, item.evidence_id),
            tr("records, photos with their day, training lists"),
        ),
        Section(tr("Done on"), done, tr("the day")),
        Section(tr("Who checks it from now on"), item.owner, tr("role, and how often")),
    )
    return Point(title, item.text, sections)


def _appeal(session: Session, row: Any) -> Parts:
    facts = (
        (tr("Your letter of"), _day(row.letter_on)),
        (tr("Kind"), choice_text("appeal_file", "kind", row.kind)),
        (tr("Answer due"), _day(row.due_on)),
    )
    sections = (
        Section(tr("Facts"), row.facts, tr("what happened, in the order of days")),
        Section(tr("Cause"), row.cause, tr("what your own inquiry found")),
        Section(tr("Measures"), row.measures, tr("what was done, by whom, since when")),
        Section(
            tr("Proof"), _document(session, row.evidence_id), tr("documents that show each measure")
        ),
        Section(
            tr("How it is kept from happening again"),
            row.prevention,
            tr("controls, who looks at them, how often"),
        ),
    )
    return tr("Appeal"), facts, [Point(tr("Statement"), row.grounds, sections)]


DRAFTS = {"cbp_message": _message, "validation": _validation, "appeal_file": _appeal}
"""How each register's reply is drafted."""


CAME = {"cbp_message": "received_on", "validation": "notice_on", "appeal_file": "letter_on"}
"""The field that says when each came."""


def _title(subject: str) -> str:
    return tr("Reply to {what}").format(what=subject or tr("CBP's message"))


def _day(value: date | None) -> str:
    return paper_text(value) or ""


def _document(session: Session, evidence_id: str | None) -> str:
    found = session.get(Evidence, evidence_id) if evidence_id else None
    return (found.title or found.filename) if found else ""
