"""One company leaves the open file as a file of its own, or comes from another file."""

from PySide6.QtWidgets import (
    QFormLayout,
    QWidget,
)

from ctpat_desktop.checklist import Place as Where
from ctpat_desktop.services.accounts import archive, company_files
from ctpat_desktop.services.accounts.archive import CompanyLine
from ctpat_desktop.services.accounts.company_files import Arrived, Place, Written
from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.other_file_dialog import OtherFileDialog
from ctpat_desktop.ui.files.part_dialog import PartDialog, company_box
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class CompanyOutDialog(PartDialog):
    """Choose a company; it is written with its history and documents, and stays here too."""

    article = "many-companies"

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


class CompanyInDialog(OtherFileDialog):
    """Choose another file and a company of it; it comes in as one step that undo takes back."""

    article = "many-companies"

    choosing = N_("Choose the file the company comes from")

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Wait for a file."""
        words = (tr("Bring a company in"), tr("Look into the file"), tr("Bring it in"))
        super().__init__(parent, desk, words)
        fit(self, 84, 24)
        self.arrived: Arrived | None = None
        self.company = ChoiceBox()
        self.company.setAccessibleName(tr("Company"))
        about = tr(
            "The company comes into this file with every record, its history and its documents. "
            "The other file is only read. Undo takes all of it back in one step."
        )
        column, form = self._lay(about)
        form.addRow(tr("Company"), self.company)
        column.addStretch(1)
        self._lay_below(column)

    def read(self, other: Workspace) -> tuple[CompanyLine, ...]:
        """Read the companies of the other file."""
        return archive.companies(other)

    def take(self) -> None:
        """Bring the chosen company in, beside the window."""
        workspace, company = self.desk.workspace, str(self.company.currentData())
        opened = self.other()

        def bring(progress: Progress) -> Arrived:
            with opened as other:
                return company_files.bring_in(workspace, other, company, progress)

        self.banner.read()
        if self.strip.run(tr("Bringing the company in"), bring, self._done, self.fail):
            allow(self.go_button, tr("The company is being brought in."))

    def offer(self, lines: tuple[CompanyLine, ...]) -> None:
        """Show the companies to choose from."""
        self.company.clear()
        for line in lines:
            self.company.addItem(line.name, line.id)
        self.company.setEnabled(bool(lines))
        allow(self.go_button, "" if lines else tr("There is no company in that file."))
        self.go_button.setDefault(True)
        self.company.setFocus()

    def forget(self) -> None:
        """Offer nothing of a file that is not the one named any more."""
        self.company.clear()
        self.company.setEnabled(False)
        self.look_button.setDefault(True)
        allow(self.go_button, tr("Look into the other file first."))

    def _done(self, arrived: Arrived) -> None:
        self.secret.clear()
        self.arrived = arrived
        self.accept()


def bring_company_in(parent: QWidget, desk: Desk) -> None:
    """Ask for a company of another file; the window goes on with it."""
    dialog = CompanyInDialog(parent, desk)
    if dialog.exec() and dialog.arrived is not None:
        arrived = dialog.arrived
        if arrived.account_id:
            desk.account_wanted.emit(arrived.account_id, Where("home"))
        desk.inform(tr("{company} was brought in.").format(company=arrived.company))
