"""The legend below a floor plan: the disc of each kind, its name and how many there are."""

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.documents.registers.plan_marks import COLORS, OTHER
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import FlowLayout, clear, label


def show_legend(legend: FlowLayout, kinds: Iterable[str]) -> None:
    """Show the kinds of these marks."""
    clear(legend)
    for kind, number in Counter(kinds).items():
        piece = label(f"{kind_words(kind)} {number}")
        piece.setWordWrap(False)
        swatch = label("")
        swatch.setPixmap(_swatch(kind, swatch.fontMetrics().height()))
        room = QWidget()
        line = QHBoxLayout(room)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(swatch)
        line.addWidget(piece)
        legend.addWidget(room)


def kind_words(kind: str) -> str:
    """Return what a kind of mark is called."""
    choices = load_form("site_mark").field("kind").choices
    return next((tr(choice.label) for choice in choices if choice.value == kind), tr("Mark"))


def _swatch(kind: str, side: int) -> QPixmap:
    """Return the disc of a kind as it stands on the plan."""
    pixmap = QPixmap(2 * side, 2 * side)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(COLORS.get(kind, OTHER)))
    painter.drawEllipse(0, 0, side, side)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(0, 0, side, side, Qt.AlignmentFlag.AlignCenter, kind[:1].upper())
    painter.end()
    return pixmap
