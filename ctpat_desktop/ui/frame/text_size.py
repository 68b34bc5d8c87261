"""The keys that make texts larger and smaller, except where they zoom a plan or a document."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets import theme
from ctpat_desktop.ui.widgets.zoom import FIT, ZOOM_IN, ZOOM_OUT, ZOOMS


class TextSizes(QObject):
    """Three entries of a menu; each does one step of `theme.SIZES`."""

    def __init__(self, menu: QMenu, choose: Callable[[int], object]) -> None:
        """Fill the menu; `choose` hears the size that is wanted, in percent."""
        super().__init__(menu)
        self._choose = choose
        self._keys: dict[QAction, list[QKeySequence]] = {}
        self._add(menu, tr("Larger text"), lambda: self.step(1), ZOOM_IN)
        self._add(menu, tr("Smaller text"), lambda: self.step(-1), (ZOOM_OUT,))
        self._add(menu, tr("Text in its usual size"), lambda: self.step(-len(theme.SIZES)), (FIT,))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def step(self, steps: int) -> None:
        """Ask for a size so many steps larger or smaller, no further than the last one."""
        at = theme.SIZES.index(theme.chosen_size())
        wanted = theme.SIZES[min(max(at + steps, 0), len(theme.SIZES) - 1)]
        if wanted != theme.chosen_size():
            self._choose(wanted)

    def _add(
        self, menu: QMenu, words: str, do: Callable[[], object], keys: tuple[str, ...]
    ) -> None:
        action = QAction(words, menu)
        self._keys[action] = [QKeySequence(one) for one in keys]
        action.setShortcuts(self._keys[action])
        action.triggered.connect(lambda: do())
        menu.addAction(action)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Leave the keys to what zooms itself while the keyboard is in it."""
        above = now
        while above is not None and not above.property(ZOOMS):
            above = above.parentWidget()
        for action, keys in self._keys.items():
            action.setShortcuts(keys if above is None else [])
