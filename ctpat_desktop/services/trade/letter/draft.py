"""The Annual Notification Letter: drafted, gathered from the year's records, written as files."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import Signature
from ctpat_desktop.documents.trade.annual_letter import Letter, Section, letter_tree
from ctpat_desktop.exchange.files import write_pdf
from ctpat_desktop.exchange.office.docx import write_docx
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Account,
    AnnualLetter,
    Contact,
    CoveredIor,
    Identifier,
    LetterPart,
    TradeMembership,
)
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import company_pdf, stamp_of, titled
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.services.trade import duties
from ctpat_desktop.services.trade.letter.sections import Gatherer, Span
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp


def heads() -> dict[str, str]:
    """Return the heads of the letter in their order, with their titles."""
    return choices_of("letter_part", "head")


def draft(scope: Scope) -> str:
    """Start the letter that is due next and return its id; Problem where it is there already."""
    due = next(
        (row for row in duties.of_company(scope) if row.key == "letter"),
        None,
    )
    if due is None or due.due_on is None:
        raise Problem(
            tr("No letter is due: the day of acceptance is not entered."),
            tr("Enter it under Trade Compliance › membership."),
        )
    year = due.due_on.year
    with scope.workspace.work(tr("Draft annual letter")) as unit:
        company_id = unit.session.get_one(Account, scope.account_id).company_id
        letters = _letters(unit.session, company_id)
        if any(row.year == year for row in letters):
            raise Problem(tr("The letter for {year} is there already.").format(year=year))
        letter = AnnualLetter(
            id=new_id(), company_id=company_id, year=year, due_on=due.due_on, state="draft"
        )
        letter.period_from, letter.period_to = _period(letters, due.due_on, scope.today)
        letter.officer_id = _officer(unit.session, company_id)
        unit.session.add(letter)
        unit.session.flush()
        for place, head in enumerate(heads()):
            unit.session.add(
                LetterPart(
                    company_id=company_id, annual_letter_id=letter.id, head=head, position=place
                )
            )
    return letter.id


def waiting(scope: Scope) -> str:
    """Return the id of the letter that is due next where it is there, not sent; else ""."""
    due = next((row.due_on for row in duties.of_company(scope) if row.key == "letter"), None)
    with scope.workspace.read() as session:
        letters = _letters(session, session.get_one(Account, scope.account_id).company_id)
    own = (row.id for row in letters if due and row.year == due.year and row.sent_on is None)
    return next(own, "")


def newest(scope: Scope) -> str:
    """Return the id of the newest letter; "" where there is none."""
    with scope.workspace.read() as session:
        letters = _letters(session, session.get_one(Account, scope.account_id).company_id)
    return letters[0].id if letters else ""


@for_cbp
def gathered(scope: Scope, letter_id: str) -> Letter:
    """Return the letter: the company's words and what the records of its period say."""
    read = dossier(scope.workspace, scope.account_id)
    with scope.workspace.read() as session:
        letter = existing(session, "annual_letter", letter_id)
        if not isinstance(letter, AnnualLetter):
            raise TypeError(letter)
        span = _span(letter, scope.today)
        query = select(LetterPart).where(LetterPart.annual_letter_id == letter.id)
        parts = {row.head: row for row in session.scalars(query)}
        gatherer = Gatherer(session, read.company.id, span)
        sections = tuple(
            _section(head, title, parts.get(head), gatherer) for head, title in heads().items()
        )
        header = _header(session, read, letter, span)
        officer = session.get(Contact, letter.officer_id) if letter.officer_id else None
    open_duties = duties.of_company(scope)
    return Letter(
        title=tr("Annual Notification Letter {year}").format(year=letter.year or ""),
        company=read.company.name,
        header=header,
        sections=tuple(_with_duties(row, open_duties, scope.today) for row in sections),
        officer=Signature(
            tr("For the importer: company officer"),
            officer.full_name if officer else "",
            officer.title if officer else "",
        ),
        is_draft=letter.state != "sent",
    )


