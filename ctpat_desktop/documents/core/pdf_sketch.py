"""Draws a sketch on a PDF page, as wide as its text or on a page of its own."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.platypus import Flowable

from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core import sketch as pieces
from ctpat_desktop.documents.core.canvas import Canvas
from ctpat_desktop.documents.core.fonts import BOLD, REGULAR, split_runs, width
from ctpat_desktop.documents.core.legible import legible
from ctpat_desktop.documents.core.sketch import Anchor, Ink, Pattern, Sketch, hatching, mixed

COLORS = {
    Ink.TEXT: "#1b2733",
    Ink.MUTED: "#5d6b79",
    Ink.LINE: "#c9d2da",
    Ink.PAPER: "#ffffff",
    Ink.ACCENT: "#173a5e",
    Ink.GOOD: "#1f6b3a",
    Ink.WARN: "#b26a00",
    Ink.BAD: "#a3231f",
}
"""The colors on paper, and in files that are opened elsewhere."""
MOST_HIGH = 0.82
"""Share of a page a drawing takes at most; its heading has to stand above it."""
TINT = 0.22
"""How much of its color a tinted area has."""


def measure(words: str, size: float, *, is_strong: bool = False) -> float:
    """Return the width of a line as it is drawn here."""
    return width(words, size, BOLD if is_strong else REGULAR)


@legible
def alone(sketch: Sketch) -> bytes:
    """Return a PDF of one page that has the size of the sketch."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(sketch.width, sketch.height), invariant=1)
    canvas.setTitle(sketch.title)
    draw(canvas, sketch)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


class SketchFlow(Flowable):  # type: ignore[misc]
    """A sketch between the paragraphs of a page."""

    def __init__(self, sketch: Sketch) -> None:
        super().__init__()
        self.sketch = sketch
        self.scale = min(1.0, MOST_HIGH * look.BODY_HEIGHT / sketch.height)

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Take the size of the sketch, or less where a page is not high enough for it."""
        return self.sketch.width * self.scale, self.sketch.height * self.scale

    def draw(self) -> None:
        """Draw all of it."""
        self.canv.scale(self.scale, self.scale)
        draw(self.canv, self.sketch)


def draw(canvas: Any, sketch: Sketch) -> None:
    """Draw the pieces in their order; what is later lies above."""
    for piece in sketch.pieces:
        canvas.saveState()
        _DRAW[type(piece)](canvas, piece, sketch.height)
        canvas.restoreState()


def _block(canvas: Any, block: pieces.Block, high: float) -> None:
    color, pattern = COLORS[block.fill.ink], block.fill.pattern
    share = {Pattern.FULL: 1.0, Pattern.TINT: TINT}.get(pattern, 0.0)
    canvas.setFillColor(mixed(color, COLORS[Ink.PAPER], share))
    canvas.setStrokeColor(color)
    canvas.setLineWidth(0.8)
    place = (block.x, high - block.y - block.height, block.width, block.height)
    has_fill = int(pattern is not Pattern.EMPTY)
    canvas.rect(*place, stroke=int(block.fill.has_edge), fill=has_fill)
    for (x1, y1), (x2, y2) in hatching(block):
        canvas.line(x1, high - y1, x2, high - y2)


def _stroke(canvas: Any, stroke: pieces.Stroke, high: float) -> None:
    canvas.setStrokeColor(COLORS[stroke.ink])
    canvas.setLineWidth(stroke.width)
    if stroke.dash:
        canvas.setDash(*stroke.dash)
    canvas.drawPath(_path(canvas, stroke.points, high))


def _shape(canvas: Any, shape: pieces.Shape, high: float) -> None:
    canvas.setStrokeColor(COLORS[shape.ink])
    canvas.setFillColor(COLORS[shape.ink if shape.is_filled else Ink.PAPER])
    canvas.setLineWidth(1.2)
    path = _path(canvas, shape.points, high)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)


def _path(canvas: Any, points: tuple[pieces.Point, ...], high: float) -> Any:
    path = canvas.beginPath()
    path.moveTo(points[0][0], high - points[0][1])
    for x, y in points[1:]:
        path.lineTo(x, high - y)
    return path


def _text(canvas: Any, text: pieces.Text, high: float) -> None:
    base = BOLD if text.is_strong else REGULAR
    long = width(text.words, text.size, base)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[text.anchor]
    pen = canvas.beginText(text.x - shift, high - text.y)
    pen.setFillColor(COLORS[text.ink])
    for run in split_runs(text.words, base):
        pen.setFont(run.font, text.size)
        pen.textOut(run.text)
    canvas.drawText(pen)


_DRAW: dict[type, Callable[[Any, Any, float], None]] = {
    pieces.Block: _block,
    pieces.Stroke: _stroke,
    pieces.Shape: _shape,
    pieces.Text: _text,
}
