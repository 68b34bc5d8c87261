"""The company as the portal asks for it: names, addresses, contacts, identifiers, sites."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record


class Company(Record):
    """One trade account: a legal entity with everything the portal asks about it."""

    __tablename__ = "company"

    name: Mapped[str] = mapped_column(default="")
    doing_business_as: Mapped[str] = mapped_column(default="")
    ownership: Mapped[str] = mapped_column(default="")
    started_on: Mapped[date | None]
    phone: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    employees: Mapped[int | None]
    history: Mapped[str] = mapped_column(default="")
    exemption_token: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class CompanyPart(Record):
    """A record that belongs to exactly one company."""

    __abstract__ = True

    company_id: Mapped[str] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )


class Address(CompanyPart):
    """An address the portal should know: headquarters, offices, cargo handling places."""

    __tablename__ = "address"

    kind: Mapped[str] = mapped_column(default="")
    line1: Mapped[str] = mapped_column(default="")
    line2: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    is_mailing: Mapped[bool] = mapped_column(default=False)
    is_primary: Mapped[bool] = mapped_column(default=False)


class Contact(CompanyPart):
    """A person CBP may call; the primary one must be a company officer."""

    __tablename__ = "contact"

    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="")
    is_officer: Mapped[bool] = mapped_column(default=False)
    is_primary: Mapped[bool] = mapped_column(default=False)
    is_notified: Mapped[bool] = mapped_column(default=False)

    @property
    def full_name(self) -> str:
        """First and last name with one space between."""
        return f"{self.first_name} {self.last_name}".strip()


class Identifier(CompanyPart):
    """A business entity identifier such as an IOR number or a SCAC."""

    __tablename__ = "identifier"

    kind: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Site(CompanyPart):
    """A place of the company where answers may differ."""

    __tablename__ = "site"

    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    line1: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    handles_cargo: Mapped[bool] = mapped_column(default=False)
    employees: Mapped[int | None]
    barrier_kinds: Mapped[str] = mapped_column(default="")
    barriers: Mapped[str] = mapped_column(default="")
    gate_count: Mapped[int | None]
    gates: Mapped[str] = mapped_column(default="")
    lighting: Mapped[str] = mapped_column(default="")
    parking: Mapped[str] = mapped_column(default="")
    alarm: Mapped[str] = mapped_column(default="")
    alarm_tested_on: Mapped[date | None]
    camera_count: Mapped[int | None]
    cameras: Mapped[str] = mapped_column(default="")
    footage_days: Mapped[int | None]
    access_control: Mapped[str] = mapped_column(default="")
    keys: Mapped[str] = mapped_column(default="")
    guard_company: Mapped[str] = mapped_column(default="")
    guards: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
