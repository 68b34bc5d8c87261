"""A line of twelve months with the review window and what falls due, each with its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

MONTHS = (
    N_("Jan"),
    N_("Feb"),
    N_("Mar"),
    N_("Apr"),
    N_("May"),
    N_("Jun"),
    N_("Jul"),
    N_("Aug"),
    N_("Sep"),
    N_("Oct"),
    N_("Nov"),
    N_("Dec"),
)
ROWS = 3
"""Rows of words above the line."""
LONGEST = 36
"""Letters the words of one deadline take at the most; the tool tip has them whole."""
GAP = 12


@dataclass(frozen=True, slots=True)
class Due:
    """One date on the strip."""

    day: date
    words: str


def placed(labels: Iterable[tuple[float, float]], room: float) -> list[tuple[float, int] | None]:
    """Return left edge and row of each label, given as its mark and width; None without room.

    No label covers another one or the edge of the strip; labels come in the order of their marks.
    """
    free = [0.0] * ROWS
    found: list[tuple[float, int] | None] = []
    for mark, width in labels:
        left = max(0.0, min(mark - 8, room - width))
        row = next((number for number, end in enumerate(free) if left >= end), None)
        if row is None or width > room:
            found.append(None)
            continue
        free[row] = left + width + GAP
        found.append((left, row))
    return found


def _line() -> int:
    """Return the pixels from the top to the line."""
    return lines(ROWS) + 22


class YearStrip(QWidget):
    """The next twelve months."""

    def __init__(self, today: date, dues: Sequence[Due], window: tuple[date, date] | None) -> None:
        """`window` is the first and last day of the annual review."""
        super().__init__()
        self.setProperty("drawing", True)
        self.today, self.window_days = today, window
        self._look: object = None
        self._picture = QPixmap()
        self.dues = tuple(sorted(dues, key=lambda due: due.day))
        self.setMinimumHeight(_line() + lines(1) + 14)
        told = [f"{day_text(due.day)}  {due.words}" for due in self.dues]
        self.setAccessibleName("; ".join(told) or tr("No deadlines in the next twelve months"))
        self.setToolTip("\n".join(told))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show line, months, window and dates; they are drawn once for a size and its colors."""
        del event
        words = tr("annual review window")
        look = (self.size(), self.devicePixelRatioF(), self.font().toString(), tokens(), words)
        if look != self._look:
            self._look, self._picture = look, self._drawn()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.end()

    def _drawn(self) -> QPixmap:
        """Draw the strip: thousands of days are not drawn again when something moves above it."""
        picture = QPixmap(self.size() * self.devicePixelRatioF())
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().line), 2))
        painter.drawLine(0, _line(), self.width(), _line())
        self._months(painter)
        self._window(painter)
        for due in self.dues:
            self._mark(painter, due)
        self._words(painter)
        painter.end()
        return picture

    def _x(self, day: date) -> float:
        return (day - self.today).days / 366 * self.width()

    def _months(self, painter: QPainter) -> None:
        painter.setPen(QColor(tokens().muted))
        for ahead in range(1, 13):
            month = (self.today.month - 1 + ahead) % 12
            year = self.today.year + (self.today.month - 1 + ahead) // 12
            left = int(self._x(date(year, month + 1, 1))) + 2
            if left + painter.fontMetrics().horizontalAdvance(tr(MONTHS[month])) <= self.width():
                painter.drawText(left, _line() + lines(1) + 6, tr(MONTHS[month]))

    def _window(self, painter: QPainter) -> None:
        if self.window_days is None:
            return
        first, last = self.window_days
        left, right = self._x(max(first, self.today)), min(self._x(last), self.width() - 1)
        painter.setPen(QColor(tokens().accent))
        painter.setBrush(QColor(tokens().accent_soft))
        painter.drawRoundedRect(QRectF(left, _line() - 7, max(right - left, 12), 14), 7, 7)

    def _mark(self, painter: QPainter, due: Due) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().warn))
        painter.drawEllipse(QRectF(self._x(due.day) - 4, _line() - 4, 8, 8))

    def _words(self, painter: QPainter) -> None:
        metrics, elided = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        marks = [(self._x(due.day), due.words, tokens().text) for due in self.dues]
        if self.window_days is not None:
            start = self._x(max(self.window_days[0], self.today))
            marks.insert(0, (start, tr("annual review window"), tokens().accent))
        shown = [metrics.elidedText(words, elided, letters(LONGEST)) for _, words, _ in marks]
        widths = [float(metrics.horizontalAdvance(words)) for words in shown]
        places = placed(
            [(mark, width) for (mark, _, _), width in zip(marks, widths, strict=True)],
            float(self.width()),
        )
        for (_, _, color), words, place in zip(marks, shown, places, strict=True):
            if place is not None:
                painter.setPen(QColor(color))
                painter.drawText(int(place[0]), _line() - 14 - lines(1) * place[1], words)
