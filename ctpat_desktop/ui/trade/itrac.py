"""The import data of the company: take files in, look at a year by country, chapter, supplier."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.trade.import_data import figures, intake, printed
from ctpat_desktop.services.trade.import_data.figures import Risky, Totals
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.registers.reports import ReportModel
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.trade.bar_chart import BarChart
from ctpat_desktop.ui.trade.itrac_dialog import ItracDialog
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, label, looks, row, scrolled
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import letters

CHARTED = 10
FIRST_COLUMN, COLUMN = 33, 13
HEADS = (N_("Change"), N_("Share"), N_("Lines"), N_("Entries"))
"""The columns of figures after those of the two years."""


class ItracView(RegisterView):
    """One year beside the year before, put together by one heading."""

    tables = ("itrac_file", "risk_origin", "company")

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.figures, self.printed = figures, printed
        self._of_year: tuple[int, Totals, tuple[Risky, ...]] | None = None
        self.years, self.headings = looks(ChoiceBox()), looks(ChoiceBox())
        self.years.setAccessibleName(tr("Year"))
        self.headings.setAccessibleName(tr("Group by"))
        for key, title in figures.DIMENSIONS.items():
            self.headings.addItem(tr(title), key)
        for box in (self.years, self.headings):
            box.activated.connect(lambda _: self._show_figures())
        self.totals, self.watched = label(""), label("")
        self.watched_link = button(
            tr("Edit the list of origins"),
            lambda: desk.go_to(Place("itrac", table="risk_origin")),
            "link",
        )
        self.chart, self.model = BarChart(), ReportModel()
        self.table = self._table()
        self.empty = EmptyNote("itrac_figures")
        self._lay()

    def show_all(self) -> None:
        """Read the data anew; lines lost by an undo and redo are read again first."""
        self._mend()
        self._of_year = None
        chosen = self.years.currentData()
        self.years.clear()
        for year in self.figures.years(self.desk.scope):
            self.years.addItem(str(year), year)
        self.years.setCurrentIndex(max(0, self.years.findData(chosen)))
        self._show_figures()

    def _mend(self) -> None:
        """Read lost lines again beside the window."""
        desk = self.desk
        if desk.reading_only or not intake.lost(desk.scope):
            return
        words = tr("Reading the import data again")
        desk.attempt(
            lambda: tasks.wait_or_cancel(
                self, words, lambda progress: intake.mend(desk.scope, progress)
            )
        )

    def take_in(self) -> None:
        """Ask for a file and take it in."""
        ask(ItracDialog(self.window(), self.desk))

    def preview(self) -> None:
        """Show the year as pages."""
        desk, year = self.desk, self.years.currentData()
        if year is not None:
            show_pages(
                self.window(),
                desk,
                lambda _: self.printed.pdf(desk.scope, year),
            )

    def _show_figures(self) -> None:
        year = self.years.currentData()
        for part in (self.split, self.years, self.headings, self.totals, self.print_button):
            part.setVisible(year is not None)
        self.empty.setVisible(year is None)
        self.watched.setVisible(year is not None)
        self.watched_link.setVisible(year is not None)
        if year is None:
            return
        scope = self.desk.scope
        if self._of_year is None or self._of_year[0] != year:
            now = self.figures.totals(scope, year)
            self._of_year = (year, now, self.figures.risky(scope, year))
        _, now, watched = self._of_year
        dimension = str(self.headings.currentData())
        rows = self.figures.by(scope, dimension, year)
        marked = {found.origin for found in watched} if dimension == "origin" else set()
        self._show_words(now, watched)
        charted = rows if dimension == "month" else rows[:CHARTED]
        self.chart.show_rows(self.printed.charted(charted, marked), str(year), str(year - 1))
        heads = ("", str(year), str(year - 1), *map(tr, HEADS))
        cells = tuple(self.printed.cells(found, now.value) for found in rows)
        self.model.show((self.headings.currentText(), *heads[1:]), cells)
        self._fit()

    def _show_words(self, now: Totals, watched: tuple[Risky, ...]) -> None:
        self.totals.setText(" · ".join(self.printed.totals_words(now)))
        if watched:
            words = tr("⚠ From origins you watch: {what}")
            self.watched.setText(words.format(what=self.printed.watched_words(watched)))
        else:
            self.watched.setText(tr("No line comes from an origin on your list."))

    def _fit(self) -> None:
        self.table.setColumnWidth(0, letters(FIRST_COLUMN))
        for column in range(1, self.model.columnCount()):
            self.table.setColumnWidth(column, letters(COLUMN))

    def _table(self) -> QTableView:
        table = reading(QTableView(), tr("Figures"))
        tell_cut(table)
        table.setModel(self.model)
        table.horizontalHeader().setStretchLastSection(True)
        return table

    def _lay(self) -> None:
        self.print_button = button(tr("Print preview…"), self.preview)
        self.take_button = changer(tr("Import an ITRAC file…"), self.take_in, "primary")
        offer(self.table, self.print_button)
        files = button(
            tr("Imported files"),
            partial(self.desk.go_to, Place("itrac", table="itrac_file")),
        )
        self.empty.setText(
            tr(
                "No import data yet. Download your ITRAC file from the portal, or an entry report "
                "from ACE, and take it in as CSV or XLSX. It stays in this file only."
            )
        )
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart)
        column.addStretch(1)
        self.split = Split("itrac", Qt.Orientation.Vertical)
        self.split.addWidget(scrolled(inner))
        self.split.addWidget(self.table)
        self.split.setSizes([300, 240])
        watched = row(self.watched, self.watched_link)
        watched.setStretch(0, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(row(self.years, self.headings, None))
        outer.addWidget(self.totals)
        outer.addLayout(watched)
        outer.addWidget(self.empty)
        outer.addWidget(self.split, 1)
        outer.addStretch(0)
        outer.addLayout(row(self.take_button, files, self.print_button, None))
