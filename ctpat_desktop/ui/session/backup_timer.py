"""Keeps an open workspace safe beside the work: backups, and a restore rehearsal once a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ctpat_desktop.services.files import upkeep
from ctpat_desktop.support.dates import clock_text, day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.session import tasks

if TYPE_CHECKING:
    from ctpat_desktop.services.files.upkeep import Backup, Rehearsal
    from ctpat_desktop.services.files.workspaces import Workspace

EVERY_MS = 30 * 60 * 1000
"""Milliseconds between backups while something changes."""

AFTER_OPENING_MS = 1500
"""Milliseconds that the first screen gets for itself before the backup of opening."""

LONGEST_STEP = 10.0
"""Seconds that closing waits for a backup to reach its next step."""


class Keeper(QObject):
    """Backs one workspace up on opening and every 30 minutes of change."""

    state_changed = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject, workspace: Workspace, today: date) -> None:
        """`state_changed` says in short words how the backups are, `failed` what went wrong."""
        super().__init__(parent)
        self.workspace, self.today = workspace, today
        self.running: tasks.TaskProgress | None = None
        self.ended = Event()
        self.is_owed = False
        self.opening = QTimer(self)
        self.opening.setSingleShot(True)
        self.opening.timeout.connect(self.back_up)
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.back_up)

    def start(self) -> None:
        """Make the first backup once the screen has had its time, and go on."""
        if self.workspace.reading_only:
            return
        self.timer.start()
        self.opening.start(AFTER_OPENING_MS)

    def stop(self) -> None:
        """Make no more backups; one that runs is given up at its next step."""
        self.opening.stop()
        self.timer.stop()
        self.rest()

    def rest(self) -> None:
        """Give up a backup that runs, because the whole file is about to be changed."""
        if self.running is not None:
            self.running.is_cancelled = True
            self.ended.wait(LONGEST_STEP)

    def back_up(self, always: bool = False) -> None:
        """Back up beside the work, unless one is running or the window is locked."""
        if self.running is not None or not self.workspace.is_open:
            self.is_owed |= always and self.workspace.is_open
            return
        workspace, self.is_owed = self.workspace, False
        self._run(lambda progress: upkeep.back_up(workspace, progress, always=always), self._made)

    def rehearse(self) -> None:
        """Restore the newest backup in a scratch place and check it."""
        workspace, today = self.workspace, self.today
        if self.running is None and workspace.is_open:
            self._run(lambda progress: upkeep.rehearse(workspace, today, progress), self._rehearsed)

    def state(self) -> str:
        """Return when the newest backup was made, in words."""
        found = upkeep.backup_list(self.workspace)
        if not found:
            return tr("no backup yet")
        local = found[0].at.astimezone()
        if local.date() == date.today():
            return tr("backup {time}").format(time=clock_text(local))
        return tr("backup {day}").format(day=day_text(local))

    def _run(self, job: tasks.Job, done: Callable[[Any], object]) -> None:
        ended = self.ended = Event()

        def run(progress: Progress) -> Any:
            try:
                return job(progress)
            finally:
                ended.set()

        self.running = tasks.start(run, done, self._trouble)

    def _made(self, _backup: Backup | None) -> None:
        self.running = None
        self.state_changed.emit(self.state())
        if self.is_owed:
            self.back_up(always=True)
        elif self.workspace.is_open and upkeep.rehearsal_due(self.workspace, self.today):
            self.rehearse()

    def _rehearsed(self, rehearsal: Rehearsal) -> None:
        self.running = None
        self.state_changed.emit(self.state())
        if rehearsal.damages:
            first = rehearsal.damages[0]
            words = tr("The latest backup failed verification: {what} ({where}). Make another one.")
            self.failed.emit(words.format(what=first.what, where=first.where))

    def _trouble(self, words: str) -> None:
        ended, self.running = self.running, None
        if ended is not None and ended.is_cancelled:
            self.state_changed.emit(self.state())
            return
        self.state_changed.emit(tr("backup failed"))
        self.failed.emit(words)
