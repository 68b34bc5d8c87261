"""The dialog that gives many records one value."""

from typing import Any

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Form
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields import Input, input_for
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit


class BulkDialog(QDialog):
    """Chooses a field and the value that all chosen records get."""

    def __init__(self, parent: QWidget, desk: Desk, form: Form, count: int) -> None:
        """Offer the fields of the form but those that name a record."""
        super().__init__(parent)
        self.setWindowTitle(tr("Change {n} at once").format(n=count))
        fit(self, 66, 11)
        self.fields = [field for field in form.columns if field.key not in form.names]
        self.inputs: dict[str, Input] = {}
        self.desk = desk
        self.box = ChoiceBox()
        self.box.setAccessibleName(tr("Field"))
        for field in self.fields:
            self.box.addItem(tr(field.label), field.key)
        self.stack = QStackedWidget()
        self.box.currentIndexChanged.connect(self._show)
        column = QVBoxLayout(self)
        words = tr("Every one of the {n} gets this value. One undo brings all of them back.")
        column.addWidget(label(words.format(n=count), muted=True))
        column.addWidget(self.box)
        column.addWidget(self.stack)
        column.addStretch(1)
        ok = button(tr("Change all"), self.accept, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))
        self._show(0)

    def chosen(self) -> dict[str, Any]:
        """Return field and value."""
        key = str(self.box.currentData())
        return {key: self.inputs[key].value()}

    def _show(self, place: int) -> None:
        field = self.fields[place]
        if field.key not in self.inputs:
            self.inputs[field.key] = input_for(field, self.desk)
            self.stack.addWidget(self.inputs[field.key])
        self.stack.setCurrentWidget(self.inputs[field.key])
