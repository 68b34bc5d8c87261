"""The seal ledger: what was received, issued, used, checked and destroyed."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class SealBatch(CompanyPart):
    """A delivery of seals with consecutive numbers."""

    __tablename__ = "seal_batch"

    first_number: Mapped[str] = mapped_column(default="")
    last_number: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    seal_class: Mapped[str] = mapped_column(default="")
    maker: Mapped[str] = mapped_column(default="")
    certificate: Mapped[str] = mapped_column(default="")
    certificate_expires_on: Mapped[date | None]
    received_on: Mapped[date | None]
    received_from: Mapped[str] = mapped_column(default="")
    keeper: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Seal(CompanyPart):
    """One seal from issue to disposal."""

    __tablename__ = "seal"

    number: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="issued")
    issued_on: Mapped[date | None]
    issued_to: Mapped[str] = mapped_column(default="")
    container: Mapped[str] = mapped_column(default="")
    shipment: Mapped[str] = mapped_column(default="")
    used_on: Mapped[date | None]
    used_at: Mapped[str] = mapped_column(default="")
    applied_by: Mapped[str] = mapped_column(default="")
    checked_by: Mapped[str] = mapped_column(default="")
    was_viewed: Mapped[bool] = mapped_column(default=False)
    was_verified: Mapped[bool] = mapped_column(default=False)
    was_tugged: Mapped[bool] = mapped_column(default=False)
    was_twisted: Mapped[bool] = mapped_column(default=False)
    arrived_on: Mapped[date | None]
    matched: Mapped[str] = mapped_column(default="")
    replaced_by: Mapped[str] = mapped_column(default="")
    broken_by: Mapped[str] = mapped_column(default="")
    broken_reason: Mapped[str] = mapped_column(default="")
    destroyed_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class SealAudit(CompanyPart):
    """A count of the seals in stock against the ledger."""

    __tablename__ = "seal_audit"

    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    counted: Mapped[int | None]
    differences: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
