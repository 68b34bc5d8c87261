"""What was submitted: recorded, printed as it was sent, and compared with another state.

A record never changes, so nothing here edits or removes one.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Submission
from ctpat_desktop.services.profile import exports, submissions
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.record_dialog import RecordDialog
from ctpat_desktop.ui.profile.states import States
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.dialogs import ask, ask_place
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label, page_column, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import lines
from ctpat_desktop.workspace.changes import Changes

COLUMNS = (N_("Year"), N_("Submitted on"), N_("By"), N_("Findings"), N_("Blockers"), N_("Note"))
NOTE = len(COLUMNS) - 1
ROWS_SEEN = 5
"""Lines of text the list has at the least: its head and two submissions."""


class SubmissionsPage(Page):
    """The submissions of the account looked at."""

    tables = (
        *("submission", "response", "statement", "attachment"),
        *("evidence_link", "evidence", "site", "profile"),
    )

    def __init__(self, desk: Desk) -> None:
        """List what was submitted."""
        super().__init__()
        self.desk = desk
        self.rows: Sequence[Submission] = ()
        self.table = self._table()
        self.states = States(desk)
        self.print_button = button(tr("Print its report…"), self.print_report)
        self.save_buttons = [
            button(
                tr("Save its report as {kind}…").format(kind=kind.upper()),
                partial(self._ask_report, kind),
            )
            for kind in ("pdf", "docx")
        ]
        self.note = EmptyNote("submission")
        offer(self.table, self.print_button, *self.save_buttons)
        self.note.offer(changer(tr("Record as submitted…"), self.ask_record, "primary"))
        self.note.steps.addWidget(button(tr("Open the portal desk"), desk.portal_wanted.emit))
        self._lay()
        self.show_all()

    def show_all(self) -> None:
        """List the submissions anew and keep the place."""
        here = self.current()
        self.rows = submissions.every(self.desk.workspace, self.desk.account_id)
        self.table.blockSignals(True)
        self.table.setRowCount(len(self.rows))
        for line, one in enumerate(self.rows):
            for column, text in enumerate(_texts(one)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(line, column, item)
        self.table.blockSignals(False)
        ids = [one.id for one in self.rows]
        if ids:
            self.table.setCurrentCell(ids.index(here) if here in ids else 0, 0)
        self.note.setVisible(not ids)
        self.filled.setVisible(bool(ids))
        self.states.show_rows(self.rows)

    def refresh(self, changes: Changes) -> None:
        """Read anew."""
        del changes
        self.show_all()

    def current(self) -> str:
        """Return the id of the submission selected; "" for none."""
        line = self.table.currentRow()
        return self.rows[line].id if 0 <= line < len(self.rows) else ""

    def ask_record(self) -> None:
        """Ask for day, person and note, and record the profile as submitted."""
        ask(RecordDialog(self.window(), self.desk))

    def print_report(self) -> None:
        """Show the report of the submission as pages, from its seal."""
        workspace, key = self.desk.workspace, self.current()
        if key:
            show_pages(self.window(), self.desk, lambda _: submissions.report_pdf(workspace, key))

    def save_report(self, place: Path) -> None:
        """Write the report of the submission, from its seal."""
        workspace, key = self.desk.workspace, self.current()
        words = tr("Writing {name}").format(name=place.name)

        def work() -> None:
            tasks.wait_for(
                self.window(), words, lambda: submissions.save_report(workspace, key, place)
            )

        if key and self.desk.attempt(work):
            told = tr("The report is in {path}. It was read again.").format(path=place)
            self.desk.written.emit(told, place)

    def _ask_report(self, kind: str) -> None:
        line = self.table.currentRow()
        if not self.current():
            return
        name = exports.name_for(self.desk.dossier, "").rpartition(" - ")[0]
        day = self.rows[line].submitted_on
        name = f"{name} - {self.rows[line].year} submitted {day}.{kind}"
        place = ask_place(self, tr("Save the report"), name, f"*.{kind}", f".{kind}")
        if place is not None:
            self.save_report(place)

    def _table(self) -> QTableWidget:
        table = reading(QTableWidget(0, len(COLUMNS)), tr("Submissions"))
        table.setMinimumHeight(lines(ROWS_SEEN))
        table.setHorizontalHeaderLabels([tr(words) for words in COLUMNS])
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        Filling(table, NOTE)
        return table

    def _lay(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 6)
        record = changer(tr("Record as submitted…"), self.ask_record, "primary")
        entering = button(tr("Open the portal desk"), self.desk.portal_wanted.emit)
        column.addLayout(flow(record, entering))
        column.addWidget(self.table, 1)
        column.addLayout(flow(self.print_button, *self.save_buttons))
        self.filled = Split("submissions", Qt.Orientation.Vertical)
        self.filled.addWidget(upper)
        self.filled.addWidget(self.states)
        self.filled.setStretchFactor(0, 1)
        self.filled.setStretchFactor(1, 2)
        page = page_column(self)
        page.addLayout(row(label(tr("Submissions"), h1=True), None))
        page.addWidget(self.note)
        page.addWidget(self.filled, 1)


def _texts(one: Submission) -> tuple[str, ...]:
    day = day_text(one.submitted_on) if one.submitted_on else ""
    return (
        str(one.year),
        day,
        one.submitted_by,
        str(one.findings),
        str(one.blockers),
        one.note,
    )
