"""What stands on the picture of a floor plan: marks with their names, and lines."""

from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from ctpat_desktop.documents.registers.plan_marks import COLORS, OTHER, Spot
from ctpat_desktop.records import SiteMark

REACH = 12.0
"""Dots of the screen across which a line can be taken."""
INK, PAPER, CHOSEN = QColor("#111820"), QColor("#ffffff"), QColor("#0b57d0")


class Board(Protocol):
    """What marks and lines stand on."""

    @property
    def zoom(self) -> float:
        """Dots of the screen for one dot of the picture."""

    def choose(self, record_id: str) -> None:
        """Choose one mark."""

    def put_down(self, record_id: str) -> None:
        """Keep where a mark was put."""

    def bring_along(self, record_id: str) -> None:
        """Let what belongs to a mark follow it."""

    def show_chosen(self, record_id: str, on: bool) -> None:
        """Show whether a mark is chosen."""


class Mark(QGraphicsItem):
    """A disc with the letter of its kind and, beside it, its sign and name; it can be dragged."""

    def __init__(self, canvas: "Board", record_id: str) -> None:
        """Begin without a place."""
        super().__init__()
        self.canvas, self.record_id = canvas, record_id
        self.kind, self.sign, self.words, self.shown = "", "", "", ""
        self.font = QFont(QApplication.font())
        self.font.setBold(True)
        metrics = QFontMetricsF(self.font)
        self.radius = metrics.height() * 0.7
        self.pad = metrics.height() * 0.25
        self.name = QRectF()
        self.setFlags(
            QGraphicsItem.GraphicsItemFlag.ItemIsMovable
            | QGraphicsItem.GraphicsItemFlag.ItemIsSelectable
            | QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations
            | QGraphicsItem.GraphicsItemFlag.ItemSendsGeometryChanges
        )

    def show_record(self, record: SiteMark, sign: str) -> None:
        """Take sign and name of a stored mark."""
        self.kind, self.sign = record.kind, sign
        self.words = self.shown = f"{sign} {record.label}".strip()
        self.setToolTip(" · ".join(filter(None, (self.words, record.note))))
        self.update()

    def spot(self, zoom: float) -> Spot:
        """Return where it is in dots of the screen, and how large its name is."""
        metrics = QFontMetricsF(self.font)
        wide = metrics.horizontalAdvance(self.shown) + 2 * self.pad
        at = self.pos() * zoom
        return Spot(at.x(), at.y(), self.radius, wide, metrics.height() + self.pad / 2)

    def put_name(self, box: QRectF) -> None:
        """Put the name at a box, in dots from the middle of the disc."""
        self.prepareGeometryChange()
        self.name = box

    def leader(self, zoom: float) -> tuple[QPointF, QPointF]:
        """Return the way from the disc to the name, in the picture."""
        nearest = QPointF(
            min(max(0.0, self.name.left()), self.name.right()),
            min(max(0.0, self.name.top()), self.name.bottom()),
        )
        return self.pos(), self.pos() + nearest / zoom

    def boundingRect(self) -> QRectF:
        """Return what is drawn on."""
        return self._disc().united(self.name).adjusted(-4, -4, 4, 4)

    def shape(self) -> QPainterPath:
        """Return where it can be taken: at the disc and at the name."""
        path = QPainterPath()
        path.addEllipse(self._disc())
        path.addRect(self.name)
        return path

    def paint(
        self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        """Draw the disc and the name; chosen in another color and thicker."""
        color, is_chosen = QColor(COLORS.get(self.kind, OTHER)), self.isSelected()
        edge = QPen(CHOSEN, 3) if is_chosen else QPen(color, 1)
        painter.setPen(QPen(CHOSEN, 4) if is_chosen else QPen(PAPER, 2))
        painter.setBrush(color)
        painter.drawEllipse(self._disc())
        painter.setFont(self.font)
        painter.setPen(PAPER)
        painter.drawText(self._disc(), Qt.AlignmentFlag.AlignCenter, self.kind[:1].upper())
        painter.setPen(edge)
        painter.setBrush(PAPER)
        painter.drawRoundedRect(self.name, self.pad, self.pad)
        painter.setPen(INK)
        painter.drawText(self.name, Qt.AlignmentFlag.AlignCenter, self.shown)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Keep where the mark was put."""
        super().mouseReleaseEvent(event)
        self.canvas.put_down(self.record_id)

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: object) -> object:
        """Let the line come along, and a chosen mark stand on top."""
        if change == QGraphicsItem.GraphicsItemChange.ItemPositionHasChanged:
            self.canvas.bring_along(self.record_id)
        if change == QGraphicsItem.GraphicsItemChange.ItemSelectedHasChanged:
            self.setZValue(3 if self.isSelected() else 2)
            self.canvas.show_chosen(self.record_id, self.isSelected())
        return super().itemChange(change, value)

    def _disc(self) -> QRectF:
        return QRectF(-self.radius, -self.radius, 2 * self.radius, 2 * self.radius)


class Line(QGraphicsPathItem):
    """The line of a fence; pressing it chooses its mark."""

    def __init__(self, canvas: "Board", record_id: str, kind: str) -> None:
        """Begin without points."""
        super().__init__()
        self.canvas, self.record_id = canvas, record_id
        self.color = QColor(COLORS.get(kind, OTHER))
        self.setZValue(1)
        self.show_chosen(on=False)

    def show_chosen(self, on: bool) -> None:
        """Draw the line of the chosen mark in another color."""
        pen = QPen(CHOSEN if on else self.color, 5 if on else 4)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        self.setPen(pen)

    def boundingRect(self) -> QRectF:
        """Return what is drawn on; the pen is as wide at every zoom."""
        wide = REACH / max(self.canvas.zoom, 0.01)
        return self.path().boundingRect().adjusted(-wide, -wide, wide, wide)

    def shape(self) -> QPainterPath:
        """Return where it can be taken."""
        stroker = QPainterPathStroker()
        stroker.setWidth(REACH / max(self.canvas.zoom, 0.01))
        return stroker.createStroke(self.path())

    def mousePressEvent(self, _event: QGraphicsSceneMouseEvent) -> None:
        """Choose the mark of this line."""
        self.canvas.choose(self.record_id)
