"""Heads of tables: a heading that is cut ends in dots and is told whole by its tool tip."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QToolTip

AROUND = 18
"""Pixels the style sheet leaves around a heading."""


class _Teller(QObject):
    def __init__(self, head: QHeaderView) -> None:
        super().__init__(head)
        self._head = head
        head.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say a heading whole where there is no room for it."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self._head.logicalIndexAt(event.pos())
            if at >= 0 and not self._tip(at):
                wide = heading_width(self._head, at)
                words = _words(self._head, at) if wide > self._head.sectionSize(at) else ""
                QToolTip.showText(event.globalPos(), words, self._head)
                return True
        return super().eventFilter(watched, event)

    def _tip(self, at: int) -> str:
        role, across = Qt.ItemDataRole.ToolTipRole, Qt.Orientation.Horizontal
        return str(self._head.model().headerData(at, across, role) or "")


def tell_cut(table: QTableView) -> None:
    """Let the heads of a table end in dots where they are cut, and tell themselves whole."""
    head = table.horizontalHeader()
    head.setTextElideMode(Qt.TextElideMode.ElideRight)
    head.setProperty("tells_cut", True)
    _Teller(head)


def heading_width(head: QHeaderView, at: int) -> int:
    """Return the pixels a heading needs: it is set in bold."""
    font = QFont(head.font())
    font.setWeight(QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    wide = max(metrics.horizontalAdvance(line) for line in _words(head, at).split("\n"))
    return wide + AROUND


def _words(head: QHeaderView, at: int) -> str:
    return str(head.model().headerData(at, Qt.Orientation.Horizontal) or "")
