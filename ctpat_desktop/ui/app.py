"""Starts the window: fonts, colors, the hook for bugs."""

import logging
import sys
import traceback
from collections.abc import Callable
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Thread
from types import TracebackType

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.ui.frame import last_place, looks
from ctpat_desktop.ui.session.gc_timer import Sweeper
from ctpat_desktop.ui.widgets import heard, list_focus, theme
from ctpat_desktop.ui.window import MainWindow

LOG = logging.getLogger("ctpat_desktop")
FAMILIES = {
    "NotoSans-Regular.ttf": "Noto Sans",
    "NotoSans-Bold.ttf": "Noto Sans",
    "DroidSansFallbackFull.ttf": "Droid Sans Fallback",
    "NotoSansCJK-Rare.ttf": "NotoSansCJK-Rare",
    "NotoSansSymbols2-Letters.ttf": "Noto Sans Symbols2",
    "NotoSansScripts.ttf": "",
}
"""The shipped fonts with the families asked for first. The last one has no rules for joining
letters, so a font of the system goes before it. They stand behind the font of the desktop."""
ICON_SIZES = (16, 24, 32, 48, 128)
"""Pixels of the pictures the window shows in title bars and switchers."""


class Program(QApplication):
    """The application; macOS hands it the file that was double-clicked as an event."""

    def __init__(self, arguments: list[str]) -> None:
        """Wait for a window that opens files."""
        super().__init__(arguments)
        self._open: Callable[[Path], object] | None = None
        self._asked_for: list[Path] = []

    def opens_with(self, window: Callable[[Path], object]) -> None:
        """Hand over the file that is asked for, also one that was before there was a window."""
        self._open = window
        waiting, self._asked_for = self._asked_for[-1:], []
        for path in waiting:
            window(path)

    def event(self, event: QEvent) -> bool:
        """Open a file unless a dialog waits for an answer; the file stays where it is then."""
        if event.type() != QEvent.Type.FileOpen or not isinstance(event, QFileOpenEvent):
            return super().event(event)
        path = Path(event.file())
        if self._open is None:
            self._asked_for.append(path)
        elif self.activeModalWidget() is None:
            self._open(path)
        return True


def run(path: Path | None) -> int:
    """Open the window, on a file if one is named, and return its exit code."""
    app = application()
    sys.excepthook = _tell_bug
    window = MainWindow()
    last_place.restore_window(window, 1280, 800)
    app.processEvents()
    _start_log()
    if path is not None:
        window.open_path(path)
    if isinstance(app, Program):
        app.opens_with(window.open_path)
    Thread(target=_prepare, daemon=True).start()
    return app.exec()


def _prepare() -> None:
    """Import what the first workspace needs and tidy up while the start page is looked at."""
    import_module("ctpat_desktop.services.accounts.companies")
    import_module("ctpat_desktop.ui.session.lent").sweep()
    import_module("ctpat_desktop.ui.frame.shell")
    import_module("ctpat_desktop.records").map_all()
    import_module("ctpat_desktop.services.deadlines.due_list")


def application() -> QApplication:
    """Return the one QApplication, made and colored where there is none."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    app = Program([*sys.argv[:1], *theme.STYLE])
    app.setProperty("styled", True)
    app.setApplicationName("CTPAT Desktop")
    app.setWindowIcon(_icon())
    Sweeper(app)
    heard.begin()
    list_focus.begin(app)
    for name in FAMILIES:
        QFontDatabase.addApplicationFont(str(shipped("resources", "fonts", name)))
    fallbacks = list(dict.fromkeys(filter(None, FAMILIES.values())))
    app.setFont(theme.font(app.font(), fallbacks))
    looks.begin(app)
    return app


def _icon() -> QIcon:
    icon = QIcon()
    for size in ICON_SIZES:
        icon.addFile(str(shipped("resources", "icons", f"ctpat-desktop-{size}.png")))
    return icon


@cache
def _start_log() -> None:
    """Keep a log of bugs from the first picture on, or from a bug before it."""
    from ctpat_desktop.support.log import start_log

    start_log()


SAID: set[tuple[object, ...]] = set()
"""The bugs that were shown, by kind and place: one that comes back at every key is shown once."""


def _tell_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    _start_log()
    LOG.error("a bug", exc_info=(kind, error, trace))
    places = traceback.extract_tb(trace)
    bug = (kind, *((place.filename, place.lineno) for place in places[-1:]))
    if bug in SAID:
        return
    SAID.add(bug)
    box = QMessageBox(
        QMessageBox.Icon.Warning,
        tr("CTPAT Desktop"),
        tr("Something went wrong in the program. What was saved is safe."),
    )
    box.setInformativeText(
        tr("The details are in {path}.").format(path=home.home() / "ctpat-desktop.log")
    )
    box.exec()
