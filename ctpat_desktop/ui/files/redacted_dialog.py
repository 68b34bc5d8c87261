"""Writes a redacted copy: for whom, and what is left out of it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.copies.choices import ABOUT, Choice
from ctpat_desktop.services.copies.scoping import Wanted
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.ui.files.part_dialog import PartDialog, company_box
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import label, scrolled
from ctpat_desktop.ui.widgets.theme import fit

if TYPE_CHECKING:
    from ctpat_desktop.services.copies.copying import Copied

_copy = later("ctpat_desktop.services.copies.copying:copy")


class RedactedDialog(PartDialog):
    """Choose what goes out of a copy for a partner, an auditor or a consultant."""

    article = "redacted-copy"

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Offer everything that can be left out, all of it chosen."""
        super().__init__(parent, desk, tr("Redacted copy"))
        fit(self, 100, 40)
        self.receiver = QLineEdit()
        self.receiver.setAccessibleName(tr("For whom"))
        self.receiver.setPlaceholderText(tr("Company or person who gets the copy"))
        self.company, self.choices = company_box(desk), QFrame()
        self.boxes = {choice: QCheckBox(tr(about.title)) for choice, about in ABOUT.items()}
        self._lay()
        self.receiver.setFocus()

    def name(self) -> str:
        """Call the file after whoever gets it."""
        return tr("Copy for {name}").format(name=self.receiver.text().strip())

    def why_not(self) -> str:
        """Ask for a name first: it stands on every page."""
        if self.receiver.text().strip():
            return ""
        self.receiver.setFocus()
        return tr("Say who gets the copy: the name stands on every page and picture of it.")

    def wanted(self) -> Wanted:
        """Return what was chosen."""
        chosen = frozenset(choice for choice, box in self.boxes.items() if box.isChecked())
        return Wanted(self.receiver.text().strip(), chosen, str(self.company.currentData()))

    def write(self, place: Place, progress: Progress) -> "Copied":
        """Write the copy."""
        copied: Copied = _copy(self.desk.workspace, self.wanted(), place, progress)
        return copied

    def show_result(self, result: "Copied") -> tuple[str, str]:
        """Say how much is in the copy, and list what is not and what nobody has checked."""
        records = ntr("{n} record", "{n} records", sum(result.written.rows.values()))
        documents = ntr("{n} document", "{n} documents", result.written.documents)
        words = tr("The copy has {records} and {documents}. Read below what to look through.")
        title, lines = tr("To look through before you hand it out"), list(result.unchecked)
        parts = [(title, lines), (tr("Left out"), list(result.left))]
        named = [f"{row.title} ({row.why})" for row in result.documents]
        parts.append((tr("Documents left out"), named))
        text = "\n\n".join(
            "\n".join([head, *(f"– {line}" for line in rows)]) for head, rows in parts
        )
        self.area.hide()
        for box in (self.receiver, self.company):
            box.setEnabled(False)
        return words.format(records=records, documents=documents), text

    def _lay_choices(self) -> None:
        """Put what each choice leaves out below it."""
        inner = QVBoxLayout(self.choices)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(4)
        inner.addWidget(label(tr("Leave out"), h2=True))
        for choice, box in self.boxes.items():
            is_offered = choice is not Choice.OTHER_COMPANIES or self.company.count() > 1
            words = label(tr(ABOUT[choice].words), muted=True)
            words.setContentsMargins(24, 0, 0, 4)
            box.setChecked(True)
            box.setAccessibleDescription(tr(ABOUT[choice].words))
            for widget in (box, words):
                widget.setVisible(is_offered)
                inner.addWidget(widget)

    def _lay(self) -> None:
        about = tr(
            "The copy is a file of its own. What you leave out goes from every older version too. "
            "Pictures and PDF pages carry the name of whoever gets them; files of other kinds stay "
            "out. Your own file stays as it is."
        )
        form = QFormLayout()
        form.addRow(tr("For"), self.receiver)
        if self.company.count() > 1:
            form.addRow(tr("Company"), self.company)
        self.column.addWidget(label(about))
        self.column.addLayout(form)
        self._lay_choices()
        self.area = scrolled(self.choices)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self.outcome)
        self.column.addWidget(self.details, 1)
        self._lay_below()
