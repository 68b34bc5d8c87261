"""Takes a list into a register: propose where columns go, preview each row, write all in one step.

Every row is accounted for: new, changed, unchanged, in conflict or refused, each with its number
and reason, kept as a report in the file. Required fields that stay empty do not refuse a row; the
checklist asks for them. A doubtful cell of an optional field is left empty with a remark. A simple
record that a row names but nobody has added yet, such as a position, is added along with it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Form, Kind, load_form
from ctpat_desktop.catalogue.values import Names
from ctpat_desktop.exchange.tables.sheets import Choice, Sheet, read_sheet
from ctpat_desktop.reading.naming import names_for_rows
from ctpat_desktop.records import RECORDS, map_all
from ctpat_desktop.records.base import new_id, new_ids
from ctpat_desktop.services.accounts.countries import country_code
from ctpat_desktop.services.importing import headings
from ctpat_desktop.services.importing.cells import Missing, Parsed, are_lines, as_text
from ctpat_desktop.services.importing.conflicts import Decided, Decision, Values
from ctpat_desktop.services.importing.dates import Order
from ctpat_desktop.services.importing.headings import (
    Columns,
    known_headings,
    mapped,
    propose,
    remembered,
    seen,
    undecided,
)
from ctpat_desktop.services.importing.keys import keys_of, match_keys
from ctpat_desktop.services.importing.plan import Plan, Planner, StoredRecords
from ctpat_desktop.services.importing.reading import Reading
from ctpat_desktop.services.importing.report import ImportPreview, Report, counted, stored_row
from ctpat_desktop.services.importing.rows import Outcome, Remark, RowPlan
from ctpat_desktop.services.importing.value_words import Unknown, Words, proposal, remember_words
from ctpat_desktop.services.registers import date_doubts, locks
from ctpat_desktop.services.registers.date_doubts import RowRules
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import spaced
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

__all__ = [
    "Choice",
    "Columns",
    "Decided",
    "Decision",
    "ImportPreview",
    "Order",
    "Outcome",
    "Remark",
    "Report",
    "RowPlan",
    "apply",
    "load",
    "mapped",
    "preview",
    "propose",
    "proposed",
    "undecided",
]


@uncollected()
def load(table: str, path: Path, encoding: str = "", choice: Choice | None = None) -> Sheet:
    """Read a sheet for one register; Problem says why it cannot be."""
    form, said = load_form(table), choice or Choice(encoding)
    _make_ready(form)
    return read_sheet(path, known_headings(form), choice=said)


def _make_ready(form: Form) -> None:
    """Make what stays until the program ends before the list, which does not.

    Made in between, it would keep the room of the list from being given back.
    """
    map_all()
    if any(asked.kind is Kind.COUNTRY for asked in form.columns):
        country_code("")


def proposed(workspace: Workspace, table: str, sheet: Sheet) -> Columns:
    """Propose where the columns go, as chosen last time for the same headings."""
    form = load_form(table)
    return propose(form, sheet.headers, remembered(workspace, table, sheet.headers))


@uncollected()
def preview(
    workspace: Workspace,
    company_id: str,
    table: str,
    sheet: Sheet,
    columns: Columns,
    progress: Progress | None = None,
    words: Mapping[str, Words] | None = None,
    *,
    today: date | None = None,
) -> ImportPreview:
    """Say of each row what would happen; nothing is written.

    `words` says what unknown words mean, by field key. Problem where no column names the records.
    """
    today = today or date.today()
    form, said, told = load_form(table), words or {}, progress or Silent()
    used = {key: at for at, key in enumerate(columns.keys) if key}
    _refuse_nameless(form, sheet, columns, used)
    tip, odd = workspace.tip, sheet.odd
    unknown, meant = list[Unknown](), list[Remark]()
    with workspace.read() as session:
        parsed = dict[str, Parsed]()
        rows = [[""] * len(row) if at in odd else row for at, row in enumerate(sheet.rows)]
        cells = dict[int, Sequence[Any]]()
        for place, here in enumerate(zip(*rows, strict=True)):  # a window goes on between two
            cells[place] = here
        for at, (key, column) in enumerate(used.items()):
            told.step(at, len(used) + 1, tr("Reading the columns"))
            reading = Reading(session, company_id, form, form.field(key), sheet, columns.order)
            parsed[key] = reading.parsed(cells.get(column, ()), said.get(key, {}))
            meant += [
                Remark(sheet.numbers[place], key, words, tr(reading.asked.label))
                for place, words in reading.meant(cells.get(column, ()))
            ]
            unknown += [
                Unknown(reading.asked, word, count, proposal(reading.asked, word))
                for word, count in parsed[key].unknown.items()
            ]
        stored = _stored(session, company_id, form, tuple(used))
        told.step(len(used), len(used) + 1, tr("Comparing the rows"))
        titles, rules = _titles(form, sheet, used), _rules(session, company_id, form, today)
        plan = Planner(form, company_id, parsed, stored, titles, odd, rules).run(sheet.numbers)
        names = _names(session, form, plan)
    found = Counter(row.outcome for row in plan.rows)
    counts = {outcome: found[outcome] for outcome in Outcome}
    more = (tuple(unknown), said, tuple(meant), names)
    return ImportPreview(company_id, table, sheet, columns, plan, tip, counts, *more, today=today)


def _rules(session: Session, company_id: str, form: Form, today: date) -> RowRules | None:
    """Return what tells the days and times of a record that cannot be; None without rules."""
    if not date_doubts.asks(form):
        return None
    return RowRules(form, today, date_doubts.beforehand(session, company_id, form))


def _names(session: Session, form: Form, plan: Plan) -> Names:
    """Return what the records are called that changed values point to."""
    links = [row for row in form.columns if row.kind in (Kind.RECORD, Kind.EVIDENCE)]
    rows = (
        [value if isinstance(value, str) else None for value in map(side.get, keys)]
        for keys in [[field.key for field in links]]
        for row in plan.rows
        if row.now
        for side in (row.was, row.now)
    )
    return names_for_rows(session, links, rows) if links else {}


def _refuse_nameless(form: Form, sheet: Sheet, columns: Columns, used: Mapping[str, int]) -> None:
    """Raise Problem where no column tells which records the rows mean, once for the whole list."""
    open_names = [row for row in columns.asked if row.key in form.names]
    if open_names:
        words = " ".join(undecided(form, sheet.headers, columns))
        raise Problem(
            tr("Two columns of {sheet} fit one field. {words}").format(
                sheet=sheet.name, words=words
            ),
            tr("Choose one of them."),
        )
    if not used:
        raise Problem(
            tr("No column of {sheet} goes to a field.").format(sheet=sheet.name),
            tr("A list of {records} needs a heading such as “{field}”. {seen}").format(
                records=tr(form.plural).lower(), field=_first_name(form), seen=seen(sheet.headers)
            ),
        )
    if form.names and not any(key in used for key in (*form.names, *form.match)):
        raise Problem(
            tr("No column of {sheet} names the {records}.").format(
                sheet=sheet.name, records=tr(form.plural).lower()
            ),
            tr("Choose the column for “{field}”. {seen}").format(
                field=_first_name(form), seen=seen(sheet.headers)
            ),
        )
    for asked in form.columns:
        if asked.kind is Kind.RECORD and asked.required and asked.key not in used:
            raise Problem(
                tr("No column of {sheet} says which {field} a row belongs to.").format(
                    sheet=sheet.name, field=tr(asked.label).lower()
                ),
                tr("Choose the column for “{field}”. {seen}").format(
                    field=tr(asked.label), seen=seen(sheet.headers)
                ),
            )


@uncollected()
def apply(workspace: Workspace, shown: ImportPreview, progress: Progress | None = None) -> Report:
    """Write what a preview shows, in one step that undo takes back, with its report."""
    told = progress or Silent()
    if workspace.tip != shown.tip:
        where = (shown.company_id, shown.table, shown.sheet, shown.columns)
        decided, today = shown.decided, shown.today
        shown = preview(workspace, *where, told, shown.words, today=today)
        shown = replace(shown, decided=decided)
    report_id = new_id()
    form = load_form(shown.table)
    told.step(0, 3, tr("Writing the rows"))
    found = Report(report_id, shown)
    counts = counted(found)
    title = tr("Import {what}").format(what=tr(form.plural))
    with workspace.work(f"{title}: {counts}" if counts else title) as unit:
        _write(unit, shown)
        told.step(1, 3, tr("Writing the rows"))
        headings.remember(unit, shown.table, shown.sheet.headers, shown.columns)
        remember_words(unit, shown.table, shown.words)
        unit.session.add(stored_row(found))
        told.step(2, 3, tr("Writing the history"))
    return found


def _write(unit: UnitOfWork, shown: ImportPreview) -> None:
    plan = shown.settled
    made = _make_missing(unit, shown.company_id, plan)
    links = [
        (asked.key, asked.to)
        for asked in load_form(shown.table).columns
        if asked.kind is Kind.RECORD and asked.to in made
    ]
    for values in (*plan.new, *plan.changed.values()) if links else ():
        for key, to in links:
            if isinstance(values.get(key), Missing):
                values[key] = made[to][values[key].folded]
    locks.refuse_addition(unit.session, shown.table, plan.new)
    fields = {key: None for values in plan.changed.values() for key in values}
    locks.refuse_approved(unit.session, shown.table, plan.changed, fields)
    unit.add_many(shown.table, plan.new)
    unit.change_many(shown.table, plan.changed)


def _make_missing(unit: UnitOfWork, company_id: str, plan: Plan) -> dict[str, dict[str, str]]:
    """Add the simple records the rows name; return their ids by table and folded name."""
    made: dict[str, dict[str, str]] = {}
    for table, names in plan.missing.items():
        ids = new_ids(len(names))
        key = load_form(table).names[0]
        rows = [
            {"id": record_id, "company_id": company_id, key: name}
            for record_id, name in zip(ids, names.values(), strict=True)
        ]
        unit.add_many(table, rows)
        made[table] = dict(zip(names, ids, strict=True))
    return made


def dry(shown: ImportPreview) -> Report:
    """Return the report an import would have, without one."""
    return Report("", shown)


def _stored(session: Session, company_id: str, form: Form, mapped: Sequence[str]) -> StoredRecords:
    """Read the records a sheet may mean: the mapped fields, and those that rules look at."""
    columns = inspect(RECORDS[form.id]).columns
    match, names = match_keys(form, mapped)
    read = tuple(dict.fromkeys((*mapped, *date_doubts.looked_at(form))))
    query = select(columns["id"], *(columns[key] for key in read))
    values: dict[str, Values] = {}
    by_key: dict[tuple[str, tuple[Any, ...]], tuple[str, ...]] = {}
    for record_id, *cells in session.execute(query.where(columns["company_id"] == company_id)):
        row = values[record_id] = dict(zip(read, cells, strict=True))
        for key in keys_of(form, row, match, names):
            by_key[key] = (*by_key.get(key, ()), record_id)
    return StoredRecords(values, by_key)


def _titles(form: Form, sheet: Sheet, used: Mapping[str, int]) -> list[str]:
    """Return what each row is called, in the words of the sheet."""
    places = [used[key] for key in form.names if key in used] or list(used.values())[:1]
    if len(places) == 1:
        names = [row[places[0]] for row in sheet.rows]
        if set(map(type, names)) == {str} and are_lines(names, _LONGEST_TITLE):
            return names
        return [spaced(as_text(row[places[0]]))[:_LONGEST_TITLE] for row in sheet.rows]
    texts = ([as_text(row[place]) for place in places] for row in sheet.rows)
    return [spaced(" ".join(words))[:_LONGEST_TITLE] for words in texts]


_LONGEST_TITLE = 120


def _first_name(form: Form) -> str:
    return tr(form.field(form.names[0]).label if form.names else form.columns[0].label)
