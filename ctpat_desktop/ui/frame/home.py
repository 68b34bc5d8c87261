"""Home: how complete, what next, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support.dates import anniversary_in, day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame.year_strip import Due as Mark
from ctpat_desktop.ui.frame.year_strip import YearStrip
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.finding_row import FindingRow
from ctpat_desktop.ui.widgets.parts import (
    button,
    card,
    chip,
    clear,
    fit_anew,
    label,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.workspace.changes import Changes

if TYPE_CHECKING:
    from ctpat_desktop.services.deadlines.due_list import DueList

MOST_NEXT = 5
"""Findings the page names as next steps."""
MOST_LATE = 5
"""Late days the page names; the rest is a count."""

_read_days = later("ctpat_desktop.services.deadlines.due_list:of_account")
_moves_days = later("ctpat_desktop.services.deadlines.due_list:moves_days")


class HomePage(Page):
    """The first page of an open account."""

    shows_findings = True

    def __init__(self, desk: Desk) -> None:
        """Show the account as it is now."""
        super().__init__()
        self.desk = desk
        self.clocks: DueList | None = None
        inner = QWidget()
        self.column = page_column(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(inner)
        outer.addWidget(self.area)
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show everything anew; the days only where one can have moved."""
        if self.clocks is not None and _moves_days(changes):
            self.clocks = None
        self._build()

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def show_all(self) -> None:
        """Build greeting, bars, next steps and the strip, all of it read anew."""
        self.clocks = None
        self._build()

    def _build(self) -> None:
        clear(self.column)
        musts = sum(row.must_open for row in self.desk.review.progress)
        found = self.desk.review.count
        if self.desk.registers is None:  # only the answers were looked at so far
            words = tr("Looking through the records…")
        elif not found:
            words = tr("Nothing is missing.")
        elif musts:
            words = unanswered(musts) + ". "
            words += ntr("{n} finding in all.", "{n} findings in all.", found)
        else:
            words = tr("Every Must is answered.") + " "
            words += ntr("{n} finding left.", "{n} findings left.", found)
        self.column.addWidget(label(words, h1=True))
        self.column.addWidget(label(self._window_words(), muted=True))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._progress(), 5)
        line.addWidget(self._next(), 4)
        late = self._late()
        if late is not None:
            self.column.addWidget(late)
        self.column.addWidget(self._strip())
        self.column.addLayout(line)
        self.column.addStretch(1)
        fit_anew(self.area)

    def _window_words(self) -> str:
        day = next_anniversary(self.desk.dossier, self.desk.today)
        if day is None:
            return tr("Type the anniversary date under Company to see when the review opens.")
        opens = self._opens(day)
        if opens <= self.desk.today:
            return tr("The annual review window is open until {day}.").format(day=day_text(day))
        left = (opens - self.desk.today).days
        return tr("The annual review window opens in {n} days ({day}).").format(
            n=left, day=day_text(opens)
        )

    def _opens(self, closes: date) -> date:
        """Return the day on which the review window that closes then opens."""
        days = int(settings.get(self.desk.workspace, "review.window_days"))
        return closes - timedelta(days=days)

    def _progress(self) -> QWidget:
        rows = [row for row in self.desk.review.progress if row.section != "company"]
        done, total = sum(r.answered for r in rows), sum(r.total for r in rows)
        frame, column = card()
        year = self.desk.dossier.profile.year
        title = tr("Profile {year} · {done} of {all} answered")
        column.addWidget(label(title.format(year=year, done=done, all=total), h2=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for number, part in enumerate(rows):
            short = self.desk.dossier.edition.category(int(part.section)).short
            link = button(short, partial(self._go, part.section), "link", f"Go to {short}")
            bar = QProgressBar()
            bar.setRange(0, part.total)
            bar.setValue(part.answered)
            bar.setTextVisible(False)
            bar.setProperty("short", part.answered < part.total)
            bar.setAccessibleName(f"{short}: {part.answered} of {part.total}")
            grid.addWidget(link, number, 0)
            grid.addWidget(bar, number, 1)
            count = label(f"{part.answered} / {part.total}", muted=True)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(count, number, 2)
        column.addLayout(grid)
        column.addStretch(1)
        return frame

    def _next(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("Do next"), h2=True))
        count = self.desk.review.count
        for finding in self.desk.review.first(MOST_NEXT):
            short = replace(finding, reason=_short(finding.reason, 56))
            column.addWidget(FindingRow(short, self.desk.go))
        if not count:
            column.addWidget(label(tr("The profile is complete. Export it when you are ready.")))
        else:
            words = ntr("The one finding ›", "All {n} findings ›", count)
            column.addWidget(button(words, lambda: self._go("findings"), "link"))
        column.addStretch(1)
        return frame

    def _late(self) -> QWidget | None:
        """Return what is late, the latest first; None while nothing is, or is known."""
        self._read_clocks()
        if self.clocks is None:
            return None
        today = self.desk.today
        overdue = self.clocks.late(today)
        if not overdue:
            return None
        frame, column = card()
        title = tr("Late ({n})").format(n=len(overdue))
        column.addWidget(label(title, h2=True))
        for one in overdue[:MOST_LATE]:
            mark = chip(one.due(today).words, "bad")
            what = label(f"{one.title}, {day_text(one.on)}")
            go = button(tr("Go there"), partial(self.desk.go_to, one.place), "link", one.title)
            line = row(mark, what, go)
            line.setStretch(1, 1)
            column.addLayout(line)
        if len(overdue) > MOST_LATE:
            words = tr("And {n} more under Deadlines ›").format(n=len(overdue) - MOST_LATE)
            column.addWidget(button(words, lambda: self._go("deadlines"), "link"))
        return frame

    def _read_clocks(self) -> None:
        """Read what falls due, late or within a year; not before the first picture."""
        if self.clocks is not None or self.desk.registers is None:
            return
        self.clocks = _read_days(self.desk.scope)

    def _strip(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("The next twelve months"), h2=True))
        self._read_clocks()
        column.addWidget(self._year())
        return frame

    def _year(self) -> YearStrip:
        today, anniversary = self.desk.today, next_anniversary(self.desk.dossier, self.desk.today)
        window = (self._opens(anniversary), anniversary) if anniversary else None
        found = self.clocks.ahead(today) if self.clocks else []
        dues = [Mark(row.on, row.what) for row in found]
        return YearStrip(today, dues, window)

    def _go(self, section: str) -> None:
        self.desk.go_to(Place(section))


def next_anniversary(dossier: Book, today: date) -> date | None:
    """Return the next anniversary of the account, or None when none is typed."""
    day = dossier.account.anniversary
    if day is None:
        return None
    for year in (today.year, today.year + 1):
        candidate = anniversary_in(day, year)
        if candidate >= today:
            return candidate
    return None


def _short(title: str, room: int = 24) -> str:
    return title if len(title) <= room else f"{title[: room - 1]}…"
