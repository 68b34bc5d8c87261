"""What falls due in the registers: the days that forms mark as deadlines."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services import wording
from ctpat_desktop.services.registers import lateness
from ctpat_desktop.services.registers.records import UNASKED
from ctpat_desktop.services.registers.register_names import TABLES
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


@cache
def watched() -> tuple[str, ...]:
    """Return the tables that have deadlines."""
    forms = (load_form(table) for table in TABLES if table not in UNASKED)
    return tuple(form.id for form in forms if any(field.is_due for field in form.columns))


def between(workspace: Workspace, company_id: str, first: date, last: date) -> list[Deadline]:
    """Return the deadlines of all registers from one day to another, the nearest first."""
    found: list[Deadline] = []
    with workspace.read() as session:
        for form in map(load_form, watched()):
            for field in form.columns:
                if field.is_due:
                    found += _of_field(session, form, field, company_id, (first, last))
    return sorted(found, key=lambda row: row.day)


def late(workspace: Workspace, company_id: str, today: date) -> list[Deadline]:
    """Return the days of all registers that have passed with what was due undone, oldest first."""
    return between(workspace, company_id, date.min, today - timedelta(days=1))


def _of_field(
    session: Session, form: Form, field: Field, company_id: str, span: tuple[date, date]
) -> list[Deadline]:
    kind = RECORDS[form.id]
    columns = inspect(kind).columns
    query = select(kind).where(
        columns["company_id"] == company_id, columns[field.key].between(*span)
    )
    query = query.where(*lateness.is_open(form.id))
    records = session.scalars(query.order_by(columns[field.key]).limit(MOST)).all()
    names = wording.names_for(session, form, records)
    return [
        Deadline(
            getattr(record, field.key),
            f"{wording.name_of(form, record, names)}: {field.label.lower()}",
            Place(form.id, table=form.id, record_id=record.id, field=field.key),
            field.key in lateness.ENDS,
        )
        for record in records
    ]
