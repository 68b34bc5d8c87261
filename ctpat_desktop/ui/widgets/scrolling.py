"""A scroll area in which what has the keyboard stays in sight while what is around it grows."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from ctpat_desktop.ui.widgets.tab_order import scroll_to


class ScrollArea(QScrollArea):
    """Scrolls after the keyboard where fields come and go, unless the person scrolled away."""

    def __init__(self) -> None:
        """Start where nobody has scrolled."""
        super().__init__()
        self._left: QWidget | None = None
        """What had the keyboard when the person scrolled last."""
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.actionTriggered.connect(self._leave)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Scroll once what is inside has its new size."""
        inner = self.widget()
        if event.type() == QEvent.Type.Resize and watched is inner:
            focus = QApplication.focusWidget()
            if focus is not None and focus is not self._left and inner.isAncestorOf(focus):
                QTimer.singleShot(0, self, partial(self._follow, focus))
        return super().eventFilter(watched, event)

    def _leave(self, _action: int) -> None:
        self._left = QApplication.focusWidget()

    def _follow(self, focus: QWidget) -> None:
        if isValid(focus) and focus.hasFocus():
            scroll_to(self, focus)
