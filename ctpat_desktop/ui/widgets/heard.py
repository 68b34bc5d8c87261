"""What a screen reader is told beside what Qt tells it by itself.

Qt calls every button that stays pressed in a check box, and lets a screen reader turn it over
without a click, so that nothing happens. Here it is a tab or one of several choices, and whatever
can be chosen is clicked. Headings are headings, and what only holds the pages is no layer.
"""

import time
from typing import cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAccessibleWidget,
    QApplication,
    QCheckBox,
    QFrame,
    QLabel,
    QRadioButton,
    QSplitterHandle,
    QStackedWidget,
    QWidget,
)
from shiboken6 import Shiboken

MARKS = {
    "row": QAccessible.Role.PageTab,
    "step": QAccessible.Role.PageTab,
    "segment": QAccessible.Role.RadioButton,
    "heat": QAccessible.Role.CheckBox,
}
"""What a button with a mark is to a screen reader."""
HEADS = ("h1", "h15", "h2")
"""The marks of labels that are headings."""
RARELY = 30.0
"""Seconds until something that happens again and again is said again."""
PAUSE = 900
"""Milliseconds without a key after which a result of typing is said."""
_said_last: dict[str, float] = {}
DRAWING = "drawing"
"""The mark of a widget that is a picture."""
_alive: list[QAccessibleWidget] = []
"""Qt owns the faces; what Python made of them has to live as long."""


class Face(QAccessibleWidget):
    """A button that can be chosen, as a screen reader finds it: one thing without parts."""

    def text(self, kind: QAccessible.Text) -> str:
        """Return the name; the tip of a tab or step says no more than that."""
        button = self._button()
        if kind is QAccessible.Text.Description and self.role() is QAccessible.Role.PageTab:
            return button.accessibleDescription()
        if kind is QAccessible.Text.Name:
            return (button.accessibleName() or button.text().replace("&", "")).strip()
        return super().text(kind)

    def state(self) -> QAccessible.State:
        """Return whether it is the one that is chosen, in the way that fits its role."""
        state, button = super().state(), self._button()
        if self.role() is QAccessible.Role.PageTab:
            state.selectable, state.selected = 1, int(button.isChecked())
        else:
            state.checkable, state.checked = int(button.isCheckable()), int(button.isChecked())
        return state

    def childCount(self) -> int:
        """Return none: what is written on the button is in its name."""
        return 0

    def actionNames(self) -> list[str]:
        """Offer the click first."""
        own = [self.pressAction()] if self._button().isEnabled() else []
        return [*own, *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Click the button, as a pointer does; who asks does not wait until a page is built."""
        if name == self.pressAction():
            button = self._button()
            QTimer.singleShot(0, button, button.click)
        else:
            super().doAction(name)

    def _button(self) -> QAbstractButton:
        return cast("QAbstractButton", self.object())


class Heading(QAccessibleWidget):
    """A label that heads what is below it.

    Without its level: PySide 6.11 crashes on the bus as soon as attributes are offered.
    """

    def text(self, kind: QAccessible.Text) -> str:
        """Return what is written, which is its name."""
        line = cast("QLabel", self.object())
        own = super().text(kind)
        return own or (line.text() if kind is QAccessible.Text.Name else "")


def begin() -> None:
    """Show the buttons that stay pressed in to screen readers by our faces."""
    QAccessible.installFactory(_face)


def announce(words: str, widget: QWidget, *, at_once: bool = False) -> None:
    """Have a screen reader say something that happened; it does not move the keyboard.

    `at_once` is for what went wrong: it is said before what is being read.
    """
    if not words or QApplication.instance() is None:
        return
    event = QAccessibleAnnouncementEvent(widget, words)
    how = QAccessible.AnnouncementPoliteness
    event.setPoliteness(how.Assertive if at_once else how.Polite)
    QAccessible.updateAccessibility(event)


def announce_rarely(words: str, widget: QWidget) -> None:
    """Have something said that happens again and again, such as saving: once in a while."""
    now = time.monotonic()
    if now - _said_last.get(words, -RARELY) >= RARELY:
        _said_last[words] = now
        announce(words, widget)


def announce_place(words: str, widget: QWidget) -> None:
    """Have said what page is shown now, once while it stays."""
    if widget.property("place_said") != words:
        widget.setProperty("place_said", words)
        announce(words, widget)


def announce_result(words: str, widget: QWidget) -> None:
    """Have said what came of typing, such as a number of hits, once the typing pauses."""
    waiting = widget.findChild(_Pause, options=Qt.FindChildOption.FindDirectChildrenOnly)
    (waiting or _Pause(widget)).say(words)


def complain(line: QLabel, words: str) -> None:
    """Say beside a field what is wrong with it; "" takes it back."""
    is_new = words != line.text() or line.isHidden()
    line.setText(words)
    line.setVisible(bool(words))
    if is_new:
        announce(words, line, at_once=True)


class _Pause(QTimer):
    """Waits until nothing new has come for a moment, and says the last of it."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._words, self._before = widget, "", ""
        self.setSingleShot(True)
        self.setInterval(PAUSE)
        self.timeout.connect(self._end)

    def say(self, words: str) -> None:
        """Say this unless something else comes first."""
        self._words = words
        self.start()

    def _end(self) -> None:
        if self._words != self._before and self._widget.isVisible():
            self._before = self._words
            announce(self._words, self._widget)


def _face(_kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Return how a screen reader finds a thing; None: as Qt has it."""
    made = _made(thing)
    if made is None:
        return None
    _alive[:] = [face for face in _alive if Shiboken.isValid(face)]
    _alive.append(made)
    return made


def _made(thing: QObject) -> QAccessibleWidget | None:
    if isinstance(thing, QLabel):
        is_head = any(map(thing.property, HEADS))
        return Heading(thing, QAccessible.Role.Heading) if is_head else None
    role = _role(thing)
    if role is None:
        return None
    is_button = isinstance(thing, QAbstractButton)
    return (Face if is_button else QAccessibleWidget)(cast("QWidget", thing), role)


def _role(thing: QObject) -> QAccessible.Role | None:
    if isinstance(thing, QCheckBox):
        return None if thing.isTristate() else QAccessible.Role.CheckBox
    if isinstance(thing, QRadioButton):
        return QAccessible.Role.RadioButton
    if isinstance(thing, QSplitterHandle):
        return QAccessible.Role.Splitter
    if isinstance(thing, QAbstractButton):
        return next((role for mark, role in MARKS.items() if thing.property(mark)), None)
    if isinstance(thing, QFrame) and thing.property("card") and thing.accessibleName():
        return QAccessible.Role.Grouping  # so that its name is said with what is first in it
    if isinstance(thing, QStackedWidget):
        return QAccessible.Role.Pane  # Qt has it a "layered pane", which is said at every page
    is_drawing = isinstance(thing, QWidget) and thing.property(DRAWING)
    return QAccessible.Role.Canvas if is_drawing else None
