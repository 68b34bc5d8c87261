"""A page in a window that may be smaller than it: what has no room is scrolled to."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

TALL = (QTabWidget, QStackedWidget, QAbstractScrollArea, QSplitter)
"""Parts that may be far smaller than they like to be."""
VERTICAL = (QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.BottomToTop)


class Room(QScrollArea):
    """Gives a page all the room there is, and never less than its smallest size.

    Qt's own resizing would give it the size it likes best, and scroll long before it must.
    """

    def __init__(self, page: QWidget) -> None:
        """Hold one page."""
        super().__init__()
        self.page: QWidget = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(page)
        self.viewport().setAutoFillBackground(False)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page anew when what is in it asks for other room."""
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        size = self._needed(room)
        if size.height() > room.height():
            size = self._needed(room - QSize(bar, 0))
        elif size.width() > room.width():
            size = self._needed(room - QSize(0, bar))
        self.page.resize(size)

    def _needed(self, room: QSize) -> QSize:
        """Return the room, or the smallest size of the page where that is more."""
        wide = max(room.width(), self.page.minimumSizeHint().width())
        return QSize(wide, max(room.height(), _widget_height(self.page, wide)))


def _widget_height(widget: QWidget, wide: int) -> int:
    """Return the least height of a widget at a width; of parts that scroll, their least alone.

    Qt's `minimumHeightForWidth` counts such parts, and tabs not shown, with all they hold.
    """
    if widget.isHidden():
        return 0
    least, layout = widget.minimumSizeHint().height(), widget.layout()
    if isinstance(widget, QTabWidget | QStackedWidget):
        current = widget.currentWidget()
        least = _widget_height(current, wide) if current is not None else 0
        if isinstance(widget, QTabWidget) and not widget.tabBar().isHidden():
            least += widget.tabBar().sizeHint().height() + 2
    elif isinstance(widget, QSplitter):
        parts = [widget.widget(at) for at in range(widget.count())]
        heights = [_widget_height(part, part.width() or wide) for part in parts if part]
        is_across = widget.orientation() == Qt.Orientation.Horizontal
        borders = widget.handleWidth() * (len(heights) - 1)
        least = max(heights, default=0) if is_across else sum(heights) + borders
    elif isinstance(widget, QAbstractScrollArea):
        pass
    elif layout is not None:
        least = _layout_height(layout, wide)
    elif widget.hasHeightForWidth():
        least = widget.heightForWidth(wide)
    return max(least, widget.minimumHeight())


def _layout_height(layout: QLayout, wide: int) -> int:
    margins = layout.contentsMargins()
    inner = wide - margins.left() - margins.right()
    items = [layout.itemAt(at) for at in range(layout.count())]
    shown = [item for item in items if item is not None and not item.isEmpty()]
    if isinstance(layout, QBoxLayout) and layout.direction() in VERTICAL:
        least = sum(_item_height(item, inner) for item in shown)
        least += layout.spacing() * max(len(shown) - 1, 0)
    elif isinstance(layout, QBoxLayout) and any(_is_tall(item) for item in shown):
        least = max((_item_height(item, inner // len(shown)) for item in shown), default=0)
    elif layout.hasHeightForWidth():
        least = layout.minimumHeightForWidth(inner)
    else:
        least = layout.minimumSize().height() - margins.top() - margins.bottom()
    return least + margins.top() + margins.bottom()


def _is_tall(item: QLayoutItem) -> bool:
    """Return whether an item is or holds a part that may be far smaller than it likes."""
    widget = item.widget()
    if widget is None:
        return False
    return isinstance(widget, TALL) or any(widget.findChildren(kind) for kind in TALL)


def _item_height(item: QLayoutItem, wide: int) -> int:
    widget, inner = item.widget(), item.layout()
    if widget is not None:
        return _widget_height(widget, wide)
    return _layout_height(inner, wide) if inner is not None else item.minimumSize().height()
