"""A bar chart of two years on the screen, drawn with the colors of the theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctpat_desktop.documents.core.blocks import Bar
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.theme import tokens

ROW = 26
LEGEND = 24
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
        return QSize(480, LEGEND + ROW * len(self.rows) + 6)

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
        self._legend(painter, left)
        most = max(max(row.value, row.before) for row in self.rows) or 1
        metrics = painter.fontMetrics()
        for number, row in enumerate(self.rows):
            top = LEGEND + ROW * number
            painter.setPen(QColor(colors.text))
            words = ("⚠ " if row.is_marked else "") + row.label
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, left - 10)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, left - 8, ROW), middle, elided)
            painter.drawText(QRectF(left + room + 10, top, self.width(), ROW), middle, row.words)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.warn if row.is_marked else colors.accent))
            painter.drawRect(QRectF(left, top + 4, max(0.0, row.value) / most * room, 11))
            painter.setBrush(QColor(colors.muted))
            painter.drawRect(QRectF(left, top + 16, max(0.0, row.before) / most * room, 4))
        painter.end()

    def _legend(self, painter: QPainter, left: int) -> None:
        colors, x = tokens(), left
        for words, color in ((self.now, colors.accent), (self.before, colors.muted)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(color))
            painter.drawRect(QRectF(x, 6, 10, 10))
            painter.setPen(QColor(colors.text))
            painter.drawText(x + 15, 16, words)
            x += 34 + painter.fontMetrics().horizontalAdvance(words)
