"""Imports an ITRAC file: choose it, say where its columns go, look at what happens."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.exchange.tables.sheets import Choice
from ctpat_desktop.services.trade.import_data import intake
from ctpat_desktop.services.trade.import_data.intake import IntakePreview, Loaded, Taken
from ctpat_desktop.services.trade.import_data.lines import Refused, load_line_form
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, ntr, number_text, tr
from ctpat_desktop.ui.importing.sheet_dialog import CHOOSE, COLUMNS, Look, SheetDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.reasons import allow

__all__ = ["CHOOSE", "COLUMNS", "DONE", "LOOK", "ItracDialog"]

LOOK, DONE = range(2, 4)
_TITLES = (
    N_("Choose an ITRAC file"),
    N_("Where the columns go"),
    N_("What will be imported"),
    N_("Done"),
)
REASONS = 12
"""Reasons for refused rows listed."""
ROWS_NAMED = 6
"""Rows named of one reason."""


class ItracDialog(SheetDialog):
    """Four steps; nothing is written before the third was seen."""

    article = "import-data"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Begin by asking for a file."""
        look = Look(tr("Import an ITRAC file"), _TITLES, (128, 33))
        super().__init__(parent, desk, load_line_form(), look)
        self.loaded: Loaded | None = None
        self.shown: IntakePreview | None = None
        self.taken: Taken | None = None
        self.summary, self.note = label(""), label("")
        back = self.back_button
        under = {COLUMNS: (back, self.next_button), LOOK: (back, self.import_button)}
        self.arrange((_words(self.summary), _words(self.note)), under)

    def has_work(self) -> bool:
        """Return whether a file was read that is not imported."""
        return self.loaded is not None and self.taken is None

    def read(self, path: Path, choice: Choice | None = None) -> None:
        """Read a file and propose where its columns go."""
        self.path, workspace = path, self.desk.workspace
        self.run(
            tr("Reading the file"),
            lambda _: intake.load(workspace, path, choice=choice),
            self._has_read,
        )

    def look(self) -> None:
        """Show what would be taken in."""
        loaded, columns = self.loaded, self.columns.chosen()
        scope = self.desk.scope
        if loaded is not None:
            self.run(
                tr("Looking at the rows"),
                lambda _: intake.preview(scope, loaded, columns),
                self._has_looked,
            )

    def write(self) -> None:
        """Write file and lines in one step."""
        shown, scope = self.shown, self.desk.scope
        if shown is not None:
            self.run(
                tr("Importing"),
                lambda progress: intake.take(scope, shown, progress),
                self._has_taken,
            )

    def _has_read(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.columns.show_sheet(loaded.sheet, loaded.columns)
        self.open_step(COLUMNS)

    def _has_looked(self, shown: IntakePreview) -> None:
        self.shown = shown
        self.summary.setText("\n\n".join(_preview_words(shown)))
        self.open_step(LOOK)

    def _has_taken(self, taken: Taken) -> None:
        self.taken = taken
        words = tr("{lines} lines were imported. Edit > Undo takes the whole file back.")
        self.note.setText(words.format(lines=number_text(taken.lines)))
        self.open_step(DONE)

    def is_done(self, step: int) -> bool:
        """Return whether a step comes after the writing."""
        return step == DONE

    def name_import(self) -> None:
        """Say why nothing can be imported where there is nothing new."""
        if self.shown is not None:
            none = tr("There is no new line in this file.")
            allow(self.import_button, "" if self.shown.fresh else none)


def _words(inside: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    column.addStretch(1)
    return page


def _preview_words(shown: IntakePreview) -> list[str]:
    """Return what would happen, in sentences; every row of the file is in one of the counts."""
    rows, refused = len(shown.loaded.sheet.rows), shown.lines.refused
    words = [
        ntr(
            "{n} row: {new} new, {known} here already, {refused} refused.",
            "{n} rows: {new} new, {known} here already, {refused} refused.",
            rows,
            new=number_text(len(shown.fresh)),
            known=number_text(len(shown.lines.rows) - len(shown.fresh) - len(shown.differing)),
            refused=number_text(len(refused)),
        )
    ]
    if shown.lines.joined:
        words.append(
            ntr(
                "{n} row is a further tariff number of the line above it.",
                "{n} rows are further tariff numbers of the line above them.",
                shown.lines.joined,
            )
        )
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
        tr("Row {row}: {words}").format(row=remark.row, words=remark.sentence())
        for remark in remarks[:REASONS]
    ]
    if remarks[REASONS:]:
        words.append(tr("And {n} more.").format(n=number_text(len(remarks) - REASONS)))
    return words


def _differing_words(shown: IntakePreview) -> list[str]:
    """Return which lines of known entries say something else, and how to have them."""
    found = shown.differing
    if not found:
        return []
    rows = ", ".join(str(row.number) for row in found[:ROWS_NAMED])
    more = ", …" if len(found) > ROWS_NAMED else ""
    words = ntr(
        "{n} line is of an entry an earlier file brought, and says something else than it: it "
        "is not imported (row {rows}). To have it, remove the earlier file first.",
        "{n} lines are of entries an earlier file brought, and say something else than it: they "
        "are not imported (row {rows}). To have them, remove the earlier file first.",
        len(found),
        rows=rows + more,
    )
    return [words]


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
        words.append(ntr("And {n} more reason.", "And {n} more reasons.", more_reasons))
    return words
