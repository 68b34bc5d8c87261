"""The main window: menus, status line, opening and closing workspaces.

The database and the pages are imported when the first workspace is opened, so that the start page
is on the screen at once.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenuBar, QMessageBox, QWidget

from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame import last_place, looks
from ctpat_desktop.ui.frame.host import Host
from ctpat_desktop.ui.frame.locker import Locker
from ctpat_desktop.ui.frame.menus import Menus
from ctpat_desktop.ui.frame.start import StartPage
from ctpat_desktop.ui.widgets import clipboard, theme
from ctpat_desktop.ui.widgets.heard import announce_place, announce_rarely
from ctpat_desktop.ui.widgets.help_key import HelpKey
from ctpat_desktop.ui.widgets.short import ShortLabel

if TYPE_CHECKING:
    from ctpat_desktop.checklist import Place
    from ctpat_desktop.services.files.workspaces import Workspace
    from ctpat_desktop.ui.frame.opening import Opener
    from ctpat_desktop.ui.frame.shell import Shell
    from ctpat_desktop.ui.session.backup_timer import Keeper
    from ctpat_desktop.ui.widgets.file_drop import FileDrop
    from ctpat_desktop.workspace.changes import Changes


ARCHIVED = later("ctpat_desktop.ui.session.pen:changes_hands")
IS_WAITING = later("ctpat_desktop.ui.session.tasks:is_waiting")
TAKES_FILE = later("ctpat_desktop.ui.widgets.file_drop:takes_file")
FORGET_COPIES = later("ctpat_desktop.ui.session.lent:forget")
WATCH_AFTER_MS = 200
"""Milliseconds after opening until idleness is watched: the first picture comes before."""
SMALLEST = QSize(640, 400)
"""Fits a screen of 1920x1080 at 200 % with a panel and the frame of a window, and smaller ones."""


class MainWindow(Host):
    """One window for one workspace at a time."""

    def __init__(self) -> None:
        """Start without a workspace."""
        super().__init__()
        self.drop: FileDrop | None = None
        self.setMinimumSize(SMALLEST)
        self.setWindowTitle(tr("CTPAT Desktop"))
        self.saved, self.safety, self.edition = QLabel(""), ShortLabel(), ShortLabel()
        self.statusBar().addWidget(self.saved)
        self.statusBar().addWidget(self.safety, 1)
        self.statusBar().addPermanentWidget(self.edition)
        self.locker, self.menus = Locker(self), Menus(self)
        looks.SystemColors(self, self.color)
        HelpKey(self)
        self.setAcceptDrops(True)
        self.show_start()

    @cached_property
    def opener(self) -> Opener:
        """The ways into a workspace; imported when the first is taken."""
        from ctpat_desktop.ui.frame.opening import Opener

        return Opener(self)

    def show_start(self) -> None:
        """Show the start page."""
        self.show_page(StartPage(self, home.recent()))

    def show_page(self, page: QWidget, title: str = "") -> None:
        """Show a page without a workspace."""
        self.setCentralWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setWindowTitle(f"{title} – CTPAT Desktop" if title else tr("CTPAT Desktop"))
        for words in (self.saved, self.safety, self.edition):
            words.setText("")
        self._enable(False)

    def open_path(self, path: Path) -> bool:
        """Open a workspace file; a refusal is shown and nothing else changes."""
        return self.opener.open_path(path)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Open a workspace that is dropped; imported when the first file is dragged here."""
        self.drop = self.drop or TAKES_FILE(self, self.open_path, "(*.ctpat)")
        self.drop.eventFilter(self, event)

    def show_locked(self) -> None:
        """Show nothing of the workspace; the page in the middle asks for the passphrase."""
        self.setWindowTitle(tr("CTPAT Desktop"))
        for words in (self.saved, self.safety, self.edition):
            words.setText("")
        self._enable(False)

    def show_unlocked(self) -> None:
        """Show title and status line of the workspace again."""
        self._enable(True)
        self._show_title()
        self._show_state()
        self.saved.setText(tr("● Unlocked"))

    def close_workspace(self) -> bool:
        """Save what is typed, fold the file and let go of it; False if typing cannot be saved."""
        self.asking = None
        workspace = self.workspace
        shell = self.shell
        if shell is None or workspace is None:
            return True
        if IS_WAITING():
            return False
        if (workspace.is_open or workspace.key) and not self._may_leave(shell):
            return False
        typed = tr(
            "A dialog with unsaved text is open behind the lock screen. Close and discard it?"
        )
        if self.locker.has_typing() and not self._leaves(typed, tr("Close without saving")):
            return False
        last_place.keep_place(workspace.path, shell.desk.account_id, shell.where())
        FORGET_COPIES()
        hidden = self.locker.give_up()
        shell.strip.cancel()
        shell.desk.leave()
        if self.keeper is not None:
            self.keeper.stop()
        self.workspace, self.shell, self.keeper = None, None, None
        if hidden is not None:
            hidden.deleteLater()
        shell.desk.deleteLater()  # it holds all the company says
        try:
            workspace.close()
        except Problem as problem:
            self.tell(problem)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the workspace first."""
        event.ignore()  # also where leaving fails in a way nobody thought of
        if self.close_workspace():
            clipboard.forget()
            FORGET_COPIES()
            last_place.keep_window(self)
            event.accept()

    def choose_account(self, account_id: str) -> None:
        """Look at another account, or add one."""
        if self.shell is None:
            return
        if not self.shell.flush():
            self.shell.desk.say_held()
            return
        at = self.shell.where() if account_id else None
        chosen = account_id or self.opener.added_account(self.shell.desk.workspace)
        if chosen and ARCHIVED(self.shell.desk, chosen):
            self.show_anew(chosen)
        elif chosen:
            self.shell.desk.choose(chosen)
            self._show_account(at)

    def show_anew(self, account_id: str) -> None:
        """Build everything around the open file again, such as when the account can only be read.

        What the pen was taken from is not given it back one by one.
        """
        shell, workspace, keeper = self.shell, self.workspace, self.keeper
        if shell is None or workspace is None or keeper is None:
            return
        shell.strip.cancel()
        shell.desk.leave()
        keeper.stop()
        password = shell.exchanger.password
        shell.desk.deleteLater()
        self.show_workspace(workspace, account_id)
        if self.shell is not None:
            self.shell.exchanger.password = password

    def _show_account(self, at: Place | None = None) -> None:
        """Show the account the desk looks at now on every page; `at` is where the person was."""
        if self.shell is not None:
            self.shell.rebuild(at)
            self._show_title()
            self._show_undo()

    def color(self, mode: str) -> None:
        """Show the window light, dark or as the system has it, and keep the choice."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode)
            home.prefer(looks.COLORS, mode)
            if self.shell is not None and not self.locker.is_locked:
                self.shell.show_all()

    def follow(self, choice: str, value: object) -> None:
        """Keep a choice about the whole window, and build that anew where it must be."""
        if choice == looks.COLORS:
            self.color(str(value))
        elif choice == looks.MINUTES and isinstance(value, int):
            self.locker.watch.set_minutes(value)
        elif self._may_build_anew():
            looks.take(choice, value)
            self._build_anew()

    def _may_build_anew(self) -> bool:
        """Save what is typed; False where that cannot be done, or the window is locked."""
        if self.locker.is_locked:
            return False
        if self.shell is not None and not self.shell.flush():
            self.shell.desk.say_held()
            return False
        return True

    def _build_anew(self) -> None:
        """Build menus and pages again, with the person where he or she was."""
        shell, workspace = self.shell, self.workspace
        self.menus.close_manual()
        self.setMenuBar(QMenuBar())
        self.menus = Menus(self)
        if shell is None or workspace is None:
            self.show_start()
            return
        last_place.keep_place(workspace.path, shell.desk.account_id, shell.where())
        self.show_anew(shell.desk.account_id)

    def show_workspace(self, workspace: Workspace, account_id: str) -> None:
        """Show an open workspace and begin to keep it safe; Problem where it cannot be read."""
        from ctpat_desktop.ui.frame.shell import Shell
        from ctpat_desktop.ui.session.backup_timer import Keeper
        from ctpat_desktop.ui.session.desk import Desk

        desk = Desk(workspace, account_id)
        desk.setParent(self)
        self.menus.fill_registers()
        try:
            shell = Shell(desk, self.choose_account)
        except Problem:
            desk.leave()
            desk.deleteLater()
            raise
        self.workspace, self.shell = workspace, shell
        self.setCentralWidget(self.shell)
        self.shell.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keeper = Keeper(desk, workspace, desk.today)
        self._listen(self.shell, self.keeper)
        self.saved.setText(tr("● Opened"))
        self._enable(True)
        self._show_title()
        self._show_state()
        self.shell.say_first()
        self.keeper.start()
        account, place = last_place.place_in(workspace.path)
        if place is not None and account == account_id:
            self.shell.return_to(place)

    def _listen(self, shell: Shell, keeper: Keeper) -> None:
        desk = shell.desk
        desk.saved.connect(self._show_saved)
        desk.changed.connect(lambda _: self._show_undo())
        desk.changed.connect(self._hear_archive)
        desk.changed.connect(lambda _: self._show_edition())
        shell.shown.connect(self._show_edition)
        desk.account_lost.connect(self._show_account)
        shell.shown.connect(self._show_undo)
        shell.shown.connect(lambda: announce_place(shell.sidebar.shown_name(), shell))
        keeper.state_changed.connect(lambda _: self._show_state())
        keeper.failed.connect(shell.banner.say)
        keeper.state_changed.connect(lambda _: shell.show_safety())
        shell.minutes_chosen.connect(lambda minutes: self.locker.watch.set_minutes(minutes))
        QTimer.singleShot(WATCH_AFTER_MS, self, lambda: self.locker.watch)
        shell.look_wanted.connect(self.follow, Qt.ConnectionType.QueuedConnection)
        shell.lock_wanted.connect(self.lock)
        shell.backup_wanted.connect(lambda: keeper.back_up(always=True))
        shell.rest_wanted.connect(keeper.rest)
        shell.rest_wanted.connect(shell.exchanger.rest)
        shell.protected.connect(self._protected)
        shell.moved.connect(self._moved)
        shell.exchanger.ended.connect(lambda _: self._follow_team())
        shell.exchanger.left.connect(self._follow_team)

    def _hear_archive(self, changes: Changes) -> None:
        """Look at the pen once a step is over that may have archived a company, or undone that."""
        if changes.touches("setting"):
            QTimer.singleShot(0, self, self._follow_archive)

    def _follow_archive(self) -> None:
        desk = self.shell.desk if self.shell is not None and not self.locker.is_locked else None
        if desk is not None and ARCHIVED(desk, desk.account_id):
            self.show_anew(desk.account_id)

    def _follow_team(self) -> None:
        """Look at the pen after an exchange, which may have brought another role."""
        self._show_state()
        self._follow_archive()

    def _moved(self) -> None:
        """Go on in another file."""
        if self.workspace is not None:
            home.remember(self.workspace.path)
        self._protected()

    def _protected(self) -> None:
        """Back up with the new passphrase and show that the file is encrypted."""
        self._show_title()
        self._show_state()
        if self.keeper is not None:
            self.keeper.back_up(always=True)

    def _show_saved(self, at: str) -> None:
        if not self.locker.is_locked:
            self.saved.setText(tr("● Saved {at}").format(at=at))
            announce_rarely(tr("Saved"), self.saved)

    def _show_state(self) -> None:
        if self.shell is None or self.workspace is None or self.locker.is_locked:
            return
        how = tr("Encrypted") if self.workspace.is_encrypted else tr("Not encrypted")
        kept = self.keeper.state() if self.keeper is not None else ""
        reads = bool(self.shell.desk.reading_only)
        saves = tr("read only, nothing is saved") if reads else tr("saves within 1 second")
        team = self.shell.exchanger.state()
        self.safety.setText(" · ".join(part for part in (how, kept, team, saves) if part))
        self._show_edition()

    def _show_edition(self) -> None:
        if self.shell is not None and not self.locker.is_locked:
            edition = self.shell.desk.dossier.edition.short_name
            is_online = self.shell.exchanger.is_online
            words = tr("Edition {id}") if is_online else tr("Offline · Edition {id}")
            self.edition.setText(words.format(id=edition))

    def _show_title(self) -> None:
        if self.shell is None or self.workspace is None or self.locker.is_locked:
            return
        parts = [self.shell.sidebar.account_name(), self.workspace.path.name]
        if not self.workspace.is_encrypted:
            parts.append(tr("NOT ENCRYPTED"))
        if self.shell.desk.reading_only:
            parts.append(tr("read only"))
        self.setWindowTitle(" – ".join([*parts, "CTPAT Desktop"]))

    def lock(self) -> None:
        """Lock the window, or say why there is nothing to lock."""
        if self.shell is not None and self.workspace and not self.workspace.is_encrypted:
            self.shell.banner.say(
                tr("This workspace has no passphrase; encrypt it under Safety to lock it.")
            )
            return
        self.locker.lock()

    def open_shell(self) -> Shell | None:
        """Return the open workspace on the screen; None where there is none or it is locked."""
        return None if self.locker.is_locked else self.shell

    def _enable(self, on: bool) -> None:
        self.menus.enable(self.shell if on else None)

    def _show_undo(self) -> None:
        self.menus.show_state(self.open_shell())

    def close_to_start(self) -> None:
        """Close the workspace and show the start page."""
        if self.close_workspace():
            self.show_start()

    def _may_leave(self, shell: Shell) -> bool:
        """Save what is typed; ask where something would be lost by leaving."""
        if not shell.flush():
            from ctpat_desktop.ui.fields.unsaved import unread

            named = "".join(f"\n\n{line}" for line, _ in unread(shell))
            words = tr("What you typed last could not be saved. Close anyway?")
            return self._leaves(words + named, tr("Close without saving"))
        words = tr(
            "The file cannot be reached or was replaced. What you saved since the last backup may "
            "be lost unless you save to another place. Close anyway?"
        )
        return shell.is_reached() or self._leaves(words, tr("Close anyway"))

    def _leaves(self, words: str, act: str) -> bool:
        from ctpat_desktop.ui.widgets.dialogs import confirm

        return confirm(self, tr("Not saved"), words, act)

    def tell(self, problem: Problem, way: str = "") -> bool:
        """Show why something could not be done; return whether the `way` out was chosen."""
        box = QMessageBox(QMessageBox.Icon.Warning, tr("CTPAT Desktop"), str(problem), parent=self)
        box.setInformativeText(problem.hint)
        box.addButton(QMessageBox.StandardButton.Close)
        chosen = box.addButton(way, QMessageBox.ButtonRole.ActionRole) if way else None
        box.exec()
        return chosen is not None and box.clickedButton() is chosen
