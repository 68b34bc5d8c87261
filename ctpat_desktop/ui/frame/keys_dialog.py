"""All keys of the window, read from its menus."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, label, row, scrolled
from ctpat_desktop.ui.widgets.theme import fit

Key = tuple[str, str]


class KeysDialog(QDialog):
    """The keys and what they do; `inside` are those of fields and lists."""

    def __init__(self, parent: QWidget, actions: list[QAction], inside: tuple[Key, ...]) -> None:
        """List the keys of the menus, then those inside of fields."""
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        fit(self, 76, 30)
        menu = [(a.shortcut().toString(), a.text().replace("&", "")) for a in actions]
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setColumnStretch(1, 1)
        groups = (
            (tr("Everywhere"), [key for key in menu if key[0]]),
            (tr("In fields, lists and panes"), [(tr(keys), tr(words)) for keys, words in inside]),
        )
        for title, keys in groups:
            grid.addWidget(label(title, h2=True), grid.rowCount(), 0, 1, 2)
            for stroke, words in keys:
                at = grid.rowCount()
                grid.addWidget(label(stroke), at, 0)
                grid.addWidget(label(words, muted=True), at, 1)
        column = QVBoxLayout(self)
        column.addWidget(scrolled(inner), 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))


def show_keys(parent: QWidget, actions: list[QAction], inside: tuple[Key, ...]) -> None:
    """Show the dialog until it is closed."""
    ask(KeysDialog(parent, actions, inside))
