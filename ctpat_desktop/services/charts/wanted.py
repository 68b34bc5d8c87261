"""What of a chart is asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ctpat_desktop.support.dates import day_text

MONTH, WEEK = "month", "week"
"""The steps a cycle can be counted in."""
TOPIC, POSITION = "topic", "position"
"""What a bar of training can be of."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The review year (0 is the newest), the step, what bars are of, and how days are written."""

    year: int = 0
    step: str = MONTH
    by: str = TOPIC
    day_words: Callable[[date], str] = day_text
