"""Finds what does not fit in a window: cut texts, widgets over each other, widgets outside."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenuBar,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStatusBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QTabWidget,
    QWidget,
)

CLOSED = (
    *(QAbstractItemView, QAbstractSpinBox, QCalendarWidget, QComboBox, QLineEdit),
    *(QMenuBar, QTabBar, QHeaderView),
)
"""Widgets of Qt's own make whose inner parts are not looked at."""
LOOSE = 1
"""Pixels that rounding may cost."""


def faults(window):
    """Return a line for everything in a window that does not fit."""
    found = [*_over_each_other(window)]
    for widget in _seen(window):
        found += [*_cut(widget), *_outside(widget, window), *_over_each_other(widget)]
    return found


def _seen(root):
    """Yield all visible widgets of ours below one, the outer ones first."""
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isHidden() or child.isWindow():
            continue
        yield child
        if not isinstance(child, CLOSED):
            yield from _seen(child)


def _cut(widget):
    """Yield what a widget has no room to say and does not tell by a tool tip either."""
    if isinstance(widget, QTabBar):
        yield from _cut_tabs(widget)
    elif isinstance(widget, QTableView):
        yield from _cut_heads(widget)
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        how = QStyleOptionComboBox()
        widget.initStyleOption(how)
        part = QStyle.SubControl.SC_ComboBoxEditField
        kind = QStyle.ComplexControl.CC_ComboBox
        room = widget.style().subControlRect(kind, how, part, widget).width()
        words = widget.currentText()
        if widget.fontMetrics().horizontalAdvance(words) > room and not _tells(widget, words):
            yield _line("cut", widget)
    elif isinstance(widget, QLabel | QAbstractButton) and not _has_room(widget):
        yield _line("cut", widget)


def _has_room(widget):
    if not widget.text() or _tells(widget, widget.text()):
        return True
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.minimumSizeHint().width(), widget.heightForWidth(widget.width())
    elif isinstance(widget, QLabel):
        needed = widget.sizeHint().width(), widget.sizeHint().height()
    else:
        needed = widget.sizeHint().width(), widget.minimumSizeHint().height()
        needed = needed[0] + _taken_inside(widget), needed[1]
    return needed[0] <= widget.width() + LOOSE and needed[1] <= widget.height() + LOOSE


def _taken_inside(button):
    """Return the pixels that marks inside a button take from its words."""
    marks = [m for m in button.findChildren(QLabel) if m.isVisible() and m.text()]
    return sum(mark.width() + 6 for mark in marks)


def _tells(widget, words):
    """Return whether a widget says by its tool tip what it cuts, and shows that it does."""
    elides = isinstance(widget, QComboBox) or hasattr(widget, "elided")
    return elides and words.strip() in (widget.toolTip() or getattr(widget, "full_text", ""))


def _cut_tabs(bar):
    for at in range(bar.count()):
        wanted = bar.fontMetrics().horizontalAdvance(bar.tabText(at))
        if bar.isTabVisible(at) and bar.tabRect(at).width() < wanted and not bar.tabToolTip(at):
            yield f"cut: tab {bar.tabText(at)!r}"


def _cut_heads(table):
    head = table.horizontalHeader()
    if table.verticalHeader().defaultSectionSize() < table.fontMetrics().height():
        yield f"cut: rows of {table.accessibleName()!r}"
    if head.isHidden() or table.model() is None:
        return
    for at in range(head.count()):
        words = str(table.model().headerData(at, Qt.Orientation.Horizontal) or "")
        lines = [head.fontMetrics().horizontalAdvance(line) for line in words.split("\n")]
        if head.isSectionHidden(at) or max(lines) + 8 <= head.sectionSize(at):
            continue
        tip = head.property("tells_cut") or table.model().headerData(
            at, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
        )
        elides = head.textElideMode() != Qt.TextElideMode.ElideNone
        if not (elides and (tip or head.property("tells_cut"))):
            yield f"cut: head {words!r} of {table.accessibleName()!r}"


def _outside(widget, window):
    """Say where a widget is not wholly inside what it lies in."""
    above = widget.parentWidget() if widget is not window else None
    if above is None or isinstance(above, (QSplitter, QTabWidget, QMainWindow, *CLOSED)):
        return
    if widget.property("laid_over") or not widget.width() or not widget.height():
        return
    room, place = above.rect(), widget.geometry()
    if _scrolls(above, "h"):
        room.setLeft(min(room.left(), place.left()))
        room.setRight(max(room.right(), place.right()))
    if _scrolls(above, "v"):
        room.setTop(min(room.top(), place.top()))
        room.setBottom(max(room.bottom(), place.bottom()))
    if not room.adjusted(-LOOSE, -LOOSE, LOOSE, LOOSE).contains(place):
        yield f"{_line('outside', widget)} {place.getRect()} in {above.rect().getRect()}"


def sideways(window):
    """Return a line for each part that must be scrolled sideways to be read."""
    areas = [w for w in _seen(window) if isinstance(w, QScrollArea)]
    return [
        f"sideways: {area.widget().width()} in {area.viewport().width()} of {_line('', area)}"
        for area in areas
        if area.widget() and area.widget().width() > area.viewport().width() + LOOSE
    ]


def _scrolls(viewport, way):
    """Return whether a widget is the window of a scroll area that can scroll that way."""
    area = viewport.parentWidget()
    if not isinstance(area, QScrollArea) or area.viewport() is not viewport:
        return False
    policy = area.horizontalScrollBarPolicy() if way == "h" else area.verticalScrollBarPolicy()
    return policy != Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def _over_each_other(widget):
    """Yield the pairs of children that cover each other."""
    inner = (QTabWidget, QAbstractScrollArea, QSplitter, QMainWindow, QStatusBar)
    if isinstance(widget, (*inner, *CLOSED, QPushButton, QCheckBox)):
        return
    rows = widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    rows = [w for w in rows if not (w.isHidden() or w.isWindow() or w.property("laid_over"))]
    for at, one in enumerate(rows):
        for other in rows[at + 1 :]:
            both = one.geometry() & other.geometry()
            if both.width() > LOOSE and both.height() > LOOSE:
                yield f"{_line('over', one)} and {_line('', other)}"


def _line(kind, widget):
    """Name a widget by its words and by what it lies in."""
    words = widget.text() if isinstance(widget, QLabel | QAbstractButton | QLineEdit) else ""
    above, names = widget, []
    while above is not None and len(names) < 6:
        names.append(type(above).__name__)
        above = above.parentWidget()
    name = words or widget.accessibleName()
    size, hint = widget.size(), widget.sizeHint()
    return f"{kind}: {name[:60]!r} {size.toTuple()}/{hint.toTuple()} {' < '.join(names)}"
