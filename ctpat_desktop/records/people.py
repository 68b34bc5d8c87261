"""The company's own people: positions, screening, access devices and leaving."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Position(CompanyPart):
    """A job in the company, and whether it is sensitive."""

    __tablename__ = "position"

    title: Mapped[str] = mapped_column(default="")
    department: Mapped[str] = mapped_column(default="")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    sensitive_kind: Mapped[str] = mapped_column(default="")
    checks: Mapped[str] = mapped_column(default="")
    renew_months: Mapped[int | None]
    duties: Mapped[str] = mapped_column(default="")


class Person(CompanyPart):
    """A person who works for the company. No personal numbers are kept."""

    __tablename__ = "person"

    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    staff_code: Mapped[str] = mapped_column(default="")
    position_id: Mapped[str | None] = mapped_column(
        ForeignKey("position.id", ondelete="SET NULL"), index=True
    )
    site_id: Mapped[str | None] = mapped_column(
        ForeignKey("site.id", ondelete="SET NULL"), index=True
    )
    employment: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date | None]
    code_signed_on: Mapped[date | None]
    left_on: Mapped[date | None]
    badge_returned_on: Mapped[date | None]
    keys_returned_on: Mapped[date | None]
    accounts_closed_on: Mapped[date | None]
    gate_told_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")

    @property
    def full_name(self) -> str:
        """First and last name with one space between."""
        return f"{self.first_name} {self.last_name}".strip()


class ScreeningStep(CompanyPart):
    """One check of a person; the result itself is kept elsewhere."""

    __tablename__ = "screening_step"

    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    check_kind: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    outcome: Mapped[str] = mapped_column(default="")
    done_by: Mapped[str] = mapped_column(default="")
    kept_where: Mapped[str] = mapped_column(default="")
    renew_on: Mapped[date | None]


class Device(CompanyPart):
    """A badge, key or code given to a person and taken back."""

    __tablename__ = "device"

    person_id: Mapped[str | None] = mapped_column(
        ForeignKey("person.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    issued_by: Mapped[str] = mapped_column(default="")
    returned_on: Mapped[date | None]
    lost_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")
