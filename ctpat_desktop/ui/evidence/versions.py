"""The versions of one document: what it is and was, to be looked at, opened, saved and put back."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.records import Evidence, EvidenceVersion
from ctpat_desktop.services.evidence import library, versions
from ctpat_desktop.services.evidence.library import Held
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.head import tell_cut
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reading_table import reading
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import lines

MOST = 5
"""Rows the table shows at once; more of them scroll."""
HEADS = ("Version", "File", "Covers", "Replaced on", "By", "Reason")


class VersionsPanel(QWidget):
    """Lists the versions of a document, newest first; gone where it was never replaced."""

    looked_at = Signal(object)
    """The version to be shown."""

    def __init__(self, desk: Desk) -> None:
        """Start without a document."""
        super().__init__()
        self.desk = desk
        self.rows: list[Held] = []
        self.heading = label("", h2=True)
        self.table = reading(QTableWidget(0, len(HEADS)), tr("Versions"))
        self.table.setHorizontalHeaderLabels([tr(head) for head in HEADS])
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setStretchLastSection(True)
        tell_cut(self.table)
        self.table.currentCellChanged.connect(lambda *_: self._look())
        self.open_button = button(tr("Open version"), self.open_copy)
        self.save_button = button(tr("Save version…"), self._save_copy)
        self.back_button = changer(tr("Put back"), self.put_back)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.table)
        column.addLayout(flow(self.open_button, self.save_button, self.back_button))

    @property
    def current(self) -> Held | None:
        """The chosen version; None where there is but one."""
        at = self.table.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_document(self, document: Evidence) -> None:
        """Show the versions of a document; the newest one is chosen."""
        earlier = versions.versions(self.desk.workspace, document.id)
        self.setVisible(bool(earlier))
        rows: list[Held] = [document, *earlier] if earlier else []
        self.heading.setText(ntr("{n} version", "{n} versions", len(rows)))
        self.table.blockSignals(True)
        self.rows = rows
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for column, words in enumerate(_cells(row, len(rows) - at)):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(at, column, item)
        self.table.setCurrentCell(0, 0)
        self.table.blockSignals(False)
        self.table.setFixedHeight(lines(1.9 * (min(len(rows), MOST) + 1)))
        self._allow()

    def open_copy(self) -> None:
        """Open the chosen version in the program the system has for it."""
        self._with(lambda held: lent.open_document(self, self.desk, held))

    def put_back(self) -> None:
        """Make the chosen version the newest one again."""
        desk, held = self.desk, self.current
        if isinstance(held, EvidenceVersion):
            desk.attempt(lambda: versions.put_back(desk.scope, held.id))

    def _save_copy(self) -> None:
        self._with(lambda held: save_copy(self, self.desk, held))

    def _with(self, act: Callable[[Held], object]) -> None:
        held = self.current
        if held is not None:
            act(held)

    def _look(self) -> None:
        self._allow()
        self._with(self.looked_at.emit)

    def _allow(self) -> None:
        is_old = isinstance(self.current, EvidenceVersion)
        allow(self.back_button, "" if is_old else tr("This version is in use."))


def save_copy(parent: QWidget, desk: Desk, held: Held) -> None:
    """Write a copy of a document, as it is or was, where the person chooses."""
    name, _ = QFileDialog.getSaveFileName(parent, tr("Save a copy"), held.filename)
    if name and desk.attempt(lambda: library.save_copy_of(desk.workspace, held, Path(name))):
        desk.written.emit(tr("The copy is in {path}.").format(path=name), Path(name))


def _cells(held: Held, number: int) -> Sequence[str]:
    period = " - ".join(filter(None, (day_text(held.period_from), day_text(held.period_to))))
    if isinstance(held, Evidence):
        return str(number), held.filename, period, tr("in use"), "", ""
    gone = (day_text(held.replaced_on), held.replaced_by, held.reason)
    return (str(number), held.filename, period, *gone)
