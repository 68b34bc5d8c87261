"""Tells which lines of an entry that an earlier file brought say something else than that file."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import ItracFile, ItracLine
from ctpat_desktop.services.trade.import_data.lines import bare_entry, load_line_form
from ctpat_desktop.support.dates import day_text

COMPARED = ("entry_date", "entry_type", "origin", "hts", "value", "duty", "tax")
"""What makes a line another one; words such as the goods' description do not."""
MONEY = ("value", "duty", "tax")

LineValues = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    """A line of a known entry: its row, and per field label what is here and what the row says.

    Without fields the earlier file has no line of this tariff number.
    """

    number: int
    entry: str
    fields: dict[str, tuple[str, str]]


def differing(
    scope: Scope, rows: Sequence[Mapping[str, Any]], mapped: Sequence[str]
) -> tuple[Differing, ...]:
    """Return the rows, all of known entries, that no line of these entries says as they do."""
    keys = tuple(key for key in COMPARED if key in mapped)
    wanted = {bare_entry(row["entry_number"]) for row in rows}
    there: dict[str, Counter[LineValues]] = {}
    for entry, said in _stored(scope, keys) if rows else ():
        if (bare := bare_entry(entry)) in wanted:
            there.setdefault(bare, Counter())[said] += 1
    others = list[Mapping[str, Any]]()
    for row in rows:
        lines = there.get(bare_entry(row["entry_number"]), Counter())
        said = tuple(row[key] for key in keys)
        if lines[said] > 0:
            lines[said] -= 1
        else:
            others.append(row)
    return tuple(_against(row, there.get(bare_entry(row["entry_number"])), keys) for row in others)


def _stored(scope: Scope, keys: Sequence[str]) -> Iterator[tuple[str, LineValues]]:
    columns = [getattr(ItracLine, key) for key in keys]
    query = (
        select(ItracLine.entry_number, *columns)
        .join(ItracFile, ItracFile.id == ItracLine.file_id)
        .where(ItracFile.company_id == scope.company_id)
    )
    with scope.workspace.read() as session:
        for entry, *said in session.execute(query):
            yield entry, tuple(said)


def _against(
    row: Mapping[str, Any], lines: Counter[LineValues] | None, keys: Sequence[str]
) -> Differing:
    """Return a row beside the line of its tariff number that no other row accounts for."""
    form, left = load_line_form(), [said for said, n in (lines or Counter()).items() if n > 0]
    same = (dict(zip(keys, said, strict=True)) for said in left)
    near = next((line for line in same if line.get("hts") == row["hts"]), None)
    differs = [key for key in keys if near is not None and near[key] != row[key]]
    fields = {
        form.field(key).label: (_text(key, near[key]), _text(key, row[key]))
        for key in differs
        if near is not None
    }
    return Differing(row["number"], row["entry_number"], fields)


def _text(key: str, value: Any) -> str:
    if key in MONEY:
        return f"{value / 100:,.2f}"
    return day_text(value) if isinstance(value, date) else str(value)
