"""Takes a list into a register: propose where columns go, preview each row, write all in one step.

Every row is accounted for: rows = accepted + unchanged + refused, each refused row with its number
and reason, kept as a report in the file. Required fields that stay empty do not refuse a row; the
checklist asks for them. A simple record that a row names but nobody has added yet, such as a
position, is added along with it; anything else that is missing refuses the row.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.exchange.sheets import Sheet, read_sheet
from ctpat_desktop.records import RECORDS, ImportReport
from ctpat_desktop.records.base import new_id, new_ids
from ctpat_desktop.services import headings
from ctpat_desktop.services.headings import Columns, known_headings, propose, remembered
from ctpat_desktop.services.import_plan import (
    Outcome,
    Plan,
    Planner,
    RowPlan,
    Stored,
    Values,
    keys_of,
    match_keys,
)
from ctpat_desktop.services.known_names import is_simple, names_in
from ctpat_desktop.services.parsing import Missing, Parsed, as_text, parse_column
from ctpat_desktop.services.written_dates import Order
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import spaced
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

__all__ = [
    "Columns",
    "Order",
    "Outcome",
    "Preview",
    "Report",
    "RowPlan",
    "apply",
    "load",
    "preview",
    "propose",
    "proposed",
]


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `tip` is the state of the workspace it was made for."""

    company_id: str
    table: str
    sheet: Sheet
    columns: Columns
    plan: Plan
    tip: str
    counts: Mapping[Outcome, int]
    """How many rows have each outcome."""

    @property
    def rows(self) -> Sequence[RowPlan]:
        """Every row of the sheet with what happens to it."""
        return self.plan.rows

    @property
    def accepted(self) -> int:
        """How many rows would be written."""
        return self.counts[Outcome.NEW] + self.counts[Outcome.CHANGED]

    @property
    def made(self) -> tuple[str, ...]:
        """Names of simple records that would be added along the way."""
        return tuple(
            f"{load_form(table).title} “{name}”"
            for table, names in self.plan.missing.items()
            for name in names.values()
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did; `id` is the stored report's, "" for a dry run."""

    id: str
    rows: int
    accepted: int
    unchanged: int
    refused: tuple[RowPlan, ...]
    made: tuple[str, ...]
    remarks: tuple[str, ...]


@uncollected()
def load(table: str, path: Path, encoding: str = "") -> Sheet:
    """Read a sheet for one register; Problem says why it cannot be."""
    return read_sheet(path, known_headings(load_form(table)), encoding)


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
) -> Preview:
    """Say of each row what would happen; nothing is written."""
    form = load_form(table)
    told = progress or Silent()
    used = {key: at for at, key in enumerate(columns.keys) if key}
    if not used:
        raise Problem(
            f"No column of {sheet.name} goes to a field.",
            f"A list of {form.plural.lower()} needs a heading such as “{_first_name(form)}”.",
        )
    tip = workspace.tip
    with workspace.read() as session:
        parsed, cells = {}, list(zip(*sheet.rows, strict=True))
        for at, (key, column) in enumerate(used.items()):
            told.step(at, len(used) + 1, "Reading the columns")
            here = cells[column] if cells else ()
            parsed[key] = _parsed(session, company_id, form.field(key), here, columns.order)
        stored = _stored(session, company_id, form, tuple(used))
    told.step(len(used), len(used) + 1, "Comparing the rows")
    titles = _titles(form, sheet, used)
    plan = Planner(form, company_id, parsed, stored, titles).run(sheet.numbers)
    found = Counter(row.outcome for row in plan.rows)
    counts = {outcome: found[outcome] for outcome in Outcome}
    return Preview(company_id, table, sheet, columns, plan, tip, counts)


@uncollected()
def apply(workspace: Workspace, shown: Preview, progress: Progress | None = None) -> Report:
    """Write what a preview shows, in one step that undo takes back, with its report."""
    told = progress or Silent()
    if workspace.tip != shown.tip:
        shown = preview(workspace, shown.company_id, shown.table, shown.sheet, shown.columns, told)
    report_id = new_id()
    form = load_form(shown.table)
    told.step(0, 3, "Writing the rows")
    with workspace.work(f"Import {form.plural}") as unit:
        _write(unit, shown)
        told.step(1, 3, "Writing the rows")
        headings.remember(unit, shown.table, shown.sheet.headers, shown.columns)
        found = _report(shown, report_id)
        unit.session.add(_row_of(shown, found))
        told.step(2, 3, "Writing the history")
    return found


