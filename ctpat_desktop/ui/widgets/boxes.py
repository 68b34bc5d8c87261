"""Drop-downs, number boxes and tabs that leave the wheel to the page around them.

Every screen uses these instead of Qt's own: a wheel turned over a long form scrolls the form and
never changes a value on the way. `tests/architecture/test_boxes.py` finds a bare one.
"""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QSpinBox,
    QTabBar,
    QTabWidget,
    QWidget,
)


def may_turn(widget: QWidget) -> bool:
    """Return whether the wheel may change a field's value.

    Only where the person has chosen the field, and never inside anything that scrolls.
    """
    return widget.hasFocus() and not is_inside_scrolling(widget)


def is_inside_scrolling(widget: QWidget) -> bool:
    """Return whether a widget lies in a scroll area, a list or a table of the same window."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QAbstractScrollArea):
            return True
        if above.isWindow():
            return False
        above = above.parentWidget()
    return False


class ChoiceBox(QComboBox):
    """A drop-down."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn through the choices only where the person has chosen this field."""
        if may_turn(self):
            super().wheelEvent(event)
        else:
            event.ignore()


class NumberBox(QSpinBox):
    """A whole number with arrows."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Count only where the person has chosen this field."""
        if may_turn(self):
            super().wheelEvent(event)
        else:
            event.ignore()


class Tabs(QTabWidget):
    """Pages behind tabs; the wheel never changes the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without a page."""
        super().__init__(parent)
        self.setTabBar(_TabBar(self))


class _TabBar(QTabBar):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()


VALUE_WIDGETS = (QComboBox, QAbstractSpinBox)
"""The kinds of widget whose value Qt lets a wheel change."""
