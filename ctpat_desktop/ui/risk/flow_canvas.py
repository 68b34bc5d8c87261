"""The map of a cargo chain: legs are chosen, dragged, and connected with the pointer or by keys."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication

from ctpat_desktop.documents.core.diagram import DiagramBox
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.diagram_canvas import DiagramCanvas
from ctpat_desktop.ui.widgets.theme import tokens

NUDGE = 10
"""Points a leg goes with one arrow key."""
NUDGES = {
    Qt.Key.Key_Left: (-NUDGE, 0),
    Qt.Key.Key_Right: (NUDGE, 0),
    Qt.Key.Key_Up: (0, -NUDGE),
    Qt.Key.Key_Down: (0, NUDGE),
}


class FlowCanvas(DiagramCanvas):
    """The drawing of one chain; a click chooses a leg, a drag moves it.

    While it `connects`, the next leg clicked, or chosen by arrow keys and Enter, is where the goods
    go on to; Escape stops.
    """

    moved = Signal(str, int, int)
    connected = Signal(str, str)
    unwanted = Signal()
    stopped = Signal()

    def __init__(self) -> None:
        """Start with an empty drawing."""
        super().__init__(tr("Map of the chain"), tr("The list Leg above goes to each of its legs."))
        self.connects_from = ""
        self.is_locked = False
        """True in a file that is open to read only: nothing is moved."""
        self._held: DiagramBox | None = None
        self._from = self._by = QPointF()
        self.setMouseTracking(True)

    def begin_connecting(self) -> None:
        """Let the goods of the chosen leg go on to the next one that is chosen."""
        self.connects_from = self.current
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocus()
        self.update()

    def stop_connecting(self) -> None:
        """Go back to choosing and moving."""
        self.connects_from = ""
        self.unsetCursor()
        self.stopped.emit()
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a leg."""
        box = self.box_at(event.position())
        if box is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.connects_from:
            self._connect(box.id)
            return
        self.setFocus()
        self.choose(box.id)
        self._held, self._from, self._by = box, event.position(), QPointF()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held; else say what stands under the pointer."""
        if self._held is None or self.is_locked:
            super().mouseMoveEvent(event)
            return
        way = event.position() - self._from
        if way.manhattanLength() >= QApplication.startDragDistance() or not self._by.isNull():
            self._by = way / self.zoom
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put a leg down where it was dragged to."""
        del event
        held, by = self._held, self._by
        self._held, self._by = None, QPointF()
        if held is not None and not by.isNull():
            self._put(held, by.x(), by.y())
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the fields of a leg."""
        box = self.box_at(event.position())
        if box is not None:
            self.opened.emit(box.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move a leg with Ctrl and an arrow, remove it, or end connecting; else as any drawing."""
        key = Qt.Key(event.key())
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        held = next((box for box in self.sheet.boxes if box.id == self.current), None)
        if self.connects_from and key is Qt.Key.Key_Escape:
            self.stop_connecting()
        elif self.connects_from and key in enters:
            self._connect(self.current)
        elif key in NUDGES and event.modifiers() & Qt.KeyboardModifier.ControlModifier and held:
            self._put(held, *NUDGES[key])
        elif key is Qt.Key.Key_Delete and held:
            self.unwanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chain, and over it where a dragged leg would stand."""
        super().paintEvent(event)
        if self._held is None or self._by.isNull():
            return
        painter = QPainter(self)
        painter.scale(self.zoom, self.zoom)
        painter.setPen(QPen(QColor(tokens().accent), 1.5, Qt.PenStyle.DashLine))
        box = self._held
        x, y = box.x + self._by.x(), box.y + self._by.y()
        painter.drawRoundedRect(QRectF(x, y, box.width, box.height), 5, 5)
        painter.end()

    def _put(self, box: DiagramBox, across: float, down: float) -> None:
        if not self.is_locked:
            self.moved.emit(box.id, max(0, round(box.x + across)), max(0, round(box.y + down)))

    def _connect(self, target: str) -> None:
        source = self.connects_from
        self.stop_connecting()
        self.connected.emit(source, target)
