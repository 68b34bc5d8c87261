"""Exchanges changes with the team beside the work: on opening, after a change, now and then.

What a team needs is imported with the first exchange: a file in no team needs none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ctpat_desktop.services.team.presence import is_in_team
from ctpat_desktop.support.dates import clock_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks

if TYPE_CHECKING:
    from ctpat_desktop.services.team.exchanging import Exchange
    from ctpat_desktop.ui.session.desk import Desk
    from ctpat_desktop.workspace.changes import Changes

AFTER_OPENING_MS = 2500
"""Milliseconds that the first screen and the backup of opening get before the first exchange."""
EVERY_MS = 5 * 60 * 1000
AFTER_CHANGE_MS = 30 * 1000
AGAIN_MS = 15 * 1000
"""After so many milliseconds an exchange is tried again that had to wait for a dialog."""
PATIENCE = 2.0
"""Seconds an exchange waits for what is typed to be saved before it merges."""

EXCHANGE = later("ctpat_desktop.services.team.exchanging:exchange")


class Exchanger(QObject):
    """Makes the exchanges of one open file, one at a time."""

    began = Signal()
    ended = Signal(object)
    """What came of it, an Exchange."""
    failed = Signal(str)
    """A mistake on this computer, in words; a place that is not there is no mistake."""
    left = Signal()
    """The file is in no team any more."""
    _merging = Signal(object)

    def __init__(self, desk: Desk, flush: Callable[[], bool]) -> None:
        """`flush` saves what is typed."""
        super().__init__(desk)
        self.desk, self._flush = desk, flush
        self.password = ""
        """The password of the server, where no keyring has it; forgotten with the window."""
        self.last: Exchange | None = None
        self.last_at: datetime | None = None
        self.running: tasks.TaskProgress | None = None
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self.exchange)
        self._often = QTimer(self)
        self._often.setInterval(EVERY_MS)
        self._often.timeout.connect(self.exchange)
        self._merging.connect(self._save_typing)  # in the window's thread
        desk.changed.connect(self._hear)
        desk.closed.connect(self.stop)

    def start(self) -> None:
        """Exchange once the screen has had its time, and go on; nothing in a file of no team."""
        if self.may_exchange():
            self._often.start()
            self._soon.start(AFTER_OPENING_MS)

    def stop(self) -> None:
        """Exchange no more; what runs stops at its next step."""
        self._soon.stop()
        self._often.stop()
        self.rest()

    def forget(self) -> None:
        """Exchange no more: the file is in no team now."""
        self.stop()
        self.last, self.last_at, self.password = None, None, ""
        self.left.emit()

    def rest(self) -> None:
        """Let an exchange that runs stop at its next step; the next one makes it again."""
        if self.running is not None:
            self.running.is_cancelled = True

    def may_exchange(self) -> bool:
        """Return whether the open file is in a team and may be written."""
        workspace = self.desk.workspace
        return workspace.is_open and not workspace.reading_only and is_in_team(workspace)

    def exchange(self) -> None:
        """Exchange beside the work; while a dialog is open or the window is locked, later."""
        asks = QApplication.activeModalWidget() is not None or tasks.is_waiting()
        if asks or self.running is not None or not self.desk.workspace.is_open:
            self._soon.start(AGAIN_MS)
        else:
            self.exchange_now()

    def exchange_now(self) -> bool:
        """Exchange beside the work; False where that cannot be, or one runs already."""
        if self.running is not None or not self.may_exchange():
            return False
        self._soon.stop()
        if not self._often.isActive():
            self._often.start()
        workspace, password = self.desk.workspace, self.password
        self.running = tasks.start(
            lambda progress: EXCHANGE(workspace, password, _Saving(progress, self._merging.emit)),
            self._done,
            self._fail,
        )
        self.began.emit()
        return True

    @property
    def is_online(self) -> bool:
        """Whether the last exchange went to a server."""
        return self.last is not None and self.last.is_server

    def state(self) -> str:
        """Return when the last exchange was, in short words for the status line, or ""."""
        if self.last is None or self.last_at is None:
            return ""
        if self.last.is_done:
            return tr("team {time}").format(time=clock_text(self.last_at))
        return tr("team not reached")

    def _hear(self, changes: Changes) -> None:
        if changes and self._often.isActive() and not self._soon.isActive():
            self._soon.start(AFTER_CHANGE_MS)

    def _save_typing(self, is_saved: Event) -> None:
        try:
            if self.desk.workspace.is_open:
                self._flush()
        finally:
            is_saved.set()

    def _done(self, exchange: Exchange) -> None:
        self.running = None
        self.last, self.last_at = exchange, datetime.now()
        self.ended.emit(exchange)

    def _fail(self, words: str) -> None:
        stopped, self.running = self.running, None
        is_meant = stopped is not None and stopped.is_cancelled
        self.failed.emit("" if is_meant or not self.desk.workspace.is_open else words)


class _Saving:
    """Lets what is typed be saved before each step, which is before anything is merged."""

    def __init__(self, progress: Progress, save: Callable[[Event], object]) -> None:
        self._progress, self._save = progress, save

    def step(self, at: int, of: int, text: str = "") -> None:
        """Stop here if that is wanted, else wait for the window."""
        self._progress.step(at, of, text)
        is_saved = Event()
        self._save(is_saved)
        is_saved.wait(PATIENCE)
        self._progress.step(at, of, text)
