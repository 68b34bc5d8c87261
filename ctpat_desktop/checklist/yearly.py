"""The yearly review: what is not affirmed, affirmed unread, or proved by last year's papers."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.checklist.answers import at_site, place
from ctpat_desktop.checklist.facts import Facts, YearFacts
from ctpat_desktop.checklist.findings import Finding, Place, Severity, named
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr

HASTY = 3
"""Seconds under which an affirmation is called one without looking; a hint, our own figure."""

SOON = timedelta(days=30)
"""How long before the window closes what is left begins to hurt; our own figure."""

NAMED = 8
"""Criteria a sentence names at the most."""

CLAIMED = ("in_place", "partly")
"""Statuses of an answer that needs proof."""


def findings(criteria: Iterable[Criterion], facts: Facts, today: date) -> Iterator[Finding]:
    """Yield what is amiss with the review of the year; nothing where it was not looked at."""
    if facts.year is not None:
        yield from not_affirmed(facts.year, today)
        yield from without_looking(facts.year)
        yield from not_renewed(criteria, facts)
        yield from sent_back(criteria, facts.year)


def not_affirmed(year: YearFacts, today: date) -> Iterator[Finding]:
    """Yield one finding for everything left, from the day the window opens; it grows by the day."""
    if year.opens is None or year.closes is None or today < year.opens or not year.left:
        return
    is_over = today > year.closes
    is_soon = year.closes - today <= SOON
    yield Finding(
        "year.not_affirmed",
        Severity.GAP if is_over else Severity.WEAK if is_soon else Severity.NOTE,
        _place(year),
        _left_words(year, year.closes, is_over),
        tr("Look at each on the page “Yearly review”: affirm it, or change the answer."),
    )


def _left_words(year: YearFacts, closes: date, is_over: bool) -> str:
    more = {
        "asked": year.asked,
        "year": year.year,
        "day": day_text(closes),
        "names": named(", ", year.left, NAMED),
    }
    if is_over:
        return ntr(
            "{n} of {asked} criteria is not affirmed in the review window of {year}, "
            "which closed on {day}: {names}.",
            "{n} of {asked} criteria are not affirmed in the review window of {year}, "
            "which closed on {day}: {names}.",
            len(year.left),
            **more,
        )
    return ntr(
        "{n} of {asked} criteria is not affirmed in the review window of {year}, "
        "which closes on {day}: {names}.",
        "{n} of {asked} criteria are not affirmed in the review window of {year}, "
        "which closes on {day}: {names}.",
        len(year.left),
        **more,
    )


def without_looking(year: YearFacts) -> Iterator[Finding]:
    """Yield a note for the answers affirmed hardly a moment after they were opened."""
    if year.hasty:
        yield Finding(
            "year.without_looking",
            Severity.NOTE,
            _place(year),
            ntr(
                "{n} answer was affirmed within {seconds} seconds of being opened: {names}.",
                "{n} answers were affirmed within {seconds} seconds of being opened: {names}.",
                len(year.hasty),
                seconds=HASTY,
                names=named(", ", year.hasty, NAMED),
            ),
            tr("Read what it says once more and affirm it again, or accept this with a reason."),
        )


def not_renewed(criteria: Iterable[Criterion], facts: Facts) -> Iterator[Finding]:
    """Yield each criterion in place whose evidence ran out with last year and was not replaced."""
    for criterion in criteria:
        titles = facts.year.not_renewed.get(criterion.id, ()) if facts.year else ()
        response = facts.responses.get(criterion.id)
        if criterion.earlier or not titles or response is None or response.status not in CLAIMED:
            continue
        more = " " + tr("(and {n} more)").format(n=len(titles) - 1) if len(titles) > 1 else ""
        yield Finding(
            "year.not_renewed",
            Severity.WEAK,
            place(criterion, "evidence", response),
            tr(
                "{criterion}: last year's evidence “{title}”{more} counts no more, and "
                "nothing newer is linked in its place."
            ).format(criterion=criterion.id, title=titles[0], more=more),
            tr("Link this year's record, photo or procedure."),
        )


def sent_back(criteria: Iterable[Criterion], year: YearFacts) -> Iterator[Finding]:
    """Yield a note for each answer that a reviewer sent back and nobody has touched since.

    It says neither who did so nor why: findings are printed, and that is said between colleagues.
    """
    known = {row.id: row for row in criteria} if year.sent_back else {}
    for row in year.sent_back:
        criterion = known.get(row.criterion)
        if criterion is None or criterion.earlier:
            continue
        at = at_site(row.site) if row.site else ""
        yield Finding(
            "review.sent_back",
            Severity.NOTE,
            replace(place(criterion, "narrative"), site_id=row.site_id),
            tr("{criterion}{at} was sent back, and nothing was changed since.").format(
                criterion=row.criterion, at=at
            ),
            tr("Read under “Review” beside the answer why, change it, and set it to ready."),
        )


def _place(year: YearFacts) -> Place:
    return Place("year", label=tr("Review year {year}").format(year=year.year))
