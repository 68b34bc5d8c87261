"""Hands out a field kit: who gets it, what is in it, and when it is to come back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.accounts.company_files import Place
from ctpat_desktop.services.merging import kits
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.files.part_dialog import PartDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.date_field import DateField
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.theme import fit

if TYPE_CHECKING:
    from ctpat_desktop.reading.kits import Kit

OFTEN = (
    *("inspection", "incident", "visitor", "pickup", "seal", "seal_batch", "seal_audit"),
    *("person", "position", "training_session", "partner", "it_asset", "action", "procedure"),
)
"""The registers that are offered, those of a yard first."""


class KitDialog(PartDialog):
    """Choose sections, sites and registers for one person."""

    article = "field-kit"

    may_be_plain = False

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        """Offer what the account has; nothing is chosen."""
        super().__init__(parent, desk, tr("Hand out a field kit"))
        fit(self, 110, 42)
        self.out = label(self._out(), muted=True)
        self.receiver = QLineEdit()
        self.receiver.setAccessibleName(tr("Who gets it"))
        self.receiver.setPlaceholderText(tr("Name of the person"))
        self.until = DateField(tr("To come back by"))
        self.sections = _list(tr("Sections"))
        for category in load_edition().categories:
            _offer(self.sections, f"{category.number}  {category.title}", str(category.number))
        self.sites = _list(tr("Sites"))
        for site in sorted(desk.dossier.sites, key=lambda site: natural_key(site.name)):
            _offer(self.sites, site.name, site.id)
        self.registers = _list(tr("Registers"))
        for table in OFTEN:
            _offer(self.registers, tr(load_form(table).plural), table)
        self._lay()
        self.receiver.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Give the rows the height of this theme, which they do not know before."""
        super().showEvent(event)
        for rows in (self.sections, self.sites, self.registers):
            rows.doItemsLayout()

    def name(self) -> str:
        """Call the file after whoever gets it."""
        return tr("Field kit for {name}").format(name=self.receiver.text().strip())

    def why_not(self) -> str:
        """Ask for a name and for something to hand out."""
        if not self.receiver.text().strip():
            self.receiver.setFocus()
            return tr("Say who gets the field kit.")
        if self.until.unread:
            self.until.setFocus()
            return tr("“{text}” is not a date.").format(text=self.until.unread)
        if not any(map(_chosen, (self.sections, self.sites, self.registers))):
            self.sections.setFocus()
            return tr("Choose sections, sites or registers.")
        return ""

    def write(self, place: Place, progress: Progress) -> "Kit":
        """Write the kit."""
        scope = self.desk.scope
        chosen = (_chosen(rows) for rows in (self.sections, self.sites, self.registers))
        contents = kits.Contents(scope.account_id, *map(frozenset, chosen))
        recipient = kits.Recipient(self.receiver.text(), self.until.day(), place.passphrase)
        return kits.hand_out(scope, contents, recipient, place.path, progress)

    def show_result(self, result: "Kit") -> tuple[str, str]:
        """Say what to do with the kit."""
        self.out.setText(self._out())
        widgets = (self.receiver, self.until, self.sections, self.sites, self.registers)
        for widget in widgets:
            widget.setEnabled(False)
        words = tr(
            "The field kit for {name} is written. Send the file, and tell {name} the passphrase "
            "by another way. When it comes back: File > Merge with another copy or a field kit…"
        )
        return words.format(name=result.name), ""

    def _lay(self) -> None:
        about = tr(
            "A field kit is a small encrypted file with only what you choose. The person works in "
            "it with this program, also without a network, and you take it back here; what both "
            "of you changed is asked."
        )
        form = QFormLayout()
        form.addRow(tr("For"), self.receiver)
        form.addRow(tr("Back by"), self.until)
        self.column.addWidget(label(about))
        self.column.addLayout(form)
        lists = QHBoxLayout()
        lists.setSpacing(14)
        for title, rows in (
            (tr("Sections"), self.sections),
            (tr("Sites"), self.sites),
            (tr("Registers"), self.registers),
        ):
            column = QVBoxLayout()
            column.addWidget(label(title, h2=True))
            column.addWidget(rows, 1)
            lists.addLayout(column, 1)
        self.column.addLayout(lists, 1)
        self.column.addWidget(self.out)
        self.column.addWidget(self.outcome)
        self._lay_below()

    def _out(self) -> str:
        """Say which kits are out."""
        today = self.desk.today
        out = [kit for kit in kits.listed(self.desk.workspace) if not kit.back_on]
        words = "; ".join(f"{kit.name} ({kits.state_words(kit, today)})" for kit in out)
        if not out:
            return tr("No field kit is out on {day}.").format(day=day_text(today))
        return tr("Out now: {kits}.").format(kits=words)


def _list(name: str) -> QListWidget:
    rows = QListWidget()
    rows.setAccessibleName(name)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return rows


def _offer(rows: QListWidget, words: str, key: str) -> None:
    item = QListWidgetItem(words)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Unchecked)
    item.setToolTip(words)
    item.setData(Qt.ItemDataRole.UserRole, key)
    rows.addItem(item)


def _chosen(rows: QListWidget) -> list[str]:
    items = (rows.item(at) for at in range(rows.count()))
    return [
        str(item.data(Qt.ItemDataRole.UserRole))
        for item in items
        if item.checkState() == Qt.CheckState.Checked
    ]
