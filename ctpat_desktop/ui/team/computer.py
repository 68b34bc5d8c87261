"""Asks where a file is used that came from another computer of the team."""

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.team import joining
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.team.exchanger import Exchanger
from ctpat_desktop.ui.team.join_dialog import JoinDialog
from ctpat_desktop.ui.widgets.dialogs import ask_which


def ask_computer(parent: QWidget, exchanger: Exchanger) -> None:
    """Ask whether a file that came from another computer is used here now, or on both."""
    workspace = exchanger.desk.workspace
    words = tr(
        "{name} was used on another computer of the team before. A team takes changes of one file "
        "from one computer only: used on both, the two would contradict each other."
    )
    answers = (
        tr("Decide later"),
        tr("Used here now, not there any more"),
        tr("Used on both: join anew…"),
    )
    title = tr("Another computer")
    chosen = ask_which(parent, title, words.format(name=workspace.path.name), answers)
    settled = chosen == 1 and exchanger.desk.attempt(lambda: joining.settle_here(workspace))
    joined = chosen == 2 and bool(JoinDialog(parent, workspace).exec())
    if settled or joined:
        exchanger.exchange_now()
