"""Working days of the federal government: weekends, holidays by rule, and closed days by hand."""

from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from ctpat_desktop.catalogue.trade import Holiday, load_holidays

FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


@cache
def holidays(year: int) -> dict[date, str]:
    """Return the federal holidays of a year, on the days they are kept."""
    found = {_observed(_day(row, at), row): row.name for at in (year, year + 1) for row in _rows()}
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def is_working(day: date, closed: Collection[date] = ()) -> bool:
    """Return whether offices work on a day; `closed` are further days off."""
    return day.weekday() <= FRIDAY and day not in holidays(day.year) and day not in closed


def days_after(day: date, count: int, closed: Collection[date] = ()) -> date:
    """Return the last of so many working days after a day; the day itself does not count."""
    while count > 0:
        day += timedelta(1)
        count -= is_working(day, closed)
    return day


def _rows() -> tuple[Holiday, ...]:
    return load_holidays().rows


def _day(row: Holiday, year: int) -> date:
    if row.day:
        return date(year, row.month, row.day)
    last = monthrange(year, row.month)[1]
    days = [date(year, row.month, day) for day in range(1, last + 1)]
    own = [day for day in days if day.weekday() == row.weekday]
    return own[row.nth - 1 if row.nth > 0 else row.nth]


def _observed(day: date, row: Holiday) -> date:
    """Return the day a fixed holiday is kept on when it falls on a weekend."""
    if not row.day:
        return day
    shift = {SATURDAY: -1, SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(shift)
