"""Imports an ITRAC file: choose it, say where its columns go, look at what happens."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.exchange.tables.sheets import Choice
from ctpat_desktop.services.trade.import_data import intake
from ctpat_desktop.services.trade.import_data.intake import Loaded, Preview, Taken
from ctpat_desktop.services.trade.import_data.lines import Refused, load_line_form
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.importing.columns import ColumnsStep
from ctpat_desktop.ui.importing.steps import ChooseStep
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

CHOOSE, COLUMNS, LOOK, DONE = range(4)
_TITLES = ("Choose an ITRAC file", "Where the columns go", "What will be imported", "Done")
REASONS = 12
"""Reasons for refused rows listed."""
ROWS_NAMED = 6
"""Rows named of one reason."""


class ItracDialog(QDialog):
    """Four steps; nothing is written before the third was seen."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Begin by asking for a file."""
        super().__init__(parent)
        self.desk = desk
        self.loaded: Loaded | None = None
        self.shown: Preview | None = None
        self.taken: Taken | None = None
        form = load_line_form()
        self.setWindowTitle(tr("Import an ITRAC file"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 128, 33)
        self.title, self.banner, self.strip = label("", h1=True), Banner(), TaskStrip()
        self.choose, self.columns = ChooseStep(form, self.ask_file), ColumnsStep(form)
        self.summary, self.told = label(""), label("")
        self.steps = QStackedWidget()
        for step in (self.choose, self.columns, _words(self.summary), _words(self.told)):
            self.steps.addWidget(step)
        self.choose.dropped.connect(self.read)
        self.columns.choice_made.connect(self._read_as)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.title, self.banner, self.steps, self.strip):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.addLayout(self._foot())
        self._open(CHOOSE)

    def has_work(self) -> bool:
        """Return whether a file was read that is not imported."""
        return self.loaded is not None and self.taken is None

    def ask_file(self) -> None:
        """Ask for a file."""
        kinds = tr("Sheets") + " (*.xlsx *.csv *.tsv *.txt *.xlsm)"
        name, _ = QFileDialog.getOpenFileName(self, tr("Choose an ITRAC file"), "", kinds)
        if name:
            self.read(Path(name))

    def read(self, path: Path, choice: Choice | None = None) -> None:
        """Read a file and propose where its columns go."""
        workspace = self.desk.workspace
        self._run(
            tr("Reading the file"),
            lambda _: intake.load(workspace, path, choice=choice),
            self._has_read,
        )

    def look(self) -> None:
        """Show what would be taken in."""
        loaded, columns = self.loaded, self.columns.chosen()
        scope = self.desk.scope
        if loaded is not None:
            self._run(
                tr("Looking at the rows"),
                lambda _: intake.preview(scope, loaded, columns),
                self._has_looked,
            )

    def take(self) -> None:
        """Write file and lines in one step."""
        shown, scope = self.shown, self.desk.scope
        if shown is not None:
            self._run(
                tr("Importing"),
                lambda told: intake.take(scope, shown, told),
                self._has_taken,
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; writing ends whole or not at all."""
        self.strip.cancel()
        super().closeEvent(event)

    def _read_as(self, choice: Choice) -> None:
        if self.loaded is not None:
            self.read(self.loaded.path, choice)

    def _run(self, words: str, job: Job, done: Callable[[Any], object]) -> None:
        self.banner.read()
        if self.strip.run(words, job, done, self._fail):
            self._set_busy(True)

    def _fail(self, words: str) -> None:
        self._set_busy(False)
        self.banner.say(words)

    def _has_read(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self._set_busy(False)
        self.columns.show_sheet(loaded.sheet, loaded.columns)
        self._open(COLUMNS)

    def _has_looked(self, shown: Preview) -> None:
        self.shown = shown
        self._set_busy(False)
        self.summary.setText("\n\n".join(_preview_words(shown)))
        self._open(LOOK)
        allow(self.take_button, "" if shown.fresh else tr("There is no new line in this file."))

    def _has_taken(self, taken: Taken) -> None:
        self.taken = taken
        self._set_busy(False)
        words = tr("{lines} lines were imported. Edit > Undo takes the whole file back.")
        self.told.setText(words.format(lines=f"{taken.lines:,}"))
        self._open(DONE)

    def _foot(self) -> Any:
        self.back_button = button(tr("Back"), lambda: self._open(self.steps.currentIndex() - 1))
        self.next_button = button(tr("Preview rows"), self.look, "primary")
        self.take_button = button(tr("Import"), self.take, "primary")
        self.close_button = button(tr("Cancel"), self.close)
        for widget in (self.back_button, self.next_button, self.take_button, self.close_button):
            widget.setAutoDefault(False)
        return row(self.back_button, None, self.close_button, self.next_button, self.take_button)

    def _open(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.title.setText(tr(_TITLES[step]))
        self.back_button.setVisible(step in (COLUMNS, LOOK))
        self.next_button.setVisible(step == COLUMNS)
        self.take_button.setVisible(step == LOOK)
        self.close_button.setText(tr("Close") if step == DONE else tr("Cancel"))
        for widget in (self.choose.choose_button, self.next_button, self.take_button):
            if widget.isVisible():
                widget.setFocus()

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (self.steps, self.back_button, self.next_button, self.take_button):
            widget.setDisabled(is_busy)


def _words(inside: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    column.addStretch(1)
    return page


def _preview_words(shown: Preview) -> list[str]:
    """Return what would happen, in sentences; every row of the file is in one of the counts."""
    rows, refused = len(shown.loaded.sheet.rows), shown.lines.refused
    words = [
        tr(
            "{rows} rows: {new} lines are new, {known} are here already, {refused} are refused."
        ).format(
            rows=f"{rows:,}",
            new=f"{len(shown.fresh):,}",
            known=f"{len(shown.lines.rows) - len(shown.fresh) - len(shown.differing):,}",
            refused=f"{len(refused):,}",
        )
    ]
    if shown.lines.joined:
        joined = tr("{n} rows are further tariff numbers of the line above them.")
        words.append(joined.format(n=f"{shown.lines.joined:,}"))
    ignored = shown.columns.ignored(shown.loaded.sheet.headers)
    if ignored:
        words.append(tr("Not imported: {names}.").format(names=", ".join(ignored)))
    if shown.period is not None:
        words.append(
            tr("Entries from {first} to {last}, entered value {value} USD.").format(
                first=day_text(shown.period[0]),
                last=day_text(shown.period[1]),
                value=f"{shown.value / 100:,.0f}",
            )
        )
    words += _differing_words(shown)
    words += _refused_words(refused)
    remarks = shown.lines.remarks
    words += [
        tr("Row {row}: {text}").format(row=remark.row, text=remark.sentence())
        for remark in remarks[:REASONS]
    ]
    if remarks[REASONS:]:
        words.append(tr("And {n} more.").format(n=f"{len(remarks) - REASONS:,}"))
    return words


def _differing_words(shown: Preview) -> list[str]:
    """Return which lines of known entries say something else, and how to have them."""
    found = shown.differing
    if not found:
        return []
    rows = ", ".join(str(row.number) for row in found[:ROWS_NAMED])
    more = ", …" if len(found) > ROWS_NAMED else ""
    words = tr(
        "{n} lines are of entries an earlier file brought, and say something else than it: they "
        "are not imported (row {rows}). To have them, remove the earlier file first."
    )
    return [words.format(n=f"{len(found):,}", rows=rows + more)]


def _refused_words(refused: Sequence[Refused]) -> list[str]:
    """Return why rows are refused, the most frequent reason first, with the first of its rows."""
    words = []
    for why, count in intake.reasons(refused)[:REASONS]:
        rows = [str(row.number) for row in refused if row.reason == why][:ROWS_NAMED]
        more = ", …" if count > ROWS_NAMED else ""
        said = tr("Refused {count} ×: {why} (row {rows})")
        words.append(said.format(count=count, why=why, rows=", ".join(rows) + more))
    more_reasons = len(intake.reasons(refused)) - REASONS
    if more_reasons > 0:
        words.append(tr("And {n} more reasons.").format(n=more_reasons))
    return words
