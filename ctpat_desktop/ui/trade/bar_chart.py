"""A bar chart of two years on the screen, drawn with the colors of the theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctpat_desktop.documents.core.blocks import Bar
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.theme import tokens

ROW, LEGEND = 26, 24
"""Pixels, and more where the text is larger."""
LABEL, WORDS = 0.3, 0.2
"""Shares of the width for the labels at the left and the words at the right."""


class BarChart(QWidget):
    """One line per row: this year's bar and, thinner below it, the year's before."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("drawing", True)
        self.rows: tuple[Bar, ...] = ()
        self.now = self.before = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[Bar, ...], now: str, before: str) -> None:
        """Show other rows; the words are the chart's description for a screen reader too."""
        self.rows, self.now, self.before = rows, now, before
        told = "; ".join(f"{row.label}: {row.words}" for row in rows)
        self.setAccessibleName(tr("Chart"))
        self.setAccessibleDescription(told)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room all rows take."""
        legend, row = self._heights()
        return QSize(480, legend + row * len(self.rows) + 6)

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of all rows."""
        return QSize(280, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw legend and bars."""
        del event
        if not self.rows:
            return
        painter = QPainter(self)
        colors = tokens()
        left, room = int(self.width() * LABEL), int(self.width() * (1 - LABEL - WORDS)) - 10
        legend, high = self._heights()
        self._legend(painter, left, legend)
        most = max(max(row.value, row.before) for row in self.rows) or 1
        metrics = painter.fontMetrics()
        for number, row in enumerate(self.rows):
            top = legend + high * number
            painter.setPen(QColor(colors.text))
            words = ("⚠ " if row.is_marked else "") + row.label
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left - 10)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, left - 8, high), middle, elided)
            painter.drawText(QRectF(left + room + 10, top, self.width(), high), middle, row.words)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.warn if row.is_marked else colors.accent))
            part = high / ROW
            now, before = (max(0.0, year) / most * room for year in (row.value, row.before))
            painter.drawRect(QRectF(left, top + 4 * part, now, 11 * part))
            painter.setBrush(QColor(colors.muted))
            painter.drawRect(QRectF(left, top + 16 * part, before, 4 * part))
        painter.end()

    def _heights(self) -> tuple[int, int]:
        line = self.fontMetrics().height()
        return max(LEGEND, line + 6), max(ROW, line + 8)

    def _legend(self, painter: QPainter, left: int, high: int) -> None:
        colors, x, side = tokens(), left, 10 * high // LEGEND
        above = (high - side) // 2 - 1
        for words, color in ((self.now, colors.accent), (self.before, colors.muted)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRect(QRectF(x, above, side, side))
            painter.setPen(QColor(colors.text))
            wide = painter.fontMetrics().horizontalAdvance(words)
            beside = QRectF(x + side + 5, 0, wide + 1, high - 2)
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, words)
            x += side + 24 + wide
