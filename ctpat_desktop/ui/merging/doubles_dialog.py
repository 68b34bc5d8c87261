"""Offers to join what two people may have added for one and the same thing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.services.merging.doubles import Double, join
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class DoublesDialog(QDialog):
    """The records that look alike; each is joined by itself, or left as two."""

    article = "field-kit"

    def __init__(self, parent: QWidget | None, desk: Desk, alike: Sequence[Double]) -> None:
        """Show what was found after a merge."""
        super().__init__(parent)
        self.setWindowTitle(tr("Added twice?"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        fit(self, 84, 26)
        self.desk, self.doubles = desk, list(alike)
        self.banner = Banner()
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Records that look alike"))
        self.join_button = changer(tr("&Join into one"), self.join, "primary")
        offer(self.list, self.join_button)
        about = tr(
            "Each of these was added here and in the other copy. Joined, the older one stays and "
            "takes what it lacks and what hangs on the newer one. Undo takes each join back."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(10)
        column.addWidget(label(tr("Added twice?"), h1=True))
        column.addWidget(self.banner)
        column.addWidget(label(about))
        column.addWidget(self.list, 1)
        column.addLayout(
            row(None, button(tr("Leave the rest as two"), self.accept), self.join_button)
        )
        desk.notified.connect(self.banner.hear)
        self._show()

    def exec(self) -> int:
        """Show the dialog until it is closed; a lock hides it and shows it again."""
        return int(ask(self))

    def showEvent(self, event: QShowEvent) -> None:
        """Give the rows the height of this theme, which they do not know before."""
        super().showEvent(event)
        self.list.doItemsLayout()
        self.list.setFocus()

    def join(self) -> None:
        """Join the two records of the row."""
        at = self.list.currentRow()
        if not 0 <= at < len(self.doubles):
            return
        double = self.doubles[at]
        self.banner.read()
        if self.desk.attempt(lambda: join(self.desk.workspace, double)):
            del self.doubles[at]
            self._show()
            if not self.doubles:
                self.accept()

    def _show(self) -> None:
        self.list.clear()
        for double in self.doubles:
            self.list.addItem(QListWidgetItem(double.title))
        self.list.setCurrentRow(0)
        allow(self.join_button, "" if self.doubles else tr("There is nothing left to join."))
