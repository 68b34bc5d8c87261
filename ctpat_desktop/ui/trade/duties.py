"""The yearly duties: what is due when, why then, and where it is done."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.trade import duties
from ctpat_desktop.services.trade.duties import Duty
from ctpat_desktop.services.trade.letter import draft
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.due import Due, with_lateness
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.parts import (
    button,
    changer,
    chip,
    clear,
    go_there,
    label,
    redden,
    row,
    scrolled,
)


class DutiesView(RegisterView):
    """One line per duty, the nearest first."""

    tables = tuple(duties.WATCHED)

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.shown: tuple[Duty, ...] = ()
        self.empty = label("", muted=True)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(1, 3)
        self.grid.setColumnStretch(4, 2)
        inner = QFrame()
        column = QVBoxLayout(inner)
        column.addLayout(self.grid)
        column.addWidget(self.empty)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        words = tr(
            "Days in this list are the program's defaults or what you entered; CBP's letters "
            "decide."
        )
        outer.addWidget(label(words, muted=True))
        outer.addWidget(scrolled(inner), 1)
        self.letter_button = changer(tr("Draft the annual letter"), self.draft_letter, "primary")
        outer.addLayout(row(self.letter_button, button(tr("Print…"), self.preview), None))

    def show_all(self) -> None:
        """Read the duties anew."""
        desk = self.desk
        self.shown = duties.of_company(desk.scope)
        clear(self.grid)
        self.empty.setText(
            ""
            if self.shown
            else tr("No duties yet: they begin when the membership stands at applied or accepted.")
        )
        for number, duty in enumerate(self.shown):
            self._line(number, duty)

    def draft_letter(self) -> None:
        """Go to the letter that is due next, started where it is not there yet."""
        desk, made = self.desk, list[str]()
        desk.attempt(lambda: made.append(draft.waiting(desk.scope) or draft.draft(desk.scope)))
        if made:
            desk.go_to(Place("annual", table="annual_letter", record_id=made[0]))

    def preview(self) -> None:
        """Show the list as pages."""
        desk = self.desk
        show_pages(
            self.window(),
            desk,
            lambda _: duties.pdf(desk.scope),
        )

    def _line(self, number: int, duty: Duty) -> None:
        kind, word = state(duty, self.desk)
        due = Due(duty.due_on, self.desk.today)
        when = label(with_lateness(day_text(duty.due_on), due) or "-")
        redden(when, is_late=due.is_late)
        done = tr("last done {day}").format(day=day_text(duty.done_on)) if duty.done_on else ""
        go = go_there(duty.title, partial(self.desk.go_to, duty.place))
        parts: tuple[QWidget, ...] = (
            chip(word, kind),
            label(duty.title),
            when,
            label(done, muted=True),
            label(duty.basis, muted=True),
            go,
        )
        for place, part in enumerate(parts):
            self.grid.addWidget(part, number, place, Qt.AlignmentFlag.AlignTop)


def state(duty: Duty, desk: Desk) -> tuple[str, str]:
    """Return mark and word of a duty on the desk's day."""
    if duty.is_overdue(desk.today):
        return "bad", tr("Overdue")
    if duty.is_soon(desk.today):
        return "warn", tr("Soon")
    return "ok", tr("In time")
