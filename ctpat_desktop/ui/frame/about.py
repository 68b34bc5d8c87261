"""What the Help menu says of this program, to be copied; and the notes of a newer one."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QGridLayout,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.services.files import about
from ctpat_desktop.services.profile import editions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.theme import fit

if TYPE_CHECKING:
    from ctpat_desktop.services.files.workspaces import Workspace

WORDING = N_(
    "The official text of the criteria is CBP's. Titles, summaries and guidance here are this "
    "program's own words; check them against CBP's booklet and paste its text where you need it."
)
OFFLINE = N_(
    "This program never uses the network: it does not look for newer versions by itself. What you "
    "type is saved within one second."
)


class AboutDialog(QDialog):
    """Version and what it is made of, in lines that can be copied."""

    def __init__(self, parent: QWidget, workspace: "Workspace | None") -> None:
        """`workspace` is the open file, if there is one."""
        super().__init__(parent)
        self.setWindowTitle(tr("About CTPAT Desktop"))
        fit(self, 80, 24)
        rows = about.lines(workspace, editions.names(workspace))
        self.lines = [*rows[:4], (tr("Qt"), QLibraryInfo.version().toString()), *rows[4:]]
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("CTPAT Desktop"), h1=True))
        column.addWidget(self.banner)
        column.addLayout(self._grid())
        for words in (tr(WORDING), tr(OFFLINE), tr("Apache License 2.0")):
            column.addWidget(label(words, muted=True))
        column.addStretch(1)
        notes = button(tr("Open a newer version's notes…"), self.ask_notes)
        takes_file(self, self.show_notes, "(*.md *.txt)", notes)
        close = button(tr("Close"), self.accept, "primary")
        column.addLayout(row(notes, None, button(tr("Copy"), self.copy), close))
        close.setFocus()

    def copy(self) -> None:
        """Put all lines on the clipboard, for whoever helps."""
        head = tr("CTPAT Desktop")
        every = [f"{name}: {value}" for name, value in self.lines]
        QApplication.clipboard().setText("\n".join([head, *every]))

    def ask_notes(self) -> None:
        """Ask for a file with the notes of a newer version and show it."""
        name, _ = QFileDialog.getOpenFileName(
            self, tr("Open a newer version's notes"), "", tr("Notes (*.md *.txt);;All files (*)")
        )
        if name:
            self.show_notes(Path(name))

    def show_notes(self, path: Path) -> None:
        """Show a file as plain text, or say why not."""
        self.banner.read()
        try:
            text = about.notes(path)
        except Problem as problem:
            self.banner.say(problem.line())
            return
        ask(NotesDialog(self, path.name, text))

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(18)
        for at, (name, value) in enumerate(self.lines):
            grid.addWidget(label(name, muted=True), at, 0)
            words = label(value)
            words.setAccessibleName(f"{name}: {value}")
            grid.addWidget(words, at, 1)
        return grid


class NotesDialog(QDialog):
    """A text a person chose, as it is: nothing in it is run, followed or fetched."""

    def __init__(self, parent: QWidget, name: str, text: str) -> None:
        """`name` is that of the file."""
        super().__init__(parent)
        self.setWindowTitle(tr("Notes: {name}").format(name=name))
        fit(self, 90, 32)
        self.text = ReadBox(tr("Notes"), text)
        words = tr("A file you chose, shown as plain text. This version is not changed by it.")
        column = QVBoxLayout(self)
        column.addWidget(label(words, muted=True))
        column.addWidget(self.text, 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))


def show_about(parent: QWidget, workspace: "Workspace | None" = None) -> None:
    """Show the dialog until it is closed."""
    ask(AboutDialog(parent, workspace))
