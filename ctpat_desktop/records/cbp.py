"""CBP's side: its messages, its validations with what they ask for, and the files of an appeal."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class CbpMessage(CompanyPart):
    """One message of CBP, or a CTPAT alert, and what was answered or done."""

    __tablename__ = "cbp_message"

    kind: Mapped[str] = mapped_column(default="message")
    received_on: Mapped[date | None]
    sender: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    applies: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")
    informed: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class Validation(CompanyPart):
    """One validation or revalidation, from the notice to what came after."""

    __tablename__ = "validation"

    kind: Mapped[str] = mapped_column(default="on_site")
    sites: Mapped[str] = mapped_column(default="")
    notice_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    specialist: Mapped[str] = mapped_column(default="")
    team: Mapped[str] = mapped_column(default="")
    papers_asked: Mapped[str] = mapped_column(default="")
    papers_sent_on: Mapped[date | None]
    report_on: Mapped[date | None]
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    next_year: Mapped[int | None]
    tier_after: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class ValidationItem(CompanyPart):
    """One point of a validation report: an action required, a recommendation, a best practice."""

    __tablename__ = "validation_item"

    validation_id: Mapped[str] = mapped_column(
        ForeignKey("validation.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="action_required")
    text: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    cause: Mapped[str] = mapped_column(default="")
    change: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    sent_on: Mapped[date | None]
    specialist_word: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]


class ValidationQuestion(CompanyPart):
    """One question asked on the day of a validation, and what was answered."""

    __tablename__ = "validation_question"

    validation_id: Mapped[str] = mapped_column(
        ForeignKey("validation.id", ondelete="CASCADE"), index=True
    )
    asked_on: Mapped[date | None]
    asked_at: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")


class AppealFile(CompanyPart):
    """A suspension or removal, and the company's answer to it."""

    __tablename__ = "appeal_file"

    kind: Mapped[str] = mapped_column(default="suspension")
    letter_on: Mapped[date | None]
    grounds: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    facts: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    prevention: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    filed_on: Mapped[date | None]
    decision: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
