"""The main window: menus, status line, opening and closing workspaces.

The database and the pages are imported when the first workspace is opened, so that the start page
is on the screen at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QMenu, QMessageBox, QWidget

from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui import clipboard, tasks, theme
from ctpat_desktop.ui.about import show_about, show_verify
from ctpat_desktop.ui.locker import Locker
from ctpat_desktop.ui.opening import Opener
from ctpat_desktop.ui.start import StartPage

if TYPE_CHECKING:
    from ctpat_desktop.ui.keeper import Keeper
    from ctpat_desktop.ui.shell import Shell
    from ctpat_desktop.workspace.unit import Workspace


class MainWindow(QMainWindow):
    """One window for one workspace at a time."""

    def __init__(self) -> None:
        """Start without a workspace."""
        super().__init__()
        self.shell: Shell | None = None
        self.workspace: Workspace | None = None
        self.resize(1280, 800)
        self.setMinimumSize(1024, 640)
        self.setWindowTitle(tr("CTPAT Desktop"))
        self.needs_shell: list[QAction] = []
        self.saved, self.safety, self.edition = QLabel(""), QLabel(""), QLabel("")
        self.statusBar().addWidget(self.saved)
        self.statusBar().addWidget(self.safety)
        self.statusBar().addPermanentWidget(self.edition)
        self.keeper: Keeper | None = None
        self.opener, self.locker = Opener(self), Locker(self)
        self._menus()
        self.show_start()

    def show_start(self) -> None:
        """Show the start page."""
        opener = self.opener
        self.show_page(
            StartPage(
                opener.ask_new,
                opener.ask_open,
                opener.ask_sample,
                home.recent(),
                opener.open_path,
            )
        )

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
        workspace = self.workspace
        shell = self.shell
        if shell is None or workspace is None:
            return True
        if tasks.is_waiting():
            return False
        if (workspace.is_open or workspace.key) and not self._may_leave(shell):
            return False
        typed = tr("A box with typed text is still open behind the lock. Leave without it?")
        if self.locker.has_typing() and not self._leaves(typed):
            return False
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
        if self.opener.leave():
            clipboard.forget()
            event.accept()

    def choose_account(self, account_id: str) -> None:
        """Look at another account, or add one."""
        if self.shell is None:
            return
        if not self.shell.seal():
            self.shell.say_held()
            return
        chosen = account_id or self.opener.added_account(self.shell.desk.workspace)
        if chosen:
            self.shell.desk.choose(chosen)
            self._show_account()

    def _show_account(self) -> None:
        """Show the account the desk looks at now on every page."""
        if self.shell is not None:
            self.shell.rebuild()
            self._show_title()
            self._show_undo()

    def color(self, mode: str) -> None:
        """Show the window light, dark or as the system has it, and keep the choice."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode)
            home.prefer("theme", mode)
            if self.shell is not None and not self.locker.is_locked:
                self.shell.rebuild()

    def show_workspace(self, workspace: Workspace, account_id: str) -> None:
        """Show an open workspace and begin to keep it safe."""
        from ctpat_desktop.ui.desk import Desk
        from ctpat_desktop.ui.keeper import Keeper
        from ctpat_desktop.ui.shell import Shell

        self.workspace = workspace
        self._fill_registers_menu()
        desk = Desk(workspace, account_id)
        desk.setParent(self)
        self.shell = Shell(desk, self.choose_account)
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

    def _listen(self, shell: Shell, keeper: Keeper) -> None:
        desk = shell.desk
        desk.saved.connect(self._show_saved)
        desk.changed.connect(lambda _: self._show_undo())
        desk.landed.connect(self._show_account)
        keeper.told.connect(lambda _: self._show_state())
        keeper.failed.connect(shell.banner.say)
        keeper.told.connect(lambda _: shell.show_safety())
        shell.minutes_chosen.connect(lambda minutes: self.locker.watch.set_minutes(minutes))
        QTimer.singleShot(0, self, lambda: self.locker.watch)
        shell.lock_wanted.connect(self.lock)
        shell.backup_wanted.connect(lambda: keeper.back_up(always=True))
        shell.rest_wanted.connect(keeper.rest)
        shell.protected.connect(self._protected)
        shell.moved.connect(self._moved)

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

    def _show_state(self) -> None:
        if self.shell is None or self.workspace is None or self.locker.is_locked:
            return
        how = tr("Encrypted") if self.workspace.is_encrypted else tr("Not encrypted")
        kept = self.keeper.state() if self.keeper is not None else ""
        self.safety.setText(tr("{how} · {kept} · saves within 1 second").format(how=how, kept=kept))
        edition = self.shell.desk.dossier.edition.id
        self.edition.setText(tr("Offline · Edition {id}").format(id=edition))

    def _show_title(self) -> None:
        if self.shell is None or self.workspace is None or self.locker.is_locked:
            return
        parts = [self.shell.desk.dossier.company.name, self.workspace.path.name]
        if not self.workspace.is_encrypted:
            parts.append(tr("NOT ENCRYPTED"))
        if self.workspace.reading_only:
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

    def _menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(tr("&File"))
        self._act(file, tr("New workspace…"), self.opener.ask_new, QKeySequence.StandardKey.New)
        self._act(file, tr("Open…"), self.opener.ask_open, QKeySequence.StandardKey.Open)
        self._shell_act(file, tr("Save to another place…"), self._elsewhere, "Ctrl+Shift+S")
        self._shell_act(file, tr("Lock"), self.lock, "Ctrl+L")
        self._shell_act(file, tr("Close workspace"), self._close_to_start, "Ctrl+W")
        file.addSeparator()
        self._shell_act(file, tr("Export and print…"), lambda: self._go("exports"), "Ctrl+P")
        file.addSeparator()
        self._act(file, tr("Quit"), self.close, QKeySequence.StandardKey.Quit)
        self.edit_menu = edit = bar.addMenu(tr("&Edit"))
        edit.aboutToShow.connect(self._settle_typing)
        self.undo = self._shell_act(edit, tr("Undo"), self._undo, "Ctrl+Z")
        self.redo = self._shell_act(edit, tr("Redo"), self._redo, "Ctrl+Shift+Z")
        edit.addSeparator()
        self._shell_act(edit, tr("Add an own criterion…"), self._own_row, "")
        self._shell_act(edit, tr("Removed records…"), self._removed, "")
        self._go_menu(bar.addMenu(tr("&Go")))
        view = bar.addMenu(tr("&View"))
        for mode, words in (("system", "As the system"), ("light", "Light"), ("dark", "Dark")):
            self._act(view, tr(words), partial(self.color, mode), "")
        view.addSeparator()
        self._shell_act(view, tr("Guide panel"), self._toggle_guide, "F9")
        aid = bar.addMenu(tr("&Help"))
        self._act(aid, tr("Verify a signed PDF…"), lambda: show_verify(self), "")
        self._act(aid, tr("About"), lambda: show_about(self), "")

    def _go_menu(self, menu: QMenu) -> None:
        pages = (
            ("home", "Home", "Ctrl+1"),
            ("company", "Company", "Ctrl+2"),
            ("grid", "All answers", "Ctrl+3"),
            ("findings", "Findings", "Ctrl+4"),
            ("evidence", "Evidence", "Ctrl+5"),
            ("safety", "Safety", "Ctrl+6"),
            ("search", "Search", "Ctrl+F"),
            ("questionnaires", "Questionnaires", "Ctrl+7"),
            ("reports", "Reports", "Ctrl+8"),
            ("packets", "MOU packet", "Ctrl+9"),
        )
        for key, words, keys in pages:
            self._shell_act(menu, tr(words), partial(self._go, key), keys)
        self.registers_menu = menu.addMenu(tr("Registers"))
        menu.addSeparator()
        for number in range(1, 13):
            words = tr("Section {n}").format(n=number)
            self._shell_act(menu, words, partial(self._go, str(number)), f"Alt+F{number}")
        menu.addSeparator()
        self._shell_act(menu, tr("Next criterion"), lambda: self._step(1), "Ctrl+PgDown")
        self._shell_act(menu, tr("Previous criterion"), lambda: self._step(-1), "Ctrl+PgUp")
        self._shell_act(menu, tr("Next gap"), self._next_gap, "Ctrl+G")

    def _fill_registers_menu(self) -> None:
        """Offer the registers; their definitions are read with the first workspace."""
        from ctpat_desktop.catalogue.areas import load_areas

        if self.registers_menu.isEmpty():
            for number, area in enumerate(load_areas(), 1):
                go = partial(self._go, area.id)
                keys = f"Alt+{number}" if number < 10 else ""
                self._shell_act(self.registers_menu, tr(area.title), go, keys)

    def _act(
        self,
        menu: QMenu,
        words: str,
        do: Callable[[], object],
        keys: str | QKeySequence.StandardKey,
    ) -> QAction:
        action = QAction(words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: do())
        menu.addAction(action)
        return action

    def _shell_act(self, menu: QMenu, words: str, do: Callable[[], object], keys: str) -> QAction:
        action = self._act(menu, words, do, keys)
        self.needs_shell.append(action)
        return action

    def _enable(self, on: bool) -> None:
        for action in self.needs_shell:
            action.setEnabled(on)
        self._show_undo()

    def _show_undo(self) -> None:
        desk = self.shell.desk if self.shell and not self.locker.is_locked else None
        undo, redo = (desk.undoable(), desk.redoable()) if desk else ("", "")
        self.undo.setText(f"{tr('Undo')} {undo}".strip())
        self.undo.setEnabled(bool(undo))
        self.redo.setText(f"{tr('Redo')} {redo}".strip())
        self.redo.setEnabled(bool(redo))

    def _settle_typing(self) -> None:
        """Save what is typed before the menu says what can be taken back."""
        if self.shell is not None and not self.locker.is_locked:
            self.shell.seal()

    def _undo(self) -> None:
        if self.shell is not None:
            self.shell.seal()
            self.shell.desk.undo()

    def _redo(self) -> None:
        if self.shell is not None:
            self.shell.desk.redo()

    def _go(self, key: str) -> None:
        if self.shell is not None:
            self.shell.open(key)

    def _step(self, by: int) -> None:
        if self.shell is not None:
            self.shell.wizard.step(by)

    def _next_gap(self) -> None:
        if self.shell is not None:
            self.shell.wizard.next_gap()

    def _toggle_guide(self) -> None:
        if self.shell is not None:
            self.shell.toggle_guide()

    def _elsewhere(self) -> None:
        if self.shell is not None:
            self.shell.ask_elsewhere()

    def _own_row(self) -> None:
        from ctpat_desktop.ui.dialogs import ask
        from ctpat_desktop.ui.overlay_dialog import OverlayDialog

        if self.shell is not None:
            self.shell.seal()
            ask(OverlayDialog(self, self.shell.desk, None))

    def _removed(self) -> None:
        if self.shell is not None:
            self.shell.guide.open_removed()

    def _close_to_start(self) -> None:
        if self.close_workspace():
            self.show_start()

    def _may_leave(self, shell: Shell) -> bool:
        """Save what is typed; ask where something would be lost by leaving."""
        if not shell.seal():
            return self._leaves(tr("What you typed last could not be saved. Leave without it?"))
        words = tr(
            "The file cannot be reached or was replaced. What you saved since the last backup may "
            "be lost unless you save to another place. Leave all the same?"
        )
        return shell.is_reached() or self._leaves(words)

    def _leaves(self, words: str) -> bool:
        answer = QMessageBox.warning(
            self,
            tr("Not saved"),
            words,
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Discard

    def tell(self, problem: Problem) -> None:
        """Show why something could not be done."""
        box = QMessageBox(QMessageBox.Icon.Warning, tr("CTPAT Desktop"), str(problem), parent=self)
        box.setInformativeText(problem.hint)
        box.exec()
