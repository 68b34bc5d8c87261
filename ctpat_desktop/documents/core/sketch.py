"""Drawings of charts as plain values: areas, strokes, marks and texts, from the upper left.

No library: the screen, PDF and SVG each draw the same values, so that they cannot differ. An area
is told apart by its pattern as well as by its color.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

Point: TypeAlias = tuple[float, float]
GAP = 5.0
"""Between two lines of a pattern."""


class Ink(StrEnum):
    """What a color is for; who draws knows which it is on the screen or on paper."""

    TEXT = "text"
    MUTED = "muted"
    LINE = "line"
    PAPER = "paper"
    ACCENT = "accent"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"


class Pattern(StrEnum):
    """How an area is filled."""

    FULL = "full"
    TINT = "tint"
    STRIPES = "stripes"
    CROSSED = "crossed"
    EMPTY = "empty"


class Anchor(StrEnum):
    """Which end of a text its place is."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Fill:
    """The color and pattern of an area; `has_edge` draws its frame in that color."""

    ink: Ink
    pattern: Pattern = Pattern.FULL
    has_edge: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: Fill


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line along its points; `dash` are the lengths drawn and left out, () for all of it."""

    points: tuple[Point, ...]
    ink: Ink
    width: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """A closed figure with corners, such as the mark of a point on a line."""

    points: tuple[Point, ...]
    ink: Ink
    is_filled: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; (x, y) is the end of its base line that `anchor` names."""

    x: float
    y: float
    words: str
    size: float
    anchor: Anchor = Anchor.START
    ink: Ink = Ink.TEXT
    is_strong: bool = False


Piece: TypeAlias = Block | Stroke | Shape | Text


@dataclass(frozen=True, slots=True)
class Sketch:
    """One drawing with its size, its name and what it shows in words."""

    title: str
    description: str
    width: float
    height: float
    pieces: tuple[Piece, ...]


def hatching(block: Block) -> Iterator[tuple[Point, Point]]:
    """Yield the lines of a block's pattern, cut at its edges."""
    if block.fill.pattern in (Pattern.STRIPES, Pattern.CROSSED):
        yield from _rising(block)
    if block.fill.pattern is Pattern.CROSSED:
        bottom = 2 * block.y + block.height
        for (x1, y1), (x2, y2) in _rising(block):
            yield (x1, bottom - y1), (x2, bottom - y2)


def _rising(block: Block) -> Iterator[tuple[Point, Point]]:
    """Yield slanting lines from lower left to upper right."""
    left, right = block.x, block.x + block.width
    top, bottom = block.y, block.y + block.height
    start = left - block.height + GAP / 2
    while start < right:
        low = (max(start, left), bottom - max(0.0, left - start))
        over = max(0.0, start + block.height - right)
        high = (min(start + block.height, right), top + over)
        if low[0] < high[0]:
            yield low, high
        start += GAP


def mixed(color: str, paper: str, share: float) -> str:
    """Return a share of one color on another, both as "#rrggbb"."""
    parts = zip(bytes.fromhex(color[1:]), bytes.fromhex(paper[1:]), strict=True)
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in parts)
