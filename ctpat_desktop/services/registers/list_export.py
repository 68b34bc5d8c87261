"""Lists and single records leave the program as people read them: XLSX, CSV and printed pages.

What is exported can be imported again: the same labels, country names and record names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, load_form
from ctpat_desktop.catalogue.values import Names, value_text
from ctpat_desktop.documents.registers.register_pages import (
    Group,
    SubRecords,
    list_tree,
    record_tree,
)
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.xlsx_book import Cell
from ctpat_desktop.reading.naming import names_for_records, names_for_rows, record_name
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.accounts.companies import dossier
from ctpat_desktop.services.accounts.paper import dossier_pdf, note_of
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.support.own_language import on_paper
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace.bulk import parts

MOST_PRINTED = 5_000
"""Rows of the longest list that is printed; about 150 pages."""

Stored = tuple[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a register is written; None stands for all records or all columns."""

    table: str
    ids: Sequence[str] | None = None
    columns: Sequence[str] | None = None


@on_paper
def export(
    scope: Scope,
    selection: Selection,
    path: Path,
    progress: Progress | None = None,
) -> ExportResult:
    """Write records of a register as .xlsx or .csv."""
    form, told = load_form(selection.table), progress or Silent()
    asked = _asked(form, selection.columns)
    told.step(0, 3, tr("Reading the list"))
    with scope.workspace.read() as session:
        found = list(_stored(session, scope.company_id, form, selection.ids, asked))
        names = _names(session, asked, found)
    told.step(1, 3, tr("Writing the list"))
    headers = [tr(field.label) for field in asked]
    rows = [[_cell(field, values[field.key], names) for field in asked] for _, values in found]
    result = write_list(path, tr(form.plural), headers, rows, date.today())
    told.step(3, 3)
    return result


def in_words(scope: Scope, table: str) -> tuple[list[str], list[list[Cell]]]:
    """Return headings and rows of a whole register, as an export writes them."""
    form = load_form(table)
    asked = _asked(form, None)
    with scope.workspace.read() as session:
        found = list(_stored(session, scope.company_id, form, None, asked))
        names = _names(session, asked, found)
    rows = [[_cell(field, values[field.key], names) for field in asked] for _, values in found]
    return [tr(field.label) for field in asked], rows


@on_paper
def list_pdf(
    scope: Scope,
    selection: Selection,
) -> bytes:
    """Return a list as PDF, its list columns where none are named; Problem where it is too long."""
    form, read = load_form(selection.table), dossier(scope.workspace, scope.account_id)
    keys = selection.columns or [field.key for field in form.columns if field.in_list]
    with scope.workspace.read() as session:
        headers, rows = _words(session, read.company.id, form, selection.ids, _asked(form, keys))
    if len(rows) > MOST_PRINTED:
        raise Problem(
            tr("{n} rows are too many to print.").format(n=number_text(len(rows))),
            tr("Filter the list, or export it as a sheet."),
        )
    note = note_of(read.company.name, scope.today)
    title = tr(form.plural)
    count = ntr("{n} record", "{n} records", len(rows))
    tree = list_tree(title, f"{note} · {count}", headers, rows)
    return dossier_pdf(read, tree, title, scope.today)


@on_paper
def record_pdf(scope: Scope, table: str, record_id: str) -> bytes:
    """Return one record with everything that belongs to it as PDF."""
    form, read = load_form(table), dossier(scope.workspace, scope.account_id)
    with scope.workspace.read() as session:
        record = records.existing(session, table, record_id)
        names = names_for_records(session, form, [record])
        title = record_name(form, record, names) or tr(form.title)
        values = {asked.key: getattr(record, asked.key) for asked in form.columns}
        inner = [_part(session, read.company.id, form, key, record_id) for key in form.parts]
    groups = _groups(form, values, names)
    tree = record_tree(
        f"{tr(form.title)}: {title}", note_of(read.company.name, scope.today), groups, inner
    )
    return dossier_pdf(read, tree, title, scope.today)


def _groups(form: Form, values: Mapping[str, Any], names: Names) -> list[Group]:
    groups: list[tuple[str, list[tuple[str, str]]]] = [("", [])]
    for asked in form.columns:
        if asked.group:
            groups.append((tr(asked.group), []))
        pair = (tr(asked.label), value_text(asked, values[asked.key], names, paper_text))
        groups[-1][1].append(pair)
    return [Group(title, tuple(facts)) for title, facts in groups]


def _part(
    session: Session, company_id: str, parent: Form, table: str, record_id: str
) -> SubRecords:
    form = load_form(table)
    link = f"{parent.id}_id"
    asked = tuple(field for field in form.columns if field.key != link)
    column = inspect(RECORDS[table]).columns[link]
    ids = session.scalars(select(RECORDS[table].id).where(column == record_id)).all()
    headers, rows = _words(session, company_id, form, ids, asked)
    return SubRecords(tr(form.plural), headers, rows)


def _words(
    session: Session,
    company_id: str,
    form: Form,
    ids: Sequence[str] | None,
    asked: Sequence[Field],
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    found = list(_stored(session, company_id, form, ids, asked))
    names = _names(session, asked, found)
    rows = tuple(
        tuple(value_text(field, values[field.key], names, paper_text) for field in asked)
        for _, values in found
    )
    return tuple(tr(field.label) for field in asked), rows


def _asked(form: Form, columns: Sequence[str] | None) -> tuple[Field, ...]:
    if columns is None:
        return form.columns
    return tuple(form.field(key) for key in columns)


def _stored(
    session: Session,
    company_id: str,
    form: Form,
    ids: Sequence[str] | None,
    asked: Sequence[Field],
) -> Iterator[Stored]:
    """Yield the asked values of records: all of the company, or the named ones in that order."""
    columns = inspect(RECORDS[form.id]).columns
    keys = [field.key for field in asked]
    query = select(columns["id"], *(columns[key] for key in keys)).where(
        columns["company_id"] == company_id
    )
    if ids is None:
        named = [columns[key] for key in form.names]
        for row in session.execute(query.order_by(columns["position"], *named, columns["id"])):
            yield row[0], dict(zip(keys, row[1:], strict=True))
        return
    for part in parts(ids):
        rows = session.execute(query.where(columns["id"].in_(part))).all()
        there = {row[0]: dict(zip(keys, row[1:], strict=True)) for row in rows}
        yield from ((name, there[name]) for name in part if name in there)


def _names(session: Session, asked: Sequence[Field], rows: Sequence[Stored]) -> Names:
    return names_for_rows(session, asked, [tuple(values.values()) for _, values in rows])


def _cell(field: Field, value: Any, names: Names) -> Cell:
    """Return a value as a sheet holds it: dates and numbers as such, the rest in words."""
    if isinstance(value, date) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    return value_text(field, value, names)
