"""Reads a date as people write it. Where a date could mean two days, it is not guessed."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any

from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import folded


class Unfit(ValueError):
    """A value that cannot be taken over; its text is the reason for the person.

    `word` is the word nobody knows, where it is one that can be explained.
    """

    def __init__(self, reason: str, word: str = "") -> None:
        """Say why, and which word it was."""
        super().__init__(reason)
        self.word = word


class Order(StrEnum):
    """How dates such as 03/04/2026 are meant."""

    UNKNOWN = ""
    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EASTERN = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2}|\d{4})\.?")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{2}|\d{4})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M|Z|[+-]\d{2}:?\d{2})?$", re.I)
_DAY_NAME = re.compile(r"^[^\W\d]{2,12}\.?, +(?=.*\d.*\d)")
_PIVOT = 70
"""Years of two digits up to here are of this century."""
_FIRST, _LAST = 1900, 2200
_SERIAL = date(1899, 12, 30)
"""The day a spreadsheet counts from."""
_SERIAL_1904 = date(1904, 1, 1)
"""The day old workbooks from a Mac count from."""
_SERIALS = range(10_000, 90_000)
_NO_DAY = re.compile(r"(?:\d{1,2}[./-])?\d{4}|\d{4}[./-]\d{1,2}")


def read_date(cell: Any, order: Order = Order.UNKNOWN, *, is_1904: bool = False) -> date:
    """Return the date in a cell; Unfit says why there is none.

    `is_1904` is true for a workbook that counts its days from 1904.
    """
    if isinstance(cell, datetime):
        return _in_range(cell.date())
    if isinstance(cell, date):
        return _in_range(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _SERIALS:
        return (_SERIAL_1904 if is_1904 else _SERIAL) + timedelta(days=int(cell))
    text = _DAY_NAME.sub("", _TIME.sub("", " ".join(str(cell).split())))
    for pattern in (_ISO, _EASTERN, _PACKED):
        if found := pattern.fullmatch(text):
            return _day(text, *map(int, found.groups()))
    if found := _DOTTED.fullmatch(text):
        return _day(text, _year(found[3]), int(found[2]), int(found[1]))
    if found := _SLASHED.fullmatch(text):
        return _slashed(text, int(found[1]), int(found[2]), _year(found[3]), order)
    return _spelled(text)


def order_of(cells: Iterable[Any]) -> Order:
    """Return how a column means its dates, as far as one of them can mean only one day."""
    found = set()
    for cell in cells:
        hit = _SLASHED.fullmatch(_TIME.sub("", cell.strip())) if isinstance(cell, str) else None
        if hit and int(hit[1]) > 12 >= int(hit[2]):
            found.add(Order.DAY_FIRST)
        elif hit and int(hit[2]) > 12 >= int(hit[1]):
            found.add(Order.MONTH_FIRST)
    return found.pop() if len(found) == 1 else Order.UNKNOWN


def _slashed(text: str, first: int, second: int, year: int, order: Order) -> date:
    if first > 12 or (first == second):
        return _day(text, year, second, first)
    if second > 12:
        return _day(text, year, first, second)
    if order is Order.UNKNOWN:
        one, other = _date_words(year, first, second), _date_words(year, second, first)
        raise Unfit(
            tr("“{text}” may be {one} or {other}; say which comes first, day or month").format(
                text=text, one=one, other=other
            )
        )
    month, day = (first, second) if order is Order.MONTH_FIRST else (second, first)
    return _day(text, year, month, day)


def _date_words(year: int, month: int, day: int) -> str:
    return f"{_MONTH_NAMES[month - 1]} {day}, {year}"


def _spelled(text: str) -> date:
    """Read "12 March 2026", "March 12, 2026", "12-Mar-26", and the same in French and Spanish."""
    parts = [part for part in folded(text).split() if part not in _SMALL_WORDS]
    if len(parts) == 3:
        names = [part for part in parts if not part[0].isdigit()]
        numbers = [re.sub(r"(st|nd|rd|th|er|o)$", "", part) for part in parts if part[0].isdigit()]
        month = _months().get(names[0]) if len(names) == 1 else None
        if month and len(numbers) == 2 and all(part.isdigit() for part in numbers):
            day, year = sorted(numbers, key=len) if len(numbers[0]) == 4 else numbers
            return _day(text, _year(year), month, int(day))
    names = [part for part in parts if part in _months()]
    years = [part for part in parts if part.isdigit() and len(part) == 4]
    if _NO_DAY.fullmatch(text) or (names and len(parts) == 2 and years):
        raise Unfit(tr("“{text}” names no day").format(text=text[:40]))
    raise Unfit(tr("“{text}” is not a date").format(text=text[:40]))


_SMALL_WORDS = frozenset({"de", "del", "of", "le", "el", "the"})
_MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by name, whole and short, in three languages."""
    from babel.dates import get_month_names

    found: dict[str, int] = {"sept": 9}
    for language in ("en", "fr", "es"):
        for width in ("wide", "abbreviated"):
            for number, name in get_month_names(width, locale=language).items():
                found.setdefault(folded(str(name)), number)
    return found


def _year(text: str) -> int:
    year = int(text)
    if len(text) > 2:
        return year
    return year + (2000 if year <= _PIVOT else 1900)


def _day(text: str, year: int, month: int, day: int) -> date:
    try:
        return _in_range(date(year, month, day))
    except ValueError as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit(tr("“{text}” is not a day of the calendar").format(text=text)) from error


def _in_range(day: date) -> date:
    if not _FIRST <= day.year <= _LAST:
        raise Unfit(
            tr("the year {year} is not between {first} and {last}").format(
                year=day.year, first=_FIRST, last=_LAST
            )
        )
    return day
