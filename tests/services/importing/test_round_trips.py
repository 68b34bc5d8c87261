"""Every register: importing its own export changes nothing, one changed field is reported alone."""

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from ctpat_desktop.catalogue.forms import Kind, load_form
from ctpat_desktop.cli.import_lists import NOT_IMPORTED
from ctpat_desktop.reading.naming import UNASKED
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import Outcome
from ctpat_desktop.services.importing.keys import is_parent
from ctpat_desktop.services.registers import list_export, register_names
from ctpat_desktop.support import language

TABLES = [table for table in register_names.TABLES if table not in {*UNASKED, *NOT_IMPORTED}]
NAMED_IN_WORDS = frozenset({"validation_item"})
"""A validation is named by a choice and its day, such as "On site 03/07/2023": in each language it
is named otherwise, and nobody reads that back yet."""
TEXTS = (Kind.TEXT, Kind.LONG_TEXT, Kind.PERSON, Kind.IDENTIFIER)


@pytest.fixture(scope="module")
def company(sample_file, tmp_path_factory):
    """The sample importer in a file of its own: a reader of one register's own export."""
    folder = tmp_path_factory.mktemp("round")
    workspace = workspaces.open_file(shutil.copy(sample_file, folder / "sample.ctpat"))
    company_id = companies.dossier(workspace, companies.choose(workspace)).company.id

    def exported(table):
        # a questionnaire as it was sent is longer than a cell of a workbook holds
        path = folder / f"{table}.{'csv' if table == 'partner_request' else 'xlsx'}"
        list_export.export(
            Scope.of_company(workspace, company_id, date(2026, 11, 21)),
            list_export.Selection(table),
            path,
        )
        language.use("en")
        sheet = apply.load(table, path)
        columns = apply.proposed(workspace, table, sheet)
        return sheet, lambda changed: apply.preview(workspace, company_id, table, changed, columns)

    yield exported
    workspace.close()


def clear_row(form, columns, rows):
    """Return the place of a row, about in the middle, that means one record and no other."""
    parents = {field.key for field in form.columns if is_parent(field)}
    telling = [at for at, key in enumerate(columns) if key in {*form.names, *form.match, *parents}]
    keys = [tuple(str(row[at]) for at in telling) for row in rows]
    order = sorted(range(len(rows)), key=lambda at: abs(at - len(rows) // 2))
    return next((at for at in order if keys.count(keys[at]) == 1), len(rows) // 2)


def other(field, cell):
    """Return another value of the kind of a field than this cell; None where there is none."""
    if field.time:
        return "03:03"
    if field.kind in TEXTS:
        return f"{cell} zyx"[: field.maximum or None]
    if field.kind is Kind.DATE and isinstance(cell, date | datetime):
        return cell + timedelta(1)
    if field.kind is Kind.NUMBER:
        return int(cell or 0) + 1
    if field.kind is Kind.YES_NO:
        return "No" if cell == "Yes" else "Yes"
    if field.kind is Kind.COUNTRY:
        return "Fiji" if cell != "Fiji" else "Chad"
    if field.kind is Kind.CHOICE:
        labels = [choice.label for choice in field.choices]
        return next((label for label in labels if label != cell), None)
    return None


def changed(sheet, place, at, value):
    rows = [list(row) for row in sheet.rows]
    rows[place][at] = value
    return replace(sheet, rows=rows)


@pytest.mark.parametrize("code", ["fr_CA", "es_MX"])
@pytest.mark.parametrize("table", [table for table in TABLES if table not in NAMED_IN_WORDS])
def test_a_list_written_in_another_language_is_read_by_one_who_speaks_english(company, table, code):
    language.use(code)
    sheet, look = company(table)
    shown = look(sheet)
    assert language.current() == "en"
    assert [
        (row.number, row.reason) for row in shown.rows if row.outcome is not Outcome.UNCHANGED
    ] == []


@pytest.mark.parametrize("table", TABLES)
def test_its_own_export_changes_nothing_and_one_field_is_reported_alone(company, table):
    sheet, look = company(table)
    shown = look(sheet)
    assert [row for row in shown.rows if row.outcome is not Outcome.UNCHANGED] == []
    form = load_form(table)
    keys = {*form.names, *form.match}
    columns = shown.columns.keys
    place = clear_row(form, columns, sheet.rows)
    for at, key in enumerate(columns if sheet.rows else ()):
        field = form.field(key)
        value = None if key in keys else other(field, sheet.rows[place][at])
        if value is None:
            continue
        found = look(changed(sheet, place, at, value))
        told = [
            (row.number, row.fields) for row in found.rows if row.outcome is not Outcome.UNCHANGED
        ]
        assert told == [(sheet.numbers[place], (key,))], found.rows[place].reason
        (row,) = (row for row in found.rows if row.fields)
        assert row.outcome in (Outcome.CHANGED, Outcome.CONFLICT)
        (change,) = found.changes(row)
        assert (change.key, change.old == change.new) == (key, False)
