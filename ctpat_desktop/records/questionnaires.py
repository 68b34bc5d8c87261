"""Questionnaires: what is asked, what was sent to whom, and what came back."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Questionnaire(CompanyPart):
    """A set of questions for partners."""

    __tablename__ = "questionnaire"

    name: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    intro_en: Mapped[str] = mapped_column(default="")
    intro_fr: Mapped[str] = mapped_column(default="")
    intro_es: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class Question(CompanyPart):
    """One question of a questionnaire."""

    __tablename__ = "question"

    questionnaire_id: Mapped[str] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(default="")
    section: Mapped[int | None]
    criterion: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    text_fr: Mapped[str] = mapped_column(default="")
    text_es: Mapped[str] = mapped_column(default="")
    help_en: Mapped[str] = mapped_column(default="")
    help_fr: Mapped[str] = mapped_column(default="")
    help_es: Mapped[str] = mapped_column(default="")
    options: Mapped[str] = mapped_column(default="")
    weight: Mapped[int | None]
    must: Mapped[bool] = mapped_column(default=False)
    allows_na: Mapped[bool] = mapped_column(default=False)
    enough: Mapped[int | None]
    roles: Mapped[str] = mapped_column(default="")
    only_if_key: Mapped[str] = mapped_column(default="")
    only_if_value: Mapped[str] = mapped_column(default="")


class PartnerRequest(CompanyPart):
    """One questionnaire sent to one partner, and what became of it."""

    __tablename__ = "partner_request"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    reference: Mapped[str] = mapped_column(default="")
    questionnaire_id: Mapped[str | None] = mapped_column(
        ForeignKey("questionnaire.id", ondelete="SET NULL"), index=True
    )
    edition: Mapped[str] = mapped_column(default="")
    definition: Mapped[str] = mapped_column(default="")
    checksum: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    format: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    sent_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="sent")
    returned_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    outcome: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    signer: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    score: Mapped[int | None]
    band: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class PartnerAnswer(CompanyPart):
    """One answer of a returned questionnaire."""

    __tablename__ = "partner_answer"

    partner_request_id: Mapped[str] = mapped_column(
        ForeignKey("partner_request.id", ondelete="CASCADE"), index=True
    )
    key: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
