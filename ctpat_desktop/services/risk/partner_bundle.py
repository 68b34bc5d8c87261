"""The accepted questionnaires of a year as one PDF with a bookmark for each partner."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import Questions, from_json
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.documents.risk import partner_pages as pages
from ctpat_desktop.documents.risk.partner_pages import (
    AnswerSheet,
    BundleSheet,
    Received,
    answers_tree,
    as_pages,
    bundled,
    cover_tree,
)
from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import PartnerAnswer, PartnerRequest
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.accounts.paper import company_pdf, dossier_pdf
from ctpat_desktop.services.profile.answer_words import answer_words
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_ratings import RatedPartner
from ctpat_desktop.services.risk.partner_words import country_words, note, role_words
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_language import for_cbp
from ctpat_desktop.support.progress import Progress

SECONDS, MEGABYTES = 60.0, 2_000
"""What reading one returned PDF may take; app default."""


@for_cbp
def questionnaires_pdf(scope: Scope, progress: Progress) -> bytes:
    """Return the accepted questionnaires of the year as one PDF; who sent none is listed."""
    sheet = _bundle(scope, progress)
    cover = _cover(scope, sheet, [0] * len(sheet.received))
    at, starts = pages.page_count(cover) + 1, []
    for row in sheet.received:
        starts.append(at)
        at += pages.page_count(row.pdf)
    return bundled(_cover(scope, sheet, starts), sheet)


def _cover(scope: Scope, sheet: BundleSheet, starts: list[int]) -> bytes:
    return company_pdf(scope, cover_tree(sheet, starts), sheet.title)


def _bundle(scope: Scope, progress: Progress) -> BundleSheet:
    """Read the active partners, and the pages of those whose answers were accepted this year."""
    read = partner_ratings.read(scope)
    active = sorted(
        (row for row in read.partners if row.row.status == "active"),
        key=lambda row: str(row.row.name).casefold(),
    )
    requests, account = _requests(scope), companies.dossier(scope.workspace, scope.account_id)
    received: list[Received] = []
    missing: list[tuple[str, ...]] = []
    with Child(MEGABYTES) as child:
        for at, row in enumerate(active):
            progress.step(at, len(active) + 1, str(row.row.name))
            request = requests.get(row.row.id)
            about = (role_words(row), country_words(row))
            if request is not None and request.state == "accepted":
                received.append(_Printing(scope, account, child, request).received(row, about))
            else:
                missing.append((str(row.row.name), *about, _why_none(request, row)))
    title = tr("Partner questionnaires {year}").format(year=scope.today.year)
    return BundleSheet(title, note(scope), tuple(received), tuple(missing))


def _requests(scope: Scope) -> Mapping[str, PartnerRequest]:
    """Return the request of the year by partner: the newest accepted one, else the newest."""
    query = select(PartnerRequest).where(
        PartnerRequest.company_id == scope.company_id, PartnerRequest.year == scope.today.year
    )
    with scope.workspace.read() as session:
        rows = session.scalars(query.order_by(PartnerRequest.sent_on, PartnerRequest.id)).all()
    ordered = sorted(rows, key=lambda row: row.state == "accepted")
    return {row.partner_id: row for row in ordered}


def _why_none(request: PartnerRequest | None, partner: RatedPartner) -> str:
    words = tr("None received")
    if request is not None:
        state = choice_text("partner_request", "state", request.state).lower()
        return f"{words} ({tr('request')} {request.reference}: {state})"
    if partner.is_member:
        return f"{words} ({tr('verified member')})"
    return f"{words} ({tr('not asked')})"


@dataclass(frozen=True, slots=True)
class _Printing:
    """Makes the pages of one accepted questionnaire."""

    scope: Scope
    account: Dossier
    child: Child
    request: PartnerRequest

    def received(self, partner: RatedPartner, about: tuple[str, ...]) -> Received:
        """Return the returned PDF as it is, or else the answers printed."""
        facts = (*about, self.request.reference)
        pdf, why = self._returned()
        if pdf:
            return Received(str(partner.row.name), facts, tr("The PDF returned"), pdf)
        words = tr("Answers printed") + (f" ({why})" if why else "")
        return Received(str(partner.row.name), facts, words, self._answers(partner))

    def _returned(self) -> tuple[bytes, str]:
        """Return the pages of the returned file; without any, why they are not here."""
        if self.request.evidence_id is None:
            return b"", ""
        with self.scope.workspace.read() as session:
            name, data = files.content(session, self.request.evidence_id)
        if not data.lstrip().startswith(b"%PDF"):
            return b"", ""
        try:
            pdf, _ = self.child.run(as_pages, data, seconds=SECONDS, name=name)
        except Problem as problem:
            return b"", tr("the file returned cannot be added: {why}").format(why=problem)
        return pdf, ""

    def _answers(self, partner: RatedPartner) -> bytes:
        with self.scope.workspace.read() as session:
            rows = _answers_of(session, self.request.id)
        request = self.request
        questions = from_json(request.definition)
        facts = (
            (tr("Request"), request.reference),
            (tr("Year"), str(request.year or "")),
            (tr("Returned"), paper_text(request.returned_on)),
            (tr("Signed"), f"{request.signer} {paper_text(request.signed_on)}".strip()),
            (tr("Score"), "" if request.score is None else f"{request.score} / 100"),
        )
        sections = _sections(questions, rows)
        known = tuple((name, words) for name, words in facts if words)
        sheet = AnswerSheet(str(partner.row.name), known, sections)
        name = str(partner.row.name)
        return dossier_pdf(self.account, answers_tree(sheet), name, self.scope.today)


def _answers_of(session: Session, request_id: str) -> Mapping[str, Any]:
    query = select(PartnerAnswer.key, PartnerAnswer.value, PartnerAnswer.remark).where(
        PartnerAnswer.partner_request_id == request_id, PartnerAnswer.state == "accepted"
    )
    return {row.key: row for row in session.execute(query)}


def _sections(
    questions: Questions, rows: Mapping[str, Any]
) -> tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]:
    """Return the asked questions with their answers in words, by section."""
    values = {key: row.value for key, row in rows.items()}
    by_section: dict[int, list[tuple[str, ...]]] = defaultdict(list)
    for question in questions.asked(values):
        row = rows.get(question.key)
        words = answer_words(question, row.value if row else "")
        line = (question.key, question.text.en, words, row.remark if row else "")
        by_section[question.section].append(line)
    return tuple(
        (questions.section(number).title.en, tuple(lines))
        for number, lines in sorted(by_section.items())
    )
