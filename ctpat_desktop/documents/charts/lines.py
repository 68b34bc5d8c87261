"""Lays out lines over moments: an axis of counts, a mark at each point, its last value in words."""

import itertools
from collections.abc import Iterator, Sequence

from ctpat_desktop.documents.charts.model import Lines, Series
from ctpat_desktop.documents.charts.pen import Pen, Sample, legend, mark, today_line
from ctpat_desktop.documents.core.sketch import Anchor, Ink, Piece, Stroke
from ctpat_desktop.support.language import number_text, tr

HIGH = 15.0
"""Sizes of the text that the axis is high."""
MOST_TICKS = 6
MANY = 30
"""Moments from which on their marks are smaller."""
WIDTH = 2.0
"""Of a line."""


def lay(pen: Pen, body: Lines, top: float) -> tuple[list[Piece], float]:
    """Return the pieces and where they end."""
    pieces, top = legend(pen, (_sample(pen, line) for line in body.series), top)
    pieces.append(pen.text((0, top + pen.size), body.unit, ink=Ink.MUTED))
    top += pen.line * 2.2
    axis = _Axis(pen, body, top)
    pieces += axis.counts()
    pieces += axis.moments()
    for number, line in enumerate(body.series):
        pieces += axis.line(line)
        pieces += axis.last_value(number)
    if 0 < body.passed < len(body.moments):
        ends = (axis.top, axis.bottom)
        pieces += today_line(pen, axis.x(body.passed - 1), ends, tr("Today"))
    return pieces, axis.bottom + pen.line * 1.7


def _sample(pen: Pen, line: Series) -> Sample:
    stroke = Stroke(((-pen.size, 0), (pen.size, 0)), line.ink, WIDTH, line.dash)
    return Sample(line.name, (stroke, mark((0, 0), pen.size * 0.38, line.corners, line.ink)))


def ticks(most: int) -> list[int]:
    """Return round counts from nothing up to at least the most there is, few and evenly apart."""
    step = 1
    while step * (MOST_TICKS - 1) < most:
        step = _rounder(step)
    return list(range(0, max(most, 1) + step, step))


def _rounder(step: int) -> int:
    """Return the next of 1, 2, 5, 10, 20, 50 and so on."""
    first = int(str(step)[0])
    return step * 5 // 2 if first == 2 else step * 2


class _Axis:
    """Where a moment and a count stand."""

    def __init__(self, pen: Pen, body: Lines, top: float) -> None:
        self.pen, self.body = pen, body
        values = [value for line in body.series for value in line.values if value is not None]
        self.ticks = ticks(max(values, default=0))
        self.top, self.bottom = top, top + pen.size * HIGH
        self.left = pen.widest(map(number_text, self.ticks)) + pen.size
        self.right = pen.width - pen.widest([number_text(self.ticks[-1])]) - pen.size * 1.6
        self._taken: list[float] = []
        self._mark = pen.size * (0.38 if len(body.moments) <= MANY else 0.26)

    def x(self, moment: int) -> float:
        """Return where a moment stands."""
        return self.left + (self.right - self.left) * moment / max(1, len(self.body.moments) - 1)

    def y(self, count: int) -> float:
        """Return where a count stands."""
        return self.bottom - (self.bottom - self.top) * count / self.ticks[-1]

    def counts(self) -> Iterator[Piece]:
        """Yield a line and its count for each step of the axis."""
        for tick in self.ticks:
            y = self.y(tick)
            yield Stroke(((self.left, y), (self.right, y)), Ink.LINE)
            place = (self.left - self.pen.size * 0.5, y + self.pen.size * 0.35)
            yield self.pen.text(place, number_text(tick), Anchor.END, Ink.MUTED)

    def moments(self) -> Iterator[Piece]:
        """Yield a notch for each moment, and evenly apart the names that have room."""
        count = len(self.body.moments)
        each = next(each for each in range(1, count + 2) if self._have_room(each))
        for number, words in enumerate(self.body.moments):
            x = self.x(number)
            yield Stroke(((x, self.bottom), (x, self.bottom + self.pen.size * 0.3)), Ink.MUTED)
            if number % each == 0:
                place = (self._name(number)[0], self.bottom + self.pen.line * 1.15)
                yield self.pen.text(place, words, Anchor.MIDDLE, Ink.MUTED)

    def _name(self, moment: int) -> tuple[float, float]:
        """Return the middle of a moment's name, inside the drawing, and half its width."""
        half = self.pen.wide(self.body.moments[moment]) / 2
        return min(max(self.x(moment), half), self.pen.width - half), half

    def _have_room(self, each: int) -> bool:
        """Return whether every so many-th name stands clear of the next."""
        places = [self._name(number) for number in range(0, len(self.body.moments), each)]
        pairs = itertools.pairwise(places)
        return all(a + half + self.pen.size < b - other for (a, half), (b, other) in pairs)

    def line(self, line: Series) -> Iterator[Piece]:
        """Yield a line through all that is recorded, broken where something is not."""
        run: list[tuple[float, float]] = []
        for number, value in enumerate((*line.values, None)):
            if value is not None:
                run.append((self.x(number), self.y(value)))
                continue
            if len(run) > 1:
                yield Stroke(tuple(run), line.ink, WIDTH, line.dash)
            for x, y in run:
                yield mark((x, y), self._mark, line.corners, line.ink)
            run = []

    def last_value(self, number: int) -> Iterator[Piece]:
        """Yield the newest value in words beside its point, clear of those before it."""
        values: Sequence[int | None] = self.body.series[number].values
        if not values or values[-1] is None:
            return
        y = self.y(values[-1]) + self.pen.size * 0.35
        while any(abs(y - other) < self.pen.size * 1.1 for other in self._taken):
            y += self.pen.size * 0.4
        self._taken.append(y)
        place = (self.x(len(values) - 1) + self.pen.size * 0.7, y)
        words = number_text(values[-1])
        yield self.pen.text(place, words, ink=self.body.series[number].ink)
