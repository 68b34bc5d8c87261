"""Leaves a finding about the wording as it is, with a reason that is kept."""

from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Finding
from ctpat_desktop.reading.statements import TABLE
from ctpat_desktop.services.profile import writing
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class LeaveDialog(QDialog):
    """Asks why the words can stay; the finding comes back when they change."""

    article = "write-well"

    def __init__(self, parent: QWidget, desk: Desk, finding: Finding, words: str) -> None:
        """Show what was found in `words`."""
        super().__init__(parent)
        self.desk, self.finding, self.words = desk, finding, words
        self.setWindowTitle(tr("Leave as it is"))
        fit(self, 63, 12)
        self.why = QLineEdit()
        self.why.setAccessibleName(tr("Why it can stay"))
        self.why.setPlaceholderText(tr("Why it can stay"))
        self.why.textChanged.connect(lambda _: self._allow())
        self.leave_button = changer(tr("Leave as it is"), self.leave, "primary")
        column = QVBoxLayout(self)
        column.addWidget(label(finding.reason))
        column.addWidget(self.why)
        told = tr("Your reason is kept. The finding comes back when the text changes.")
        column.addWidget(label(told, muted=True))
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.leave_button))
        self._allow()

    def leave(self) -> None:
        """Keep the reason and close; stays open when it was refused."""
        desk, why = self.desk, self.why.text()
        where = (desk.workspace, desk.account_id, self.finding)
        if desk.attempt(lambda: writing.leave(*where, self.words, why)):
            self.accept()

    def _allow(self) -> None:
        reason = "" if self.why.text().strip() else tr("Say in a few words why it can stay.")
        allow(self.leave_button, reason)


def ask_to_leave(parent: QWidget, desk: Desk, finding: Finding) -> None:
    """Ask why a finding can stay, about the words as they are stored."""
    place = finding.place
    if place.site_id:
        own = desk.at_site(place.criterion, place.site_id)
    else:
        own = desk.dossier.answer(place.criterion).own()
    words = own.response.narrative if own.response else None
    if place.table == TABLE:
        words = next((row.text for row in own.statements if row.id == place.record_id), None)
    if words is not None:
        ask(LeaveDialog(parent, desk, finding, words))
