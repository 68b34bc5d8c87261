"""Imports a sheet into a register, step by step; nothing is written before every row was shown."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.sheets import Sheet
from ctpat_desktop.services.importing import apply
from ctpat_desktop.services.importing.apply import ImportPreview, Report
from ctpat_desktop.services.importing.report import counted
from ctpat_desktop.support.dates import clock_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.importing.sheet_dialog import CHOOSE, COLUMNS, Look, SheetDialog
from ctpat_desktop.ui.importing.steps import PreviewStep, RowsTable, counts_words, row_words
from ctpat_desktop.ui.importing.words import WordsStep
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.parts import button, label
from ctpat_desktop.ui.widgets.reasons import allow

__all__ = ["CHOOSE", "COLUMNS", "PREVIEW", "REPORT", "WORDS", "ImportDialog"]

PREVIEW, REPORT, WORDS = range(2, 5)
_TITLES = (
    *(N_("Choose a sheet"), N_("Where the columns go"), N_("What will happen"), N_("Done")),
    N_("What the words mean"),
)


class ImportDialog(SheetDialog):
    """Choose a sheet, say where its columns go, look at every row, import, and see the report."""

    article = "import-list"

    def __init__(self, parent: QWidget | None, desk: Desk, table: str) -> None:
        """Begin by asking for a sheet."""
        form = load_form(table)
        title = tr("Import {what}").format(what=tr(form.plural).lower())
        super().__init__(parent, desk, form, Look(title, _TITLES, (134, 34)))
        self.sheet: Sheet | None = None
        self.shown: ImportPreview | None = None
        self.report: Report | None = None
        self.words: dict[str, dict[str, str]] = {}
        self.preview, self.unknown = PreviewStep(), WordsStep()
        self.preview.decided.connect(self._has_decided)
        self.preview.explain_asked.connect(lambda: self.open_step(WORDS))
        self.undo_button = button(tr("Undo the import"), self.undo)
        self.save_button = button(tr("Save report…"), self.save_report)
        back, ahead = self.back_button, self.next_button
        under = {
            COLUMNS: (back, ahead),
            PREVIEW: (back, self.save_button, self.import_button),
            REPORT: (self.undo_button, self.save_button),
            WORDS: (back, ahead),
        }
        steps = (self.preview, self._report_step(), self.unknown)
        self.arrange(steps, under, (self.undo_button, self.save_button))

    def has_work(self) -> bool:
        """Return whether a sheet was read that is not imported."""
        return self.sheet is not None and self.report is None

    def read(self, path: Path, choice: apply.Choice | None = None) -> None:
        """Read a sheet and propose where its columns go."""
        if path != self.path:
            self.words = {}
        self.path = path
        workspace, table = self.desk.workspace, self.form.id

        def job(_progress: object) -> tuple[Sheet, apply.Columns]:
            sheet = apply.load(table, path, choice=choice)
            return sheet, apply.proposed(workspace, table, sheet)

        self.run(tr("Reading the sheet"), job, self._has_read)

    def look(self) -> None:
        """Show what would happen with each row."""
        sheet, columns = self.sheet, self.columns.chosen()
        if sheet is None:
            return
        if self.steps.currentIndex() == WORDS:
            for key, said in self.unknown.meanings().items():
                self.words[key] = {**self.words.get(key, {}), **said}
        workspace, company = self.desk.workspace, self.desk.dossier.company.id
        where, words = (company, self.form.id, sheet, columns), dict(self.words)
        self.run(
            tr("Looking at the rows"),
            lambda progress: apply.preview(
                workspace, *where, progress, words, today=self.desk.today
            ),
            self._has_looked,
        )

    def write(self) -> None:
        """Write the accepted rows in one step."""
        shown = self.shown
        if shown is not None:
            self.run(
                tr("Importing"),
                lambda progress: apply.apply(self.desk.workspace, shown, progress),
                self._has_written,
            )

    def undo(self) -> None:
        """Take the whole import back."""
        self.run(
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
        self.note.setText(tr("The report is in {name}.").format(name=place.name))
        self.desk.written.emit(tr("The report is in {name}.").format(name=place), place)

    def _has_read(self, result: tuple[Sheet, apply.Columns]) -> None:
        sheet, columns = result
        self.sheet = sheet
        self.columns.show_sheet(sheet, columns)
        self.open_step(COLUMNS)

    def _has_looked(self, shown: ImportPreview) -> None:
        self.shown = shown
        self.preview.show_preview(shown)
        self.unknown.show_words(shown.unknown)
        self.open_step(PREVIEW)

    def _has_written(self, report: Report) -> None:
        self.report = report
        if self.desk.workspace.holds_tip():
            self.desk.saved.emit(clock_text(datetime.now(), seconds=True))
        else:
            self.banner.say(tr("What was read back differs from what was to be saved."))
        self.summary.setText(counts_words(report.shown))
        left = (*report.conflicts, *report.refused)
        words = tr("Refused or in conflict:") if left else tr("No row was refused or in conflict.")
        if report.ignored:
            left_out = tr("Not imported: {names}.").format(names=", ".join(report.ignored))
            words = f"{left_out}\n{words}"
        if report.remarks:
            count = ntr(
                "{n} remark is in the report.",
                "{n} remarks are in the report.",
                len(report.remarks),
            )
            words = f"{count}\n{words}"
        self.about_refused.setText(words)
        self.refused.rows.show_rows(report.shown, left)
        self.refused.setVisible(bool(left))
        self.note.setText("")
        self.open_step(REPORT)

    def _has_undone(self, _changes: object) -> None:
        self.undo_button.hide()
        words = tr("The import was taken back. Nothing of it is in the file now.")
        if self.report is not None:
            words = f"{words}\n{counted(self.report)}"
        self.summary.setText(words)
        self.note.setText(tr("Edit > Redo brings it back."))

    def _report_step(self) -> QWidget:
        page = QWidget()
        self.summary, self.about_refused = label("", h2=True), label("")
        self.note = label("", muted=True)
        self.refused = RowsTable(tr("Rows refused or in conflict"))
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.summary, self.about_refused, self.refused, self.note):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.addStretch(0)
        return page

    def go_back(self) -> None:
        """Go to the step before; the words are looked at beside the rows."""
        at = self.steps.currentIndex()
        self.open_step(PREVIEW if at == WORDS else at - 1)

    def is_done(self, step: int) -> bool:
        """Return whether a step comes after the writing."""
        return step == REPORT

    def name_import(self) -> None:
        """Say on the button what it writes; conflicts that are all kept are recorded too."""
        shown = self.shown
        if shown is None:
            return
        words = ntr("Import {n} row", "Import {n} rows", shown.accepted)
        only_kept = bool(shown.plan.conflicts) and not shown.accepted
        self.import_button.setText(tr("Keep what is here") if only_kept else words)
        none = tr("There is no row to import.")
        allow(self.import_button, "" if shown.accepted or only_kept else none)

    def _has_decided(self, shown: ImportPreview) -> None:
        self.shown = shown
        self.name_import()
