"""Internal control of customs matters: risks, controls, self-testing, errors."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.companies import CompanyPart


class TradeRisk(CompanyPart):
    """How risky one area of customs compliance is, rated each year."""

    __tablename__ = "trade_risk"

    year: Mapped[int | None]
    area: Mapped[str] = mapped_column(default="")
    likelihood: Mapped[str] = mapped_column(default="")
    impact: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    tolerance: Mapped[str] = mapped_column(default="")
    controls: Mapped[str] = mapped_column(default="")
    assessed_on: Mapped[date | None]
    owner: Mapped[str] = mapped_column(default="")
    next_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class InternalControl(CompanyPart):
    """One control that keeps customs declarations right."""

    __tablename__ = "internal_control"

    name: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    how: Mapped[str] = mapped_column(default="")
    owner: Mapped[str] = mapped_column(default="")
    frequency: Mapped[str] = mapped_column(default="")
    is_in_use: Mapped[bool] = mapped_column(default=False)
    reviewed_on: Mapped[date | None]
    next_on: Mapped[date | None]
    changed_on: Mapped[date | None]
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")


class SelfTest(CompanyPart):
    """One test of customs transactions: the plan, the sample and the result."""

    __tablename__ = "self_test"

    title: Mapped[str] = mapped_column(default="")
    area: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    population: Mapped[int | None]
    population_value: Mapped[int | None]
    method: Mapped[str] = mapped_column(default="")
    sample_size: Mapped[int | None]
    seed: Mapped[str] = mapped_column(default="")
    tester: Mapped[str] = mapped_column(default="")
    is_independent: Mapped[bool] = mapped_column(default=False)
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    keep_until: Mapped[date | None]
    summary: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )


class TestedLine(CompanyPart):
    """One attribute checked on one line of an entry."""

    __tablename__ = "tested_line"

    self_test_id: Mapped[str] = mapped_column(
        ForeignKey("self_test.id", ondelete="CASCADE"), index=True
    )
    entry_number: Mapped[str] = mapped_column(default="")
    line: Mapped[str] = mapped_column(default="")
    attribute: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    found: Mapped[str] = mapped_column(default="")
    is_error: Mapped[bool] = mapped_column(default=False)
    kind: Mapped[str] = mapped_column(default="")
    duty_effect: Mapped[int | None]
    cause: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    disclosure_id: Mapped[str | None] = mapped_column(
        ForeignKey("disclosure.id", ondelete="SET NULL"), index=True
    )


class Disclosure(CompanyPart):
    """An error in what was declared, and how CBP hears of it."""

    __tablename__ = "disclosure"

    title: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(default="")
    notified_on: Mapped[date | None]
    due_on: Mapped[date | None]
    route: Mapped[str] = mapped_column(default="")
    entries: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    is_systemic: Mapped[bool] = mapped_column(default=False)
    duty_effect: Mapped[int | None]
    state: Mapped[str] = mapped_column(default="")
    disclosed_on: Mapped[date | None]
    reference: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")
    evidence_id: Mapped[str | None] = mapped_column(
        ForeignKey("evidence.id", ondelete="SET NULL"), index=True
    )
    notes: Mapped[str] = mapped_column(default="")
