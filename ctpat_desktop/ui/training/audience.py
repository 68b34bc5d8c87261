"""Who watches a training: one person or many, chosen from the people who are here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.services.training.results import Watcher
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.words import folded
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS
from ctpat_desktop.ui.widgets.parts import button, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow

ID = Qt.ItemDataRole.UserRole


class AudiencePage(QWidget):
    """Ticks the people in front of the screen, and names who leads the training."""

    ready = Signal()

    def __init__(self, watchers: Sequence[Watcher], chosen: Sequence[str], words: str) -> None:
        """Start with those who began it; `words` say what is played."""
        super().__init__()
        self.list, self.filter = QListWidget(), looks(QLineEdit())
        self.list.setAccessibleName(tr("Who is watching"))
        self.filter.setPlaceholderText(tr("Find a name or a position"))
        self.filter.setAccessibleName(tr("Find a name or a position"))
        self.filter.setProperty(ONLY_LOOKS, True)
        for watcher in watchers:
            words_of = ", ".join(filter(None, (watcher.name, watcher.position)))
            item = QListWidgetItem(words_of)
            item.setData(ID, watcher.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_on = watcher.id in chosen
            item.setCheckState(Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.leader, self.occasion = QLineEdit(), ChoiceBox()
        self.leader.setAccessibleName(tr("Who leads it"))
        self.leader.setPlaceholderText(tr("Nobody: the recording teaches"))
        self.occasion.setAccessibleName(tr("Occasion"))
        for key, name in choices_of("training_session", "occasion").items():
            self.occasion.addItem(name, key)
        self.occasion.setCurrentIndex(self.occasion.findData("refresher"))
        self.counted = label("", muted=True)
        self.go_button = button(tr("Begin"), self.ready.emit, "primary")
        self.filter.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(lambda _item: self._show_count())
        self._lay_out(words)
        self._show_count()

    def _lay_out(self, words: str) -> None:
        form = QFormLayout()
        form.addRow(tr("Who leads it"), self.leader)
        form.addRow(tr("Occasion"), self.occasion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(words))
        note = tr("Tick everybody in front of this screen. What is shown counts for all of them.")
        column.addWidget(label(note, muted=True))
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addLayout(form)
        line = row(self.counted, self.go_button)
        line.setStretch(0, 1)
        column.addLayout(line)

    def people(self) -> tuple[str, ...]:
        """Return the ids of those who are ticked, in order of name."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return tuple(item.data(ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def _narrow(self, words: str) -> None:
        for number in range(self.list.count()):
            item = self.list.item(number)
            item.setHidden(folded(words) not in folded(item.text()))

    def _show_count(self) -> None:
        count = len(self.people())
        self.counted.setText(ntr("{n} person is watching", "{n} people are watching", count))
        allow(self.go_button, "" if count else tr("Tick who is watching."))
