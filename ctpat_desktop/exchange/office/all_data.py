"""All data of an account as a workbook: one sheet per table with every stored field."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from ctpat_desktop.checklist.findings import Finding
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.findings import place_words
from ctpat_desktop.documents.profile.snapshot import Snapshot
from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.xlsx_book import (
    Book,
    Cell,
    as_read,
    pieces,
    read_sheets,
    sheet_name,
)
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.records import RECORDS, Record
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress

Sheet: TypeAlias = tuple[list[str], list[list[Cell]]]
Sheets: TypeAlias = dict[str, Sheet]
Registers: TypeAlias = Mapping[str, Sequence[Record]]
"""The rows of every register by table, beside what the dossier holds."""

LINK_TABLE = "evidence_link"
LEFT_OUT: dict[str, dict[str, str]] = {
    LINK_TABLE: {
        "id": "a link is known by the document and the response it joins",
        "position": "the rows stand in the order of the links",
    },
}
"""Stored columns that are not exported, each with the reason."""


def exported_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a table that are written to its sheet."""
    left = LEFT_OUT.get(table, {})
    keys = RECORDS[table].__mapper__.columns.keys()
    return tuple(key for key in keys if key not in left)


def write_xlsx(
    snapshot: Snapshot, registers: Registers, path: Path, progress: Progress
) -> ExportResult:
    """Write all data as one workbook, read it again and compare every cell."""
    sheets = dict(_sheets(snapshot, registers))
    return write_sheets(sheets, path, snapshot.dossier.company.name, snapshot.stamp, progress)


def write_sheets(
    sheets: Sheets, path: Path, title: str, stamp: Stamp, progress: Progress
) -> ExportResult:
    """Write sheets as a workbook, read it again and compare every cell."""
    sheets = _named(sheets)
    with whole_file(path, tr("The workbook")) as part:
        book = Book(part, title, stamp.made_on)
        for at, (name, (headers, rows)) in enumerate(sheets.items()):
            progress.step(at, len(sheets) + 1, name)
            book.sheet(name, headers, rows)
        book.close()
        progress.step(len(sheets), len(sheets) + 1, tr("Checking"))
        cells = _compare(part, sheets)
    words = tr("{sheets} sheets and {cells} cells read again")
    words = words.format(sheets=len(sheets), cells=cells)
    return ExportResult(path, None, words)


def _named(sheets: Sheets) -> Sheets:
    """Return sheets by names that Excel takes."""
    named: Sheets = {}
    for words, sheet in sheets.items():
        named[sheet_name(words, named)] = sheet
    return named


def _sheets(snapshot: Snapshot, registers: Registers) -> Iterator[tuple[str, Sheet]]:
    dossier = snapshot.dossier
    tables = {name: _table(dossier, registers, name) for name in RECORDS if exported_columns(name)}
    counts = {name: len(rows) for name, (_, rows) in tables.items()}
    yield "overview", _overview(snapshot, counts)
    yield from tables.items()
    yield "findings", _findings(dossier, snapshot.findings)


def _overview(snapshot: Snapshot, counts: dict[str, int]) -> Sheet:
    dossier, stamp = snapshot.dossier, snapshot.stamp
    rows: list[list[Cell]] = [
        [tr("Company"), dossier.company.name],
        [tr("Entity type"), dossier.edition.entity(dossier.account.entity).title],
        [tr("Review year"), dossier.profile.year],
        [tr("Criteria edition"), stamp.edition],
        [tr("Program version"), stamp.app_version],
        [tr("Profile hash"), stamp.profile_hash],
        [tr("Made on"), stamp.made_on],
        [tr("Criteria"), len(dossier.asked())],
        [tr("Findings"), len(snapshot.findings)],
    ]
    rows += [[tr("Rows in {name}").format(name=name), count] for name, count in counts.items()]
    return split(["what", "value"], rows)


def _findings(dossier: Dossier, findings: Sequence[Finding]) -> Sheet:
    rows: list[list[Cell]] = [
        [
            labels.severity(row.severity),
            row.rule,
            row.place.section,
            row.place.criterion,
            place_words(dossier, row).replace("\n", ", "),
            row.reason,
            row.remedy,
        ]
        for row in findings
    ]
    heads = ["severity", "rule", "section", "criterion", "place", "reason", "remedy"]
    return split(heads, rows)


def _table(dossier: Dossier, registers: Registers, table: str) -> Sheet:
    columns = list(exported_columns(table))
    if table == LINK_TABLE and table not in registers:
        rows: list[list[Cell]] = [
            [evidence_id, response_id]
            for answer in dossier.answers
            for response_id, ids in answer.evidence_ids.items()
            for evidence_id in ids
        ]
        return split(columns, rows)
    here = registers.get(table) or [row for row in dossier.records() if row.__tablename__ == table]
    return split(columns, [_values(row, columns) for row in here])


def _values(record: Record, columns: list[str]) -> list[Cell]:
    return [getattr(record, column) for column in columns]


def split(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Sheet:
    """Give texts too long for a cell further columns: narrative, narrative (2), ..."""
    heads: list[str] = []
    out: list[list[Cell]] = [[] for _ in rows]
    for at, header in enumerate(headers):
        parts = [_parts(row[at]) for row in rows]
        room = max(map(len, parts), default=1)
        heads += [header, *(f"{header} ({number})" for number in range(2, room + 1))]
        for line, cells in zip(out, parts, strict=True):
            line += cells + [None] * (room - len(cells))
    return heads, out


def _parts(value: Cell) -> list[Cell]:
    return [*pieces(value)] if isinstance(value, str) else [value]


def _compare(path: Path, sheets: dict[str, Sheet]) -> int:
    stored = read_sheets(path)
    cells = 0
    for name, (headers, rows) in sheets.items():
        expected = [[as_read(cell) for cell in row] for row in _lines(headers, rows)]
        if stored.get(name) != expected:
            raise Problem(
                tr("The workbook was not written: the sheet {name} reads differently.").format(
                    name=name
                ),
                tr("Your answers are safe. Export again."),
            )
        cells += sum(map(len, expected))
    return cells


def _lines(headers: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[Sequence[Cell]]:
    return [headers, *rows]
