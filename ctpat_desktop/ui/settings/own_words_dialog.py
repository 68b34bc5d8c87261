"""The own words of the open file: looked through, added and removed."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListWidget, QVBoxLayout, QWidget

from ctpat_desktop.services.spelling import own_words
from ctpat_desktop.services.spelling.text_words import key_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.heard import announce, complain
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class OwnWordsDialog(QDialog):
    """A list of words, a line to add one, and a button that removes the chosen ones."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Show the words of the file."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Own words"))
        fit(self, 56, 24)
        self.line = Line()
        self.line.setPlaceholderText(tr("A word to add"))
        self.line.setAccessibleName(tr("A word to add"))
        self.line.returnPressed.connect(self.add)
        self.add_button = changer(tr("Add"), self.add)
        self.add_button.setAutoDefault(False)
        self.why_not = label("", trouble=True)
        self.why_not.hide()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Own words"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._allow)
        self.count = label("", muted=True)
        self.remove_button = changer(tr("Remove"), self.remove)
        self.remove_button.setAutoDefault(False)
        close = button(tr("Close"), self.accept)
        close.setAutoDefault(False)
        about = tr("These words count as right in this file, beside those of the dictionary.")
        column = QVBoxLayout(self)
        column.addWidget(label(about, muted=True))
        column.addLayout(row(self.line, self.add_button))
        column.addWidget(self.why_not)
        column.addWidget(self.list, 1)
        column.addLayout(row(self.count, None, self.remove_button, close))
        self.show_all()

    def show_all(self) -> None:
        """Show the words as they are in the file."""
        words = own_words.listed(self.desk.workspace)
        self.list.clear()
        self.list.addItems(words)
        self.count.setText(ntr("{n} word", "{n} words", len(words)))
        self._allow()

    def add(self) -> None:
        """Add the word in the line; what is none stays there, and why is said."""
        word = self.line.text().strip()
        if not word or self.desk.reading_only:
            return
        try:
            own_words.refuse_no_word(word)
        except Problem as problem:
            complain(self.why_not, problem.line())
            return
        complain(self.why_not, "")
        if self.desk.attempt(partial(own_words.add, self.desk.workspace, word)):
            self.line.clear()
            self.show_all()
            self._show(word)

    def remove(self) -> None:
        """Remove the chosen words, in one step."""
        words = [item.text() for item in self.list.selectedItems()]
        if words and self.desk.attempt(partial(own_words.remove, self.desk.workspace, words)):
            self.show_all()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.count.text(), self.list)

    def _show(self, word: str) -> None:
        rows = (
            n for n in range(self.list.count()) if key_of(self.list.item(n).text()) == key_of(word)
        )
        self.list.setCurrentRow(next(rows, -1))

    def _allow(self) -> None:
        allow(self.add_button, self.desk.reading_only)
        is_empty = not self.list.selectedItems()
        nothing = tr("Choose the words to remove.") if is_empty else ""
        allow(self.remove_button, self.desk.reading_only or nothing)
