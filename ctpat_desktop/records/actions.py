"""Corrective actions: what is to be mended, by whom, by when, and how it was proven."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Action(CompanyPart):
    """One thing to mend, at a partner or in the company itself."""

    __tablename__ = "action"

    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    title: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    severity: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(default="open")
    done_on: Mapped[date | None]
    verified_by: Mapped[str] = mapped_column(default="")
    verified_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
    request_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner_request.id", ondelete="SET NULL"), index=True
    )
    incident_id: Mapped[str | None] = mapped_column(
        ForeignKey("incident.id", ondelete="SET NULL"), index=True
    )
    program_audit_id: Mapped[str | None] = mapped_column(
        ForeignKey("program_audit.id", ondelete="SET NULL"), index=True
    )
    risk_leg_id: Mapped[str | None] = mapped_column(
        ForeignKey("risk_leg.id", ondelete="SET NULL"), index=True
    )
