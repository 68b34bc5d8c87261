"""The words and marks of states, outcomes and bands."""

from datetime import date

from ctpat_desktop.catalogue.values import choice_text, choices_of
from ctpat_desktop.services.questionnaires.return_review import RequestLine
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import N_, tr

OUTCOMES = ("matched", "refused", "altered", "stale", "duplicate")
"""What may come of a returned file."""
UNSTORED = {"refused": N_("Refused"), "duplicate": N_("Duplicate")}
"""Outcomes of files that are not kept."""
BAND_CHIP = {"good": "ok", "fair": "warn", "poor": "bad", "": "note"}
BOTH = {
    "en+fr": N_("English and French, side by side"),
    "en+es": N_("English and Spanish, side by side"),
}


def languages() -> dict[str, str]:
    """Return the languages a questionnaire is written in, by their codes."""
    return choices_of("partner_contact", "language")


def ways() -> dict[str, str]:
    """Return the languages a sending can be in: the contact's own, one, or two side by side."""
    own = {"": tr("Language of the partner's contact")}
    return own | languages() | {key: tr(words) for key, words in BOTH.items()}


def state(line: RequestLine, today: date) -> str:
    """Return where a request stands, in words."""
    if line.is_late(today):
        return tr("Overdue")
    words = choice_text("partner_request", "state", line.state)
    if line.state == "returned" and line.outcome not in ("", "matched"):
        return f"{words} ({outcome(line.outcome).lower()})"
    return words


def outcome(value: str) -> str:
    """Return the words for an outcome."""
    if value in UNSTORED:
        return tr(UNSTORED[value])
    return choice_text("partner_request", "outcome", value)


def band(value: str) -> str:
    """Return the words for a band."""
    return choice_text("partner_request", "band", value) if value else ""


def score(value: int | None, of_band: str) -> str:
    """Return score and band together, such as "82 · Fair"."""
    return "" if value is None else f"{value} · {band(of_band)}"


def due(value: date | None, today: date, *, is_open: bool = True) -> str:
    """Return the day something is due, and where it is late how late."""
    return with_lateness(day_text(value), Due(value, today, is_done=not is_open))
