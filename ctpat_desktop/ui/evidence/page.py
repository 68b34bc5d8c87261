"""The evidence library: documents, their clock, what they prove, their versions, and a preview."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Evidence, EvidenceVersion
from ctpat_desktop.services.evidence.library import Held
from ctpat_desktop.services.profile import evidence_links
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.evidence.adding import add_files
from ctpat_desktop.ui.evidence.documents import DocumentList, used_in
from ctpat_desktop.ui.evidence.linking import LinkDialog
from ctpat_desktop.ui.evidence.preview import Preview
from ctpat_desktop.ui.evidence.versions import VersionsPanel, save_copy
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session import lent
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.file_drop import FileDrop, Wants
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.open_files import ask_files
from ctpat_desktop.ui.widgets.parts import (
    button,
    changer,
    flow,
    label,
    page_column,
    row,
    scrolled,
)
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.workspace.changes import Changes

replace_dialog = later("ctpat_desktop.ui.evidence.replacing:ReplaceDialog")
coverage_dialog = later("ctpat_desktop.ui.evidence.coverage:CoverageDialog")


class EvidencePage(Page):
    """The library of the company; any change may be one of where a document is used."""

    def __init__(self, desk: Desk) -> None:
        """Show all documents."""
        super().__init__()
        self.desk = desk
        self.chosen = ""
        self.list = DocumentList(desk)
        self.list.chosen.connect(self._show)
        self.list.narrowed.connect(self._show_chosen)
        self.empty = EmptyNote("evidence", tr("Files can be dropped here, many at once."))
        self.form = RecordForm(load_form("evidence"), self._save, desk)
        self.uses = label("", muted=True)
        self.preview = Preview(desk.workspace)
        self.preview.listen(self)
        self.old = label("", trouble=True)
        self.versions = VersionsPanel(desk)
        self.versions.looked_at.connect(self._look)
        self.count = label("", muted=True)
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.periods = button(tr("Covered periods…"), self.show_coverage)
        self.charted = button(tr("Chart"), lambda: desk.go_to(Place("charts", field="evidence")))
        column = page_column(self)
        title = row(label(tr("Evidence library"), h1=True), self.count, self.periods, self.charted)
        title.setStretch(1, 1)
        column.addLayout(title)
        self.add_button = changer(tr("Add files…"), self._choose_files, "primary")
        self.drop = FileDrop(self, self._drop, Wants(is_one=False), self.add_button)
        self.empty.offer(changer(tr("Add files…"), self._choose_files, "primary"))
        column.addWidget(self.empty, 1)
        self.split = self._split()
        column.addWidget(self.split, 1)
        self.show_all()

    def show_all(self) -> None:
        """Show the documents that are asked for."""
        documents = self.desk.dossier.evidence
        self.empty.setVisible(not documents)
        self.split.setVisible(bool(documents))
        for tool in (self.periods, self.charted):
            tool.setVisible(bool(documents))
        self.list.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show what is stored now."""
        self.list.forget(changes)
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

    def replace(self, path: Path | None = None) -> None:
        """Ask for a newer file of the document, and put it in its place."""
        found = self._chosen_document()
        if found is not None and self.form.flush():
            ask(replace_dialog(self, self.desk, found, path))

    def show_coverage(self) -> None:
        """Show which days the documents cover since the last validation."""
        ask(coverage_dialog(self, self.desk))

    def _drop(self, paths: list[Path]) -> None:
        """Add the dropped files; one that fell on the preview replaces what it shows."""
        if len(paths) == 1 and self._is_on_preview(self.drop.point):
            self.replace(paths[0])
        else:
            self.take_files(paths)

    def _is_on_preview(self, point: QPoint) -> bool:
        inside = self.preview.mapFrom(self, point)
        return self.preview.isVisible() and self.preview.rect().contains(inside)

    def _split(self) -> Split:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(row(self.add_button, None))
        details = QWidget()
        inner = QVBoxLayout(details)
        inner.setContentsMargins(2, 0, 12, 0)
        inner.addWidget(self.old)
        inner.addWidget(self.preview, 1)
        inner.addWidget(self.versions)
        inner.addWidget(self.form)
        inner.addWidget(self.uses)
        inner.addLayout(self._buttons())
        split = Split("evidence")
        split.addWidget(left)
        self.details = scrolled(details)
        split.addWidget(self.details)
        split.setSizes([270, 470])
        return split

    def _buttons(self) -> Any:
        newer = changer(tr("Replace with a new version…"), self.replace)
        newer.setToolTip(tr("Or drop the newer file on the preview"))
        link = changer(tr("Link to answers…"), self._choose_links)
        look = button(tr("Open", "command"), self.open_copy)
        save = button(tr("Save a copy…"), self._save_copy)
        away = changer(tr("Remove"), self._remove)
        offer(self.list.view, look, newer, link, save, away)
        return flow(newer, link, look, save, None, away)

    def _show_chosen(self) -> None:
        """Show the chosen document, or the first one where it is not among those asked for."""
        ids = self.list.ids
        every = len(self.desk.dossier.evidence)
        words = ntr("{n} document", "{n} documents", every)
        if len(ids) < every:
            words = tr("{shown} of {documents}").format(shown=len(ids), documents=words)
        self.count.setText(words)
        self._show(self.chosen if self.chosen in ids else next(iter(ids), ""))

    def _show(self, document_id: str) -> None:
        known = {document.id: document for document in self.desk.dossier.evidence}
        if document_id != self.chosen and self.chosen in known and self.form.is_holding():
            self.desk.say_held()
            QTimer.singleShot(0, self, lambda: self.list.point_at(self.chosen))
            return
        found = known.get(document_id)
        self.details.setVisible(found is not None)
        self.chosen = document_id if found else ""
        if found is None:
            self.form.forget()
            return
        if not self.list.point_at(document_id):
            self.list.clear()
        self.form.show_record(found)
        self.uses.setText(self._use_words(document_id))
        self.versions.show_document(found)
        self._look(found)

    def _use_words(self, document_id: str) -> str:
        numbers = evidence_links.uses(self.desk.workspace, self.desk.account_id, document_id)
        tables = sorted(map(used_in, self.list.uses(document_id).tables))
        words = tr("Proves {numbers}").format(numbers=", ".join(numbers))
        parts = [words if numbers else tr("Not linked to any answer yet.")]
        if tables:
            parts.append(tr("Used in: {registers}").format(registers=", ".join(tables)))
        return "\n".join(parts)

    def _look(self, held: Held) -> None:
        """Show a document, or say that what is shown is an earlier version of it."""
        is_old = isinstance(held, EvidenceVersion)
        if isinstance(held, EvidenceVersion):
            words = tr("This is an earlier version: {file}, replaced on {day}.")
            self.old.setText(words.format(file=held.filename, day=day_text(held.replaced_on)))
        self.old.setVisible(is_old)
        self.preview.show_document(held)

    def _save(self, key: str, value: Any) -> bool:
        return not self.chosen or self.desk.change("evidence", self.chosen, **{key: value})

    def _choose_files(self) -> None:
        self.take_files(ask_files(self, tr("Add evidence")))

    def open_copy(self) -> None:
        """Open the document in the program the system has for it."""
        found = self._chosen_document()
        if found is not None:
            lent.open_document(self, self.desk, found)

    def _chosen_document(self) -> Evidence | None:
        return next((d for d in self.desk.dossier.evidence if d.id == self.chosen), None)

    def _save_copy(self) -> None:
        found = self._chosen_document()
        if found is not None:
            save_copy(self, self.desk, found)

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
