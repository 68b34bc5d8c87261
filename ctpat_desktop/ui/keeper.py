"""Keeps an open workspace safe beside the work: backups, and a restore rehearsal once a year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ctpat_desktop.services import safety
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui import tasks

if TYPE_CHECKING:
    from ctpat_desktop.services.safety import Rehearsal
    from ctpat_desktop.workspace.backups import Backup
    from ctpat_desktop.workspace.unit import Workspace

EVERY_MS = 30 * 60 * 1000
"""Milliseconds between backups while something changes."""


class Keeper(QObject):
    """Backs one workspace up on opening and every 30 minutes of change."""

    told = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject, workspace: Workspace, today: date) -> None:
        """`told` says in short words how the backups are, `failed` what went wrong."""
        super().__init__(parent)
        self.workspace, self.today = workspace, today
        self.running: tasks.TaskProgress | None = None
        self.timer = QTimer(self)
        self.timer.setInterval(EVERY_MS)
        self.timer.timeout.connect(self.back_up)

    def start(self) -> None:
        """Make the first backup now and go on."""
        if self.workspace.reading_only:
            return
        self.timer.start()
        self.back_up()

    def stop(self) -> None:
        """Make no more backups; wait for none."""
        self.timer.stop()

    def back_up(self, always: bool = False) -> None:
        """Back up beside the work, unless one is running or the window is locked."""
        if self.running is not None or not self.workspace.is_open:
            return
        workspace = self.workspace
        self.running = tasks.start(
            lambda _: safety.back_up(workspace, always=always), self._made, self._trouble
        )

    def rehearse(self) -> None:
        """Restore the newest backup in a scratch place and check it."""
        workspace, today = self.workspace, self.today
        if self.running is None and workspace.is_open:
            self.running = tasks.start(
                lambda _: safety.rehearse(workspace, today), self._rehearsed, self._trouble
            )

    def state(self) -> str:
        """Return when the newest backup was made, in words."""
        found = safety.backup_list(self.workspace)
        if not found:
            return tr("no backup yet")
        local = found[0].at.astimezone()
        if local.date() == date.today():
            return tr("backup {time}").format(time=f"{local:%H:%M}")
        return tr("backup {day}").format(day=f"{local:%b} {local.day}")

    def _made(self, _backup: Backup | None) -> None:
        self.running = None
        self.told.emit(self.state())
        if self.workspace.is_open and safety.rehearsal_due(self.workspace, self.today):
            self.rehearse()

    def _rehearsed(self, rehearsal: Rehearsal) -> None:
        self.running = None
        self.told.emit(self.state())
        if rehearsal.damages:
            first = rehearsal.damages[0]
            words = tr("The newest backup is not good: {what} ({where}). Make another one.")
            self.failed.emit(words.format(what=first.what, where=first.where))

    def _trouble(self, words: str) -> None:
        self.running = None
        self.told.emit(tr("backup failed"))
        self.failed.emit(words)
