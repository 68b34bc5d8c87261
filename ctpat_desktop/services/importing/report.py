"""What an import would do and what it did, in numbers and words; each row is in one count."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from ctpat_desktop.catalogue.forms import Field, load_form
from ctpat_desktop.catalogue.values import Names, value_text
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.reading.naming import Several
from ctpat_desktop.records import ImportReport
from ctpat_desktop.services.importing.cells import Missing
from ctpat_desktop.services.importing.conflicts import Decided, Decision
from ctpat_desktop.services.importing.headings import Columns
from ctpat_desktop.services.importing.plan import Plan
from ctpat_desktop.services.importing.rows import Outcome, Remark, RowPlan
from ctpat_desktop.services.importing.value_words import Unknown, Words
from ctpat_desktop.support.language import number_text, tr


@dataclass(frozen=True, slots=True)
class Change:
    """One value a row says differently: the field, what is here and what the row says."""

    key: str
    label: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """Label, old and new; an empty old one is left out."""
        old, new = _short(self.old), _short(self.new)
        return f"{self.label}: {old} → {new}" if old else f"{self.label}: {new}"


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; `tip` is the state of the workspace it was made for."""

    company_id: str
    table: str
    sheet: Sheet
    columns: Columns
    plan: Plan
    tip: str
    counts: Mapping[Outcome, int]
    """How many rows have each outcome."""
    unknown: tuple[Unknown, ...] = ()
    """Words in the cells that nobody knows yet; a person may say what they mean."""
    words: Mapping[str, Words] = field(default_factory=dict)
    """What a person said words mean, by field key."""
    meant: tuple[Remark, ...] = ()
    """Office words that were taken as a choice, each once with its first row."""
    names: Names = field(default_factory=dict)
    """What the records are called that changed values point to."""
    today: date = date.min
    """The day that days in the future are told by."""
    decided: Decided = field(default_factory=Decided)
    """What a person said about the rows in conflict."""

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that go nowhere."""
        return self.columns.ignored(self.sheet.headers)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What should be known of cells: words taken as a choice, and cells left empty."""
        rows = (remark for row in self.plan.rows for remark in row.remarks)
        return (*self.meant, *rows)

    @property
    def rows(self) -> Sequence[RowPlan]:
        """Every row of the sheet with what happens to it."""
        return self.plan.rows

    @property
    def settled(self) -> Plan:
        """What would be written, with every conflict as decided."""
        return self.plan.settled(load_form(self.table), self.company_id, self.decided)

    @property
    def accepted(self) -> int:
        """How many rows would be written."""
        may = self.decisions
        return sum(self.counts[key] for key in (Outcome.NEW, Outcome.CHANGED)) + sum(
            said is not Decision.KEEP for said in may.values()
        )

    @property
    def decisions(self) -> dict[int, Decision]:
        """What is done with each row in conflict, by its number."""
        conflicts = self.plan.conflicts.items()
        return {number: self.decided.of(number, conflict) for number, conflict in conflicts}

    @property
    def made(self) -> tuple[str, ...]:
        """Names of simple records that would be added along the way."""
        return tuple(
            f"{load_form(table).title} “{name}”"
            for table, names in self.settled.missing.items()
            for name in names.values()
        )

    def changes(self, row: RowPlan) -> Iterator[Change]:
        """Yield what a row says differently, in words."""
        form = load_form(self.table)
        for key, value in row.now.items():
            asked = form.field(key)
            yield Change(
                key, tr(asked.label), self._word(asked, row.was.get(key)), self._word(asked, value)
            )

    def reason(self, row: RowPlan) -> str:
        """Return why a row is refused or in conflict, and what it changes: "City: A → B"."""
        said = [change.sentence for change in self.changes(row)]
        return " ".join(filter(None, (row.reason, "; ".join(said))))

    def _word(self, asked: Field, value: Any) -> str:
        if isinstance(value, Missing):
            return value.name
        if isinstance(value, Several):
            return ""
        return value_text(asked, value, self.names)


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did; `id` is the stored report's, "" for a dry run.

    Each row is new, changed, unchanged, in conflict or refused; the counts add up to `rows`.
    """

    id: str
    shown: ImportPreview

    @property
    def rows(self) -> int:
        """How many rows the sheet has."""
        return len(self.shown.rows)

    @property
    def new(self) -> int:
        """How many rows made a record."""
        return self.shown.counts[Outcome.NEW]

    @property
    def changed(self) -> int:
        """How many rows changed a record."""
        return self.shown.counts[Outcome.CHANGED]

    @property
    def unchanged(self) -> int:
        """How many rows said what was there."""
        return self.shown.counts[Outcome.UNCHANGED]

    @property
    def accepted(self) -> int:
        """How many rows were written, decided conflicts among them."""
        return self.shown.accepted

    @property
    def conflicts(self) -> tuple[RowPlan, ...]:
        """The rows that contradict a record, whatever was decided."""
        return self._with(Outcome.CONFLICT)

    @property
    def refused(self) -> tuple[RowPlan, ...]:
        """The rows that cannot be taken."""
        return self._with(Outcome.REFUSED)

    @property
    def made(self) -> tuple[str, ...]:
        """Names of simple records that were added along the way."""
        return self.shown.made

    @property
    def notes(self) -> tuple[str, ...]:
        """What should be known of the file."""
        return self.shown.sheet.remarks

    @property
    def ignored(self) -> tuple[str, ...]:
        """The headings of the columns that went nowhere."""
        return self.shown.ignored

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What should be known of cells."""
        return self.shown.remarks

    def _with(self, outcome: Outcome) -> tuple[RowPlan, ...]:
        return tuple(row for row in self.shown.rows if row.outcome is outcome)


