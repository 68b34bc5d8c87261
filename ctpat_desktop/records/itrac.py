"""The member's import data: the files taken in; their lines are read from the kept file."""

from datetime import date

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Base
from ctpat_desktop.records.companies import CompanyPart


class ItracFile(CompanyPart):
    """One ITRAC file; its lines stand in itrac_line and can be read again from the document."""

    __tablename__ = "itrac_file"

    title: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    imported_on: Mapped[date | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    line_count: Mapped[int | None]
    mapping: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class ItracLine(Base):
    """One entry line as the file gives it; derived from the kept file, so no history.

    Money is in US cents.
    """

    __tablename__ = "itrac_line"
    __table_args__ = (Index("ix_itrac_line_entry_date", "file_id", "entry_date"),)

    file_id: Mapped[str] = mapped_column(
        ForeignKey("itrac_file.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    entry_number: Mapped[str] = mapped_column(default="")
    entry_date: Mapped[date | None]
    entry_type: Mapped[str] = mapped_column(default="")
    importer_number: Mapped[str] = mapped_column(default="")
    origin: Mapped[str] = mapped_column(default="")
    export_country: Mapped[str] = mapped_column(default="")
    hts: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    supplier: Mapped[str] = mapped_column(default="")
    value: Mapped[int] = mapped_column(BigInteger, default=0)
    duty: Mapped[int] = mapped_column(BigInteger, default=0)
    tax: Mapped[int] = mapped_column(BigInteger, default=0)
    exam: Mapped[str] = mapped_column(default="")
    discrepancy: Mapped[str] = mapped_column(default="")
    program: Mapped[str] = mapped_column(default="")
    is_related: Mapped[bool] = mapped_column(default=False)
    transport: Mapped[str] = mapped_column(default="")
    port: Mapped[str] = mapped_column(default="")
    filer: Mapped[str] = mapped_column(default="")
    consignee: Mapped[str] = mapped_column(default="")
