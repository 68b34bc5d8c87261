"""Which days of a register are late: passed, and what was due then is not done.

A day counts while its record is open: not closed by its state, not done, and not followed by a
newer record of the same thing.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, inspect, or_, select
from sqlalchemy.orm import aliased

from ctpat_desktop.catalogue.forms import Field, load_form
from ctpat_desktop.records import RECORDS, Person, Record, ScreeningStep
from ctpat_desktop.support.due import Due
from ctpat_desktop.workspace.unit import Workspace

CLOSED = {
    "partner": ("status", ("ended",)),
    "action": ("status", ("done", "verified", "dropped")),
    "partner_request": ("state", ("returned", "accepted", "refused", "cancelled")),
    "annual_letter": ("state", ("sent",)),
    "disclosure": ("state", ("filed", "closed")),
    "remediation": ("state", ("plan", "closed")),
    "ruling_request": ("state", ("answered", "withdrawn")),
}
"""The values of a field by which a record's days do not count any more."""

DONE = {
    "annual_letter": "sent_on",
    "appeal_file": "filed_on",
    "cbp_message": "answered_on",
    "detention": "result_on",
    "detention_step": "done_on",
    "diligence_letter": "answered_on",
    "disclosure": "disclosed_on",
    "discrepancy": "settled_on",
    "incident": "closed_on",
    "procedure": "retired_on",
    "remediation": "closed_on",
    "ruling_request": "answered_on",
    "self_test": "done_on",
    "tested_line": "closed_on",
    "trade_change": "reported_on",
    "validation": "answered_on",
    "validation_item": "closed_on",
}
"""The day on which what was due is done."""

SERIES = {
    "account_review": (("system",), "done_on"),
    "policy_review": (("policy",), "reviewed_on"),
    "vulnerability_test": (("scope",), "done_on"),
    "screening_step": (("person_id", "check_kind"), "done_on"),
    "certificate": (("partner_id", "kind"), "expires_on"),
    "contract": (("partner_id", "kind"), "ends_on"),
    "officer_authority": (("contact_id",), "valid_to"),
    "bond": (("kind",), "valid_to"),
    "code_of_conduct": (("title",), "next_on"),
    "trade_risk": (("area",), "assessed_on"),
    "program_audit": (("scope",), "done_on"),
    "management_review": ((), "held_on"),
    "risk_assessment": ((), "approved_on"),
    "security_check": (("kind", "subject"), "done_on"),
}
"""What a record is about, and the day that says which record on it is the newest."""

ENDS = frozenset({"valid_to", "expires_on", "ends_on", "certificate_expires_on"})
"""Fields whose day is an end, so what is past it has expired."""

Late = dict[str, dict[str, Due]]
"""The late days by record and field."""


def due_fields(table: str) -> list[Field]:
    """Return the fields of a register that hold a day something is due on."""
    return [field for field in load_form(table).columns if field.is_due]


def of_rows(workspace: Workspace, table: str, ids: Sequence[str], today: date) -> Late:
    """Return the late days of these records."""
    asked = due_fields(table)
    if not asked or not ids:
        return {}
    columns = inspect(RECORDS[table]).columns
    query = (
        select(columns["id"], *(columns[field.key] for field in asked))
        .where(columns["id"].in_(ids), *is_open(table, is_few=True))
        .where(or_(*(columns[field.key] < today for field in asked)))
    )
    found: Late = {}
    with workspace.read() as session:
        for row in session.execute(query):
            days = zip(asked, row[1:], strict=True)
            dues = {field.key: Due(day, today, is_end=field.key in ENDS) for field, day in days}
            found[row[0]] = {key: due for key, due in dues.items() if due.is_late}
    return found


def is_open(table: str, *, is_few: bool = False) -> list[ColumnElement[bool]]:
    """Return what must hold of a record for its days to count.

    With `is_few` only some records are asked about, so each looks for its own follower.
    """
    kind = RECORDS[table]
    columns = inspect(kind).columns
    found: list[ColumnElement[bool]] = []
    if table in CLOSED:
        key, values = CLOSED[table]
        found.append(columns[key].not_in(values))
    if table in DONE:
        found.append(columns[DONE[table]].is_(None))
    if table in SERIES:
        followed = _has_newer(kind, *SERIES[table]) if is_few else _is_older(kind, *SERIES[table])
        found.append(~followed)
    if kind is ScreeningStep:
        gone = and_(Person.id == ScreeningStep.person_id, Person.left_on.is_not(None))
        found.append(~exists().where(gone))
    return found


def _has_newer(kind: type[Record], same: tuple[str, ...], day: str) -> Any:
    """Return whether a newer record on the same thing is there.

    A thing that is a record itself belongs to one company; its own index finds it.
    """
    mine, newer = inspect(kind).columns, aliased(kind)
    has_index = any(key.endswith("_id") for key in same)
    same = same if has_index else ("company_id", *same)
    return exists().where(
        *(getattr(newer, key) == mine[key] for key in same),
        getattr(newer, day) > mine[day],
    )


def _is_older(kind: type[Record], same: tuple[str, ...], day: str) -> Any:
    """Return the same for a whole table, ranked once."""
    columns = inspect(kind).columns
    thing = [columns[key] for key in ("company_id", *same)]
    rank = func.rank().over(partition_by=thing, order_by=columns[day].desc().nulls_last())
    ranked = select(columns["id"], columns[day].label("day"), rank.label("place")).subquery()
    older = select(ranked.c.id).where(ranked.c.place > 1, ranked.c.day.is_not(None))
    return columns["id"].in_(older)
