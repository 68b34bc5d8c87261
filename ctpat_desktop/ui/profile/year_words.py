"""What the page of the yearly review says: of the whole year, and of one criterion in it."""

from collections.abc import Mapping
from datetime import date

from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.profile import years
from ctpat_desktop.services.profile.affirming import (
    CHANGED,
    EARLY,
    OPEN,
    UNCHANGED,
    Standing,
    Year,
    not_affirmed,
)
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets import theme


def about(year: Year) -> str:
    """Say how far a year is, and when its review counts."""
    done = year.count(UNCHANGED) + year.count(CHANGED)
    words = [tr("{done} of {all} affirmed").format(done=done, all=len(year.rows))]
    words.append(tr("{n} new or changed").format(n=year.count(CHANGED)))
    if year.window is None:
        words.append(tr("type the anniversary under Company to see the review window"))
    else:
        days = (day_text(year.window.opens), day_text(year.window.closes))
        words.append(tr("review window {opens} to {closes}").format(opens=days[0], closes=days[1]))
    return " · ".join(words)


def begin_question(year: Year) -> str:
    """Ask whether the next year is begun, and say what cannot be done afterwards."""
    words = tr(
        "Begin the review year {year}? Its answers start as those of {last}, with the "
        "documents that still count. {last} stays as it is. Undo takes the new year back."
    ).format(year=year.year + 1, last=year.year)
    return labels.joined(words, not_affirmed(year), by=" ")


def state_words(standing: Standing, names: Mapping[str, str], year: int) -> str:
    """Say who affirmed a criterion when, whether it counts, and what was opened for it."""
    if standing.is_reworded and standing.on is not None:
        words = tr("Affirmed by {by} on {on}, for another text of the criterion.")
    elif standing.was_affirmed:
        words = tr("Changed after {by} affirmed it on {on}; look at it again.")
    elif standing.state == OPEN:
        return tr("Not affirmed in {year}.").format(year=year)
    elif standing.state == EARLY:
        words = tr("Affirmed by {by} on {on}, before the window opens; it does not count.")
    elif standing.is_hasty:
        words = tr("Affirmed by {by} on {on}, after less than 3 seconds.")
    else:
        words = tr("Affirmed by {by} on {on}.")
    words = words.format(by=standing.by or tr("somebody"), on=day_text(standing.on))
    seen = ", ".join(names[one] for one in standing.documents if one in names)
    opened = tr("Documents opened: {titles}.").format(titles=seen) if seen else ""
    return labels.joined(words, opened, by=" ")


def row(document: Evidence, name: str, today: date) -> tuple[str, str, str]:
    """Return a document's id and name, and why it counts no more."""
    return document.id, name, years.past(document, None, today)


def color(standing: Standing) -> str:
    """Return the color the state of a criterion is written in."""
    colors = theme.tokens()
    if standing.state in (UNCHANGED, CHANGED):
        return colors.ok
    is_bad = standing.was_affirmed or standing.is_reworded or standing.state == EARLY
    return colors.bad if is_bad else colors.muted
