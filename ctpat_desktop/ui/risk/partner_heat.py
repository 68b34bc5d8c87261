"""The heat map of partners: what could happen there down, how weak the protection is across."""

from collections import Counter
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from ctpat_desktop.checklist.risk import Level, Rating, combined
from ctpat_desktop.services.risk.partner_ratings import RatedPartner, level_words
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

DOWN: tuple[Level | None, ...] = (*reversed(Level), None)
ACROSS: tuple[Level | None, ...] = (*Level, None)
Cell = tuple[Level | None, Level | None]
"""Likelihood and weakness."""


def cell_of(partner: RatedPartner) -> Cell:
    """Return where a partner stands on the map."""
    return partner.computed.likelihood.level, partner.computed.weakness.level


class HeatCell(QAbstractButton):
    """One field: how many partners stand in it; pressed in, only those are listed."""

    def __init__(self, cell: Cell) -> None:
        """Start without partners."""
        super().__init__()
        self.cell, self.count = cell, 0
        self.setProperty("heat", True)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """Show how many partners there are, also in words."""
        self.count = count
        words = tr("likelihood {likely}, weakness {weak}: {n}")
        names = {"likely": level_words(self.cell[0]), "weak": level_words(self.cell[1])}
        text = words.format(n=ntr("{n} partner", "{n} partners", count), **names)
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setEnabled(bool(count) or self.isChecked())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for a number."""
        return QSize(letters(7), lines(1.7))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field in the color of its risk, with the count."""
        del event
        painter, colors = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        name = _color(self.cell)
        tint = QColor(name)
        tint.setAlpha(80 if self.count else 20)
        painter.setBrush(tint)
        is_marked = self.isChecked() or self.hasFocus()
        color = QColor(colors.accent if is_marked else name)
        painter.setPen(QPen(color, 2.6 if is_marked else 1.4 if self.count else 0.6))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 5, 5)
        if self.count:
            painter.setPen(QPen(QColor(colors.text)))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, number_text(self.count))
        painter.end()


class PartnerHeat(QWidget):
    """Four by four fields with their heads; a click lists the partners of one field."""

    chosen = Signal(object)
    """The field whose partners are to be listed; None is all of them."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setAccessibleName(tr("Partners by likelihood and weakness"))
        self.cells = {
            (down, across): HeatCell((down, across)) for down in DOWN for across in ACROSS
        }
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        corner = label(tr("Likelihood ↓\nWeakness →"), muted=True)
        corner.setMinimumWidth(letters(14))
        grid.addWidget(corner, 0, 0)
        for column, level in enumerate(ACROSS, 1):
            head = label(level_words(level), muted=True)
            head.setAlignment(Qt.AlignmentFlag.AlignCenter)
            grid.addWidget(head, 0, column)
        for line, level in enumerate(DOWN, 1):
            head = label(level_words(level), muted=True)
            head.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(head, line, 0)
            for column, across in enumerate(ACROSS, 1):
                cell = self.cells[(level, across)]
                cell.clicked.connect(partial(self._press, cell))
                grid.addWidget(cell, line, column)

    def show_partners(self, partners: Iterable[RatedPartner]) -> None:
        """Count other partners."""
        counts = Counter(map(cell_of, partners))
        for key, cell in self.cells.items():
            cell.show_count(counts.get(key, 0))

    @property
    def current(self) -> Cell | None:
        """The field that is pressed in."""
        return next((key for key, cell in self.cells.items() if cell.isChecked()), None)

    def clear(self) -> None:
        """Let no field be pressed in."""
        for cell in self.cells.values():
            cell.setChecked(False)
            cell.setEnabled(bool(cell.count))

    def _press(self, pressed: HeatCell) -> None:
        for cell in self.cells.values():
            if cell is not pressed:
                cell.setChecked(False)
        self.chosen.emit(self.current)


def _color(cell: Cell) -> str:
    """Return the color of a field: of its risk, as on the map of legs; muted if not known."""
    colors, (likely, weak) = tokens(), cell
    level = combined(Rating(likely), Rating(weak), has_gap=weak is Level.HIGH).level
    if level is None:
        return colors.muted
    return {Level.HIGH: colors.bad, Level.MEDIUM: colors.warn, Level.LOW: colors.ok}[level]
