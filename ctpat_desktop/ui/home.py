"""Home: how complete, what next, what is due."""

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services import clocks, duties
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.parts import FindingRow, button, card, clear, label, page_column, scrolled
from ctpat_desktop.ui.year_strip import Due, YearStrip
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.dossier import Dossier

REVIEW_DAYS = 90
"""Days before the anniversary at which the annual review opens (program brief, 3.4)."""


class HomePage(Page):
    """The first page of an open account."""

    def __init__(self, desk: Desk) -> None:
        """Show the account as it is now."""
        super().__init__()
        self.desk = desk
        self.is_stale = True
        self.clocks: list[clocks.Deadline] | None = None
        inner = QWidget()
        self.column = page_column(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))
        self.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show everything anew, when the page is next looked at."""
        if changes.touches("company", *clocks.watched(), *duties.WATCHED):
            self.clocks = None
        self.is_stale = True
        if self.isVisible():
            self._build()

    def showEvent(self, event: QShowEvent) -> None:
        """Show what changed meanwhile."""
        super().showEvent(event)
        if self.is_stale:
            self._build()

    def seal(self) -> bool:
        """Nothing is typed here."""
        return True

    def show_all(self) -> None:
        """Build greeting, bars, next steps and the strip, all of it read anew."""
        self.clocks = None
        self._build()

    def _build(self) -> None:
        self.is_stale = False
        clear(self.column)
        musts = sum(row.must_open for row in self.desk.review.progress)
        found = len(self.desk.review.findings)
        if not found:
            words = tr("Nothing is missing.")
        elif musts:
            words = tr("{n} Must open.").format(n=musts)
            words += " " + tr("{n} findings in all.").format(n=found)
        else:
            words = tr("Every Must is answered. {n} findings left.").format(n=found)
        self.column.addWidget(label(words, h1=True))
        self.column.addWidget(label(self._window_words(), muted=True))
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self._progress(), 5)
        line.addWidget(self._next(), 4)
        self.column.addWidget(self._strip())
        self.column.addLayout(line)
        self.column.addStretch(1)

    def _window_words(self) -> str:
        day = next_anniversary(self.desk.dossier, self.desk.today)
        if day is None:
            return tr("Type the anniversary date under Company to see when the review opens.")
        opens = day - timedelta(days=REVIEW_DAYS)
        if opens <= self.desk.today:
            return tr("The annual review window is open until {day}.").format(day=day_text(day))
        left = (opens - self.desk.today).days
        return tr("The annual review window opens in {n} days ({day}).").format(
            n=left, day=day_text(opens)
        )

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
        for number, row in enumerate(rows):
            short = self.desk.dossier.edition.category(int(row.section)).short
            link = button(short, partial(self._go, row.section), "link", f"Go to {short}")
            bar = QProgressBar()
            bar.setRange(0, row.total)
            bar.setValue(row.answered)
            bar.setTextVisible(False)
            bar.setProperty("short", row.answered < row.total)
            bar.setAccessibleName(f"{short}: {row.answered} of {row.total}")
            grid.addWidget(link, number, 0)
            grid.addWidget(bar, number, 1)
            count = label(f"{row.answered} / {row.total}", muted=True)
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(count, number, 2)
        column.addLayout(grid)
        column.addStretch(1)
        return frame

    def _next(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("Do next"), h2=True))
        findings = self.desk.review.findings
        for finding in findings[:5]:
            short = replace(finding, reason=_short(finding.reason, 56))
            column.addWidget(FindingRow(short, self.desk.go))
        if not findings:
            column.addWidget(label(tr("The profile is complete. Export it when you are ready.")))
        else:
            words = tr("All {n} findings ›").format(n=len(findings))
            column.addWidget(button(words, lambda: self._go("findings"), "link"))
        column.addStretch(1)
        return frame

    def _strip(self) -> QWidget:
        frame, column = card()
        column.addWidget(label(tr("The next twelve months"), h2=True))
        if self.clocks is None and self.desk.registers is not None:  # not before the first picture
            company, today = self.desk.dossier.company.id, self.desk.today
            year = today + timedelta(days=366)
            self.clocks = clocks.between(self.desk.workspace, company, today, year)
            self.clocks += duties.deadlines(self.desk.workspace, self.desk.account_id, today)
        column.addWidget(self._year())
        return frame

    def _year(self) -> YearStrip:
        today, anniversary = self.desk.today, next_anniversary(self.desk.dossier, self.desk.today)
        window = (anniversary - timedelta(days=REVIEW_DAYS), anniversary) if anniversary else None
        dues = list(deadlines(self.desk.dossier, today))
        dues += [Due(row.day, row.words) for row in self.clocks or []]
        return YearStrip(today, dues, window)

    def _go(self, section: str) -> None:
        self.desk.go_to(Place(section))


def deadlines(dossier: Dossier, today: date) -> tuple[Due, ...]:
    """Return what falls due within a year: target dates and documents that expire."""
    found = [
        Due(row.expires_on, tr("{title} expires").format(title=row.title))
        for row in dossier.evidence
        if row.expires_on is not None
    ]
    for answer in dossier.answers:
        whole = answer.whole
        if whole and whole.target_on and whole.status in ("partly", "planned"):
            found.append(Due(whole.target_on, tr("{id} due").format(id=answer.criterion.id)))
    end = today + timedelta(days=366)
    return tuple(sorted((d for d in found if today <= d.day < end), key=lambda due: due.day))


def next_anniversary(dossier: Dossier, today: date) -> date | None:
    """Return the next anniversary of the account, or None when none is typed."""
    day = dossier.account.anniversary
    if day is None:
        return None
    for year in (today.year, today.year + 1):
        no_leap_day = (day.month, day.day) == (2, 29) and not isleap(year)
        candidate = date(year, day.month, 28 if no_leap_day else day.day)
        if candidate >= today:
            return candidate
    return None


def _short(title: str, room: int = 24) -> str:
    return title if len(title) <= room else f"{title[: room - 1]}…"
