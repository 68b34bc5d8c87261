"""Writes a list of a register as XLSX or CSV and compares what is on disk with what went in."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.formulas import disarmed
from ctpat_desktop.exchange.tables.xlsx_book import (
    CELL_UNITS,
    Book,
    Cell,
    Row,
    as_read,
    read_sheets,
    sheet_name,
)
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr


def write_list(
    path: Path, title: str, headers: Sequence[str], rows: Sequence[Row], today: date
) -> ExportResult:
    """Write a list in the format the name says; Problem where it cannot be or reads differently."""
    write = {".xlsx": _write_xlsx, ".csv": _write_csv}.get(path.suffix.lower())
    if write is None:
        raise Problem(
            tr("{name} is no list format.").format(name=path.name),
            tr("End the name in .xlsx or .csv."),
        )
    with whole_file(path, tr("The list")) as part:
        write(part, title, headers, rows, today)
    words = ntr("{n} row read again", "{n} rows read again", len(rows))
    return ExportResult(path, None, words)


Tables = Mapping[str, tuple[Sequence[str], Sequence[Row]]]
"""Headers and rows of the sheets of a workbook, by their titles."""


def write_book(path: Path, title: str, tables: Tables, today: date) -> ExportResult:
    """Write several lists as the sheets of one workbook, as `write_list` does one."""
    with whole_file(path, tr("The workbook")) as part:
        _write_sheets(part, title, tables, today)
    count = sum(len(rows) for _, rows in tables.values())
    return ExportResult(path, None, ntr("{n} row read again", "{n} rows read again", count))


def _write_xlsx(
    part: Path, title: str, headers: Sequence[str], rows: Sequence[Row], today: date
) -> None:
    _write_sheets(part, title, {title: (headers, rows)}, today)


def _write_sheets(part: Path, title: str, tables: Tables, today: date) -> None:
    book, wanted = Book(part, title, today), dict[str, list[list[str]]]()
    for words, (headers, rows) in tables.items():
        _refuse_long(headers, rows)
        name = sheet_name(words, wanted)
        book.sheet(name, headers, rows)
        wanted[name] = [[as_read(cell) for cell in row] for row in (headers, *rows)]
    book.close()
    if read_sheets(part) != wanted:
        raise _different()


def _refuse_long(headers: Sequence[str], rows: Sequence[Row]) -> None:
    if not any(
        isinstance(cell, str) and len(cell) * 2 > CELL_UNITS for row in rows for cell in row
    ):
        return
    for row in rows:
        for header, cell in zip(headers, row, strict=True):
            if isinstance(cell, str) and len(cell.encode("utf-16-le")) // 2 > CELL_UNITS:
                raise Problem(
                    tr("A text under “{header}” is longer than a cell holds.").format(
                        header=header
                    ),
                    tr("Save the list as .csv."),
                )


def _write_csv(
    part: Path, _title: str, headers: Sequence[str], rows: Sequence[Row], _today: date
) -> None:
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    lines = [[_armless(cell) for cell in row] for row in (headers, *rows)]
    writer.writerows(lines)
    data = text.getvalue().encode("utf-8-sig", "replace")
    part.write_bytes(data)
    stored = part.read_bytes()
    read = list(csv.reader(StringIO(stored.decode("utf-8-sig"), newline="")))
    if stored != data or read != lines:
        raise _different()


def _armless(cell: Cell) -> str:
    """Return a cell as text that no spreadsheet calculates; our own import takes it back."""
    text = as_read(cell)
    return disarmed(text) if isinstance(cell, str) else text


def _different() -> Problem:
    return Problem(
        tr("The list was not written: what is on disk differs from what was made."),
        tr("Your answers are safe. Check the disk and export again."),
    )
