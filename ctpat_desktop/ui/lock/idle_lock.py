"""Notices when the program should lock itself: nobody is there, or the computer is put away.

It only asks; what locking means is not decided here.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr

TICK_MS = 1000
"""How often the two clocks are compared."""

SLEEP_GAP = 30.0
"""Seconds the wall clock may run ahead between two ticks; more means that the computer slept."""

SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)
"""What a person does. Words from an input method come without a key press; a pen that nothing in
the program takes is told as a mouse."""

Clock = Callable[[], float]

IDLE_MINUTES = 10
"""Minutes without a key or the mouse until the window locks; app default, 0 is never."""


def idle_minutes() -> int:
    """Return the choice of this computer."""
    chosen = home.preferences().get("lock_minutes", IDLE_MINUTES)
    return chosen if isinstance(chosen, int) and 0 <= chosen <= 999 else IDLE_MINUTES


class Watch(QObject):
    """Asks for a lock after idle minutes, when the screen is locked and around a sleep."""

    lock_wanted = Signal(str)
    """The reason, in words for the screen."""

    def __init__(
        self,
        parent: QObject | None,
        minutes: int,
        wall: Clock = time.time,
        steady: Clock | None = None,
    ) -> None:
        """Prepare; nothing is watched before `start`. `steady` must stand still in sleep."""
        super().__init__(parent)
        self._minutes = minutes
        self._wall, self._steady = wall, steady or _steady_clock()
        self._touched = self._steady()
        self._last = (self._wall(), self._steady())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        _listen(self, self._ask)

    def set_minutes(self, minutes: int) -> None:
        """Change the idle time; 0 means never by idleness."""
        self._minutes = minutes

    def start(self) -> None:
        """Watch from now on."""
        self._touched = self._steady()
        self._last = (self._wall(), self._steady())
        self._timer.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def stop(self) -> None:
        """Ask for nothing more until `start`."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note the time of each sign of a person; let every event pass."""
        if event.type() in SIGNS:
            if self._is_idle():
                QTimer.singleShot(0, self, self._tick)
            else:
                self._touched = self._steady()
        return False

    def _is_idle(self) -> bool:
        """Say whether the time is over, which a late touch cannot undo."""
        return self._minutes > 0 and self._steady() - self._touched >= self._minutes * 60

    def _tick(self) -> None:
        wall, steady = self._wall(), self._steady()
        gap = (wall - self._last[0]) - (steady - self._last[1])
        self._last = (wall, steady)
        if gap > SLEEP_GAP:
            self._ask(tr("The computer was asleep."))
        elif self._is_idle():
            self._ask(tr("Nothing was typed or clicked for a while."))

    def _ask(self, reason: str) -> None:
        """Ask once; the idle time begins anew, so an unheard wish is repeated only after it."""
        if self._timer.isActive():
            self._touched = self._steady()
            self.lock_wanted.emit(reason)


def chosen_watch(parent: QObject) -> Watch:
    """Return a watch with the minutes chosen on this computer."""
    return Watch(parent, idle_minutes())


def _listen(watch: Watch, ask: Callable[[str], None]) -> None:
    """Connect what the system tells about its screen and its sleep, where it tells anything."""
    if sys.platform == "win32":
        from ctpat_desktop.ui.lock.windows_session import Session

        Session(watch).lock_wanted.connect(ask)
    elif sys.platform != "darwin":
        from ctpat_desktop.ui.lock.linux_bus import Bus

        Bus(watch).lock_wanted.connect(ask)


def _steady_clock() -> Clock:
    """Return the clock that stands still in sleep; that of Python does not on Windows."""
    if sys.platform == "win32":
        from ctpat_desktop.ui.lock.windows_session import awake

        return awake
    return time.monotonic
