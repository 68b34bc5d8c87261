"""Home: how complete, what next, what is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.support import home
from ctpat_desktop.support.dates import anniversary_in, day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.frame.anew_card import AnewCard
from ctpat_desktop.ui.frame.first_steps import FirstSteps
from ctpat_desktop.ui.frame.home_top import HomeTop
from ctpat_desktop.ui.frame.year_strip import Due as Mark
from ctpat_desktop.ui.frame.year_strip import YearStrip
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.finding_row import FindingRow
from ctpat_desktop.ui.widgets.parts import (
    button,
    fit_anew,
    label,
    page_column,
    said_of,
    scrolled,
    show_new,
)
from ctpat_desktop.workspace.changes import Changes

if TYPE_CHECKING:
    from ctpat_desktop.services.deadlines.due_list import DueList

MOST_NEXT = 5
"""Findings the page names as next steps."""
MORE = "home_shows_more"
"""The choice of this computer whether the page shows what lies behind its first three things."""

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
        self.title, self.window_line = label("", h1=True), label("", muted=True)
        self.top, self.steps = HomeTop(desk, self.unfold), FirstSteps(desk)
        self.progress, self.next, self.strip = AnewCard(), AnewCard(), AnewCard()
        self.fold_button = button("", self._fold_or_unfold, "link")
        self.more = QWidget()
        inner = QWidget()
        self.column = page_column(inner)
        shown = (self.title, self.window_line, self.steps, self.top, self.fold_button, self.more)
        for part in shown:
            self.column.addWidget(part)
        self._lay_more()
        self.column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.area = scrolled(inner)
        outer.addWidget(self.area)
        self.show_all()

    def unfold(self) -> None:
        """Show the months, each section and the next five steps too."""
        self._fold(is_shown=True)

    def take_keyboard(self) -> bool:
        """Put the keyboard on the next step, once there is one."""
        buttons = self.top.findChildren(QPushButton)
        step = next((one for one in buttons if one.property("primary")), None)
        if step is not None:
            step.setFocus(Qt.FocusReason.OtherFocusReason)
        return step is not None

    def refresh(self, changes: Changes) -> None:
        """Show what is another now; the days are read only where one can have moved."""
        if self.clocks is not None and _moves_days(changes):
            self.clocks = None
        self._show()

    def flush(self) -> bool:
        """Nothing is typed here."""
        return True

    def show_all(self) -> None:
        """Write greeting, bars, next steps and the strip, all of it read anew."""
        self.clocks = None
        for part in (self.top, self.progress, self.next, self.strip):
            part.forget()
        self._show()

    def _show(self) -> None:
        self.title.setText(self._title())
        self.window_line.setText(self._window_words())
        if self.clocks is None and self.desk.registers is not None:  # not before the first picture
            self.clocks = _read_days(self.desk.scope)
        self.steps.show_all()
        self.top.show_all(self.clocks)
        is_shown = home.preferences().get(MORE) is True
        self.more.setVisible(is_shown)
        words = tr("Show less ▴") if is_shown else tr("Show more ▾")
        self.fold_button.setText(words)
        about = tr("months, sections and further steps")
        self.fold_button.setAccessibleName(said_of(words, about))
        if is_shown:
            self._show_more()
        fit_anew(self.area)

    def _show_more(self) -> None:
        """Write what lies behind the first three things."""
        self._show_progress()
        self._show_next()
        self._show_strip()
        for part in (self.progress, self.next, self.strip):
            show_new(part.frame)

    def _fold_or_unfold(self) -> None:
        self._fold(is_shown=self.more.isHidden())

    def _fold(self, *, is_shown: bool) -> None:
        """Show or hide the rest, and keep that on this computer."""
        home.prefer(MORE, is_shown)
        self._show()

    def _lay_more(self) -> None:
        column = QVBoxLayout(self.more)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.strip.frame)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.progress.frame, 5)
        line.addWidget(self.next.frame, 4)
        column.addLayout(line)

    def _title(self) -> str:
        musts = sum(row.must_open for row in self.desk.review.progress)
        found = self.desk.review.count
        if self.desk.registers is None:  # only the answers were looked at so far
            return tr("Looking through the records…")
        if not found:
            return tr("Nothing is missing.")
        if musts:
            left = ntr("{n} finding in all.", "{n} findings in all.", found)
            return f"{unanswered(musts)}. {left}"
        left = ntr("{n} finding left.", "{n} findings left.", found)
        return tr("Every Must is answered.") + " " + left

    def _window_words(self) -> str:
        day = next_anniversary(self.desk.dossier, self.desk.today)
        if day is None:
            return tr("Type the anniversary date under Company to see when the review opens.")
        opens = self._opens(day)
        if opens <= self.desk.today:
            return tr("The annual review window is open until {day}.").format(day=day_text(day))
        left = (opens - self.desk.today).days
        return ntr(
            "The annual review window opens tomorrow ({day}).",
            "The annual review window opens in {n} days ({day}).",
            left,
            day=day_text(opens),
        )

    def _opens(self, closes: date) -> date:
        """Return the day on which the review window that closes then opens."""
        days = int(settings.get(self.desk.workspace, "review.window_days"))
        return closes - timedelta(days=days)

    def _show_progress(self) -> None:
        rows = [row for row in self.desk.review.progress if row.section != "company"]
        done, total = sum(r.answered for r in rows), sum(r.total for r in rows)
        year, edition = self.desk.dossier.profile.year, self.desk.dossier.edition
        column = self.progress.anew((rows, year, edition.id))
        if column is None:
            return
        title = tr("Profile {year} · {done} of {all} answered")
        column.addWidget(label(title.format(year=year, done=done, all=total), h2=True))
        grid = QGridLayout()
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        for number, part in enumerate(rows):
            short = edition.category(int(part.section)).short
            name = tr("Go to {what}").format(what=short)
            link = button(short, partial(self._go, part.section), "link", name)
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

    def _show_next(self) -> None:
        count, first = self.desk.review.count, self.desk.review.first(MOST_NEXT)
        column = self.next.anew((count, first))
        if column is None:
            return
        column.addWidget(label(tr("Do next"), h2=True))
        for finding in first:
            short = replace(finding, reason=_short(finding.reason, 56))
            column.addWidget(FindingRow(short, self.desk.go))
        if not count:
            column.addWidget(label(tr("The profile is complete. Export it when you are ready.")))
        else:
            words = ntr("The one finding ›", "All {n} findings ›", count)
            column.addWidget(button(words, lambda: self._go("findings"), "link"))
        column.addStretch(1)

    def _show_strip(self) -> None:
        today, anniversary = self.desk.today, next_anniversary(self.desk.dossier, self.desk.today)
        window = (self._opens(anniversary), anniversary) if anniversary else None
        found = self.clocks.ahead(today) if self.clocks else []
        dues = [Mark(row.on, row.what) for row in found]
        column = self.strip.anew((today, dues, window))
        if column is None:
            return
        column.addWidget(label(tr("The next twelve months"), h2=True))
        column.addWidget(YearStrip(today, dues, window))

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
