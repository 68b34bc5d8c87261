"""The editor beside a register's list: the form, and a tab for each table inside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import Field, Form, Kind, load_form
from ctpat_desktop.reading import naming
from ctpat_desktop.services.registers import lateness, locks, picker, records
from ctpat_desktop.services.registers.listing import Condition
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.registers.attachments import AttachmentRow
from ctpat_desktop.ui.registers.checklist_change import change_checklist
from ctpat_desktop.ui.registers.event_actions import EventActions
from ctpat_desktop.ui.registers.list import RegisterList
from ctpat_desktop.ui.registers.points import InspectionPoints
from ctpat_desktop.ui.registers.seal_line import SealLine
from ctpat_desktop.ui.registers.several import SeveralDialog
from ctpat_desktop.ui.reviewing.record_row import CommentRow
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.boxes import Tabs
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import button, changer, chip, label, row, scrolled
from ctpat_desktop.ui.widgets.short import ShortLabel
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.workspace.changes import Changes

GUARDS: dict[tuple[str, str], Callable[[QWidget, Desk, str, str], bool]] = {
    ("inspection", "kind"): change_checklist
}
"""Fields that other records follow: how each is changed, by table and key."""
PARTS: dict[str, Callable[[Desk], InspectionPoints]] = {"inspection_point": InspectionPoints}
"""Child tables that are more than a list."""
EXTRAS: dict[tuple[str, str], Callable[[Desk], SealLine | EventActions]] = {
    ("inspection", "seal_number"): SealLine,
    ("incident", "measures"): lambda desk: EventActions(desk, "incident"),
    ("program_audit", "open_findings"): lambda desk: EventActions(desk, "program_audit"),
    ("security_check", "measures"): lambda desk: EventActions(desk, "security_check"),
}
"""What stands under one field of one register only, by table and key."""


class RegisterEditor(QWidget):
    """One record of a register with everything that belongs to it."""

    held_open = Signal(str)
    """The record that stays open because something typed in it is not in the file."""

    def __init__(self, desk: Desk, form: Form, leave_out: tuple[str, ...] = ()) -> None:
        """Start without a record."""
        super().__init__()
        self.desk, self.form = desk, form
        self.record_id = ""
        self.title = ShortLabel()
        self.title.setProperty("h2", True)
        self.fields = RecordForm(form, self._save, desk, leave_out)
        self.attachments = AttachmentRow(desk, form.id)
        self.parts: dict[str, PartList | InspectionPoints] = {}
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.fields)
        self.extra = self._extra()
        column.addWidget(self.attachments)
        self.comments = CommentRow(desk, form.id)
        column.addWidget(self.comments)
        column.addStretch(1)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(scrolled(inner), tr("Details"))
        self.tabs.currentChanged.connect(self._build_part)
        for field in form.fields:
            if field.key in form.parts:
                self.tabs.addTab(QWidget(), tr(field.label))
        self.tabs.tabBar().setVisible(bool(form.parts))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.late = chip("", "bad")
        self.fixed = label("", muted=True)
        self.talk = button("", self._show_comments, "link")
        outer.addLayout(row(self.title, self.talk))
        outer.addWidget(self.late)
        outer.addWidget(self.fixed)
        outer.addWidget(self.tabs, 1)
        self.show_record("")

    def show_record(self, record_id: str) -> None:
        """Show a record by id, or nothing."""
        if record_id != self.record_id and self.is_holding():
            self.desk.say_held()
            self.held_open.emit(self.record_id)
            return
        self.record_id = record_id
        self.tabs.setVisible(bool(record_id))
        self.title.setVisible(bool(record_id))
        self.fixed.hide()
        self.talk.hide()
        self._show_late()
        if not record_id:
            return
        try:
            record = records.stored(self.desk.workspace, self.form.id, record_id)
        except Problem:  # removed meanwhile; the list will say which one is next
            self.record_id = ""
            self.tabs.hide()
            return
        self.fields.show_record(record)
        self._show_fixed()
        self.attachments.show_record(record_id)
        self.comments.show_record(record_id)
        self._show_talk()
        if self.extra is not None:
            self.extra.show_record(record_id)
        self._show_title()
        for part in self.parts.values():
            part.show_parent(record_id)

    def held_id(self) -> str:
        """Return the id of the record shown while something typed in it cannot be saved, or ""."""
        return self.record_id if self.is_holding() else ""

    def is_holding(self) -> bool:
        """Return whether something typed in the record shown cannot be saved, and it is there."""
        if not self.record_id or self.flush():
            return False
        try:
            records.stored(self.desk.workspace, self.form.id, self.record_id)
        except Problem:
            return self.desk.workspace.is_open is False
        return True

    def refresh(self, changes: Changes) -> None:
        """Show what changed in the record or in what belongs to it."""
        if self.record_id and changes.touches(self.form.id, "attachment", "evidence"):
            self.show_record(self.record_id)
        elif self.record_id and self.form.id in locks.FIXED and changes.touches("risk_assessment"):
            self._show_fixed()
        self.comments.refresh(changes)
        self._show_talk()
        if self.extra is not None:
            self.extra.refresh(changes)
        for part in self.parts.values():
            part.refresh(changes)

    def focus(self, key: str) -> None:
        """Put the cursor into a field, or show the tab of a child table."""
        is_part = key in self.form.parts
        self.tabs.setCurrentIndex(1 + self.form.parts.index(key) if is_part else 0)
        if not is_part:
            self.fields.focus(key)

    def open_part(self, table: str, record_id: str, key: str) -> None:
        """Show the tab of a child table and one record in it."""
        self.tabs.setCurrentIndex(1 + self.form.parts.index(table))
        self.parts[table].open_record(record_id, key)

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.fields.flush(), *(part.flush() for part in self.parts.values())])

    def _extra(self) -> SealLine | EventActions | None:
        """Build what stands under one field of this register only, and put it there."""
        for (table, key), build in EXTRAS.items():
            cell = self.fields.inputs[key].parentWidget() if table == self.form.id else None
            inside = cell.layout() if cell is not None else None
            if inside is not None:
                made = build(self.desk)
                inside.addWidget(made)
                return made
        return None

    def _build_part(self, place: int) -> None:
        """Build a child table's list when its tab is first opened."""
        if place < 1 or self.form.parts[place - 1] in self.parts:
            return
        table = self.form.parts[place - 1]
        part = (
            PARTS[table](self.desk)
            if table in PARTS
            else PartList(self.desk, load_form(table), f"{self.form.id}_id")
        )
        self.parts[table] = part
        room = self.tabs.widget(place)
        if room is not None:
            outer = QVBoxLayout(room)
            outer.setContentsMargins(8, 8, 4, 4)
            outer.addWidget(part)
            part.show()  # a layout shows what comes later only with the next event
        part.show_parent(self.record_id)

    def _show_fixed(self) -> None:
        """Let fields of an approved record be read only, and say why."""
        words = locks.why_fixed(self.desk.workspace, self.form.id, self.record_id)
        self.fixed.setText(words)
        self.fixed.setVisible(bool(words))
        if self.form.id in locks.FIXED:
            for key, widget in self.fields.inputs.items():
                is_open = self.form.id == "risk_assessment" and key in locks.STILL_OPEN
                widget.setEnabled(not words or is_open)

    def _show_late(self) -> None:
        """Say which day of the record has passed with what was due undone."""
        ids = [self.record_id] if self.record_id else []
        found = lateness.of_rows(self.desk.workspace, self.form.id, ids, self.desk.today)
        dues = found.get(self.record_id, {})
        words = [f"{tr(self.form.field(key).label)}: {due.words}" for key, due in dues.items()]
        self.late.setText(" · ".join(words))
        self.late.setVisible(bool(words))

    def _show_talk(self) -> None:
        """Say beside the name how many comments are open."""
        words = ntr("{n} open comment", "{n} open comments", self.comments.count)
        self.talk.setText(words)
        self.talk.setAccessibleName(words)
        self.talk.setVisible(bool(self.record_id) and self.comments.count > 0)

    def _show_comments(self) -> None:
        """Show the comments below the fields."""
        self.tabs.setCurrentIndex(0)
        area = self.tabs.widget(0)
        if isinstance(area, QScrollArea):
            self.comments.comment_button.setFocus()
            area.ensureWidgetVisible(self.comments)

    def _show_title(self) -> None:
        words = [
            str(self.fields.inputs[key].shown())
            for key in self.form.names
            if key in self.fields.inputs
        ]
        self.title.setText(" ".join(filter(None, words)) or tr("(no name yet)"))

    def _save(self, key: str, value: Any) -> bool:
        if not self.record_id:
            return True
        if (self.form.id, key) in GUARDS:
            return self._guarded(key, value)
        saved = self.desk.change(self.form.id, self.record_id, **{key: value})
        if key in self.form.names:
            self._show_title()
        return saved

    def _guarded(self, key: str, value: Any) -> bool:
        """Change a field that others follow; where the person says no, it shows what is stored."""
        stored = getattr(records.stored(self.desk.workspace, self.form.id, self.record_id), key)
        if value != stored:
            GUARDS[self.form.id, key](self.window(), self.desk, self.record_id, value)
            now = records.stored(self.desk.workspace, self.form.id, self.record_id)
            self.fields.inputs[key].show_value(getattr(now, key))
        return True


