"""Draws a chart on the screen, in the colors of the theme and the size of its texts."""

from collections.abc import Callable
from math import ceil
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ctpat_desktop.documents.charts.layout import framed, laid_out
from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.documents.charts.pen import Pen
from ctpat_desktop.documents.core import sketch as pieces
from ctpat_desktop.documents.core.sketch import Anchor, Ink, Pattern, Sketch, hatching, mixed
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.heard import DRAWING
from ctpat_desktop.ui.widgets.theme import letters, tokens

TOKENS = {
    Ink.TEXT: "text",
    Ink.MUTED: "muted",
    Ink.LINE: "line",
    Ink.PAPER: "surface",
    Ink.ACCENT: "accent",
    Ink.GOOD: "ok",
    Ink.WARN: "warn",
    Ink.BAD: "bad",
}
"""The color of the theme for each ink."""
TINT = 0.26
"""How much of its color a tinted area has."""
LEAST = 44
"""Letters a drawing is wide at the least."""
AROUND = 32
"""Pixels around the drawing, both sides together."""


class ChartCanvas(QWidget):
    """One chart, as wide as there is room and as high as it needs."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty(DRAWING, True)
        self.chart: Chart | None = None
        self.sketch = Sketch("", "", 1, 1, ())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(letters(LEAST))

    def show_chart(self, chart: Chart) -> None:
        """Draw another chart; its name and its words go to a screen reader."""
        self.chart = chart
        self.setAccessibleName(chart.title)
        more = tr("The table below has the same numbers.")
        self.setAccessibleDescription(f"{chart.summary} {more}")
        self._lay()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out for another width."""
        super().resizeEvent(event)
        self._lay()

    def sizeHint(self) -> QSize:
        """Return the size of the drawing."""
        return QSize(self.minimumWidth(), ceil(self.sketch.height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, the pieces, and where the keyboard is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = self.hasFocus()
        painter.setPen(QPen(_color(Ink.ACCENT if has_focus else Ink.LINE), 2 if has_focus else 1))
        painter.setBrush(_color(Ink.PAPER))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        for piece in self.sketch.pieces:
            _DRAW[type(piece)](painter, piece)
        painter.end()

    def _lay(self) -> None:
        if self.chart is None:
            return
        room = max(self.width(), self.minimumWidth()) - AROUND
        size = float(QFontInfo(QApplication.font()).pixelSize())
        self.sketch = framed(laid_out(self.chart, Pen(room, size, measure)))
        self.setFixedHeight(ceil(self.sketch.height))
        self.updateGeometry()
        self.update()


def measure(words: str, size: float, *, is_strong: bool = False) -> float:
    """Return the width of a line as the screen draws it."""
    return QFontMetricsF(_font(size, is_strong=is_strong)).horizontalAdvance(words)


def _font(size: float, *, is_strong: bool) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(max(1, round(size)))
    font.setBold(is_strong)
    return font


def _hex(ink: Ink) -> str:
    return str(getattr(tokens(), TOKENS[ink]))


def _color(ink: Ink) -> QColor:
    return QColor(_hex(ink))


def _block(painter: QPainter, block: pieces.Block) -> None:
    ink, pattern = block.fill.ink, block.fill.pattern
    share = {Pattern.FULL: 1.0, Pattern.TINT: TINT}.get(pattern, 0.0)
    painter.setPen(QPen(_color(ink), 1.2) if block.fill.has_edge else Qt.PenStyle.NoPen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if pattern is not Pattern.EMPTY:
        painter.setBrush(QColor(mixed(_hex(ink), _hex(Ink.PAPER), share)))
    painter.drawRect(QRectF(block.x, block.y, block.width, block.height))
    painter.setPen(QPen(_color(ink), 1))
    for first, last in hatching(block):
        painter.drawLine(QPointF(*first), QPointF(*last))


def _stroke(painter: QPainter, stroke: pieces.Stroke) -> None:
    pen = QPen(_color(stroke.ink), stroke.width)
    if stroke.dash:
        pen.setDashPattern([length / stroke.width for length in stroke.dash])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(_polygon(stroke.points))


def _shape(painter: QPainter, shape: pieces.Shape) -> None:
    painter.setPen(QPen(_color(shape.ink), 1.4))
    painter.setBrush(_color(shape.ink if shape.is_filled else Ink.PAPER))
    painter.drawPolygon(_polygon(shape.points))


def _polygon(points: tuple[pieces.Point, ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in points])


def _text(painter: QPainter, text: pieces.Text) -> None:
    painter.setFont(_font(text.size, is_strong=text.is_strong))
    painter.setPen(_color(text.ink))
    long = QFontMetricsF(painter.font()).horizontalAdvance(text.words)
    shift = {Anchor.START: 0.0, Anchor.MIDDLE: long / 2, Anchor.END: long}[text.anchor]
    painter.drawText(QPointF(text.x - shift, text.y), text.words)


_DRAW: dict[type, Callable[[QPainter, Any], None]] = {
    pieces.Block: _block,
    pieces.Stroke: _stroke,
    pieces.Shape: _shape,
    pieces.Text: _text,
}
