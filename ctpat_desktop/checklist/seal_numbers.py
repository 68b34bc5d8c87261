"""Seal numbers as people write them, and ranges of them. Values only."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ctpat_desktop.support.language import tr

_NUMBER = re.compile(r"(|.*\D)(\d+)(\D*)")
_SPACES = re.compile(r"\s+")


class SealNumber(NamedTuple):
    """A seal number in its parts: "HL 0071432" is series ("HL", "") and value 71432.

    Spaces, case and leading zeros make no difference between two numbers.
    """

    series: tuple[str, str]
    value: int


@dataclass(frozen=True, slots=True)
class Span:
    """A run of consecutive numbers of one series, both ends included.

    `width` is how many digits the numbers are written with.
    """

    series: tuple[str, str]
    first: int
    last: int
    width: int = 0

    @property
    def count(self) -> int:
        """How many numbers there are."""
        return self.last - self.first + 1

    def holds(self, number: SealNumber) -> bool:
        """Return whether a number lies in the run."""
        return number.series == self.series and self.first <= number.value <= self.last

    def meets(self, other: "Span") -> bool:
        """Return whether two runs share a number."""
        same = self.series == other.series
        return same and self.first <= other.last and other.first <= self.last

    @property
    def words(self) -> str:
        """The run as a person reads it."""
        first, last = self._written(self.first), self._written(self.last)
        return first if self.count == 1 else tr("{first} to {last}").format(first=first, last=last)

    def _written(self, value: int) -> str:
        prefix, suffix = self.series
        return f"{prefix}{str(value).zfill(self.width)}{suffix}"


@lru_cache(maxsize=100_000)
def parse(text: str) -> SealNumber | None:
    """Return the parts of a seal number; None where it has no digits.

    The last run of digits counts up; what stands before and after names the series.
    """
    found = _NUMBER.fullmatch(_tidy(text))
    return SealNumber((found[1], found[3]), int(found[2])) if found else None


def span(first: str, last: str) -> Span | None:
    """Return the run from first to last; None where the two do not make one."""
    start, end = parse(first), parse(last)
    if start is None or end is None or start.series != end.series or start.value > end.value:
        return None
    found = _NUMBER.fullmatch(_tidy(first))
    return Span(start.series, start.value, end.value, len(found[2]) if found else 0)


def _tidy(text: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()
