"""Draws a visible frame around the boxes to tick in lists and tables.

Fusion 6.11 draws them in a shade of the background that nobody sees in dark colors.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ctpat_desktop.ui.widgets import theme

Index = QModelIndex | QPersistentModelIndex


class TickDelegate(QStyledItemDelegate):
    """Draws a cell as always, and a frame where it has a box to tick."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell and the frame of its box."""
        super().paint(painter, option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is None:
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        style = shown.widget.style() if shown.widget else QApplication.style()
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        draw_frame(painter, QRectF(style.subElementRect(part, shown, shown.widget)))


def draw_frame(painter: QPainter, box: QRectF) -> None:
    """Draw the frame of a box to tick, so that it is seen in dark colors too."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens().muted), 1))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
    painter.restore()


def show_boxes(view: QAbstractItemView) -> None:
    """Let a list or table draw its boxes visibly."""
    view.setItemDelegate(TickDelegate(view))
