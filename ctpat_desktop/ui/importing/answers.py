"""Imports answers a company has already: choose a file or paste a text, look, tick, import."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QFrame,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.importing import answers
from ctpat_desktop.services.importing.answers import (
    AnswerPlan,
    AnswersPreview,
    NoAnswers,
    Outcome,
    ReadingOptions,
)
from ctpat_desktop.support.dates import clock_text
from ctpat_desktop.support.language import N_, ntr, number_text, tr
from ctpat_desktop.ui.importing.answer_columns import AnswerColumns
from ctpat_desktop.ui.importing.answer_rows import OUTCOMES, AnswerDifferences, AnswerTable
from ctpat_desktop.ui.importing.paste_box import PasteBox
from ctpat_desktop.ui.importing.window_words import titled
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.steps import inform_of_step
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import ROOM_FOR_BOLD, button, flow, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import fit, letters
from ctpat_desktop.workspace.changes import Changes

CHOOSE, LOOK, COLUMNS = range(3)
_TITLES = (
    *(N_("Import answers you have already"), N_("What the document says")),
    N_("Where the columns go"),
)
_KINDS = "(*.docx *.docm *.xlsx *.xlsm *.csv *.tsv *.txt *.md)"
FILTERS = (N_("All"), *OUTCOMES.values())


class AnswersDialog(QDialog):
    """Choose a document, see criterion by criterion what it says, tick, import."""

    article = "import-answers"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Begin by asking for a document."""
        super().__init__(parent)
        self.desk = desk
        self.path: Path | None = None
        self.shown: AnswersPreview | None = None
        self.setWindowTitle(titled(desk, tr("Import answers")))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 140, 40)
        self.title, self.banner, self.strip = label("", h1=True), Banner(), TaskStrip()
        self.choose = ChooseDocument()
        self.choose.choose_button.clicked.connect(self.ask_file)
        self.choose.dropped.connect(self.read_file)
        self.choose.pasted.connect(self.read_text)
        self.look = LookStep(desk)
        self.look.table.rows.ticked.connect(self._name_import)
        self.steps = QStackedWidget()
        self.columns = AnswerColumns()
        self.columns.chosen.connect(self._read_columns)
        for step in (self.choose, self.look, self.columns):
            self.steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for widget in (self.title, self.banner, self.steps, self.strip):
            column.addWidget(widget)
        column.setStretch(2, 1)
        column.addLayout(self._foot())
        self._open(CHOOSE)

    def has_work(self) -> bool:
        """Return whether a document was read, or a text typed, that is not imported."""
        return self.shown is not None or bool(self.choose.text.toPlainText().strip())

    def ask_file(self) -> None:
        """Ask for a document."""
        kinds = f"{tr('Documents')} {_KINDS}"
        name = ask_file(self, tr("Choose a document"), kinds)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path, options: ReadingOptions | None = None) -> None:
        """Read the answers in a file and compare them with what is here."""
        workspace, account = self.desk.workspace, self.desk.account_id
        self.path = path

        def job(_progress: object) -> AnswersPreview | NoAnswers:
            try:
                found = answers.load(workspace, account, path, options)
            except NoAnswers as none:
                return none
            return answers.preview(workspace, account, found)

        self._run(tr("Reading the document"), job, self._has_read)

    def read_text(self, text: str) -> None:
        """Read the answers in a text that was pasted."""
        workspace, account = self.desk.workspace, self.desk.account_id
        self.path = None

        def job(_progress: object) -> AnswersPreview:
            found = answers.load_text(workspace, account, text)
            return answers.preview(workspace, account, found)

        self._run(tr("Reading the text"), job, self._has_read)

    def write(self) -> None:
        """Write the ticked answers in one step."""
        shown, chosen = self.shown, sorted(self.look.table.rows.chosen)
        source = self.path if self.look.keeps.isChecked() else None
        if shown is not None:
            self._run(
                tr("Importing"),
                lambda progress: answers.apply(
                    self.desk.workspace, shown, chosen, source, progress
                ),
                self._has_written,
            )

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

    def _read_columns(self, maps: tuple[tuple[str, str], ...]) -> None:
        if self.path is not None:
            self.read_file(self.path, ReadingOptions(maps=maps))

    def _has_read(self, shown: AnswersPreview | NoAnswers) -> None:
        self._set_busy(False)
        if isinstance(shown, NoAnswers):
            self._ask_columns(shown)
            return
        self.shown = shown
        self.look.show_preview(shown, has_file=self.path is not None)
        self._open(LOOK)

    def _ask_columns(self, none: NoAnswers) -> None:
        """Ask where the answers stand; where nothing has a heading, say what is needed."""
        if not none.headings or self.path is None:
            self._fail(none.line())
        elif self.steps.currentIndex() == COLUMNS:
            self._fail(str(none))
        else:
            self.columns.offer(self.path.name, none.headings)
            self._open(COLUMNS)

    def _has_written(self, _changes: Changes) -> None:
        self._set_busy(False)
        shown, count = self.shown, len(self.look.table.rows.chosen)
        self.shown = None
        if self.desk.workspace.holds_tip():
            self.desk.saved.emit(clock_text(datetime.now(), seconds=True))
        else:
            self.desk.warn(tr("What was read back differs from what was to be saved."))
        name = shown.document.name if shown is not None else ""
        told = tr("{n} imported from {name}. Edit > Undo takes the import back.")
        words = told.format(n=_counted(count), name=name)
        self.accept()
        inform_of_step(self.desk, words)

    def _foot(self) -> Any:
        self.back_button = button(tr("Back"), self._back)
        self.import_button = button(tr("Import"), self.write, "primary")
        self.close_button = button(tr("Cancel"), self.close)
        for widget in (self.back_button, self.import_button, self.close_button):
            widget.setAutoDefault(False)
        return row(self.back_button, None, self.close_button, self.import_button)

    def _back(self) -> None:
        self.shown = None
        self._open(CHOOSE)

    def _open(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        self.title.setText(tr(_TITLES[step]))
        self.back_button.setVisible(step != CHOOSE)
        self.import_button.setVisible(step == LOOK)
        self._name_import()
        focus: tuple[QWidget, ...] = (
            *(self.choose.choose_button, self.look.table),
            self.columns.boxes["number"],
        )
        focus[step].setFocus()

    def _name_import(self) -> None:
        """Say on the button how many answers it writes."""
        count = len(self.look.table.rows.chosen)
        self.import_button.setText(tr("Import {n}").format(n=_counted(count)))
        why = "" if count else tr("Tick the answers to take first.")
        allow(self.import_button, self.desk.reading_only or why)

    def _set_busy(self, is_busy: bool) -> None:
        self.steps.setDisabled(is_busy)
        self.back_button.setDisabled(is_busy)
        self.import_button.setDisabled(is_busy)


def _counted(count: int) -> str:
    return ntr("{n} answer", "{n} answers", count)


class ChooseDocument(QFrame):
    """A place to drop a document on, a button to choose one, and a box for a pasted text."""

    dropped = Signal(object)
    pasted = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setProperty("drop", True)
        words = tr(
            "Word, Excel, CSV or text, in which each answer stands by the number of its criterion, "
            "such as 4.3 or MSC 4.3: a table, headings or numbered paragraphs. "
            "Nothing is written before you have seen and ticked it."
        )
        self.choose_button = button(tr("Choose a file…"), lambda: None, "primary")
        takes_file(self, self.dropped.emit, "", self.choose_button)
        self.text = PasteBox(tr("Text with answers"), "")
        self.text.setAcceptDrops(False)
        self.text.setPlaceholderText(tr("Paste answers here, from the portal or from a sheet"))
        self.text.textChanged.connect(self._offer)
        self.read_button = button(
            tr("Read the text"), lambda: self.pasted.emit(self.text.toPlainText())
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 18, 24, 18)
        column.setSpacing(10)
        column.addWidget(label(tr("Drop a document here, or choose it"), h2=True))
        column.addWidget(label(words, muted=True))
        column.addLayout(row(self.choose_button, None))
        column.addWidget(label(tr("Or paste the text"), h2=True))
        column.addWidget(self.text, 1)
        column.addLayout(row(None, self.read_button))
        self._offer()

    def _offer(self) -> None:
        is_empty = self.text.document().isEmpty()
        allow(self.read_button, tr("Paste a text first.") if is_empty else "")


class LookStep(QWidget):
    """The answers of a document with boxes to tick, and what the chosen one changes."""

    def __init__(self, desk: Desk) -> None:
        """Start without a preview."""
        super().__init__()
        self.desk = desk
        self.shown: AnswersPreview | None = None
        self.notes = label("", muted=True)
        self.table, self.text = AnswerTable(), AnswerDifferences()
        self.table.shown.connect(self._show)
        self.keeps = QCheckBox(tr("Keep the document as evidence in the library"))
        self.filters = QButtonGroup(self)
        line = row(spacing=0)
        for place, words in enumerate(FILTERS):
            name = tr("Show: {what}").format(what=tr(words))
            choice = button(tr(words), self._filter, "segment", name)
            choice.setCheckable(True)
            self.filters.addButton(choice, place)
            line.addWidget(choice)
        line.addStretch(1)
        self.take_button = button(tr("Take all new"), lambda: self._tick(Outcome.NEW))
        self.none_button = button(tr("Take none"), lambda: self._tick(None))
        halves = Split("import_answers")
        halves.addWidget(self.table)
        halves.addWidget(self.text)
        halves.setSizes([letters(76), letters(60)])
        legend = tr("Struck: words here that the document takes out. Underlined: words it adds.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.notes)
        column.addLayout(line)
        column.addWidget(halves, 1)
        column.addWidget(label(legend, muted=True))
        column.addLayout(flow(self.take_button, self.none_button, self.keeps))

    def show_preview(self, shown: AnswersPreview, *, has_file: bool) -> None:
        """Show what an import would do; nothing is ticked yet."""
        self.shown = shown
        self.table.rows.show_preview(shown)
        numbers = (len(shown.rows), *(shown.count(key) for key in OUTCOMES))
        for place, (words, number) in enumerate(zip(FILTERS, numbers, strict=True)):
            choice = self.filters.button(place)
            choice.setText(f"{tr(words)} ({number_text(number)})")
            choice.setMinimumWidth(choice.sizeHint().width() + letters(ROOM_FOR_BOLD))
            choice.setEnabled(bool(number) or not place)
        self.filters.button(0).setChecked(True)
        notes = [shown.document.name, *(row.text for row in shown.remarks if not row.row)]
        if shown.document.ignored:
            left = ", ".join(shown.document.ignored)
            notes.append(tr("Not imported: {names}.").format(names=left))
        self.notes.setText("\n".join(notes))
        self.keeps.setVisible(has_file)
        self.keeps.setChecked(False)
        new = shown.count(Outcome.NEW)
        allow(self.take_button, "" if new else tr("The document says nothing new."))
        self.table.show_first()

    def _tick(self, outcome: Outcome | None) -> None:
        self.table.rows.tick_all(outcome)

    def _filter(self) -> None:
        place = self.filters.checkedId()
        wanted = list(OUTCOMES)[place - 1 : place] if place else list(OUTCOMES)
        self.table.rows.show_only(wanted)
        self.table.show_first()

    def _show(self, plan: AnswerPlan | None) -> None:
        if plan is None or self.shown is None:
            self.text.clear()
            return
        titles = {row.id: row.title for row in self.desk.dossier.evidence}
        documents = [titles.get(row, row) for row in plan.documents]
        here = (plan.answer.row, plan.answer.place)
        remarks = [one.text for one in self.shown.remarks if (one.row, one.place) == here]
        self.text.show_answer(plan, documents, remarks)
