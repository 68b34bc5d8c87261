"""The dialog that adds several records at once, such as all people of a training."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.theme import fit
from ctpat_desktop.ui.widgets.ticks import show_boxes


class SeveralDialog(QDialog):
    """Ticks names of a list; those that are there already are not offered."""

    def __init__(self, parent: QWidget, title: str, offered: list[tuple[str, str]]) -> None:
        """Offer pairs of id and name."""
        super().__init__(parent)
        self.setWindowTitle(title)
        fit(self, 63, 27)
        self.words = QLineEdit()
        self.words.setProperty(ONLY_LOOKS, True)
        self.words.setPlaceholderText(tr("Find a name"))
        self.words.setAccessibleName(tr("Find a name"))
        self.words.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        show_boxes(self.list)
        for key, name in offered:
            item = QListWidgetItem(name or tr("(no name)"))
            item.setData(Qt.ItemDataRole.UserRole, key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        column = QVBoxLayout(self)
        if not offered:
            column.addWidget(label(tr("Everything there is has been added already."), muted=True))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        ok = changer(tr("Add"), self.accept, "primary")
        every = button(tr("Tick all shown"), self.tick_all, "link")
        column.addLayout(row(every, None, button(tr("Cancel"), self.reject), ok))

    def chosen(self) -> list[str]:
        """Return the ids ticked."""
        return [
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        ]

    def has_work(self) -> bool:
        """Return whether anything is ticked."""
        return bool(self.chosen())

    def tick_all(self) -> None:
        """Tick every name that is shown."""
        for item in self._items():
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]

    def _narrow(self, words: str) -> None:
        for item in self._items():
            item.setHidden(words.casefold() not in item.text().casefold())
