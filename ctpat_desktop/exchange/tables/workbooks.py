"""Reads the sheets of an XLSX workbook from outside, after a look at its size.

The reader builds a full grid from the first to the last cell, so a single cell far away would
fill the memory: how far cells reach is found in the XML first. Formulas are not calculated and
macros never run; the stored values are read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from ctpat_desktop.exchange.tables.workbook_marks import (
    counts_from_1904,
    marks_of,
    padded_styles,
    sheet_parts,
)
from ctpat_desktop.exchange.zip_guard import Package, bomb, damaged
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, number_text, tr

Grid = list[list[Any]]

MOST_CELLS = 10_000_000
MOST_CHARACTERS = 300_000_000
"""All texts of a sheet together; one long text may be used by many cells."""

_FAR = re.compile(rb"r(?<=\sr)\s*=\s*[\"'](?:\$?([A-Za-z]{2,})[0-9]|[A-Za-z]?0*([0-9]{6,}))")
_ROW = re.compile(rb"r(?<=\sr)\s*=\s*[\"']\$?[A-Za-z]*0*([0-9]+)")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)\b")
_SMALLEST_CELL = len(b"<c><v>1</v></c>")
_SMALLEST_USE = len(b'<c t="s"><v>1</v></c>')
_SHARED = re.compile(rb"t(?<=\st)\s*=\s*[\"']s[\"']")
_SHARED_INDEX = re.compile(
    rb"t(?<=\st)\s*=\s*[\"']s[\"'][^<>]*>\s*<(?:\w+:)?v\b[^<>]*>\s*([0-9]{1,9})\s*<"
)
_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_MACROS = N_("The file holds macros; they were not run, only the values were read.")


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet of a workbook: its cells, merged ranges as corners, and unstored formulas."""

    name: str
    is_visible: bool
    grid: Grid
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]
    unstored: tuple[str, ...]


class Workbook:
    """A workbook from outside whose size was looked at; sheets are read when asked for."""

    def __init__(self, data: bytes, name: str, most_rows: int) -> None:
        """Look through the package; Problem where it is damaged, too large, or no workbook."""
        self._package = Package(BytesIO(data), name)
        names = [part.name for part in self._package.parts]
        _refuse_others(names, name)
        self._texts = _look_through(self._package, names, most_rows)
        macros = any(part.endswith("vbaProject.bin") for part in names)
        self.remarks = (tr(_MACROS),) if macros else ()
        self.is_1904 = counts_from_1904(self._package)
        try:
            self._book = CalamineWorkbook.from_filelike(BytesIO(data))
            self._sheets = self._book.sheets_metadata
        except (CalamineError, ValueError) as error:
            raise damaged(name) from error
        if not self._sheets:
            raise damaged(name)
        self._read: dict[str, CalamineSheet] = {}
        self.names = tuple(sheet.name for sheet in self._sheets)
        self.visible = tuple(
            sheet.name for sheet in self._sheets if sheet.visible is SheetVisibleEnum.Visible
        )

    def start(self, name: str, rows: int) -> Grid:
        """Return the first rows of a sheet as they are stored."""
        found = self._sheet(name)
        return found.to_python(skip_empty_area=False, nrows=rows) if found.end else []

    def page(self, name: str) -> WorkbookSheet:
        """Return a whole sheet, with what its cells show where that is more than the value."""
        found = self._sheet(name)
        grid = found.to_python(skip_empty_area=False) if found.end else []
        part = sheet_parts(self._package).get(name, "")
        text = self._texts.get(part) or self._package.text(part)
        marks = marks_of(text, padded_styles(self._package))
        for (row, column), words in marks.shown.items():
            if row < len(grid) and column < len(grid[row]):
                grid[row][column] = words
        merged = found.merged_cell_ranges or []
        return WorkbookSheet(name, name in self.visible, grid, merged, marks.unstored)

    def _sheet(self, name: str) -> CalamineSheet:
        try:
            if name not in self._read:
                self._read[name] = self._book.get_sheet_by_name(name)
            return self._read[name]
        except (CalamineError, ValueError) as error:
            raise damaged(self._package.name) from error


