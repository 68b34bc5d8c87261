"""How near or late a day is that something is due on: one wording for every screen and paper."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ctpat_desktop.support.language import ntr, tr

SOON_DAYS = 30
"""Days before a due day from which it is said to come soon; app default."""


class Nearness(StrEnum):
    """How a day stands to today; the value is the color its mark has."""

    LATE = "bad"
    SOON = "warn"
    AHEAD = "note"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A due day, and today; with `is_done` it is never late.

    With `is_end` the day is one something ends on, so it is late only by having expired.
    """

    day: date | None
    today: date
    is_done: bool = False
    is_end: bool = False

    @property
    def nearness(self) -> Nearness:
        """Say how the day stands to today."""
        if self.day is None or self.is_done:
            return Nearness.NONE
        left = (self.day - self.today).days
        if left < 0:
            return Nearness.LATE
        return Nearness.SOON if left <= SOON_DAYS else Nearness.AHEAD

    @property
    def is_late(self) -> bool:
        """True where the day has passed and what was due then is not done."""
        return self.nearness is Nearness.LATE

    @property
    def words(self) -> str:
        """Say in words how late it is, or how soon; "" where there is nothing to say."""
        if self.day is None or self.nearness in (Nearness.NONE, Nearness.AHEAD):
            return ""
        days = (self.day - self.today).days
        if days == 0:
            return tr("due today")
        if days < 0:
            return self._past(-days)
        if self.is_end:
            return ntr("ends tomorrow", "ends in {n} days", days)
        return ntr("due tomorrow", "due in {n} days", days)

    def _past(self, days: int) -> str:
        if self.is_end:
            return ntr("expired yesterday", "expired {n} days ago", days)
        return ntr("{n} day late", "{n} days late", days)


def with_lateness(text: str, due: Due) -> str:
    """Return a written day, and where it is late how late: "11/24/2026 (4 days late)"."""
    return f"{text} ({due.words})" if text and due.is_late else text
