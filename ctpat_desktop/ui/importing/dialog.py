"""Imports a sheet into a register, step by step; nothing is written before every row was shown."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import Preview, Report
from ctpat_desktop.services.importing.report import counted
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.importing.columns import ColumnsStep
from ctpat_desktop.ui.importing.steps import (
    ChooseStep,
    PreviewStep,
    RowsTable,
    counts_words,
    row_words,
)
from ctpat_desktop.ui.importing.words import WordsStep
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

CHOOSE, COLUMNS, PREVIEW, REPORT, WORDS = range(5)
_TITLES = (
    *("Choose a sheet", "Where the columns go", "What will happen", "Done"),
    "What the words mean",
)


class ImportDialog(QDialog):
    """Choose a sheet, say where its columns go, look at every row, import, and see the report."""

    def __init__(self, parent: QWidget | None, desk: Desk, table: str) -> None:
        """Begin by asking for a sheet."""
        super().__init__(parent)
        self.desk, self.form = desk, load_form(table)
        self.path = Path()
        self.sheet: Sheet | None = None
        self.shown: Preview | None = None
        self.report: Report | None = None
        self.words: dict[str, dict[str, str]] = {}
        self.setWindowTitle(tr("Import {what}").format(what=tr(self.form.plural).lower()))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 134, 34)
        self.title, self.banner, self.strip = label("", h1=True), Banner(), TaskStrip()
        self.choose = ChooseStep(self.form, self.ask_file)
        self.columns, self.preview = ColumnsStep(self.form), PreviewStep()
        self.steps, self.unknown = QStackedWidget(), WordsStep()
        for step in (self.choose, self.columns, self.preview, self._report_step(), self.unknown):
            self.steps.addWidget(step)
        self.choose.dropped.connect(self.read)
        self.columns.choice_made.connect(lambda choice: self.read(self.path, choice))
        self.preview.decided.connect(self._has_decided)
        self.preview.explain_asked.connect(lambda: self._open(WORDS))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.title, self.banner, self.steps, self.strip):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.addLayout(self._foot())
        self._open(CHOOSE)

    def has_work(self) -> bool:
        """Return whether a sheet was read that is not imported."""
        return self.sheet is not None and self.report is None

    def ask_file(self) -> None:
        """Ask for a sheet."""
        kinds = tr("Sheets") + " (*.xlsx *.csv *.tsv *.txt *.xlsm)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose a sheet"), "", kinds)
        if name:
            self.read(Path(name))

    def read(self, path: Path, choice: apply.Choice | None = None) -> None:
        """Read a sheet and propose where its columns go."""
        if path != self.path:
            self.words = {}
        self.path = path
        workspace, table = self.desk.workspace, self.form.id

        def job(_progress: object) -> tuple[Sheet, apply.Columns]:
            sheet = apply.load(table, path, choice=choice)
            return sheet, apply.proposed(workspace, table, sheet)

        self._run(tr("Reading the sheet"), job, self._has_read)

    def look(self) -> None:
        """Show what would happen with each row."""
        sheet, columns = self.sheet, self.columns.chosen()
        if sheet is None:
            return
        if self.steps.currentIndex() == WORDS:
            for key, said in self.unknown.said().items():
                self.words[key] = {**self.words.get(key, {}), **said}
        workspace, company = self.desk.workspace, self.desk.dossier.company.id
        where, words = (company, self.form.id, sheet, columns), dict(self.words)
        self._run(
            tr("Looking at the rows"),
            lambda told: apply.preview(workspace, *where, told, words, today=self.desk.today),
            self._has_looked,
        )

    def write(self) -> None:
        """Write the accepted rows in one step."""
        shown = self.shown
        if shown is not None:
            self._run(
                tr("Importing"),
                lambda told: apply.apply(self.desk.workspace, shown, told),
                self._has_written,
            )

    def undo(self) -> None:
        """Take the whole import back."""
        self._run(
            tr("Taking the import back"), lambda _: self.desk.workspace.undo(), self._has_undone
        )

    def save_report(self) -> None:
        """Ask where the report goes, and write it as a sheet."""
        name = f"{self.path.stem}-import-report.xlsx"
        place = ask_place(self, tr("Save the report"), name, "*.xlsx", ".xlsx")
        if place is not None:
            self.write_report(place)

    def write_report(self, place: Path) -> None:
        """Write every row with what happened to it."""
        heads = [tr("Row"), tr("Name"), tr("What happened"), tr("Why")]
        shown = self.shown
        if shown is None:
            return
        rows = [(plan.number, *row_words(shown, plan)[1:]) for plan in shown.rows]
        try:
            write_list(place, tr("Import report"), heads, rows, self.desk.today)
        except Problem as problem:
            self.banner.say(problem.line())
            return
        self.told.setText(tr("The report is in {name}.").format(name=place.name))
        self.desk.written.emit(tr("The report is in {name}.").format(name=place), place)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; writing ends whole or not at all."""
        self.strip.cancel()
        super().closeEvent(event)

    def _run(self, words: str, job: Job, done: Callable[[Any], object]) -> None:
        self.banner.read()
        if self.strip.run(words, job, done, self._fail):
            self._set_busy(True)

    def _fail(self, words: str) -> None:
        self._set_busy(False)
        self._open(self.steps.currentIndex())
        self.banner.say(words)

    def _has_read(self, found: tuple[Sheet, apply.Columns]) -> None:
        sheet, columns = found
        self.sheet = sheet
        self._set_busy(False)
        self.columns.show_sheet(sheet, columns)
        self._open(COLUMNS)

    def _has_looked(self, shown: Preview) -> None:
        self.shown = shown
        self._set_busy(False)
        self.preview.show_preview(shown)
        self.unknown.show_words(shown.unknown)
        self._open(PREVIEW)

    def _has_written(self, report: Report) -> None:
        self.report = report
        self._set_busy(False)
        if self.desk.workspace.holds_tip():
            self.desk.saved.emit(datetime.now().strftime("%H:%M:%S"))
        else:
            self.banner.say(tr("What was read back differs from what was to be saved."))
        self.summary.setText(counts_words(report.shown))
        left = (*report.conflicts, *report.refused)
        words = tr("Refused or in conflict:") if left else tr("No row was refused or in conflict.")
        if report.ignored:
            left_out = tr("Not imported: {names}.").format(names=", ".join(report.ignored))
            words = f"{left_out}\n{words}"
        if report.remarks:
            count = f"{len(report.remarks):,}"
            words = f"{tr('{n} remarks are in the report.').format(n=count)}\n{words}"
        self.about_refused.setText(words)
        self.refused.rows.show_rows(report.shown, left)
        self.refused.setVisible(bool(left))
        self.told.setText("")
        self._open(REPORT)

    def _has_undone(self, _changes: object) -> None:
        self._set_busy(False)
        self.undo_button.hide()
        words = tr("The import was taken back. Nothing of it is in the file now.")
        if self.report is not None:
            words = f"{words}\n{counted(self.report)}"
        self.summary.setText(words)
        self.told.setText(tr("Edit > Redo brings it back."))

    def _report_step(self) -> QWidget:
        page = QWidget()
        self.summary, self.about_refused = label("", h2=True), label("")
        self.told = label("", muted=True)
        self.refused = RowsTable(tr("Rows refused or in conflict"))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.summary, self.about_refused, self.refused, self.told):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.addStretch(0)
        return page

    def _foot(self) -> Any:
        self.back_button = button(tr("Back"), self._back)
        self.undo_button = button(tr("Undo the import"), self.undo)
        self.save_button = button(tr("Save report…"), self.save_report)
        self.next_button = button(tr("Preview rows"), self.look, "primary")
        self.import_button = button(tr("Import"), self.write, "primary")
        self.close_button = button(tr("Cancel"), self.close)
        self.buttons = (
            self.back_button,
            self.undo_button,
            self.save_button,
            self.next_button,
            self.import_button,
        )
        for widget in (*self.buttons, self.close_button):
            widget.setAutoDefault(False)
        left = (self.back_button, self.undo_button, self.save_button)
        return row(*left, None, self.close_button, self.next_button, self.import_button)

    def _back(self) -> None:
        at = self.steps.currentIndex()
        self._open(PREVIEW if at == WORDS else at - 1)

    def _open(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.title.setText(tr(_TITLES[step]))
        self.back_button.setVisible(step in (COLUMNS, PREVIEW, WORDS))
        self.next_button.setVisible(step in (COLUMNS, WORDS))
        self.import_button.setVisible(step == PREVIEW)
        self.undo_button.setVisible(step == REPORT)
        self.save_button.setVisible(step in (PREVIEW, REPORT))
        self.close_button.setText(tr("Close") if step == REPORT else tr("Cancel"))
        if self.shown is not None:
            self._name_import(self.shown)
        for widget in (self.choose.choose_button, self.next_button, self.import_button):
            if widget.isVisible():
                widget.setFocus()

    def _has_decided(self, shown: Preview) -> None:
        self.shown = shown
        self._name_import(shown)

    def _name_import(self, shown: Preview) -> None:
        """Say on the button what it writes; conflicts that are all kept are recorded too."""
        words = tr("Import {n} rows").format(n=f"{shown.accepted:,}")
        only_kept = bool(shown.plan.conflicts) and not shown.accepted
        self.import_button.setText(tr("Keep what is here") if only_kept else words)
        none = tr("There is no row to import.")
        allow(self.import_button, "" if shown.accepted or only_kept else none)

    def _set_busy(self, is_busy: bool) -> None:
        self.steps.setDisabled(is_busy)
        for widget in self.buttons:
            widget.setDisabled(is_busy)
