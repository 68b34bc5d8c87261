"""Hears from Windows that the session is locked or the computer goes to sleep."""

import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal
from PySide6.QtGui import QWindow

from ctpat_desktop.support.language import N_, tr

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x4
WTS_SESSION_LOCK = 0x7

REASONS: dict[tuple[int, int], str] = {
    (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK): N_("The screen was locked."),
    (WM_POWERBROADCAST, PBT_APMSUSPEND): N_("The computer goes to sleep."),
}
"""The messages that matter, by number and first parameter."""


class Messages(QAbstractNativeEventFilter):
    """Reads each message of Windows and tells of the two that matter."""

    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self._tell = tell

    def nativeEventFilter(
        self,
        eventType: QByteArray | bytes | bytearray | memoryview,  # noqa: N803 - Qt's name
        message: int,
    ) -> object:
        """Look at one message; let every one pass. A posted one comes twice, told once."""
        if eventType == b"windows_generic_MSG":
            found = wintypes.MSG.from_address(int(message))
            reason = REASONS.get((found.message, found.wParam))
            if reason:
                self._tell(tr(reason))
        return False, 0


class Session(QObject):
    """A window that is never shown, to which Windows sends what happens to the session."""

    lock_wanted = Signal(str)
    """The reason to lock, in words for the screen."""

    def __init__(self, parent: QObject) -> None:
        """Ask Windows to tell; where it refuses, the clocks of the watch still notice a sleep."""
        super().__init__(parent)
        self._messages = Messages(self.lock_wanted.emit)
        self._window = QWindow()
        self._window.create()
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._messages)
        if sys.platform == "win32":
            with suppress(OSError):
                register = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
                register.argtypes = (wintypes.HWND, wintypes.DWORD)
                register(int(self._window.winId()), 0)


def awake() -> float:
    """Return the seconds this computer was awake since it started."""
    count = ctypes.c_ulonglong()
    if sys.platform == "win32":
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(count))
    return count.value / 1e7
