"""What every import of a sheet has: steps, buttons under them, and long work in a line below."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.exchange.tables.sheets import Choice
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.importing.columns import ColumnsStep
from ctpat_desktop.ui.importing.steps import ChooseStep
from ctpat_desktop.ui.importing.window_words import SHEETS, titled
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import Job, TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit

CHOOSE, COLUMNS = range(2)
"""The first two steps of every import."""

Buttons = Sequence[QPushButton]


@dataclass(frozen=True, slots=True)
class Look:
    """How one kind of import looks: title of the window, titles of its steps, size in letters."""

    window: str
    titles: Sequence[str]
    size: tuple[int, int]


class SheetDialog(QDialog):
    """Choose a sheet, say where its columns go, then what a subclass adds with `arrange`.

    Nothing is written before what would happen was shown.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, form: Form, look: Look) -> None:
        """Make the first two steps and the buttons that every import has."""
        super().__init__(parent)
        self.desk, self.form, self._look = desk, form, look
        self.path = Path()
        self.setWindowTitle(titled(desk, look.window))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, *look.size)
        self.title, self.banner, self.strip = label("", h1=True), Banner(), TaskStrip()
        self.choose, self.columns = ChooseStep(form, self.ask_file), ColumnsStep(form)
        self.steps = QStackedWidget()
        self.back_button = button(tr("Back"), self.go_back)
        self.next_button = button(tr("Preview rows"), self.look, "primary")
        self.import_button = button(tr("Import"), self.write, "primary")
        self.close_button = button(tr("Cancel"), self.close)
        self.destroyed.connect(desk.give_back)
        self.choose.dropped.connect(self.read)
        self.columns.choice_made.connect(lambda choice: self.read(self.path, choice))

    def arrange(
        self, steps: Sequence[QWidget], under: Mapping[int, Buttons], more: Buttons = ()
    ) -> None:
        """Add further steps and buttons, say which buttons stand under which step, and begin."""
        self.under = under
        self.buttons = (self.back_button, *more, self.next_button, self.import_button)
        for step in (self.choose, self.columns, *steps):
            self.steps.addWidget(step)
        for widget in (*self.buttons, self.close_button):
            widget.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        for part in (self.title, self.banner, self.steps, self.strip):
            column.addWidget(part)
        column.setStretch(2, 1)
        right = (self.close_button, self.next_button, self.import_button)
        column.addLayout(row(self.back_button, *more, None, *right))
        self.open_step(CHOOSE)

    def read(self, path: Path, choice: Choice | None = None) -> None:
        """Read a sheet and propose where its columns go."""
        raise NotImplementedError

    def look(self) -> None:
        """Show what would happen."""
        raise NotImplementedError

    def write(self) -> None:
        """Write what was shown in one step."""
        raise NotImplementedError

    def is_done(self, step: int) -> bool:
        """Return whether a step comes after the writing."""
        raise NotImplementedError

    def name_import(self) -> None:
        """Say on the button what it would write, and why it cannot where there is nothing."""
        raise NotImplementedError

    def ask_file(self) -> None:
        """Ask for a sheet."""
        name = ask_file(self, tr(self._look.titles[CHOOSE]), f"{tr('Sheets')} {SHEETS}")
        if name:
            self.read(Path(name))

    def go_back(self) -> None:
        """Go to the step before."""
        self.open_step(self.steps.currentIndex() - 1)

    def open_step(self, step: int) -> None:
        """Show one step with its buttons."""
        self.steps.setCurrentIndex(step)
        self.title.setText(tr(self._look.titles[step]))
        for widget in self.buttons:
            widget.setVisible(widget in self.under.get(step, ()))
        self.close_button.setText(tr("Close") if self.is_done(step) else tr("Cancel"))
        self.name_import()
        for widget in (self.choose.choose_button, self.next_button, self.import_button):
            if widget.isVisible():
                widget.setFocus()

    def run(self, words: str, job: Job, done: Callable[[Any], object]) -> None:
        """Do long work beside the window; nothing can be pressed meanwhile but Cancel."""
        self.banner.read()

        def end(result: Any) -> None:
            self._set_busy(False)
            done(result)

        if self.strip.run(words, job, end, self._fail):
            self._set_busy(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what runs; writing ends whole or not at all."""
        self.strip.cancel()
        super().closeEvent(event)

    def _fail(self, words: str) -> None:
        self._set_busy(False)
        self.open_step(self.steps.currentIndex())
        self.banner.say(words)

    def _set_busy(self, is_busy: bool) -> None:
        for widget in (self.steps, *self.buttons):
            widget.setDisabled(is_busy)
