"""The words for stored values, as the record forms spell them."""

from datetime import date
from functools import cache

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.model import Level
from ctpat_desktop.checklist.findings import Severity
from ctpat_desktop.records.profiles import NO_REASON, NO_STATUS
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import tr

STATUS = {
    "not_started": "Not started",
    "in_place": "In place",
    "partly": "Partly in place",
    "planned": "Planned",
    "not_applicable": "Not applicable",
}
WAITING = {NO_STATUS: "Status missing", NO_REASON: "Not applicable: reason missing"}
"""What is said in place of a status that does not count yet."""
LEVEL = {Level.MUST: "Must", Level.SHOULD: "Should", Level.UNKNOWN: "Level not known"}
SEVERITY = {
    Severity.BLOCKER: "Blocker",
    Severity.GAP: "Gap",
    Severity.WEAK: "Weak",
    Severity.NOTE: "Note",
}


@cache
def _choices(table: str) -> dict[str, dict[str, str]]:
    fields = load_form(table).fields
    return {field.key: {row.value: row.label for row in field.choices} for field in fields}


def choice(table: str, field: str, value: str) -> str:
    """Return the label of a stored choice, or the value itself where the form has none."""
    return _choices(table).get(field, {}).get(value, value)


def status(value: str) -> str:
    """Return the words for a response's status or standing."""
    return tr({**STATUS, **WAITING}.get(value, value))


def level(value: Level) -> str:
    """Return the words for how binding a criterion is."""
    return tr(LEVEL[value])


def severity(value: Severity) -> str:
    """Return the words for how much a finding hurts."""
    return tr(SEVERITY[value])


def day(value: date | None) -> str:
    """Return a date in the one way every report writes it, "" for none."""
    return paper_text(value)


def period(start: date | None, end: date | None) -> str:
    """Return a span of days, open where one end is unknown."""
    if not start and not end:
        return ""
    return f"{day(start) or '...'} to {day(end) or '...'}"


def yes(value: bool) -> str:
    """Return yes, or nothing: a table reads faster without a column full of "no"."""
    return tr("Yes") if value else ""


def joined(*parts: str, by: str = ", ") -> str:
    """Join the parts that say something."""
    return by.join(part.strip() for part in parts if part.strip())


def file_size(size: int) -> str:
    """Return a file size in the unit a person would use."""
    if size < 1000:
        return f"{size} bytes"
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
