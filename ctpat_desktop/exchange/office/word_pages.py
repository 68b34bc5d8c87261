"""Reads Word documents, workbooks, lists and plain text as simple pages of words and tables.

What a person reads is taken, not how it looks: no pictures, fonts or formulas. Every size has a
limit, and what is left out is said.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import docx
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from ctpat_desktop.documents.core.blocks import printable
from ctpat_desktop.documents.core.pictures import MALFORMED
from ctpat_desktop.exchange.tables.delimited import decoded, read_delimited
from ctpat_desktop.exchange.tables.workbooks import Workbook
from ctpat_desktop.exchange.zip_guard import BROKEN
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

Row = tuple[str, ...]
Block = str | tuple[Row, ...]
"""A paragraph, or the rows of a table."""

MOST_PAGES = 100
ROWS = 40
"""Rows of a table on one page."""
CHARACTERS = 3_000
"""Characters of text after which a page ends."""
MOST_BYTES = 5 * 2**20
"""Bytes of a text file that are looked at."""
MOST_ROWS = 1_048_576
"""Rows of a sheet; the most that Excel has."""
MOST_COLUMNS, LONGEST_CELL = 30, 300

_TEXT, _PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{tag}") for tag in ("t", "p", "tbl", "tr", "tc"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_TWICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What says again, for old programs, what stands beside it."""
_SETTINGS = frozenset(qn(f"w:{tag}") for tag in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr"))
_UNFIT = (*BROKEN, *MALFORMED, PythonDocxError, OpcError)


@dataclass(frozen=True, slots=True)
class Writing:
    """One page of words: a heading, such as the name of a sheet, and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a file, at least one, and what is not shown of it."""

    pages: tuple[Writing, ...]
    remark: str = ""


def document_pages(data: bytes) -> Pages:
    """Return the words and tables of a Word document."""
    try:
        body = docx.Document(BytesIO(data)).element.body
    except _UNFIT as error:
        raise _damaged() from error
    blocks = (cut for block in _blocks(body) for cut in _cut_block(block))
    remark = tr("Words and tables only; pictures and layout are not shown.")
    return _bound(_paged(blocks), remark)


def book_pages(data: bytes, name: str) -> Pages:
    """Return the rows of every visible sheet of a workbook."""
    try:
        book = Workbook(data, name, MOST_ROWS)
        pages = (
            page
            for sheet in book.visible
            for page in _table_pages(sheet, book.start(sheet, MOST_PAGES * ROWS + 1))
        )
        return _bound(pages, tr("Stored values only; formats and charts are not shown."))
    except Problem as problem:
        if "damaged" in str(problem):
            raise _damaged() from problem
        raise Problem(str(problem)) from problem


def text_pages(data: bytes, name: str, *, is_list: bool) -> Pages:
    """Return a text file, or a list whose cells are parted by signs, in whatever encoding."""
    if not data.strip():
        return Pages((Writing("", (tr("(empty)"),)),))
    start, is_cut = data, len(data) > MOST_BYTES
    if is_cut:
        start = data[: data.rfind(b"\n", 0, MOST_BYTES) + 1 or MOST_BYTES]
    try:
        text, *_ = decoded(start, name)
    except Problem as problem:
        raise Problem(tr("This file cannot be shown: it is not text that can be read.")) from (
            problem
        )
    remark = _first_part() if is_cut else ""
    if is_list:
        try:
            return _bound(_table_pages("", read_delimited(text, name, MOST_ROWS)), remark)
        except Problem:  # not a list after all; as text it can still be read
            return _bound(_paged(_lines(text)), remark)
    return _bound(_paged(_lines(text)), remark)


def _bound(pages: Iterable[Writing], remark: str) -> Pages:
    """Return pages up to the limit, and say so where there are more."""
    found = tuple(islice(pages, MOST_PAGES + 1))
    if len(found) > MOST_PAGES:
        remark = " ".join(filter(None, (remark, _first_part())))
    return Pages(found[:MOST_PAGES] or (Writing("", (tr("(empty)"),)),), remark)


def _first_part() -> str:
    return tr("Only the first part is shown.")


def _lines(text: str) -> Iterator[Block]:
    for line in printable(text).split("\n"):
        yield from _cut_block(line)


def _cut_block(block: Block) -> Iterator[Block]:
    """Part what is too long for one page."""
    size = CHARACTERS if isinstance(block, str) else ROWS
    for at in range(0, max(len(block), 1), size):
        yield block[at : at + size]


def _paged(blocks: Iterable[Block]) -> Iterator[Writing]:
    """Gather blocks to pages."""
    held, size = list[Block](), 0
    for block in blocks:
        weight = _weight(block)
        if held and size + weight > CHARACTERS:
            yield Writing("", tuple(held))
            held, size = [], 0
        held.append(block)
        size += weight
    if any(held):
        yield Writing("", tuple(held))


def _weight(block: Block) -> int:
    line = CHARACTERS // ROWS
    if isinstance(block, str):
        return max(len(block), line)
    return len(block) * line


def _table_pages(heading: str, grid: Sequence[Sequence[Any]]) -> Iterator[Writing]:
    """Part the rows of a list to pages; empty rows at the end are left out."""
    wide = max((at for row in grid for at, cell in enumerate(row, 1) if _is_said(cell)), default=0)
    high = max((at for at, row in enumerate(grid, 1) if any(map(_is_said, row))), default=0)
    for at in range(0, high, ROWS):
        rows = tuple(_row(row, wide) for row in grid[at : min(at + ROWS, high)])
        yield Writing(heading, (rows,))
    if not high:
        yield Writing(heading, (tr("(empty)"),))


def _row(row: Sequence[Any], wide: int) -> Row:
    cells = [_short(cell_words(cell)) for cell in row[: min(wide, MOST_COLUMNS)]]
    cells += [""] * (min(wide, MOST_COLUMNS) - len(cells))
    return (*cells, "…") if wide > MOST_COLUMNS else tuple(cells)


def _is_said(cell: Any) -> bool:
    return cell is not None and str(cell).strip() != ""


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_CELL else f"{words[:LONGEST_CELL]}…"


def cell_words(cell: Any) -> str:
    """Return a stored value as a person reads it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        time = "" if cell.time() == datetime.time() else f" {cell:%H:%M}"
        return f"{day_text(cell)}{time}"
    if isinstance(cell, datetime.date):
        return day_text(cell)
    return printable(str(cell)) if cell is not None else ""


def _blocks(element: Any) -> Iterator[Block]:
    """Yield paragraphs and tables in their order, wherever they are wrapped."""
    for child in element:
        if child.tag == _PARAGRAPH:
            yield printable(_words(child))
        elif child.tag == _TABLE:
            yield tuple(_short_row(row) for row in child.iter(_ROW))
        elif child.tag not in _SETTINGS and child.tag != _TWICE:
            yield from _blocks(child)


def _short_row(row: Any) -> Row:
    return tuple(
        _short("\n".join(printable(_words(part)) for part in cell.iter(_PARAGRAPH)).strip())
        for cell in islice(row.iter(_CELL), MOST_COLUMNS)
    )


def _words(paragraph: Any) -> str:
    """Return the words of a paragraph, inserted ones too; deleted ones are stored elsewhere."""
    found = list[str]()
    waiting = [paragraph]
    while waiting:
        node = waiting.pop()
        if node.tag == _TEXT:
            found.append(node.text or "")
        elif node.tag in _SIGNS:
            found.append(_SIGNS[node.tag])
        elif node.tag not in _SETTINGS and node.tag != _TWICE:
            waiting.extend(reversed(node))
    return "".join(found)


def _damaged() -> Problem:
    return Problem(tr("This file cannot be shown: it is damaged."))