def _write(unit: UnitOfWork, shown: Preview) -> None:
    made = _make_missing(unit, shown)
    links = [
        (asked.key, asked.to)
        for asked in load_form(shown.table).columns
        if asked.kind is Kind.RECORD and asked.to in made
    ]
    for values in (*shown.plan.new, *shown.plan.changed.values()) if links else ():
        for key, to in links:
            if isinstance(values.get(key), Missing):
                values[key] = made[to][values[key].folded]
    unit.add_many(shown.table, shown.plan.new)
    unit.change_many(shown.table, shown.plan.changed)


def _make_missing(unit: UnitOfWork, shown: Preview) -> dict[str, dict[str, str]]:
    """Add the simple records the rows name; return their ids by table and folded name."""
    made: dict[str, dict[str, str]] = {}
    for table, names in shown.plan.missing.items():
        ids = new_ids(len(names))
        key = load_form(table).names[0]
        rows = [
            {"id": record_id, "company_id": shown.company_id, key: name}
            for record_id, name in zip(ids, names.values(), strict=True)
        ]
        unit.add_many(table, rows)
        made[table] = dict(zip(names, ids, strict=True))
    return made


def dry(shown: Preview) -> Report:
    """Return the report an import would have, without one."""
    return _report(shown, "")


def _report(shown: Preview, report_id: str) -> Report:
    counts = shown.counts
    return Report(
        report_id,
        len(shown.rows),
        shown.accepted,
        counts[Outcome.UNCHANGED],
        tuple(row for row in shown.rows if row.outcome is Outcome.REFUSED),
        shown.made,
        shown.sheet.remarks,
    )


def _row_of(shown: Preview, found: Report) -> ImportReport:
    details = {
        "columns": dict(zip(shown.sheet.headers, shown.columns.keys, strict=True)),
        "new": shown.counts[Outcome.NEW],
        "changed": shown.counts[Outcome.CHANGED],
        "made": found.made,
        "remarks": found.remarks,
        "refused": [{"row": row.number, "reason": row.reason} for row in found.refused],
    }
    return ImportReport(
        id=found.id,
        company_id=shown.company_id,
        table_name=shown.table,
        filename=shown.sheet.name,
        at=datetime.now(),
        row_count=found.rows,
        accepted=found.accepted,
        unchanged=found.unchanged,
        refused=len(found.refused),
        details=json.dumps(details, ensure_ascii=False),
    )


def _parsed(
    session: Session, company_id: str, asked: Field, cells: Sequence[Any], order: Order
) -> Parsed:
    if asked.kind not in (Kind.RECORD, Kind.EVIDENCE):
        return parse_column(asked, cells, order=order)
    table = asked.to or "evidence"
    makes_missing = table != "evidence" and is_simple(load_form(table))
    names = names_in(session, company_id, table)
    return parse_column(asked, cells, names, makes_missing=makes_missing)


def _stored(session: Session, company_id: str, form: Form, mapped: Sequence[str]) -> Stored:
    """Read the records a sheet may mean, with the mapped fields only."""
    columns = inspect(RECORDS[form.id]).columns
    match, names = match_keys(form, mapped)
    query = select(columns["id"], *(columns[key] for key in mapped))
    values: dict[str, Values] = {}
    by_key: dict[tuple[str, tuple[Any, ...]], tuple[str, ...]] = {}
    for record_id, *cells in session.execute(query.where(columns["company_id"] == company_id)):
        row = values[record_id] = dict(zip(mapped, cells, strict=True))
        for key in keys_of(row, match, names):
            by_key[key] = (*by_key.get(key, ()), record_id)
    return Stored(values, by_key)


def _titles(form: Form, sheet: Sheet, used: Mapping[str, int]) -> list[str]:
    """Return what each row is called, in the words of the sheet."""
    places = [used[key] for key in form.names if key in used] or list(used.values())[:1]
    if len(places) == 1:
        return [spaced(as_text(row[places[0]]))[:120] for row in sheet.rows]
    texts = ([as_text(row[place]) for place in places] for row in sheet.rows)
    return [spaced(" ".join(words))[:120] for words in texts]


def _first_name(form: Form) -> str:
    return form.field(form.names[0]).label if form.names else form.columns[0].label
