"""The three things Home says first: the next step, the progress, and what is due."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Finding, Place
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.anew_card import AnewCard
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.finding_row import SEVERITY_CHIP
from ctpat_desktop.ui.widgets.parts import button, chip, go_there, label, row, show_new
from ctpat_desktop.ui.widgets.theme import letters

if TYPE_CHECKING:
    from ctpat_desktop.services.deadlines.due_list import DueList

MOST_DUE = 3
"""Days that are named; the rest is a count."""
NARROW = 100
"""Letters two cards need side by side."""


class HomeTop(QWidget):
    """Three cards; `unfold` shows what lies behind them."""

    def __init__(self, desk: Desk, unfold: Callable[[], object]) -> None:
        """Start empty."""
        super().__init__()
        self.desk, self.unfold = desk, unfold
        self.next, self.progress, self.due = AnewCard(), AnewCard(), AnewCard()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.next.frame)
        self.pair = QHBoxLayout()
        self.pair.setSpacing(16)
        self.pair.addWidget(self.progress.frame, 4)
        self.pair.addWidget(self.due.frame, 5)
        column.addLayout(self.pair)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the two cards below each other where a line would have no room for its words."""
        super().resizeEvent(event)
        is_narrow = event.size().width() < letters(NARROW)
        way = QBoxLayout.Direction
        self.pair.setDirection(way.TopToBottom if is_narrow else way.LeftToRight)

    def forget(self) -> None:
        """Write everything anew the next time."""
        for part in (self.next, self.progress, self.due):
            part.forget()

    def show_all(self, clocks: DueList | None) -> None:
        """Show the account as it is now; `clocks` are its days once they are read."""
        self._show_next()
        self._show_progress()
        self._show_due(clocks)
        for part in (self.next, self.progress, self.due):
            show_new(part.frame)

    def _show_next(self) -> None:
        """Show the one step that is worth most, with the button that goes there."""
        is_read = self.desk.registers is not None
        first = self.desk.review.first(1) if is_read else []
        column = self.next.anew((is_read, first))
        if column is None:
            return
        column.addWidget(label(tr("Next step"), h2=True))
        if not is_read:
            column.addWidget(label(tr("Looking through the records…"), muted=True))
        elif first:
            self._say_finding(column, first[0])
        else:
            done = label(tr("The profile is complete. Export it when you are ready."))
            go = partial(self.desk.go_to, Place("exports"))
            line = row(done, button(tr("Export and print"), go, "primary"))
            line.setStretch(0, 1)
            column.addLayout(line)

    def _say_finding(self, column: QVBoxLayout, finding: Finding) -> None:
        kind, word = SEVERITY_CHIP[finding.severity]
        head = row(chip(tr(word), kind), label(finding.reason))
        head.setStretch(1, 1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addLayout(head)
        words.addWidget(label(finding.remedy, muted=True))
        go = go_there(finding.place.label, partial(self.desk.go, finding), "primary")
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addLayout(words, 1)
        line.addWidget(go)
        column.addLayout(line)

    def _show_progress(self) -> None:
        rows = [part for part in self.desk.review.progress if part.section != "company"]
        done, total = sum(part.answered for part in rows), sum(part.total for part in rows)
        musts, year = sum(part.must_open for part in rows), self.desk.dossier.profile.year
        column = self.progress.anew((done, total, musts, year))
        if column is None:
            return
        column.addWidget(label(tr("Progress"), h2=True))
        words = tr("Profile {year} · {done} of {all} answered")
        column.addWidget(label(words.format(year=year, done=done, all=total)))
        bar = QProgressBar()
        bar.setRange(0, max(total, 1))
        bar.setValue(done)
        bar.setTextVisible(False)
        bar.setProperty("short", done < total)
        bar.setAccessibleName(tr("{done} of {all} criteria answered").format(done=done, all=total))
        column.addWidget(bar)
        open_musts = unanswered(musts) if musts else tr("Every Must is answered.")
        column.addWidget(label(open_musts, muted=True))
        column.addWidget(button(tr("Section by section ›"), self.unfold, "link"))
        column.addStretch(1)

    def _show_due(self, clocks: DueList | None) -> None:
        """Show what is late, the latest first, then what comes next."""
        today = self.desk.today
        late = clocks.late(today) if clocks is not None else []
        ahead = clocks.ahead(today) if clocks is not None else []
        column = self.due.anew((late, ahead[:MOST_DUE], len(ahead), clocks is None, today))
        if column is None:
            return
        title = tr("Late ({n})").format(n=len(late)) if late else tr("Due next")
        column.addWidget(label(title, h2=True))
        if clocks is None:
            column.addWidget(label(tr("Looking through the records…"), muted=True))
        elif not (late or ahead):
            column.addWidget(label(tr("Nothing is due within a year."), muted=True))
        for one in [*late, *ahead][:MOST_DUE]:
            mark = chip(one.due(today).words, "bad" if one in late else "note")
            what = label(one.dated)
            go = go_there(one.title, partial(self.desk.go_to, one.place))
            line = row(mark, what, go)
            line.setStretch(1, 1)
            column.addLayout(line)
        more = len(late) + len(ahead) - MOST_DUE
        if more > 0 and self.desk.dossier.kit is None:  # a kit has no such page
            words = tr("And {n} more under Deadlines ›").format(n=more)
            column.addWidget(button(words, partial(self.desk.go_to, Place("deadlines")), "link"))
        column.addStretch(1)
