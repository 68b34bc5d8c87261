"""A list of questions at the left and the chosen one at the right: what several tabs share."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, card, chip, clear, label, scrolled
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import lines

KEY = Qt.ItemDataRole.UserRole
ITEM_HEIGHT = 1.7
"""Lines of one question in the list."""
LIST_WIDTH, DETAIL_WIDTH = 380, 620


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list; a head has no key and cannot be chosen."""

    key: str
    text: str
    tip: str = ""


class Board(RegisterView):
    """Shows a summary, the questions with their state, and the chosen question."""

    def __init__(self, desk: Desk, list_name: str) -> None:
        """Build the frame; subclasses fill it."""
        super().__init__(desk)
        self.key = ""
        self.summary = label("", h2=True)
        self.about = label("", muted=True)
        self.list = QListWidget()
        self.list.setAccessibleName(list_name)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _: self._listed(item))
        self.title = label("", h2=True)
        self.chips = QWidget()
        self.flow = FlowLayout(self.chips)
        self.words = QVBoxLayout()
        self.words.setSpacing(6)
        self.go_button = button(tr("Go there"), self.go_there)
        offer(self.list, self.go_button)
        self.frame, self.detail = card()
        for part in (self.title, self.chips):
            self.detail.addWidget(part)
        self.detail.addLayout(self.words)
        self.detail.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.bottom = QVBoxLayout()
        self._lay()

    def show_key(self, key: str) -> None:
        """Choose one question by its key."""
        for number in range(self.list.count()):
            if self.list.item(number).data(KEY) == key:
                self.list.setCurrentRow(number)

    def fill(self, entries: Sequence[Entry]) -> None:
        """Show the list again; what was chosen stays chosen."""
        keys = [entry.key for entry in entries if entry.key]
        if self.key not in keys:
            self.key = keys[0] if keys else ""
        self.list.blockSignals(True)
        self.list.clear()
        for entry in entries:
            self._add(entry)
        self.list.blockSignals(False)
        if self.key:
            self.show_detail(self.key)

    def say(self, *texts: tuple[str, str]) -> None:
        """Show paragraphs of the chosen question: what kind ("", "muted", "h2") and words."""
        clear(self.words)
        for kind, text in texts:
            if text:
                self.words.addWidget(label(text, **({kind: True} if kind else {})))

    def mark(self, *chips: tuple[str, str]) -> None:
        """Show small marks under the title: kind and words."""
        clear(self.flow)
        for kind, text in chips:
            if text:
                self.flow.addWidget(chip(text, kind))
        self.chips.setVisible(bool(chips))

    def show_detail(self, key: str) -> None:
        """Show the chosen question."""
        raise NotImplementedError(type(self).__name__)

    def go_there(self) -> None:
        """Go to the records behind the chosen question."""

    def _listed(self, item: QListWidgetItem | None) -> None:
        key = str(item.data(KEY)) if item is not None else ""
        if key and key != self.key:
            self.flush()
            self.key = key
            self.show_detail(key)

    def _add(self, entry: Entry) -> None:
        item = QListWidgetItem(entry.text)
        item.setData(KEY, entry.key)
        item.setToolTip(entry.tip or entry.text)
        item.setSizeHint(QSize(0, lines(ITEM_HEIGHT)))
        if not entry.key:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = item.font()
            font.setBold(True)
            item.setFont(font)
        self.list.addItem(item)
        if entry.key and entry.key == self.key:
            self.list.setCurrentItem(item)

    def _lay(self) -> None:
        split = Split(type(self).__name__)
        split.addWidget(self.list)
        inner = QFrame()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        column.addStretch(1)
        split.addWidget(scrolled(inner))
        split.setSizes([LIST_WIDTH, DETAIL_WIDTH])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.summary)
        outer.addWidget(self.about)
        outer.addWidget(split, 1)
        outer.addLayout(self.bottom)
