"""Requests as a list, and one return answer by answer beside last year's."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import Question, from_json
from ctpat_desktop.checklist.partner_scores import poor_musts, quality, scored
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Action,
    Attachment,
    Evidence,
    Partner,
    PartnerAnswer,
    PartnerRequest,
)
from ctpat_desktop.services.profile.answer_words import answer_words
from ctpat_desktop.services.questionnaires.decisions import measure
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request as the list shows it."""

    id: str
    partner_id: str
    partner: str
    reference: str
    state: str
    outcome: str
    year: int | None
    language: str
    format: str
    sent_on: date | None
    due_on: date | None
    returned_on: date | None
    reminded_on: date | None
    score: int | None
    band: str

    def is_open(self) -> bool:
        """Return whether the partner has not answered, or what came was refused."""
        return self.state in {"sent", "refused"}

    def is_late(self, today: date) -> bool:
        """Return whether it is open and was due before today."""
        return self.is_open() and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One question with the answer now and the one of last time, in words."""

    question: Question
    value: str
    words: str
    last_words: str
    is_changed: bool
    remark: str
    state: str
    quality: float | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A return, ready to be decided about."""

    request: PartnerRequest
    partner: str
    lines: tuple[AnswerLine, ...]
    score: int | None
    band: str
    sections: tuple[tuple[str, int | None], ...]
    proposals: tuple[Question, ...]
    followed: frozenset[str]
    copies: tuple[tuple[str, str], ...]
    last_year: int | None


def requests(scope: Scope) -> tuple[RequestLine, ...]:
    """Return all requests of a company, the newest first."""
    row = PartnerRequest
    query = (
        select(
            row.id,
            row.partner_id,
            Partner.name,
            row.reference,
            row.state,
            row.outcome,
            row.year,
            row.language,
            row.format,
            row.sent_on,
            row.due_on,
            row.returned_on,
            row.reminded_on,
            row.score,
            row.band,
        )
        .join(Partner, Partner.id == row.partner_id)
        .where(row.company_id == scope.company_id)
        .order_by(row.sent_on.desc(), Partner.name, row.reference)
    )
    with scope.workspace.read() as session:
        return tuple(RequestLine(*tuple(values)) for values in session.execute(query))


def review(workspace: Workspace, request_id: str, today: date) -> Review:
    """Return one return with its score as if all of it were accepted, and what to follow up."""
    with workspace.read() as session:
        request = existing(session, "partner_request", request_id)
        if not isinstance(request, PartnerRequest):
            raise Problem(tr("This request is not there any more."))
        partner = session.get_one(Partner, request.partner_id).name
        rows = {row.key: row for row in _answers(session, request_id)}
        last, last_year = _last_time(session, request)
        weighed = measure(session)
        titles = set(session.scalars(select(Action.title).where(Action.request_id == request_id)))
        copies = _copies(session, request)
    questions = from_json(request.definition)
    given = {key: row.value for key, row in rows.items() if row.value and row.state != "refused"}
    on = request.signed_on or today
    score = scored(questions, given, on, weighed)
    asked = {question.key for question in questions.asked(given)}
    lines = tuple(
        _line(question, rows.get(question.key), last, question.key in asked, on)
        for question in questions.questions
        if question.key in asked or question.key in given
    )
    sections = tuple(
        (questions.section(number).title.en, value) for number, value in score.sections.items()
    )
    return Review(
        request=request,
        partner=partner,
        lines=lines,
        score=score.overall,
        band=weighed.band(score.overall),
        sections=sections,
        proposals=poor_musts(questions, given, on),
        followed=frozenset(
            row.key
            for row in questions.questions
            if f"{partner}: {row.key} {row.text.en}" in titles
        ),
        copies=copies,
        last_year=last_year,
    )


def _line(
    question: Question, row: PartnerAnswer | None, last: dict[str, str], is_asked: bool, on: date
) -> AnswerLine:
    value = row.value if row else ""
    before = last.get(question.key, "")
    return AnswerLine(
        question=question,
        value=value,
        words=answer_words(question, value),
        last_words=answer_words(question, before) if last else "",
        is_changed=bool(last) and before != value,
        remark=row.remark if row else "",
        state=row.state if row else "open",
        quality=quality(question, value, on),
        is_missing=is_asked and not value,
    )


def _answers(session: Session, request_id: str) -> list[PartnerAnswer]:
    query = select(PartnerAnswer).where(PartnerAnswer.partner_request_id == request_id)
    return list(session.scalars(query))


def _last_time(session: Session, request: PartnerRequest) -> tuple[dict[str, str], int | None]:
    """Return the accepted answers of the partner's return before this one, and its year."""
    query = (
        select(PartnerRequest)
        .where(
            PartnerRequest.partner_id == request.partner_id,
            PartnerRequest.id != request.id,
            PartnerRequest.state == "accepted",
            PartnerRequest.sent_on <= request.sent_on,
        )
        .order_by(PartnerRequest.sent_on.desc(), PartnerRequest.returned_on.desc())
    )
    earlier = session.scalars(query).first()
    if earlier is None:
        return {}, None
    rows = _answers(session, earlier.id)
    answers = {row.key: row.value for row in rows if row.state == "accepted" and row.value}
    return answers, earlier.year


def _copies(session: Session, request: PartnerRequest) -> tuple[tuple[str, str], ...]:
    """Return id and name of the other files that came for the same request."""
    query = (
        select(Evidence.id, Evidence.filename)
        .join(Attachment, Attachment.evidence_id == Evidence.id)
        .where(
            Attachment.table_name == "partner",
            Attachment.record_id == request.partner_id,
            Evidence.kind == "questionnaire",
            Evidence.id != request.evidence_id,
            Evidence.notes == request.reference,
        )
    )
    return tuple((row[0], row[1]) for row in session.execute(query))
