"""Reads a returned workbook: the yellow cells, the hidden ids, and the texts beside them."""

from datetime import date, datetime, timedelta
from typing import Any

from ctpat_desktop.catalogue.sendings import MARKS, PREFIX, SIGNER
from ctpat_desktop.exchange.questionnaire_xlsx import (
    ANSWER,
    DATA_SHEET,
    ID,
    LIST_SHEET,
    QUESTION,
    REMARK,
    SIGN_ID,
    SIGN_VALUE,
)
from ctpat_desktop.exchange.returned import LONGEST, Raw, Unreadable, found_reference
from ctpat_desktop.exchange.workbooks import read_all_sheets
from ctpat_desktop.support.errors import Problem

MOST_ROWS = 20_000

SEND_AGAIN = "Ask the partner to fill in the workbook you sent, to save it, and to send it back."


def read_xlsx(data: bytes, name: str) -> Raw:
    """Return what a returned workbook says; Unreadable tells why it cannot be read."""
    try:
        sheets = read_all_sheets(data, name, MOST_ROWS)
    except Problem as problem:
        raise Unreadable(str(problem), SEND_AGAIN, found_reference(name)) from problem
    marks = _marks(sheets[DATA_SHEET]) if DATA_SHEET in sheets else _shown_marks(sheets)
    if not marks:
        raise _foreign(name)
    fields, texts = dict[str, str](), dict[str, str]()
    try:
        for sheet, grid in sheets.items():
            if sheet not in {DATA_SHEET, LIST_SHEET}:
                _take(grid, fields, texts)
    except ValueError as error:
        raise Unreadable(
            f"{name} cannot be read: {error}.", SEND_AGAIN, found_reference(name)
        ) from error
    mark = "|".join((PREFIX, *(marks.get(key, "") for key in MARKS)))
    return Raw(kind="xlsx", marks=marks, fields=fields, mark=mark, texts=texts)


def _foreign(name: str) -> Unreadable:
    return Unreadable(
        f"{name} is not a questionnaire of this program.",
        "Choose the file the partner filled in and saved.",
        found_reference(name),
    )


def _marks(grid: list[list[Any]]) -> dict[str, str]:
    return {
        str(row[0]): _said(row[1]) for row in grid if len(row) > 1 and str(row[0]) in set(MARKS)
    }


def _shown_marks(sheets: dict[str, list[list[Any]]]) -> dict[str, str]:
    """Return the number of the request as the sheets show it, where the hidden one was lost."""
    cells = (str(cell) for grid in sheets.values() for row in grid for cell in row)
    reference = next(filter(None, map(found_reference, cells)), "")
    return {**dict.fromkeys(MARKS, ""), "request": reference} if reference else {}


def _take(grid: list[list[Any]], fields: dict[str, str], texts: dict[str, str]) -> None:
    """Take the cells of one sheet: rows of questions, or rows of the signature."""
    for row in grid:
        cells = [*row, *[""] * (REMARK + 1 - len(row))]
        if _said(cells[SIGN_ID]) in SIGNER and len(row) <= REMARK:
            fields[_said(cells[SIGN_ID])] = _said(cells[SIGN_VALUE])
            continue
        key = _said(cells[ID])
        if not key or not _said(cells[QUESTION]) or "\n" in key:
            continue
        texts.setdefault(key, _said(cells[QUESTION]))
        fields.setdefault(key, _said(cells[ANSWER]))
        if " " not in key:
            fields.setdefault(f"{key} remark", _said(cells[REMARK]))


def _said(cell: Any) -> str:
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
    text = str(cell).strip()
    if len(text) > LONGEST:
        raise ValueError("an answer that is longer than a book")
    return text
