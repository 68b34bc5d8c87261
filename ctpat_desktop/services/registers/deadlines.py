"""What falls due in the registers: the days that forms mark as deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    Row,
    Select,
    bindparam,
    inspect,
    literal_column,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.catalogue.values import Names
from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.naming import UNASKED, names_of_ids
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.registers import due_days, lateness
from ctpat_desktop.services.registers.register_names import TABLES
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

MOST = 30
"""Deadlines read of one field."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day on which a record of a register falls due."""

    day: date
    words: str
    place: Place
    is_end: bool = False
    """True where the day is one something ends on."""
    company_id: str = ""
    """Whose record it is, where it was read from the registers."""


@cache
def watched() -> tuple[str, ...]:
    """Return the tables that have deadlines."""
    forms = (load_form(table) for table in TABLES if table not in UNASKED)
    return tuple(form.id for form in forms if any(field.is_due for field in form.columns))


def between(workspace: Workspace, company_id: str, first: date, last: date) -> list[Deadline]:
    """Return the deadlines of all registers from one day to another, the nearest first."""
    with workspace.read() as session:
        return read(session, company_id, first, last)


def read(
    session: Session, company_id: str, first: date, last: date, most: int = MOST
) -> list[Deadline]:
    """Return the deadlines of a company, or with "" of every company of the file, nearest first.

    Of each field no more than `most` are read.
    """
    given: dict[str, Any] = {"first": first, "last": last, "most": most}
    given |= {"company": company_id} if company_id else {}
    given |= due_days.binds(due_days.limits(session))
    rows = session.execute(_days(is_one=bool(company_id)), given).all()
    names = _names(session, rows)
    nearest = sorted(rows, key=lambda row: (row.day, row.number))
    return [_deadline(row, names) for row in nearest]


def late(scope: Scope) -> list[Deadline]:
    """Return the days of all registers that have passed with what was due undone, oldest first."""
    return between(scope.workspace, scope.company_id, date.min, scope.today - timedelta(days=1))


@cache
def _due() -> tuple[tuple[Form, Field], ...]:
    """Return every field that holds a day something is due on, with its form."""
    forms = map(load_form, watched())
    return tuple((form, field) for form in forms for field in form.columns if field.is_due)


@cache
def _days(*, is_one: bool) -> CompoundSelect[Any]:
    """Return the one statement for all these days: field's number in `_due`, record, day, company.

    With `is_one` it asks about one company.
    """
    numbers = range(len(_due()))
    return union_all(*(select(_days_of(number, is_one=is_one).subquery()) for number in numbers))


def _days_of(number: int, *, is_one: bool) -> Select[Any]:
    form, field = _due()[number]
    columns = inspect(RECORDS[form.id]).columns
    day, owner = due_days.column(form.id, field), owner_of(form)
    shown: tuple[Any, ...] = (
        literal_column(str(number)).label("number"),
        columns["id"],
        day.label("day"),
        columns["company_id"],
        columns[field.key].is_(None).label("is_default"),
        columns[owner.key].label("owner") if owner else null().label("owner"),
    )
    is_asked = [day.between(bindparam("first"), bindparam("last")), *lateness.is_open(form.id)]
    if is_one:
        is_asked.append(columns["company_id"] == bindparam("company"))
    most = bindparam("most", type_=Integer)
    return select(*shown).where(*is_asked).order_by(day).limit(most)


@cache
def owner_of(form: Form) -> Field | None:
    """Return the field that says whose a record is, where its name leaves that open."""
    asked = (row for row in form.columns if row.kind is Kind.RECORD and row.required)
    return next((row for row in asked if row.key not in form.names), None)


def _names(session: Session, rows: Iterable[Row[Any]]) -> Names:
    """Return what the records and their owners are called, with one query per table."""
    ids: dict[str, set[str]] = {}
    for row in rows:
        form = _due()[row.number][0]
        ids.setdefault(form.id, set()).add(row.id)
        owner = owner_of(form)
        if owner is not None and row.owner:
            ids.setdefault(owner.to, set()).add(row.owner)
    names: dict[tuple[str, str], str] = {}
    for table, of_table in ids.items():
        names.update(names_of_ids(session, table, of_table))
    return names


def _deadline(row: Row[Any], names: Names) -> Deadline:
    form, field = _due()[row.number]
    owner, name = owner_of(form), names[form.id, row.id]
    if owner is not None and row.owner:
        name = f"{name} ({names[owner.to, row.owner]})"
    words = f"{name}: {tr(field.label).lower()}"
    return Deadline(
        row.day,
        f"{words} ({due_days.note()})" if row.is_default else words,
        Place(form.id, table=form.id, record_id=row.id, field=field.key),
        field.key in lateness.ENDS,
        row.company_id,
    )
