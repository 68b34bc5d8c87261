"""Drawings as plain values: boxes, lines and labels in points, from the upper left. No library."""

from dataclasses import dataclass, field
from enum import StrEnum


class Edge(StrEnum):
    """How a box is framed; the words in it say the same."""

    PLAIN = "plain"
    OPEN = "open"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class DiagramBox:
    """One framed box: its title, cut by who draws it, and further lines.

    `id` names the record behind it. With `is_flagged` a triangle stands in its upper right corner.
    """

    id: str
    x: float
    y: float
    width: float
    height: float
    title: str
    lines: tuple[str, ...] = ()
    edge: Edge = Edge.PLAIN
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line along its points, with an arrow head at the end where `has_head`."""

    points: tuple[tuple[float, float], ...]
    has_head: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """Small words; (x, y) is their middle, or their left or right end by `anchor`.

    They are cut to `room`.
    """

    x: float
    y: float
    text: str
    anchor: str = "middle"
    is_strong: bool = False
    room: float = 150.0


@dataclass(frozen=True, slots=True)
class DiagramPage:
    """One drawing with its size in points."""

    title: str
    width: float
    height: float
    boxes: tuple[DiagramBox, ...] = field(default=())
    lines: tuple[Line, ...] = field(default=())
    labels: tuple[Label, ...] = field(default=())
