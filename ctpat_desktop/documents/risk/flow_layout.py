"""Where the legs of a cargo chain stand: in columns by how far they are from the end.

Values only. A leg that a person has put somewhere stands there; all others are placed by
themselves.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """One leg: `level` is its rating ("" not rated), `to` the id of the leg the goods go on to.

    `at` is where a person has put it, in points from the upper left; None is nowhere yet.
    """

    id: str
    name: str
    lines: tuple[str, ...]
    level: str
    to: str
    at: tuple[int, int] | None = None


def depths(legs: Sequence[FlowLeg]) -> dict[str, int]:
    """Return for each leg how many come after it; a circle counts as an end."""
    following = {leg.id: leg.to for leg in legs}
    found: dict[str, int] = {}
    for leg in legs:
        seen, here = [leg.id], following.get(leg.id, "")
        while here in following and here not in seen:
            seen.append(here)
            here = following[here]
        found[leg.id] = len(seen) - 1
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
            supplies=(leg.to,) if leg.to else (),
        )
        for leg in legs
    ]
    laid = arranged(firms, NUMBER, "")
    count = len(laid.columns)
    return replace(laid, titles=tuple(_step(at, count) for at in range(1, count + 1)))


def _step(number: int, count: int) -> str:
    """Return what stands over a column: where the chain begins and ends, and numbers between."""
    if number == 1:
        return tr("Begin")
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
        _line(by_id[leg.id], by_id[leg.to]) for leg in legs if leg.to in by_id and leg.to != leg.id
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


def _line(source: DiagramBox, target: DiagramBox) -> Line:
    """Return the way of the goods: out at the right, in at the left, around where it goes back."""
    x1, y1 = source.x + source.width, source.y + source.height / 2
    x2, y2 = target.x, target.y + target.height / 2
    if x2 >= x1 + BEND:
        middle = (x1 + x2) / 2
        return Line(((x1, y1), (middle, y1), (middle, y2), (x2, y2)))
    below = max(source.y + source.height, target.y + target.height) + BEND / 2
    return Line(
        (
            (x1, y1),
            (x1 + BEND, y1),
            (x1 + BEND, below),
            (x2 - BEND, below),
            (x2 - BEND, y2),
            (x2, y2),
        )
    )
