"""Which records of a company people may mean by a name, for reading sheets and mail."""

from collections.abc import Iterator

from sqlalchemy import Table, inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Form, Kind, load_form
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.importing.cells import Names, Several
from ctpat_desktop.services.wording import word
from ctpat_desktop.support.words import folded


def names_in(session: Session, company_id: str, table: str) -> Names:
    """Return the records of one table by every name they may be meant by, folded."""
    found: dict[str, str | Several] = {}
    for record_id, names in _named(session, company_id, table):
        for name in dict.fromkeys(filter(None, map(folded, names))):
            there = found.get(name)
            if there is None:
                found[name] = record_id
            elif isinstance(there, Several):
                found[name] = Several(there.ids | {record_id})
            elif there != record_id:
                found[name] = Several(frozenset((there, record_id)))
    return found


def is_simple(form: Form) -> bool:
    """Return whether a name alone makes a record: one naming text, nothing else required."""
    if len(form.names) != 1 or form.field(form.names[0]).kind is not Kind.TEXT:
        return False
    return all(field.key in form.names for field in form.columns if field.required)


def _named(session: Session, company_id: str, table: str) -> Iterator[tuple[str, list[str]]]:
    columns = _columns(table)
    if table == "evidence":
        query = select(columns.c.id, columns.c.title, columns.c.filename)
        for record_id, title, filename in session.execute(
            query.where(columns.c.company_id == company_id)
        ).all():
            yield record_id, [title, filename]
        return
    form = load_form(table)
    fields = [form.field(key) for key in form.names]
    query = select(columns.c.id, *(columns.c[field.key] for field in fields))
    rows = session.execute(query.where(columns.c.company_id == company_id)).all()
    inner = {
        (field.to, key): names[0]
        for field in fields
        if field.kind is Kind.RECORD
        for key, names in _named(session, company_id, field.to)
    }
    for record_id, *values in rows:
        shown = [word(field, value, inner) for field, value in zip(fields, values, strict=True)]
        stored = [str(value or "") for value in values]
        forms = [" ".join(filter(None, shown)), " ".join(filter(None, stored))]
        if len(shown) > 1:
            forms += [" ".join(reversed(shown))]
        yield record_id, forms


def _columns(table: str) -> Table:
    found = inspect(RECORDS[table]).local_table
    assert isinstance(found, Table)  # noqa: S101 - every record is mapped to a table of its own
    return found
