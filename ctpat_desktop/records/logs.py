"""Logs kept at the door: visitors and drivers who pick up cargo."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Visitor(CompanyPart):
    """One visit: who, whom, when in and when out."""

    __tablename__ = "visitor"

    visited_on: Mapped[date | None]
    name: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    has_shown_id: Mapped[bool] = mapped_column(default=False)
    host: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[str] = mapped_column(default="")
    left_at: Mapped[str] = mapped_column(default="")
    badge: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    is_escorted: Mapped[bool] = mapped_column(default=False)
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Pickup(CompanyPart):
    """One driver who delivers or picks up cargo."""

    __tablename__ = "pickup"

    picked_up_on: Mapped[date | None]
    driver: Mapped[str] = mapped_column(default="")
    employer: Mapped[str] = mapped_column(default="")
    has_shown_id: Mapped[bool] = mapped_column(default=False)
    truck: Mapped[str] = mapped_column(default="")
    trailer: Mapped[str] = mapped_column(default="")
    arrived_at: Mapped[str] = mapped_column(default="")
    left_at: Mapped[str] = mapped_column(default="")
    seal_number: Mapped[str] = mapped_column(default="")
    shipment: Mapped[str] = mapped_column(default="")
    released_by: Mapped[str] = mapped_column(default="")
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
