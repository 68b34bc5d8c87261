"""Makes a workspace of the folder of an open export, and says what its health check found."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.files.new_file_dialog import NewFileDialog
from ctpat_desktop.ui.widgets.dialogs import ask_folder, ask_place
from ctpat_desktop.ui.widgets.file_drop import takes_folder
from ctpat_desktop.ui.widgets.open_files import read_place
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.passphrase import PassphraseDialog
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

FILES = "CTPAT (*.ctpat)"

if TYPE_CHECKING:
    from ctpat_desktop.services.profile.open_export import Brought
    from ctpat_desktop.support.progress import Progress


class OpenExportDialog(NewFileDialog):
    """Choose the folder of an open export and a new file; the folder is only read.

    `made` is the new file once it was written, and stays None until then.
    """

    article = "export-data"

    def __init__(self, parent: QWidget | None) -> None:
        """Wait for a folder."""
        title = tr("Make a workspace of an open export")
        super().__init__(parent, title, tr("Make a workspace…"))
        fit(self, 84, 20)
        self.place = QLineEdit()
        self.place.setAccessibleName(tr("Folder of the export"))
        self.outcome, self.problems = label(""), label("", muted=True)
        self._lay()
        takes_folder(self, self.take_named)
        self.place.setFocus()

    def ask_folder(self) -> None:
        """Ask for the folder of the export."""
        title = tr("Choose the folder of the export")
        name = ask_folder(self, title, read_place())
        if name:
            self.take_named(Path(name))

    def take_named(self, folder: Path) -> None:
        """Name the folder, and go on."""
        self.place.setText(str(folder))
        self.go_button.setFocus()

    def ask_target(self) -> None:
        """Ask where the new file goes and for its passphrase, and make it."""
        typed = self.place.text().strip()
        if not typed:
            self.banner.say(tr("Choose the folder of the export first."))
            self.place.setFocus()
            return
        folder = Path(typed)
        name = str(folder.with_name(f"{folder.name}.ctpat"))
        target = ask_place(self, tr("Save the new workspace as"), name, FILES, ".ctpat")
        if target is None:
            return
        title = tr("Passphrase of the new workspace")
        secret = PassphraseDialog(self, title, (target.stem,), may_be_plain=True)
        accepted = secret.exec() == PassphraseDialog.DialogCode.Accepted
        passphrase = secret.passphrase
        secret.deleteLater()  # it keeps nothing typed
        if accepted:
            self.bring_back(folder, target, passphrase)

    def bring_back(self, folder: Path, target: Path, passphrase: str) -> None:
        """Make `target` of a folder, beside the window."""
        from ctpat_desktop.services.profile import open_export

        self.banner.read()

        def make(progress: "Progress") -> "Brought":
            return open_export.bring_back(folder, target, passphrase, progress)

        words = tr("Making a workspace")
        if self.strip.run(words, make, partial(self._show, target), self._fail):
            self._enable(on=False)

    def _lay(self) -> None:
        choose = button(tr("Choose…"), self.ask_folder)
        choose.setAutoDefault(False)
        line = row(self.place, choose)
        line.setStretch(0, 1)
        form = QFormLayout()
        form.addRow(tr("Folder"), line)
        about = tr(
            "The whole content of the folder goes into a new file: every company, the history and "
            "the documents. A file that was changed since the export is refused, and nothing is "
            "made then."
        )
        self.column.addWidget(label(about))
        self.column.addLayout(form)
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.problems)
        self.column.addStretch(1)
        self._lay_below()

    def _enable(self, *, on: bool) -> None:
        self.place.setEnabled(on)
        allow(self.go_button, "" if on else tr("The new file is being written."))

    def _fail(self, words: str) -> None:
        self._enable(on=True)
        self.banner.say(words)
        self.place.setFocus()

    def _show(self, target: Path, result: "Brought") -> None:
        self.made = target
        rows = ntr("{n} row", "{n} rows", result.rows)
        documents = ntr("{n} document", "{n} documents", result.documents)
        words = tr("{name} was made and checked: {rows}, {documents}.")
        self.outcome.setText(words.format(name=target.name, rows=rows, documents=documents))
        odd = [f"{damage.where}: {damage.what}" for damage in result.damages[:3]]
        asks = tr("It was not in order when it was exported. Check its health under Safety.")
        self.problems.setText("\n".join([asks, *odd]) if odd else "")
        self._enable(on=True)
        self._offer_to_open()
