"""Everything that falls due: narrowed as wanted, one key from where it is done, saved, printed."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QCheckBox, QHeaderView, QLineEdit, QTableView

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.deadlines import calendar_file, due_day, due_list, printed_year
from ctpat_desktop.services.deadlines.due_day import DueDay
from ctpat_desktop.services.deadlines.due_list import DueList, Narrowing
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.ui.deadlines.model import COMPANY, DAY, WHAT, WHEN, WHERE, DueModel
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.columns import Columns, Filling
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.narrowing import leads_to
from ctpat_desktop.ui.widgets.parts import button, flow, label, looks, page_column, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters
from ctpat_desktop.workspace.changes import Changes

AHEAD = (1, 3, 6, 12, 24, 0)
"""Months to look ahead that are offered; 0 is everything."""
ALL = "all_companies"
"""The field of a place on this page that shows all companies."""
WIDTHS = {DAY: 12, WHEN: 20, COMPANY: 24, WHERE: 20}
"""Letters of a column at first."""


class DeadlinesPage(Page):
    """The list over everything with a date, of this account or of all companies."""

    tables = tuple(due_list.WATCHED)

    def __init__(self, desk: Desk) -> None:
        """Read the list when the page is first seen."""
        super().__init__()
        self.desk = desk
        self.due_list = DueList(())
        self.put_off()
        self.head, self.count = label(tr("Deadlines"), h1=True), label("", muted=True)
        self.words = looks(QLineEdit())
        self.words.setPlaceholderText(tr("Words to look for"))
        self.words.setAccessibleName(tr("Words to look for"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(letters(28))
        self.kind, self.months = looks(ChoiceBox()), looks(ChoiceBox())
        self.lateness = looks(ChoiceBox())
        self.all_companies = looks(QCheckBox(tr("All companies")))
        self._offer()
        self.model = DueModel()
        self.table = self._table()
        self.empty = label("", muted=True)
        self.go_button = button(tr("Go there"), self._go_current, "primary")
        offer(self.table, self.go_button)
        leads_to(self.words, self.table, self._go_current)
        self._lay()

    def go(self, place: Place) -> None:
        """Show all companies of the file where that is asked for."""
        if place.field == ALL:
            self.all_companies.setChecked(True)

    def show_all(self) -> None:
        """Read the list anew."""
        desk = self.desk
        self.all_companies.setVisible(len({o.company_id for o in self._accounts()}) > 1)
        last = due_list.horizon(desk.today, int(self.months.currentData()))
        self.due_list = (
            due_list.of_file(desk.workspace, desk.today, last)
            if self.is_all
            else due_list.of_account(desk.scope, last)
        )
        self.narrow()

    def refresh(self, changes: Changes) -> None:
        """Read the list anew."""
        del changes
        self.show_all()

    @property
    def is_all(self) -> bool:
        """Whether all companies of the file are shown."""
        return self.all_companies.isChecked() and not self.all_companies.isHidden()

    def shown(self) -> tuple[DueDay, ...]:
        """Return the days that pass the filters."""
        wanted = Narrowing(
            str(self.kind.currentData()), self.words.text(), self.lateness.currentData()
        )
        return due_list.narrowed(self.due_list, wanted, self.desk.today)

    def narrow(self) -> None:
        """Show the days that pass the filters; the one looked at stays the current one."""
        here, today = self.current(), self.desk.today
        rows = self.shown()
        self.model.show(rows, today)
        late = sum(one.due(today).is_late for one in rows)
        words = ntr("{n} deadline", "{n} deadlines", len(rows))
        words += ", " + tr("{n} late").format(n=number_text(late))
        self.count.setText(words)
        self.table.setColumnHidden(COMPANY, not self.is_all)
        self.table.setVisible(bool(rows))
        nothing = tr("Nothing is late, and nothing falls due in this time.")
        unfit = tr("No deadline fits these choices.")
        self.empty.setText(unfit if self.due_list.rows else nothing)
        self.empty.setVisible(not rows)
        keys = [one.key for one in rows]
        if rows:
            at = keys.index(here.key) if here is not None and here.key in keys else 0
            self.table.setCurrentIndex(self.model.index(at, DAY))
        allow(self.go_button, "" if rows else tr("No day is chosen."))

    def current(self) -> DueDay | None:
        """Return the day the person is at."""
        number = self.table.currentIndex().row()
        return self.model.rows[number] if 0 <= number < len(self.model.rows) else None

    def open_day(self, day: DueDay) -> None:
        """Go to where a day's work is done, also in another company of the file."""
        if day.owner.account_id == self.desk.account_id:
            self.desk.go_to(day.place)
        else:
            self.desk.account_wanted.emit(day.owner.account_id, day.place)

    def ask_calendar(self) -> None:
        """Ask where the calendar file goes and write it."""
        title = tr("Save as calendar")
        name = tr("Deadlines") + ".ics"
        place = ask_place(self.window(), title, name, "iCalendar (*.ics)", ".ics")
        if place is not None:
            self.save_calendar(place)

    def save_calendar(self, place: Path) -> None:
        """Write the days shown as a calendar file."""
        rows, now = DueList(self.shown()), datetime.now(UTC).astimezone()
        if self.desk.attempt(lambda: calendar_file.save(rows, place, now, is_all=self.is_all)):
            count = ntr("{n} deadline", "{n} deadlines", len(rows.rows))
            words = tr("{days} saved in {path}. The calendar file is not encrypted.")
            self.desk.written.emit(words.format(days=count, path=place), place)

    def preview(self) -> None:
        """Show the days by month as pages, ready to print."""
        desk, rows, is_all = self.desk, DueList(self.shown()), self.is_all
        show_pages(self.window(), desk, lambda _: printed_year.pdf(desk.scope, rows, is_all=is_all))

    def _accounts(self) -> Sequence[companies.AccountLine]:
        return companies.overview(self.desk.workspace)

    def _go_current(self) -> None:
        day = self.current()
        if day is not None:
            self.open_day(day)

    def _activated(self, index: QModelIndex) -> None:
        self.open_day(self.model.rows[index.row()])

    def _offer(self) -> None:
        """Fill the drop-downs and listen to all filters."""
        self.kind.setAccessibleName(tr("Kind"))
        self.kind.addItem(tr("Every kind"), "")
        for key, title in due_day.kinds().items():
            self.kind.addItem(title, key)
        self.months.setAccessibleName(tr("How far ahead"))
        for number in AHEAD:
            words = ntr("The next month", "The next {n} months", number)
            self.months.addItem(words if number else tr("Everything"), number)
        self.months.setCurrentIndex(AHEAD.index(due_list.MONTHS))
        self.lateness.setAccessibleName(tr("Late or not"))
        for words, is_late in (
            (tr("Late or not"), None),
            (tr("Late"), True),
            (tr("Not late"), False),
        ):
            self.lateness.addItem(words, is_late)
        self.words.textChanged.connect(self.narrow)
        self.kind.currentIndexChanged.connect(self.narrow)
        self.lateness.currentIndexChanged.connect(self.narrow)
        self.months.currentIndexChanged.connect(self.show_all)
        self.all_companies.toggled.connect(self.show_all)

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Deadlines"))
        tell_cut(table)
        table.setModel(self.model)
        head = table.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, letters(width))
        Filling(table, WHAT)
        Columns(table, "deadlines")
        table.activated.connect(self._activated)
        return table

    def _lay(self) -> None:
        column = page_column(self)
        self.count.setWordWrap(False)
        column.addLayout(row(self.head, None, self.count))
        column.addLayout(
            flow(self.words, self.kind, self.months, self.lateness, self.all_companies)
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        calendar = button(tr("Save as calendar (.ics)…"), self.ask_calendar)
        calendar.setToolTip(
            tr("For Outlook and other calendars; importing a newer file moves the days. ")
            + tr("The file is not encrypted.")
        )
        printed = button(tr("Print the year…"), self.preview)
        column.addLayout(flow(self.go_button, calendar, printed))
