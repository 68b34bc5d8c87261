"""The number and the words of a question as the portal has them, copied by the person."""

from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from ctpat_desktop.services.trade import portal_wording
from ctpat_desktop.services.trade.portal_wording import PortalWords
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.text_box import TextBox
from ctpat_desktop.ui.widgets.theme import letters, lines


class PortalEditor(QWidget):
    """The number and the words of a question as the portal has them."""

    def __init__(self, desk: Desk) -> None:
        """Start without a question."""
        super().__init__()
        self.desk, self.question = desk, ""
        self.number = QLineEdit()
        self.number.setAccessibleName(tr("Number in the portal"))
        self.number.setMaximumWidth(letters(17))
        self.text = TextBox(tr("CBP's own words"), "")
        self.text.setPlaceholderText(tr("Paste the question as the portal words it"))
        self.text.setMaximumHeight(lines(4.4))
        self.save = Autosave(self, self._save)
        self.number.textEdited.connect(self.save.typed)
        self.number.editingFinished.connect(self.save.flush)
        self.text.textChanged.connect(lambda: self.save.typed(""))
        self.text.left.connect(self.save.flush)
        form = QFormLayout(self)
        form.setContentsMargins(0, 8, 0, 0)
        form.addRow(label(tr("As the portal shows it"), h2=True))
        form.addRow(label(tr("Number in the portal")), self.number)
        form.addRow(label(tr("CBP's own words")), self.text)

    def show_question(self, question: str, copied: PortalWords) -> None:
        """Show what was copied for a question."""
        if not self.save.flush():
            if question != self.question:
                self.desk.say_held()
            return
        self.question = question
        if self.number.text() != copied.number:
            self.number.setText(copied.number)
        self.text.show_text(copied.text)

    def flush(self) -> bool:
        """Save everything typed."""
        return self.save.flush()

    def _save(self, _text: str) -> bool:
        desk, question = self.desk, self.question
        copied = PortalWords(self.number.text().strip(), self.text.toPlainText().strip())
        return desk.attempt(lambda: portal_wording.keep(desk.workspace, question, copied))
