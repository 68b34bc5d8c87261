"""A picture that is looked at closely: zoomed with Ctrl and the wheel, with keys and buttons."""

from collections.abc import Callable

from PySide6.QtCore import QMargins, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import tokens

STEP = 1.25
"""How much larger a picture gets at one step."""
LARGEST = 16.0
"""Dots of the screen for one dot of the picture, at most."""
MARK = 2
"""Pixels of the line around a picture that has the keyboard."""
JUST_MORE = 1.01
"""How much larger than whole a picture has to be to count as zoomed."""
ZOOM_IN = ("Ctrl++", "Ctrl+=")
ZOOM_OUT, FIT = "Ctrl+-", "Ctrl+0"
ZOOMS = "zooms"
"""The property of a widget in which these keys zoom a picture, not the texts of the window."""


def zoom_with_keys(
    around: QWidget, zoom: Callable[[int], object], fit: Callable[[], object]
) -> None:
    """Zoom by a step, or show all, with keys while the keyboard is in a widget or inside it."""
    around.setProperty(ZOOMS, True)
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    for keys in ZOOM_IN:
        QShortcut(QKeySequence(keys), around, lambda: zoom(1), context=context)
    QShortcut(QKeySequence(ZOOM_OUT), around, lambda: zoom(-1), context=context)
    QShortcut(QKeySequence(FIT), around, lambda: fit(), context=context)


class ZoomView(QGraphicsView):
    """Shows a scene whole until it is zoomed; from then on the wheel scrolls."""

    zoomed = Signal()

    def __init__(self, name: str) -> None:
        """Start empty; `name` is what a screen reader says."""
        super().__init__()
        self.board = QGraphicsScene(self)
        self.setScene(self.board)
        self.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAccessibleName(name)
        self.area = QRectF()
        self.is_fitted = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is: the picture fills the view to its edge."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(tokens().accent), MARK))
            half = MARK // 2
            painter.drawRect(self.viewport().rect().adjusted(half, half, -half, -half))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the mark."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.viewport().update()

    @property
    def zoom(self) -> float:
        """Dots of the screen for one dot of the picture."""
        return self.transform().m11()

    def show_area(self, area: QRectF) -> None:
        """Show a new picture whole."""
        self.area = area
        self.board.setSceneRect(area)
        self.fit()

    def fit(self) -> None:
        """Show the whole picture."""
        self.is_fitted = True
        if not self.area.isEmpty():
            self.fitInView(self.area, Qt.AspectRatioMode.KeepAspectRatio)
        self.zoomed.emit()

    def zoom_by(self, steps: float, anchor: QGraphicsView.ViewportAnchor | None = None) -> None:
        """Zoom so many steps in, or out below zero: around the middle, or around `anchor`."""
        if self.area.isEmpty():
            return
        wanted = min(self.zoom * STEP**steps, max(LARGEST, self._whole()))
        if wanted <= self._whole() * JUST_MORE:
            self.fit()
            return
        self.setTransformationAnchor(anchor or self.ViewportAnchor.AnchorViewCenter)
        self.setTransform(QTransform.fromScale(wanted, wanted))
        self.setTransformationAnchor(self.ViewportAnchor.AnchorViewCenter)
        self.is_fitted = False
        self.zoomed.emit()

    def mirror(self, other: "ZoomView") -> None:
        """Show the same part of another picture of the same size as `other` shows of its own."""
        other.zoomed.connect(lambda: self._match(other))
        for mine, theirs in (
            (self.horizontalScrollBar(), other.horizontalScrollBar()),
            (self.verticalScrollBar(), other.verticalScrollBar()),
        ):
            theirs.valueChanged.connect(mine.setValue)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer with Ctrl, else scroll; a picture that is whole scrolls the page."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / 120
            self.zoom_by(steps, self.ViewportAnchor.AnchorUnderMouse)
            event.accept()
        elif self.is_fitted:
            event.ignore()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole picture in view until it is zoomed."""
        super().resizeEvent(event)
        if self.is_fitted:
            self.fit()

    def _match(self, other: "ZoomView") -> None:
        if self.transform() == other.transform() and self.is_fitted == other.is_fitted:
            return
        self.is_fitted = other.is_fitted
        self.setTransform(other.transform())
        self.horizontalScrollBar().setValue(other.horizontalScrollBar().value())
        self.verticalScrollBar().setValue(other.verticalScrollBar().value())
        self.zoomed.emit()

    def _whole(self) -> float:
        """Return the zoom at which all of the picture is seen, with Qt's own margin."""
        seen, area = self.viewport().size().shrunkBy(QMargins(2, 2, 2, 2)), self.area
        return min(seen.width() / area.width(), seen.height() / area.height())


class ZoomBar(QWidget):
    """Buttons that zoom a view, and the keys for it while the focus is near."""

    def __init__(self, view: ZoomView) -> None:
        """Zoom this one."""
        super().__init__()
        self.view = view
        self.smaller = button("−", lambda: view.zoom_by(-1), "step", tr("Zoom out"))
        self.larger = button("+", lambda: view.zoom_by(1), "step", tr("Zoom in"))
        self.whole = button(tr("Fit"), view.fit, "step", tr("Show all of it"))
        for made, keys in ((self.smaller, ZOOM_OUT), (self.larger, ZOOM_IN[0]), (self.whole, FIT)):
            shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
            made.setToolTip(f"{made.accessibleName()} ({shown})")
            made.setAutoDefault(False)
        self.share = label("")
        self.share.setWordWrap(False)
        self.share.setMinimumWidth(self.share.fontMetrics().horizontalAdvance("1600 %"))
        self.share.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = row(self.smaller, self.share, self.larger, self.whole, spacing=2)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        view.zoomed.connect(self._show)
        self._show()

    def listen(self, around: QWidget) -> None:
        """Zoom with keys while the keyboard is in a widget or anything inside it."""
        zoom_with_keys(around, self.view.zoom_by, self.view.fit)

    def _show(self) -> None:
        self.share.setText(f"{self.view.zoom * 100:.0f} %")
