"""What the marks of a floor plan look like on screen and paper, and where their labels go."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

COLORS = {
    "camera": "#1f6f8b",
    "gate": "#8a5a00",
    "fence": "#4d6b2f",
    "light": "#b07a00",
    "alarm": "#b3261e",
}
"""The fill of each kind of mark; the letter of its sign says the kind too."""
OTHER = "#5d6878"
"""The fill of a mark of no kind."""
CELL = 64.0
"""Width and height of the squares in which boxes are looked up."""
RINGS = 14
"""Steps a label may stand away from its mark, each as high as the label."""
WAYS = 16
"""Directions that are tried at each step."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle, y downward."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    def shared(self, other: "Rectangle") -> float:
        """Return the area two boxes have in common."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    def holds(self, other: "Rectangle") -> bool:
        """Tell whether another box lies in this one."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """The disc of a mark, and the width and height of its label; 0 for none."""

    x: float
    y: float
    radius: float
    width: float
    height: float

    @property
    def disc(self) -> Rectangle:
        """The square around the disc."""
        return Rectangle(
            self.x - self.radius, self.y - self.radius, 2 * self.radius, 2 * self.radius
        )


def signs(kinds: Iterable[str]) -> list[str]:
    """Return the sign of each mark: the letter of its kind, and a number within that kind."""
    counted = Counter[str]()
    made = []
    for kind in kinds:
        counted[kind] += 1
        made.append(f"{kind[:1].upper()}{counted[kind]}")
    return made


def middle(points: Sequence[Point]) -> Point:
    """Return the point half way along a line."""
    steps = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
    left = sum(steps) / 2
    for (start, end), step in zip(pairwise(points), steps, strict=True):
        if step and left <= step:
            part = left / step
            return start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        left -= step
    return points[-1]


def laid(spots: Sequence[Spot], room: Rectangle, gap: float = 4.0) -> list[Rectangle]:
    """Return a box for the label of each spot that covers no disc and no other label.

    Each stands as near to its mark as it can. Where there is no room at all it covers as little as
    possible.
    """
    taken = _Taken()
    for spot in spots:
        taken.add(spot.disc)
    made = []
    for spot in spots:
        box = _placed(spot, room, gap, taken)
        if box.width:
            taken.add(box)
        made.append(box)
    return made


def is_crowded(boxes: Sequence[Rectangle]) -> bool:
    """Tell whether some of the boxes cover each other."""
    taken = _Taken()
    for box in boxes:
        if taken.covered(box):
            return True
        taken.add(box)
    return False


def _placed(spot: Spot, room: Rectangle, gap: float, taken: "_Taken") -> Rectangle:
    best, least = Rectangle(spot.x, spot.y, 0, 0), float("inf")
    if not spot.width:
        return best
    for box in _around(spot, gap):
        if not room.holds(box):
            continue
        covered = taken.covered(box)
        if not covered:
            return box
        if covered < least:
            best, least = box, covered
    return best if best.width else _pushed(next(_around(spot, gap)), room)


def _pushed(box: Rectangle, room: Rectangle) -> Rectangle:
    """Return a box moved into the room as far as it goes."""
    left = max(room.left, min(box.left, room.right - box.width))
    return Rectangle(
        left, max(room.top, min(box.top, room.bottom - box.height)), box.width, box.height
    )


def _around(spot: Spot, gap: float) -> Iterator[Rectangle]:
    """Yield places for a label, the nearest first: right, left, below, above, then aslant."""
    order = sorted(range(WAYS), key=lambda way: (way % (WAYS // 4) > 0, way % (WAYS // 8) > 0, way))
    order[1], order[2] = order[2], order[1]  # left before below
    for ring in range(RINGS):
        away = spot.radius + gap + ring * spot.height
        for way in order:
            across, down = cos(2 * pi * way / WAYS), sin(2 * pi * way / WAYS)
            x, y = spot.x + away * across, spot.y + away * down
            left = x - spot.width * (1 - across) / 2
            top = y - spot.height * (1 - down) / 2
            yield Rectangle(left, top, spot.width, spot.height)


class _Taken:
    """The boxes that are there, found by the squares they lie in."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Rectangle]] = defaultdict(list)

    def add(self, box: Rectangle) -> None:
        """Remember a box."""
        for cell in _cells(box):
            self._cells[cell].append(box)

    def covered(self, box: Rectangle) -> float:
        """Return the area of the boxes that another one would cover."""
        met = {other for cell in _cells(box) for other in self._cells.get(cell, ())}
        return sum(box.shared(other) for other in met)


def _cells(box: Rectangle) -> Iterator[tuple[int, int]]:
    for column in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for row in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield column, row
