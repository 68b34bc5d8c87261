"""Reads a list from a file somebody sent: separated text or XLSX, never trusting its name.

Reading has limits for bytes, rows, columns and cells, so that no file can take the machine down;
what is refused is refused with one sentence. Text stays text: nothing is ever calculated.
"""

import re
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from ctpat_desktop.exchange.delimited import decoded, read_delimited
from ctpat_desktop.exchange.workbooks import read_workbook, too_many
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.failures import reason

MOST_ROWS = 100_000
"""Rows of one list; app default."""
LARGEST = 100 * 2**20
"""Bytes of the largest file that is read; app default."""
_ABOVE = 30
"""Rows looked at for the headings."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_FOREIGN = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a compressed file",
    b"7z\xbc\xaf": "a compressed file",
    b"Rar!": "a compressed file",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|workbook)", re.IGNORECASE)
_DISARMED = re.compile(r"'+[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: headings, rows of cells, and the row number of each in the file (from 1).

    `encoding` is "" for a workbook; `kind` is "csv" or "xlsx"; empty rows are left out.
    """

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]
    name: str
    encoding: str
    kind: str
    remarks: tuple[str, ...] = ()


def read_sheet(
    path: Path, known: Collection[str] = (), encoding: str = "", most_rows: int = MOST_ROWS
) -> Sheet:
    """Read the list in a file; `known` are heading words that help to find the heading row."""
    return read_bytes(_bytes_of(path), path.name, known, encoding, most_rows)


def read_bytes(
    data: bytes,
    name: str,
    known: Collection[str] = (),
    encoding: str = "",
    most_rows: int = MOST_ROWS,
) -> Sheet:
    """Read the list in the bytes of a file; `name` is what it is called in messages."""
    if data.startswith(_ZIP):
        grid, remarks = read_workbook(BytesIO(data), name, most_rows + _ABOVE, _is_list)
        return _sheet(grid, known, most_rows, Sheet((), (), (), name, "", "xlsx", remarks))
    _refuse_foreign(data, name)
    text, used = decoded(data, name, encoding)
    rows = read_delimited(text, name, most_rows + _ABOVE)
    found = _sheet(rows, known, most_rows, Sheet((), (), (), name, used, "csv"))
    _rearm(found.rows)
    return found


def _bytes_of(path: Path) -> bytes:
    """Return all of a regular file; a device that never ends is not one."""
    try:
        what = path.stat()
        if stat.S_ISDIR(what.st_mode):
            raise Problem(f"{path.name} is a folder.", "Choose one file in it.")
        if not stat.S_ISREG(what.st_mode):
            raise Problem(f"{path.name} is not a file.", "Choose an .xlsx or .csv file.")
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else "its name is not possible"
        raise Problem(f"{path.name} cannot be read: {why}.") from error
    if len(data) > LARGEST:
        raise Problem(
            f"{path.name} was not read: it is larger than {LARGEST // 2**20} MB.",
            "Split it into several files.",
        )
    if not data.strip():
        raise Problem(f"{path.name} is empty.", "Choose another file.")
    return data


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Problem(
                f"{name} is protected by a password.", "Save it without one, then import it again."
            )
        raise Problem(f"{name} is in an old spreadsheet format.", "Save it as .xlsx.")
    what = next((words for start, words in _FOREIGN.items() if data.startswith(start)), "")
    if not what and _PAGE.match(data):
        what = "a web page or XML"
    if what:
        raise Problem(f"{name} is {what}, not a list.", "Choose an .xlsx or .csv file.")


def _sheet(
    grid: Sequence[Sequence[Any]], known: Collection[str], most_rows: int, bare: Sheet
) -> Sheet:
    """Return the list in a grid; Problem where there is no heading row with rows under it."""
    at = _heading(grid, {folded(word) for word in known})
    if at is None:
        raise Problem(
            f"{bare.name} holds no list.", "The first row must hold the headings of the columns."
        )
    headers = [" ".join(str(cell).split()) if _said(cell) else "" for cell in grid[at]]
    while headers and not headers[-1]:
        headers.pop()
    width = len(headers)
    rows, numbers = list[Sequence[Any]](), list[int]()
    for number, row in enumerate(grid[at + 1 :], at + 2):
        if (row and type(row[0]) is str and row[0].strip()) or any(map(_said, row)):
            rows.append(row if len(row) == width else _fitted(row, width))
            numbers.append(number)
    if len(rows) > most_rows:
        raise too_many(bare.name, most_rows)
    return Sheet(tuple(headers), rows, numbers, bare.name, bare.encoding, bare.kind, bare.remarks)


def _fitted(row: Sequence[Any], width: int) -> list[Any]:
    return [*row[:width], *[""] * (width - len(row))]


def _said(cell: object) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _heading(grid: Sequence[Sequence[Any]], known: set[str]) -> int | None:
    """Return the row of the headings: the one with most known words, else the first wide one."""
    start = [[cell for cell in row if _said(cell)] for row in grid[:_ABOVE]]
    hits = [sum(_is_known(cell, known) for cell in row) for row in start]
    if hits and max(hits) > 1:
        return hits.index(max(hits))
    widest = max((len(row) for row in start), default=0)
    for at, row in enumerate(start):
        if row and len(row) * 2 > widest and all(isinstance(cell, str) for cell in row):
            return at
    return next((at for at, row in enumerate(start) if row), None)


def _is_known(cell: object, known: set[str]) -> bool:
    return isinstance(cell, str) and folded(cell) in known


def _is_list(grid: Sequence[Sequence[Any]]) -> bool:
    return any(_said(cell) for row in grid[:_ABOVE] for cell in row)


def _rearm(rows: Sequence[Sequence[Any]]) -> None:
    """Take away the apostrophe our own CSV puts before what a spreadsheet would calculate."""
    for row in rows:
        for at, cell in enumerate(row):
            if cell and cell[0] == "'" and _DISARMED.match(cell):
                row[at] = cell[1:]  # type: ignore[index]
