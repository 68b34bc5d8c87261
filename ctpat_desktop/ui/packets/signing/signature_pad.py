"""A sheet to draw a signature on, with mouse, pen or finger."""

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import button, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

INK = "#16307a"
PAPER = "#ffffff"
BASELINE = "#c9d2da"
WIDTH = 2.6
"""Pixels a line is wide; a pen pressed harder draws up to twice as wide."""

SCALE = 3
"""Pixels of the picture for each pixel of the sheet, so that it prints well."""


class SigningPaper(QWidget):
    """The paper itself. It shows a picture instead where one was loaded."""

    changed = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.strokes: list[tuple[QPainterPath, float]] = []
        self.picture = QImage()
        self.picture_png = b""
        self.setMinimumSize(letters(43), lines(6))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(tr("Drawn signature"))
        self.setAccessibleDescription(
            tr("Optional. It is drawn with mouse, pen or finger, or a picture is loaded.")
        )

    def sizeHint(self) -> QSize:
        """Be about as wide as a signature line."""
        return QSize(420, 140)

    @property
    def has_ink(self) -> bool:
        """True where something is drawn or loaded."""
        return bool(self.strokes) or bool(self.picture_png)

    def begin(self, place: QPointF, pressure: float = 0.0) -> None:
        """Start a stroke; a loaded picture makes room for it."""
        self.picture, self.picture_png = QImage(), b""
        path = QPainterPath(place)
        path.lineTo(place + QPointF(0.1, 0.1))
        self.strokes.append((path, WIDTH * (1 + pressure)))
        self._tell()

    def go_on(self, place: QPointF) -> None:
        """Draw on to a place, within the sheet."""
        if self.strokes:
            x = min(max(place.x(), 0.0), float(self.width()))
            y = min(max(place.y(), 0.0), float(self.height()))
            self.strokes[-1][0].lineTo(x, y)
            self._tell()

    def undo_stroke(self) -> None:
        """Take the last stroke away, or the picture."""
        if self.strokes:
            self.strokes.pop()
        self.picture, self.picture_png = QImage(), b""
        self._tell()

    def clear(self) -> None:
        """Start afresh."""
        self.strokes.clear()
        self.undo_stroke()

    def show_picture(self, png: bytes) -> None:
        """Show a picture in place of what is drawn."""
        self.strokes.clear()
        self.picture, self.picture_png = QImage.fromData(png), png
        self._tell()

    def png(self) -> bytes:
        """Return the ink on a transparent ground; b"" where there is none."""
        if self.picture_png or not self.strokes:
            return self.picture_png
        image = QImage(self.size() * SCALE, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(SCALE, SCALE)
        self._draw(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # stubs say bytes; 6.11 takes str
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin with the left button or a finger."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw while the button is held."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.go_on(event.position())

    def tabletEvent(self, event: QTabletEvent) -> None:
        """Draw with a pen, wider where it is pressed harder at first."""
        if event.type() == QEvent.Type.TabletPress:
            self.begin(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove and event.pressure() > 0:
            self.go_on(event.position())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw paper, line and ink; the paper is white in any theme, as it will be printed."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(PAPER))
        painter.setPen(QPen(QColor(tokens().muted), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        y = self.height() * 0.78
        painter.setPen(QPen(QColor(BASELINE), 1.2))
        painter.drawLine(QPointF(16, y), QPointF(self.width() - 16, y))
        if not self.has_ink:
            painter.setPen(QColor("#566173"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("Draw here (optional)"))
        self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.picture.isNull():
            room = self.rect().adjusted(8, 8, -8, -8)
            size = self.picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRectF(QPointF(0, 0), size.toSizeF())
            place.moveCenter(QRectF(room).center())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self.picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for path, wide in self.strokes:
            pen = QPen(QColor(INK), wide)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPath(path)

    def _tell(self) -> None:
        self.update()
        self.changed.emit()


class SignaturePad(QWidget):
    """The sheet with its buttons; everything on it can be left out."""

    def __init__(self, load: Callable[[], object]) -> None:
        """`load` asks for a picture."""
        super().__init__()
        self.sheet = SigningPaper()
        self.undo_button = button(tr("Undo stroke"), self.sheet.undo_stroke)
        self.clear_button = button(tr("Clear"), self.sheet.clear)
        self.load_button = button(tr("Load a picture…"), load)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sheet, 1)
        for widget in (self.undo_button, self.clear_button, self.load_button):
            widget.setAutoDefault(False)
        column.addLayout(row(self.load_button, None, self.undo_button, self.clear_button))
        self.sheet.changed.connect(self._check)
        self._check()

    def _check(self) -> None:
        for widget in (self.undo_button, self.clear_button):
            allow(widget, "" if self.sheet.has_ink else tr("Nothing is drawn yet."))
