"""Asks when, by whom and with what note a profile was submitted, and seals it."""

from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QDialog, QFormLayout, QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.profile import submissions
from ctpat_desktop.services.profile.submissions import Blocked
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.theme import fit


class RecordDialog(QDialog):
    """Records the profile as submitted; with blockers open only once they were seen."""

    article = "submit-profile"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Propose today and the person at this computer."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Record as submitted"))
        fit(self, 76, 26)
        self.day = DateField(tr("Submitted on"), desk.today)
        self.by, self.note = Line(desk.workspace.who), Line()
        self.by.setAccessibleName(tr("Submitted by"))
        self.note.setAccessibleName(tr("Note"))
        self.about = label("", trouble=True)
        self.blockers = QListWidget()
        self.blockers.setAccessibleName(tr("Open blockers"))
        self.blockers.setWordWrap(True)
        self.record_button = changer(tr("Record as submitted"), self.record, "primary")
        self.has_seen = False
        self._lay()

    def record(self) -> None:
        """Seal the profile; where blockers are open, show them first."""
        day = self.day.demanded(latest=self.desk.today)
        if day is not None and self.desk.attempt(lambda: self._record(day)) and not self._waits():
            self.accept()

    def _record(self, day: date) -> None:
        scope = replace(self.desk.scope, today=day)
        by, note, anyway = self.by.text(), self.note.text(), self.has_seen
        self.has_seen = False
        try:
            tasks.wait_for(
                self,
                tr("Recording the submission"),
                lambda: submissions.record(scope, by=by, note=note, anyway=anyway),
            )
        except Blocked as blocked:
            self._show(blocked)

    def _waits(self) -> bool:
        return self.has_seen

    def _show(self, blocked: Blocked) -> None:
        """Name what is open; the next press records it all the same."""
        self.has_seen = True
        self.about.setText(f"{blocked} {tr('The portal would refuse it, or a Must is open:')}")
        self.blockers.clear()
        self.blockers.addItems([f"{one.place.label}: {one.reason}" for one in blocked.blockers])
        for part in (self.about, self.blockers):
            part.show()
        self.record_button.setText(tr("Record all the same"))
        self.record_button.setAccessibleName(tr("Record all the same"))

    def _lay(self) -> None:
        form = QFormLayout()
        form.addRow(tr("Submitted on"), self.day)
        form.addRow(tr("Submitted by"), self.by)
        form.addRow(tr("Note"), self.note)
        column = QVBoxLayout(self)
        told = tr(
            "Answers, evidence and findings are sealed as they are now. The record never changes, "
            "and nobody can remove it."
        )
        column.addWidget(label(told))
        column.addLayout(form)
        column.addWidget(self.about)
        column.addWidget(self.blockers, 1)
        column.addStretch(0)
        cancel = button(tr("Cancel"), self.reject)
        for one in (cancel, self.record_button):
            one.setAutoDefault(False)  # Enter in a field neither seals for good nor loses the note
        column.addLayout(row(None, cancel, self.record_button))
        for part in (self.about, self.blockers):
            part.hide()
