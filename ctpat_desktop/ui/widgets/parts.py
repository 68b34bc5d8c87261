"""Small pieces every screen is built from: labels, chips, cards, flowing rows, the banner."""

import re
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.push_button import PushButton
from ctpat_desktop.ui.widgets.scrolling import ScrollArea
from ctpat_desktop.ui.widgets.segment import Segment
from ctpat_desktop.ui.widgets.tab_order import rest
from ctpat_desktop.ui.widgets.theme import letters

ROOM_FOR_BOLD = 4
"""Letters a chosen segment needs beyond the size of its words: they are bold, with air around."""
SIGN, TARGET = 2, 26
"""Letters of a button that is a sign alone, and the pixels it has each way at the least."""
Field = TypeVar("Field", bound=QWidget)
_WORDS = re.compile(r"[^\W_]+")
_ENDLESS = re.compile(r"\S{24}(?=\S)")
"""A part of a word that no narrow column has room for."""
_MAY_BREAK = "\u200b"


class Words(QLabel):
    """A text that wraps, inside a word too where the word is very long."""

    def __init__(self, text: str) -> None:
        """Show a plain text."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(_ENDLESS.sub(lambda match: match.group() + _MAY_BREAK, text))

    def text(self) -> str:
        """Return the text as it was given."""
        return super().text().replace(_MAY_BREAK, "")


def label(text: str, **marks: bool) -> QLabel:
    """Return a wrapping label; marks are `h1`, `h2`, `h15`, `muted` or `group`."""
    widget = Words(text)
    for mark, value in marks.items():
        widget.setProperty(mark, value)
    return widget


def redden(widget: QLabel, *, is_late: bool) -> None:
    """Show a line in the color of what is late, or in its usual one; the words say it too."""
    if bool(widget.property("trouble")) != is_late:
        widget.setProperty("trouble", is_late)
        widget.setProperty("muted", not is_late)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def chip(text: str, kind: str) -> QLabel:
    """Return a small rounded mark: bad, warn, ok or note; the word says it, not the color."""
    widget = QLabel(text)
    widget.setProperty("chip", kind)
    widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return widget


def button(
    text: str, on_click: Callable[[], object], mark: str = "", name: str = ""
) -> QPushButton:
    """Return a button; mark is "", primary, link, step or segment.

    `name` is what it is about, for who hears the screen, where its words do not say that.
    """
    widget = Segment() if mark == "segment" else PushButton()
    if mark:
        widget.setProperty(mark, True)
    widget.setText(text)  # said to a screen reader at once, which must know the mark by then
    if 0 < len(text) <= SIGN:
        widget.setMinimumSize(widget.sizeHint().expandedTo(QSize(TARGET, TARGET)))
    if mark == "segment":
        widget.setMinimumWidth(widget.sizeHint().width() + letters(ROOM_FOR_BOLD))
    widget.setAccessibleName(said_of(text, name))
    widget.clicked.connect(lambda: on_click())
    return widget


def go_there(about: str, on_click: Callable[[], object], mark: str = "link") -> QPushButton:
    """Return the button beside a line that leads to what the line is about."""
    return button(tr("Go there"), on_click, mark, about)


def said_of(text: str, about: str) -> str:
    """Return the name of a button: its words, by which one can call it, and what it is about."""
    words, name = (" ".join(_WORDS.findall(one.casefold())) for one in (text, about))
    if not name or words in name:
        return about or text
    return tr("{words}: {what}").format(words=text.rstrip("…▾▴ "), what=about)


def changer(
    text: str, on_click: Callable[[], object], mark: str = "", name: str = ""
) -> QPushButton:
    """Return a button that changes the file; it waits where the file is open to read only."""
    return changing(button(text, on_click, mark, name))


def changing(widget: QPushButton) -> QPushButton:
    """Mark a button as one that changes the file."""
    widget.setProperty("changes", True)
    return widget


def looks(widget: Field) -> Field:
    """Mark a field as one that only looks for something and changes nothing in the file."""
    widget.setProperty("looks", True)
    return widget


def card() -> tuple[QFrame, QVBoxLayout]:
    """Return a framed surface and its column."""
    frame = QFrame()
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(16, 14, 16, 14)
    column.setSpacing(8)
    return frame, column


def row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Return widgets side by side; None is a stretch."""
    line = QHBoxLayout()
    line.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            line.addStretch(1)
        else:
            line.addWidget(widget)
    return line


