"""Chooses the criteria that become questions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.documents.core import labels
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.narrowing import narrow
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.ticks import show_boxes

ID = Qt.ItemDataRole.UserRole


class CriteriaDialog(QDialog):
    """All criteria of the account, to tick."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Tick nothing."""
        super().__init__(parent)
        self.setWindowTitle(tr("Questions from criteria"))
        fit(self, 80, 31)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find criterion"))
        self.search.setAccessibleName(tr("Find criterion"))
        self.search.textChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Criteria"))
        show_boxes(self.list)
        for answer in desk.dossier.asked():
            criterion = answer.criterion
            must = labels.level(criterion.level)
            item = QListWidgetItem(f"{criterion.id}  {must} · {criterion.title}")
            item.setData(ID, criterion.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        column = QVBoxLayout(self)
        column.addWidget(
            label(tr("Each becomes a yes-or-no question; change it afterwards."), muted=True)
        )
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        ok = button(tr("Add questions"), self.accept, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))

    def chosen(self) -> list[str]:
        """Return the numbers of the criteria ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [str(item.data(ID)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def _filter(self, words: str) -> None:
        narrow(self.list, words)
