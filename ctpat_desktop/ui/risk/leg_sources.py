"""Where chains and legs come from: partners, sites, chains of forced labor, or own words."""

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.services.registers import picker
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.fields.countries import CountryInput
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS
from ctpat_desktop.ui.widgets.parts import button, changer, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit

SOURCES = (("partner", "partner_id", N_("Partner")), ("site", "site_id", N_("Own site")))
"""The registers a leg can be taken from, the field that names the record, and a word for it."""
ROLE = Qt.ItemDataRole.UserRole


class ChainDialog(QDialog):
    """Asks for a new chain: one of forced labor that is there already, or a name and an origin."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Offer what can be taken over."""
        super().__init__(parent)
        self.setWindowTitle(tr("Add a cargo chain"))
        fit(self, 66, 17)
        self.source = ChoiceBox()
        self.source.setAccessibleName(tr("Taken from"))
        self.source.addItem(tr("Nothing: I draw it myself"), "")
        for key, title in picker.records(desk.scope, "supply_chain", limit=1000):
            self.source.addItem(tr("Forced-labor chain: {name}").format(name=title), key)
        self.name, self.goods = QLineEdit(), QLineEdit()
        self.name.setAccessibleName(tr("Chain"))
        self.goods.setAccessibleName(tr("Goods"))
        self.origin = CountryInput(load_form("risk_chain").field("origin"))
        self.origin.typed.connect(self._allow)
        self.origin.left.connect(self._allow)
        self.form = form = QFormLayout()
        form.addRow(tr("Taken from"), self.source)
        form.addRow(tr("Chain"), self.name)
        form.addRow(tr("Goods"), self.goods)
        form.addRow(tr("Origin"), self.origin)
        self.add_button = changer(tr("Add chain"), self.accept, "primary")
        column = QVBoxLayout(self)
        column.addLayout(form)
        self.about = label("", muted=True)
        column.addWidget(self.about)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.add_button))
        self.source.currentIndexChanged.connect(self._allow)
        self.name.textChanged.connect(self._allow)
        self._allow()

    @property
    def taken(self) -> str:
        """The id of the forced-labor chain it is taken from, or ""."""
        return str(self.source.currentData())

    def values(self) -> dict[str, Any]:
        """Return what was typed of an own chain."""
        name, goods = self.name.text().strip(), self.goods.text().strip()
        return {"name": name, "goods": goods, "origin": self.origin.value()}

    def _allow(self) -> None:
        is_own = not self.taken
        for part in (self.name, self.goods, self.origin):
            self.form.setRowVisible(part, is_own)
        words = tr("Its legs are added on the map.")
        self.about.setText(words if is_own else tr("Each of its firms becomes a leg."))
        reason = ""
        if is_own and not self.name.text().strip():
            reason = tr("Give the chain a name.")
        elif is_own and (self.origin.unread() or not self.origin.value()):
            reason = tr("Choose the country the goods come from.")
        allow(self.add_button, reason)


class LegDialog(QDialog):
    """Asks who holds the goods next: a partner, an own site, or another firm or place by name."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        """Offer the first partners and sites."""
        super().__init__(parent)
        self.desk = desk
        self.setWindowTitle(tr("Add a leg"))
        fit(self, 62, 24)
        self.words = QLineEdit()
        self.words.setProperty(ONLY_LOOKS, True)
        self.words.setPlaceholderText(tr("A partner, an own site, or any other name"))
        self.words.setAccessibleName(tr("Who holds the goods next"))
        self.words.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What the leg can be"))
        self.list.itemActivated.connect(lambda _: self.accept())
        self.add_button = changer(tr("Add leg"), self.accept, "primary")
        self.words.textChanged.connect(self._offer)
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.add_button))
        self._offer()

    def values(self) -> dict[str, str]:
        """Return what the chosen leg is begun with."""
        item = self.list.currentItem()
        return dict(item.data(ROLE)) if item is not None else {}

    def _offer(self) -> None:
        self.list.clear()
        for words, values in self._choices():
            item = QListWidgetItem(words)
            item.setData(ROLE, values)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        reason = "" if self.list.count() else tr("Type a name, or choose a partner or a site.")
        allow(self.add_button, reason)

    def _choices(self) -> Iterator[tuple[str, dict[str, str]]]:
        typed = self.words.text().strip()
        for table, key, word in SOURCES:
            for record_id, name in picker.records(self.desk.scope, table, typed):
                yield f"{name} · {tr(word)}", {key: record_id}
        if typed:
            yield tr("“{name}” · another firm or place").format(name=typed), {"name": typed}
