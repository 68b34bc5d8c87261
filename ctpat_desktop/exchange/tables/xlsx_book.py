"""Small tools around spreadsheets: typed cells in, the same cells read back."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, TypeAlias

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.exchange.tables.formulas import is_calculated
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

Cell: TypeAlias = str | int | float | bool | date | None
Row: TypeAlias = Sequence[Cell]

CELL_UNITS = 32_767
"""How many UTF-16 units a spreadsheet cell holds."""
_LONGEST_NAME = 31
"""Letters of the name of a sheet, and what it may not have, are what Excel says."""
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_OLDEST = 1901
"""Spreadsheets have no dates before 1900, and 1900 itself is counted wrongly; text is written."""


class Book:
    """A workbook being written; strings are always text, never formulas or links."""

    def __init__(self, path: Path, title: str, made_on: date) -> None:
        """Begin a workbook in memory; before `close` nothing is on disk, nor in working files."""
        self._path, self._packed = path, BytesIO()
        self._book = xlsxwriter.Workbook(
            self._packed, {"strings_to_urls": False, "in_memory": True}
        )
        made = datetime(made_on.year, made_on.month, made_on.day)
        self._book.set_properties({"title": title, "author": "CTPAT Desktop", "created": made})
        self._head = self._book.add_format(
            {"bold": True, "bg_color": "#E3EAF1", "font_color": "#173A5E", "bottom": 1}
        )
        self._text = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._guarded = self._book.add_format(
            {"text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        self._date = self._book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})

    def sheet(self, name: str, headers: Sequence[str], rows: Iterable[Row]) -> int:
        """Write one sheet with a frozen header and a filter; return how many rows it has."""
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for at, header in enumerate(headers):
            sheet.write_string(0, at, header, self._head)
        sizes = [len(header) for header in headers]
        count = 0
        for count, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                self._put(sheet, count, at, value)
                sizes[at] = max(sizes[at], min(60, len(str(value or ""))))
        for at, size in enumerate(sizes):
            sheet.set_column(at, at, size + 3)
        sheet.autofilter(0, 0, count, max(0, len(headers) - 1))
        return count

    def _put(self, sheet: Any, row: int, column: int, value: Cell) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._text)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._text)
        elif isinstance(value, date) and value.year >= _OLDEST:
            moment = datetime(value.year, value.month, value.day)
            sheet.write_datetime(row, column, moment, self._date)
        elif value is not None and value != "":
            text = as_read(value)
            looks = self._guarded if is_calculated(text) else self._text
            sheet.write_string(row, column, text, looks)

    def close(self) -> None:
        """Write the file; OSError where it cannot be."""
        self._book.close()
        self._path.write_bytes(self._packed.getvalue())


def sheet_name(words: str, taken: Collection[str] = ()) -> str:
    """Return the name of a sheet: 31 letters that Excel allows, like none that is taken."""
    name = _UNFIT.sub(" ", words)[:_LONGEST_NAME].strip() or "List"
    others, number, short = {other.lower() for other in taken}, 1, name
    while name.lower() in others:
        number += 1
        name = f"{short[: _LONGEST_NAME - 4]} {number}"
    return name


def as_read(value: Cell) -> str:
    """Return the text a cell shows: what is written and what must be read again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    return printable(value.isoformat() if isinstance(value, date) else str(value))


def read_sheets(path: Path) -> dict[str, list[list[str]]]:
    """Read every sheet of a workbook as texts, header row first."""
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            name: [
                [as_read(_known(cell)) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except CalamineError as error:
        raise Problem(tr("The written spreadsheet cannot be read again.")) from error


def pieces(text: str) -> list[str]:
    """Cut a text into parts that each fit a cell; joined again they are the text."""
    words = printable(text)
    size = CELL_UNITS if words.isascii() or max(words) <= "\uffff" else CELL_UNITS // 2
    return [words[at : at + size] for at in range(0, len(words), size)] or [""]


def _known(cell: object) -> Cell:
    return cell if isinstance(cell, str | int | float | bool | date) else str(cell)
