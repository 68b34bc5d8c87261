"""The versions of one document: what it is and was, to be looked at, opened, saved and put back."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QListWidget,
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
from ctpat_desktop.ui.widgets.dialogs import own_place
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import lines

HIGH = 11
"""Lines the list takes at the most; more of them scroll."""


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
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Versions"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.currentRowChanged.connect(lambda _: self._look())
        self.open_button = button(tr("Open version"), self.open_copy)
        self.save_button = button(tr("Save version…"), self._save_copy)
        self.back_button = changer(tr("Put back"), self.put_back)
        offer(self.list, self.open_button, self.save_button, self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.heading)
        column.addWidget(self.list)
        column.addLayout(flow(self.open_button, self.save_button, self.back_button))

    @property
    def current(self) -> Held | None:
        """The chosen version; None where there is but one."""
        at = self.list.currentRow()
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def show_document(self, document: Evidence) -> None:
        """Show the versions of a document; the newest one is chosen."""
        earlier = versions.versions(self.desk.workspace, document.id)
        self.setVisible(bool(earlier))
        rows: list[Held] = [document, *earlier] if earlier else []
        self.heading.setText(ntr("{n} version", "{n} versions", len(rows)))
        self.list.blockSignals(True)
        self.rows = rows
        self.list.clear()
        self.list.addItems([_words(row, len(rows) - at) for at, row in enumerate(rows)])
        self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self.list.setFixedHeight(lines(min(2.7 * len(rows) + 0.7, HIGH)))
        self._allow()

    def open_copy(self) -> None:
        """Open the chosen version in the program the system has for it."""
        self._with(lambda held: lent.open_document(self, self.desk, held))

    def put_back(self) -> None:
        """Make the chosen version the newest one again."""
        desk, held = self.desk, self.current
        if isinstance(held, EvidenceVersion):
            self.list.setFocus()  # the button goes gray
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
    name, _ = QFileDialog.getSaveFileName(parent, tr("Save a copy"), own_place(held.filename))
    if name and desk.attempt(lambda: library.save_copy_of(desk.workspace, held, Path(name))):
        desk.written.emit(tr("The copy is in {path}.").format(path=name), Path(name))


def _words(held: Held, number: int) -> str:
    """Say in two lines which version it is, what it covers, and what became of it."""
    head = f"{number}  {held.filename}"
    days = [day_text(held.period_from), day_text(held.period_to)]
    if any(days):
        period = " - ".join(day or "…" for day in days)
        head = f"{head}, {tr('covers {period}').format(period=period)}"
    if held.expires_on:
        expires = tr("expires on {day}").format(day=day_text(held.expires_on))
        head = f"{head}, {expires}"
    if isinstance(held, Evidence):
        return f"{head}\n{tr('in use')}"
    gone = tr("replaced on {day} by {who}")
    end = gone.format(day=day_text(held.replaced_on), who=held.replaced_by)
    return f"{head}\n{end}" + (f": {held.reason}" if held.reason else "")