class PartList(QWidget):
    """The records of a child table that belong to one record, with their editor below."""

    def __init__(self, desk: Desk, form: Form, key: str) -> None:
        """`key` is the column that holds the parent's id."""
        super().__init__()
        self.desk, self.form, self.key = desk, form, key
        self.parent_id = ""
        self.list = RegisterList(desk, form, Condition(key, "is", ""))
        self.editor = RegisterEditor(desk, form, (key,))
        self.list.chosen.connect(self.editor.show_record)
        self.list.held_id = self.editor.held_id
        self.editor.held_open.connect(self.list.point_back)
        title = naming.table_name(form.id)
        self.add_button = changer(tr("Add"), self.add, name=tr("Add {what}").format(what=title))
        self.remove_button = changer(
            tr("Remove"), self.list.remove_selected, name=tr("Remove {what}").format(what=title)
        )
        self.list.gray_without_row(self.remove_button)
        self.several_button = changer(tr("Add several…"), self.ask_several)
        self.several_button.setVisible(self._named_by() is not None)
        offer(self.list.table, self.add_button, self.remove_button)
        split = Split(f"inside:{form.id}", Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self.editor)
        split.setSizes([180, 300])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.add_button, self.several_button, None, self.remove_button))
        column.addWidget(split, 1)

    def show_parent(self, parent_id: str) -> None:
        """Show what belongs to another record."""
        if parent_id == self.parent_id:
            return
        self.parent_id = parent_id
        self.list.belongs_to = Condition(self.key, "is", parent_id)
        self.list.show_all()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        self.list.refresh(changes)
        self.editor.refresh(changes)

    def open_record(self, record_id: str, key: str) -> None:
        """Show one record and put the cursor into a field of it."""
        self.list.select(record_id)
        self.editor.focus(key)

    def add(self) -> None:
        """Add a record and put the cursor into its first field."""
        if self.list.is_held([]):
            return
        made = added(
            self.desk,
            self.form,
            {self.key: self.parent_id, "position": len(self.list.lines.ids) + 1},
        )
        if made:
            self.list.select(made)
            self.editor.focus("")

    def ask_several(self) -> None:
        """Let the person tick what is added, each as a record of its own."""
        field = self._named_by()
        if field is None:
            return
        there = set(self._pointed_at(field))
        offered = picker.records(self.desk.scope, field.to, limit=5000)
        title = tr("Add {what}").format(what=tr(load_form(field.to).plural).lower())
        dialog = SeveralDialog(
            self.window(), title, [pair for pair in offered if pair[0] not in there]
        )
        if ask(dialog):
            self.add_several(dialog.chosen())

    def add_several(self, ids: list[str]) -> None:
        """Add one record for each of these, in one step."""
        field, desk, company = self._named_by(), self.desk, self.desk.dossier.company.id
        if field is None or not ids or self.list.is_held([]):
            return
        same = {"company_id": company, self.key: self.parent_id}
        rows = [{**same, field.key: key} for key in ids]
        desk.attempt(lambda: records.add_many(desk.workspace, self.form.id, rows))

    def flush(self) -> bool:
        """Save everything typed."""
        return all([self.list.flush(), self.editor.flush()])

    def _named_by(self) -> Field | None:
        """Return the field that names a record by another one, such as the person who came."""
        named = [self.form.field(key) for key in self.form.names]
        return next((field for field in named if field.kind is Kind.RECORD), None)

    def _pointed_at(self, field: Field) -> list[str]:
        return [
            str(getattr(records.stored(self.desk.workspace, self.form.id, key), field.key))
            for key in self.list.lines.ids
        ]


def added(desk: Desk, form: Form, values: dict[str, Any]) -> str:
    """Add an empty record of the company and return its id; "" where it was refused."""
    made: list[str] = []
    company = desk.dossier.company.id
    desk.attempt(
        lambda: made.append(records.add(desk.workspace, form.id, company_id=company, **values))
    )
    return made[0] if made else ""
