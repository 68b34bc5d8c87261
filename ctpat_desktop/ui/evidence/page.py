"""The evidence library: documents, their clock, what they prove, and a preview."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.due import Due
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.ui.evidence.adding import add_files
from ctpat_desktop.ui.evidence.preview import Preview
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.parts import (
    button,
    changer,
    flow,
    label,
    looks,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.theme import fit, tokens
from ctpat_desktop.ui.widgets.ticks import show_boxes
from ctpat_desktop.workspace.changes import Changes


class EvidencePage(Page):
    """The library of the company."""

    tables = ("evidence", "evidence_link", "company")

    def __init__(self, desk: Desk) -> None:
        """Show all documents."""
        super().__init__()
        self.desk = desk
        self.chosen = ""
        self.setAcceptDrops(True)
        self.filter = looks(QLineEdit())
        self.filter.setPlaceholderText(tr("Filter by title"))
        self.filter.setAccessibleName(tr("Filter by title"))
        self.filter.textChanged.connect(self.show_all)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Documents"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda now, _: self._choose(now))
        self.empty = EmptyNote("evidence", tr("Files can be dropped here, many at once."))
        self.form = RecordForm(load_form("evidence"), self._save, desk)
        self.uses = label("", muted=True)
        self.preview = Preview(desk.workspace)
        self.count = label("", muted=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
        column = page_column(self)
        column.addLayout(row(label(tr("Evidence library"), h1=True), self.count))
        self.empty.offer(changer(tr("Add files…"), self._choose_files, "primary"))
        column.addWidget(self.empty, 1)
        self.split = self._split()
        column.addWidget(self.split, 1)
        self.show_all()

    def show_all(self) -> None:
        """Show the documents that pass the filter."""
        words = self.filter.text().casefold()
        documents = self.desk.dossier.evidence
        names = self.desk.document_names
        found = (row for row in documents if words in f"{names[row.id]} {row.filename}".casefold())
        shown = sorted(found, key=lambda row: natural_key(names[row.id]))
        self.count.setText(tr("{n} documents").format(n=len(documents)))
        self.empty.setVisible(not documents)
        self.split.setVisible(bool(documents))
        self.list.blockSignals(True)
        self.list.clear()
        for document in shown:
            item = QListWidgetItem(names[document.id])
            item.setData(Qt.ItemDataRole.UserRole, document.id)
            item.setToolTip(document.filename)
            due = Due(document.expires_on, self.desk.today, is_end=True)
            if due.is_late:
                item.setText(f"{item.text()} ({due.words})")
                item.setForeground(QColor(tokens().bad))
            self.list.addItem(item)
        self.list.blockSignals(False)
        ids = [document.id for document in shown]
        self._show(self.chosen if self.chosen in ids else next(iter(ids), ""))

    def refresh(self, changes: Changes) -> None:
        """Show what is stored now."""
        del changes
        self.show_all()

    def where(self) -> Place | None:
        """Return the document on the screen."""
        return Place("evidence", record_id=self.chosen)

    def flush(self) -> bool:
        """Save everything typed."""
        return self.form.flush()

    def go(self, place: Place) -> None:
        """Show one document."""
        if place.record_id:
            self._show(place.record_id)

    def take_files(self, paths: list[Path]) -> None:
        """Add files to the library; all refusals are told in one list."""
        made = add_files(self, self.desk, paths)
        if made:
            self._show(made[-1])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls()])

    def _split(self) -> QSplitter:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addWidget(changer(tr("Add files…"), self._choose_files, "primary"))
        details = QWidget()
        inner = QVBoxLayout(details)
        inner.setContentsMargins(12, 0, 12, 0)
        inner.addWidget(self.preview, 1)
        inner.addWidget(self.form)
        inner.addWidget(self.uses)
        inner.addLayout(
            flow(
                changer(tr("Link to answers…"), self._choose_links),
                button(tr("Open"), self.open_copy),
                button(tr("Save a copy…"), self._save_copy),
                None,
                changer(tr("Remove"), self._remove),
            )
        )
        split = QSplitter()
        split.addWidget(left)
        self.details = scrolled(details)
        split.addWidget(self.details)
        split.setSizes([270, 470])
        return split

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(str(item.data(Qt.ItemDataRole.UserRole)))

    def _show(self, document_id: str) -> None:
        known = {document.id: document for document in self.desk.dossier.evidence}
        if document_id != self.chosen and self.chosen in known and self.form.is_holding():
            self.desk.say_held()
            QTimer.singleShot(0, self, lambda: self._point_at(self.chosen))
            return
        found = known.get(document_id)
        self.details.setVisible(found is not None)
        self.chosen = document_id if found else ""
        if found is None:
            self.form.forget()
            return
        self._point_at(document_id)
        self.form.show_record(found)
        numbers = evidence_links.uses(self.desk.workspace, self.desk.account_id, document_id)
        words = tr("Proves {numbers}").format(numbers=", ".join(numbers))
        self.uses.setText(words if numbers else tr("Not linked to any answer yet."))
        self.preview.show_document(found)

    def _point_at(self, document_id: str) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).data(Qt.ItemDataRole.UserRole) == document_id:
                self.list.setCurrentRow(number)

    def _save(self, key: str, value: Any) -> bool:
        return not self.chosen or self.desk.change("evidence", self.chosen, **{key: value})

    def _choose_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, tr("Add evidence"))
        self.take_files([Path(name) for name in names])

    def open_copy(self) -> None:
        """Open the document in the program the system has for it."""
        found = self._chosen_document()
        if found is not None:
            lent.open_document(self, self.desk, found)

    def _chosen_document(self) -> Evidence | None:
        return next((d for d in self.desk.dossier.evidence if d.id == self.chosen), None)

    def _save_copy(self) -> None:
        found = self._chosen_document()
        if found is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), found.filename)
        if name:
            desk = self.desk
            if desk.attempt(lambda: library.save_copy(desk.workspace, found.id, Path(name))):
                self.desk.written.emit(tr("The copy is in {path}.").format(path=name), Path(name))

    def _remove(self) -> None:
        if self.chosen:
            desk, gone = self.desk, self.chosen
            desk.attempt(lambda: records.remove(desk.workspace, "evidence", gone))

    def _choose_links(self) -> None:
        if not self.chosen:
            return
        desk, document_id = self.desk, self.chosen
        now = set(evidence_links.uses(desk.workspace, desk.account_id, document_id))
        dialog = LinkDialog(self, desk, now)
        if not ask(dialog):
            return
        wanted = dialog.chosen()
        for number in sorted(wanted ^ now):
            act = evidence_links.link if number in wanted else evidence_links.unlink
            desk.attempt(partial(act, desk.workspace, desk.account_id, number, document_id))


class LinkDialog(QDialog):
    """Chooses the criteria a document proves."""

    def __init__(self, parent: QWidget, desk: Desk, linked: set[str]) -> None:
        """Offer all criteria; the linked ones are ticked."""
        super().__init__(parent)
        self.setWindowTitle(tr("Which answers does this document prove?"))
        fit(self, 74, 29)
        self.linked = linked
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Criteria"))
        show_boxes(self.list)
        for answer in desk.dossier.answers:
            item = QListWidgetItem(f"{answer.criterion.id}  {answer.criterion.title}")
            item.setData(Qt.ItemDataRole.UserRole, answer.criterion.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = answer.criterion.id in linked
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        ok = button(tr("Link"), self.accept, "primary")
        column.addLayout(row(None, button(tr("Cancel"), self.reject), ok))

    def has_work(self) -> bool:
        """Return whether a tick was changed."""
        return self.chosen() != self.linked

    def chosen(self) -> set[str]:
        """Return the criteria ticked."""
        items = (self.list.item(number) for number in range(self.list.count()))
        return {
            str(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        }
