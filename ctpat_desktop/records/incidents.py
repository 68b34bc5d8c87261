"""Security incidents, cargo discrepancies, audits, management reviews, and tests and rounds."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Incident(CompanyPart):
    """A breach of security, who was told of it and when, and what was done."""

    __tablename__ = "incident"

    number: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date | None]
    found_at: Mapped[str] = mapped_column(default="")
    found_by: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    place: Mapped[str] = mapped_column(default="")
    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    unit: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    before_crossing: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    inquiry: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class IncidentNotice(CompanyPart):
    """One person or authority that was told of an incident."""

    __tablename__ = "incident_notice"

    incident_id: Mapped[str] = mapped_column(
        ForeignKey("incident.id", ondelete="CASCADE"), index=True
    )
    informed: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None]
    told_at: Mapped[str] = mapped_column(default="")
    told_by: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")


class Discrepancy(CompanyPart):
    """Cargo that was short, over, damaged or not as its papers say."""

    __tablename__ = "discrepancy"

    found_on: Mapped[date | None]
    found_by: Mapped[str] = mapped_column(default="")
    shipment: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    counted: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    partner_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner.id", ondelete="SET NULL"), index=True
    )
    cause: Mapped[str] = mapped_column(default="")
    informed: Mapped[str] = mapped_column(default="")
    told_on: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    settled_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class ProgramAudit(CompanyPart):
    """A look at whether the company's own security program works as written."""

    __tablename__ = "program_audit"

    scope: Mapped[str] = mapped_column(default="")
    auditor: Mapped[str] = mapped_column(default="")
    is_independent: Mapped[bool] = mapped_column(default=False)
    done_on: Mapped[date | None]
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    findings: Mapped[str] = mapped_column(default="")
    open_findings: Mapped[int | None]
    reported_to: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class ManagementReview(CompanyPart):
    """The company's management hears how the program stands and decides."""

    __tablename__ = "management_review"

    held_on: Mapped[date | None]
    people: Mapped[str] = mapped_column(default="")
    topics: Mapped[str] = mapped_column(default="")
    decisions: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class SecurityCheck(CompanyPart):
    """One test, round or look-through that security rests on."""

    __tablename__ = "security_check"

    kind: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    done_on: Mapped[date | None]
    done_at: Mapped[str] = mapped_column(default="")
    done_by: Mapped[str] = mapped_column(default="")
    period: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    finding: Mapped[str] = mapped_column(default="")
    measures: Mapped[str] = mapped_column(default="")
    mended_on: Mapped[date | None]
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
