"""Lays a chart out as a sketch of any width and size of text."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ctpat_desktop.documents.charts import bars, grid, lines, timeline
from ctpat_desktop.documents.charts.model import Bars, Chart, Grid, Lines, Timeline
from ctpat_desktop.documents.charts.pen import Pen, moved
from ctpat_desktop.documents.core.sketch import Ink, Piece, Sketch, Text

EDGE = 4.0
"""Free below the lowest piece."""
MARGIN = 16.0
"""Free around a drawing that stands alone."""

_LAY: dict[type, Callable[[Pen, Any, float], tuple[list[Piece], float]]] = {
    Lines: lines.lay,
    Bars: bars.lay,
    Grid: grid.lay,
    Timeline: timeline.lay,
}


def laid_out(chart: Chart, pen: Pen, head: tuple[str, ...] = ()) -> Sketch:
    """Return the drawing of a chart, under lines that say whose it is; no pieces where empty."""
    pieces: list[Piece] = []
    top = 0.0
    for number, words in enumerate(head):
        size = pen.size * (1.35 if number == 0 else 1.0)
        ink = Ink.TEXT if number == 0 else Ink.MUTED
        words = pen.cut(words, pen.width / (1.5 if number == 0 else 1.0))
        pieces.append(Text(0, top + size, words, size, ink=ink, is_strong=number == 0))
        top += size * 1.5
    if head:
        top += pen.size * 0.6
    if chart.body is not None:
        more, top = _LAY[type(chart.body)](pen, chart.body, top)
        pieces += more
    return Sketch(chart.title, chart.summary, pen.width, top + EDGE, tuple(pieces))


def framed(sketch: Sketch) -> Sketch:
    """Return a sketch with a free margin around it."""
    pieces = tuple(moved(piece, MARGIN, MARGIN) for piece in sketch.pieces)
    wide, high = sketch.width + 2 * MARGIN, sketch.height + 2 * MARGIN
    return replace(sketch, width=wide, height=high, pieces=pieces)
