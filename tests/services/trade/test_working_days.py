"""Working days: weekends, federal holidays as they are kept, and days closed by hand."""

from datetime import date

import pytest

from ctpat_desktop.services.trade import working_days


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 19), "Martin Luther King Jr. Day"),
        (date(2026, 5, 25), "Memorial Day"),
        (date(2026, 7, 3), "Independence Day"),
        (date(2026, 11, 26), "Thanksgiving Day"),
        (date(2027, 7, 5), "Independence Day"),
        (date(2027, 12, 24), "Christmas Day"),
        (date(2027, 12, 31), "New Year's Day"),
    ],
)
def test_a_holiday_is_kept_on_its_day(day, name):
    assert working_days.holidays(day.year)[day] == name


def test_a_year_has_eleven_holidays_and_the_next_new_year_when_it_is_kept_early():
    assert len(working_days.holidays(2026)) == 11
    assert len(working_days.holidays(2027)) == 12


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2026, 11, 9), 5, date(2026, 11, 17)),  # over Veterans Day and a weekend
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # from a Friday
        (date(2026, 11, 21), 1, date(2026, 11, 23)),  # from a Saturday
        (date(2026, 12, 23), 2, date(2026, 12, 28)),  # over Christmas Day
        (date(2026, 11, 9), 0, date(2026, 11, 9)),
    ],
)
def test_the_day_itself_and_days_off_do_not_count(start, count, end):
    assert working_days.days_after(start, count) == end


def test_a_day_closed_by_hand_does_not_count():
    closed = {date(2026, 11, 10)}
    assert working_days.days_after(date(2026, 11, 9), 1, closed) == date(2026, 11, 12)
