"""One company leaves the open file as a file of its own, or comes from another file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place as Where
from ctpat_desktop.services.accounts import archive, company_files
from ctpat_desktop.services.accounts.archive import CompanyLine
from ctpat_desktop.services.accounts.company_files import Arrived, Place, Written
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.part_dialog import FILES, PartDialog, company_box
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import TaskStrip
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.passphrase import SecretLine
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class CompanyOutDialog(PartDialog):
    """Choose a company; it is written with its history and documents, and stays here too."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Offer the companies of the file."""
        super().__init__(parent, desk, tr("Take a company out"))
        fit(self, 84, 22)
        self.company = company_box(desk)
        about = tr(
            "The company goes into a file of its own: every record, its history and its "
            "documents. Nothing of another company is in it. It also stays here: once the new "
            "file is where it belongs, you can archive it under All companies."
        )
        form = QFormLayout()
        form.addRow(tr("Company"), self.company)
        self.column.addWidget(label(about))
        self.column.addLayout(form)
        self.column.addWidget(self.outcome)
        self.column.addStretch(1)
        self._lay_below()
        self.company.setFocus()

    def name(self) -> str:
        """Call the file after the company."""
        return self.company.currentText()

    def write(self, place: Place, progress: Progress) -> Written:
        """Write the company into its own file."""
        company = str(self.company.currentData())
        return company_files.take_out(self.desk.workspace, company, place, progress)

    def show_result(self, result: Written) -> tuple[str, str]:
        """Say how much was written."""
        self.company.setEnabled(False)
        records = ntr("{n} record", "{n} records", sum(result.rows.values()))
        documents = ntr("{n} document", "{n} documents", result.documents)
        words = tr("The new file has {records} and {documents}, and was checked.")
        return words.format(records=records, documents=documents), ""


class CompanyInDialog(QDialog):
    """Choose another file and a company of it; it comes in as one step that undo takes back."""

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Wait for a file."""
        super().__init__(parent)
        self.setWindowTitle(tr("Bring a company in"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 84, 24)
        self.desk = desk
        self.arrived: Arrived | None = None
        self.banner, self.strip = Banner(), TaskStrip()
        self.place, self.secret = QLineEdit(), SecretLine(tr("Passphrase"))
        self.place.setAccessibleName(tr("The other file"))
        self.company = ChoiceBox()
        self.company.setAccessibleName(tr("Company"))
        self.look_button = button(tr("Look into the file"), self.look)
        self.go_button = changer(tr("Bring it in"), self.bring_in, "primary")
        self._lay()
        for line in (self.place, self.secret):
            line.textChanged.connect(lambda _: self._forget())
            line.returnPressed.connect(self.look)
        self._forget()
        self.place.setFocus()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def ask_file(self) -> None:
        """Ask for the other file."""
        title = tr("Choose the file the company comes from")
        name, _ = QFileDialog.getOpenFileName(self, title, self.place.text(), FILES)
        if name:
            self.place.setText(name)
            self.secret.setFocus()

    def look(self) -> None:
        """Offer the companies of the other file."""
        typed, secret = self.place.text().strip(), self.secret.text()
        if not typed:
            self.banner.say(tr("Choose the other file first."))
            return

        workspace = self.desk.workspace

        def read(_progress: Progress) -> tuple[CompanyLine, ...]:
            with workspaces.beside(workspace, Path(typed), secret) as other:
                return archive.companies(other)

        self.banner.read()
        self.strip.run(tr("Reading the other file"), read, self._offer, self.banner.say)

    def bring_in(self) -> None:
        """Bring the chosen company in, beside the window."""
        typed, secret = self.place.text().strip(), self.secret.text()
        workspace, company = self.desk.workspace, str(self.company.currentData())

        def bring(progress: Progress) -> Arrived:
            with workspaces.beside(workspace, Path(typed), secret) as other:
                return company_files.bring_in(workspace, other, company, progress)

        self.banner.read()
        if self.strip.run(tr("Bringing the company in"), bring, self._done, self._fail):
            allow(self.go_button, tr("The company is being brought in."))

    def _offer(self, lines: tuple[CompanyLine, ...]) -> None:
        self.company.clear()
        for line in lines:
            self.company.addItem(line.name, line.id)
        self.company.setEnabled(bool(lines))
        allow(self.go_button, "" if lines else tr("There is no company in that file."))
        self.go_button.setDefault(True)
        self.company.setFocus()

    def _forget(self) -> None:
        """Offer nothing of a file that is not the one named any more."""
        self.company.clear()
        self.company.setEnabled(False)
        self.look_button.setDefault(True)
        allow(self.go_button, tr("Look into the other file first."))

    def _fail(self, words: str) -> None:
        allow(self.go_button, "")
        self.banner.say(words)

    def _done(self, arrived: Arrived) -> None:
        self.secret.clear()
        self.arrived = arrived
        self.accept()

    def _lay(self) -> None:
        about = tr(
            "The company comes into this file with every record, its history and its documents. "
            "The other file is only read. Undo takes all of it back in one step."
        )
        choose = button(tr("Choose…"), self.ask_file)
        choose.setAutoDefault(False)
        line = row(self.place, choose)
        line.setStretch(0, 1)
        form = QFormLayout()
        form.addRow(tr("File"), line)
        form.addRow(tr("Passphrase"), row(self.secret, self.look_button))
        form.addRow(tr("Company"), self.company)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Bring a company in"), h1=True))
        column.addWidget(self.banner)
        column.addWidget(label(about))
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.strip)
        column.addLayout(row(None, button(tr("Close"), self.reject), self.go_button))


def bring_company_in(parent: QWidget, desk: Desk) -> None:
    """Ask for a company of another file; the window goes on with it."""
    dialog = CompanyInDialog(parent, desk)
    if dialog.exec() and dialog.arrived is not None:
        arrived = dialog.arrived
        if arrived.account_id:
            desk.account_wanted.emit(arrived.account_id, Where("home"))
        desk.inform(tr("{company} was brought in.").format(company=arrived.company))
