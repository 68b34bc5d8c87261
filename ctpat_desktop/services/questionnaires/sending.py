"""Sends questionnaires: one file and one request for each partner.

The libraries that write and print are imported at the first use, not when a workspace opens.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.questionnaires import (
    Questions,
    from_json,
    load_model,
    to_json,
)
from ctpat_desktop.catalogue.sendings import QUESTIONNAIRE, SPOKEN, Sending
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Company, Partner, PartnerContact, PartnerRequest
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.questionnaires import builder, form_files
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Sent:
    """One questionnaire that was written for one partner."""

    partner_id: str
    partner: str
    reference: str
    path: Path
    language: str
    request_id: str
    notices: tuple[str, ...] = ()
    """What is to be said about the written pages, such as letters no font has."""


@dataclass(frozen=True, slots=True)
class SendingOptions:
    """What is sent: language "" is that of the partner's contact, questionnaire "" the model."""

    language: str = ""
    format: str = "pdf"
    due: date | None = None
    questionnaire_id: str = ""


def send(
    scope: Scope,
    partner_ids: Sequence[str],
    folder: Path,
    options: SendingOptions,
    progress: Progress | None = None,
) -> list[Sent]:
    """Write one file per partner into `folder` and remember each request, frozen as sent.

    All or nothing: where one file cannot be written, those before it are taken away again.
    """
    _refuse(scope.workspace, options)
    told = progress or Silent()
    partners, company = _addressed(scope, partner_ids)
    due = options.due or scope.today + timedelta(
        days=settings.get(scope.workspace, "questionnaire.due_days")
    )
    built = (
        builder.read(scope.workspace, options.questionnaire_id)
        if options.questionnaire_id
        else None
    )
    written: list[tuple[Sent, Sending]] = []
    try:
        for at, (partner, language) in enumerate(partners):
            told.step(at, len(partners), partner.name)
            sending = Sending(
                questions=_questions_for(built, partner),
                reference=_free_reference(scope),
                origin=form_files.origin(scope.company_id),
                company=company,
                receiver=partner.name,
                language=options.language or language,
                year=scope.today.year,
                sent_on=scope.today,
                due_on=due,
            )
            written.append((_written(sending, folder, options.format, partner.id), sending))
        _remember(scope, written, options)
    except Problem:
        _take_away(written)
        raise
    return [sent for sent, _ in written]


def preview_pdf(workspace: Workspace, questionnaire_id: str, language: str, today: date) -> bytes:
    """Return the form of a questionnaire for a partner nobody is, to look at."""
    from ctpat_desktop.documents.questionnaires.form import questionnaire_pdf

    questions = builder.read(workspace, questionnaire_id)
    with workspace.read() as session:
        row = existing(session, "questionnaire", questionnaire_id)
        company = session.get_one(Company, row.company_id)  # type: ignore[attr-defined]
    return questionnaire_pdf(
        Sending(
            questions=questions,
            reference="Q00-XXXX-XXXX",
            origin=form_files.origin(company.id),
            company=company.name,
            receiver=tr("Preview"),
            language=language,
            year=today.year,
            sent_on=today,
            due_on=today + timedelta(days=settings.get(workspace, "questionnaire.due_days")),
        )
    )


def addressable(scope: Scope) -> tuple[tuple[str, str], ...]:
    """Return id and name of every partner that is not ended, by name."""
    query = select(Partner.id, Partner.name).where(
        Partner.company_id == scope.company_id, Partner.status != "ended"
    )
    with scope.workspace.read() as session:
        rows = session.execute(query.order_by(Partner.name)).all()
    return tuple((row[0], row[1]) for row in rows)


def cancel(workspace: Workspace, request_id: str) -> Changes:
    """Take a request back: what still comes for it is stale."""
    with workspace.work(tr("Cancel questionnaire")) as unit:
        row = existing(unit.session, "partner_request", request_id)
        if isinstance(row, PartnerRequest) and row.state in ("sent", "refused"):
            row.state = "cancelled"
    return unit.changes


