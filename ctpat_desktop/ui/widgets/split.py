"""Parts side by side with a border to move, which stands where it was left on this computer.

The pointer drags it; Tab stops at it too, and arrow keys move it.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSplitter, QSplitterHandle

from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.theme import tokens

SPLITS = "splits"
"""The choice of this computer that holds where the borders stand, by the name of each split."""
WHOLE = 1_000
"""The shares of all parts together: a smaller window gives each part the same share of it."""
MARK = 2
"""Pixels of the line around a border that has the keyboard."""
FAR = 1_000_000
"""Further than any border can go."""
BORDER = 10
"""Pixels between two parts."""
STEP, STRIDE = 20, 100
"""Pixels that an arrow key moves a border, and with Shift."""
KEEP_MS = 400
"""Milliseconds after the last drag until it is kept."""


class Split(QSplitter):
    """Parts whose border a person moves; a double click or Enter brings the usual sizes back."""

    def __init__(self, name: str, orientation: Qt.Orientation = Qt.Orientation.Horizontal) -> None:
        """`name` is what the position is kept under."""
        super().__init__(orientation)
        self.name = name
        self.shares: list[int] = []
        """What each part was given by the person; empty for the usual sizes."""
        self._usual: list[int] = []
        self._is_new = True
        self.later = QTimer(self, singleShot=True, interval=KEEP_MS)
        self.later.timeout.connect(self._keep)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(BORDER)
        self.splitterMoved.connect(lambda *_: self._moved())

    def createHandle(self) -> QSplitterHandle:
        """Return a border that can be double-clicked."""
        return _Border(self.orientation(), self)

    def event(self, event: QEvent) -> bool:
        """Follow what is in the parts."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._heed_lines()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each part its share of the new size."""
        self._heed_lines()
        super().resizeEvent(event)
        if self._is_new or not self.shares:
            self._usual = self.sizes()
        if self._is_new:
            self._is_new = False
            self.shares = kept_shares(self.name, self.count())
        if self.shares:
            self._lay(self.shares)

    def reset(self) -> None:
        """Put the usual sizes back, and keep nothing."""
        self.later.stop()
        self.shares = []
        self._lay(self._usual)
        others = {name: shares for name, shares in _every().items() if name != self.name}
        home.prefer(SPLITS, others)

    def _heed_lines(self) -> None:
        """Let no part be lower than its lines, also those that do not fit beside each other."""
        if self.orientation() == Qt.Orientation.Horizontal:
            return
        for part in (self.widget(at) for at in range(self.count())):
            layout = part.layout() if part is not None else None
            if part is not None and layout is not None and layout.hasHeightForWidth():
                least = layout.totalMinimumHeightForWidth(self.width())
                if part.minimumHeight() != least:
                    part.setMinimumHeight(least)

    def _lay(self, shares: Sequence[int]) -> None:
        room, whole = sum(self.sizes()) or self.width(), sum(shares) or 1
        self.setSizes([round(room * share / whole) for share in shares])

    def _moved(self) -> None:
        sizes = self.sizes()
        if all(sizes):
            self.shares = [round(WHOLE * size / sum(sizes)) for size in sizes]
            self.later.start()

    def _keep(self) -> None:
        if self.shares:
            home.prefer(SPLITS, {**_every(), self.name: self.shares})


class _Border(QSplitterHandle):
    def __init__(self, orientation: Qt.Orientation, split: Split) -> None:
        super().__init__(orientation, split)
        self._split = split
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Border between two parts"))
        words = tr("Drag it or use the arrow keys; a double click or Enter puts it back.")
        self.setToolTip(words)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move it with the arrows of its direction, to an end, or back to its usual place."""
        keys = Qt.Key
        is_across = self.orientation() == Qt.Orientation.Horizontal
        back, on = (keys.Key_Left, keys.Key_Right) if is_across else (keys.Key_Up, keys.Key_Down)
        at = self.x() if is_across else self.y()
        far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        step = STRIDE if far else STEP
        ends = {back: at - step, on: at + step, keys.Key_Home: 0, keys.Key_End: FAR}
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self._split.reset()
        elif event.key() in ends:
            self.moveSplitter(ends[keys(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show where the keyboard is."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(QPen(QColor(tokens().accent), MARK))
            half = MARK // 2
            painter.drawRect(self.rect().adjusted(half, half, -half, -half))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Draw the mark."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the mark away."""
        super().focusOutEvent(event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Bring the usual sizes back."""
        self._split.reset()
        event.accept()


def kept_shares(name: str, count: int) -> list[int]:
    """Return the shares a split was left with; none where they do not fit its parts."""
    shares = _every().get(name)
    if not isinstance(shares, list) or len(shares) != count:
        return []
    is_sane = all(isinstance(one, int) and 0 < one <= WHOLE for one in shares)
    return list(shares) if is_sane else []


def _every() -> dict[str, object]:
    found = home.preferences().get(SPLITS)
    return dict(found) if isinstance(found, dict) else {}
