"""Asks who works on findings until when, and why they are accepted for a while."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.checklist import Finding
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.profile import finding_marks
from ctpat_desktop.services.profile.finding_marks import USUAL_DAYS, Mark
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.tasks import wait_for
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.theme import fit

Decide = Callable[[Scope, Sequence[Finding], str, date | None], object]
"""Notes one decision about findings: a line of text and a day."""


class MarkDialog(QDialog):
    """Asks for one line of text and one day, about one or many findings."""

    def __init__(
        self, parent: QWidget, desk: Desk, findings: Sequence[Finding], title: str, note: str
    ) -> None:
        """Name what it is about; subclasses say what is asked."""
        super().__init__(parent)
        self.desk, self.findings = desk, findings
        self.setWindowTitle(title)
        fit(self, 63, 14)
        self.words, self.why_not = QLineEdit(), Reason()
        self.day = DateField("")
        self.form = QFormLayout()
        about = ntr("{n} finding", "{n} findings", len(findings))
        first = f"{findings[0].place.label}: {findings[0].reason}" if len(findings) == 1 else about
        self.save_button = changer(title, self.save, "primary")
        self.save_button.setDefault(True)
        column = QVBoxLayout(self)
        column.addWidget(label(first))
        column.addLayout(self.form)
        column.addWidget(label(note, muted=True))
        column.addWidget(self.why_not)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))
        self.words.textChanged.connect(lambda _: self.show_reason())
        self.day.typed.connect(self.show_reason)
        self.day.picked.connect(lambda _: self.show_reason())

    def ask_for(self, words: str, day: str) -> None:
        """Name the line and the day."""
        for name, field in ((words, self.words), (day, self.day.edit)):
            field.setAccessibleName(name)
        self.day.name = day
        self.form.addRow(words, self.words)
        self.form.addRow(day, self.day)
        self.words.setFocus()

    def reason(self) -> str:
        """Return why it cannot be saved yet; "" where it can."""
        return tr("The date cannot be read.") if self.day.unread else ""

    def show_reason(self) -> None:
        """Gray the button and say why, or let it be pressed."""
        allow(self.save_button, self.reason(), self.why_not)

    def save(self) -> None:
        """Write it, and close where that was done."""

    def write(self, decide: Decide) -> None:
        """Decide about all of the findings in one step, beside the window; close where it was."""
        scope, asked = self.desk.scope, (self.findings, self.words.text(), self.day.day())
        words = tr("Noting what was decided")
        if self.desk.attempt(lambda: wait_for(self, words, lambda: decide(scope, *asked))):
            self.accept()


class AssignDialog(MarkDialog):
    """Asks who works on findings until when."""

    def __init__(self, parent: QWidget, desk: Desk, findings: Sequence[Finding], old: Mark) -> None:
        """Start from what is decided about the first of them."""
        told = tr("An empty line takes the owner away, an empty date the date.")
        super().__init__(parent, desk, findings, tr("Save"), told)
        self.setWindowTitle(tr("Owner and due date"))
        self.ask_for(tr("Owner"), tr("Due on"))
        self.words.setText(old.owner)
        self.day.show_day(old.due_on)
        self.show_reason()

    def save(self) -> None:
        """Write owner and day of all of them in one step."""
        self.write(finding_marks.assign)


class AcceptDialog(MarkDialog):
    """Asks why findings can stay, and until when."""

    def __init__(self, parent: QWidget, desk: Desk, findings: Sequence[Finding]) -> None:
        """Offer half a year."""
        told = tr(
            "They stand under “Accepted” until that day, or until what they say changes. "
            "Nothing of it is sent to CBP."
        )
        super().__init__(parent, desk, findings, tr("Accept"), told)
        self.setWindowTitle(tr("Accept for a while"))
        self.ask_for(tr("Accepted, because"), tr("Until"))
        self.day.show_day(desk.today + timedelta(days=USUAL_DAYS))
        self.show_reason()

    def reason(self) -> str:
        """Want a reason and a day to come."""
        until = self.day.day()
        if not self.words.text().strip():
            return tr("Say in a few words why it can stay.")
        if until is None or until < self.desk.today:
            return super().reason() or tr("Choose an end from today on.")
        return super().reason()

    def save(self) -> None:
        """Accept all of them in one step."""
        self.write(finding_marks.accept)
