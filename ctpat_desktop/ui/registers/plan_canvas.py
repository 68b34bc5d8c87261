"""The picture of a floor plan with its marks and lines: placed, chosen, moved by hand or by key."""

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from math import hypot

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import (
    QGraphicsPathItem,
)

from ctpat_desktop.documents.registers.plan_marks import OTHER, Rectangle, is_crowded, laid
from ctpat_desktop.records import SiteMark
from ctpat_desktop.services.registers.site_plans import FULL, Point
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.registers.plan_items import CHOSEN, Line, Mark
from ctpat_desktop.ui.widgets.zoom import ZoomView

STEP, FINE = 5, 1
"""Thousandths a mark moves at one press of an arrow key, and with Shift."""
LINES = ("fence",)
"""The kinds of marks that are drawn as lines."""


class Canvas(ZoomView):
    """The picture with its marks."""

    placed = Signal(list)
    """The points of a new mark in thousandths; several are a line."""
    moved = Signal(str, int, int)
    chosen = Signal(str)
    unwanted = Signal()
    nudged = Signal(int, int)
    let_go = Signal()
    """The tool is put away."""

    def __init__(self) -> None:
        """Start without a picture."""
        super().__init__(tr("Floor plan"))
        self.tool = ""
        self.marks: dict[str, Mark] = {}
        self.lines: dict[str, Line] = {}
        self.begun: list[Point] = []
        """The points of a line that is being drawn."""
        self.sketch, self.leaders = QGraphicsPathItem(), QGraphicsPathItem()
        self.board.selectionChanged.connect(self._selected)
        self.zoomed.connect(self.lay_names)

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, or nothing."""
        self.marks.clear()
        self.lines.clear()
        self.begun.clear()
        self.board.clear()
        self.sketch, self.leaders = QGraphicsPathItem(), QGraphicsPathItem()
        self.area = QRectF()
        if image is not None:
            item = self.board.addPixmap(QPixmap.fromImage(image))
            self.board.addItem(self.sketch)
            self.board.addItem(self.leaders)
            self.show_area(item.boundingRect())

    def show_marks(
        self, records: Sequence[SiteMark], signs: Sequence[str], lines: Mapping[str, list[Point]]
    ) -> None:
        """Show the marks as they are stored; the one that is chosen stays so."""
        ids = {record.id for record in records}
        for gone in set(self.marks) - ids:
            self.board.removeItem(self.marks.pop(gone))
        for gone in set(self.lines) - (ids & set(lines)):
            self.board.removeItem(self.lines.pop(gone))
        for record, sign in zip(records, signs, strict=True):
            if record.id not in self.marks:
                self.marks[record.id] = Mark(self, record.id)
                self.marks[record.id].setZValue(2)
                self.board.addItem(self.marks[record.id])
            mark = self.marks[record.id]
            mark.show_record(record, sign)
            if record.id in lines:
                self._show_line(record, lines[record.id])
            mark.setPos(self._at((record.x or 0, record.y or 0)))
        self.lay_names()

    def lay_names(self) -> None:
        """Put each name where it covers no other one; with no room for that, the signs alone."""
        if not self._are_laid(lambda mark: mark.words):
            self._are_laid(lambda mark: mark.sign)
        path = QPainterPath()
        for mark in self.marks.values():
            start, end = mark.leader(self.zoom)
            path.moveTo(start)
            path.lineTo(end)
        pen = QPen(QColor(OTHER), 1.5)
        pen.setCosmetic(True)
        self.leaders.setPen(pen)
        self.leaders.setPath(path)
        self.leaders.setZValue(1.5)
        for line in self.lines.values():
            line.prepareGeometryChange()

    def _are_laid(self, words: Callable[[Mark], str]) -> bool:
        """Put words beside the marks; tell whether all of them have room."""
        marks, zoom = list(self.marks.values()), self.zoom
        for mark in marks:
            mark.shown = words(mark)
        room = Rectangle(0, 0, self.area.width() * zoom, self.area.height() * zoom)
        spots = [mark.spot(zoom) for mark in marks]
        boxes = laid(spots, room)
        for mark, spot, box in zip(marks, spots, boxes, strict=True):
            mark.put_name(QRectF(box.left - spot.x, box.top - spot.y, box.width, box.height))
        return not is_crowded(boxes)

    def choose(self, record_id: str) -> None:
        """Choose one mark, or none, and bring it into sight."""
        mark = self.marks.get(record_id)
        if mark is not None and mark.isSelected():
            return
        self.board.clearSelection()
        if mark is not None:
            mark.setSelected(True)
            self.ensureVisible(QRectF(mark.pos(), mark.pos()).adjusted(-1, -1, 1, 1))

    def put_down(self, record_id: str) -> None:
        """Keep where a mark was put."""
        self.moved.emit(record_id, *self.thousandths(self.marks[record_id].pos()))

    def bring_along(self, record_id: str) -> None:
        """Let the line of a mark come along; what leads to names is drawn again later."""
        self.leaders.setPath(QPainterPath())
        line = self.lines.get(record_id)
        if line is not None:
            line.setPos(self.marks[record_id].pos())

    def show_chosen(self, record_id: str, on: bool) -> None:
        """Show whether the line of a mark is chosen."""
        line = self.lines.get(record_id)
        if line is not None:
            line.show_chosen(on)

    def use_tool(self, kind: str) -> None:
        """Place marks of a kind at the next clicks; "" only moves. A line begun is kept first."""
        self.finish()
        self.tool = kind
        cursor = Qt.CursorShape.CrossCursor if kind else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(cursor)

    def finish(self) -> None:
        """End the line that is being drawn; it becomes a mark."""
        points, self.begun = [point for point, _ in groupby(self.begun)], []
        self._draw_sketch(None)
        if points:
            self.placed.emit(points)

    def thousandths(self, at: QPointF) -> Point:
        """Return a place of the picture in thousandths of its width and height."""
        x = at.x() / max(self.area.width(), 1) * FULL
        y = at.y() / max(self.area.height(), 1) * FULL
        return min(max(round(x), 0), FULL), min(max(round(y), 0), FULL)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Place a mark with the chosen tool, or let marks be chosen and dragged."""
        here = event.position().toPoint()
        is_free = bool(self.begun) or not self._disc_at(here)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if self.tool and is_left and is_free and self.area.contains(self.mapToScene(here)):
            self._put(self.thousandths(self.mapToScene(here)))
        elif self.begun and event.button() == Qt.MouseButton.RightButton:
            self.finish()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """End a line; the first press of the two has placed its last point."""
        if self.begun:
            self.finish()
        elif not self.tool:
            super().mouseDoubleClickEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show where a line would go."""
        super().mouseMoveEvent(event)
        if self.begun:
            self._draw_sketch(event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen mark with the arrows; Delete takes it away; Space places one."""
        action = self._actions().get(Qt.Key(event.key()))
        if action is not None:
            action()
        elif not self._nudge(event):
            super().keyPressEvent(event)

    def _actions(self) -> dict[Qt.Key, Callable[[], object]]:
        """Return what keys do now."""
        found: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Delete: self.unwanted.emit,
            Qt.Key.Key_Backspace: self.unwanted.emit,
        }
        if self.begun:
            found |= dict.fromkeys((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.finish)
            found[Qt.Key.Key_Escape] = self._forget_sketch
        elif self.tool:
            found[Qt.Key.Key_Escape] = self.let_go.emit
        if self.tool:
            found[Qt.Key.Key_Space] = self._put_in_the_middle
        return found

    def _nudge(self, event: QKeyEvent) -> bool:
        by = FINE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else STEP
        way = {
            Qt.Key.Key_Left: (-by, 0),
            Qt.Key.Key_Right: (by, 0),
            Qt.Key.Key_Up: (0, -by),
            Qt.Key.Key_Down: (0, by),
        }.get(Qt.Key(event.key()))
        if way is None or not self.board.selectedItems():
            return False
        self.nudged.emit(*way)
        return True

    def _disc_at(self, here: QPoint) -> bool:
        """Tell whether there is a disc; a name or a line leaves room for another mark on it."""
        marks = self.marks.values()
        spots = ((self.mapFromScene(mark.pos()) - here, mark.radius) for mark in marks)
        return any(hypot(away.x(), away.y()) <= radius for away, radius in spots)

    def _put(self, point: Point) -> None:
        if self.tool not in LINES:
            self.placed.emit([point])
            return
        self.begun.append(point)
        self._draw_sketch(None)

    def _put_in_the_middle(self) -> None:
        self._put(self.thousandths(self.mapToScene(self.viewport().rect().center())))

    def _forget_sketch(self) -> None:
        self.begun.clear()
        self._draw_sketch(None)

    def _draw_sketch(self, pointer: QPoint | None) -> None:
        points = [self._at(point) for point in self.begun]
        if pointer is not None:
            points.append(self.mapToScene(pointer))
        path = QPainterPath()
        if points:
            path.addPolygon(QPolygonF(points))
            path.addEllipse(points[0], 2 / self.zoom, 2 / self.zoom)
        pen = QPen(CHOSEN, 3, Qt.PenStyle.DashLine)
        pen.setCosmetic(True)
        self.sketch.setPen(pen)
        self.sketch.setPath(path)
        self.sketch.setZValue(4)
        self.viewport().setMouseTracking(bool(points))

    def _show_line(self, record: SiteMark, points: Sequence[Point]) -> None:
        if record.id not in self.lines:
            self.lines[record.id] = Line(self, record.id, record.kind)
            self.board.addItem(self.lines[record.id])
        line, path = self.lines[record.id], QPainterPath()
        path.addPolygon(QPolygonF([self._at(point) for point in points]))
        line.setPath(path)
        line.setPos(self._at((record.x or 0, record.y or 0)))

    def _at(self, point: Point) -> QPointF:
        return QPointF(self.area.width() * point[0] / FULL, self.area.height() * point[1] / FULL)

    def _selected(self) -> None:
        found = [item for item in self.board.selectedItems() if isinstance(item, Mark)]
        self.chosen.emit(found[0].record_id if found else "")
