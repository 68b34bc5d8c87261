"""The company editor: its own fields, and lists of addresses, contacts, identifiers."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import Form, load_form
from ctpat_desktop.catalogue.values import value_text
from ctpat_desktop.checklist import Place
from ctpat_desktop.records import Record
from ctpat_desktop.services.registers import records
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import changer, label, page_column, row, scrolled
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.workspace.changes import Changes

LISTS = ("contact", "address", "identifier")


class CompanyPage(Page):
    """Everything the portal asks about the company."""

    tables = ("company", "account", *LISTS)

    def __init__(self, desk: Desk) -> None:
        """Build one tab per form."""
        super().__init__()
        self.desk = desk
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.singles = {
            "company": RecordForm(load_form("company"), self._company_save, desk),
            "account": RecordForm(load_form("account"), self._account_save, desk, ("entity",)),
        }
        self.lists = {table: RecordList(desk, load_form(table)) for table in LISTS}
        self.places: dict[str, int] = {}
        self._tab("company", tr("Company"), self._padded(self.singles["company"]))
        for table, widget in self.lists.items():
            self._tab(table, tr(widget.form.plural), widget)
        self._tab("account", tr("CTPAT account"), self._padded(self.singles["account"]))
        column = page_column(self)
        column.addWidget(label(tr("Company"), h1=True))
        column.addWidget(self.tabs, 1)
        self.show_all()

    def show_all(self) -> None:
        """Show the stored values."""
        self.singles["company"].show_record(self.desk.dossier.company)
        self.singles["account"].show_record(self.desk.dossier.account)
        for table, widget in self.lists.items():
            widget.show_rows(_rows(self.desk, table))

    def refresh(self, changes: Changes) -> None:
        """Show what is stored now."""
        del changes
        self.show_all()

    def go(self, place: Place) -> None:
        """Open the tab and put the cursor into the field."""
        table = place.table or "company"
        self.tabs.setCurrentIndex(self.places.get(table, 0))
        if table in self.lists:
            self.lists[table].go(place.record_id, place.field)
        elif place.field:
            self.singles[table].focus(place.field)

    def where(self) -> Place | None:
        """Return the tab, the record and the field on the screen."""
        at = self.tabs.currentIndex()
        table = next(name for name, place in self.places.items() if place == at)
        if table in self.lists:
            shown = self.lists[table]
            return Place(
                "company", table=table, record_id=shown.chosen, field=shown.editor.focused()
            )
        return Place("company", table=table, field=self.singles[table].focused())

    def flush(self) -> bool:
        """Save everything typed."""
        forms = [*self.singles.values(), *(widget.editor for widget in self.lists.values())]
        return all([form.flush() for form in forms])

    def _tab(self, table: str, title: str, widget: QWidget) -> None:
        self.places[table] = self.tabs.addTab(widget, title)

    def _padded(self, form: RecordForm) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 12, 12, 12)
        column.addWidget(form)
        column.addStretch(1)
        return scrolled(inner)

    def _company_save(self, key: str, value: Any) -> bool:
        return self.desk.change("company", self.desk.dossier.company.id, **{key: value})

    def _account_save(self, key: str, value: Any) -> bool:
        return self.desk.change("account", self.desk.account_id, **{key: value})


class RecordList(QWidget):
    """A list of records at the left and the editor of the chosen one at the right."""

    def __init__(self, desk: Desk, form: Form) -> None:
        """Start without records."""
        super().__init__()
        self.desk, self.form = desk, form
        self.list = QListWidget()
        self.list.setAccessibleName(tr(form.plural))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda now, _: self._choose(now))
        self.editor = RecordForm(form, self._save, desk)
        self.empty = EmptyNote(form.id)
        self.rows: dict[str, Record] = {}
        self.chosen = ""
        inner = QWidget()
        right = QVBoxLayout(inner)
        right.setContentsMargins(2, 4, 12, 4)
        right.addWidget(self.empty)
        right.addWidget(self.editor)
        right.addStretch(1)
        split = Split(f"company:{form.id}")
        split.addWidget(self.list)
        split.addWidget(scrolled(inner))
        split.setSizes([270, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.addWidget(split, 1)
        title = tr(form.title).lower()
        self.remove_button = changer(
            tr("Remove"), self.remove, name=tr("Remove {what}").format(what=title)
        )
        self.add_button = changer(tr("Add {what}").format(what=title), self.add, "primary")
        column.addLayout(row(self.add_button, None, self.remove_button))
        offer(self.list, self.add_button, self.remove_button)

    def show_rows(self, rows: tuple[Record, ...]) -> None:
        """Show the records; the chosen one stays chosen."""
        self.rows = {record.id: record for record in rows}
        self.list.blockSignals(True)
        self.list.clear()
        for record in rows:
            item = QListWidgetItem(self._line(record))
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            self.list.addItem(item)
        keep = self.chosen if self.chosen in self.rows else next(iter(self.rows), "")
        self.list.blockSignals(False)
        self.chosen = ""
        self.show_one(keep)

    def show_one(self, record_id: str) -> None:
        """Show one record in the editor."""
        self._point_at(record_id)
        self._edit(record_id)

    def _point_at(self, record_id: str) -> None:
        for number in range(self.list.count()):
            if self.list.item(number).data(Qt.ItemDataRole.UserRole) == record_id:
                self.list.setCurrentRow(number)

    def go(self, record_id: str, field: str) -> None:
        """Choose a record and put the cursor into a field; offer a new one if none is named."""
        if record_id in self.rows:
            self.show_one(record_id)
            self.editor.focus(field)
        elif self.rows:
            self.list.setFocus()
        else:
            self.add_button.setFocus()

    def add(self) -> None:
        """Add an empty record and put the cursor into its first field."""
        if self.chosen in self.rows and self.editor.is_holding():
            self.desk.say_held()
            return
        desk, place = self.desk, len(self.rows)
        made: list[str] = []
        desk.attempt(
            lambda: made.append(
                records.add(
                    desk.workspace,
                    self.form.id,
                    company_id=desk.dossier.company.id,
                    position=place,
                )
            )
        )
        if made:
            self.show_one(made[0])
            self.editor.focus(self.form.fields[0].key)

    def remove(self) -> None:
        """Remove the chosen record; undo brings it back."""
        if self.chosen:
            desk, gone = self.desk, self.chosen
            desk.attempt(lambda: records.remove(desk.workspace, self.form.id, gone))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._edit(str(item.data(Qt.ItemDataRole.UserRole)))

    def _edit(self, record_id: str) -> None:
        if record_id != self.chosen and self.chosen in self.rows and self.editor.is_holding():
            self.desk.say_held()
            QTimer.singleShot(0, self, lambda: self._point_at(self.chosen))
            return
        self.chosen = record_id
        found = self.rows.get(record_id)
        self.editor.setVisible(found is not None)
        allow(self.remove_button, "" if found else tr("Choose a line first."))
        self.empty.setVisible(found is None)
        if found is not None:
            self.editor.show_record(found)

    def _save(self, key: str, value: Any) -> bool:
        return not self.chosen or self.desk.change(self.form.id, self.chosen, **{key: value})

    def _line(self, record: Record) -> str:
        words = []
        for field in self.form.fields:
            value = getattr(record, field.key)
            if field.in_list and value and not isinstance(value, bool):
                words.append(value_text(field, value))
        return " · ".join(words[:3]) or tr("(empty)")


def _rows(desk: Desk, table: str) -> tuple[Record, ...]:
    dossier = desk.dossier
    found: dict[str, tuple[Record, ...]] = {
        "contact": dossier.contacts,
        "address": dossier.addresses,
        "identifier": dossier.identifiers,
    }
    return found[table]
