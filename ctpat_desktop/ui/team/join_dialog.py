"""Joins a team with an invite: in a new file, or with a copy of the team's file that is open."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ctpat_desktop.exchange.team.invites import InviteFile
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.services.team import exchanging, joining, places
from ctpat_desktop.services.team.exchanging import Entrance
from ctpat_desktop.services.team.rounds import Report
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.team.invite_dialog import ENDING
from ctpat_desktop.ui.team.place_form import PlaceForm
from ctpat_desktop.ui.team.start_dialog import computer_name
from ctpat_desktop.ui.team.team_frame import TeamFrame
from ctpat_desktop.ui.team.words import asked_each_time
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

FILES = "CTPAT (*.ctpat)"


class JoinDialog(TeamFrame):
    """First the invite and its code, then where this computer meets the team, then a new file.

    `made` is the new file once it was written, and stays None until then.
    """

    def __init__(self, parent: QWidget | None, copy: Workspace | None = None) -> None:
        """Wait for an invite; `copy` is an open file that joins itself, as another computer."""
        super().__init__(parent, tr("Join a team"))
        fit(self, 92, 28)
        self._copy = copy
        self.made: Path | None = None
        self.note = ""
        """Why no keyring has the password of the server."""
        self.invited: InviteFile | None = None
        self.invite, self.code = QLineEdit(), QLineEdit()
        self.invite.setAccessibleName(tr("Invite"))
        self.code.setAccessibleName(tr("Code"))
        self.code.setPlaceholderText(tr("Four words that were said to you"))
        self.name = QLineEdit(computer_name())
        self.name.setAccessibleName(tr("Name of this computer"))
        self.place = PlaceForm()
        self.outcome = label("")
        self.look_button = button(tr("Open the invite"), self.look, "primary")
        go = tr("Join in a new file…") if copy is None else tr("Join with this file")
        self.go_button = button(go, self.ask_target, "primary")
        opens = tr("Open the new file") if copy is None else tr("Go on")
        self.open_button = button(opens, self.accept, "primary")
        self._lay()
        for line in (self.invite, self.code):
            line.textChanged.connect(lambda _: self._forget())
        self.name.textChanged.connect(lambda _: self.show_state())
        self.place.changed.connect(self.show_state)
        self.show_state()
        takes_file(self, self.take_named, f"(*{ENDING})", self.choose)
        self.invite.setFocus()

    def ask_invite(self) -> None:
        """Ask for the file of the invite."""
        kinds = f"CTPAT (*{ENDING});;All (*)"
        name = ask_file(self, tr("Choose the invite"), kinds)
        if name:
            self.take_named(Path(name))

    def take_named(self, path: Path) -> None:
        """Name the invite, and go on to its code."""
        self.invite.setText(str(path))
        self.code.setFocus()

    def look(self) -> None:
        """Open the invite with its code, and offer the place it names."""
        path, code = Path(self.invite.text().strip()), self.code.text()
        self.run(
            tr("Opening the invite"), lambda _: joining.opened_invite(path, code), self._opened
        )

    def ask_target(self) -> None:
        """Ask where the new file goes and for its passphrase, and join."""
        entrance = self._entrance()
        if entrance is None:
            return
        if self._copy is not None:
            self.join_with(self._copy, entrance)
            return
        name = str(Path(self.invite.text().strip()).with_name("team.ctpat"))
        target = ask_place(self, tr("Save the new workspace as"), name, FILES, ".ctpat")
        if target is None:
            return
        secret = PassphraseDialog(self, tr("Passphrase of the new workspace"), (target.stem,))
        accepted = secret.exec() == PassphraseDialog.DialogCode.Accepted
        passphrase = secret.passphrase
        secret.deleteLater()  # it keeps nothing typed
        if accepted:
            self.join(target, passphrase, entrance)

    def join(self, target: Path, passphrase: str, entrance: Entrance) -> None:
        """Make the new file and take in what the team has, beside the window."""

        def join(progress: Progress) -> Report:
            report = exchanging.join_anew(target, passphrase, entrance, progress)
            self.note = remember(entrance)
            return report

        self.run(tr("Joining the team"), join, partial(self._done, target))

    def join_with(self, workspace: Workspace, entrance: Entrance) -> None:
        """Join with a file that is open, beside the window."""

        def join(progress: Progress) -> Report:
            report = exchanging.join_again(workspace, entrance, progress)
            self.note = remember(entrance)
            return report

        self.run(tr("Joining the team"), join, partial(self._done, workspace.path))

    def show_state(self) -> None:
        """Show the step that is next, and say what is missing for it."""
        busy = tr("This is still being done.") if self.strip.current is not None else ""
        is_open, is_made = self.invited is not None, self.made is not None
        typed = self.invite.text().strip() and self.code.text().strip()
        missing = "" if typed else tr("Choose the invite and type its code.")
        allow(self.look_button, busy or missing)
        missing = "" if self.name.text().strip() else tr("Give this computer a name.")
        allow(self.go_button, busy or missing or self.place.why_not())
        self.second.setVisible(is_open and not is_made)
        for widget in (self.invite, self.code, self.choose):
            widget.setEnabled(not is_made)
        self.look_button.setVisible(not is_open)
        self.go_button.setVisible(is_open and not is_made)
        self.open_button.setVisible(is_made)
        for one in (self.look_button, self.go_button, self.open_button):
            one.setDefault(not one.isHidden())

    def _entrance(self) -> Entrance | None:
        if self.invited is None:
            return None
        try:
            place = self.place.place()
        except Problem as problem:
            self.banner.say(problem.line())
            return None
        return Entrance(self.invited, place, self.place.password(), self.name.text())

    def _opened(self, invited: InviteFile) -> None:
        self.invited = invited
        self.place.show_place(invited.place)
        self.show_state()
        is_ready = not self.place.why_not()
        (self.name if is_ready else self.place).setFocus()

    def _forget(self) -> None:
        self.invited = None
        self.show_state()

    def _done(self, target: Path, report: Report) -> None:
        self.made = target
        self.place.server.password.clear()
        taken = ntr("{n} change came in.", "{n} changes came in.", report.taken)
        words = tr("You are in the team. {taken}").format(taken=taken)
        self.outcome.setText(" ".join([words, *report.notes, self.note]).strip())
        self.show_state()
        self.open_button.setFocus()

    def _lay(self) -> None:
        self.choose = button(tr("Choose…"), self.ask_invite)
        self.choose.setAutoDefault(False)
        file = row(self.invite, self.choose)
        file.setStretch(0, 1)
        first, second = QFormLayout(), QFormLayout()
        first.addRow(tr("Invite"), file)
        first.addRow(tr("Code"), self.code)
        second.addRow(tr("Name of this computer"), self.name)
        second.addRow(tr("The team meets in"), self.place)
        self.second = QWidget()
        self.second.setLayout(second)
        second.setContentsMargins(0, 0, 0, 0)
        about = tr(
            "Choose the invite you were sent and type the code you were told. All the team has "
            "comes into a new file on this computer, under a passphrase of your own."
        )
        if self._copy is not None:
            about = tr(
                "This file joins as another computer of the team. Both need a place of their own "
                "in the list, so ask an owner for an invite for this one."
            )
        self.column.addWidget(label(about))
        self.column.addLayout(first)
        self.column.addWidget(self.second)
        self.column.addWidget(self.outcome)
        self.column.addStretch(1)
        self.lay_below(self.look_button, self.go_button, self.open_button)


def remember(entrance: Entrance) -> str:
    """Keep the password of a server in the keyring; return "" or why it is asked each time."""
    if not entrance.password:
        return ""
    server = places.server_of(entrance.place)
    return asked_each_time(places.remember(replace(server, password=entrance.password)))
