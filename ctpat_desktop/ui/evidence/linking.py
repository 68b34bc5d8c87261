"""Chooses the criteria a document proves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, row
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.ticks import show_boxes


class LinkDialog(QDialog):
    """Chooses the criteria a document proves."""

    article = "attach-evidence"

    def __init__(self, parent: QWidget, desk: Desk, linked: set[str]) -> None:
        """Offer all criteria; the linked ones are ticked."""
        super().__init__(parent)
        self.setWindowTitle(tr("Which answers does this document prove?"))
        fit(self, 74, 29)
        self.linked = linked
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Criteria"))
        show_boxes(self.list)
        for answer in desk.dossier.answers:
            item = QListWidgetItem(f"{answer.criterion.id}  {answer.criterion.title}")
            item.setData(Qt.ItemDataRole.UserRole, answer.criterion.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = answer.criterion.id in linked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        ok = button(tr("Link"), self.accept, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))

    def has_work(self) -> bool:
        """Return whether a tick was changed."""
        return self.chosen() != self.linked

    def chosen(self) -> set[str]:
        """Return the criteria ticked."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return {
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        }
