"""Reports on the registers: choose one, read it, go to a record, print it or save it."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QHeaderView,
    QListWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.registers import reports
from ctpat_desktop.support.language import number_text, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer_to_open
from ctpat_desktop.ui.widgets.parts import button, flow, label, page_column, row
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.theme import letters, lines
from ctpat_desktop.workspace.changes import Changes

WIDEST = 260
"""Pixels of a column at first, at most."""
ITEM_HEIGHT = 1.8
"""Lines of one report in the list."""


class ReportModel(QAbstractTableModel):
    """The rows of one report."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.headers: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show(self, headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.headers, self.rows = headers, rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.headers)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return the words of a cell; the whole of them as a tip."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.rows[index.row()][index.column()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self.headers[section]
        return None


class ReportsPage(Page):
    """The list of reports at the left, the chosen one at the right."""

    def __init__(self, desk: Desk) -> None:
        """Show the first report when the page is first seen."""
        super().__init__()
        self.desk = desk
        self.kinds = list(reports.REPORTS)
        self.put_off()
        self.places: tuple[tuple[str, str], ...] = ()
        self.choice = QListWidget()
        self.choice.setAccessibleName(tr("Reports"))
        self.choice.setMinimumWidth(letters(14))
        self.choice.setMaximumWidth(letters(31))
        self.choice.addItems([tr(reports.TITLES[kind]) for kind in self.kinds])
        for number in range(len(self.kinds)):
            self.choice.item(number).setSizeHint(QSize(0, lines(ITEM_HEIGHT)))
        self.choice.setCurrentRow(0)
        self.choice.currentRowChanged.connect(lambda _: self.show_all())
        self.title, self.about = label("", h2=True), label("", muted=True)
        self.notes, self.empty = label(""), label(tr("Nothing to report."), muted=True)
        self.model = ReportModel()
        self.table = self._table()
        self._lay()

    @property
    def kind(self) -> str:
        """The id of the report chosen."""
        return self.kinds[max(0, self.choice.currentRow())]

    def show_all(self) -> None:
        """Read the chosen report anew."""
        found = reports.report(self.desk.scope, self.kind)
        self.title.setText(f"{found.title} ({number_text(len(found.rows))})")
        self.about.setText(found.about)
        self.notes.setText(" · ".join(found.notes))
        self.notes.setVisible(bool(found.notes))
        self.places = found.places
        self.table.setAccessibleName(found.title)
        self.model.show(found.headers, found.rows)
        self.table.setVisible(bool(found.rows))
        self.empty.setVisible(not found.rows)
        self._fit(found.headers, found.rows)

    def refresh(self, changes: Changes) -> None:
        """Show the report anew."""
        del changes
        self.show_all()

    def go(self, place: Place) -> None:
        """Show the report a place names in its field, if any."""
        if place.field in self.kinds:
            self.choice.setCurrentRow(self.kinds.index(place.field))

    def where(self) -> Place:
        """Return the report on the screen."""
        return Place("reports", field=self.kind)

    def open_row(self, number: int) -> None:
        """Go to the record behind a row."""
        table, record_id = self.places[number]
        self.desk.go_to(Place(table, table=table, record_id=record_id))

    def preview(self) -> None:
        """Show the report as pages, ready to print."""
        desk, kind = self.desk, self.kind
        show_pages(
            self.window(),
            desk,
            lambda _: reports.pdf(desk.scope, kind),
        )

    def ask_save(self, ending: str) -> None:
        """Ask where the report goes and write it."""
        words = tr("Save the report")
        kind = f"{ending[1:].upper()} (*{ending})"
        place = ask_place(self, words, f"{tr(reports.TITLES[self.kind])}{ending}", kind, ending)
        if place is not None:
            self.save(place)

    def save(self, place: Path) -> None:
        """Write the report as the name says; what is on disk is read again."""
        desk, kind = self.desk, self.kind

        def work(_progress: Progress) -> None:
            reports.save(desk.scope, kind, place)

        words = tr("Writing {name}").format(name=place.name)
        if desk.attempt(lambda: tasks.wait_or_cancel(self.window(), words, work)):
            desk.written.emit(tr("The report is in {path}.").format(path=place), place)

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Rows of the report"))
        tell_cut(table)
        table.setModel(self.model)
        table.horizontalHeader().setStretchLastSection(True)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        table.activated.connect(lambda index: self.open_row(index.row()))
        offer_to_open(table)
        return table

    def _fit(self, headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> None:
        """Give each column the room of its longest words among the first rows."""
        metrics = self.table.fontMetrics()
        for at, header in enumerate(headers):
            words = [header, *(row[at] for row in rows[:60])]
            width = max(metrics.horizontalAdvance(word) for word in words) + 28
            self.table.setColumnWidth(at, min(WIDEST, width))

    def _lay(self) -> None:
        buttons = flow(
            button(tr("Print preview…"), self.preview, "primary"),
            button(tr("Save as PDF…"), partial(self.ask_save, ".pdf")),
            button(tr("Save as XLSX…"), partial(self.ask_save, ".xlsx")),
            button(tr("Save as CSV…"), partial(self.ask_save, ".csv")),
        )
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.title, self.about, self.notes):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(buttons)
        line = row(self.choice, right, spacing=16)
        line.setStretch(1, 1)
        outer = page_column(self)
        outer.addWidget(label(tr("Reports"), h1=True))
        outer.addLayout(line, 1)
