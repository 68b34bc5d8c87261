"""Which days of a register are late: passed, and what was due then is not done.

A day counts while its record is open: not closed by its state, not done, and not followed by a
newer record of the same thing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, inspect, or_, select
from sqlalchemy.orm import aliased

from ctpat_desktop.catalogue.forms import Field, Form, load_form
from ctpat_desktop.records import RECORDS, Person, Record, ScreeningStep
from ctpat_desktop.services.registers import due_days
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

CLOSED = {
    "cbp_message": ("applies", ("no",)),
    "partner": ("status", ("ended",)),
    "action": ("status", ("done", "verified", "dropped")),
    "partner_request": ("state", ("returned", "accepted", "refused", "cancelled")),
    "annual_letter": ("state", ("sent",)),
    "disclosure": ("state", ("filed", "closed")),
    "remediation": ("state", ("plan", "closed")),
    "ruling_request": ("state", ("answered", "withdrawn")),
}
"""The values of a field by which a record's days do not count any more."""

DONE: dict[str, str | tuple[str, ...]] = {
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
    "validation_item": ("sent_on", "closed_on"),
}
"""The day on which what was due is done; of several, the first that is there."""

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

GOES_ON = frozenset({"bond", "officer_authority"})
"""Tables of SERIES whose record without that day has no end: nothing is newer."""

ENDS = frozenset({"valid_to", "expires_on", "ends_on", "certificate_expires_on"})
"""Fields whose day is an end, so what is past it has expired."""

Late = dict[str, dict[str, Due]]
"""The late days by record and field."""


def due_fields(table: str) -> list[Field]:
    """Return the fields of a register that hold a day something is due on."""
    return [field for field in load_form(table).columns if field.is_due]


def done_fields(table: str) -> tuple[str, ...]:
    """Return the fields of a register whose day says that what was due is done."""
    named = DONE.get(table, ())
    return (named,) if isinstance(named, str) else named


def default_words(workspace: Workspace, form: Form, values: Mapping[str, Any]) -> dict[str, str]:
    """Say, by field, which day counts where nobody typed one; nothing of what is done."""
    asked = due_days.clocks(form)
    if not asked or any(values.get(key) for key in done_fields(form.id)):
        return {}
    with workspace.read() as session:
        known = due_days.limits(session)
    found = {}
    for field in asked:
        day = due_days.default(field, values, known)
        if day is not None and field.clock is not None:
            found[field.key] = tr(
                "{day} counts while this is empty, {n} days after “{start}”: our default, not "
                "CBP's. Check the letter."
            ).format(
                day=day_text(day),
                n=getattr(known, field.clock.limit),
                start=tr(form.field(field.clock.after).label),
            )
    return found


def of_rows(workspace: Workspace, table: str, ids: Sequence[str], today: date) -> Late:
    """Return the late days of these records."""
    asked = due_fields(table)
    if not asked or not ids:
        return {}
    key = inspect(RECORDS[table]).columns["id"]
    found: Late = {}
    with workspace.read() as session:
        known = due_days.limits(session) if any(field.clock for field in asked) else None
        due = [due_days.column(table, field, known) for field in asked]
        query = (
            select(key, *due)
            .where(key.in_(ids), *is_open(table, is_few=True))
            .where(or_(*(day < today for day in due)))
        )
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
    found += [columns[key].is_(None) for key in done_fields(table)]
    if table in SERIES:
        ask = _has_newer if is_few else _is_older
        found.append(~ask(kind, *SERIES[table]))
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
    is_newer = getattr(newer, day) > mine[day]
    if kind.__tablename__ in GOES_ON:
        is_newer = or_(is_newer, getattr(newer, day).is_(None))
    return exists().where(*(getattr(newer, key) == mine[key] for key in same), is_newer)


def _is_older(kind: type[Record], same: tuple[str, ...], day: str) -> Any:
    """Return the same for a whole table, ranked once."""
    columns = inspect(kind).columns
    thing = [columns[key] for key in ("company_id", *same)]
    newest = columns[day].desc()
    goes_on = kind.__tablename__ in GOES_ON
    order = newest.nulls_first() if goes_on else newest.nulls_last()
    rank = func.rank().over(partition_by=thing, order_by=order)
    ranked = select(columns["id"], columns[day].label("day"), rank.label("place")).subquery()
    older = select(ranked.c.id).where(ranked.c.place > 1, ranked.c.day.is_not(None))
    return columns["id"].in_(older)
