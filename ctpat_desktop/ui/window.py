"""The main window: menus, status line, opening and closing workspaces.

The database and the pages are imported when the first workspace is opened, so that the start page
is on the screen at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMainWindow, QMenu, QMessageBox

from ctpat_desktop import __version__
from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui import theme
from ctpat_desktop.ui.start import AccountDialog, StartPage

if TYPE_CHECKING:
    from ctpat_desktop.ui.shell import Shell
    from ctpat_desktop.workspace.unit import Workspace

ABOUT = (
    "CTPAT Desktop {version}\n\nThe official text of the criteria is CBP's. Titles, summaries and "
    "guidance here are this program's own words; check them against CBP's booklet and paste its "
    "text where you need it.\n\nThis program never uses the network. What you type is saved "
    "within one second.\n\nApache License 2.0"
)


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
        self._menus()
        self.show_start()

    def show_start(self) -> None:
        """Show the start page."""
        self.setCentralWidget(
            StartPage(self.ask_new, self.ask_open, self.ask_sample, home.recent(), self.open_path)
        )
        self.setWindowTitle(tr("CTPAT Desktop"))
        for words in (self.saved, self.safety, self.edition):
            words.setText("")
        self._enable(False)

    def open_path(self, path: Path) -> bool:
        """Open a workspace file; a refusal is shown and nothing else changes."""
        from ctpat_desktop.services import workspaces

        return self._open(lambda: workspaces.open_file(path), path)

    def open_sample(self, path: Path, name: str) -> bool:
        """Make a sample at `path` and open it."""
        from ctpat_desktop.services import samples

        return self._open(lambda: samples.create(path, name), path)

    def close_workspace(self) -> bool:
        """Save what is typed, fold the file and let go of it; False if typing cannot be saved."""
        if self.shell is None or self.workspace is None:
            return True
        if not self.shell.seal() and not self._leave_unsaved():
            return False
        self.shell.strip.cancel()
        self.shell.desk.leave()
        workspace, self.workspace, self.shell = self.workspace, None, None
        try:
            workspace.close()
        except Problem as problem:
            self._tell(problem)
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the workspace first."""
        if self.close_workspace():
            event.accept()
        else:
            event.ignore()

    def ask_new(self) -> None:
        """Ask for a place and a company, and start an empty workspace."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("New workspace"), "profile.ctpat", "CTPAT (*.ctpat)"
        )
        if not name:
            return
        dialog = AccountDialog(self)
        if dialog.exec() == AccountDialog.DialogCode.Accepted:
            self.start_new(
                Path(name).with_suffix(".ctpat"),
                dialog.name.text(),
                dialog.entity.currentData(),
                dialog.year.value(),
            )

    def start_new(self, path: Path, company: str, entity: str, year: int) -> bool:
        """Make a workspace with one company in it and open it."""
        from ctpat_desktop.services import companies, workspaces

        def make() -> Workspace:
            workspace = workspaces.create(path)
            companies.start(workspace, company, entity, year)
            return workspace

        return self._open(make, path)

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        name, _ = QFileDialog.getOpenFileName(self, tr("Open"), "", "CTPAT (*.ctpat);;All (*)")
        if name:
            self.open_path(Path(name))

    def ask_sample(self, sample: str) -> None:
        """Ask where the sample may be written and open it."""
        name, _ = QFileDialog.getSaveFileName(
            self, tr("Save the sample as"), f"sample-{sample}.ctpat", "CTPAT (*.ctpat)"
        )
        if name:
            self.open_sample(Path(name).with_suffix(".ctpat"), sample)

    def choose_account(self, account_id: str) -> None:
        """Look at another account, or add one."""
        if self.shell is None:
            return
        self.shell.seal()
        chosen = account_id or self._added_account()
        if chosen:
            self.shell.desk.choose(chosen)
            self.shell.rebuild()
            self._show_title()

    def color(self, mode: str) -> None:
        """Show the window light, dark or as the system has it, and keep the choice."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode)
            home.prefer("theme", mode)
            if self.shell is not None:
                self.shell.rebuild()

    def _open(self, make: Callable[[], Workspace], path: Path) -> bool:
        from ctpat_desktop.services import companies

        if not self.close_workspace():
            return False
        try:
            workspace = make()
            lines = companies.overview(workspace)
            account = lines[0].account_id if lines else self._first_account(workspace)
        except Problem as problem:
            self._tell(problem)
            self.show_start()
            return False
        if not account:
            workspace.close()
            self.show_start()
            return False
        home.remember(path)
        self._show_shell(workspace, account)
        return True

    def _show_shell(self, workspace: Workspace, account_id: str) -> None:
        from ctpat_desktop.ui.desk import Desk
        from ctpat_desktop.ui.shell import Shell

        self.workspace = workspace
        desk = Desk(workspace, account_id)
        desk.setParent(self)
        self.shell = Shell(desk, self.choose_account)
        self.setCentralWidget(self.shell)
        desk.saved.connect(lambda at: self.saved.setText(tr("● Saved {at}").format(at=at)))
        desk.changed.connect(lambda _: self._show_undo())
        self.saved.setText(tr("● Opened"))
        self.safety.setText(tr("Not encrypted yet · saves within 1 second"))
        self.edition.setText(tr("Offline · Edition {id}").format(id=desk.dossier.edition.id))
        self._enable(True)
        self._show_title()

    def _show_title(self) -> None:
        if self.shell is not None and self.workspace is not None:
            name = self.shell.desk.dossier.company.name
            self.setWindowTitle(f"{name} – {self.workspace.path.name} – CTPAT Desktop")

    def _first_account(self, workspace: Workspace) -> str:
        from ctpat_desktop.services import companies

        dialog = AccountDialog(self)
        if dialog.exec() != AccountDialog.DialogCode.Accepted:
            return ""
        return companies.start(
            workspace, dialog.name.text(), dialog.entity.currentData(), dialog.year.value()
        )

    def _added_account(self) -> str:
        from ctpat_desktop.services import companies

        if self.workspace is None:
            return ""
        lines = companies.overview(self.workspace)
        known = tuple({line.company_id: line.company for line in lines}.items())
        dialog = AccountDialog(self, known)
        if dialog.exec() != AccountDialog.DialogCode.Accepted:
            return ""
        return companies.start(
            self.workspace,
            dialog.name.text(),
            dialog.entity.currentData(),
            dialog.year.value(),
            str(dialog.company.currentData() or ""),
        )

    def _menus(self) -> None:
        bar = self.menuBar()
        file = bar.addMenu(tr("&File"))
        self._act(file, tr("New workspace…"), self.ask_new, QKeySequence.StandardKey.New)
        self._act(file, tr("Open…"), self.ask_open, QKeySequence.StandardKey.Open)
        self._shell_act(file, tr("Close workspace"), self._close_to_start, "Ctrl+W")
        file.addSeparator()
        self._shell_act(file, tr("Export and print…"), lambda: self._go("exports"), "Ctrl+P")
        file.addSeparator()
        self._act(file, tr("Quit"), self.close, QKeySequence.StandardKey.Quit)
        edit = bar.addMenu(tr("&Edit"))
        self.undo = self._shell_act(edit, tr("Undo"), self._undo, "Ctrl+Z")
        self.redo = self._shell_act(edit, tr("Redo"), self._redo, "Ctrl+Shift+Z")
        edit.addSeparator()
        self._shell_act(edit, tr("Add an own criterion…"), self._own_row, "")
        self._go_menu(bar.addMenu(tr("&Go")))
        view = bar.addMenu(tr("&View"))
        for mode, words in (("system", "As the system"), ("light", "Light"), ("dark", "Dark")):
            self._act(view, tr(words), partial(self.color, mode), "")
        view.addSeparator()
        self._shell_act(view, tr("Guide panel"), self._toggle_guide, "F9")
        self._act(bar.addMenu(tr("&Help")), tr("About"), self._about, "")

    def _go_menu(self, menu: QMenu) -> None:
        pages = (
            ("home", "Home", "Ctrl+1"),
            ("company", "Company", "Ctrl+2"),
            ("grid", "All answers", "Ctrl+3"),
            ("findings", "Findings", "Ctrl+4"),
            ("evidence", "Evidence", "Ctrl+5"),
        )
        for key, words, keys in pages:
            self._shell_act(menu, tr(words), partial(self._go, key), keys)
        menu.addSeparator()
        for number in range(1, 13):
            words = tr("Section {n}").format(n=number)
            self._shell_act(menu, words, partial(self._go, str(number)), f"Alt+F{number}")
        menu.addSeparator()
        self._shell_act(menu, tr("Next criterion"), lambda: self._step(1), "Ctrl+PgDown")
        self._shell_act(menu, tr("Previous criterion"), lambda: self._step(-1), "Ctrl+PgUp")
        self._shell_act(menu, tr("Next gap"), self._next_gap, "Ctrl+G")

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
        workspace = self.workspace
        undo = workspace.can_undo if workspace else ""
        redo = workspace.can_redo if workspace else ""
        self.undo.setText(f"{tr('Undo')} {undo}".strip())
        self.undo.setEnabled(workspace is not None)
        self.redo.setText(f"{tr('Redo')} {redo}".strip())
        self.redo.setEnabled(bool(redo))

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

    def _own_row(self) -> None:
        from ctpat_desktop.ui.overlay_dialog import OverlayDialog

        if self.shell is not None:
            self.shell.seal()
            OverlayDialog(self, self.shell.desk, None).exec()

    def _close_to_start(self) -> None:
        if self.close_workspace():
            self.show_start()

    def _about(self) -> None:
        QMessageBox.about(self, tr("About CTPAT Desktop"), ABOUT.format(version=__version__))

    def _leave_unsaved(self) -> bool:
        answer = QMessageBox.warning(
            self,
            tr("Not saved"),
            tr("What you typed last could not be saved. Leave without it?"),
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
            QMessageBox.StandardButton.Cancel,
        )
        return answer == QMessageBox.StandardButton.Discard

    def _tell(self, problem: Problem) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, tr("CTPAT Desktop"), str(problem), parent=self)
        box.setInformativeText(problem.hint)
        box.exec()