def read_all_sheets(data: bytes, name: str, most_rows: int) -> dict[str, Grid]:
    """Return every sheet of a workbook by name, hidden ones too, under the same limits."""
    package = Package(BytesIO(data), name)
    names = [part.name for part in package.parts]
    _refuse_others(names, name)
    _look_through(package, names, most_rows)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        found = {sheet: book.get_sheet_by_name(sheet) for sheet in book.sheet_names}
    except (CalamineError, ValueError) as error:
        raise damaged(name) from error
    return {
        sheet: grid.to_python(skip_empty_area=False) if grid.end else []
        for sheet, grid in found.items()
    }


def _refuse_others(parts: list[str], name: str) -> None:
    if "xl/workbook.bin" in parts or "content.xml" in parts:
        raise Problem(
            tr("{name} is a kind of spreadsheet that is not read.").format(name=name),
            tr("Save it as .xlsx."),
        )
    if "xl/workbook.xml" not in parts:
        raise Problem(
            tr("{name} is a package, but not a spreadsheet.").format(name=name),
            tr("Choose an .xlsx or .csv file."),
        )


def _look_through(package: Package, names: list[str], most_rows: int) -> dict[str, bytes]:
    """Refuse a workbook that is too large; return the XML of its sheets by part."""
    items: list[bytes] = []
    sheets: dict[str, bytes] = {}
    for part in names:
        if not part.endswith((".xml", ".rels")):
            continue
        text = package.text(part)
        if b"sheetData" in text:
            _refuse_far(package.name, text, most_rows)
            sheets[part] = text
        elif _ITEM.search(text):
            items = _items(text)
    lengths = list(map(len, items))
    for text in sheets.values():
        if _characters(text, lengths) > MOST_CHARACTERS:
            raise bomb(package.name)
    return sheets


def _items(text: bytes) -> list[bytes]:
    """Return what follows each mark of a shared text; written in the usual way it is cut faster."""
    is_usual = b":si" not in text and text.count(b"<si") == text.count(b"<si>")
    return text.split(b"<si>")[1:] if is_usual else _ITEM.split(text)[1:]


def _refuse_far(name: str, text: bytes, most_rows: int) -> None:
    """Refuse a sheet whose cells reach so far that the grid would not fit."""
    wide, rows = b"Z", 0
    for column, row in _FAR.findall(text):
        if row and int(row) > most_rows:
            raise too_many(name, most_rows)
        if column and (len(column), column.upper()) > (len(wide), wide):
            wide = column.upper()
    rows = most_rows if _reaches(text, 10_000) else 10_000
    columns = _number(wide)
    if columns * rows > MOST_CELLS:
        rows = max((int(row) for row in _ROW.findall(text)), default=0)
    is_crowded = len(text) > MOST_CELLS * _SMALLEST_CELL and len(_VALUE.findall(text)) > MOST_CELLS
    if columns * rows > MOST_CELLS or is_crowded:
        raise Problem(
            tr("{name} was not read: its cells reach too far to the right and down.").format(
                name=name
            ),
            tr("Copy the list alone into a new sheet and save that."),
        )


def _reaches(text: bytes, row: int) -> bool:
    digits = len(str(row))
    return re.search(rb"r(?<=\sr)\s*=\s*[\"']\$?[A-Za-z]*0*[0-9]{%d}" % digits, text) is not None


def _number(column: bytes) -> int:
    """Return the number of a column from its letters; very long ones count as far away."""
    number = 0
    for letter in column[:8]:
        number = number * 26 + letter - 64
    return number


def _characters(text: bytes, lengths: list[int]) -> int:
    """Return at least how many bytes of shared text the cells of a sheet use together.

    The usual case is told cheaply.
    """
    longest = max(lengths, default=0)
    if len(text) // _SMALLEST_USE * longest <= MOST_CHARACTERS:
        return len(text) // _SMALLEST_USE * longest
    most = (text.count(b"<v") + text.count(b":v")) * longest
    if most <= MOST_CHARACTERS:
        return most
    uses = len(_SHARED.findall(text))
    if uses * longest <= MOST_CHARACTERS:
        return uses * longest
    places = [int(place) for place in _SHARED_INDEX.findall(text)]
    known = sum(lengths[place] for place in places if place < len(lengths))
    return known + (uses - len(places)) * longest


def too_many(name: str, most_rows: int) -> Problem:
    """Return the Problem for a sheet with more rows than are read."""
    return Problem(
        tr("{name} was not read: it has more than {limit} rows.").format(
            name=name, limit=number_text(most_rows)
        ),
        tr("Split it into several files."),
    )
