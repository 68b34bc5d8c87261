"""What the menu, the start page and the messages of a team begin."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.team.standing import standing
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.team.exchanger import Exchanger
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.team.member_dialogs import PasswordDialog
from ctpat_desktop.ui.team.team_dialog import TeamDialog
from ctpat_desktop.ui.widgets.dialogs import ask


def show_team(parent: QWidget, desk: Desk, exchanger: Exchanger) -> Path | None:
    """Show the team of the open file; return a new file that joined one and is to be opened."""
    dialog = TeamDialog(parent, desk, exchanger)
    dialog.exec()
    made: Path | None = dialog.made
    return made


def ask_join(parent: QWidget) -> Path | None:
    """Join a team in a new file; return that file where it is to be opened."""
    dialog = JoinDialog(parent)
    return dialog.made if dialog.exec() else None


def ask_password(parent: QWidget, exchanger: Exchanger) -> None:
    """Ask for the password of the team's server, and exchange with it."""
    now, last = standing(exchanger.desk.workspace), exchanger.last
    if now is None:
        return
    dialog = PasswordDialog(parent, now.place, last.wants_password if last is not None else "")
    if ask(dialog):
        exchanger.password = dialog.line.text()
        exchanger.exchange_now()
