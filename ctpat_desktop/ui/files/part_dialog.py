"""What the dialogs share that write a part of the open file into a new one."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from ctpat_desktop.services.accounts import archive
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.names import fitting
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.new_file_dialog import NewFileDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask_place
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow

FILES = "CTPAT (*.ctpat)"


def company_box(desk: Desk) -> ChoiceBox:
    """Return a list of the companies of the file, the one looked at chosen."""
    box = ChoiceBox()
    box.setAccessibleName(tr("Company"))
    for line in archive.companies(desk.workspace):
        archived = tr("{name} (archived)").format(name=line.name)
        box.addItem(archived if line.archived_on else line.name, line.id)
    box.setCurrentIndex(box.findData(desk.dossier.company.id))
    return box


class PartDialog(NewFileDialog):
    """Ask what goes, then where and under which passphrase; the open file stays as it is."""

    may_be_plain = True
    """Whether the new file may be without a passphrase."""

    def __init__(self, parent: QWidget | None, desk: Desk, title: str) -> None:
        """Lay out nothing yet but the head."""
        super().__init__(parent, title, tr("Write the new file…"))
        self.desk = desk
        self.outcome = label("")
        self.details = ReadBox(tr("What was left out"))
        self.details.hide()

    def name(self) -> str:
        """Return how the new file is called unless somebody says otherwise."""
        raise NotImplementedError

    def write(self, place: Place, progress: Progress) -> Any:
        """Write the new file, beside the window; return what `show` says."""
        raise NotImplementedError

    def show_result(self, result: Any) -> tuple[str, str]:
        """Return what was written in a sentence, and a list of details."""
        raise NotImplementedError

    def why_not(self) -> str:
        """Say what is missing before anything can be written, or ""."""
        return ""

    def ask_target(self) -> None:
        """Ask where the new file goes and for its passphrase, and write it."""
        if why := self.why_not():
            self.banner.say(why)
            return
        folder = self.desk.workspace.path.parent
        name = str(fitting(folder / f"{self.name()}.ctpat"))
        target = ask_place(self, tr("Save the new file as"), name, FILES, ".ctpat")
        if target is None:
            return
        title = tr("Passphrase of the new file")
        secret = PassphraseDialog(self, title, (target.stem,), may_be_plain=self.may_be_plain)
        accepted = secret.exec() == PassphraseDialog.DialogCode.Accepted
        passphrase = secret.passphrase
        secret.deleteLater()  # it keeps nothing typed
        if accepted:
            self.make(Place(target, passphrase))

    def make(self, place: Place) -> None:
        """Write the new file beside the window."""
        self.banner.read()
        started = self.strip.run(
            tr("Writing the new file"),
            partial(self.write, place),
            partial(self._written, place.path),
            self._fail,
        )
        if started:
            allow(self.go_button, tr("The new file is being written."))

    def _written(self, path: Path, result: Any) -> None:
        self.made = path
        words, details = self.show_result(result)
        self.outcome.setText(words)
        self.details.setPlainText(details)
        self.details.setVisible(bool(details))
        allow(self.go_button, "")
        self._offer_to_open()

    def _fail(self, words: str) -> None:
        allow(self.go_button, "")
        self.banner.say(words)
