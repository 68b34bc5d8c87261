"""Trade Compliance: the membership, who and what it covers, what was answered and reported."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class TradeMembership(CompanyPart):
    """The importer's place in the Trade Compliance program."""

    __tablename__ = "trade_membership"

    status: Mapped[str] = mapped_column(default="")
    residency: Mapped[str] = mapped_column(default="")
    security_standing: Mapped[str] = mapped_column(default="")
    debts: Mapped[str] = mapped_column(default="")
    debts_checked_on: Mapped[date | None]
    complies: Mapped[str] = mapped_column(default="")
    manual_evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    audit_trail: Mapped[str] = mapped_column(default="")
    applied_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    first_letter_on: Mapped[date | None]
    keep_years: Mapped[int | None]
    manager_name: Mapped[str] = mapped_column(default="")
    manager_contact: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class Bond(CompanyPart):
    """A customs bond; Trade Compliance members have a continuous import bond."""

    __tablename__ = "bond"

    number: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    activity: Mapped[str] = mapped_column(default="")
    surety: Mapped[str] = mapped_column(default="")
    amount: Mapped[int | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class CoveredIor(CompanyPart):
    """One importer of record number and the unit of the company behind it."""

    __tablename__ = "covered_ior"

    identifier_id: Mapped[str | None] = mapped_column(
        ForeignKey("identifier.id", ondelete="SET NULL"), index=True
    )
    legal_name: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    is_selected: Mapped[bool] = mapped_column(default=False)
    is_managed_in_us: Mapped[bool] = mapped_column(default=False)
    imports_since: Mapped[date | None]
    last_import_on: Mapped[date | None]
    bond_id: Mapped[str | None] = mapped_column(
        ForeignKey("bond.id", ondelete="SET NULL"), index=True
    )
    responsible: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class OfficerAuthority(CompanyPart):
    """What lets an officer bind the company."""

    __tablename__ = "officer_authority"

    contact_id: Mapped[str | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    source: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    valid_to: Mapped[date | None]
    may_sign_mou: Mapped[bool] = mapped_column(default=False)
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class TradeAnswer(CompanyPart):
    """One answer on eligibility, the questionnaire or forced labor, for one year."""

    __tablename__ = "trade_answer"

    list: Mapped[str] = mapped_column(default="")
    question: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    improve: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    answered_on: Mapped[date | None]


class TradeChange(CompanyPart):
    """A change of people, organization or procedures that CBP should hear of."""

    __tablename__ = "trade_change"

    what: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    happened_on: Mapped[date | None]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    is_major: Mapped[bool] = mapped_column(default=False)
    report_by: Mapped[date | None]
    reported_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class AnnualLetter(CompanyPart):
    """The Annual Notification Letter of one year."""

    __tablename__ = "annual_letter"

    year: Mapped[int | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[str | None] = mapped_column(
        ForeignKey("contact.id", ondelete="SET NULL"), index=True
    )
    sent_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class LetterPart(CompanyPart):
    """What the officer says under one head of the letter."""

    __tablename__ = "letter_part"

    annual_letter_id: Mapped[str] = mapped_column(
        ForeignKey("annual_letter.id", ondelete="CASCADE"), index=True
    )
    head: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class RulingRequest(CompanyPart):
    """A ruling or internal advice asked of CBP."""

    __tablename__ = "ruling_request"

    subject: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    asked_on: Mapped[date | None]
    expected_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
