"""Inputs that point to something else in the file: a record, a person's name, a document."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Field
from ctpat_desktop.reading import naming
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import picker
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.evidence_picker import LibraryDialog
from ctpat_desktop.ui.fields.inputs import Input, shrink
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.file_drop import takes_file
from ctpat_desktop.ui.widgets.open_files import ask_file
from ctpat_desktop.ui.widgets.parts import changer, changing, flow, row
from ctpat_desktop.ui.widgets.short import ShortButton, ShortLabel

LARGE = frozenset({"partner", "person"})
"""Registers too long to be offered in one list; their names are typed."""


class RecordInput(Input):
    """One record of a short register, chosen from a list."""

    def __init__(self, field: Field, desk: Desk) -> None:
        """Start with nothing chosen."""
        self.desk = desk
        self.box = ChoiceBox()
        shrink(self.box)
        super().__init__(field, self.box)
        self.box.installEventFilter(self)
        self.box.activated.connect(lambda _: self.left.emit())
        self._fill()

    def show_value(self, value: Any) -> None:
        """Show the record's name."""
        at = self.box.findData(value or "")
        if at < 0:
            self._fill()
            at = self.box.findData(value or "")
        if at < 0:
            workspace = self.desk.workspace
            name = naming.stored_name(workspace, self.field.to, value) or tr("(gone)")
            self.box.addItem(name, value)
            at = self.box.count() - 1
        self.box.setCurrentIndex(at)

    def value(self) -> str | None:
        """Return the id of the chosen record or None."""
        return self.box.currentData() or None

    def shown(self) -> str:
        """Return the record's name."""
        return self.box.currentText() if self.value() else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Offer what is there now whenever the list is about to be used."""
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            chosen = self.value()
            self._fill()
            self.show_value(chosen)
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        found = picker.records(self.desk.scope, self.field.to, limit=1000)
        self.box.clear()
        self.box.addItem(tr("not set"), "")
        for key, name in found:
            self.box.addItem(name or tr("(no name)"), key)


class TypedRecordInput(Input):
    """One record of a long register, found while its name is typed."""

    def __init__(self, field: Field, desk: Desk) -> None:
        """Start empty."""
        self.desk = desk
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("Type a name"))
        super().__init__(field, self.edit)
        self.add_link = changer("", self.add, "link")
        self.add_link.hide()
        self.inner.addWidget(self.add_link, 0, Qt.AlignmentFlag.AlignLeft)
        self._value: str | None = None
        self._ids_by_name: dict[str, str] = {}
        self.model = QStringListModel()
        completer = QCompleter(self.model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(self._chosen)
        self.edit.setCompleter(completer)
        self.edit.textEdited.connect(self._look)
        self.edit.editingFinished.connect(self.leave)

    def show_value(self, value: Any) -> None:
        """Show the record's name; words that name none stay."""
        if not (self.problem or (self.edit.hasFocus() and self.edit.isModified())):
            self._show(value)

    def value(self) -> str | None:
        """Return the id of the record named, or None; while none is, the one stored before."""
        return self._value

    def unread(self) -> str:
        """Return what stands in the line and names no record."""
        return self.edit.text().strip() if self.problem else ""

    def clear(self) -> None:
        """Let go of what names no record: what it belongs to is gone."""
        self._show(None)

    def add(self) -> None:
        """Add a record of this name and point to it."""
        made: list[str] = []
        desk, words = self.desk, self.edit.text().strip()
        desk.attempt(lambda: made.append(picker.add_named(desk.scope, self.field.to, words)))
        if made:
            self._show(made[0])
            self.edit.setFocus()
            self.left.emit()

    def shown(self) -> str:
        """Return the record's name."""
        return self.edit.text()

    def _look(self, words: str) -> None:
        found = picker.records(self.desk.scope, self.field.to, words, 20)
        self._ids_by_name = {name: key for key, name in found}
        self.model.setStringList(list(self._ids_by_name))

    def _chosen(self, name: str) -> None:
        self._show(self._ids_by_name.get(name, self._value))
        self.left.emit()

    def settle(self, *, is_left: bool = True) -> None:
        """Take the record that is named, say of other words that they name none."""
        words = self.edit.text().strip()
        if not is_left and not self.edit.isModified():
            return
        found = self._named(words) if words else None
        if words and found is None:
            self._complain(words)
            return
        if is_left:
            self._show(found)
        else:
            self._value, self.problem = found, ""
        self.left.emit()

    def _named(self, words: str) -> str | None:
        """Return the record some words name: exactly, else alone, else that shown by them."""
        self._look(words)
        exact = {name.casefold(): key for name, key in self._ids_by_name.items()}
        only = next(iter(exact.values())) if len(exact) == 1 else None
        shown = self._value if words == self._name() else None
        return exact.get(words.casefold(), only) or shown

    def _name(self) -> str:
        return naming.stored_name(self.desk.workspace, self.field.to, self._value or "")

    def _show(self, value: str | None) -> None:
        self._value, self.problem = value, ""
        self.add_link.hide()
        self.edit.setText(self._name() if value else "")

    def _complain(self, words: str) -> None:
        told = tr("“{words}” is not in the list and was not saved; choose from the list.")
        self.problem = told.format(words=words)
        name = tr("Add “{name}” to the list").format(name=words)
        self.add_link.setText(name.replace("&", "&&"))
        self.add_link.setAccessibleName(name)
        self.add_link.show()
        self.left.emit()


