"""Invites one more computer: its role, a file to send, and a code to say."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from ctpat_desktop.exchange.team.roster import ROLES
from ctpat_desktop.services.team import exchanging, roles
from ctpat_desktop.services.team.joining import Invitation
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.team.team_frame import TeamFrame
from ctpat_desktop.ui.widgets import clipboard
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

ENDING = ".ctpat-invite"
INVITES = "CTPAT (*.ctpat-invite)"
EDITOR = "editor"


class InviteDialog(TeamFrame):
    """Ask for role and days, write the invite, and show its code."""

    def __init__(self, parent: QWidget | None, desk: Desk, password: str) -> None:
        """Offer an editor for two weeks."""
        super().__init__(parent, tr("Invite to the team"))
        fit(self, 84, 20)
        self.desk, self._password = desk, password
        self.role = role_box(EDITOR)
        self.days = NumberBox()
        self.days.setRange(1, 90)
        self.days.setValue(14)
        self.days.setAccessibleName(tr("Days it is good for"))
        self.go_button = button(tr("Write the invite…"), self.ask_target, "primary")
        self.go_button.setDefault(True)
        self.code = CodeCard()
        self.code.hide()
        form = QFormLayout()
        form.addRow(tr("Role"), self.role)
        form.addRow(tr("Days it is good for"), row(self.days, None))
        about = tr(
            "An invite is a small file for one computer. Send it by mail or on a stick; say its "
            "code by telephone. Whoever has both can join once."
        )
        self.asked = QWidget()
        column = QVBoxLayout(self.asked)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(label(about))
        column.addLayout(form)
        self.column.addWidget(self.asked)
        self.column.addWidget(self.code)
        self.column.addStretch(1)
        self.lay_below(self.go_button)
        self.role.setFocus()

    def show_state(self) -> None:
        """Let nothing be asked twice."""
        is_busy = self.strip.current is not None
        allow(self.go_button, tr("The invite is being made.") if is_busy else "")

    def ask_target(self) -> None:
        """Ask where the invite goes, and write it."""
        folder = self.desk.workspace.path.parent
        name = str(folder / (tr("Invite to {name}").format(name=self._team()) + ENDING))
        target = ask_place(self, tr("Save the invite as"), name, INVITES, ENDING)
        if target is not None:
            self.write(target)

    def write(self, target: Path) -> None:
        """Make the invite, beside the window."""
        workspace, password = self.desk.workspace, self._password
        wanted = exchanging.Wanted(str(self.role.currentData()), self.days.value(), target)
        self.run(
            tr("Making the invite"),
            lambda _: exchanging.invite(workspace, password, wanted),
            partial(self._done, target),
        )

    def _team(self) -> str:
        return self.desk.workspace.path.stem

    def _done(self, target: Path, made: Invitation) -> None:
        self.asked.hide()
        self.go_button.hide()
        days = ntr("{n} day", "{n} days", self.days.value())
        self.code.show_code(target, made.code, days)
        self.code.show()
        self.code.copy_button.setFocus()


class CodeCard(QWidget):
    """The code of an invite, large, and what to do with both."""

    def __init__(self) -> None:
        """Start without a code."""
        super().__init__()
        frame, inner = card()
        inner.setContentsMargins(20, 18, 20, 18)
        self.where = label("")
        self.words = label("", h1=True)
        self.words.setAccessibleName(tr("Code of the invite"))
        self.copy_button = button(tr("Copy the code"), self._copy)
        self.note = label("", muted=True)
        inner.addWidget(label(tr("Code of the invite"), muted=True))
        inner.addWidget(self.words)
        inner.addLayout(row(self.copy_button, self.note, None))
        about = tr("Say this code by telephone; do not mail it with the file.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.where)
        column.addWidget(frame)
        column.addWidget(label(about, h2=True))
        column.addWidget(label(tr("It is shown only here and only now."), muted=True))

    def show_code(self, target: Path, code: str, days: str) -> None:
        """Show the code of a file that was written."""
        words = tr("The invite {name} is written. It is good for {days}, for one computer.")
        self.where.setText(words.format(name=target.name, days=days))
        self.words.setText(code)

    def _copy(self) -> None:
        clipboard.copy_text(self.words.text())
        self.note.setText(tr("Copied; it is taken off the clipboard in half a minute."))


def role_box(chosen: str) -> ChoiceBox:
    """Return a list of the roles, one of them chosen."""
    box = ChoiceBox()
    box.setAccessibleName(tr("Role"))
    for role in ROLES:
        box.addItem(roles.words(role), role)
    box.setCurrentIndex(box.findData(chosen))
    return box
