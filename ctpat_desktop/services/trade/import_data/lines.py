"""Turns the rows of an ITRAC sheet into entry lines; each row is taken, joined or refused.

Rows that are further tariff numbers of one line become one line with its value once.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import takewhile
from typing import Any

from ctpat_desktop.catalogue.date_rules import rules_of
from ctpat_desktop.catalogue.forms import Form, Kind, read_form
from ctpat_desktop.catalogue.regions import COUNTRIES
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.services.accounts.countries import country_code
from ctpat_desktop.services.importing.cells import as_text
from ctpat_desktop.services.importing.dates import Order, Unfit, order_of, read_date
from ctpat_desktop.services.importing.headings import Columns
from ctpat_desktop.services.importing.numbers import written_number
from ctpat_desktop.services.importing.rows import Remark
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.support.words import inside

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
    """The lines of a sheet as values of the table, and the rows that are none.

    `joined` counts the rows that are further tariff numbers of a line; `remarks` name each country
    and each entry type that nobody knows, with the first row it stands in.
    """

    rows: tuple[dict[str, Any], ...]
    refused: tuple[Refused, ...]
    joined: int = 0
    remarks: tuple[Remark, ...] = ()


@cache
def load_line_form() -> Form:
    """Return the columns a file may have."""
    return read_form(shipped("forms", "trade", "itrac_line.toml"))


def parsed(sheet: Sheet, columns: Columns) -> Lines:
    """Return the lines of a sheet; a row without entry number or date is refused."""
    readers = {
        at: (key, _reader(key, columns.order or _order(sheet, at), is_1904=sheet.is_1904))
        for at, key in enumerate(columns.keys)
        if key
    }
    rows, refused = list[dict[str, Any]](), list[Refused]()
    for at, (number, cells) in enumerate(zip(sheet.numbers, sheet.rows, strict=True)):
        if at in sheet.odd:
            refused.append(Refused(number, sheet.odd[at]))
            continue
        try:
            rows.append({"number": number, **_row(readers, cells)})
        except Unfit as problem:
            refused.append(Refused(number, str(problem)))
    once, again = _once(rows)
    refused = sorted((*refused, *again), key=lambda row: row.number)
    lines = [_one_line(group) for group in _groups(once)]
    joined, remarks = len(once) - len(lines), tuple(_unknown(once))
    return Lines(tuple(_same_keys(lines)), tuple(refused), joined, remarks)


def _once(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[Refused]]:
    """Return the rows without those that say a line a second time, and these with the reason.

    A line of an entry is told by its number, place and tariff number; where the file numbers no
    lines, only a row that is the same in everything is the same line.
    """
    first, once, again = dict[Any, dict[str, Any]](), list[dict[str, Any]](), list[Refused]()
    for row in rows:
        told = _told_apart(row)
        there = first.setdefault(told, row)
        if there is row:
            once.append(row)
            continue
        number, differs = there["number"], _differing(there, row)
        why = tr("the same line as in row {number} already").format(number=number)
        if differs:
            why = tr("the line of row {number} again, with another {fields}").format(
                number=number, fields=", ".join(differs)
            )
        again.append(Refused(row["number"], why))
    return once, again


def _told_apart(row: Mapping[str, Any]) -> Any:
    entry, line = bare_entry(row["entry_number"]), row.get("line", "")
    if line:
        return entry, line, row.get("ordinal", ""), row.get("hts", "")
    rest = ((key, value) for key, value in row.items() if key not in ("number", "entry_number"))
    return entry, *sorted(rest, key=lambda pair: pair[0])


def _differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    form = load_line_form()
    keys = (key for key in one if key not in ("number", "entry_number") and one[key] != other[key])
    labels = [tr(form.field(key).label) for key in keys]
    return [inside(label) for label in labels]


def _unknown(rows: Sequence[Mapping[str, Any]]) -> Iterator[Remark]:
    """Yield each country and entry type that nobody knows, once, with its first row."""
    for key, is_known, what in _KNOWN:
        first, counts = dict[str, int](), Counter[str]()
        for row in rows:
            word = row.get(key, "")
            if word and not is_known(word):
                first.setdefault(word, row["number"])
                counts[word] += 1
        label = tr(load_line_form().field(key).label)
        for word, number in first.items():
            words = tr("“{word}” is not {what}").format(word=word[:40], what=tr(what))
            yield Remark(number, key, f"{words}{_rows(counts[word])}.", label)


def _rows(count: int) -> str:
    """Return how many rows say so, as the end of a sentence; nothing for one."""
    return ", " + ntr("{n} row", "{n} rows", count) if count > 1 else ""


def to_come(rows: Sequence[Mapping[str, Any]], today: date) -> Iterator[Remark]:
    """Yield each field with days that cannot be after today and are, with the first such row."""
    form = load_line_form()
    past = [rule.key for rule in rules_of(form) if rule.other is None and not rule.is_before]
    for key in past:
        late = [row for row in rows if row.get(key) is not None and row[key] > today]
        if late:
            words = tr("{day} is after today").format(day=day_text(late[0][key]))
            words = f"{words}{_rows(len(late))}."
            yield Remark(late[0]["number"], key, words, tr(form.field(key).label))


def _groups(rows: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put the rows together that are one line of an entry with several tariff numbers."""
    groups = list[list[dict[str, Any]]]()
    by_line: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in rows:
        entry, line = bare_entry(row["entry_number"]), row.get("line", "")
        there = by_line.get((entry, line)) if line else None
        if there is None and not line and groups and _follows(row, groups[-1][-1]):
            there = groups[-1]
        if there is None:
            there = []
            groups.append(there)
            by_line[entry, line] = there
        there.append(row)
    return groups


