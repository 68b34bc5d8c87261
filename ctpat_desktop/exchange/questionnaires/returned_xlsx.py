"""Reads a returned workbook: its cells as words, its hidden marks, and notes beside the cells.

Which cell answers what is found later, when the questions are known.
"""

import re
from datetime import date, datetime, timedelta
from html import unescape
from io import BytesIO
from typing import Any

from ctpat_desktop.catalogue.sendings import MARKS
from ctpat_desktop.exchange.questionnaires.form_xlsx import DATA_SHEET, LIST_SHEET
from ctpat_desktop.exchange.questionnaires.returned import Raw, Unreadable, found_reference
from ctpat_desktop.exchange.tables.workbooks import read_all_sheets
from ctpat_desktop.exchange.zip_guard import Package
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr

MOST_ROWS = 20_000
MOST_NOTES = 50

SEND_AGAIN = N_(
    "Ask the sender to fill in the workbook that went out, to save it, and to send it back."
)

_NOTES = re.compile(r"xl/(?:comments\d*|threadedComments/.*|drawings/drawing\d*|comments/.*)\.xml")
_ONE_NOTE = re.compile(
    rb"<(?:\w+:)?(?:comment|threadedComment|txBody)\b.*?</(?:\w+:)?"
    rb"(?:comment|threadedComment|txBody)>",
    re.DOTALL,
)
_PIECE = re.compile(rb"<(?:\w+:)?(?:t|text)(?:\s[^>]*)?>(.*?)</(?:\w+:)?(?:t|text)>", re.DOTALL)


def read_xlsx(data: bytes, name: str) -> Raw:
    """Return what a returned workbook says; Unreadable tells why it cannot be read."""
    try:
        sheets = read_all_sheets(data, name, MOST_ROWS)
        notes = _notes(data, name)
    except Problem as problem:
        raise Unreadable(str(problem), tr(SEND_AGAIN), found_reference(name)) from problem
    hidden = next((grid for grid in sheets.values() if _is_data(grid)), None)
    marks = _marks(hidden) if hidden is not None else _shown_marks(sheets)
    if not marks:
        raise _foreign(name)
    mark = "|".join(marks.get(key, "") for key in MARKS)
    return Raw(
        kind="xlsx",
        marks=marks,
        fields={},
        mark=mark,
        beside=tuple(notes),
        sheets=tuple(
            (sheet, [[_cell_text(cell) for cell in row] for row in grid])
            for sheet, grid in sheets.items()
            if grid is not hidden and sheet not in {DATA_SHEET, LIST_SHEET}
        ),
    )


def _notes(data: bytes, name: str) -> list[str]:
    """Return the words of comments and of boxes of text, which no cell holds."""
    package = Package(BytesIO(data), name)
    found: list[str] = []
    for part in package.parts:
        if not _NOTES.fullmatch(part.name):
            continue
        for note in _ONE_NOTE.findall(package.text(part.name)):
            pieces = b"".join(_PIECE.findall(note)).decode("utf-8", "replace")
            words = " ".join(unescape(pieces).split())
            if words:
                found.append(tr("in a note: “{words}”").format(words=words[:60]))
    return list(dict.fromkeys(found))[:MOST_NOTES]


def _is_data(grid: list[list[Any]]) -> bool:
    """Return whether a sheet is the hidden one with the marks, whatever it is called now."""
    return len({str(row[0]) for row in grid if len(row) > 1} & set(MARKS)) >= 3


def _foreign(name: str) -> Unreadable:
    return Unreadable(
        tr("{name} is not a form of this program.").format(name=name),
        tr("Choose the file that was filled in and saved."),
        found_reference(name),
    )


def _marks(grid: list[list[Any]]) -> dict[str, str]:
    return {
        str(row[0]): _cell_text(row[1])
        for row in grid
        if len(row) > 1 and str(row[0]) in set(MARKS)
    }


def _shown_marks(sheets: dict[str, list[list[Any]]]) -> dict[str, str]:
    """Return the number of the request as the sheets show it, where the hidden one was lost."""
    cells = (str(cell) for grid in sheets.values() for row in grid for cell in row)
    reference = next(filter(None, map(found_reference, cells)), "")
    return {**dict.fromkeys(MARKS, ""), "request": reference} if reference else {}


def _cell_text(cell: Any) -> str:
    """Return the words of a cell; whole numbers without a point, days as 2026-03-31."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(cell).strip()
