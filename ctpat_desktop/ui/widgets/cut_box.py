"""Paints a drop-down whose choice has no room; Qt's own painting would cut it without a sign."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter


def paint_cut(box: QComboBox) -> None:
    """Paint the box with a choice that ends in dots."""
    painter, how = QStylePainter(box), QStyleOptionComboBox()
    box.initStyleOption(how)
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    painter.drawComplexControl(kind, how)
    room = box.style().subControlRect(kind, how, part, box).width() - 4
    words, elided = box.currentText(), Qt.TextElideMode.ElideRight
    option: Any = how  # the stubs lack this member
    option.currentText = box.fontMetrics().elidedText(words, elided, room)
    painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, how)
