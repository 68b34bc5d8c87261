"""The first page: new, open, recent, sample."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.boxes import ChoiceBox, NumberBox
from ctpat_desktop.ui.widgets.parts import button, card, label, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import fit, letters


class StartPage(QWidget):
    """What the person sees before a workspace is open."""

    def __init__(
        self,
        new: Callable[[], object],
        open_: Callable[[], object],
        sample: Callable[[str], object],
        recent: tuple[Path, ...],
        reopen: Callable[[Path], object],
        repair: Callable[[], object],
    ) -> None:
        """Offer the ways in; `recent` are files opened before that still exist."""
        super().__init__()
        frame, column = card()
        frame.setFixedWidth(letters(74))
        column.setContentsMargins(32, 28, 32, 28)
        column.addWidget(label(tr("CTPAT Desktop"), h1=True))
        column.addWidget(
            label(tr("Write, prove and submit a CTPAT security profile, offline."), muted=True)
        )
        self.new_button = button(tr("New workspace…"), new, "primary")
        self.setFocusProxy(self.new_button)
        line = row(self.new_button, button(tr("Open…"), open_), None)
        column.addSpacing(10)
        column.addLayout(line)
        column.addSpacing(10)
        column.addWidget(label(tr("Recent"), h2=True))
        for path in recent:
            link = button(path.name, partial(reopen, path), "link")
            link.setToolTip(str(path))
            where = label(str(path.parent), muted=True)
            column.addWidget(link)
            column.addWidget(where)
        if not recent:
            column.addWidget(label(tr("Nothing opened yet."), muted=True))
        column.addSpacing(10)
        column.addWidget(label(tr("Look around with an invented company"), h2=True))
        column.addLayout(
            row(
                button(tr("Sample importer…"), lambda: sample("importer")),
                button(tr("Sample carrier…"), lambda: sample("carrier")),
                None,
            )
        )
        column.addSpacing(10)
        column.addLayout(row(button(tr("Repair a damaged file…"), repair, "link"), None))
        outer = QVBoxLayout(self)
        outer.addWidget(frame, 0, Qt.AlignmentFlag.AlignCenter)


class AccountDialog(QDialog):
    """Asks for a company, its entity type and the review year."""

    def __init__(self, parent: QWidget | None, companies: tuple[tuple[str, str], ...] = ()) -> None:
        """Offer the companies there are (id, name) besides a new one."""
        super().__init__(parent)
        self.setWindowTitle(tr("New account"))
        fit(self, 66, 13)
        self.company = ChoiceBox()
        self.company.setAccessibleName(tr("Company"))
        self.company.addItem(tr("A new company"), "")
        for company_id, name in companies:
            self.company.addItem(name, company_id)
        self.name = QLineEdit()
        self.name.setAccessibleName(tr("Legal name"))
        self.entity = ChoiceBox()
        self.entity.setAccessibleName(tr("Entity type"))
        for kind in load_edition().entities:
            self.entity.addItem(kind.title, kind.id)
        self.year = NumberBox()
        self.year.setAccessibleName(tr("Review year"))
        self.year.setRange(2000, 2100)
        self.year.setValue(date.today().year)
        self._lay(bool(companies))
        self.company.currentIndexChanged.connect(self._company_chosen)
        self.name.textChanged.connect(self._check)
        self.name.setFocus()
        self._check()

    def _lay(self, has_companies: bool) -> None:
        form = QFormLayout()
        if has_companies:
            form.addRow(tr("Company"), self.company)
        form.addRow(tr("Legal name"), self.name)
        form.addRow(tr("Entity type"), self.entity)
        form.addRow(tr("Review year"), self.year)
        self.ok = button(tr("Create"), self.accept, "primary")
        self.ok.setDefault(True)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addLayout(row(None, button(tr("Cancel"), self.reject), self.ok))

    def _company_chosen(self) -> None:
        self.name.setEnabled(not self.company.currentData())
        self._check()

    def _check(self) -> None:
        is_named = bool(self.company.currentData() or self.name.text().strip())
        allow(self.ok, "" if is_named else tr("Enter the name of the company first."))
