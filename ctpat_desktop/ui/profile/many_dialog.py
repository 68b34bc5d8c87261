"""The dialog that gives many answers one status, owner, date or level."""

from typing import Any

from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.model import Level
from ctpat_desktop.documents.core import labels
from ctpat_desktop.services.profile import many_answers
from ctpat_desktop.services.profile.many_answers import LEVEL
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.theme import fit


class ManyDialog(QDialog):
    """Chooses a field and the value that all chosen answers get."""

    def __init__(self, parent: QWidget, desk: Desk, criteria: list[str]) -> None:
        """Offer what many answers can have in common."""
        super().__init__(parent)
        self.desk, self.criteria = desk, criteria
        self.setWindowTitle(tr("Change {n} at once").format(n=len(criteria)))
        fit(self, 66, 11)
        self.status, self.level = ChoiceBox(), ChoiceBox()
        for key, words in labels.statuses().items():
            self.status.addItem(words, key)
        self.level.addItem(tr("As shipped"), "")
        for level in (Level.MUST, Level.SHOULD):
            self.level.addItem(labels.level(level), level.value)
        self.owner = QLineEdit()
        self.reviewed, self.target = DateField(tr("Reviewed on")), DateField(tr("Target date"))
        self.inputs: dict[str, tuple[str, QWidget]] = {
            "owner": (tr("Owner"), self.owner),
            "status": (tr("Status"), self.status),
            "reviewed_on": (tr("Reviewed on"), self.reviewed),
            "target_on": (tr("Target date"), self.target),
            LEVEL: (tr("Level"), self.level),
        }
        self.box, self.stack = ChoiceBox(), QStackedWidget()
        self.box.setAccessibleName(tr("Field"))
        for key, (words, widget) in self.inputs.items():
            widget.setAccessibleName(words)
            self.box.addItem(words, key)
            self.stack.addWidget(widget)
        self.box.currentIndexChanged.connect(self.stack.setCurrentIndex)
        column = QVBoxLayout(self)
        words = tr("Every one of the {n} gets this value. One undo brings all of them back.")
        column.addWidget(label(words.format(n=len(criteria)), muted=True))
        column.addWidget(self.box)
        column.addWidget(self.stack)
        column.addStretch(1)
        ok = changer(tr("Change all"), self.save, "primary")
        ok.setDefault(True)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))

    def value(self) -> Any:
        """Return the value that was chosen; None is no date."""
        key = self.box.currentData()
        if key == "owner":
            return self.owner.text().strip()
        if key in ("status", LEVEL):
            return (self.status if key == "status" else self.level).currentData()
        return (self.reviewed if key == "reviewed_on" else self.target).day()

    def save(self) -> None:
        """Change all of them in one step; stays open where that was refused."""
        day = {"reviewed_on": self.reviewed, "target_on": self.target}.get(self.box.currentData())
        if day is not None and day.unread:
            day.setFocus()
            return
        asked = (self.criteria, self.box.currentData(), self.value())
        if self.desk.attempt(lambda: many_answers.change(self.desk.scope, *asked)):
            self.accept()
