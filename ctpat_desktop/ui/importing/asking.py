"""Opens the import of answers; what it needs is imported when it is first asked for."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask


def ask_answers(parent: QWidget, desk: Desk, flush: Callable[[], bool]) -> None:
    """Import answers step by step, once what is typed is saved."""
    from ctpat_desktop.ui.importing.answers import AnswersDialog

    if flush():
        ask(AnswersDialog(parent, desk))
    else:
        desk.say_held()
