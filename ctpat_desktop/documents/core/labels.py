"""Words of printed pages for what no form asks: standing, level, severity, spans, sizes."""

from collections.abc import Iterable
from datetime import date

from ctpat_desktop.catalogue.model import Criterion, Level
from ctpat_desktop.catalogue.values import choice_text, choices_of
from ctpat_desktop.checklist.findings import Severity
from ctpat_desktop.reading.statements import Stated
from ctpat_desktop.records.profiles import NO_REASON, NO_STATUS
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, decimal_text, ntr, tr

WAITING = {NO_STATUS: N_("Status missing"), NO_REASON: N_("Not applicable: reason missing")}
"""What is said in place of a status that does not count yet."""
UNSAID = {"": N_("Not answered"), "unknown": N_("Not known")}
"""What is said in place of an answer that is not there."""
LEVEL = {Level.MUST: N_("Must"), Level.SHOULD: N_("Should"), Level.UNKNOWN: N_("Level not known")}
SEVERITY = {
    Severity.BLOCKER: N_("Blocker"),
    Severity.GAP: N_("Gap"),
    Severity.WEAK: N_("Weak"),
    Severity.NOTE: N_("Note"),
}


def statuses() -> dict[str, str]:
    """Return the words for every status of a response, in their order."""
    return choices_of("response", "status")


def standings() -> dict[str, str]:
    """Return the words for every status, and for what is said in place of one."""
    return statuses() | {key: tr(words) for key, words in WAITING.items()}


def statement(number: int, name: str = "") -> str:
    """Return what a statement under an answer is called, such as "Statement 2: Containers"."""
    words = tr("Statement {n}").format(n=number)
    return f"{words}: {name.strip()}" if name.strip() else words


def statement_proof(number: int) -> str:
    """Return what stands over the documents of a statement, such as "Statement 2, evidence"."""
    return tr("Statement {n}, evidence").format(n=number)


def with_statements(words: str, stated: Iterable[Stated]) -> str:
    """Return the words of an answer and those of its statements, to be read and compared."""
    parts = (f"{statement(at, row.name)}:\n{row.text}" for at, row in enumerate(stated, 1))
    return joined(words, *parts, by="\n\n")


def status(value: str) -> str:
    """Return the words for a response's status or standing."""
    return standings().get(value, value)


def trade_answer(value: str) -> str:
    """Return the words for an answer on Trade Compliance, also for one that is not there."""
    return tr(UNSAID[value]) if value in UNSAID else choice_text("trade_answer", "answer", value)


def level(value: Level) -> str:
    """Return the words for how binding a criterion is."""
    return tr(LEVEL[value])


def weight(criterion: Criterion) -> str:
    """Return the words for how binding a criterion is, or of which edition it was asked."""
    if criterion.earlier:
        return f"{tr('Earlier edition')} {criterion.earlier}"
    return level(criterion.level)


def severity(value: Severity) -> str:
    """Return the words for how much a finding hurts."""
    return tr(SEVERITY[value])


def period(start: date | None, end: date | None) -> str:
    """Return a span of days, open where one end is unknown."""
    if not start and not end:
        return ""
    return tr("{start} to {end}").format(
        start=paper_text(start) or "...", end=paper_text(end) or "..."
    )


def yes(value: bool) -> str:
    """Return yes, or nothing: a table reads faster without a column full of "no"."""
    return tr("Yes") if value else ""


def joined(*parts: str, by: str = ", ") -> str:
    """Join the parts that say something."""
    return by.join(part.strip() for part in parts if part.strip())


def file_size(size: int) -> str:
    """Return a file size in the unit a person would use."""
    if size < 1000:
        return ntr("{n} byte", "{n} bytes", size)
    if size < 1_000_000:
        return f"{size / 1000:.0f} kB"
    return f"{decimal_text(size / 1_000_000)} MB"
