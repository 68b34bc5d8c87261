"""How a day is written: one format on every screen and one on a paper of a language."""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import UTC, date, datetime

from ctpat_desktop.support.language import ENGLISH, N_, current, family, tr


@dataclass(frozen=True, slots=True)
class DateStyle:
    """The order of day, month and year (such as "mdy") and what stands between them."""

    order: str
    between: str

    def text(self, day: date) -> str:
        """Return a day with two digits for day and month and four for the year."""
        parts = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": f"{day.year:04}"}
        return self.between.join(parts[letter] for letter in self.order)

    def day(self, text: str) -> date | None:
        """Return the day a text of this style names, None where it names none."""
        parts = text.strip().split(self.between)
        if len(parts) != 3 or not all(part.isdecimal() for part in parts):
            return None
        numbers = dict(zip(self.order, map(int, parts), strict=True))
        try:
            return date(numbers["y"], numbers["m"], numbers["d"])
        except ValueError:
            return None

    @property
    def hint(self) -> str:
        """How a person writes it, such as "MM/DD/YYYY", by the words of the language spoken now."""
        parts = {"d": tr("DD", "day"), "m": tr("MM", "month"), "y": tr("YYYY", "year")}
        return self.between.join(parts[letter] for letter in self.order)


US = DateStyle("mdy", "/")
STYLES = {"mdy": US, "dmy": DateStyle("dmy", "/"), "ymd": DateStyle("ymd", "-")}
"""The ways to write days that a person can choose from, by name."""
OF_LANGUAGES = {"en": "mdy", "fr_CA": "ymd", "es_MX": "dmy"}
"""How each language writes days where nothing else was chosen."""
MONTHS = (
    *(N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June")),
    *(N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")),
)
_screen = US
_STORED = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])")


def screen_style() -> DateStyle:
    """Return how days are written on the screens of this program run."""
    return _screen


def use(style: DateStyle) -> None:
    """Choose how days are written on the screens from now on."""
    global _screen
    _screen = style


def style_of(pattern: str) -> DateStyle:
    """Return the style of a system's short date pattern, such as "dd.MM.yy"; US where unclear."""
    letters = [letter for letter in pattern.lower() if letter in "dmy"]
    order = "".join(dict.fromkeys(letters))
    between = next((sign for sign in pattern if sign in "/.-"), "")
    return DateStyle(order, between) if sorted(order) == ["d", "m", "y"] and between else US


def anniversary_in(day: date, year: int) -> date:
    """Return the same day in another year; February 29 becomes the 28th where there is none."""
    no_leap_day = (day.month, day.day) == (2, 29) and not isleap(year)
    return date(year, day.month, 28 if no_leap_day else day.day)


def day_text(day: date | None) -> str:
    """Return a day as the screens write it; "" for none."""
    return _screen.text(day) if day else ""


def with_days(words: str) -> str:
    """Return words in which days stand as the file stores them, with each as the screens write it.

    What looks like one and is no day of the calendar stays.
    """
    return _STORED.sub(_as_shown, words)


def moment_text(at: datetime) -> str:
    """Return a moment stored in UTC as the screens write it, in the time of this computer."""
    local = at.replace(tzinfo=UTC).astimezone()
    return f"{_screen.text(local)} {clock_text(local)}"


def clock_text(at: datetime, *, seconds: bool = False) -> str:
    """Return the time of day of a moment, in the zone it is given in: "14:05" or "14:05:09"."""
    return f"{at:%H:%M:%S}" if seconds else f"{at:%H:%M}"


def style_of_language(code: str) -> DateStyle:
    """Return how a language writes days where nothing else was chosen."""
    return STYLES[OF_LANGUAGES.get(code, "mdy")]


def paper_text(day: date | None) -> str:
    """Return a day as a printed page in the language spoken now writes it; "" for none.

    What goes to CBP is in English, so the US agency reads it in its own order.
    """
    return style_of_language(current()).text(day) if day else ""


def month_text(day: date) -> str:
    """Return the month of a day as headings write it: "December 2026"."""
    return tr("{month} {year}").format(month=tr(MONTHS[day.month - 1]), year=day.year)


def span_text(first: date, last: date) -> str:
    """Return days in a row as a sentence says them: "March 3 to May 9, 2026"."""
    if first == last:
        return _spoken(first, has_year=True)
    words = tr("{first} to {last}")
    begins = _spoken(first, has_year=first.year != last.year)
    return words.format(first=begins, last=_spoken(last, has_year=True))


def _spoken(day: date, *, has_year: bool) -> str:
    words = tr("{month} {day}, {year}") if has_year else tr("{month} {day}")
    return words.format(month=_in_a_date(day), day=day.day, year=day.year)


def _in_a_date(day: date) -> str:
    """Return the month as it stands within a date, which in most languages begins small."""
    month = tr(MONTHS[day.month - 1])
    return month if family() == ENGLISH else month.lower()


def _as_shown(match: re.Match[str]) -> str:
    try:
        return day_text(date.fromisoformat(match[0]))
    except ValueError:
        return match[0]
