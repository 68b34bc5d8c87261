"""Turns stored values into the words people read in lists, sheets and prints."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.records import RECORDS, Evidence, Record
from ctpat_desktop.support.dates import day_text

Names = Mapping[tuple[str, str], str]
"""What records are called, by table and id."""


def word(field: Field, value: Any, names: Names) -> str:
    """Return one stored value as people read it; "" for nothing."""
    if value is None or value == "":
        return ""
    if field.kind in (Kind.RECORD, Kind.EVIDENCE):
        return names.get((field.to or "evidence", str(value)), "")
    return _WORDS.get(field.kind, _plain)(field, value)


def names_for(session: Session, form: Form, records: Iterable[Record]) -> Names:
    """Return the names of everything these records point to, with one query per table."""
    values = [[getattr(record, field.key) for field in form.columns] for record in records]
    return names_of(session, form.columns, values)


def names_of(session: Session, shown: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Names:
    """Return the names of everything rows of values point to; each value belongs to a field."""
    pointing = [
        (place, field.to or "evidence")
        for place, field in enumerate(shown)
        if field.kind in (Kind.RECORD, Kind.EVIDENCE)
    ]
    wanted: dict[str, set[str]] = {}
    for row in rows if pointing else ():
        for place, table in pointing:
            if row[place]:
                wanted.setdefault(table, set()).add(row[place])
    names: dict[tuple[str, str], str] = {}
    for table, ids in wanted.items():
        names.update(named(session, table, ids))
    return names


def named(session: Session, table: str, ids: Iterable[str]) -> Names:
    """Return what records of one table are called; ids that are gone are left out."""
    if table == "evidence":
        query = select(Evidence.id, Evidence.title).where(Evidence.id.in_(ids))
        return {("evidence", row[0]): row[1] for row in session.execute(query)}
    form, kind = load_form(table), RECORDS[table]
    records = session.scalars(select(kind).where(kind.id.in_(ids))).all()
    inner: Names = {}
    if any(form.field(key).kind is Kind.RECORD for key in form.names):
        inner = names_for(session, form, records)
    return {(table, record.id): name_of(form, record, inner) for record in records}


def name_of(form: Form, record: Record, names: Names) -> str:
    """Return what a record is called: the words of its naming fields."""
    words = (word(form.field(key), getattr(record, key), names) for key in form.names)
    return " ".join(filter(None, words))


@cache
def countries(language: str = "en") -> dict[str, str]:
    """Return the names of all countries by ISO 3166 code of two letters."""
    from babel import Locale

    names = Locale(language).territories
    return {code: str(name) for code, name in names.items() if len(code) == 2 and code.isalpha()}


def _choice(field: Field, value: Any) -> str:
    return next((row.label for row in field.choices if row.value == value), str(value))


def _choices(field: Field, value: Any) -> str:
    return ", ".join(_choice(field, part) for part in str(value).split(";") if part)


def _yes(_field: Field, value: Any) -> str:
    return "Yes" if value else "No"


def _country(_field: Field, value: Any) -> str:
    return countries().get(str(value).upper(), str(value))


def _plain(_field: Field, value: Any) -> str:
    return day_text(value) if isinstance(value, date) else str(value)


_WORDS = {
    Kind.CHOICE: _choice,
    Kind.IDENTIFIER: _plain,
    Kind.MULTI_CHOICE: _choices,
    Kind.YES_NO: _yes,
    Kind.COUNTRY: _country,
}