def decided_values(report: Report) -> list[dict[str, Any]]:
    """Return the rows in conflict as plain values: what is here, what they say, what was done."""
    decisions, conflicts = report.shown.decisions, report.shown.plan.conflicts
    return [
        {
            "row": row.number,
            "title": row.title,
            "reason": row.reason,
            "record": conflicts[row.number].record_id,
            "done": decisions[row.number].value,
            "fields": field_values(report.shown, row),
        }
        for row in report.conflicts
    ]


def changed_values(report: Report) -> list[dict[str, Any]]:
    """Return the rows that change a record as plain values, with old and new by field."""
    shown = report.shown
    return [
        {"row": row.number, "title": row.title, "fields": field_values(shown, row)}
        for row in shown.rows
        if row.outcome is Outcome.CHANGED
    ]


def field_values(shown: ImportPreview, row: RowPlan) -> dict[str, list[str]]:
    """Return what a row says differently, by field: what is here, and what it says."""
    return {change.key: [change.old, change.new] for change in shown.changes(row)}


def counted(report: Report) -> str:
    """Return the counts in words, those that are none left out: "3 new, 1 changed"."""
    counts = (
        (report.new, tr("new")),
        (report.changed, tr("changed")),
        (len(report.conflicts), tr("in conflict")),
    )
    return ", ".join(f"{number_text(count)} {word}" for count, word in counts if count)


def stored_row(report: Report) -> ImportReport:
    """Return a report as a record of the file."""
    shown = report.shown
    details = {
        "columns": dict(zip(shown.sheet.headers, shown.columns.keys, strict=True)),
        "new": report.new,
        "changed": report.changed,
        "made": report.made,
        "notes": report.notes,
        "ignored": report.ignored,
        "remarks": [remark.values() for remark in report.remarks],
        "refused": [{"row": row.number, "reason": row.reason} for row in report.refused],
        "conflicts": decided_values(report),
    }
    return ImportReport(
        id=report.id,
        company_id=shown.company_id,
        table_name=shown.table,
        filename=shown.sheet.name,
        at=datetime.now(),
        row_count=report.rows,
        accepted=report.accepted,
        unchanged=report.unchanged,
        refused=len(report.refused),
        details=json.dumps(details, ensure_ascii=False),
    )


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= MOST_SHOWN else f"{flat[:MOST_SHOWN]}…"


MOST_SHOWN = 60
"""Characters of a value that a change shows."""
