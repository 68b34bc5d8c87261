"""The day something is due on: the one typed, else our default, counted from another day.

A default is the program's own and can be changed; whoever shows it says so.
"""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, func, inspect, type_coerce
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form
from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.language import ntr, tr


def limits(session: Session) -> Limits:
    """Return the days the defaults go by, as the person has set them."""
    return Limits(**settings.group_of(session, "rules"))


def column(table: str, field: Field, known: Limits | None = None) -> Any:
    """Return the day that counts, for a statement; without `known` it wants those of `binds`."""
    columns = inspect(RECORDS[table]).columns
    typed, clock = columns[field.key], field.clock
    if clock is None:
        return typed
    days = bindparam(clock.limit) if known is None else _days(getattr(known, clock.limit))
    return func.coalesce(typed, type_coerce(func.date(columns[clock.after], days), Date))


def binds(known: Limits) -> dict[str, str]:
    """Return what a statement built without limits is run with."""
    return {name: _days(days) for name, days in asdict(known).items() if name.startswith("cbp_")}


def default(field: Field, values: Mapping[str, Any], known: Limits) -> date | None:
    """Return the day that counts for an empty field; None where a day is typed or none is known."""
    clock = field.clock
    start = values.get(clock.after) if clock else None
    if clock is None or values.get(field.key) is not None or not isinstance(start, date):
        return None
    return start + timedelta(days=getattr(known, clock.limit))


def note() -> str:
    """Say of a day that it is a default."""
    return tr("our default, check the letter")


def clocks(form: Form) -> list[Field]:
    """Return the fields of a form that have a default day."""
    return [field for field in form.columns if field.clock is not None]


def _days(days: int) -> str:
    return ntr("+{n} day", "+{n} days", days)
