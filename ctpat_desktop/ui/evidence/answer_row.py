"""The documents behind words of an answer: drop files, paste a picture, choose from the library."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.reading.dossier import OwnAnswer
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.evidence.library import Link
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.evidence.adding import add_files
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants
from ctpat_desktop.ui.widgets.open_files import ask_files
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, changer, clear, flow, label

library_dialog = later("ctpat_desktop.ui.fields.evidence_picker:LibraryDialog")


class EvidenceRow(QFrame):
    """Shows linked documents and takes new ones; what they prove is said by those built on it."""

    def __init__(self, desk: Desk, linked: Sequence[Evidence]) -> None:
        """Show what is linked."""
        super().__init__()
        self.desk = desk
        self.linked: list[Evidence] = []
        self.setProperty("drop", True)
        self.setAccessibleName(tr("Evidence"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        self.chips = QWidget()
        self.flow = FlowLayout(self.chips)
        column.addWidget(self.chips)
        self.add_button = changer(tr("Add files…"), self._choose_files, "link")
        self.library_button = changer(tr("From the library…"), self._choose_linked, "link")
        FileDrop(self, self.take_files, Wants(is_one=False), self.add_button)
        line = flow(label(self._lead(), muted=True))
        self._offers(line)
        column.addLayout(line)
        self.show_links(linked)

    def show_links(self, linked: Sequence[Evidence]) -> None:
        """Show one framed name per linked document; the same ones are left alone."""
        if self.flow.count() and self.linked == list(linked):
            return
        clear(self.flow)
        self.linked = list(linked)
        for document in self.linked:
            self.flow.addWidget(self._piece(document))
        self.chips.setVisible(bool(self.linked))

    def take_files(self, paths: list[Path]) -> None:
        """Add files to the library and link them; all refusals are told in one list."""
        add_files(self, self.desk, paths, self._linking())

    def paste_picture(self) -> None:
        """Add the picture on the clipboard as a PNG."""
        image = QGuiApplication.clipboard().image()
        if image.isNull():
            self.desk.warn(tr("There is no picture on the clipboard."))
            return
        name = f"pasted-{datetime.now():%Y-%m-%d-%H%M%S}.png"
        self.desk.attempt(lambda: self._take_bytes(name, png(image)))

    def _piece(self, document: Evidence) -> QFrame:
        frame = QFrame()
        frame.setProperty("document", True)
        line = QHBoxLayout(frame)
        line.setContentsMargins(8, 3, 4, 3)
        title = self.desk.document_names.get(document.id, document.title)
        name = self._name(document, title)
        name.setToolTip(document.filename)
        line.addWidget(name)
        remove = changer("✕", lambda: self._unlink(document), "link", f"Unlink {title}")
        remove.setToolTip(self._unlink_words())
        line.addWidget(remove)
        return frame

    def _take_bytes(self, name: str, data: bytes) -> None:
        company = self.desk.dossier.company.id
        self._link(library.add_bytes(self.desk.workspace, company, name, data))

    def _lead(self) -> str:
        """Return the words before the buttons."""
        raise NotImplementedError

    def _linking(self) -> Link:
        """Return what lets a new document prove it."""
        raise NotImplementedError

    def _link(self, document_id: str) -> None:
        """Let a document of the library prove it."""
        raise NotImplementedError

    def _unlink(self, document: Evidence) -> None:
        """Take a document away."""
        raise NotImplementedError

    def _unlink_words(self) -> str:
        """Return what taking a document away means."""
        raise NotImplementedError

    def _name(self, document: Evidence, title: str) -> QWidget:
        """Return what shows the name of a document."""
        del document
        name = label(f"▤ {title}")
        name.setWordWrap(False)
        return name

    def _offers(self, line: FlowLayout) -> None:
        """Put the ways to link a document into a line."""
        line.addWidget(self.add_button)
        line.addWidget(button(tr("Paste picture"), self.paste_picture, "link"))
        line.addWidget(self.library_button)

    def _choose_files(self) -> None:
        self.take_files(ask_files(self, tr("Add evidence")))

    def _choose_linked(self) -> None:
        dialog = library_dialog(self, self.desk.dossier.evidence, [d.id for d in self.linked])
        if ask(dialog):
            for document_id in dialog.chosen():
                self.desk.attempt(partial(self._link, document_id))


class AnswerEvidence(EvidenceRow):
    """The documents that prove an answer, the company's or a site's."""

    def __init__(self, desk: Desk, answer: OwnAnswer) -> None:
        """Show what is linked to an answer."""
        self.criterion, self.site_id = answer.criterion, answer.site_id
        super().__init__(desk, answer.evidence)

    def _lead(self) -> str:
        return tr("Drop files here, or:")

    def _linking(self) -> Link:
        return evidence_links.linking(self.desk.account_id, self.criterion, self.site_id)

    def _unlink_words(self) -> str:
        return tr("Unlink from this answer; it stays in the library")

    def _unlink(self, document: Evidence) -> None:
        self.desk.attempt(
            lambda: evidence_links.unlink(
                self.desk.workspace,
                self.desk.account_id,
                self.criterion,
                document.id,
                self.site_id,
            )
        )

    def _link(self, document_id: str) -> None:
        evidence_links.link(
            self.desk.workspace, self.desk.account_id, self.criterion, document_id, self.site_id
        )


def png(image: QImage) -> bytes:
    """Return a picture as PNG bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(buffer.data().data())
