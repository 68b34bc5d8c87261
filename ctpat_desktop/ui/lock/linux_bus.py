"""Hears on the D-Bus of Linux desktops that the screen is locked or the computer goes to sleep.

A signal may come from any sender: all that a false one can do is to lock the program.
"""

import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from ctpat_desktop.support.language import tr

SCREENS: tuple[tuple[str, str], ...] = (
    ("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver"),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver"),
    ("/org/cinnamon/ScreenSaver", "org.cinnamon.ScreenSaver"),
    ("/org/mate/ScreenSaver", "org.mate.ScreenSaver"),
    ("/org/xfce/ScreenSaver", "org.xfce.ScreenSaver"),
)
"""Where the desktops tell on the session bus that their lock screen is shown."""

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"


class Bus(QObject):
    """The connections to both buses; without a bus it hears nothing and says nothing."""

    lock_wanted = Signal(str)
    """The reason to lock, in words for the screen."""

    def __init__(self, parent: QObject) -> None:
        """Connect to what is there; a bus that is not refuses without a word."""
        super().__init__(parent)
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for path, name in SCREENS:
            session.connect("", path, name, "ActiveChanged", self, _slot("screen(bool)"))
        manager, login = f"{LOGIN}.Manager", f"{LOGIN}.Session"
        system.connect("", LOGIN_PATH, manager, "PrepareForSleep", self, _slot("sleep(bool)"))
        system.connect("", session_path(os.environ), login, "Lock", self, _slot("lock()"))

    @Slot(bool)
    def screen(self, is_active: bool) -> None:
        """Hear that the lock screen comes or goes."""
        if is_active:
            self.lock_wanted.emit(tr("The screen was locked."))

    @Slot(bool)
    def sleep(self, is_near: bool) -> None:
        """Hear that the computer goes to sleep or woke up."""
        if is_near:
            self.lock_wanted.emit(tr("The computer goes to sleep."))

    @Slot()
    def lock(self) -> None:
        """Hear that the session is locked."""
        self.lock_wanted.emit(tr("The screen was locked."))


def session_path(environment: Mapping[str, str]) -> str:
    """Return the path of the person's own session, empty for any where it is not known.

    systemd writes all but ASCII letters and digits, and a digit in front, as `_` and its number in
    two hex digits.
    """
    name = environment.get("XDG_SESSION_ID", "")
    if not name:
        return ""
    plain = [
        char
        if char.isascii() and char.isalnum() and (at or char.isalpha())
        else f"_{ord(char):02x}"
        for at, char in enumerate(name)
    ]
    return f"{LOGIN_PATH}/session/{''.join(plain)}"


def _slot(signature: str) -> Any:
    """Return a slot as `connect` takes it: PySide6 6.11 wants text where its types say bytes."""
    return SLOT(signature)
