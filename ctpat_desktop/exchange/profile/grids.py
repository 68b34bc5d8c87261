"""Reads answers from the tables of a document: those of workbooks, lists and Word documents."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ctpat_desktop.exchange.profile.fields import heading_words
from ctpat_desktop.exchange.profile.found import FoundAnswers, FoundRemark, KnownCriteria, Source
from ctpat_desktop.exchange.profile.numbers import cell_number
from ctpat_desktop.exchange.profile.table_rows import (
    Columns,
    Grid,
    TableAnswers,
    as_text,
    columns_of,
    read_table,
    without_headings,
)
from ctpat_desktop.exchange.tables.delimited import decoded, read_delimited
from ctpat_desktop.exchange.tables.formulas import rearmed
from ctpat_desktop.exchange.tables.heading_rows import found_headings
from ctpat_desktop.exchange.tables.workbooks import Workbook
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.words import folded, spaced

MOST_ROWS = 100_000
"""Rows of one table, and of all answers together; app default."""
_HOW = N_(
    "Write “No.” over the numbers and “Answer” over the words, or name the columns with --map."
)

Rows = Sequence[Sequence[Any]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


def book_answers(data: bytes, source: Source) -> FoundAnswers:
    """Read a workbook: the sheet that is named, else every visible one that holds answers."""
    name, wanted = source.name, source.options.sheet
    book = Workbook(data, name, MOST_ROWS)
    sheets = [_sheet_named(book, source)] if wanted else list(book.visible)
    grids = [_sheet_grid(book, sheet, source) for sheet in sheets]
    tables = _with_answers(grids, source)
    found = [read_table(grid, columns, source.known) for grid, columns in tables]
    if not any(table.answers for table in found):
        raise no_answers(name, [heading for grid in grids for heading in _seen(grid)])
    notes = [FoundRemark(0, text) for text in book.remarks]
    left = [grid.name for grid in grids if grid.name and all(grid is not one for one, _ in tables)]
    if left:
        notes.append(
            FoundRemark(
                0,
                tr("Sheets without answers were not read: {names}.").format(names=", ".join(left)),
            )
        )
    return _together(name, "xlsx", found, notes)


def list_answers(data: bytes, source: Source) -> FoundAnswers:
    """Read separated text; NoAnswers where it holds no table of them."""
    text, _encoding, remarks = decoded(data, source.name)
    found = table_in_text(text, source)
    notes = tuple(FoundRemark(0, remark) for remark in remarks)
    return replace(found, remarks=(*notes, *found.remarks))


def table_in_text(text: str, source: Source) -> FoundAnswers:
    """Read a text whose cells are parted by signs; NoAnswers where it holds no table of them."""
    name, known = source.name, source.known
    rows = [[rearmed(cell) for cell in row] for row in read_delimited(text, name, MOST_ROWS)]
    grid = grid_of("", rows, (), source.options.heading)
    columns, note = without_headings(grid, columns_of(grid, source), known)
    read = [read_table(grid, columns, known)] if columns.is_useful else []
    if not any(table.answers for table in read):
        raise no_answers(name, _seen(grid))
    return _together(name, "csv", read, [FoundRemark(0, note)] if note else [])


class NoAnswers(Problem):
    """Nothing in a document stands by the number of a criterion; `headings` are those it has."""

    headings: tuple[str, ...] = ()


def no_answers(name: str, headings: Sequence[str] = ()) -> NoAnswers:
    """Return the Problem for a document in which nothing was found."""
    seen = ", ".join(f"“{heading}”" for heading in list(dict.fromkeys(headings))[:20])
    words = (
        tr("Its headings are: {seen}. {how}").format(seen=seen, how=tr(_HOW))
        if seen
        else (
            tr("Each answer needs the number of its criterion before it, such as 4.3 or MSC 4.3.")
        )
    )
    found = NoAnswers(
        tr("{name} holds no answers by the number of a criterion.").format(name=name), words
    )
    found.headings = tuple(headings)
    return found


def grid_of(name: str, rows: Rows, merged: Merged = (), heading: int = 0) -> Grid:
    """Return a table with its headings found.

    `heading` is the row of the headings from 1, 0 where they are to be found.
    """
    at = found_headings(rows, heading_words(), merged, heading - 1 if heading else None)
    is_heading = at is not None and (at.hits > 0 or heading > 0)
    body = at.row + at.rows if at is not None and is_heading else 0
    headers = at.words if at is not None and is_heading else ()
    kept = [
        (number, cells)
        for number, cells in enumerate(rows[body:], 1 + body)
        if any(as_text(cell).strip() for cell in cells)
    ]
    return Grid(name, headers, [cells for _, cells in kept], [number for number, _ in kept])


def _seen(grid: Grid) -> list[str]:
    """Return the headings of a table, or what stands in its first row."""
    first = grid.rows[0] if grid.rows else ()
    cells = grid.headers or tuple(map(as_text, first))
    return [spaced(cell)[:40] for cell in cells if cell.strip()]


def _sheet_named(book: Workbook, source: Source) -> str:
    name, wanted = source.name, source.options.sheet
    hits = [sheet for sheet in book.names if folded(sheet) == folded(wanted)]
    if wanted in book.names:
        return wanted
    if len(hits) != 1:
        has = ", ".join(f"“{sheet}”" for sheet in book.visible)
        raise Problem(
            tr("{name} has no sheet “{sheet}”.").format(name=name, sheet=wanted),
            tr("It has: {names}.").format(names=has),
        )
    return hits[0]


def _sheet_grid(book: Workbook, sheet: str, source: Source) -> Grid:
    page = book.page(sheet)
    if page.unstored:
        cells = ", ".join(page.unstored)
        raise Problem(
            tr("{name} was not read: results of formulas are not stored in it ({cells}).").format(
                name=source.name, cells=cells
            ),
            tr("Open it in Excel, save it there, and import it again."),
        )
    is_only = source.options.sheet or len(book.visible) == 1
    shown = "" if is_only else tr("sheet “{sheet}”").format(sheet=sheet)
    return grid_of(shown, page.grid, page.merged, source.options.heading)


def _with_answers(grids: Sequence[Grid], source: Source) -> list[tuple[Grid, Columns]]:
    """Return the tables with answers; where none has any, those with a status by number."""
    read = [(grid, _columns(grid, source, is_only=len(grids) == 1)) for grid in grids]
    numbered = [pair for pair in read if _has_number(*pair, source.known)]
    whole = [pair for pair in numbered if pair[1].of("answer")]
    return whole or [pair for pair in numbered if pair[1].of("status")]


def _columns(grid: Grid, source: Source, *, is_only: bool) -> Columns:
    try:
        columns = columns_of(grid, source)
    except Problem:
        if is_only:
            raise
        return Columns({})
    return without_headings(grid, columns, source.known)[0]


def _has_number(grid: Grid, columns: Columns, known: KnownCriteria) -> bool:
    (at,) = columns.of("number") or (None,)
    if at is None:
        return False
    return any(cell_number(row[at], known) for row in grid.rows if at < len(row))


def _together(
    name: str, kind: str, tables: Sequence[TableAnswers], notes: Sequence[FoundRemark]
) -> FoundAnswers:
    answers = tuple(answer for table in tables for answer in table.answers)
    remarks = (*notes, *(remark for table in tables for remark in table.remarks))
    ignored = dict.fromkeys(heading for table in tables for heading in table.ignored)
    return FoundAnswers(name, kind, answers, remarks, tuple(ignored))