class PersonInput(Input):
    """A person's name; the names the file knows are offered, any other may be typed."""

    def __init__(self, field: Field, desk: Desk) -> None:
        """Start empty."""
        self.desk = desk
        self.edit = QLineEdit()
        super().__init__(field, self.edit)
        self.model = QStringListModel()
        completer = QCompleter(self.model, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.activated.connect(lambda _: self.left.emit())
        self.edit.setCompleter(completer)
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(lambda _: self.typed.emit())
        self.edit.editingFinished.connect(self.left)

    def show_value(self, value: Any) -> None:
        """Show a name; a cursor stays where it is, and so does a space before the next word."""
        if self.edit.text().strip() != (value or ""):
            self.edit.setText(value or "")

    def value(self) -> str:
        """Return the name."""
        return self.edit.text().strip()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Learn the names when the field is entered."""
        if event.type() == QEvent.Type.FocusIn:
            self.model.setStringList(picker.people(self.desk.scope))
        return super().eventFilter(watched, event)


class EvidenceInput(Input):
    """One document of the library: chosen, or taken in from a file."""

    def __init__(self, field: Field, desk: Desk) -> None:
        """Start without a document."""
        self.desk = desk
        self.name = ShortLabel()
        self.name.setProperty("muted", True)
        inner = QWidget()
        about = tr(field.label)
        self.clear_button = changer("✕", self._clear, "link", f"{about}: {tr('Take away')}")
        self.choose_button = changing(ShortButton(tr("From the library…")))
        self.choose_button.setProperty("link", True)
        self.choose_button.setAccessibleName(f"{about}: {tr('From the library')}")
        self.choose_button.clicked.connect(self._choose)
        self.add_button = changer(tr("Add file…"), self._add, "link", f"{about}: {tr('Add file')}")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        named = row(self.name, self.clear_button)
        named.setStretch(0, 1)
        column.addLayout(named)
        column.addLayout(flow(self.add_button, self.choose_button))
        super().__init__(field, inner)
        self.setFocusProxy(self.add_button)
        takes_file(self, self.take_file, "", self.add_button)
        self._value: str | None = None

    def show_value(self, value: Any) -> None:
        """Show the document's title."""
        self._value = value or None
        found = self._named(value) if value else ""
        self.name.setText(f"▤ {found}" if found else tr("none"))
        self.clear_button.setVisible(bool(value))

    def _named(self, document_id: str) -> str:
        known = self.desk.document_names.get(document_id)
        return known or naming.stored_name(self.desk.workspace, "evidence", document_id)

    def value(self) -> str | None:
        """Return the id of the document or None."""
        return self._value

    def take_file(self, path: Path) -> None:
        """Take a file into the library and point to it."""
        made: list[str] = []
        desk = self.desk
        desk.attempt(partial(_take, desk, path, made))
        if made:
            self.show_value(made[0])
            self.left.emit()

    def _add(self) -> None:
        name = ask_file(self, tr("Add evidence"))
        if name:
            self.take_file(Path(name))

    def _choose(self) -> None:
        dialog = LibraryDialog(self.window(), self.desk.dossier.evidence, [], is_single=True)
        if ask(dialog) and (chosen := dialog.chosen()):
            self.show_value(chosen[0])
            self.left.emit()

    def _clear(self) -> None:
        self.show_value(None)
        self.left.emit()


def _take(desk: Desk, path: Path, made: list[str]) -> None:
    made.append(library.add_file(desk.workspace, desk.dossier.company.id, path))
