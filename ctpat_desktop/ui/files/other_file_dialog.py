"""A dialog that looks into another file, and then takes something of it into the open one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.part_dialog import FILES
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.reasons import allow


class OtherFileDialog(QDialog):
    """Its file and passphrase, its look into the file, its strip of progress and its buttons.

    What is looked at is forgotten as soon as another file is named.
    """

    choosing = N_("Choose the other file")
    """The title of the window in which the file is chosen."""
    looking = N_("Reading the other file")

    def __init__(self, parent: QWidget | None, desk: Desk, words: tuple[str, str, str]) -> None:
        """Wait for a file; `words` are the title and those of the two buttons: look, and take."""
        super().__init__(parent)
        title, look, go = words
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.desk = desk
        self.banner, self.strip = Banner(), TaskStrip()
        self.place, self.secret = QLineEdit(), SecretLine(tr("Passphrase"))
        self.place.setAccessibleName(tr("The other file"))
        self.look_button = button(look, self.look)
        self.go_button = changer(go, self.take, "primary")
        for line in (self.place, self.secret):
            line.textChanged.connect(lambda _: self.forget())
            line.returnPressed.connect(self.look)

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def has_work(self) -> bool:
        """Tell whether closing loses something: the name of a file is no work."""
        return False

    def ask_file(self) -> None:
        """Ask for the other file."""
        title, there = tr(self.choosing), self.place.text()
        name = ask_file(self, title, FILES, there)
        if name:
            self.take_named(Path(name))

    def take_named(self, path: Path) -> None:
        """Name the other file, and go on to its passphrase."""
        self.place.setText(str(path))
        self.secret.setFocus()

    def look(self) -> None:
        """Look into the other file, beside the window."""
        if not self.place.text().strip():
            self.banner.say(tr("Choose the other file first."))
            return
        opened = self.other()

        def read(_progress: Progress) -> Any:
            with opened as other:
                return self.read(other)

        self.banner.read()
        self.strip.run(tr(self.looking), read, self.offer, self._refuse)

    @contextmanager
    def other(self) -> Iterator[Workspace]:
        """Give the other file to read, by what is typed now."""
        typed, secret = Path(self.place.text().strip()), self.secret.text()
        with workspaces.beside(self.desk.workspace, typed, secret) as other:
            yield other

    def read(self, other: Workspace) -> Any:
        """Return what `offer` shows of the other file; called beside the window."""
        raise NotImplementedError

    def offer(self, seen: Any) -> None:
        """Show what was read."""
        raise NotImplementedError

    def take(self) -> None:
        """Take what was chosen into the open file."""
        raise NotImplementedError

    def forget(self) -> None:
        """Offer nothing of a file that is not the one named any more."""
        raise NotImplementedError

    def _refuse(self, words: str) -> None:
        """Say why the file was not read; where there is one, its passphrase is asked for."""
        self.banner.say(words)
        if Path(self.place.text().strip()).is_file():
            self.secret.selectAll()
            self.secret.setFocus()

    def fail(self, words: str) -> None:
        """Say why nothing was taken, and let it be tried again."""
        allow(self.go_button, "")
        self.banner.say(words)

    def _lay(self, about: str) -> tuple[QVBoxLayout, QFormLayout]:
        """Lay out the head; return the column and the form for what follows."""
        choose = button(tr("Choose…"), self.ask_file)
        choose.setAutoDefault(False)
        line = row(self.place, choose)
        line.setStretch(0, 1)
        form = QFormLayout()
        form.addRow(tr("File"), line)
        form.addRow(tr("Passphrase"), row(self.secret, self.look_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(self.windowTitle(), h1=True))
        column.addWidget(self.banner)
        column.addWidget(label(about))
        column.addLayout(form)
        return column, form

    def _lay_below(self, column: QVBoxLayout) -> None:
        """Put the strip and the buttons below what is asked."""
        takes_file(self, self.take_named, FILES)
        column.addWidget(self.strip)
        column.addLayout(row(None, button(tr("Close"), self.reject), self.go_button))
        self.forget()
        self.place.setFocus()
