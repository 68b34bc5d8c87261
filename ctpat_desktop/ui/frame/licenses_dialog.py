"""The licenses of the program and of everything that comes with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.support import licenses
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.parts import button, label, row
from ctpat_desktop.ui.widgets.read_box import ReadBox
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import fit


class LicensesDialog(QDialog):
    """Every part of the program by name, and the text of the one that is chosen."""

    def __init__(self, parent: QWidget) -> None:
        """Show the program's own license first."""
        super().__init__(parent)
        self.setWindowTitle(tr("Licenses"))
        fit(self, 104, 32)
        self.parts, self.text = QListWidget(), ReadBox(tr("Text of the license"))
        self.parts.setAccessibleName(tr("Parts of the program"))
        self.parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        found = licenses.every()
        for one in found:
            item = QListWidgetItem(one.title, self.parts)
            item.setToolTip(f"{one.title}\n{one.license}".strip())
            item.setData(Qt.ItemDataRole.UserRole, one)
        self.parts.currentItemChanged.connect(self._show)
        sides = Split("licenses")
        sides.addWidget(self.parts)
        sides.addWidget(self.text)
        sides.setStretchFactor(0, 1)
        sides.setStretchFactor(1, 3)
        words = ntr(
            "The program and {n} part that comes with it, each under its own license.",
            "The program and {n} parts that come with it, each under its own license.",
            len(found) - 1,
        )
        column = QVBoxLayout(self)
        column.addWidget(label(words, muted=True))
        column.addWidget(sides, 1)
        column.addLayout(row(None, button(tr("Close"), self.accept, "primary")))
        self.parts.setCurrentRow(0)
        self.parts.setFocus()

    def _show(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        one = item.data(Qt.ItemDataRole.UserRole)
        try:
            self.text.setPlainText(one.text())
        except Problem as problem:
            self.text.setPlainText(problem.line())


def show_licenses(parent: QWidget) -> None:
    """Show the dialog until it is closed."""
    ask(LicensesDialog(parent))
