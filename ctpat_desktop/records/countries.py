"""What public sources say of countries: one dated table for each source."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class CountrySource(CompanyPart):
    """One edition of a public source that rates countries."""

    __tablename__ = "country_source"

    name: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    consulted_on: Mapped[date | None]
    threat: Mapped[str] = mapped_column(default="")
    scale: Mapped[str] = mapped_column(default="")
    license: Mapped[str] = mapped_column(default="")
    link: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class CountryRating(CompanyPart):
    """What a source says of one country, and how the company rates it from that."""

    __tablename__ = "country_rating"

    country_source_id: Mapped[str] = mapped_column(
        ForeignKey("country_source.id", ondelete="CASCADE"), index=True
    )
    country: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
