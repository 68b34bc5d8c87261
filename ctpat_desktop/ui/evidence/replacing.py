"""Asks for the newer file of a document, the days it covers, and why it replaces the old one."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence import versions
from ctpat_desktop.services.evidence.versions import Fresh
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class ReplaceDialog(QDialog):
    """Replaces one document by a new version."""

    article = "replace-version"

    def __init__(
        self, parent: QWidget, desk: Desk, document: Evidence, path: Path | None = None
    ) -> None:
        """Start with a file, or with none; the new period begins where the old one ended."""
        super().__init__(parent)
        self.desk, self.document = desk, document
        ended = document.period_to
        follows = ended + timedelta(days=1) if ended is not None else None
        self.setWindowTitle(tr("Replace with a new version"))
        fit(self, 74, 18)
        self.path = QLineEdit(str(path or ""))
        self.path.setAccessibleName(tr("Newer file"))
        self.choose_button = button(tr("Choose…"), self._choose, name=tr("Choose the newer file"))
        self.period_from = DateField(tr("Covers from"), follows)
        self.period_to = DateField(tr("Covers to"))
        self.expires_on = DateField(tr("Expires on"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(tr("Reason"))
        self.reason.setPlaceholderText(tr("such as: yearly renewal"))
        self.save_button = changer(tr("Replace"), self.save, "primary")
        self._lay()
        takes_file(self, lambda path: self.path.setText(str(path)), "", self.choose_button)
        self.path.textChanged.connect(self._allow)
        self._allow()

    def save(self) -> None:
        """Replace the document and close; stays open when it was refused."""
        fields = (self.period_from, self.period_to, self.expires_on)
        for field in fields:
            field.settle()
        unread = next((field.unread for field in fields if field.unread), "")
        if unread:
            self.desk.warn(tr("“{text}” is not a date.").format(text=unread))
            return
        path = Path(self.path.text().strip())
        first, last, expires = (field.day() for field in fields)
        fresh = Fresh(first, last, expires, self.reason.text())
        desk, key = self.desk, self.document.id

        def work(_: object) -> None:
            versions.replace(desk.scope, key, path, fresh)

        words = tr("Replacing “{title}”").format(title=self.document.title)
        if desk.attempt(lambda: tasks.wait_or_cancel(self, words, work)):
            self.accept()

    def _lay(self) -> None:
        old = self.document
        period = " - ".join(filter(None, (day_text(old.period_from), day_text(old.period_to))))
        facts = [old.filename]
        if period:
            facts.append(tr("covers {period}").format(period=period))
        if old.expires_on:
            facts.append(tr("expires on {day}").format(day=day_text(old.expires_on)))
        words = tr(
            "“{title}” is {facts}. The new file takes its place in every answer and register; "
            "the old one stays readable under its versions. What was submitted or issued stays "
            "the same."
        )
        file = QHBoxLayout()
        file.addWidget(self.path, 1)
        file.addWidget(self.choose_button)
        form = QFormLayout()
        form.addRow(tr("Newer file"), file)
        form.addRow(tr("Covers from"), self.period_from)
        form.addRow(tr("Covers to"), self.period_to)
        form.addRow(tr("Expires on"), self.expires_on)
        form.addRow(tr("Reason"), self.reason)
        column = QVBoxLayout(self)
        column.addWidget(label(words.format(title=old.title, facts=", ".join(facts))))
        column.addLayout(form, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.save_button))

    def _choose(self) -> None:
        name = ask_file(self, tr("Choose the newer file"), at=self.path.text())
        if name:
            self.path.setText(name)

    def _allow(self) -> None:
        allow(self.save_button, "" if self.path.text().strip() else tr("Choose the newer file."))