def contact_of(session: Session, partner_id: str) -> PartnerContact | None:
    """Return whom to ask at a partner: the security contact first."""
    query = select(PartnerContact).where(PartnerContact.partner_id == partner_id)
    order = (PartnerContact.is_security.desc(), PartnerContact.position, PartnerContact.id)
    return session.scalars(query.order_by(*order)).first()


def _refuse(workspace: Workspace, options: SendingOptions) -> None:
    if options.format not in form_files.FORMATS:
        raise Problem(
            tr("“{format}” is no format of a questionnaire.").format(format=options.format),
            tr("Use pdf or xlsx."),
        )
    if options.language and options.language not in SPOKEN:
        raise Problem(
            tr("Questionnaires are not written in “{language}”.").format(language=options.language),
            tr("Use one of: {names}.").format(names=", ".join(SPOKEN)),
        )
    if options.questionnaire_id:
        wrong = builder.found_mistakes(workspace, options.questionnaire_id)
        if wrong:
            raise Problem(
                tr("This questionnaire cannot be sent yet: {wrong}.").format(wrong=wrong[0]),
                tr("Mend it and send it again."),
            )


def _addressed(scope: Scope, partner_ids: Sequence[str]) -> tuple[list[tuple[Partner, str]], str]:
    """Return the partners with their language, and the name of the company."""
    if not partner_ids:
        raise Problem(tr("No partner was chosen."), tr("Choose at least one."))
    partners = []
    with scope.workspace.read() as session:
        company = session.get_one(Company, scope.company_id).name
        for partner_id in dict.fromkeys(partner_ids):
            partner = existing(session, "partner", partner_id)
            if not isinstance(partner, Partner) or partner.company_id != scope.company_id:
                raise Problem(
                    tr("This partner belongs to another company."), tr("Choose another one.")
                )
            contact = contact_of(session, partner_id)
            language = contact.language if contact else ""
            partners.append((partner, language if language in SPOKEN else "en"))
    return partners, company


def _questions_for(built: Questions | None, partner: Partner) -> Questions:
    roles = tuple(filter(None, partner.roles.split(";")))
    questions = (built or load_model()).for_roles(roles)
    if not questions.questions:
        raise Problem(
            tr("No question of this questionnaire is for {partner}.").format(partner=partner.name),
            tr("Check the partner's roles, or choose another questionnaire."),
        )
    return from_json(to_json(questions))


def _free_reference(scope: Scope) -> str:
    with scope.workspace.read() as session:
        return form_files.free_reference(session, PartnerRequest, QUESTIONNAIRE, scope.today)


def _written(sending: Sending, folder: Path, kind: str, partner_id: str) -> Sent:
    path, notices = form_files.write(sending, folder, kind, tr("The questionnaire"))
    return Sent(
        partner_id,
        sending.receiver,
        sending.reference,
        path,
        sending.language,
        new_id(),
        notices,
    )


def _remember(
    scope: Scope,
    written: Sequence[tuple[Sent, Sending]],
    options: SendingOptions,
) -> None:
    with scope.workspace.work(
        ntr("Send {n} questionnaire", "Send {n} questionnaires", len(written))
    ) as unit:
        for sent, sending in written:
            unit.session.add(
                PartnerRequest(
                    id=sent.request_id,
                    company_id=scope.company_id,
                    partner_id=sent.partner_id,
                    reference=sent.reference,
                    questionnaire_id=options.questionnaire_id or None,
                    edition=sending.questions.edition,
                    definition=to_json(sending.questions),
                    checksum=sending.questions.checksum,
                    language=sending.language,
                    format=options.format,
                    year=sending.year,
                    sent_on=sending.sent_on,
                    due_on=sending.due_on,
                    state="sent",
                )
            )


def _take_away(written: Sequence[tuple[Sent, Sending]]) -> None:
    for sent, _ in written:
        with suppress(OSError):
            sent.path.unlink()
