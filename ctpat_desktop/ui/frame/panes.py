"""The panes of an open workspace: list of pages, page, guide, and messages over the top edge.

In a small window the list of pages and the guide fold to a button at their edge; opened, they lie
over the page. Messages lie over it too: nothing moves under the pointer when one comes or goes.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.sidebar import Sidebar
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.parts import button
from ctpat_desktop.ui.widgets.tab_order import RESTS, after, first_field, reach, stops
from ctpat_desktop.ui.widgets.theme import letters

SIDEBAR, GUIDE, RAIL = 30, 36, 4
"""Letters the panes and the edge of a folded one are wide."""
PAGE, PAGE_BESIDE_GUIDE = 96, 90
"""Letters a page needs: with less beside it the list of pages folds, and before it the guide."""


class Rail(QFrame):
    """The edge of a folded pane, with the button that opens it."""

    def __init__(self, sign: str, name: str, toggle: Callable[[], object]) -> None:
        """`sign` is on the button, `name` is what it opens, with its key."""
        super().__init__()
        self.setProperty("side", True)
        self.opener = button(sign, toggle, "rail", name)
        self.opener.setToolTip(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 10, 2, 2)
        column.addWidget(self.opener)
        column.addStretch(1)


class Messages(QWidget):
    """The messages, above the page, which makes room for them: its title stays to be read."""

    def __init__(self, parent: QWidget, *banners: Banner) -> None:
        """Show the banners one below the other."""
        super().__init__(parent)
        self.setProperty("laid_over", True)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 0)
        column.setSpacing(4)
        for banner in banners:
            column.addWidget(banner)
            banner.installEventFilter(self)
        self.banners = banners

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the banners."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Take the room the messages need whenever it changes."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.place()
        return done

    def place(self) -> None:
        """Stand at the top edge, as high as the messages are, with the page below."""
        above, layout = self.parentWidget(), self.layout()
        is_shown = any(not banner.isHidden() for banner in self.banners)
        self.setVisible(is_shown)
        if above is not None and layout is not None:
            high = layout.totalMinimumSize().height()
            self.resize(above.width(), high)
            room = above.layout()
            if room is not None:
                room.setContentsMargins(0, high if is_shown else 0, 0, 0)
            self.raise_()


class Panes(QWidget):
    """Lays out the panes, folds them, and leads the keyboard through them."""

    def __init__(
        self,
        sidebar: Sidebar,
        stack: QStackedWidget,
        guide: QWidget,
        strip: QWidget,
        banners: tuple[Banner, ...],
    ) -> None:
        """`strip` stands below the page."""
        super().__init__()
        self.sidebar, self.stack, self.guide = sidebar, stack, guide
        self.is_guide_wanted, self.has_guide = True, True
        self.above: tuple[QWidget, ...] = ()
        self._is_open = {sidebar: False, guide: False}
        self._last: dict[QWidget, QWidget] = {}
        self.left = Rail("☰", tr("List of pages (Shift+F9)"), self.toggle_sidebar)
        self.right = Rail("?", tr("Guide panel (F9)"), self.toggle_guide)
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(stack, 1)
        column.addWidget(strip)
        for pane in (self.left, self.middle, self.right, sidebar, guide):
            pane.setParent(self)
        self.messages = Messages(self.middle, *banners)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._moved)

    def show_above(self, *bars: QWidget) -> None:
        """Put lines above the page, one below the other."""
        layout = self.middle.layout()
        self.above = bars
        for number, bar in enumerate(bars):
            if isinstance(layout, QVBoxLayout):
                layout.insertWidget(number, bar)

    def show_guide(self, *, has_guide: bool) -> None:
        """Say whether the page on the screen has the guide beside it, and fold what is open."""
        self.has_guide = has_guide
        self._close_opened()
        self.arrange()

    def toggle_guide(self) -> None:
        """Show or hide the guide; where it is folded, open it over the page or close it."""
        if self.is_folded(self.guide):
            self._toggle(self.guide)
        else:
            self.is_guide_wanted = not self.is_guide_wanted
            self.arrange()

    def toggle_sidebar(self) -> None:
        """Open the folded list of pages over the page, or close it; else go to it."""
        if self.is_folded(self.sidebar):
            self._toggle(self.sidebar)
        else:
            self._enter(self.sidebar)

    def is_folded(self, pane: QWidget) -> bool:
        """Return whether there is no room for a pane beside the page."""
        least = SIDEBAR + PAGE if pane is self.sidebar else SIDEBAR + PAGE_BESIDE_GUIDE + GUIDE
        return self.width() < letters(least)

    def go_pane(self, by: int) -> None:
        """Give the next (1) or previous (-1) pane the keyboard, where it was there last."""
        panes = self._panes()
        focus = QApplication.focusWidget()
        here = next((pane for pane in panes if focus and pane.isAncestorOf(focus)), None)
        if here is not None and focus is not None:
            self._last[here] = focus
        self._close_opened()
        if here is None and focus is not None and self.middle.isAncestorOf(focus):
            self._enter(self.stack)  # from the line above the page
            return
        at = panes.index(here) if here is not None else -1
        for step in range(1, len(panes) + 1):
            if self._enter(panes[(at + by * step) % len(panes)]):
                return

    def focusNextPrevChild(self, next_: bool) -> bool:
        """Go on with Tab as the eye reads."""
        found = after(self, QApplication.focusWidget(), 1 if next_ else -1)
        if found is None:
            return False
        reason = Qt.FocusReason.TabFocusReason if next_ else Qt.FocusReason.BacktabFocusReason
        reach(found, reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close an opened pane on Escape."""
        if event.key() == Qt.Key.Key_Escape and any(self._is_open.values()):
            self._close_opened()
            self._enter(self.stack)
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin on the page, not on the line above it that comes first."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._begin)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the panes out anew."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put every pane where it has room now."""
        wide, high, rail = self.width(), self.height(), letters(RAIL)
        beside = {self.sidebar: letters(SIDEBAR), self.guide: letters(GUIDE)}
        folded = {pane: self.is_folded(pane) for pane in beside}
        offered = {self.sidebar: True, self.guide: self.has_guide}
        wanted = {self.sidebar: True, self.guide: self.is_guide_wanted}
        taken = {}
        for pane, edge in ((self.sidebar, self.left), (self.guide, self.right)):
            edge.setVisible(offered[pane] and folded[pane])
            is_shown = self._is_open[pane] if folded[pane] else wanted[pane]
            pane.setVisible(offered[pane] and is_shown)
            pane.setProperty("laid_over", folded[pane])
            room = rail if folded[pane] else beside[pane]
            taken[pane] = room if (edge if folded[pane] else pane).isVisibleTo(self) else 0
        start, end = taken[self.sidebar], wide - taken[self.guide]
        self.left.setGeometry(0, 0, rail, high)
        self.right.setGeometry(wide - rail, 0, rail, high)
        self.middle.setGeometry(start, 0, end - start, high)
        left = start if folded[self.sidebar] else 0
        self.sidebar.setGeometry(left, 0, min(beside[self.sidebar], wide - left), high)
        right = end if folded[self.guide] else wide
        width = min(beside[self.guide], right)
        self.guide.setGeometry(right - width, 0, width, high)
        self.messages.place()
        for pane, is_open in self._is_open.items():
            if is_open:
                pane.raise_()

    def follows(self) -> bool:
        """Return whether the keyboard goes along to another page.

        It stays in the list of pages where that is gone through, and where a file was just opened.
        """
        return not self.sidebar.is_going and self.window().isActiveWindow()

    def begin_page(self, *, is_new: bool) -> None:
        """Put the keyboard where the work on a new page begins, else where it was there last."""
        focus = QApplication.focusWidget()
        found = first_field(self.stack) if is_new else self.stack.focusWidget()
        if found is not None and (is_new or focus is None or not self.stack.isAncestorOf(focus)):
            reach(found)

    def _begin(self) -> None:
        focus = QApplication.focusWidget()
        if any(bar.isAncestorOf(focus) for bar in self.above if focus is not None):
            self._enter(self.stack)

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Wait until what had the keyboard is gone, where nothing has it now."""
        if now is None:
            QTimer.singleShot(0, self, self._hold)
        elif now.focusPolicy() == Qt.FocusPolicy.NoFocus and self.isAncestorOf(now):
            QTimer.singleShot(0, self, partial(self._pass_on, now))

    def _pass_on(self, frame: QWidget) -> None:
        """Give what lies in a frame the keyboard: Qt leaves it there when a page is changed."""
        if isValid(frame) and frame.hasFocus() and not frame.property(RESTS):
            found = first_field(frame) or first_field(self.stack)
            if found is not None:
                reach(found)

    def _hold(self) -> None:
        """Give the page the keyboard where nothing has it: without, no key is heard."""
        if QApplication.focusWidget() is None and self.isActiveWindow() and self.isVisible():
            self._enter(self.stack)

    def _toggle(self, pane: QWidget) -> None:
        self._is_open[pane] = not self._is_open[pane]
        self.arrange()
        self._enter(pane if self._is_open[pane] else self.stack)

    def _close_opened(self) -> None:
        if any(self._is_open.values()):
            self._is_open = dict.fromkeys(self._is_open, False)
            self.arrange()

    def _panes(self) -> list[QWidget]:
        """Return the panes there are, in the order of F6."""
        panes: list[QWidget] = [self.sidebar, self.stack]
        has_guide = self.has_guide and (self.is_guide_wanted or self.is_folded(self.guide))
        panes += [self.guide] if has_guide else []
        panes += [] if self.messages.isHidden() else [self.messages]
        return panes

    def _enter(self, pane: QWidget) -> bool:
        """Give a pane the keyboard; False where nothing in it takes it."""
        if pane in self._is_open and self.is_folded(pane):
            self._is_open[pane] = True
            self.arrange()
        last = self._last.get(pane)
        found = stops(pane)
        if last is not None and isValid(last) and last in found:
            reach(last)
        elif found:
            reach(found[0])
        return bool(found)
