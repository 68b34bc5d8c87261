"""Business partners: who they are, what was checked, and what was agreed."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class Partner(CompanyPart):
    """A company that handles, makes or moves the member's goods, or could."""

    __tablename__ = "partner"

    name: Mapped[str] = mapped_column(default="")
    roles: Mapped[str] = mapped_column(default="")
    services: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="active")
    handles_cargo: Mapped[bool] = mapped_column(default=False)
    since: Mapped[date | None]
    volume: Mapped[int | None]
    value: Mapped[int | None]
    country: Mapped[str] = mapped_column(default="")
    line1: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    ctpat_status: Mapped[str] = mapped_column(default="")
    monitoring: Mapped[str] = mapped_column(default="")
    svi_number: Mapped[str] = mapped_column(default="")
    program_id: Mapped[str | None] = mapped_column(
        ForeignKey("mra_program.id", ondelete="SET NULL"), index=True
    )
    aeo_number: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    checked_by: Mapped[str] = mapped_column(default="")
    checked_how: Mapped[str] = mapped_column(default="")
    next_check_on: Mapped[date | None]
    forced_labor: Mapped[str] = mapped_column(default="")
    forced_labor_on: Mapped[date | None]
    money_laundering: Mapped[str] = mapped_column(default="")
    money_laundering_on: Mapped[date | None]
    screening_note: Mapped[str] = mapped_column(default="")
    risk: Mapped[str] = mapped_column(default="")
    risk_reasons: Mapped[str] = mapped_column(default="")
    risk_on: Mapped[date | None]
    next_assessment_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class PartnerContact(CompanyPart):
    """A person at a partner, such as the one who answers the questionnaire."""

    __tablename__ = "partner_contact"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    first_name: Mapped[str] = mapped_column(default="")
    last_name: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    is_security: Mapped[bool] = mapped_column(default=False)
    notes: Mapped[str] = mapped_column(default="")


class PartnerAddress(CompanyPart):
    """A further place of a partner: where goods are made, stuffed or stored."""

    __tablename__ = "partner_address"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="")
    line1: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    postal_code: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class Certificate(CompanyPart):
    """A certificate of a partner with the day it runs out."""

    __tablename__ = "certificate"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[str] = mapped_column(default="")
    number: Mapped[str] = mapped_column(default="")
    issued_by: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Contract(CompanyPart):
    """What was agreed with a partner, and whether it names security."""

    __tablename__ = "contract"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    has_security_terms: Mapped[bool] = mapped_column(default=False)
    has_labor_terms: Mapped[bool] = mapped_column(default=False)
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class Assessment(CompanyPart):
    """One look at a partner's security: a questionnaire, a visit, an audit."""

    __tablename__ = "assessment"

    partner_id: Mapped[str] = mapped_column(
        ForeignKey("partner.id", ondelete="CASCADE"), index=True
    )
    year: Mapped[int | None]
    kind: Mapped[str] = mapped_column(default="")
    done_on: Mapped[date | None]
    done_by: Mapped[str] = mapped_column(default="")
    score: Mapped[int | None]
    band: Mapped[str] = mapped_column(default="")
    summary: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    request_id: Mapped[str | None] = mapped_column(
        ForeignKey("partner_request.id", ondelete="SET NULL"), index=True
    )


class MraProgram(CompanyPart):
    """A foreign program the US recognizes, as far as the list's date goes."""

    __tablename__ = "mra_program"

    country: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    as_of: Mapped[date | None]
    is_counted: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
