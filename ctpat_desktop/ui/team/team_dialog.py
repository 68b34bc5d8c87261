"""The team of the open file: who is in it, what waits to go out, and what may be done."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.services.team import exchanging, joining
from ctpat_desktop.services.team.exchanging import Exchange
from ctpat_desktop.services.team.standing import OpenInvite, Person, Standing, standing
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import Job
from ctpat_desktop.ui.team import words
from ctpat_desktop.ui.team.computer import ask_computer
from ctpat_desktop.ui.team.exchanger import Exchanger
from ctpat_desktop.ui.team.invite_dialog import InviteDialog
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.team.member_dialogs import NameDialog, PasswordDialog, RoleDialog
from ctpat_desktop.ui.team.people_table import PeopleTable
from ctpat_desktop.ui.team.place_dialog import PlaceDialog
from ctpat_desktop.ui.team.rights import Rights
from ctpat_desktop.ui.team.start_dialog import StartDialog
from ctpat_desktop.ui.team.team_frame import TeamFrame
from ctpat_desktop.ui.team.ways_in import WaysIn
from ctpat_desktop.ui.widgets.dialogs import ask, confirm
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, flow, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class TeamDialog(TeamFrame):
    """Two ways into a team, or the team.

    `made` is a new file that joined a team and is to be opened, else None.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, exchanger: Exchanger) -> None:
        """Show how the open file stands."""
        super().__init__(parent, tr("Team"))
        fit(self, 108, 34)
        self.desk, self.exchanger = desk, exchanger
        self.made: Any = None
        self.standing: Standing | None = None
        self.ways = WaysIn(self.ask_start, self.ask_join)
        self.people = PeopleTable()
        self.where, self.waits = label("", h2=True), label("")
        self.last, self.notes = label(""), label("", muted=True)
        self.exchange_button = button(
            tr("E&xchange now"), self.exchange, "primary", tr("Exchange now")
        )
        self.invite_button = button(tr("&Invite…"), self.ask_invite, "", tr("Invite…"))
        self.role_button = button(tr("Change &role…"), self.ask_role, "", tr("Change role…"))
        self.name_button = button(tr("Re&name…"), self.ask_name, "", tr("Rename…"))
        self.remove_button = button(tr("Re&move…"), self.ask_remove, "", tr("Remove…"))
        self.leave_button = button(
            tr("&Leave the team…"), self.ask_leave, "", tr("Leave the team…")
        )
        self.place_button = button(tr("Change…"), self.ask_place, "link", tr("Change the place"))
        offer(self.people, self.role_button, self.name_button, self.remove_button)
        self._lay()
        self.people.itemSelectionChanged.connect(self.show_state)
        exchanger.began.connect(self.show_state)
        exchanger.ended.connect(self._exchanged)
        exchanger.failed.connect(self._failed)
        self.show_all()
        (self.people if self.standing is not None else self.ways.start_button).setFocus()

    def show_all(self) -> None:
        """Show how the team stands now."""
        now = self.standing = standing(self.desk.workspace)
        self.ways.setVisible(now is None)
        self.inside.setVisible(now is not None)
        self.exchange_button.setVisible(now is not None)
        self.exchange_button.setDefault(now is not None)
        if now is not None:
            self.where.setText(tr("The team meets in {place}.").format(place=now.place))
            self.waits.setText(
                ntr("{n} change waits to go out.", "{n} changes wait to go out.", now.waiting)
                if now.waiting
                else tr("Everything that was changed here went out.")
            )
            self.people.show_standing(now)
        self.show_state()

    def show_state(self) -> None:
        """Gray what the own role does not allow, or what can do nothing now."""
        rights = Rights(self.standing, self.desk.workspace.reading_only, self._busy())
        chosen = self.people.chosen()
        start = rights.start(is_encrypted=self.desk.workspace.is_encrypted)
        allow(self.ways.start_button, start, self.ways.reason)
        allow(self.ways.join_button, self._busy())
        allow(self.exchange_button, rights.exchange())
        allow(self.invite_button, rights.invite())
        allow(self.role_button, rights.role(chosen))
        allow(self.name_button, rights.name(chosen))
        allow(self.remove_button, rights.remove(chosen))
        allow(self.leave_button, rights.leave())
        allow(self.place_button, rights.leave())
        self._show_last()

    def exchange(self) -> None:
        """Exchange changes now; the password of the server is asked where nobody has it."""
        self.banner.read()
        self.exchanger.exchange_now()

    def ask_start(self) -> None:
        """Start a team, and bring the whole file there."""
        dialog = StartDialog(self, self.desk)
        if dialog.exec():
            self.exchanger.password = dialog.password
            self.say_note(dialog.note)
            self.show_all()
            self.people.setFocus()
            self.exchanger.exchange_now()

    def ask_join(self) -> None:
        """Join another team in a new file, and open that."""
        dialog = JoinDialog(self)
        if dialog.exec() and dialog.made is not None:
            self.made = dialog.made
            self.accept()

    def ask_invite(self) -> None:
        """Invite one more computer."""
        InviteDialog(self, self.desk, self.exchanger.password).exec()
        self.show_all()

    def ask_role(self) -> None:
        """Give the person who is chosen another role."""
        person = self.people.chosen()
        if not isinstance(person, Person):
            return
        dialog = RoleDialog(self, person)
        if ask(dialog):
            self._deed(tr("Changing the role"), exchanging.change_role, person.device, dialog.role)

    def ask_name(self) -> None:
        """Give the person who is chosen another name."""
        person = self.people.chosen()
        if not isinstance(person, Person):
            return
        dialog = NameDialog(self, person)
        if ask(dialog):
            self._deed(tr("Renaming"), exchanging.rename, person.device, dialog.line.text())

    def ask_remove(self) -> None:
        """Take the person, or the open invite, that is chosen out of the team."""
        chosen = self.people.chosen()
        if isinstance(chosen, OpenInvite):
            text = tr("Take this invite back? Nobody can join with it any more.")
            if confirm(self, tr("Remove from the team"), text):
                self._remove(chosen.id)
        elif chosen is not None:
            text = tr(
                "Remove {name} from the team?\n\nWhat {name} hands out from now on does not count, "
                "and nothing new can be read there. What {name} has already stays there: nobody "
                "can take it back."
            )
            if confirm(self, tr("Remove from the team"), text.format(name=chosen.name)):
                self._remove(chosen.device)

    def ask_leave(self) -> None:
        """Let the open file be in no team any more."""
        text = tr(
            "Leave the team with this file?\n\nAll that is in it stays, and can be worked on. "
            "Nothing goes out of it and nothing comes in any more; to come back takes a new "
            "invite. The others see this computer in their list until an owner removes it."
        )
        if self.standing is not None and is_last_owner(self.standing):
            text += "\n\n" + tr("Nobody else is an owner: nobody could invite or remove then.")
        if confirm(self, tr("Leave the team"), text):
            self.desk.attempt(lambda: joining.leave(self.desk.workspace))
            self.exchanger.forget()
            self.show_all()

    def ask_place(self) -> None:
        """Say anew where the team meets, and exchange there."""
        dialog = PlaceDialog(self, self.desk)
        if ask(dialog):
            self.banner.read()
            self.exchanger.password = dialog.password
            self.say_note(dialog.note)
            self.show_all()
            self.exchanger.exchange_now()

    def ask_password(self, why: str) -> None:
        """Ask for the password of the server, and exchange with it."""
        place = self.standing.place if self.standing is not None else ""
        dialog = PasswordDialog(self, place, why)
        if ask(dialog):
            self.exchanger.password = dialog.line.text()
            self.exchange()

    def say_note(self, note: str) -> None:
        """Say why no keyring has the password."""
        if note:
            self.banner.say(words.asked_each_time(note))

    def _remove(self, device: str) -> None:
        workspace, password = self.desk.workspace, self.exchanger.password
        self.run(
            tr("Removing from the team"),
            lambda progress: exchanging.remove(workspace, password, device, progress),
            lambda _: self.show_all(),
        )

    def _deed(self, text: str, deed: Callable[..., object], device: str, value: str) -> None:
        workspace, password = self.desk.workspace, self.exchanger.password
        job: Job = lambda _: deed(workspace, password, device, value)  # noqa: E731
        self.run(text, job, lambda _: self.show_all())

    def _busy(self) -> str:
        if self.exchanger.running is not None:
            return tr("Changes are being exchanged.")
        return tr("This is still being done.") if self.strip.current is not None else ""

    def _exchanged(self, exchange: Exchange) -> None:
        self.show_all()
        if exchange.wants_password:
            self.ask_password(exchange.wants_password)
        elif exchange.is_elsewhere:
            ask_computer(self, self.exchanger)

    def _failed(self, text: str) -> None:
        self.show_all()
        if text:
            self.banner.say(text)

    def _show_last(self) -> None:
        last = words.result(self.exchanger.last, self.exchanger.last_at)
        self.last.setText(tr("Exchanging…") if self.exchanger.running is not None else last)
        notes = self.exchanger.last.report.notes if self.exchanger.last is not None else []
        self.notes.setText("\n".join(words.shortened(notes)))
        self.notes.setVisible(bool(notes))

    def _lay(self) -> None:
        self.inside = QWidget()
        inner = QVBoxLayout(self.inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        where = row(self.where, self.place_button)
        where.setStretch(0, 1)
        inner.addLayout(where)
        for line in (self.waits, self.last, self.notes):
            inner.addWidget(line)
        inner.addWidget(self.people, 1)
        buttons = (self.invite_button, self.role_button, self.name_button, self.remove_button)
        inner.addLayout(flow(*buttons, None, self.leave_button))
        self.column.addWidget(self.ways, 1)
        self.column.addWidget(self.inside, 1)
        self.column.addWidget(self.strip)
        self.column.addLayout(row(None, self.close_button, self.exchange_button))
        for one in (*buttons, self.leave_button, self.place_button):
            one.setAutoDefault(False)


def is_last_owner(standing: Standing) -> bool:
    """Return whether this computer is the only one that may change who is in the team."""
    owners = [one for one in standing.people if one.roles.get("*") == "owner"]
    return len(standing.people) > 1 and [one.is_me for one in owners] == [True]
