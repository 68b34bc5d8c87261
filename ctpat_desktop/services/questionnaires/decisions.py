"""Deciding about a returned questionnaire: accept it whole or in part, refuse it, follow it up."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import from_json
from ctpat_desktop.checklist.partner_scores import Measure, scored
from ctpat_desktop.exchange.questionnaires.reader import read_returned
from ctpat_desktop.exchange.questionnaires.returned import Unreadable
from ctpat_desktop.records import (
    Action,
    Assessment,
    Partner,
    PartnerAnswer,
    PartnerRequest,
)
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.profile.answer_words import answer_words
from ctpat_desktop.services.questionnaires import files
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

MEASURES = ("must_factor", "good_from", "fair_from")
DAYS_TO_MEND = 90
"""Days until a follow-up is due where nobody says otherwise; app default, not CBP's."""


def accept(
    workspace: Workspace,
    request_id: str,
    today: date,
    keys: Collection[str] | None = None,
    follow_up: Sequence[str] = (),
    owner: str = "",
    due: date | None = None,
) -> Changes:
    """Accept a return: all answers or those in `keys`; the rest is refused.

    Writes the score, an assessment, the documents inside, and a corrective action for each
    question in `follow_up`: all of it one step that can be undone.
    """
    with workspace.work(tr("Accept questionnaire")) as unit:
        request = _waiting(unit.session, request_id)
        accept_in(unit.session, request, keys, today, unit.who)
        _follow_up(unit.session, request, follow_up, owner or unit.who, due or _due(today))
    return unit.changes


def refuse(workspace: Workspace, request_id: str, reason: str) -> Changes:
    """Refuse a return; the request stays open, and the file stays in the library."""
    with workspace.work(tr("Refuse questionnaire")) as unit:
        request = _waiting(unit.session, request_id)
        for row in _answers(unit.session, request.id):
            row.state = "refused"
        request.state, request.reason = "refused", reason.strip()
    return unit.changes


def follow_up(
    workspace: Workspace,
    request_id: str,
    keys: Sequence[str],
    owner: str,
    due: date,
) -> Changes:
    """Make a corrective action for each of these questions that has none yet."""
    with workspace.work(tr("Follow up questionnaire")) as unit:
        request = existing(unit.session, "partner_request", request_id)
        if isinstance(request, PartnerRequest):
            _follow_up(unit.session, request, keys, owner, due)
    return unit.changes


def measure(session: Session) -> Measure:
    """Return how answers are weighed in this workspace."""
    return Measure(**{name: settings.choice(session, f"questionnaire.{name}") for name in MEASURES})


def accept_in(
    session: Session,
    request: PartnerRequest,
    keys: Collection[str] | None,
    today: date,
    who: str,
) -> None:
    """Accept a return inside a unit of work that is open already."""
    questions = from_json(request.definition)
    accepted: dict[str, str] = {}
    for row in _answers(session, request.id):
        is_taken = keys is None or row.key in keys or not row.value
        row.state = "accepted" if is_taken else "refused"
        if is_taken and row.value:
            accepted[row.key] = row.value
    weighed = measure(session)
    score = scored(questions, accepted, request.signed_on or today, weighed).overall
    request.state, request.score, request.band = "accepted", score, weighed.band(score)
    asked = questions.asked(accepted)
    answered = sum(1 for question in asked if accepted.get(question.key))
    _assess(session, request, f"{answered} of {len(asked)}", today, who)
    _take_documents(session, request)
    session.flush()


def _assess(
    session: Session,
    request: PartnerRequest,
    answered: str,
    today: date,
    who: str,
) -> None:
    summary = f"{answered} questions answered (request {request.reference})."
    if request.signer:
        summary += f" Signed by {request.signer}."
    session.add(
        Assessment(
            company_id=request.company_id,
            partner_id=request.partner_id,
            year=request.year,
            kind="questionnaire",
            done_on=today,
            done_by=who,
            score=request.score,
            band=request.band,
            summary=summary,
            evidence_id=request.evidence_id,
            request_id=request.id,
        )
    )


def _take_documents(session: Session, request: PartnerRequest) -> None:
    """Put the documents inside the returned file into the library, attached to the partner."""
    if request.evidence_id is None:
        return
    name, data = files.content(session, request.evidence_id)
    if not files.may_hold_documents(data):
        return
    try:
        raw = read_returned(data, name)
    except Unreadable:
        return
    partner = session.get_one(Partner, request.partner_id).name
    for document in raw.attached:
        title = f"{partner}: {document.name}"
        owner = files.Owner(request.company_id, request.partner_id)
        files.keep(session, owner, document, title, request.reference, "other")


def _follow_up(
    session: Session, request: PartnerRequest, keys: Sequence[str], owner: str, due: date
) -> None:
    questions = from_json(request.definition)
    answers = {row.key: row for row in _answers(session, request.id)}
    partner = session.get_one(Partner, request.partner_id).name
    known = set(session.scalars(select(Action.title).where(Action.request_id == request.id)))
    for key in keys:
        question = questions.question(key)
        if question is None:
            continue
        title = f"{partner}: {key} {question.text.en}"
        if title in known:
            continue
        row = answers.get(key)
        said = answer_words(question, row.value if row else "")
        reason = f"Answered “{said}” in questionnaire {request.reference}."
        reason += f" Remark: {row.remark}" if row and row.remark else ""
        session.add(
            Action(
                company_id=request.company_id,
                partner_id=request.partner_id,
                title=title,
                criterion=question.criterion,
                reason=reason,
                source="questionnaire",
                severity="must" if question.must else "should",
                owner=owner,
                due_on=due,
                status="open",
                request_id=request.id,
            )
        )
    session.flush()


def _due(today: date) -> date:
    return today + timedelta(days=DAYS_TO_MEND)


def _waiting(session: Session, request_id: str) -> PartnerRequest:
    row = existing(session, "partner_request", request_id)
    if not isinstance(row, PartnerRequest) or row.state != "returned":
        raise Problem(
            tr("There is no return of this request to decide about."),
            tr("Receive the partner's file first."),
        )
    return row


def _answers(session: Session, request_id: str) -> list[PartnerAnswer]:
    query = select(PartnerAnswer).where(PartnerAnswer.partner_request_id == request_id)
    return list(session.scalars(query.order_by(PartnerAnswer.position)))
