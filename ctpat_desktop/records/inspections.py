"""Inspections of containers, trailers and tractors, point by point."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Inspection(CompanyPart):
    """One inspection of a container, trailer or tractor."""

    __tablename__ = "inspection"

    unit_number: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_at: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    place: Mapped[str] = mapped_column(default="")
    inspector: Mapped[str] = mapped_column(default="")
    supervisor: Mapped[str] = mapped_column(default="")
    shipment: Mapped[str] = mapped_column(default="")
    seal_number: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    signed_by: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class InspectionPoint(CompanyPart):
    """One point of an inspection and how it was found."""

    __tablename__ = "inspection_point"

    inspection_id: Mapped[str] = mapped_column(
        ForeignKey("inspection.id", ondelete="CASCADE"), index=True
    )
    area: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    action_id: Mapped[str | None] = mapped_column(
        ForeignKey("action.id", ondelete="SET NULL"), index=True
    )
