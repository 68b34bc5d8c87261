"""Lays out areas over time: bars for the days something holds, marks for what begins and ends."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ctpat_desktop.documents.charts.model import Lane, Timeline
from ctpat_desktop.documents.charts.pen import Pen, Sample, legend, mark, swatch, today_line
from ctpat_desktop.documents.core.sketch import (
    Anchor,
    Block,
    Fill,
    Ink,
    Pattern,
    Piece,
    Stroke,
    Text,
)
from ctpat_desktop.support.dates import month_text
from ctpat_desktop.support.language import number_text, tr

LABEL = 0.28
"""Share of the width the labels take at the most."""
ROW = 4.4
"""Sizes of the text from lane to lane."""
HELD = Fill(Ink.ACCENT, Pattern.TINT)
BEGUN, ENDED = 3, -3
"""Marks that point up and down."""


def lay(pen: Pen, body: Timeline, top: float) -> tuple[list[Piece], float]:
    """Return the pieces and where they end."""
    pieces, top = legend(pen, _samples(pen), top)
    left = min(pen.widest(lane.label for lane in body.lanes), pen.width * LABEL) + pen.size
    scale = _Scale(body, left, pen.width - pen.size)
    top += pen.line * 1.4
    bottom = top + pen.size * ROW * len(body.lanes)
    pieces += _months(pen, scale, (top, bottom))
    for number, lane in enumerate(body.lanes):
        y = top + pen.size * ROW * number
        label = pen.cut(lane.label, left - pen.size)
        base = y + pen.size * (ROW / 2 + 0.35)
        pieces.append(pen.text((left - pen.size * 0.6, base), label, Anchor.END))
        pieces += _lane(pen, scale, lane, y)
        edge = y + pen.size * ROW
        pieces.append(Stroke(((0, edge), (pen.width, edge)), Ink.LINE, 0.7))
    pieces += today_line(pen, scale.x(body.today), (top, bottom), tr("Today"))
    return pieces, bottom + pen.line * 1.4


def _samples(pen: Pen) -> Iterator[Sample]:
    size = pen.size * 0.42
    yield Sample(tr("A document holds"), (swatch(pen, HELD),))
    yield Sample(tr("Made or added"), (mark((0, 0), size, BEGUN, Ink.ACCENT),))
    yield Sample(tr("Ended"), (mark((0, 0), size, ENDED, Ink.BAD),))
    yield Sample(tr("Will end"), (mark((0, 0), size, ENDED, Ink.WARN, is_filled=False),))


class _Scale:
    """Where a day stands."""

    def __init__(self, body: Timeline, left: float, right: float) -> None:
        self.body, self.left, self.right = body, left, right

    def x(self, day: date) -> float:
        """Return where a day begins, at the edge where it lies outside."""
        days = (self.body.last - self.body.first).days
        at = (min(max(day, self.body.first), self.body.last) - self.body.first).days
        return self.left + (self.right - self.left) * at / max(1, days)

    def months(self) -> Iterator[date]:
        """Yield the first day of each month."""
        day = self.body.first.replace(day=1)
        while day <= self.body.last:
            if day >= self.body.first:
                yield day
            day = (day + timedelta(days=31)).replace(day=1)

    def by_month(self, days: Iterable[tuple[date, int]]) -> Counter[date]:
        """Return how many there are in each month, in the order of the months."""
        found: Counter[date] = Counter()
        for day, count in sorted(days):
            if self.body.first <= day <= self.body.last:
                found[day.replace(day=1)] += count
        return found


def _months(pen: Pen, scale: _Scale, ends: tuple[float, float]) -> Iterator[Piece]:
    """Yield a thin line for each quarter, and the names of those that have room below."""
    free = float("-inf")
    for day in scale.months():
        if day.month % 3 != 1:
            continue
        x, words = scale.x(day), month_text(day)
        yield Stroke(((x, ends[0]), (x, ends[1])), Ink.LINE, 1.2 if day.month == 1 else 0.6)
        half = pen.wide(words) / 2
        middle = min(max(x, half), pen.width - half)
        if middle - half > free:
            place = (middle, ends[1] + pen.line * 0.95)
            yield pen.text(place, words, Anchor.MIDDLE, Ink.MUTED)
            free = middle + half + pen.size


def _lane(pen: Pen, scale: _Scale, lane: Lane, y: float) -> Iterator[Piece]:
    middle = y + pen.size * ROW / 2
    for first, last in lane.spans:
        if last < scale.body.first or first > scale.body.last:
            continue
        left, right = scale.x(first), scale.x(last + timedelta(days=1))
        yield Block(left, middle - pen.size * 0.3, max(right - left, 1), pen.size * 0.6, HELD)
    below, above = middle + pen.size * 0.8, middle - pen.size * 0.8
    for day, count in scale.by_month(lane.begun).items():
        yield from _mark(pen, (_middle(scale, day), below), (count, BEGUN), Ink.ACCENT)
    passed = [row for row in lane.ended if row[0] < scale.body.today]
    ahead = [row for row in lane.ended if row[0] >= scale.body.today]
    today = scale.x(scale.body.today)
    for day, count in scale.by_month(passed).items():
        x = min(_middle(scale, day), today - pen.size * 0.5)
        yield from _mark(pen, (x, above), (count, ENDED), Ink.BAD)
    for day, count in scale.by_month(ahead).items():
        x = max(_middle(scale, day), today + pen.size * 0.5)
        yield from _mark(pen, (x, above), (count, ENDED), Ink.WARN)


def _middle(scale: _Scale, month: date) -> float:
    return (scale.x(month) + scale.x((month + timedelta(days=31)).replace(day=1))) / 2


def _mark(pen: Pen, place: tuple[float, float], what: tuple[int, int], ink: Ink) -> Iterator[Piece]:
    """Yield a mark, and its count, away from the bar, where there is more than one."""
    count, corners = what
    size = pen.size * 0.42
    yield mark(place, size, corners, ink, is_filled=ink is not Ink.WARN)
    if count > 1:
        beside = pen.size * (1.15 if corners == BEGUN else -0.5)
        at = (place[0], place[1] + beside)
        yield Text(*at, number_text(count), pen.small * 0.9, Anchor.MIDDLE, Ink.TEXT)
