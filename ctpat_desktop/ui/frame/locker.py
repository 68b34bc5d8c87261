"""Locks the window: saves what is typed, closes the file, shows nothing; and unlocks it again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ctpat_desktop.support.errors import Problem, Unreachable
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.widgets import clipboard

if TYPE_CHECKING:
    from ctpat_desktop.services.files.unlocking import Key
    from ctpat_desktop.services.files.workspaces import Workspace
    from ctpat_desktop.ui.frame.host import Host
    from ctpat_desktop.ui.frame.shell import Shell
    from ctpat_desktop.ui.lock.idle_lock import Watch

WATCH = later("ctpat_desktop.ui.lock.idle_lock:chosen_watch")
IS_WAITING = later("ctpat_desktop.ui.session.tasks:is_waiting")
FORGET_COPIES = later("ctpat_desktop.ui.session.lent:forget")
AGAIN_MS = 200
"""Milliseconds after which a lock that had to wait is tried again."""


class Locker(QObject):
    """Locks one main window, by hand, by idleness, or when the system says so."""

    def __init__(self, window: Host) -> None:
        """Begin unlocked; the watch starts with the first workspace."""
        super().__init__(window)
        self.window = window
        self.shell: Shell | None = None
        self.focus = _Focus(None)
        self.dialogs: list[QDialog] = []
        self.waiting = QTimer(self)
        self.waiting.setInterval(300)
        self.waiting.timeout.connect(self._suspend)

    @cached_property
    def watch(self) -> Watch:
        """What asks for a lock; made late, because it asks the system's buses."""
        watch: Watch = WATCH(self)
        watch.lock_wanted.connect(lambda _reason: self.lock())
        watch.start()
        return watch

    @property
    def is_locked(self) -> bool:
        """True while the window asks for the passphrase again."""
        return self.shell is not None

    def lock(self) -> bool:
        """Seal the open editor and lock; False where there is nothing to lock."""
        from ctpat_desktop.ui.lock.unlock import UnlockPage

        window, workspace = self.window, self.window.workspace
        key = workspace.key if workspace is not None else None
        if IS_WAITING():  # the whole file is being changed; lock as soon as that is done
            QTimer.singleShot(AGAIN_MS, self, self.lock)
            return False
        if window.shell is None or workspace is None or key is None or self.is_locked:
            return False
        self.focus = _Focus(window.focusWidget())
        window.shell.flush()
        clipboard.forget()
        FORGET_COPIES()
        self._hide_dialogs()
        self.shell = window.shell
        window.takeCentralWidget()
        self.shell.hide()
        page = UnlockPage(tr("Locked"), key.salt, self.unlock, asks_keyring=False)
        window.setCentralWidget(page)
        window.show_locked()
        self.watch.stop()
        page.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.waiting.start()
        self._suspend()
        return True

    def unlock(self, key: Key) -> None:
        """Open the file again and put the person back where they were; Problem if it cannot."""
        from ctpat_desktop.services.files import workspaces

        workspace = self._workspace()
        self.waiting.stop()
        if workspace.is_open:
            if workspace.key != key:
                self.waiting.start()
                raise workspaces.WrongKey(tr("This is not the passphrase of this workspace."))
        else:
            self._reopen(workspace, key)
        shell, self.shell = self.shell, None
        if shell is not None:
            self.window.setCentralWidget(shell)
            shell.show()
        self.watch.start()
        self.window.show_unlocked()
        if shell is not None:
            shell.show_safety()
            shell.is_reached()
        self.focus.give_back()
        self._show_dialogs()

    def _reopen(self, workspace: Workspace, key: Key) -> None:
        """Open the file; where it is out of reach but the key is right, go on without it."""
        from ctpat_desktop.services.files import workspaces

        try:
            workspaces.unlock(workspace, key)
        except Unreachable:
            if workspace.key != key:
                raise

    def give_up(self) -> Shell | None:
        """Return the hidden shell for closing the workspace while it is locked."""
        shell, self.shell = self.shell, None
        self.waiting.stop()
        dialogs, self.dialogs = self.dialogs, []
        for dialog in dialogs:
            if isValid(dialog):
                dialog.reject()
        self.watch.start()
        return shell

    def has_typing(self) -> bool:
        """Return whether a hidden dialog holds what somebody typed."""
        shown = [dialog for dialog in self.dialogs if isValid(dialog)]
        lines = [line for dialog in shown for line in dialog.findChildren(QLineEdit)]
        boxes = [box for dialog in shown for box in dialog.findChildren(QPlainTextEdit)]
        return any(line.isModified() for line in lines) or any(
            box.document().isModified() for box in boxes
        )

    def _suspend(self) -> None:
        """Close the file and forget the key; an export or backup is let to its end first."""
        if self.shell is None:
            self.waiting.stop()
            return
        keeper = self.window.keeper
        self.shell.exchanger.rest()
        works = self.shell.strip.current is not None or self.shell.exchanger.running is not None
        works = works or bool(keeper is not None and keeper.running)
        if works or self.shell.has_held_text():
            return
        try:
            self._workspace().check_reach()  # a file that is out of reach is not let go of
            self.waiting.stop()
            self._workspace().suspend()
        except Problem as problem:
            self.shell.banner.say(problem.line())

    def _workspace(self) -> Workspace:
        workspace = self.window.workspace
        if workspace is None:
            raise Problem(tr("There is no workspace open."))
        return workspace

    def _hide_dialogs(self) -> None:
        """Hide the program's dialogs, typed text and all; close the system's."""
        self.dialogs = []
        for widget in QApplication.topLevelWidgets():
            if widget is self.window or not widget.isVisible():
                continue
            if isinstance(widget, QDialog) and widget.property("keeps_typing"):
                self.dialogs.append(widget)
                widget.hide()
            else:
                widget.close()

    def _show_dialogs(self) -> None:
        dialogs, self.dialogs = self.dialogs, []
        for dialog in dialogs:
            if isValid(dialog):
                dialog.show()
                dialog.activateWindow()


class _Focus:
    """The field that had the keyboard, and what was chosen in it; a line forgets that itself."""

    def __init__(self, widget: QWidget | None) -> None:
        self.widget = widget
        self.chosen: tuple[int, int, int] | None = None
        if isinstance(widget, QLineEdit):
            start, length = widget.selectionStart(), widget.selectionLength()
            self.chosen = start, length, widget.cursorPosition()

    def give_back(self) -> None:
        """Put the keyboard where it was, if the field is still there."""
        widget, self.widget = self.widget, None
        if widget is None or not isValid(widget):
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit) and self.chosen is not None:
            start, length, cursor = self.chosen
            if length:
                backwards = cursor == start
                widget.setSelection(start + length * backwards, -length if backwards else length)
            else:
                widget.setCursorPosition(cursor)
