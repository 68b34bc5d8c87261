"""Gives a sample the questionnaires it sent: one open, one waiting, one decided last year."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import (
    AnswerKind,
    Question,
    Questions,
    load_model,
    to_json,
)
from ctpat_desktop.checklist.partner_scores import scored
from ctpat_desktop.records import Attachment, Partner, PartnerAnswer, PartnerRequest
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.questionnaires import builder
from ctpat_desktop.services.questionnaires.decisions import measure

DECIDED = {"accepted": "accepted", "returned": "open"}
"""The state of the answers by the state of their request."""


def fill(session: Session, company_id: str, folder: Path, documents: dict[str, str]) -> None:
    """Write the requests of `questionnaires.toml`; a sample without that file stays as it is."""
    path = folder / "questionnaires.toml"
    if not path.exists():
        return
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for own in data["questionnaire"]:
        questions = load_model().for_roles(builder.ROLES[own["role"]])
        kind = (own["role"], builder.MODEL)
        builder.write_in(session, company_id, questions, own["name"], kind)
    for place, row in enumerate(data["request"]):
        _request(session, company_id, place, row, documents)


def _request(
    session: Session, company_id: str, place: int, row: dict[str, Any], documents: dict[str, str]
) -> None:
    query = select(Partner).filter_by(company_id=company_id, name=row.pop("partner"))
    partner = session.scalars(query).one()
    told, evidence = row.pop("answers", None), row.pop("evidence", "")
    questions = load_model().for_roles(tuple(partner.roles.split(";")))
    request = PartnerRequest(
        id=new_id(),
        company_id=company_id,
        position=place,
        partner_id=partner.id,
        edition=questions.edition,
        definition=to_json(questions),
        checksum=questions.checksum,
        evidence_id=documents.get(evidence),
        **row,
    )
    session.add(request)
    if request.evidence_id:
        session.add(
            Attachment(
                company_id=company_id,
                evidence_id=request.evidence_id,
                table_name="partner",
                record_id=partner.id,
            )
        )
    session.flush()
    if told is not None:
        _answer(session, request, questions, told)


def _answer(
    session: Session, request: PartnerRequest, questions: Questions, overrides: dict[str, str]
) -> None:
    signed = request.signed_on or request.returned_on or date.today()
    answers: dict[str, str] = {}
    for question in questions.questions:
        if question.is_asked(answers):
            answers[question.key] = overrides.get(question.key, _good(question, signed))
    for place, (key, value) in enumerate(answers.items()):
        session.add(
            PartnerAnswer(
                company_id=request.company_id,
                partner_request_id=request.id,
                key=key,
                value=value,
                state=DECIDED[request.state],
                position=place,
            )
        )
    if request.state == "accepted":
        weighed = measure(session)
        request.score = scored(questions, answers, signed, weighed).overall
        request.band = weighed.band(request.score)
    session.flush()


def _good(question: Question, signed: date) -> str:
    """Return an answer that gets full marks."""
    if question.kind is AnswerKind.CHOICE:
        return max(question.options, key=lambda option: option.points).value
    if question.kind is AnswerKind.MULTI_CHOICE:
        return ";".join(option.value for option in question.options if option.points > 0)
    return {
        AnswerKind.YES_NO: "yes",
        AnswerKind.DATE: (signed - timedelta(days=30)).isoformat(),
        AnswerKind.NUMBER: str(question.enough or 1),
        AnswerKind.FILE: "Sent with the questionnaire",
    }.get(question.kind, "As in our security manual, chapter 2")
