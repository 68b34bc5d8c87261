"""Reads a returned workbook: the yellow cells, the hidden ids, and the texts beside them."""

import re
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook

from ctpat_desktop.catalogue.sendings import MARKS, PREFIX, SIGNER
from ctpat_desktop.exchange.questionnaire_xlsx import (
    ANSWER,
    DATA_SHEET,
    ID,
    QUESTION,
    REMARK,
    SIGN_ID,
    SIGN_VALUE,
)
from ctpat_desktop.exchange.returned import LONGEST, Raw, Unreadable, found_reference

MOST_PARTS = 500
MOST_BYTES = 60 * 2**20
"""Bytes of all parts of a workbook; ours have less than one megabyte."""
MOST_CELLS = 200_000
FARTHEST = re.compile(rb'[\s"]r="([A-Z]{1,3})([0-9]{1,7})"')
_HARM = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)

SEND_AGAIN = "Ask the partner to fill in the workbook you sent, to save it, and to send it back."


def read_xlsx(data: bytes, name: str) -> Raw:
    """Return what a returned workbook says; Unreadable tells why it cannot be read."""
    try:
        _refuse_harm(data, name)
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        if DATA_SHEET not in book.sheet_names:
            raise _foreign(name)
        marks = _marks(_grid(book, DATA_SHEET))
        fields, texts = dict[str, str](), dict[str, str]()
        for sheet in book.sheet_names:
            if sheet not in {DATA_SHEET, "lists"}:
                _take(_grid(book, sheet), fields, texts)
    except (CalamineError, BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(
            f"{name} cannot be read: the workbook is damaged or protected by a password.",
            SEND_AGAIN,
            found_reference(name),
        ) from error
    mark = "|".join((PREFIX, *(marks.get(key, "") for key in MARKS)))
    return Raw(kind="xlsx", marks=marks, fields=fields, mark=mark, texts=texts)


def _foreign(name: str) -> Unreadable:
    return Unreadable(
        f"{name} is not a questionnaire of this program.",
        "Choose the file the partner filled in and saved.",
        found_reference(name),
    )


def _refuse_harm(data: bytes, name: str) -> None:
    """Raise where unpacking the workbook would fill the memory."""
    with ZipFile(BytesIO(data)) as package:
        parts = package.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise ValueError("more than a workbook of ours can hold")
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            raise _foreign(name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _refuse_part(package, part.filename, part.file_size)


def _refuse_part(package: ZipFile, name: str, size: int) -> None:
    with package.open(name) as file:
        text = file.read(size + 1)
    if len(text) > size or _HARM.search(text):
        raise ValueError("a part that is not as it says")
    if "worksheets/" in name:
        places = FARTHEST.findall(text)
        wide = max((len(column), column) for column, _ in places)[1] if places else b"A"
        rows = max((int(row) for _, row in places), default=0)
        columns = sum((letter - 64) * 26**at for at, letter in enumerate(reversed(wide)))
        if columns * rows > MOST_CELLS:
            raise ValueError("cells that reach too far")


def _grid(book: CalamineWorkbook, name: str) -> list[list[Any]]:
    sheet = book.get_sheet_by_name(name)
    return sheet.to_python(skip_empty_area=False) if sheet.end else []


def _marks(grid: list[list[Any]]) -> dict[str, str]:
    return {
        str(row[0]): _said(row[1]) for row in grid if len(row) > 1 and str(row[0]) in set(MARKS)
    }


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
