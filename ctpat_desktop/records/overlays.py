"""What an account adds to the shipped catalogue: pasted CBP text, other levels, own rows."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record


class CriterionOverlay(Record):
    """One criterion as this account sees it; empty fields leave the catalogue's own."""

    __tablename__ = "criterion_overlay"
    __table_args__ = (UniqueConstraint("account_id", "criterion"),)

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    criterion: Mapped[str]
    official_text: Mapped[str] = mapped_column(default="")
    level: Mapped[str] = mapped_column(default="")
    is_own: Mapped[bool] = mapped_column(default=False)
    category: Mapped[int | None]
    title: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