def _follows(row: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Return whether a row is the next tariff number of the line the row before it is of."""
    one, other = _ordinal(before), _ordinal(row)
    is_same = bare_entry(row["entry_number"]) == bare_entry(before["entry_number"])
    return is_same and 0 < one < other


def _ordinal(row: Mapping[str, Any]) -> int:
    text = str(row.get("ordinal", ""))
    return int(text) if text.isdecimal() else 0


def _one_line(group: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows of one line as one: its own tariff number, the value once, all duties."""
    main = next((row for row in group if row.get("hts", "")[:2] not in _SPECIAL), group[0])
    line = {**main, "number": group[0]["number"]}
    for key in ("duty", "tax"):
        amounts = [row[key] for row in group if key in row]
        if amounts:
            line[key] = amounts[0] if len(set(amounts)) == 1 else sum(amounts)
    if "value" in line:
        line["value"] = max(row["value"] for row in group)
    for row in group:
        for key, value in row.items():
            line[key] = line[key] or value
    return {key: value for key, value in line.items() if key not in NOT_STORED}


NOT_STORED = frozenset({"line", "ordinal"})
"""Fields that only tell which rows are one line."""
_SPECIAL = ("98", "99", "")
"""Chapters with additional duties and special provisions: never what the goods are."""


def _row(
    readers: Mapping[int, tuple[str, Callable[[Any], Any]]], cells: Sequence[Any]
) -> dict[str, Any]:
    values = {key: read(cells[at]) for at, (key, read) in readers.items()}
    if not values.get("entry_number"):
        raise Unfit(tr("the entry number is missing"))
    if values.get("entry_date") is None:
        raise Unfit(tr("the entry date is missing"))
    return values


def _same_keys(rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every row with all columns of the table, so that they can be written together."""
    stored = [field for field in load_line_form().columns if field.key not in NOT_STORED]
    empty: dict[str, Any] = {field.key: _empty(field.kind) for field in stored}
    for row in rows:
        yield {**empty, **row}


def _empty(kind: Kind) -> Any:
    return {Kind.NUMBER: 0, Kind.DATE: None, Kind.YES_NO: False}.get(kind, "")


def _order(sheet: Sheet, at: int) -> Order:
    """Return how a column means its dates; CBP's own data has the month first."""
    return order_of(row[at] for row in sheet.rows) or Order.MONTH_FIRST


def _reader(key: str, order: Order, *, is_1904: bool) -> Callable[[Any], Any]:
    kind, label = load_line_form().field(key).kind, load_line_form().field(key).label
    if kind is Kind.DATE:
        return lambda cell: read_date(cell, order, is_1904=is_1904) if _has_text(cell) else None
    if kind is Kind.NUMBER:
        return partial(_cents, tr(label))
    if kind is Kind.YES_NO:
        return lambda cell: as_text(cell).strip().lower() in _YES
    if key in _OWN_READERS:
        return _OWN_READERS[key]
    return lambda cell: " ".join(as_text(cell).split())[:LONGEST]


def _has_text(cell: Any) -> bool:
    return cell is not None and bool(str(cell).strip())


def _cents(label: str, cell: Any) -> int:
    """Return an amount in US cents; an empty cell is nothing."""
    if not _has_text(cell):
        return 0
    amount = float(cell) if isinstance(cell, int | float) else written_number(as_text(cell))
    if amount < 0:
        raise Unfit(
            tr("{label}: {amount} is less than nothing").format(
                label=label, amount=as_text(cell)[:40]
            )
        )
    if not amount <= MOST:
        raise Unfit(tr("{amount} is too large an amount").format(amount=as_text(cell)[:40]))
    return round(amount * 100)


def _tariff(cell: Any) -> str:
    """Return a tariff number without points; the zero a spreadsheet took from its front is back."""
    digits = "".join(letter for letter in as_text(cell) if letter.isalnum())
    return digits.zfill(len(digits) + len(digits) % 2) if digits.isdecimal() else digits


def _entry(cell: Any) -> str:
    """Return an entry number as CBP prints it, however it is written; others as they stand."""
    text = " ".join(as_text(cell).split())[:LONGEST]
    bare = bare_entry(text)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and bare.isdecimal():
        bare = bare.zfill(_ENTRY)
    return f"{bare[:3]}-{bare[3:10]}-{bare[10:]}" if len(bare) == _ENTRY else text


def bare_entry(text: str) -> str:
    """Return an entry number for comparing: its letters and digits alone."""
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _country(cell: Any) -> str:
    """Return the code of a country from a code, a name or a Canadian province; else the text."""
    text = " ".join(as_text(cell).split())[:LONGEST]
    for words in (text, *_parts(text)):
        code = "CA" if words.strip().upper() in _PROVINCES else country_code(words)
        if code:
            return code
    return text


def _type(text: str) -> str:
    """Return the two digits of "01", "1" or "01 - Consumption"."""
    digits = "".join(takewhile(str.isdecimal, text.strip()))
    return digits.zfill(2) if len(digits) < 3 else ""


def _parts(text: str) -> list[str]:
    """Return the two sides of "CN - China" or "China (CN)"."""
    bare = text.replace("(", " - ").replace(")", "").replace("/", " - ")
    return bare.split(" - ") if " - " in bare else []


ENTRY_TYPES = {
    "01": N_("Consumption, free and dutiable"),
    "02": N_("Consumption, quota"),
    "03": N_("Consumption, antidumping or countervailing duty"),
    "06": N_("Consumption from a foreign trade zone"),
    "07": N_("Quota with antidumping or countervailing duty"),
    "11": N_("Informal, free and dutiable"),
    "12": N_("Informal, quota"),
    "21": N_("Warehouse"),
    "22": N_("Re-warehouse"),
    "23": N_("Temporary importation bond"),
    "31": N_("Warehouse withdrawal"),
    "51": N_("Defense contract"),
    "86": N_("Low value"),
}
"""The usual entry types in our own words."""
OTHER_TYPES = frozenset(
    ("04", "05", "08", "09", "13", "24", "25", "26", "32", "34", "38", "41", "42", "43", "44", "45")
) | frozenset(("46", "47", "52", "61", "62", "63", "64", "65", "66", "69", "70"))
"""Further types of CBP's list, seldom seen."""
_KNOWN: tuple[tuple[str, Callable[[str], bool], str], ...] = (
    ("origin", lambda word: word in COUNTRIES, N_("a country")),
    ("export_country", lambda word: word in COUNTRIES, N_("a country")),
    (
        "entry_type",
        lambda word: _type(word) in OTHER_TYPES.union(ENTRY_TYPES),
        N_("an entry type"),
    ),
)
_ENTRY = 11
_PROVINCES = frozenset(
    ("XA", "XB", "XC", "XM", "XN", "XO", "XP", "XQ", "XS", "XT", "XV", "XW", "XY")
)
"""CBP's codes for the provinces and territories of Canada as origin."""
_OWN_READERS: dict[str, Callable[[Any], str]] = {
    "hts": _tariff,
    "entry_number": _entry,
    "origin": _country,
    "export_country": _country,
}
