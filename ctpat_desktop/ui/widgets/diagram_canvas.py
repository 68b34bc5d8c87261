"""Draws a diagram on the screen; boxes are chosen with the mouse or with the arrow keys."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QScrollArea, QWidget

from ctpat_desktop.documents.core.diagram import DiagramBox, DiagramPage, Edge, Label, Line
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.theme import Tokens, tokens

TITLE_SIZE, LINE_SIZE = 9.5, 8.0
INSET, FLAG, HEAD = 6.0, 10.0, 6.0
SMALLEST, LARGEST = 0.4, 2.5
LEAST = 0.1
"""The zoom of a whole drawing where there is little room; by hand it is SMALLEST at the least."""
STEP = 1.2


class DiagramCanvas(QWidget):
    """One drawing, enlarged as the person likes; `opened` tells the id of a box."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(self, name: str, listed: str) -> None:
        """Start with an empty drawing; a screen reader hears `name`, and where it is a list."""
        super().__init__()
        self.setProperty("drawing", True)
        self.sheet = DiagramPage("", 1, 1)
        self.zoom = 1.0
        self.current = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self._listed = listed

    def show_sheet(self, sheet: DiagramPage) -> None:
        """Show another drawing."""
        self.sheet = sheet
        ids = [box.id for box in sheet.boxes]
        if self.current not in ids:
            self.choose(ids[0] if ids else "")
        self._resize()

    def set_zoom(self, zoom: float) -> None:
        """Enlarge the drawing, within reason."""
        self.zoom = max(SMALLEST, min(LARGEST, zoom))
        self._resize()

    def fit(self, room: QSize) -> None:
        """Make the whole drawing visible, never larger than life."""
        across = room.width() / self.sheet.width
        down = room.height() / self.sheet.height
        self.zoom = max(LEAST, min(1.0, across, down))
        self._resize()

    def choose(self, key: str) -> None:
        """Choose a box; what it is goes to the screen reader as well."""
        self.current = key
        box = next((box for box in self.sheet.boxes if box.id == key), None)
        words = ", ".join((box.title, *box.lines)) if box else ""
        self.setAccessibleDescription(". ".join(filter(None, (words, self._listed))))
        if self.hasFocus():
            announce(words, self)
        self.chosen.emit(key)
        self.update()

    def box_at(self, point: QPointF) -> DiagramBox | None:
        """Return the box at a point of the widget."""
        x, y = point.x() / self.zoom, point.y() / self.zoom
        return next((box for box in self.sheet.boxes if _rect(box).contains(x, y)), None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the box clicked on."""
        box = self.box_at(event.position())
        if box is not None:
            self.choose(box.id)
            self.opened.emit(box.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what stands under the pointer."""
        box = self.box_at(event.position())
        self.setToolTip("\n".join((box.title, *box.lines)) if box else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move between boxes, open one, enlarge; Tab goes on to the next control."""
        moves = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self._move(*moves[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current:
            self.opened.emit(self.current)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom * STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self.zoom / STEP)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw lines first, then the boxes over them, then the labels."""
        del event
        colors = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.zoom, self.zoom)
        for line in self.sheet.lines:
            _draw_line(painter, line, colors)
        for box in self.sheet.boxes:
            self._draw_box(painter, box, colors)
        for mark in self.sheet.labels:
            _draw_label(painter, mark, colors)
        painter.end()

    def _resize(self) -> None:
        width, height = self.sheet.width * self.zoom, self.sheet.height * self.zoom
        self.setFixedSize(round(width), round(height))
        self.update()

    def _move(self, across: int, down: int) -> None:
        """Choose the nearest box in a direction."""
        here = next((box for box in self.sheet.boxes if box.id == self.current), None)
        if here is None:
            return
        near: list[tuple[float, str]] = []
        for box in self.sheet.boxes:
            dx, dy = box.x - here.x, box.y - here.y
            ahead, aside = (dx * across, abs(dy)) if across else (dy * down, abs(dx))
            if ahead > 1:
                near.append((ahead + 3 * aside, box.id))
        if near:
            self.choose(min(near)[1])

    def _draw_box(self, painter: QPainter, box: DiagramBox, colors: Tokens) -> None:
        pen = QPen(QColor(colors.text), 1.1)
        if box.edge is Edge.OPEN:
            pen.setStyle(Qt.PenStyle.DashLine)
        if box.edge is Edge.ALARM:
            pen = QPen(QColor(colors.bad), 3)
        painter.setPen(pen)
        painter.setBrush(QColor(colors.surface))
        painter.drawRoundedRect(_rect(box), 5, 5)
        if box.id == self.current:
            self._draw_focus(painter, box, colors)
        if box.is_flagged:
            _draw_flag(painter, box, colors)
        _draw_words(painter, box, colors)

    def _draw_focus(self, painter: QPainter, box: DiagramBox, colors: Tokens) -> None:
        painter.setPen(QPen(QColor(colors.accent), 3 if self.hasFocus() else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_rect(box).adjusted(-4, -4, 4, 4), 7, 7)


class DiagramArea(QScrollArea):
    """A drawing that is shown whole until the person enlarges it; `tools` are its buttons."""

    def __init__(self, canvas: DiagramCanvas) -> None:
        """Show the whole drawing."""
        super().__init__()
        self.canvas = canvas
        self.is_fitted = True
        self.setWidget(canvas)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tools = (
            button("−", lambda: self.enlarge(1 / STEP), "", tr("Make smaller")),
            button("+", lambda: self.enlarge(STEP), "", tr("Enlarge")),
            button(tr("Whole map"), self.fit),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole drawing visible until the person enlarges it."""
        super().resizeEvent(event)
        self.fit_again()

    def enlarge(self, factor: float) -> None:
        """Enlarge the drawing from now on by hand."""
        self.is_fitted = False
        self.canvas.set_zoom(self.canvas.zoom * factor)

    def fit(self) -> None:
        """Show the whole drawing again."""
        self.is_fitted = True
        self.fit_again()

    def fit_again(self) -> None:
        """Fit another drawing in, unless the person has enlarged it."""
        if self.is_fitted:
            self.canvas.fit(self.maximumViewportSize())


def _rect(box: DiagramBox) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


def _font(size: float, *, is_strong: bool = False) -> QFont:
    font = QFont()
    font.setPixelSize(round(size * 1.25))
    font.setBold(is_strong)
    return font


def _draw_line(painter: QPainter, line: Line, colors: Tokens) -> None:
    painter.setPen(QPen(QColor(colors.muted), 1.1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    points = [QPointF(x, y) for x, y in line.points]
    painter.drawPolyline(QPolygonF(points))
    if line.has_head and len(points) > 1:
        _draw_head(painter, points[-2], points[-1], colors)


def _draw_head(painter: QPainter, before: QPointF, tip: QPointF, colors: Tokens) -> None:
    way = tip - before
    long = (way.x() ** 2 + way.y() ** 2) ** 0.5 or 1.0
    along = way * (HEAD / long)
    side = QPointF(-along.y(), along.x()) * 0.55
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.muted))
    painter.drawPolygon(QPolygonF([tip, tip - along + side, tip - along - side]))


def _draw_flag(painter: QPainter, box: DiagramBox, colors: Tokens) -> None:
    right, top = box.x + box.width - INSET, box.y + INSET
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colors.warn))
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(right - FLAG / 2, top),
                QPointF(right - FLAG, top + FLAG),
                QPointF(right, top + FLAG),
            ]
        )
    )


def _draw_words(painter: QPainter, box: DiagramBox, colors: Tokens) -> None:
    room = box.width - 2 * INSET
    strong, plain = _font(TITLE_SIZE, is_strong=True), _font(LINE_SIZE)
    first = room - (FLAG + 3 if box.is_flagged else 0)
    y = box.y + INSET - 2
    painter.setPen(QColor(colors.text))
    painter.setFont(strong)
    for words in _two_lines(box.title, QFontMetricsF(strong), first):
        y = _write(painter, words, box.x + INSET, y, first)
    painter.setPen(QColor(colors.muted))
    painter.setFont(plain)
    for words in box.lines:
        if y > box.y + box.height - LINE_SIZE:
            break
        y = _write(painter, words, box.x + INSET, y, room)


def _two_lines(words: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """Return a title on one line or two, broken at a blank where there is one that fits."""
    if metrics.horizontalAdvance(words) <= room:
        return [words]
    at = len(words)
    while at > 1 and metrics.horizontalAdvance(words[:at]) > room:
        at -= 1
    blank = words.rfind(" ", 1, at + 1)
    at = blank if blank > 0 else at
    return [words[:at].strip(), words[at:].strip()]


def _write(painter: QPainter, words: str, x: float, y: float, room: float) -> float:
    """Write one line, cut where it is too long; return where the next one begins."""
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QPointF(x, y + metrics.ascent()), text)
    return y + metrics.height()


def _draw_label(painter: QPainter, mark: Label, colors: Tokens) -> None:
    painter.setFont(_font(TITLE_SIZE if mark.is_strong else LINE_SIZE, is_strong=mark.is_strong))
    painter.setPen(QColor(colors.text))
    long = QFontMetricsF(painter.font()).horizontalAdvance(mark.text)
    shift = {"middle": long / 2, "end": long, "start": 0.0}[mark.anchor]
    painter.drawText(QPointF(mark.x - shift, mark.y + 4), mark.text)
