"""What the self-tests came to: error rate by lines, net and gross effect on duty, test by test."""

from PySide6.QtWidgets import QTableView, QVBoxLayout

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.trade import record_pdf, self_tests
from ctpat_desktop.services.trade.figures_in_words import figure_cells
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.registers.reports import ReportModel
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.pdf_buttons import print_buttons
from ctpat_desktop.ui.widgets.columns import Filling
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reading_table import reading

TABLES = ("self_test", "tested_line", "company")
HEADERS = (
    N_("Test"),
    N_("Year"),
    N_("Planned"),
    N_("Done"),
    N_("Lines"),
    N_("Errors"),
    N_("Error rate"),
    N_("Net duty"),
    N_("Gross duty"),
)


class TestFiguresView(RegisterView):
    """One line per self-test with its figures."""

    tables = TABLES
    __test__ = False

    def __init__(self, desk: Desk) -> None:
        """Start empty; the tab shows all when it is opened."""
        super().__init__(desk)
        self.results: tuple[self_tests.SelfTestResult, ...] = ()
        self.empty = EmptyNote(
            "test_figures",
            tr("No self-test yet. Plan one under Self-tests from the risks rated high."),
        )
        self.about = label(
            tr("The rate counts lines, not attributes. Net sets duty owed against duty overpaid."),
            muted=True,
        )
        self.model = ReportModel()
        self.table = reading(QTableView(), tr("Results of self-tests"))
        tell_cut(self.table)
        self.table.setModel(self.model)
        Filling(self.table, 0)
        self.table.activated.connect(lambda index: self.open_row(index.row()))
        self.go_button = button(tr("Go to this test"), self.go_there, "primary")
        offer(self.table, self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.about, self.empty):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        self.print_buttons = print_buttons(self, desk, tr("Self-test"), self._pdf)
        column.addLayout(row(self.go_button, *self.print_buttons, None))
        column.addStretch(0)

    def show_all(self) -> None:
        """Count every test anew."""
        self.results = self_tests.results(self.desk.scope)
        here = self.table.currentIndex().row()
        self.model.show(
            tuple(map(tr, HEADERS)), tuple(figure_cells(result) for result in self.results)
        )
        has = bool(self.results)
        self.empty.setVisible(not has)
        for part in (self.table, self.about, self.go_button, *self.print_buttons):
            part.setVisible(has)
        self.table.resizeColumnsToContents()
        if has:
            self.table.selectRow(min(max(0, here), len(self.results) - 1))

    def go_there(self) -> None:
        """Go to the chosen test."""
        self.open_row(self.table.currentIndex().row())

    def open_row(self, number: int) -> None:
        """Go to the test of a line."""
        if 0 <= number < len(self.results):
            test = self.results[number].test
            self.desk.go_to(Place("self_test", table="self_test", record_id=test.id))

    def _pdf(self) -> bytes:
        desk = self.desk
        test = self.results[self.table.currentIndex().row()].test
        return record_pdf.self_test_pdf(desk.scope, test.id)
