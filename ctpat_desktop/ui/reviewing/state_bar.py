"""How far answers are, with the buttons that say so; beside one answer or below a list of them."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from ctpat_desktop.services.reviewing import states
from ctpat_desktop.services.reviewing.states import APPROVED, DRAFT, READY, SENT_BACK
from ctpat_desktop.services.reviewing.subject import Subject
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.reviewing.dialogs import SendBackDialog, ask_words
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import changer

CHIPS = {DRAFT: "note", READY: "warn", APPROVED: "ok", SENT_BACK: "bad"}
"""The kind of mark each state has; its word says it too."""
ACTS = {
    READY: N_("Ready"),
    APPROVED: N_("Approve"),
    SENT_BACK: N_("Send back…"),
    DRAFT: N_("Back to draft"),
}
"""What the button of each state says."""


class StateButtons:
    """One button for each state; `chosen` are the answers they are about, `flush` saves typing."""

    def __init__(self, owner: QWidget, desk: Desk, chosen: Callable[[], Sequence[Subject]]) -> None:
        """Make the buttons; they are put where there is room for them."""
        self.owner, self.desk, self.chosen = owner, desk, chosen
        self.flush: Callable[[], bool] = lambda: True
        self.buttons = {state: self._button(state) for state in ACTS}

    def put(self, state: str) -> None:
        """Say how far the chosen answers are, once typing is saved."""
        subjects = self.chosen()
        if not subjects:
            return
        if state == SENT_BACK:
            window = self.owner.window()
            ask_words(lambda: SendBackDialog(window, self.desk, subjects), self.flush)
        elif self.flush():
            self.desk.attempt(lambda: states.put(self.desk.scope, subjects, state))

    def _button(self, state: str) -> QPushButton:
        return changer(tr(ACTS[state]), lambda: self.put(state))
