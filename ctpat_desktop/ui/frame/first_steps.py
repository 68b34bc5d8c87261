"""The first steps in a new file: a card on Home that goes once all of them are done."""

from functools import partial

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ctpat_desktop.services.overview import first_steps
from ctpat_desktop.support import home
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.anew_card import AnewCard
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, chip, go_there, label, row, show_new

HIDDEN = "first_steps_hidden"
"""The choice of this computer that names the accounts whose first steps are not shown."""
MOST_HIDDEN = 100

FEW = 2
"""Open steps that stand alone: what is done is only counted then."""


class FirstSteps(QWidget):
    """Seven steps, each with its state and the way there."""

    def __init__(self, desk: Desk) -> None:
        """Start hidden."""
        super().__init__()
        self.desk = desk
        self.card = AnewCard()
        self._is_over = ""
        """The account whose steps were all done when they were last looked at."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card.frame)
        self.hide()

    def show_all(self) -> None:
        """Show the steps of the account looked at, unless all are done or they are hidden.

        The registers are looked at only once they are read anyway: the first picture comes before.
        """
        account, is_read = self.desk.account_id, self.desk.registers is not None
        is_kit = self.desk.dossier.kit is not None  # the company sets itself up elsewhere
        if not is_read or is_kit or account == self._is_over or account in _hidden():
            self.hide()
            return
        steps = first_steps.steps(self.desk.scope, self.desk.dossier)
        self._is_over = account if all(step.is_done for step in steps) else ""
        self.setVisible(not self._is_over)
        if not self._is_over:
            self._write(steps)

    def leave_out(self) -> None:
        """Hide the steps of this account for good, on this computer."""
        others = [name for name in _hidden() if name != self.desk.account_id]
        home.prefer(HIDDEN, [*others, self.desk.account_id][-MOST_HIDDEN:])
        self.hide()

    def _write(self, steps: list[first_steps.FirstStep]) -> None:
        column = self.card.anew(steps)
        if column is None:
            return
        done = sum(step.is_done for step in steps)
        title = tr("First steps · {done} of {all} done").format(done=done, all=len(steps))
        hide = button(tr("Hide"), self.leave_out, "link", tr("Hide the first steps"))
        head = row(label(title, h2=True), hide)
        head.setStretch(0, 1)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        for number, step in enumerate(steps):
            if step.is_done and len(steps) - done <= FEW:
                continue
            mark = chip(tr("Done"), "ok") if step.is_done else chip(tr("Open"), "note")
            go = go_there(step.title, partial(self.desk.go_to, step.place))
            grid.addWidget(mark, number, 0)
            grid.addWidget(label(f"{number + 1}. {step.title}", muted=step.is_done), number, 1)
            grid.addWidget(go, number, 2)
        column.addLayout(grid)
        show_new(self.card.frame)


def _hidden() -> list[str]:
    names = home.preferences().get(HIDDEN)
    return list(map(str, names)) if isinstance(names, list) else []
