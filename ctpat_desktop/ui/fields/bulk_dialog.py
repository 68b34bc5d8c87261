"""The dialog that gives many records one value."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields import Input, input_for
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import confirm
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.reasons import Reason
from ctpat_desktop.ui.widgets.tab_order import after, reach
from ctpat_desktop.ui.widgets.theme import fit


class BulkDialog(QDialog):
    """Chooses one of the fields and the value that all chosen records get."""

    article = "all-answers"

    def __init__(self, parent: QWidget, desk: Desk, fields: Sequence[Field], count: int) -> None:
        """Offer these fields."""
        super().__init__(parent)
        self.setWindowTitle(tr("Change {n} at once").format(n=count))
        fit(self, 66, 11)
        self.fields, self.count = fields, count
        self.inputs: dict[str, Input] = {}
        self.desk = desk
        self.box = ChoiceBox()
        self.box.setAccessibleName(tr("Field"))
        for field in self.fields:
            self.box.addItem(tr(field.label), field.key)
        self.stack, self.why_not = QStackedWidget(), Reason()
        self.box.currentIndexChanged.connect(self._show)
        column = QVBoxLayout(self)
        words = tr("Every one of the {n} gets this value. One undo brings all of them back.")
        column.addWidget(label(words.format(n=count), muted=True))
        column.addWidget(self.box)
        column.addWidget(self.stack)
        column.addWidget(self.why_not)
        column.addStretch(1)
        ok = button(tr("Change all"), self.accept, "primary")
        ok.setDefault(True)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))
        self._show(0)

    def offer(self, key: str) -> None:
        """Begin with a field, where it is one of those that can be changed."""
        self.box.setCurrentIndex(max(self.box.findData(key), 0))

    def chosen(self) -> dict[str, Any]:
        """Return field and value."""
        key = str(self.box.currentData())
        return {key: self.inputs[key].value()}

    def accept(self) -> None:
        """Close, unless what is typed cannot be stored: it would empty the field of all of them."""
        shown = self.inputs[str(self.box.currentData())]
        if unread := shown.unread():
            words = tr("“{text}” cannot be read; correct it or empty the field.")
            self.why_not.setText(words.format(text=unread))
            self.why_not.show()
            shown.setFocus()
            return
        if shown.value() in ("", None) and not self._may_empty(shown):
            return
        super().accept()

    def _may_empty(self, shown: Input) -> bool:
        """Return whether the person means to empty the field of all of them."""
        text = tr("Nothing is typed or chosen. Empty “{field}” of all {n}?")
        name = tr(shown.field.label).partition(" (")[0]
        words = text.format(field=name, n=self.count)
        return confirm(self, tr("Change all"), words, tr("Empty all"))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go with Tab as the eye reads: the value is made after the buttons below it."""
        found = after(self, self.focusWidget(), 1 if forward else -1)
        if found is not None:
            reach(found)
        return found is not None

    def _show(self, place: int) -> None:
        field = self.fields[place]
        if field.key not in self.inputs:
            self.inputs[field.key] = input_for(field, self.desk)
            self.stack.addWidget(self.inputs[field.key])
        self.stack.setCurrentWidget(self.inputs[field.key])
        self.why_not.hide()
