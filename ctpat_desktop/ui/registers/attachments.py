"""The documents attached to a record of a register: drop files, choose from the library."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ctpat_desktop.services.registers import attachments
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.evidence.adding import add_files
from ctpat_desktop.ui.fields.evidence_picker import LibraryDialog
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants
from ctpat_desktop.ui.widgets.open_files import ask_files
from ctpat_desktop.ui.widgets.parts import FlowLayout, changer, clear, flow, label


class AttachmentRow(QFrame):
    """Shows attached documents and takes new ones."""

    def __init__(self, desk: Desk, table: str) -> None:
        """Start without a record."""
        super().__init__()
        self.desk, self.table, self.record_id = desk, table, ""
        self.shown: dict[str, str] = {}
        self.prepare: Callable[[], str] | None = None
        """Makes the record when the first document comes, and returns its id."""
        self.setProperty("drop", True)
        self.setAccessibleName(tr("Documents"))
        self.chips = QWidget()
        self.flow = FlowLayout(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.chips)
        words = label(tr("Documents:"), muted=True)
        words.setWordWrap(False)
        self.setToolTip(tr("Files can be dropped here"))
        self.add_button = changer(tr("Add files…"), self._choose_files, "link")
        FileDrop(self, self.take_files, Wants(is_one=False), self.add_button)
        column.addLayout(
            flow(
                words,
                self.add_button,
                changer(tr("From the library…"), self._choose, "link"),
            )
        )

    def show_record(self, record_id: str) -> None:
        """Show the documents of one record."""
        self.record_id = record_id
        names = self.desk.document_names
        attached = attachments.of_record(self.desk.workspace, self.table, record_id)
        found = {key: names.get(key, title) for key, title in attached}
        if found != self.shown or not self.flow.count():
            clear(self.flow)
            for key, title in found.items():
                self.flow.addWidget(self._piece(key, title))
        self.shown = found
        self.chips.setVisible(bool(found))

    def take_files(self, paths: list[Path]) -> None:
        """Take files into the library and attach them; all refusals are told in one list."""
        if paths and self._is_ready():
            add_files(self, self.desk, paths, attachments.attaching(self.table, self.record_id))

    def _is_ready(self) -> bool:
        """Return whether there is a record to attach to; one that waits to be made is made."""
        if not self.record_id and self.prepare is not None:
            self.desk.attempt(self._make)
        return bool(self.record_id)

    def _make(self) -> None:
        self.record_id = self.prepare() if self.prepare is not None else ""

    def _piece(self, evidence_id: str, title: str) -> QFrame:
        frame = QFrame()
        frame.setProperty("document", True)
        line = QHBoxLayout(frame)
        line.setContentsMargins(8, 3, 4, 3)
        name = label(f"▤ {title}")
        name.setWordWrap(False)
        line.addWidget(name)
        remove = partial(self._remove, evidence_id)
        line.addWidget(changer("✕", remove, "link", f"{tr('Take away')} {title}"))
        return frame

    def _remove(self, evidence_id: str) -> None:
        desk, table, record_id = self.desk, self.table, self.record_id
        desk.attempt(lambda: attachments.detach(desk.workspace, table, record_id, evidence_id))

    def _choose_files(self) -> None:
        self.take_files(ask_files(self, tr("Add evidence")))

    def _choose(self) -> None:
        dialog = LibraryDialog(self.window(), self.desk.dossier.evidence, list(self.shown))
        if ask(dialog) and self._is_ready():
            for document in dialog.chosen():
                desk, table, record_id = self.desk, self.table, self.record_id
                desk.attempt(
                    partial(attachments.attach, desk.workspace, table, record_id, document)
                )
