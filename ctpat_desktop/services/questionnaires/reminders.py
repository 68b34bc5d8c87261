"""Reminds partners of questionnaires that have not come back, in their own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from ctpat_desktop.catalogue.questionnaires import word
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Company, Partner, PartnerContact, PartnerRequest
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.questionnaires.sending import contact_of
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import filled
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Reminder:
    """One request that has not come back, with the words to remind the partner."""

    request_id: str
    partner: str
    email: str
    reference: str
    due_on: date | None
    reminded_on: date | None
    is_late: bool
    subject: str
    text: str


def reminders(scope: Scope) -> tuple[Reminder, ...]:
    """Return the requests that are overdue or due soon, the oldest first."""
    soon = scope.today + timedelta(days=settings.get(scope.workspace, "questionnaire.remind_days"))
    query = (
        select(PartnerRequest, Partner)
        .join(Partner, Partner.id == PartnerRequest.partner_id)
        .where(PartnerRequest.company_id == scope.company_id)
        .where(PartnerRequest.state.in_(("sent", "refused")), PartnerRequest.due_on <= soon)
        .order_by(PartnerRequest.due_on, Partner.name)
    )
    with scope.workspace.read() as session:
        company = session.get_one(Company, scope.company_id).name
        rows = session.execute(query).all()
        contacts = {row[1].id: contact_of(session, row[1].id) for row in rows}
    return tuple(
        _reminder(request, partner, contacts[partner.id], company, scope.today)
        for request, partner in rows
    )


def mark_reminded(workspace: Workspace, request_ids: Sequence[str], today: date) -> Changes:
    """Note that these partners were reminded today."""
    with workspace.work(tr("Mark as reminded")) as unit:
        for request_id in request_ids:
            row = existing(unit.session, "partner_request", request_id)
            if isinstance(row, PartnerRequest):
                row.reminded_on = today
    return unit.changes


def _reminder(
    request: PartnerRequest,
    partner: Partner,
    contact: PartnerContact | None,
    company: str,
    today: date,
) -> Reminder:
    language = request.language.rpartition("+")[2] or "en"
    is_late = request.due_on is not None and request.due_on < today
    values = {
        "reference": request.reference,
        "partner": partner.name,
        "company": company,
        "sent": request.sent_on.isoformat() if request.sent_on else "",
        "due": request.due_on.isoformat() if request.due_on else "",
    }
    return Reminder(
        request_id=request.id,
        partner=partner.name,
        email=(contact.email if contact else "") or partner.email,
        reference=request.reference,
        due_on=request.due_on,
        reminded_on=request.reminded_on,
        is_late=is_late,
        subject=filled(word("reminder_subject", language), values),
        text=filled(word("reminder_late" if is_late else "reminder_soon", language), values),
    )
