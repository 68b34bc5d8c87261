"""What was imported into the registers, row by row accounted for."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class ImportReport(CompanyPart):
    """One import; `accepted` rows were written, and `details` say how each row ended.

    `row_count` is the sum of `accepted`, `unchanged`, `refused` and the conflicts of `details` in
    which what was here was kept.
    """

    __tablename__ = "import_report"

    table_name: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime | None]
    row_count: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    details: Mapped[str] = mapped_column(default="")
