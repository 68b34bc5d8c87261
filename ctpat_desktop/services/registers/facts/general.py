"""Facts every register has: is it filled, what is its newest entry, which required fields lack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, case, literal, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.checklist.register_facts import Newest
from ctpat_desktop.checklist.rules_on_trade import TRADE_MARK
from ctpat_desktop.records import (
    RECORDS,
    AccountReview,
    BackupRun,
    Inspection,
    ManagementReview,
    Pickup,
    Procedure,
    ProgramAudit,
    RiskAssessment,
    SealAudit,
    SecurityCheck,
    Site,
    TradeMembership,
    Visitor,
    VulnerabilityTest,
)
from ctpat_desktop.services.registers import register_names
from ctpat_desktop.services.registers.facts import procedures
from ctpat_desktop.services.registers.facts.query import (
    STANDS,
    Column,
    Moment,
    Query,
    column,
    empty,
    rows,
    text,
)
from ctpat_desktop.support.language import tr

ELSEWHERE = frozenset(
    {
        "address",
        "contact",
        "identifier",
        "account",
        "evidence",
        "attachment",
        "import_report",
        "packet",
        "submission",
        "packet_signature",
        "question",
        "partner_answer",
        "policy_review",
        "comment",
        "seen_mark",
        "walk_form",
    }
)
"""Tables checked by other rules, filled in by the program, or moved over to another register."""

REGISTERS = tuple(table for table in register_names.TABLES if table not in ELSEWHERE)
"""Every table a person keeps as a register, parents first."""

MARKS: Mapping[str, tuple[str, Column]] = {
    "site.barriers": ("site", or_(Site.barriers != "", Site.barrier_kinds != "")),
    "site.lighting": ("site", Site.lighting != ""),
    "site.cameras": ("site", or_(Site.cameras != "", Site.camera_count.is_not(None))),
    TRADE_MARK: ("trade_membership", TradeMembership.status.in_(STANDS)),
}
"""What else counts as filled: columns of sites somebody has begun, and a living membership."""


@dataclass(frozen=True, slots=True, eq=False)
class NewestQuery:
    """The newest row of a log by a day, among the rows that pass the conditions."""

    name: str
    table: str
    day: Column
    conditions: tuple[Column, ...] = ()

    def read(self, session: Session, company_id: str, moment: Moment) -> Newest:
        """Return the newest row that is not in the future."""
        given = {"company": company_id, "today": moment.today}
        found = session.execute(_newest_row(self), given).first()
        return Newest(self.table, *found) if found else Newest(self.table)


@cache
def _newest_row(query: NewestQuery) -> Select[Any]:
    record = column(query.table, "id")
    own = column(query.table, "company_id") == bindparam("company")
    wanted = select(query.day, record).where(own, query.day <= bindparam("today"))
    return wanted.where(*query.conditions).order_by(query.day.desc(), record).limit(1)


def _policy(name: str, *criteria: str) -> NewestQuery:
    asked = (procedures.LIVES, procedures.names(*criteria))
    return NewestQuery(name, procedures.TABLE, Procedure.reviewed_on, asked)


def _check(name: str, *kinds: str) -> NewestQuery:
    """Return the newest test or round of a kind; what could not be done counts as none."""
    is_done = (SecurityCheck.kind.in_(kinds), SecurityCheck.outcome != "not_done")
    return NewestQuery(name, "security_check", SecurityCheck.done_on, is_done)


NEWEST = (
    _policy("policy_cyber", "4.1", "4.6"),
    _policy("policy_technology", "9.8"),
    _policy("policy_seal", "6.1"),
    NewestQuery("security_test", "vulnerability_test", VulnerabilityTest.done_on),
    NewestQuery("accounts", "account_review", AccountReview.done_on),
    NewestQuery("backup", "backup_run", BackupRun.run_on, (BackupRun.outcome == "good",)),
    NewestQuery("restore", "backup_run", BackupRun.restore_tested_on),
    NewestQuery("inspection", "inspection", Inspection.done_on),
    NewestQuery("recheck", "inspection", Inspection.done_on, (Inspection.place == "recheck",)),
    NewestQuery("seal_audit", "seal_audit", SealAudit.done_on),
    NewestQuery("visitor", "visitor", Visitor.visited_on),
    NewestQuery("pickup", "pickup", Pickup.picked_up_on),
    NewestQuery("program_audit", "program_audit", ProgramAudit.done_on),
    NewestQuery("risk_approved", "risk_assessment", RiskAssessment.approved_on),
    NewestQuery("management_review", "management_review", ManagementReview.held_on),
    _check("check_pest", "pest"),
    _check("check_footage", "footage"),
    _check("check_guards", "guard_audit"),
    _check("check_parcel", "parcel"),
    _check("check_trip", "trip"),
)


def filled(session: Session, company_id: str) -> frozenset[str]:
    """Return the tables with a row of the company, and the marks that hold; one statement."""
    names, asked = _checks()
    found = session.execute(asked, {"company": company_id}).one()
    return frozenset(name for name, there in zip(names, found, strict=True) if there)


@cache
def _checks() -> tuple[tuple[str, ...], Select[Any]]:
    """Return the tables and marks, and the statement that asks for all of them."""
    checks = {table: _any(table) for table in REGISTERS}
    checks |= {mark: _any(table, said) for mark, (table, said) in MARKS.items()}
    return tuple(checks), select(*checks.values())


def _any(table: str, *conditions: Column) -> Column:
    there = select(column(table, "id")).where(column(table, "company_id") == bindparam("company"))
    return there.where(*conditions).exists()


@cache
def incomplete() -> tuple[Query, ...]:
    """Return one query per register: the rows in which a required field is empty."""
    return tuple(
        Query(f"incomplete.{table}", table, _builder(form, fields))
        for table in REGISTERS
        for form in (load_form(table),)
        if (fields := [row for row in form.columns if row.required])
    )


def _builder(form: Form, fields: list[Field]) -> Callable[[Moment], Select[Any]]:
    lacking = {field.label: _is_empty(form.id, field) for field in fields}

    def build(_moment: Moment) -> Select[Any]:
        detail: Column = literal("")
        for label, lacks in lacking.items():
            detail = detail + case((lacks, f", {tr(label).lower()}"), else_="")
        return rows(RECORDS[form.id], _name(form), or_(*lacking.values()), detail=detail)

    return build


def _is_empty(table: str, field: Field) -> Column:
    value = column(table, field.key)
    if field.kind in (Kind.DATE, Kind.NUMBER, Kind.RECORD, Kind.EVIDENCE, Kind.YES_NO):
        return value.is_(None)
    return empty(value)


def _name(form: Form) -> Column:
    """Return the naming columns side by side; a record it points to is left out."""
    keys = [key for key in form.names if form.field(key).kind is not Kind.RECORD]
    name: Column = literal("")
    for key in keys:
        name = name + text(column(form.id, key)) + " "
    return name


def titles() -> dict[str, str]:
    """Return what the registers are called, by table."""
    return {table: load_form(table).plural for table in REGISTERS}
