"""The next anniversary, leap days included."""

from dataclasses import dataclass
from datetime import date

import pytest

from ctpat_desktop.records import Account
from ctpat_desktop.ui.frame.home import next_anniversary


@dataclass
class Read:
    """As much of a dossier as is looked at."""

    account: Account


@pytest.mark.parametrize(
    ("anniversary", "today", "following"),
    [
        (date(2024, 2, 29), date(2028, 1, 10), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2028, 2, 29), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2027, 3, 1), date(2028, 2, 29)),
        (date(2024, 2, 29), date(2026, 1, 10), date(2026, 2, 28)),
        (date(2024, 2, 28), date(2028, 1, 10), date(2028, 2, 28)),
        (date(2020, 12, 31), date(2026, 12, 31), date(2026, 12, 31)),
        (None, date(2026, 1, 1), None),
    ],
)
def test_the_next_anniversary(anniversary, today, following):
    assert next_anniversary(Read(Account(anniversary=anniversary)), today) == following
