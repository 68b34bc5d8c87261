"""CTPAT accounts, their yearly profiles and the responses in them."""

from datetime import date

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record
from ctpat_desktop.records.companies import CompanyPart

STATUSES = ("not_started", "in_place", "partly", "planned", "not_applicable")

NO_STATUS, NO_REASON = "no_status", "no_reason"
"""What stands in place of a status: words without one, or "not applicable" without a reason."""


class Account(CompanyPart):
    """One CTPAT membership of one entity type."""

    __tablename__ = "account"

    entity: Mapped[str] = mapped_column(default="importer")
    name: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    tier: Mapped[str] = mapped_column(default="")
    certified_on: Mapped[date | None]
    anniversary: Mapped[date | None]
    specialist_name: Mapped[str] = mapped_column(default="")
    specialist_contact: Mapped[str] = mapped_column(default="")
    next_validation_year: Mapped[int | None]
    borders_crossed: Mapped[str] = mapped_column(default="")


class Profile(Record):
    """The security profile of one account for one review year."""

    __tablename__ = "profile"

    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    year: Mapped[int]
    edition: Mapped[str] = mapped_column(default="")
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]


class Response(Record):
    """What the company says on one criterion, for the whole company or for one site."""

    __tablename__ = "response"
    __table_args__ = (
        Index(
            "uq_response_whole",
            "profile_id",
            "criterion",
            unique=True,
            sqlite_where=text("site_id IS NULL"),
        ),
        Index("uq_response_site", "profile_id", "criterion", "site_id", unique=True),
    )

    profile_id: Mapped[str] = mapped_column(ForeignKey("profile.id", ondelete="CASCADE"))
    criterion: Mapped[str]
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[str] = mapped_column(default="not_started")
    narrative: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    target_on: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    per_site: Mapped[bool] = mapped_column(default=False)
    portal_reference: Mapped[str] = mapped_column(default="")

    @property
    def lacks_reason(self) -> bool:
        """True where it is said not to apply, and not why."""
        return self.status == "not_applicable" and not (self.reason or "").strip()

    @property
    def standing(self) -> str:
        """The status as it counts: a status, or what is missing for one to count."""
        if self.lacks_reason:
            return NO_REASON
        words = f"{self.narrative or ''}{self.reason or ''}"
        return NO_STATUS if self.status == "not_started" and words.strip() else self.status

    @property
    def is_answered(self) -> bool:
        """True where a status counts."""
        return self.standing not in ("not_started", NO_STATUS, NO_REASON)


class Statement(Record):
    """One of several prompts under which the portal takes the answer to one criterion.

    `name` is what the portal shows; its number is its place among those of the answer. Documents
    that prove it are attached to it, and linked to the answer.
    """

    __tablename__ = "statement"

    response_id: Mapped[str] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
