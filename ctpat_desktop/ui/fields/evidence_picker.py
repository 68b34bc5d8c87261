"""Chooses documents of the evidence library."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence.document_names import names
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.narrowing import narrow
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.ticks import show_boxes


class LibraryDialog(QDialog):
    """Chooses one document of the library, or several with ticks."""

    article = "attach-evidence"

    def __init__(
        self,
        parent: QWidget,
        documents: tuple[Evidence, ...],
        without: list[str],
        *,
        is_single: bool = False,
    ) -> None:
        """Offer all documents but those linked already; `is_single` lets one be chosen."""
        super().__init__(parent)
        self.is_single = is_single
        self.setWindowTitle(tr("Choose from the library"))
        fit(self, 74, 26)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(tr("Filter by title"))
        self.filter.setAccessibleName(tr("Filter by title"))
        self.filter.textChanged.connect(self._filtered)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Documents"))
        show_boxes(self.list)
        called = names(documents)
        for document in documents:
            if document.id not in without:
                self._offer(document, called[document.id])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.addButton(tr("Choose"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for widget in (self.filter, self.list, buttons):
            column.addWidget(widget)

    def has_work(self) -> bool:
        """Return whether something is ticked."""
        return not self.is_single and bool(self.chosen())

    def chosen(self) -> list[str]:
        """Return the ids ticked, or the one chosen."""
        if self.is_single:
            item = self.list.currentItem()
            return [str(item.data(Qt.ItemDataRole.UserRole))] if item is not None else []
        items = (self.list.item(number) for number in range(self.list.count()))
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        ]

    def _offer(self, document: Evidence, name: str) -> None:
        item = QListWidgetItem(name)
        item.setToolTip(document.filename)
        item.setData(Qt.ItemDataRole.UserRole, document.id)
        if not self.is_single:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _filtered(self, words: str) -> None:
        narrow(self.list, words)