def scrolled(inner: QWidget) -> QScrollArea:
    """Return a widget inside a scroll area; sideways it scrolls only where nothing else helps."""
    area = ScrollArea()
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inner.setProperty("clear", True)
    area.setWidget(inner)
    area.viewport().setAutoFillBackground(False)
    return area


def fit_anew(area: QScrollArea) -> None:
    """Give what was put into a scroll area its room at once: the next picture is whole."""
    inner = area.widget()
    if inner is None:
        return
    show_new(inner)
    QApplication.sendEvent(area, QEvent(QEvent.Type.LayoutRequest))


def show_new(place: QWidget) -> None:
    """Show what was put into a widget; its layout does so only with the next event."""
    own = Qt.FindChildOption.FindDirectChildrenOnly
    for widget in place.findChildren(QWidget, options=own):
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            widget.show()
    layout = place.layout()
    if layout is not None:
        layout.activate()


def flow(*widgets: QWidget | None, spacing: int = 8) -> "FlowLayout":
    """Return widgets side by side, on further lines where they have no room; None is a stretch."""
    line = FlowLayout(spacing=spacing)
    for widget in widgets:
        if widget is None:
            line.push()
        else:
            line.addWidget(widget)
    return line


def page_column(parent: QWidget) -> QVBoxLayout:
    """Return the column of a page with the house's margins."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(24, 18, 24, 18)
    column.setSpacing(12)
    return column


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; the keyboard rests there, and goes to no field behind."""
    place = layout.parentWidget()
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            focus = widget.window().focusWidget()
            if place is not None and focus is not None and widget.isAncestorOf(focus):
                rest(place)
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class FlowLayout(QLayout):
    """Puts widgets side by side and wraps them like words."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        """Start empty."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._pushed: int | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def push(self) -> None:
        """Put what is added from now on at the right edge."""
        self._pushed = len(self._items)

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and return an item or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Grow in no direction."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height needed at a width, in pixels."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place all items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of all items on one line."""
        hints = [item.sizeHint() for item in self._shown()]
        wide = sum(hint.width() + self._gap for hint in hints) - self._gap
        return QSize(max(wide, 0), max((hint.height() for hint in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lay(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            if move:
                self._place(line, QPoint(rect.x(), y), rect.width())
            y += max(size.height() for _, size in line) + self._gap
        return max(y - self._gap, rect.y()) - rect.y()

    def _lines(self, room: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the items of each line with the size they get."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._shown():
            hint = item.sizeHint()
            size = QSize(max(min(hint.width(), room), item.minimumSize().width()), hint.height())
            if not lines or used + size.width() > room:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines

    def _place(self, line: list[tuple[QLayoutItem, QSize]], at: QPoint, room: int) -> None:
        pushed = [] if self._pushed is None else self._items[self._pushed :]
        used = sum(size.width() + self._gap for _, size in line) - self._gap
        x, tallest = at.x(), max(size.height() for _, size in line)
        is_left, sideways = True, Qt.Orientation.Horizontal
        growing = next((i for i, _ in line if sideways & i.expandingDirections()), None)
        for item, size in line:
            if item is growing:
                size.setWidth(size.width() + room - used)
                used = room
            if is_left and item in pushed:
                x, is_left = x + max(room - used, 0), False
            middle = at.y() + (tallest - size.height()) // 2
            item.setGeometry(QRect(QPoint(x, middle), size))
            x += size.width() + self._gap
