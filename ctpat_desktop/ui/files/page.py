"""The page about the file itself: passphrase, keyring, recovery sheet, locking, backups, health."""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.services.files import unlocking, upkeep, workspaces
from ctpat_desktop.services.files.upkeep import Backup, Damage
from ctpat_desktop.support import home
from ctpat_desktop.support.dates import with_days
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.files.backup_row import backup_row
from ctpat_desktop.ui.lock.idle_lock import idle_minutes
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.autosave import LOSS_BOUND_MS
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import NumberBox
from ctpat_desktop.ui.widgets.dialogs import ask_folder, ask_place
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.parts import (
    button,
    card,
    changer,
    chip,
    clear,
    flow,
    label,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog

SHOWN = 12
"""Backups listed on the page; the folder has all."""

CHANGED = N_(
    "Done. Recovery sheets printed before are no longer valid: print a new one. "
    "Backups made before open with the earlier passphrase."
)
ENCRYPTED = N_(
    "Done. Print the recovery sheet now. Copies and backups made before are not encrypted: "
    "remove them from the backup folder once a new backup is listed here."
)


class SafetyPage(Page):
    """What keeps the file private and whole, each with the button that acts on it."""

    minutes_chosen = Signal(int)
    lock_wanted = Signal()
    backup_wanted = Signal()
    rest_wanted = Signal()
    protected = Signal()

    def __init__(self, desk: Desk, strip: tasks.TaskStrip) -> None:
        """`strip` runs what takes a while."""
        super().__init__()
        self.desk, self.strip = desk, strip
        inner = QWidget()
        self.column = page_column(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self.health_result = QVBoxLayout()
        self.keyring_note = label("", muted=True)
        self.show_all()

    def flush(self) -> bool:
        """Nothing is typed here that is not saved at once."""
        return True

    def show_all(self) -> None:
        """Build the cards from the file as it is now; the keyboard stays where it was."""
        focus = self.focusWidget()
        name = focus.accessibleName() if focus is not None and self.isVisible() else ""
        said = self.keyring_note.text()
        clear(self.column)
        self.health_result = QVBoxLayout()
        self.keyring_note = label(said, muted=True)
        self.column.addWidget(label(tr("Safety"), h1=True))
        bound = ntr(
            "What you type is saved within {n} second.",
            "What you type is saved within {n} seconds.",
            -(-LOSS_BOUND_MS // 1000),
        )
        self.column.addWidget(
            label(f"{bound} {tr('“Saved” means read back from the file.')}", muted=True)
        )
        self._encryption()
        if self.desk.workspace.is_encrypted:
            self._locking()
        self._backups()
        self._health()
        self.column.addStretch(1)
        if name:
            self._focus(name)

    def _focus(self, name: str) -> None:
        for child in self.findChildren(QWidget):
            if child.accessibleName() == name and not child.isHidden():
                child.setFocus()

    def _encryption(self) -> None:
        frame, column = card()
        workspace = self.desk.workspace
        encrypted = workspace.is_encrypted
        mark = chip(tr("encrypted"), "ok") if encrypted else chip(tr("not encrypted"), "bad")
        column.addLayout(row(label(tr("Passphrase"), h2=True), mark, None))
        if not encrypted:
            words = tr("Anyone who obtains this file can read it.")
            column.addWidget(label(words))
            column.addLayout(row(changer(tr("Encrypt it…"), self.change, "primary"), None))
        else:
            number = workspaces.number_of(workspace)
            words = tr("Encrypted with AES-256 (SQLCipher). File number {n}.").format(n=number)
            column.addWidget(label(words, muted=True))
            column.addLayout(
                flow(
                    changer(tr("Change passphrase…"), self.change),
                    button(tr("Print recovery sheet…"), self.print_sheet),
                    button(tr("Save recovery sheet as PDF…"), self.ask_sheet),
                    None,
                )
            )
            column.addLayout(
                flow(
                    button(tr("Open without asking on this computer"), self.keep_key),
                    button(tr("Forget on this computer"), self.forget_key),
                    None,
                )
            )
            column.addWidget(self.keyring_note)
        self.column.addWidget(frame)

    def _locking(self) -> None:
        frame, column = card()
        column.addWidget(label(tr("Locking"), h2=True))
        minutes = NumberBox()
        minutes.setRange(0, 999)
        minutes.setSpecialValueText(tr("never"))
        minutes.setSuffix(tr(" minutes"))
        minutes.setAccessibleName(tr("Minutes without a key or the mouse until it locks"))
        minutes.setValue(idle_minutes())
        minutes.valueChanged.connect(self._minutes)
        words = label(tr("Lock after inactivity of"))
        words.setWordWrap(False)
        now = button(tr("Lock now (Ctrl+L)"), self.lock_wanted.emit)
        column.addLayout(flow(words, minutes, None, now))
        column.addWidget(
            label(tr("It also locks when the screen is locked or the computer sleeps."), muted=True)
        )
        self.column.addWidget(frame)

    def _backups(self) -> None:
        frame, column = card()
        column.addWidget(label(tr("Backups"), h2=True))
        column.addWidget(
            label(
                tr(
                    "Made on opening and every 30 minutes of change, each read back before it "
                    "counts. Kept: the 10 newest, then one a day, week and month."
                ),
                muted=True,
            )
        )
        found = upkeep.backup_list(self.desk.workspace)
        for backup in found[:SHOWN]:
            inside = upkeep.backup_contents(backup, self.desk.workspace.key)
            column.addLayout(backup_row(backup, inside, partial(self.ask_restore, backup)))
        if not found:
            column.addWidget(label(tr("None yet.")))
        rehearsed = upkeep.last_rehearsal(self.desk.workspace)
        words = (
            tr("Last restore rehearsal: {day}.").format(day=with_days(rehearsed))
            if rehearsed
            else tr("No restore was rehearsed yet.")
        )
        column.addWidget(label(words, muted=True))
        now = button(tr("Back up now"), self.backup_wanted.emit)
        rehearse = button(tr("Test a restore"), self.rehearse)
        elsewhere = button(tr("Backup to another place…"), self.ask_copy)
        takes_folder(elsewhere, self.copy_into, elsewhere)
        folder = button(tr("Backup folder…"), self.ask_folder)
        takes_folder(folder, self.keep_in, folder)
        column.addLayout(flow(now, rehearse, elsewhere, folder, None))
        self.column.addWidget(frame)

    def _health(self) -> None:
        frame, column = card()
        column.addWidget(label(tr("Health check"), h2=True))
        column.addWidget(
            label(
                tr(
                    "Reads every page, checks encryption, tables, links, history and documents, "
                    "and names what is damaged."
                ),
                muted=True,
            )
        )
        column.addLayout(row(button(tr("Check this file"), self.check), None))
        column.addLayout(self.health_result)
        self.column.addWidget(frame)

    def change(self) -> None:
        """Ask for a new passphrase and encrypt with it."""
        workspace = self.desk.workspace
        encrypted = workspace.is_encrypted
        title = tr("Change passphrase") if encrypted else tr("Encrypt this workspace")
        known = (self.desk.dossier.company.name, workspace.path.stem)
        dialog = PassphraseDialog(self, title, known, asks_current=encrypted)
        accepted = dialog.exec() == PassphraseDialog.DialogCode.Accepted
        current, new = dialog.current.text(), dialog.passphrase
        dialog.deleteLater()  # it keeps nothing typed
        if not accepted:
            return
        if encrypted and not workspaces.proves(workspace, current):
            self.desk.warn(
                tr("The passphrase was not changed: the one typed as today's is not right.")
            )
            return
        self.set_passphrase(new)

    def set_passphrase(self, passphrase: str) -> None:
        """Encrypt with a passphrase; what happened is said on the page."""
        if self.strip.current is not None:
            self.desk.warn(tr("Wait until the running work is done."))
            return
        workspace = self.desk.workspace
        was_plain = not workspace.is_encrypted
        self.rest_wanted.emit()
        if self.desk.attempt(
            lambda: tasks.wait_for(
                self,
                tr("Encrypting the file. Please wait."),
                lambda: workspaces.change_passphrase(workspace, passphrase),
            )
        ):
            self.protected.emit()
            self.show_all()
            self.keyring_note.setText(tr(ENCRYPTED if was_plain else CHANGED))

    def keep_key(self) -> None:
        """Keep the key in the system's keyring."""
        key = self.desk.workspace.key
        if key is not None:
            done = tr("Kept in the keyring: this computer opens the file without asking.")
            tasks.start(lambda _: unlocking.keep(key) or done, self._say, self._say)

    def forget_key(self) -> None:
        """Take the key out of the system's keyring."""
        key = self.desk.workspace.key
        if key is not None:
            done = tr("Forgotten: this computer asks for the passphrase.")
            tasks.start(lambda _: unlocking.forget(key) or done, self._say, self._say)

    def print_sheet(self) -> None:
        """Print the recovery sheet; it never becomes a file."""
        from ctpat_desktop.ui.widgets.print_preview import print_report

        self.desk.attempt(
            lambda: print_report(
                self, workspaces.recovery_sheet(self.desk.workspace, self.desk.today)
            )
        )

    def ask_sheet(self) -> None:
        """Ask where the recovery sheet may be written."""
        place = ask_place(self, tr("Recovery sheet"), "recovery-sheet.pdf", "PDF (*.pdf)", ".pdf")
        if place is not None and self.save_sheet(place):
            self.desk.written.emit(tr("The sheet is in {path}.").format(path=place), place)

    def save_sheet(self, path: Path) -> bool:
        """Write the recovery sheet as a PDF."""
        from ctpat_desktop.exchange.files import write_pdf

        return self.desk.attempt(
            lambda: write_pdf(workspaces.recovery_sheet(self.desk.workspace, self.desk.today), path)
        )

    def ask_restore(self, backup: Backup) -> None:
        """Ask for a new name and restore a backup there."""
        stem = f"{self.desk.workspace.path.stem} restored {backup.at:%Y-%m-%d}"
        place = ask_place(
            self, tr("Restore to a new file"), f"{stem}.ctpat", "CTPAT (*.ctpat)", ".ctpat"
        )
        if place is not None:
            self.restore(backup, place)

    def restore(self, backup: Backup, target: Path) -> bool:
        """Restore a backup to a new file; the open one is not touched."""
        key = self.desk.workspace.key
        done = self.desk.attempt(
            lambda: tasks.wait_for(
                self,
                tr("Restoring the backup. Please wait."),
                lambda: upkeep.restore_backup(backup, key, target),
            )
        )
        if done:
            self._tell_health(tr("Restored to {name}.").format(name=target.name))
        return done

    def ask_copy(self) -> None:
        """Ask for a place and write a verified copy there."""
        title, kind = tr("Backup to another place"), "CTPAT (*.ctpat)"
        place = ask_place(self, title, self._copy_name(), kind, ".ctpat")
        if place is not None:
            self.copy_to(place)

    def copy_into(self, folder: Path) -> None:
        """Write a verified copy into a folder, unless there is one of its name already."""
        target = folder / self._copy_name()
        if target.exists():
            self.desk.warn(tr("{name} is there already.").format(name=target))
        else:
            self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """Write a verified copy beside the window."""
        workspace = self.desk.workspace
        self.strip.run(
            tr("Backing up"),
            lambda _: upkeep.write_copy(workspace, target),
            lambda _: self._has_copied(target),
            self.desk.warn,
        )

    def _copy_name(self) -> str:
        return f"{self.desk.workspace.path.stem} {date.today().isoformat()}.ctpat"

    def _has_copied(self, target: Path) -> None:
        self._tell_health(tr("Wrote {name}.").format(name=target.name))
        if self.window().isVisible():
            self.desk.written.emit(tr("Wrote {name}.").format(name=target), target)

    def ask_folder(self) -> None:
        """Ask where backups are kept from now on."""
        name = ask_folder(self, tr("Backup folder"))
        if name:
            self.keep_in(Path(name))

    def keep_in(self, folder: Path) -> None:
        """Keep backups in a folder from now on."""
        home.prefer("backup_folder", str(folder))
        self.show_all()

    def rehearse(self) -> None:
        """Restore the newest backup in a scratch place, check it, and say how it went."""
        workspace, today = self.desk.workspace, self.desk.today
        self.strip.run(
            tr("Rehearsing a restore"),
            lambda _: upkeep.rehearse(workspace, today),
            lambda rehearsal: self._show_damages(rehearsal.damages, rehearsed=True),
            self.desk.warn,
        )

    def check(self) -> None:
        """Check the open file through and through."""
        workspace = self.desk.workspace
        self.strip.run(
            tr("Checking the file"),
            lambda progress: upkeep.check(workspace, progress),
            self._show_damages,
            self.desk.warn,
        )

    def _show_damages(self, damages: tuple[Damage, ...], *, rehearsed: bool = False) -> None:
        if rehearsed:
            self.show_all()
        good = (
            tr("The newest backup was restored in a scratch place and is in order.")
            if rehearsed
            else tr("The file is in order.")
        )
        bad = ntr("{n} problem:", "{n} problems:", len(damages))
        self._tell_health(bad if damages else good)
        for damage in damages[:20]:
            words = f"{damage.where}: {damage.what} {damage.remedy}"
            self.health_result.addWidget(label(words))

    def _tell_health(self, words: str) -> None:
        clear(self.health_result)
        self.health_result.addWidget(label(words))

    def _minutes(self, minutes: int) -> None:
        home.prefer("lock_minutes", minutes)
        self.minutes_chosen.emit(minutes)

    def _say(self, words: str) -> None:
        self.keyring_note.setText(tr(words))
