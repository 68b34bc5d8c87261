"""Reads a list from a file somebody sent: separated text or XLSX, never trusting its name.

Reading has limits for bytes, rows, columns and cells, and happens in a process of its own, so that
no file can take the program down; what is refused is refused with one sentence. Text stays text:
nothing is ever calculated.
"""

import re
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ctpat_desktop.exchange.child_process import run_limited
from ctpat_desktop.exchange.tables.delimited import decoded, read_delimited
from ctpat_desktop.exchange.tables.formulas import rearmed
from ctpat_desktop.exchange.tables.heading_rows import (
    ABOVE,
    Headings,
    found_headings,
    heading_text,
    is_said,
)
from ctpat_desktop.exchange.tables.odd_rows import folded_headings, why_odd
from ctpat_desktop.exchange.tables.workbooks import Grid, Workbook, WorkbookSheet, too_many
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.support.words import folded
from ctpat_desktop.workspace.failures import reason

MOST_ROWS = 100_000
"""Rows of one list; app default."""
LARGEST = 100 * 2**20
"""Bytes of the largest file that is read; app default."""
SECONDS, MEGABYTES = 120.0, 3_000
"""What reading one list may take; a list of 100,000 rows takes a twentieth of it. App default."""
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_FOREIGN = {
    b"%PDF": N_("a PDF"),
    b"\x89PNG": N_("a picture"),
    b"\xff\xd8\xff": N_("a picture"),
    b"GIF8": N_("a picture"),
    b"{\\rtf": N_("a text document"),
    b"\x1f\x8b": N_("a compressed file"),
    b"7z\xbc\xaf": N_("a compressed file"),
    b"Rar!": N_("a compressed file"),
    b"MZ": N_("a program"),
    b"\x7fELF": N_("a program"),
    b"SQLite format 3": N_("a database"),
}
_SAVE_AS = N_("Open it in Excel and save it as .xlsx, then import that.")
_PAGE = re.compile(rb"\s*<(?:!doctype|html|\?xml|table|workbook)", re.IGNORECASE)
_GUARDED = re.compile(r"=\s*\"((?:[^\"]|\"\")*)\"")
"""A text written as a formula, so that a spreadsheet keeps its zeros: ="02138"."""
_LOOKED_AT = 2_000
"""Rows that tell whether a column repeats its texts."""
_SHOWN = 60
"""Letters shown of a row that may hold the headings."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person says about a file: encoding, sheet, and the row of the headings from 1.

    Empty or 0 is found by itself.
    """

    encoding: str = ""
    sheet: str = ""
    heading: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list: headings, rows of cells, and the row number of each in the file (from 1).

    `encoding` is "" for a workbook; `kind` is "csv" or "xlsx"; empty rows are left out. `odd` says
    of rows, by their place among the rows, why they are no records.
    """

    headers: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]
    name: str
    encoding: str
    kind: str
    remarks: tuple[str, ...] = ()
    odd: Mapping[int, str] = field(default_factory=dict)
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    heading: int = 1
    starts: tuple[tuple[int, str], ...] = ()
    """Rows that may hold the headings, with their words."""
    is_1904: bool = False
    """Whether the days of the workbook are counted from 1904."""


def read_sheet(
    path: Path,
    known: Collection[str] = (),
    encoding: str = "",
    most_rows: int = MOST_ROWS,
    choice: Choice | None = None,
) -> Sheet:
    """Read the list in a file; `known` are heading words that help to find the heading row."""
    said = choice or Choice(encoding)
    return _limited(_read_path, path.absolute(), frozenset(known), said, most_rows, name=path.name)


def read_bytes(
    data: bytes,
    name: str,
    known: Collection[str] = (),
    most_rows: int = MOST_ROWS,
    choice: Choice | None = None,
) -> Sheet:
    """Read the list in the bytes of a file; `name` is what it is called in messages."""
    said = choice or Choice()
    return _limited(_read, data, name, frozenset(known), said, most_rows, name=name)


def _limited(read: Any, *args: Any, name: str) -> Sheet:
    found: Sheet = run_limited(read, *args, seconds=SECONDS, megabytes=MEGABYTES, name=name)
    return found


def _read_path(path: Path, known: frozenset[str], choice: Choice, most_rows: int) -> Sheet:
    return _read(_bytes_of(path), path.name, known, choice, most_rows)


@uncollected()
def _read(data: bytes, name: str, known: frozenset[str], choice: Choice, most_rows: int) -> Sheet:
    words = frozenset(map(folded, known))
    if data.startswith(_ZIP):
        return _read_book(data, name, words, choice, most_rows)
    _refuse_foreign(data, name)
    if choice.sheet:
        raise Problem(
            tr("{name} has no sheets.").format(name=name), tr("Leave the name of the sheet out.")
        )
    text, used, remarks = decoded(data, name, choice.encoding)
    rows = read_delimited(text, name, most_rows + ABOVE)
    for row in rows:
        row[:] = [_bare(cell) if cell[:1] in "='" else cell for cell in row]
    page = WorkbookSheet("", True, rows, (), ())
    bare = Sheet((), (), (), name, used, "csv", remarks)
    return _list(page, words, choice, most_rows, bare)


def _read_book(
    data: bytes, name: str, known: frozenset[str], choice: Choice, most_rows: int
) -> Sheet:
    book = Workbook(data, name, most_rows + ABOVE)
    page = book.page(_chosen(book, name, known, choice))
    if page.unstored:
        cells = ", ".join(page.unstored)
        raise Problem(
            tr("{name} was not read: results of formulas are not stored in it ({cells}).").format(
                name=name, cells=cells
            ),
            tr("Open it in Excel, save it there, and import it again."),
        )
    others = [sheet for sheet in book.visible if sheet != page.name]
    remarks = list(book.remarks)
    if others and not choice.sheet:
        remarks.append(
            tr("The sheet “{page}” is read; there are also: {names}.").format(
                page=page.name, names=", ".join(others)
            )
        )
    bare = Sheet((), (), (), name, "", "xlsx", tuple(remarks))
    bare = replace(bare, sheet=page.name, sheets=book.visible, is_1904=book.is_1904)
    _tidy(page.grid)
    return _list(page, known, choice, most_rows, bare)


class _Texts(dict[str, str]):
    """Gives each text without what only guards it, and equal ones as one."""

    def __missing__(self, text: str) -> str:
        """Look at a text that has not come before."""
        self[text] = text if text[:1] != "=" else _bare(text)
        return self[text]


def _tidy(grid: Grid) -> None:
    """Take away what only guards a text; texts of columns that repeat themselves are held once.

    That halves what goes to the other process, and what is kept there.
    """
    texts = _Texts()
    often = [at for at, cells in enumerate(zip(*grid[:_LOOKED_AT], strict=True)) if _repeats(cells)]
    rest = sorted(set(range(max(map(len, grid), default=0))) - {*often})
    for row in grid:
        for at in often:
            if type(row[at]) is str:
                row[at] = texts[row[at]]
        for at in rest:
            cell = row[at]
            if type(cell) is str and cell[:1] == "=":
                row[at] = _bare(cell)


def _repeats(cells: Sequence[Any]) -> bool:
    return len(set(cells)) * 2 < len(cells)


def _chosen(book: Workbook, name: str, known: Collection[str], choice: Choice) -> str:
    """Return the sheet to read: the named one, or that with most known headings."""
    if choice.sheet:
        hits = [sheet for sheet in book.names if folded(sheet) == folded(choice.sheet)]
        if choice.sheet not in book.names and len(hits) != 1:
            known_names = ", ".join(f"“{sheet}”" for sheet in book.visible)
            raise Problem(
                tr("{name} has no sheet “{sheet}”.").format(name=name, sheet=choice.sheet),
                tr("It has: {names}.").format(names=known_names),
            )
        return choice.sheet if choice.sheet in book.names else hits[0]
    if len(book.visible) == 1:
        return book.visible[0]
    best, most = "", -1
    for sheet in book.visible:
        start = book.start(sheet, ABOVE + 1)
        found = found_headings(start, known)
        hits_here = found.hits if found and found.hits > 1 else 0 if found else -1
        if hits_here > most:
            best, most = sheet, hits_here
    return best or (book.visible or book.names)[0]


def _bare(cell: str) -> str:
    """Return a cell without what only guards it: our own apostrophe, or ="..." around it."""
    guarded = _GUARDED.fullmatch(cell)
    return guarded[1].replace('""', '"') if guarded else rearmed(cell)


def _bytes_of(path: Path) -> bytes:
    """Return all of a regular file; a device that never ends is not one."""
    try:
        what = path.stat()
        if stat.S_ISDIR(what.st_mode):
            raise Problem(
                tr("{name} is a folder.").format(name=path.name), tr("Choose one file in it.")
            )
        if not stat.S_ISREG(what.st_mode):
            raise Problem(
                tr("{name} is not a file.").format(name=path.name),
                tr("Choose an .xlsx or .csv file."),
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = reason(error) if isinstance(error, OSError) else tr("its name is not possible")
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=why)
        ) from error
    if len(data) > LARGEST:
        raise Problem(
            tr("{path} was not read: it is larger than {n} MB.").format(
                path=path.name, n=LARGEST // 2**20
            ),
            tr("Split it into several files."),
        )
    if not data.strip():
        raise Problem(tr("{name} is empty.").format(name=path.name), tr("Choose another file."))
    return data


def _refuse_foreign(data: bytes, name: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Problem(
                tr("{name} is protected by a password.").format(name=name),
                tr("Save it without one, then import it again."),
            )
        raise Problem(tr("{name} is in an old spreadsheet format.").format(name=name), tr(_SAVE_AS))
    what = next((tr(words) for start, words in _FOREIGN.items() if data.startswith(start)), "")
    if not what and _PAGE.match(data.removeprefix(b"\xef\xbb\xbf")):
        raise Problem(
            tr("{name} is a web page or XML, not a list.").format(name=name), tr(_SAVE_AS)
        )
    if what:
        raise Problem(
            tr("{name} is {what}, not a list.").format(name=name, what=what),
            tr("Choose an .xlsx or .csv file."),
        )


def _list(
    page: WorkbookSheet, known: Collection[str], choice: Choice, most_rows: int, bare: Sheet
) -> Sheet:
    """Return the list in a grid; Problem where there is no heading row with rows under it."""
    row = choice.heading - 1 if choice.heading else None
    at = found_headings(page.grid, known, page.merged, row)
    if at is None or not at.words:
        raise Problem(
            tr("{name} holds no list.").format(name=bare.name),
            tr("The first row must hold the headings of the columns."),
        )
    headers = at.words + ("",) * _unnamed(page.grid, at, bare.kind)
    width, first = len(headers), at.row + at.rows
    above = page.grid[at.row : first]
    repeated = {row for row in map(folded_headings, (headers, *above)) if row}
    rows, numbers, odd = list[Sequence[Any]](), list[int](), dict[int, str]()
    for number, cells in enumerate(page.grid[first:], first + 1):
        if (cells and type(cells[0]) is str and cells[0].strip()) or any(map(is_said, cells)):
            why = why_odd(cells, headers, repeated)
            if why:
                odd[len(rows)] = why
            rows.append(cells if len(cells) == width else _fitted(cells, width))
            numbers.append(number)
    if len(rows) > most_rows:
        raise too_many(bare.name, most_rows)
    starts = tuple(_starts(page.grid))
    found = replace(bare, headers=headers, rows=rows, numbers=numbers, odd=odd)
    return replace(found, heading=at.row + 1, starts=starts)


def _unnamed(grid: Sequence[Sequence[Any]], at: Headings, kind: str) -> int:
    """Return how many columns right of the headings most rows of a workbook fill."""
    if kind != "xlsx":
        return 0
    below = grid[at.row + at.rows :]
    widest = max(map(len, below), default=0)
    for column in range(widest, len(at.words), -1):
        if sum(is_said(cells[column - 1]) for cells in below if len(cells) >= column) * 2 > len(
            below
        ):
            return column - len(at.words)
    return 0


def _starts(grid: Sequence[Sequence[Any]]) -> list[tuple[int, str]]:
    """Return the first rows that say something, for choosing the one of the headings."""
    found = []
    for number, cells in enumerate(grid[:ABOVE], 1):
        words = " | ".join(filter(None, map(heading_text, cells)))
        if words:
            found.append((number, words[:_SHOWN]))
    return found


def _fitted(row: Sequence[Any], width: int) -> list[Any]:
    return [*row[:width], *[""] * (width - len(row))]
