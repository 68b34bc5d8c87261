"""The ways into a workspace: new, open, unlock, sample, and what is asked on the way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.files import unlocking, workspaces
from ctpat_desktop.services.files.workspaces import Damaged, InUse
from ctpat_desktop.services.team.presence import is_in_team
from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.support.progress import Silent
from ctpat_desktop.ui.accounts.account_dialog import AccountDialog
from ctpat_desktop.ui.frame import last_place
from ctpat_desktop.ui.lock.unlock import page_for
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.gc_timer import spare_program
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place, confirm
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog

if TYPE_CHECKING:
    from ctpat_desktop.services.files.unlocking import Key
    from ctpat_desktop.services.files.workspaces import Workspace
    from ctpat_desktop.services.team.exchanging import Exchange
    from ctpat_desktop.ui.frame.host import Host
    from ctpat_desktop.ui.lock.unlock import UnlockPage

FILES = "CTPAT (*.ctpat)"
JOIN = later("ctpat_desktop.ui.team.asking:ask_join")
EXCHANGE = later("ctpat_desktop.services.team.exchanging:exchange")
OPEN_EXPORT = later("ctpat_desktop.ui.files.open_export_dialog:OpenExportDialog")


class Opener:
    """Opens workspaces in one window; a refusal is shown and nothing else changes."""

    def __init__(self, window: Host) -> None:
        """Work for this window."""
        self.window = window

    def open_path(self, path: Path) -> bool:
        """Open a file, or the page that asks for its passphrase; False when it is refused."""
        spare_program()
        if not self.window.close_workspace():
            return False
        try:
            is_encrypted = workspaces.is_encrypted(path)
        except Problem as problem:
            return self._refused(problem, path)
        if is_encrypted:
            self._ask_key(path)
            return True
        return self._begin(lambda reading: workspaces.open_file(path, reading_only=reading), path)

    def open_sample(self, path: Path, name: str) -> bool:
        """Make a sample at `path` and open it; samples are invented and not encrypted."""
        from ctpat_desktop.services.samples import sample_file  # brings the printers along

        spare_program()
        if not self.window.close_workspace():
            return False
        return self._begin(lambda _: sample_file.create(path, name), path)

    def start_new(
        self, path: Path, company: str, entity: str, year: int, passphrase: str = ""
    ) -> bool:
        """Make a workspace with one company in it and open it; "" encrypts nothing."""

        def make(_reading: bool) -> Workspace:
            workspace = workspaces.create(path, passphrase)
            companies.start(workspace, company, entity, year)
            return workspace

        if not self.window.close_workspace():
            return False
        return self._begin(make, path)

    def ask_new(self) -> None:
        """Ask for a place, a company and a passphrase, and start an empty workspace."""
        spare_program()
        path = ask_place(self.window, tr("New workspace"), "profile.ctpat", FILES, ".ctpat")
        if path is None:
            return
        about = AccountDialog(self.window)
        if not ask(about):
            return
        secret = PassphraseDialog(
            self.window,
            tr("Passphrase of the new workspace"),
            (about.name.text(), path.stem),
            may_be_plain=True,
            has_keyring=unlocking.has_keyring(),
        )
        accepted = secret.exec() == PassphraseDialog.DialogCode.Accepted
        passphrase, keeps = secret.passphrase, secret.keep.isChecked()
        secret.deleteLater()  # it keeps nothing typed
        if not accepted:
            return
        company, entity = about.name.text(), about.entity.currentData()
        made = self.start_new(path, company, entity, about.year.value(), passphrase)
        key = self.window.workspace.key if made and self.window.workspace else None
        if key is not None and keeps:
            tasks.start(lambda _: unlocking.keep(key), self._say, self._say)
        if key is not None and self.window.shell is not None:
            self.window.shell.offer_recovery_sheet()

    def ask_open(self) -> None:
        """Ask for a file and open it."""
        title, kinds = tr("Open", "command"), f"{FILES};;All (*)"
        name = ask_file(self.window, title, kinds)
        if name:
            self.open_path(Path(name))

    def ask_repair(self, path: Path | None = None) -> bool:
        """Save what can be read of a damaged file, and open the new one if that is wanted."""
        from ctpat_desktop.ui.files.repair_dialog import RepairDialog

        spare_program()
        dialog = RepairDialog(self.window, path)
        accepted = dialog.exec()
        made = dialog.made if accepted else None
        return made is not None and self.open_path(made)

    def ask_open_export(self) -> bool:
        """Make a workspace of the folder of an open export, and open it if that is wanted."""
        spare_program()
        dialog = OPEN_EXPORT(self.window)
        accepted = dialog.exec()
        made = dialog.made if accepted else None
        return made is not None and self.open_path(made)

    def ask_join(self) -> bool:
        """Join a team with an invite in a new file, and open it if that is wanted."""
        spare_program()
        made = JOIN(self.window)
        return made is not None and self.open_path(made)

    def ask_sample(self, sample: str) -> None:
        """Ask where the sample may be written and open it."""
        place = ask_place(
            self.window, tr("Save the sample as"), f"sample-{sample}.ctpat", FILES, ".ctpat"
        )
        if place is not None:
            self.open_sample(place, sample)

    def first_account(self, workspace: Workspace) -> str:
        """Ask for the company of an empty workspace; "" when the person does not want to."""
        dialog = AccountDialog(self.window)
        if not ask(dialog):
            return ""
        return companies.start(
            workspace, dialog.name.text(), dialog.entity.currentData(), dialog.year.value()
        )

    def _of_team(self, workspace: Workspace) -> str:
        """Fetch what a team has handed out meanwhile to a file that joined it empty."""
        if not is_in_team(workspace):
            return ""
        made: list[Exchange] = []
        fetch = partial(EXCHANGE, workspace, "", Silent())
        tasks.wait_for(self.window, tr("Asking the team"), lambda: made.append(fetch()))
        lines = companies.overview(workspace)
        if not lines:
            ways = tr("Ask somebody in the team to exchange changes, then open it again.")
            why = made[0].unreached or made[0].wants_password
            raise Problem(tr("Nothing of the team is in this file yet."), why or ways)
        return lines[0].account_id

    def added_account(self, workspace: Workspace) -> str:
        """Ask for another account, and its company unless it is a known one; "" for none."""
        if workspace.reading_only:
            self.window.tell(Problem(workspace.reading_only))
            return ""
        lines = companies.overview(workspace)
        known = tuple({line.company_id: line.company for line in lines}.items())
        dialog = AccountDialog(self.window, known)
        if not ask(dialog):
            return ""
        return companies.start(
            workspace,
            dialog.name.text(),
            dialog.entity.currentData(),
            dialog.year.value(),
            str(dialog.company.currentData() or ""),
        )

    def _ask_key(self, path: Path) -> None:
        page = page_for(
            path, lambda key: self._use_key(page, path, key), lambda: self.ask_repair(path)
        )
        self.window.asking = page
        self.window.show_page(page, path.name)
        page.line.setFocus()

    def _use_key(self, page: UnlockPage, path: Path, key: Key) -> None:
        """Open with a key; Problem is for the page that asked for it."""
        if page is not self.window.asking:
            return
        self._go_on(
            self._reading_if_used(lambda r: workspaces.open_with(path, key, reading_only=r))
        )

    def _begin(self, make: Callable[[bool], Workspace], path: Path) -> bool:
        try:
            return self._go_on(self._reading_if_used(make))
        except Problem as problem:
            return self._refused(problem, path)

    def _reading_if_used(self, make: Callable[[bool], Workspace]) -> Workspace:
        """Open for writing, or ask to open to read where another window has the file."""
        try:
            return make(False)
        except InUse as used:
            words = tr("{words} Open it to read only?").format(words=str(used))
            if not confirm(self.window, tr("Open already"), words, tr("Open to read only")):
                raise
            return make(True)

    def _go_on(self, workspace: Workspace) -> bool:
        try:
            lines = companies.overview(workspace)
            here, _ = last_place.place_in(workspace.path)
            known = [line.account_id for line in lines]
            account = here if here in known else next(iter(known), "")
            account = account or self._of_team(workspace) or self.first_account(workspace)
            if account:
                if workspace.undoable() != workspaces.MOVED:
                    workspace.begin_steps()
                self.window.show_workspace(workspace, account)
        except Problem:
            workspace.close()
            raise
        if not account:
            workspace.close()
            self.window.show_start()
            return False
        self.window.asking = None
        home.remember(workspace.path)
        return True

    def _say(self, words: str) -> None:
        if words and self.window.shell is not None:
            self.window.shell.banner.say(words)

    def _refused(self, problem: Problem, path: Path) -> bool:
        self.window.show_start()
        way = tr("Save what can be read…") if isinstance(problem, Damaged) else ""
        return self.window.tell(problem, way) and self.ask_repair(path)
