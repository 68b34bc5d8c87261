"""Where the legs of a cargo chain stand: in columns by how far they are from the end.

Values only. A leg that a person has put somewhere stands there; all others are placed by
themselves.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ctpat_desktop.documents.core.chain_layout import Arrangement, Firm, arranged
from ctpat_desktop.documents.core.diagram import DiagramBox, DiagramPage, Edge, Line
from ctpat_desktop.support.language import tr

BOX_WIDTH, BOX_HEIGHT = 160.0, 84.0
ACROSS, DOWN, AROUND = 210.0, 112.0, 20.0
BEND = 18.0
"""Points a line goes straight on before it bends."""

NUMBER = "{n}"
EDGES = {"high": Edge.ALARM, "": Edge.OPEN}
"""How a leg is framed by its rating; "" is not rated."""


@dataclass(frozen=True, slots=True)
class FlowLeg:
    """One leg: `level` is its rating ("" not rated), `to` the ids of the legs behind it.

    `at` is where a person has put it, in points from the upper left; None is nowhere yet.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    level: str
    to: tuple[str, ...]
    at: tuple[int, int] | None = None


def depths(legs: Sequence[FlowLeg]) -> dict[str, int]:
    """Return for each leg how many come after it on the longest way; a circle is an end."""
    following = {leg.id: leg.to for leg in legs}
    found: dict[str, int] = {}

    def deep(key: str, way: frozenset[str]) -> int:
        if key not in found:
            ahead = [to for to in following[key] if to in following and to not in way | {key}]
            found[key] = max((1 + deep(to, way | {key}) for to in ahead), default=0)
        return found[key]

    for leg in reversed(legs):
        deep(leg.id, frozenset())
    return found


def arrangement(legs: Sequence[FlowLeg]) -> Arrangement:
    """Return the legs in columns for print, the end of the chain at the right."""
    deep = depths(legs)
    states = {"high": "listed", "": "open"}
    firms = [
        Firm(
            leg.id,
            leg.name,
            deep[leg.id],
            leg.lines,
            states.get(leg.level, "checked"),
            supplies=leg.to,
        )
        for leg in legs
    ]
    laid = arranged(firms, NUMBER, "")
    count = len(laid.columns)
    return replace(laid, titles=tuple(_step(at, count) for at in range(1, count + 1)))


def _step(number: int, count: int) -> str:
    """Return what stands over a column: where the chain begins and ends, and numbers between."""
    if number == 1:
        return tr("Begin", "of a chain")
    return tr("End") if number == count else str(number)


def drawing(legs: Sequence[FlowLeg], title: str) -> DiagramPage:
    """Return the chain as one drawing as large as it needs."""
    places = _places(legs)
    boxes = tuple(
        DiagramBox(
            leg.id,
            *places[leg.id],
            BOX_WIDTH,
            BOX_HEIGHT,
            leg.name,
            leg.lines,
            EDGES.get(leg.level, Edge.PLAIN),
            leg.level == "high",
        )
        for leg in legs
    )
    by_id = {box.id: box for box in boxes}
    lines = tuple(
        _line(by_id[leg.id], by_id[to], boxes)
        for leg in legs
        for to in leg.to
        if to in by_id and to != leg.id
    )
    width = max((box.x + BOX_WIDTH for box in boxes), default=BOX_WIDTH) + AROUND
    height = max((box.y + BOX_HEIGHT for box in boxes), default=BOX_HEIGHT) + AROUND
    return DiagramPage(title, width, height, boxes, lines)


def _places(legs: Sequence[FlowLeg]) -> dict[str, tuple[float, float]]:
    deep = depths(legs)
    longest = max(deep.values(), default=0)
    rows: dict[int, int] = defaultdict(int)
    found: dict[str, tuple[float, float]] = {}
    for leg in legs:
        column = longest - deep[leg.id]
        row = rows[column]
        rows[column] += 1
        own = (AROUND + column * ACROSS, AROUND + row * DOWN)
        found[leg.id] = (float(leg.at[0]), float(leg.at[1])) if leg.at else own
    return found


def _line(source: DiagramBox, target: DiagramBox, boxes: Sequence[DiagramBox]) -> Line:
    """Return the way of the goods: out at the right, in at the left, around what is in between."""
    x1, y1 = source.x + source.width, source.y + source.height / 2
    x2, y2 = target.x, target.y + target.height / 2
    middle = (x1 + x2) / 2
    straight = ((x1, y1), (middle, y1), (middle, y2), (x2, y2))
    others = [box for box in boxes if box.id not in (source.id, target.id)]
    between = [box for box in others if box.x < x2 and box.x + box.width > x1]
    if x2 >= x1 + BEND and not any(_is_crossed(box, straight) for box in between):
        return Line(straight)
    bottoms = [box.y + box.height for box in (source, target, *between)]
    below = max(bottoms) + BEND / 2
    out, back = (x1 + BEND, x2 - BEND) if x2 < x1 + BEND else (x1 + BEND / 2, x2 - BEND / 2)
    return Line(((x1, y1), (out, y1), (out, below), (back, below), (back, y2), (x2, y2)))


def _is_crossed(box: DiagramBox, points: Sequence[tuple[float, float]]) -> bool:
    """Return whether a way along and across the sheet goes through a box."""
    for (ax, ay), (bx, by) in pairwise(points):
        left, right, top, bottom = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
        is_beside = right <= box.x or left >= box.x + box.width
        if not (is_beside or bottom <= box.y or top >= box.y + box.height):
            return True
    return False
