"""Who has not answered yet, with the words to remind them."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.questionnaires import reminders
from ctpat_desktop.services.questionnaires.reminders import Reminder
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.questionnaires.words import due
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.rows import Line, RowsTable
from ctpat_desktop.ui.widgets.theme import fit


class RemindersDialog(QDialog):
    """The open requests that are due, each with a text in the partner's language."""

    article = "send-questionnaires"

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show the oldest first."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Reminders"))
        fit(self, 117, 31)
        self.reminders: dict[str, Reminder] = {}
        headers = (N_("Partner"), N_("Due"), N_("State"), N_("Reminded"), N_("E-mail"))
        self.table = RowsTable(tr("Requests not back"), headers, (0, 92, 92, 92, 210))
        self.table.chosen.connect(self._show_text)
        self.subject = QLineEdit()
        self.subject.setReadOnly(True)
        self.subject.setAccessibleName(tr("Subject"))
        self.text = ReadBox(tr("Reminder text"))
        self.none = label(tr("Nothing is overdue or due soon."), muted=True)
        self.copy = button(tr("Copy reminder text"), self.copy_text, "primary")
        self.mark = button(tr("Mark as reminded"), self.mark_reminded)
        offer(self.table, self.copy, self.mark)
        column = QVBoxLayout(self)
        column.addWidget(label(tr("Requests overdue or due soon"), h2=True))
        column.addWidget(self.none)
        column.addWidget(self.table, 1)
        column.addWidget(self.subject)
        column.addWidget(self.text, 1)
        column.addLayout(row(self.copy, self.mark, None, button(tr("Close"), self.accept)))
        self.show_all()

    def show_all(self) -> None:
        """Read the requests anew."""
        desk = self.desk
        found = reminders.reminders(desk.scope)
        self.reminders = {one.request_id: one for one in found}
        self.none.setVisible(not found)
        for widget in (self.copy, self.mark):
            allow(widget, "" if found else tr("No request is overdue or due soon."))
        self.table.show_lines(
            Line(
                one.request_id,
                (
                    one.partner,
                    due(one.due_on, desk.today),
                    tr("Overdue") if one.is_late else tr("Due soon"),
                    day_text(one.reminded_on),
                    one.email,
                ),
            )
            for one in found
        )

    def copy_text(self) -> None:
        """Put subject and text of the current reminder on the clipboard."""
        QGuiApplication.clipboard().setText(f"{self.subject.text()}\n\n{self.text.toPlainText()}")

    def mark_reminded(self) -> None:
        """Note for the selected requests that the partner was reminded today."""
        desk, ids = self.desk, self.table.selected()
        if desk.attempt(lambda: reminders.mark_reminded(desk.workspace, ids, desk.today)):
            self.show_all()

    def _show_text(self, request_id: str) -> None:
        one = self.reminders.get(request_id)
        self.subject.setText(one.subject if one else "")
        self.text.setPlainText(one.text if one else "")
