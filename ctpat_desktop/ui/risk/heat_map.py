"""The picture of all legs by threat and vulnerability: how many, in words and colors."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ctpat_desktop.checklist.risk import Level, Rating, combined
from ctpat_desktop.services.risk.assessments import LegView, level_text
from ctpat_desktop.services.risk.steps import matrix
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

ACROSS = tuple(Level)
DOWN = tuple(reversed(Level))
GAP = 3
BELOW = 2.5
"""Lines of text below the fields."""


class HeatMap(QWidget):
    """Three by three fields; the legs that are not rated are a line of words below."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("drawing", True)
        self.counts: dict[tuple[Level | None, Level | None], int] = {}
        self.setAccessibleName(tr("Legs by threat and vulnerability"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_legs(self, legs: tuple[LegView, ...]) -> None:
        """Show other legs; what is seen goes to the screen reader as words."""
        self.counts = {key: len(rows) for key, rows in matrix(legs).items()}
        self.setAccessibleDescription(self.words())
        self.setToolTip(self.words())
        self.update()

    @property
    def unrated(self) -> int:
        """How many legs have no rating of one of the two."""
        return sum(count for key, count in self.counts.items() if None in key)

    def words(self) -> str:
        """Return the picture in words, one line for each field that has legs."""
        found = []
        for threat in DOWN:
            for weak in ACROSS:
                count = self.counts.get((threat, weak), 0)
                if count:
                    text = tr("threat {threat}, vulnerability {weak}: {n}")
                    names = {"threat": level_text(threat), "weak": level_text(weak)}
                    found.append(text.format(n=count, **names))
        if self.unrated:
            found.append(
                ntr("{n} leg is not fully rated", "{n} legs are not fully rated", self.unrated)
            )
        return "\n".join(found)

    def sizeHint(self) -> QSize:
        """Return room for three rows and the heads."""
        return QSize(letters(44), lines(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw heads, fields and counts."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = letters(9), lines(1.6)
        wide, high = (self.width() - left) / 3, (self.height() - top - lines(BELOW)) / 3
        colors = tokens()
        painter.setPen(QPen(QColor(colors.muted)))
        middle = Qt.AlignmentFlag.AlignCenter
        for at, weak in enumerate(ACROSS):
            box = QRectF(left + at * wide, 0, wide, top)
            painter.drawText(box, middle, level_text(weak))
        for at, threat in enumerate(DOWN):
            box = QRectF(0, top + at * high, left - 6, high)
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.setPen(QPen(QColor(colors.muted)))
            painter.drawText(box, side, level_text(threat))
            for across, weak in enumerate(ACROSS):
                place = QRectF(left + across * wide, top + at * high, wide, high)
                self._field(painter, place.adjusted(GAP, GAP, -GAP, -GAP), (threat, weak))
        below = QRectF(0, self.height() - lines(BELOW), self.width(), lines(BELOW))
        painter.setPen(QPen(QColor(colors.muted)))
        middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(below, middle, self.below())
        painter.end()

    def below(self) -> str:
        """Return what stands below the fields: a line for the axes, and one for what has none."""
        words = [tr("Threat down, vulnerability across")]
        if self.unrated:
            words.append(
                ntr("{n} leg is not fully rated", "{n} legs are not fully rated", self.unrated)
            )
        return "\n".join(words)

    def _field(self, painter: QPainter, place: QRectF, key: tuple[Level, Level]) -> None:
        colors, count = tokens(), self.counts.get(key, 0)
        risk = combined(Rating(key[0]), Rating(key[1]), has_gap=key[1] is Level.HIGH).level
        named = {Level.HIGH: colors.bad, Level.MEDIUM: colors.warn}
        name = named.get(risk, colors.ok) if risk else colors.ok
        tint = QColor(name)
        tint.setAlpha(70 if count else 22)
        painter.setBrush(tint)
        painter.setPen(QPen(QColor(name), 1.6 if count else 0.6))
        painter.drawRoundedRect(place, 5, 5)
        if count:
            painter.setPen(QPen(QColor(colors.text)))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(count))
