"""The partners by threat and vulnerability; what is not rated has a row and a column of its own."""

from collections import Counter

from ctpat_desktop.checklist.risk import Level, Rating, combined
from ctpat_desktop.documents.charts.model import Chart, Field, Grid
from ctpat_desktop.documents.core.sketch import Fill, Ink, Pattern
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_ratings import level_words
from ctpat_desktop.support.language import ntr, tr

KEY = "partners"
DOWN: tuple[Level | None, ...] = (*reversed(Level), None)
ACROSS: tuple[Level | None, ...] = (*Level, None)
FILLS = {
    Level.HIGH: Fill(Ink.BAD, Pattern.TINT),
    Level.MEDIUM: Fill(Ink.WARN, Pattern.TINT),
    Level.LOW: Fill(Ink.GOOD, Pattern.TINT),
    None: Fill(Ink.MUTED, Pattern.EMPTY),
}


def chart(scope: Scope, _wanted: Wanted) -> Chart:
    """Return how many partners stand where; those that ended do not count."""
    partners = partner_ratings.read(scope).partners
    title = tr("Partners by threat and vulnerability")
    if not partners:
        return Chart(KEY, title, tr("There are no partners yet."), None)
    counts = Counter(
        (row.computed.likelihood.level, row.computed.weakness.level) for row in partners
    )
    body = Grid(
        tr("Threat"),
        tr("Vulnerability"),
        tuple(map(level_words, DOWN)),
        tuple(map(level_words, ACROSS)),
        tuple(tuple(_field(counts, down, across) for across in ACROSS) for down in DOWN),
        tr("Partners"),
    )
    unrated = sum(count for key, count in counts.items() if None in key)
    high = sum(count for key, count in counts.items() if _risk(*key) is Level.HIGH)
    words = ntr(
        "{n} partner: {high} of high risk, {none} not fully rated.",
        "{n} partners: {high} of high risk, {none} not fully rated.",
        len(partners),
        high=high,
        none=unrated,
    )
    note = tr(
        "As the page “Partner risk” computes it: threat is what could happen there, vulnerability "
        "how weak the protection is. A partner's own rating is not shown here."
    )
    return Chart(KEY, title, words, body, (note,))


def _field(
    counts: Counter[tuple[Level | None, Level | None]], down: Level | None, across: Level | None
) -> Field:
    level = _risk(down, across)
    return Field(counts.get((down, across), 0), level_words(level), FILLS[level])


def _risk(threat: Level | None, vulnerability: Level | None) -> Level | None:
    """Return the risk of a field, as the map on the page of partners colors it."""
    has_gap = vulnerability is Level.HIGH
    return combined(Rating(threat), Rating(vulnerability), has_gap=has_gap).level
