"""One of several choices in a row without gaps, each with the border of the one before it."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.theme import tokens


class Segment(PushButton):
    """A choice that draws its left border where none stands before it: the first of a line."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Close the frame of the first one."""
        super().paintEvent(event)
        if not self.hasFocus() and not self._follows():
            colors = tokens()
            painter = QPainter(self)
            is_marked = self.isChecked() or self.underMouse()
            painter.setPen(QColor(colors.accent if is_marked else colors.edge))
            painter.drawLine(0, 0, 0, self.height() - 1)
            painter.end()

    def _follows(self) -> bool:
        above = self.parentWidget()
        beside = above.childAt(self.x() - 1, self.geometry().center().y()) if above else None
        return isinstance(beside, QWidget) and bool(beside.property("segment"))
