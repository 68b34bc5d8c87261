"""Where Tab goes: through everything on the screen as the eye reads it.

Qt's own order is that of building. Parts that are built anew come last in it, so it is not used.
"""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
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

BELONGS = "belongs_to_field"
"""The mark of a link above the field it belongs to."""
RESTS = "keyboard_rests"
"""The mark of a frame that has the keyboard on purpose, where what had it is gone."""
ROUND = 20
"""Pixels seen around what has the keyboard."""
WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QTabBar)
"""Widgets with parts of their own; Tab stops at them once, and arrow keys go about inside."""


def stops(root: QWidget) -> list[QWidget]:
    """Return everything in a widget that Tab stops at, in the order of reading.

    What only belongs to a field and stands in the line above it comes after the field.
    """
    return _in_order(root)


def after_the_field(*links: QWidget) -> None:
    """Have Tab come to links above a field only after the field: it is what is typed in first."""
    for link in links:
        link.setProperty(BELONGS, True)


def after(root: QWidget, now: QWidget | None, by: int) -> QWidget | None:
    """Return the stop that follows (1) or precedes (-1) the one that has the keyboard.

    That one may just have been hidden or grayed: what stands nearest to it follows.
    """
    found = _in_order(root, now)
    at = next((n for n, stop in enumerate(found) if _holds(stop, now)), -1 if by > 0 else 0)
    turned = [found[(at + by * step) % len(found)] for step in range(1, len(found) + 1)]
    return next(
        (widget for widget in turned if _is_stop(widget) and widget.isVisibleTo(root)), None
    )


def reach(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    """Give a widget the keyboard and scroll to it."""
    widget.setFocus(reason)
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            scroll_to(above, widget)
        above = above.parentWidget()


def rest(place: QWidget) -> None:
    """Let the keyboard rest on a frame: what is typed on goes into no field."""
    place.setProperty(RESTS, True)
    place.setFocus(Qt.FocusReason.OtherFocusReason)


def first_field(root: QWidget) -> QWidget | None:
    """Return where the keyboard begins on a page: not at a link, nor where arrows change a number.

    Where there is nothing else, at the first stop.
    """
    found = stops(root)
    quiet = (one for one in found if not one.property("link"))
    return next((one for one in quiet if not isinstance(one, QAbstractSpinBox)), (*found, None)[0])


def scroll_to(area: QScrollArea, widget: QWidget) -> None:
    """Bring all of a widget in sight; Qt's own way cares for the line with the cursor alone."""
    inner = area.widget()
    if inner is None or not inner.isAncestorOf(widget):
        return
    corner = widget.mapTo(inner, QPoint())
    far = corner + QPoint(widget.width(), widget.height())
    area.ensureVisible(far.x(), far.y(), ROUND, ROUND)
    area.ensureVisible(corner.x(), corner.y(), ROUND, ROUND)


def _in_order(root: QWidget, gone: QWidget | None = None) -> list[QWidget]:
    """Return the stops of a widget, and `gone` where it stood."""
    found: list[QWidget] = []
    held: list[QWidget] = []
    for widget in _walk(root, gone):
        if not _is_stop(widget) and widget is not gone:
            continue
        if widget.property(BELONGS):
            held.append(widget)
        else:
            found += [widget, *held]
            held = []
    return found + held


def _holds(stop: QWidget, now: QWidget | None) -> bool:
    return now is not None and (stop is now or (isinstance(stop, WHOLE) and stop.isAncestorOf(now)))


def _is_stop(widget: QWidget) -> bool:
    can = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(can) and widget.isEnabled() and widget.focusProxy() is None


def _walk(widget: QWidget, gone: QWidget | None = None) -> Iterator[QWidget]:
    """Yield what is shown, in the order of reading, and `gone` where it stood."""
    holds_gone = gone is not None and (widget is gone or widget.isAncestorOf(gone))
    is_other_page = isinstance(widget.parentWidget(), QStackedWidget)
    if widget.isHidden() and (is_other_page or not holds_gone):
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
        every = range(widget.count())
        parts = [*map(widget.widget, every), *map(widget.handle, every)]  # borders come last
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
