"""Drop-downs, number boxes and tabs that leave the wheel to the page around them.

Every screen uses these instead of Qt's own: a wheel turned over a long form scrolls the form and
never changes a value on the way. `tests/architecture/test_boxes.py` finds a bare one.
"""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QSpinBox,
    QStyledItemDelegate,
    QTabBar,
    QTabWidget,
    QToolTip,
    QWidget,
)

from ctpat_desktop.support.later import later
from ctpat_desktop.ui.widgets.theme import letters, tokens

paint_cut = later("ctpat_desktop.ui.widgets.cut_box:paint_cut")

ROUND = 6
"""Pixels of the corners of a box, as of all fields."""
LISTS = "lists"
"""The mark of a drop-down whose list has rows as other lists have them."""
INDENT = 7
"""Pixels before the number in a box, as before the words of a line."""
ARROW = 2
"""Letters beside the words that the arrow takes."""
MOST_SHOWN = 14
"""Choices a list shows without its scroll bar."""
LEAST = 14
"""Letters a drop-down shows at the least, where its longest choice has as many."""


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
    """A drop-down that may be narrower than its choices: list and tool tip show them whole.

    On Linux and macOS a screen reader hears its choice as its name, and its name only of a label
    that belongs to it; one that is not on the screen does.
    """

    _spoken: QLabel | None = None

    @property
    def full_text(self) -> str:
        """The words a tool tip says where there is no room for them."""
        return self.currentText()

    def sizeHint(self) -> QSize:
        """Return room for the longest choice and the arrow, which the style sheet leaves out."""
        hint = super().sizeHint()
        return QSize(hint.width() + letters(ARROW), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return room for the first of the words."""
        return super().minimumSizeHint().boundedTo(QSize(letters(LEAST + 6), 16_000))

    def showEvent(self, event: QShowEvent) -> None:
        """See to it that the name is heard."""
        super().showEvent(event)
        above = self.parentWidget()
        if above is None:
            return
        if self._spoken is None:
            self._spoken = QLabel()
            self._spoken.hide()
        if self._spoken.parentWidget() is not above:
            self._spoken.setParent(above)
            self._spoken.setBuddy(self)
        self._spoken.setText(self.accessibleName())

    def showPopup(self) -> None:
        """Open a list as wide as its longest choice, and no wider than the screen."""
        if not self.property(LISTS):  # Qt's own rows hardly show which one the keyboard is on
            self.setProperty(LISTS, True)
            self.setItemDelegate(QStyledItemDelegate(self))
        view, room = self.view(), self.screen().availableGeometry().width()
        wanted = view.sizeHintForColumn(0) + letters(5)
        self.setMaxVisibleItems(MOST_SHOWN)
        view.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        view.setMinimumWidth(min(max(wanted, self.width()), room))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        """Say the choice whole before the help, where it is cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._is_cut():
            words = "\n".join(filter(None, (self.full_text, self.toolTip())))
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let a choice that is cut end in dots."""
        if self.isEditable() or not self._is_cut():
            super().paintEvent(event)
        else:
            paint_cut(self)
        draw_arrow(self, self.height() / 2, is_up=False)
        _ring(self)

    def _is_cut(self) -> bool:
        room = self.width() - letters(5)
        return self.fontMetrics().horizontalAdvance(self.currentText()) > room

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn through the choices only where the person has chosen this field."""
        if may_turn(self):
            super().wheelEvent(event)
        else:
            event.ignore()


def draw_arrow(box: QWidget, middle: float, *, is_up: bool) -> None:
    """Draw an arrow at the right in the color of the words: the style sheet has none."""
    colors, wide = tokens(), letters(0.5)
    x, rise = box.width() - 10 - wide, wide / (-2 if is_up else 2)
    corners = [(x - wide, middle - rise), (x, middle + rise), (x + wide, middle - rise)]
    painter = QPainter(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colors.text if box.isEnabled() else colors.muted), 1.5))
    painter.drawPolyline(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.end()


def _ring(box: QWidget) -> None:
    """Draw around a box that has the keyboard what the style sheet draws around others."""
    if box.hasFocus():
        painter = QPainter(box)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.drawRoundedRect(box.rect().adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.end()


class NumberBox(QSpinBox):
    """A whole number with arrows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin the number where the words of other fields begin: the style sheet cannot."""
        super().__init__(parent)
        self.lineEdit().setTextMargins(INDENT, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrows, and show where the keyboard is."""
        super().paintEvent(event)
        draw_arrow(self, self.height() * 0.3, is_up=True)
        draw_arrow(self, self.height() * 0.7, is_up=False)
        _ring(self)

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
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the bar has the keyboard
        self.currentChanged.connect(lambda _: self.updateGeometry())

    def setDocumentMode(self, set: bool) -> None:  # noqa: A002 - Qt's own name
        """Leave out the frame, and the line Qt draws from the tabs to the edge instead."""
        super().setDocumentMode(set)
        self.tabBar().setDrawBase(False)


class _TabBar(QTabBar):
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page around."""
        event.ignore()


VALUE_WIDGETS = (QComboBox, QAbstractSpinBox)
"""The kinds of widget whose value Qt lets a wheel change."""
