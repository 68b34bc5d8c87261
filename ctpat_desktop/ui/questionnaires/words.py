"""The words and marks of states, outcomes and bands."""

from datetime import date

from ctpat_desktop.documents.core.labels import choice
from ctpat_desktop.services.questionnaires.return_review import RequestLine
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import tr

OUTCOMES = {
    "matched": "Matched",
    "refused": "Refused",
    "altered": "Altered",
    "stale": "Stale",
    "duplicate": "Duplicate",
}
BAND_CHIP = {"good": "ok", "fair": "warn", "poor": "bad", "": "note"}
LANGUAGES = {
    "": "Language of the partner's contact",
    "en": "English",
    "fr": "French",
    "es": "Spanish",
    "en+fr": "English and French, side by side",
    "en+es": "English and Spanish, side by side",
}


def state(line: RequestLine, today: date) -> str:
    """Return where a request stands, in words."""
    if line.is_late(today):
        return tr("Overdue")
    words = tr(choice("partner_request", "state", line.state))
    if line.state == "returned" and line.outcome not in ("", "matched"):
        return f"{words} ({outcome(line.outcome).lower()})"
    return words


def outcome(value: str) -> str:
    """Return the words for an outcome."""
    return tr(OUTCOMES.get(value, value))


def band(value: str) -> str:
    """Return the words for a band."""
    return tr(choice("partner_request", "band", value)) if value else ""


def score(value: int | None, of_band: str) -> str:
    """Return score and band together, such as "82 · Fair"."""
    return "" if value is None else f"{value} · {band(of_band)}"


def day(value: date | None) -> str:
    """Return a day as every list writes it."""
    return day_text(value)


def due(value: date | None, today: date, *, is_open: bool = True) -> str:
    """Return the day something is due, and where it is late how late."""
    return with_lateness(day(value), Due(value, today, is_done=not is_open))
