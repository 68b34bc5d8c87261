"""Turns the rows of an ITRAC sheet into entry lines; each row is taken or refused."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from ctpat_desktop.catalogue.forms import Form, Kind, read_form
from ctpat_desktop.exchange.sheets import Sheet
from ctpat_desktop.services.headings import Columns
from ctpat_desktop.services.parsing import as_text, written_number
from ctpat_desktop.services.written_dates import Order, Unfit, order_of, read_date
from ctpat_desktop.support.shipped import shipped

LONGEST = 200
"""Characters kept of a cell."""

MOST = 10**13
"""US dollars of the largest amount taken."""

_YES = frozenset({"y", "yes", "true", "1", "x", "related"})


@dataclass(frozen=True, slots=True)
class Refused:
    """One row that is no entry line: its number in the file and why."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a sheet as values of the table, and the rows that are none."""

    rows: tuple[dict[str, Any], ...]
    refused: tuple[Refused, ...]


@cache
def load_line_form() -> Form:
    """Return the columns a file may have."""
    return read_form(shipped("forms", "trade", "itrac_line.toml"))


def parsed(sheet: Sheet, columns: Columns) -> Lines:
    """Return the lines of a sheet; a row without entry number or date is refused."""
    readers = {
        at: (key, _reader(key, columns.order or _order(sheet, at)))
        for at, key in enumerate(columns.keys)
        if key
    }
    rows, refused = list[dict[str, Any]](), list[Refused]()
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        try:
            rows.append({"number": number, **_row(readers, cells)})
        except Unfit as problem:
            refused.append(Refused(number, str(problem)))
    return Lines(tuple(_same_keys(rows)), tuple(refused))


def _row(
    readers: Mapping[int, tuple[str, Callable[[Any], Any]]], cells: Sequence[Any]
) -> dict[str, Any]:
    values = {key: read(cells[at]) for at, (key, read) in readers.items()}
    if not values.get("entry_number"):
        raise Unfit("the entry number is missing")
    if values.get("entry_date") is None:
        raise Unfit("the entry date is missing")
    return values


def _same_keys(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every row with all columns of the table, so that they can be written together."""
    empty: dict[str, Any] = {field.key: _empty(field.kind) for field in load_line_form().columns}
    for row in rows:
        yield {**empty, **row}


def _empty(kind: Kind) -> Any:
    return {Kind.NUMBER: 0, Kind.DATE: None, Kind.YES_NO: False}.get(kind, "")


def _order(sheet: Sheet, at: int) -> Order:
    """Return how a column means its dates; CBP's own data has the month first."""
    return order_of(row[at] for row in sheet.rows) or Order.MONTH_FIRST


def _reader(key: str, order: Order) -> Callable[[Any], Any]:
    kind = load_line_form().field(key).kind
    if kind is Kind.DATE:
        return lambda cell: read_date(cell, order) if _said(cell) else None
    if kind is Kind.NUMBER:
        return _cents
    if kind is Kind.YES_NO:
        return lambda cell: as_text(cell).strip().lower() in _YES
    if key == "hts":
        return lambda cell: "".join(letter for letter in as_text(cell) if letter.isalnum())
    return lambda cell: " ".join(as_text(cell).split())[:LONGEST]


def _said(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _cents(cell: Any) -> int:
    """Return an amount in US cents; an empty cell is nothing."""
    if not _said(cell):
        return 0
    amount = float(cell) if isinstance(cell, int | float) else written_number(as_text(cell))
    if not abs(amount) <= MOST:
        raise Unfit(f"{as_text(cell)[:40]} is too large an amount")
    return round(amount * 100)
