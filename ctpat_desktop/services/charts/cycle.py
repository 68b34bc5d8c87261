"""The review cycle a chart goes over, and the days at which it counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Profile, Revision
from ctpat_desktop.services.charts.wanted import MONTH, Wanted
from ctpat_desktop.services.profile import years
from ctpat_desktop.support.dates import anniversary_in, month_text
from ctpat_desktop.support.language import tr

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days from one yearly review to the next, in steps; a step counts at its last day."""

    first: date
    last: date
    today: date
    wanted: Wanted

    def ends(self) -> tuple[date, ...]:
        """Return the last day of each step; that of the step today is in is today."""
        return tuple(
            self.today if start <= self.today <= end else end for start, end in self._steps()
        )

    def passed(self) -> tuple[date, ...]:
        """Return the days that have come."""
        return tuple(day for day in self.ends() if day <= self.today)

    def moments(self) -> tuple[str, ...]:
        """Return the names of the steps, as an axis and a table say them."""
        if self.wanted.step == MONTH:
            return tuple(month_text(end) for _, end in self._steps())
        return tuple(self.wanted.day_words(end) for _, end in self._steps())

    @property
    def heading(self) -> str:
        """What the moments are."""
        return tr("Month") if self.wanted.step == MONTH else tr("Week until")

    def _steps(self) -> Iterator[tuple[date, date]]:
        start = self.first
        while start <= self.last:
            end = _month_end(start) if self.wanted.step == MONTH else start + 6 * DAY
            end = min(end, self.last)
            yield start, end
            start = end + DAY


def _month_end(day: date) -> date:
    return (day.replace(day=1) + 31 * DAY).replace(day=1) - DAY


def profile_of(session: Session, scope: Scope) -> Profile:
    """Return the profile of the scope's year, else the newest."""
    return years.back_from(session, scope)[0]


def cycle_of(session: Session, scope: Scope, wanted: Wanted) -> Cycle:
    """Return the cycle of a review year: up to the anniversary in it, else its stated period."""
    profile = profile_of(session, scope)
    anniversary = session.get_one(Account, scope.account_id).anniversary
    if anniversary is not None:
        last = anniversary_in(anniversary, profile.year)
        first = anniversary_in(anniversary, profile.year - 1) + DAY
    else:
        first = profile.period_from or date(profile.year, 1, 1)
        last = profile.period_to or date(profile.year, 12, 31)
    first = min(first, scope.today)
    return Cycle(first, max(first, last), scope.today, wanted)


def local_day(column: Any) -> Any:
    """Return the day of a stored moment, which is in UTC, on the clock of this computer."""
    return func.date(column, "localtime")


def as_day(text: str | None) -> date | None:
    """Return a day as SQLite writes it."""
    return date.fromisoformat(text) if text else None


def recorded_since(session: Session) -> date | None:
    """Return the day of the oldest change in the file's history; None where there is none."""
    oldest = select(Revision.at).order_by(Revision.number).limit(1)
    at: datetime | None = session.scalar(oldest)
    return at.replace(tzinfo=UTC).astimezone().date() if at else None
