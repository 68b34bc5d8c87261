"""What the seal ledger says about the seal of an inspection, and one click to use a seal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Inspection
from ctpat_desktop.services.registers import records, seal_stock
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS, ask
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.narrowing import narrow
from ctpat_desktop.ui.widgets.parts import Words, button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes

KINDS = {"stock": "note", "used": "ok", "batch": "note", "gone": "bad", "unknown": "warn"}
"""The color of what the ledger says; the words say it too."""


class SealLine(QWidget):
    """The ledger's word on the seal number, and a way to choose a seal in stock."""

    tables = ("inspection", "seal", "seal_batch")

    def __init__(self, desk: Desk) -> None:
        """Start without an inspection."""
        super().__init__()
        self.desk, self.record_id, self.number = desk, "", ""
        self.standing = Words("")
        self.standing.setProperty("chip", "note")
        self.mark = changer(tr("Mark it as used in the ledger"), lambda: self.use(self.number))
        self.choose = changer(tr("Use a seal from the ledger…"), self.ask, "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        ledger = label(tr("Ledger:"), muted=True)
        column.addWidget(ledger)
        column.addWidget(self.standing)
        column.addLayout(row(self.choose, None))
        column.addLayout(row(self.mark, None))

    def show_record(self, record_id: str) -> None:
        """Show what the ledger says about the seal of an inspection."""
        self.record_id = record_id
        try:
            record = records.stored(self.desk.workspace, "inspection", record_id)
        except Problem:  # removed meanwhile
            return
        if not isinstance(record, Inspection):
            return
        self.number = record.seal_number
        found = seal_stock.Standing("note", tr("no number yet"))
        if self.number:
            found = seal_stock.standing(self.desk.scope, self.number, record.unit_number)
        self.standing.setText(found.words)
        self.standing.setProperty("chip", KINDS.get(found.kind, "note"))
        self.standing.style().unpolish(self.standing)
        self.standing.style().polish(self.standing)
        self.mark.setVisible(found.kind in ("stock", "batch", "unknown"))

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if self.record_id and changes.touches(*self.tables):
            self.show_record(self.record_id)

    def ask(self) -> None:
        """Offer the seals of the ledger, those in stock first, and use the one chosen."""
        offered = seal_stock.offered(self.desk.scope)
        dialog = SealDialog(self.window(), offered)
        if ask(dialog) and (number := dialog.chosen()):
            self.use(number)

    def use(self, number: str) -> None:
        """Put a seal on this inspection and mark it as used in the ledger."""
        desk, record_id = self.desk, self.record_id
        desk.attempt(lambda: seal_stock.use(desk.workspace, record_id, number))


class SealDialog(QDialog):
    """The seals of the ledger, those in stock first; typing finds a number."""

    article = "seals"

    def __init__(self, parent: QWidget, offered: list[tuple[str, str]]) -> None:
        """Offer pairs of number and what the ledger says."""
        super().__init__(parent)
        self.setWindowTitle(tr("Use a seal from the ledger"))
        self.resize(440, 420)
        self.words = QLineEdit()
        self.words.setProperty(ONLY_LOOKS, True)
        self.words.setPlaceholderText(tr("Find a number"))
        self.words.setAccessibleName(tr("Find a number"))
        self.words.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Seals"))
        for number, words in offered:
            item = QListWidgetItem(f"{number}  ·  {words}")
            item.setData(Qt.ItemDataRole.UserRole, number)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _: self.accept())
        column = QVBoxLayout(self)
        if not offered:
            column.addWidget(label(tr("The seal ledger is empty."), muted=True))
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self.ok = button(tr("Use this seal"), self.accept, "primary")
        offer(self.list, self.ok)
        self.ok.setDefault(True)
        allow(self.ok, "" if offered else tr("There is no seal to choose."))
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))

    def chosen(self) -> str:
        """Return the number chosen."""
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item and not item.isHidden() else ""

    def _narrow(self, words: str) -> None:
        narrow(self.list, words)
        items = [self.list.item(place) for place in range(self.list.count())]
        first = next((item for item in items if not item.isHidden()), None)
        if first is not None:
            self.list.setCurrentItem(first)
