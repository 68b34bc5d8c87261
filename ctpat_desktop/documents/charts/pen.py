"""What every chart is laid out with: sizes that follow the text, measured words, and a legend."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Protocol

from ctpat_desktop.documents.core.sketch import (
    Anchor,
    Block,
    Fill,
    Ink,
    Piece,
    Point,
    Shape,
    Stroke,
    Text,
)

DOTS = "…"


class Measure(Protocol):
    """Returns the width of a line of text as it will be drawn."""

    def __call__(self, words: str, size: float, *, is_strong: bool = False) -> float:
        """Measure a line."""


@dataclass(frozen=True, slots=True)
class Pen:
    """The width of the drawing, the size of its text, and how text is measured."""

    width: float
    size: float
    measure: Measure

    @property
    def small(self) -> float:
        """The size of what stands beside marks."""
        return self.size * 0.86

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.size * 1.45

    def wide(self, words: str) -> float:
        """Return how wide a line is."""
        return self.measure(words, self.size)

    def widest(self, lines: Iterable[str]) -> float:
        """Return how wide the widest line is."""
        return max(map(self.wide, lines), default=0.0)

    def cut(self, words: str, room: float) -> str:
        """Return a line that fits, with three dots where its end was left out."""
        if self.wide(words) <= room + 0.1:  # what was measured for it fits
            return words
        while words and self.wide(words + DOTS) > room:
            words = words[:-1]
        return words.rstrip() + DOTS

    def text(
        self, at: Point, words: str, anchor: Anchor = Anchor.START, ink: Ink = Ink.TEXT
    ) -> Text:
        """Return a line of the usual size."""
        return Text(*at, words, self.size, anchor, ink)


@dataclass(frozen=True, slots=True)
class Sample:
    """One line of a legend: what it stands for and how that is drawn around a point."""

    words: str
    pieces: tuple[Piece, ...]
    """Drawn as if their middle were at (0, 0)."""


def legend(pen: Pen, samples: Iterable[Sample], top: float) -> tuple[list[Piece], float]:
    """Return a legend on as many lines as it takes, and where it ends."""
    pieces: list[Piece] = []
    x, y, step = 0.0, top, pen.size * 2.5
    for sample in samples:
        room = step + pen.wide(sample.words) + pen.size * 1.6
        if x and x + room > pen.width:
            x, y = 0.0, y + pen.line
        middle = (x + pen.size, y + pen.line / 2)
        pieces += [moved(piece, *middle) for piece in sample.pieces]
        pieces.append(pen.text((x + step, y + pen.size * 1.08), sample.words))
        x += room
    return pieces, y + pen.line * 1.3


def moved(piece: Piece, x: float, y: float) -> Piece:
    """Return a piece as it stands so far to the right and below."""
    if isinstance(piece, Block):
        return Block(piece.x + x, piece.y + y, piece.width, piece.height, piece.fill)
    if isinstance(piece, Text):
        place = (piece.x + x, piece.y + y)
        return Text(*place, piece.words, piece.size, piece.anchor, piece.ink, piece.is_strong)
    points = tuple((a + x, b + y) for a, b in piece.points)
    if isinstance(piece, Stroke):
        return Stroke(points, piece.ink, piece.width, piece.dash)
    return Shape(points, piece.ink, piece.is_filled)


def swatch(pen: Pen, fill: Fill) -> Block:
    """Return a small area around (0, 0) that shows a fill."""
    side = pen.size
    return Block(-side * 0.8, -side / 2, side * 1.6, side, fill)


def mark(at: Point, size: float, corners: int, ink: Ink, *, is_filled: bool = True) -> Shape:
    """Return the mark of a point: three corners point up, minus three down, twelve are round."""
    return Shape(tuple(_corners(*at, size, corners)), ink, is_filled)


def _corners(x: float, y: float, size: float, corners: int) -> Iterator[Point]:
    count, up = abs(corners), -1 if corners > 0 else 1
    turn = pi / 4 if count == 4 else 0.0
    for number in range(count):
        angle = turn + 2 * pi * number / count
        yield x + size * sin(angle), y + up * size * cos(angle)


def today_line(pen: Pen, x: float, ends: tuple[float, float], words: str) -> Iterator[Piece]:
    """Yield the line at today and its name above it, inside the drawing."""
    yield Stroke(((x, ends[0]), (x, ends[1])), Ink.TEXT, 1.4, (4, 3))
    half = pen.wide(words) / 2
    middle = min(max(x, half), pen.width - half)
    yield pen.text((middle, ends[0] - pen.size * 0.35), words, Anchor.MIDDLE)
