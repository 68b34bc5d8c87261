"""Written procedures: what each is for, its versions, and who has read it."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Procedure(CompanyPart):
    """One written procedure of the company."""

    __tablename__ = "procedure"

    number: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    criteria: Mapped[str] = mapped_column(default="")
    sites: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    review_months: Mapped[int | None]
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = mapped_column(default="")
    next_review_on: Mapped[date | None]
    readers: Mapped[str] = mapped_column(default="")
    records_kept: Mapped[str] = mapped_column(default="")
    kept_at: Mapped[str] = mapped_column(default="")
    retired_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class ProcedureVersion(CompanyPart):
    """One version of a procedure, its text or its file, and who approved it."""

    __tablename__ = "procedure_version"

    procedure_id: Mapped[str] = mapped_column(
        ForeignKey("procedure.id", ondelete="CASCADE"), index=True
    )
    version: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    status: Mapped[str] = mapped_column(default="draft")
    outline: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Acknowledgment(CompanyPart):
    """One person who has read and understood a procedure."""

    __tablename__ = "acknowledgment"

    procedure_id: Mapped[str] = mapped_column(
        ForeignKey("procedure.id", ondelete="CASCADE"), index=True
    )
    version: Mapped[str] = mapped_column(default="")
    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