@for_cbp
def pdf(scope: Scope, letter_id: str) -> bytes:
    """Return the letter as a PDF."""
    letter = gathered(scope, letter_id)
    return company_pdf(scope, letter_tree(letter), letter.title)


@for_cbp
def write(scope: Scope, letter_id: str, path: Path) -> ExportResult:
    """Write the letter; the suffix of `path` says PDF or DOCX."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return write_pdf(pdf(scope, letter_id), path)
    if suffix != ".docx":
        raise Problem(
            tr("{path} is no letter format.").format(path=path.name),
            tr("End the name in .pdf or .docx."),
        )
    letter = gathered(scope, letter_id)
    stamp = stamp_of(dossier(scope.workspace, scope.account_id), scope.today)
    return write_docx(letter_tree(letter), path, stamp, titled(letter.company, letter.title))


def _letters(session: Session, company_id: str) -> Sequence[AnnualLetter]:
    query = select(AnnualLetter).where(AnnualLetter.company_id == company_id)
    return session.scalars(query.order_by(AnnualLetter.year.desc())).all()


def _period(letters: Sequence[AnnualLetter], due: date, today: date) -> tuple[date, date]:
    """Return the period after the last letter's, or the year before the due day."""
    last = next((row.period_to for row in letters if row.period_to), None)
    start = last + timedelta(days=1) if last else months_after(due, -13)
    return start, max(start, min(today, months_after(start, 12) - timedelta(days=1)))


def _officer(session: Session, company_id: str) -> str | None:
    query = select(Contact).where(Contact.company_id == company_id, Contact.is_officer)
    row = session.scalars(query.order_by(Contact.is_primary.desc(), Contact.position)).first()
    return row.id if row else None


def _span(letter: AnnualLetter, today: date) -> Span:
    last = letter.period_to or today
    first = letter.period_from or months_after(last, -12)
    return Span(first, last, letter.year or last.year)


def _section(head: str, title: str, part: LetterPart | None, gatherer: Gatherer) -> Section:
    known = gatherer.section(head, title)
    return Section(
        head=head,
        title=title,
        words=part.text if part else "",
        facts=known.facts,
        grids=known.grids,
        none=known.none,
        note=part.note if part else "",
    )


def _with_duties(section: Section, found_duties: Sequence[duties.Duty], today: date) -> Section:
    if section.head != "open":
        return section
    late = tuple(
        (row.title, paper_text(row.due_on)) for row in found_duties if row.is_overdue(today)
    )
    return Section(
        section.head,
        section.title,
        section.words,
        (*section.facts, *late),
        section.grids,
        section.none,
        section.note,
    )


def _header(
    session: Session, read: Dossier, letter: AnnualLetter, span: Span
) -> tuple[tuple[str, str], ...]:
    company_id = read.company.id
    membership = session.scalars(
        select(TradeMembership).where(TradeMembership.company_id == company_id)
    ).first()
    numbers = session.execute(
        select(Identifier.value, CoveredIor.legal_name)
        .join(CoveredIor, CoveredIor.identifier_id == Identifier.id)
        .where(CoveredIor.company_id == company_id, CoveredIor.is_selected)
        .order_by(CoveredIor.position)
    ).all()
    rows = (
        (tr("Importer"), read.company.name),
        (tr("CTPAT account"), read.account.number),
        (tr("IOR numbers"), "\n".join(f"{number} {name}" for number, name in numbers)),
        (
            tr("Accepted on"),
            paper_text(membership.accepted_on) if membership is not None else "",
        ),
        (tr("Account manager"), membership.manager_name if membership is not None else ""),
        (tr("Period"), labels.period(span.first, span.last)),
        (tr("Due on"), paper_text(letter.due_on)),
    )
    return tuple((label, value) for label, value in rows if value)
