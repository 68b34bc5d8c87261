"""Where Tab goes: through everything on the screen as the eye reads it.

Qt's own order is that of building. Parts that are built anew come last in it, so it is not used.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QGridLayout,
    QLayout,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QTabBar)
"""Widgets with parts of their own; Tab stops at them once, and arrow keys go about inside."""


def stops(root: QWidget) -> list[QWidget]:
    """Return everything in a widget that Tab stops at, in the order of reading."""
    return [widget for widget in _walk(root) if _is_stop(widget)]


def after(root: QWidget, now: QWidget | None, by: int) -> QWidget | None:
    """Return the stop that follows (1) or precedes (-1) the one that has the keyboard.

    That one may just have been hidden or grayed: what stands nearest to it follows.
    """
    found = [widget for widget in _walk(root, now) if _is_stop(widget) or widget is now]
    at = next((n for n, stop in enumerate(found) if _holds(stop, now)), -1 if by > 0 else 0)
    turned = [found[(at + by * step) % len(found)] for step in range(1, len(found) + 1)]
    return next((widget for widget in turned if _is_stop(widget) and not widget.isHidden()), None)


def has_keyboard(root: QWidget) -> bool:
    """Return whether the keyboard is somewhere within a widget."""
    now = QApplication.focusWidget()
    return now is not None and root.isAncestorOf(now)


def reach(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    """Give a widget the keyboard and scroll to it."""
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 20, 20)
        above = above.parentWidget()


def _holds(stop: QWidget, now: QWidget | None) -> bool:
    return now is not None and (stop is now or (isinstance(stop, WHOLE) and stop.isAncestorOf(now)))


def _is_stop(widget: QWidget) -> bool:
    can = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(can) and widget.isEnabled() and widget.focusProxy() is None


def _walk(widget: QWidget, gone: QWidget | None = None) -> Iterator[QWidget]:
    """Yield what is shown, in the order of reading, and `gone` where it stood."""
    holds_gone = gone is not None and (widget is gone or widget.isAncestorOf(gone))
    if widget.isHidden() and not holds_gone:
        return
    yield widget
    if isinstance(widget, WHOLE):
        return
    for child in _children(widget):
        yield from _walk(child, gone)


def _children(widget: QWidget) -> list[QWidget]:
    """Return the children of a widget in the order of reading."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        return [inner] if inner is not None else []
    if isinstance(widget, QSplitter):
        parts = [widget.widget(at) for at in range(widget.count())]
        return [part for part in parts if part is not None]
    if isinstance(widget, QTabWidget):
        both = (widget.tabBar(), widget.currentWidget())
        return [part for part in both if part is not None]
    if isinstance(widget, QStackedWidget):
        return [shown for shown in (widget.currentWidget(),) if shown is not None]
    layout = widget.layout()
    ordered = list(_laid(layout)) if layout is not None else []
    known = set(ordered)
    flags = Qt.FindChildOption.FindDirectChildrenOnly
    others = widget.findChildren(QWidget, options=flags)
    return [*ordered, *(c for c in others if c not in known and not c.isWindow())]


def _laid(layout: QLayout) -> Iterator[QWidget]:
    """Yield the widgets of a layout; a grid is read line by line."""
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    for at in places:
        item = layout.itemAt(at)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
