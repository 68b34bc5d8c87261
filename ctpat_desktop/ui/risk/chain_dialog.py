"""What is said of a cargo chain as a whole: its name, goods, ports and consequence."""

from typing import Any

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import RiskChain
from ctpat_desktop.services.risk.building import Builder
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.parts import button, changer, label, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit


class ChainFieldsDialog(QDialog):
    """The fields of one chain, which save themselves, and the way to remove it."""

    def __init__(self, parent: QWidget, desk: Desk, chain: RiskChain, why_fixed: str) -> None:
        """Show what is stored; `why_fixed` says why nothing can be changed, or is ""."""
        super().__init__(parent)
        self.desk, self.chain_id = desk, chain.id
        self.setWindowTitle(tr("Cargo chain {name}").format(name=chain.name))
        fit(self, 84, 32)
        self.fields = RecordForm(load_form("risk_chain"), self._save, desk, ("risk_assessment_id",))
        self.fields.show_record(chain)
        self.fields.setEnabled(not why_fixed)
        self.remove_button = changer(tr("Remove chain"), self.remove)
        allow(self.remove_button, why_fixed)
        column = QVBoxLayout(self)
        words = why_fixed or tr("Changes are saved as you type. Undo brings a removed chain back.")
        column.addWidget(label(words, muted=True))
        column.addWidget(scrolled(self.fields), 1)
        column.addLayout(row(self.remove_button, None, button(tr("Close"), self.reject)))

    def has_work(self) -> bool:
        """Return whether something typed cannot be saved."""
        return self.fields.is_holding()

    def remove(self) -> None:
        """Take the chain away with its legs, and close."""
        self.fields.forget()
        if self.desk.attempt(lambda: Builder(self.desk.scope).remove_chain(self.chain_id)):
            self.accept()

    def done(self, result: int) -> None:
        """Save what is typed, and close."""
        self.fields.flush()
        super().done(result)

    def _save(self, key: str, value: Any) -> bool:
        desk, chain_id = self.desk, self.chain_id
        if key == "name":
            return desk.attempt(lambda: Builder(desk.scope).rename_chain(chain_id, str(value)))
        return desk.change("risk_chain", chain_id, **{key: value})
