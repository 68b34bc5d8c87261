"""Floor plans of sites, with what is marked on them; read when one is opened."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class SitePlan(CompanyPart):
    """The floor plan of one storey or yard of a site: a picture of the evidence library."""

    __tablename__ = "site_plan"

    site_id: Mapped[str] = mapped_column(ForeignKey("site.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    drawn_on: Mapped[date | None]


class SiteMark(CompanyPart):
    """A camera, gate, fence, light or alarm placed on a floor plan.

    `x` and `y` are its place in thousandths of the plan's width and height, from the upper left.
    """

    __tablename__ = "site_mark"

    site_plan_id: Mapped[str] = mapped_column(
        ForeignKey("site_plan.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    x: Mapped[int | None]
    y: Mapped[int | None]
