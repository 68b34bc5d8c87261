"""The points of an inspection, one key each; a failed one wants words and an action."""

from functools import partial
from typing import Any, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.values import choice_text, choices_of
from ctpat_desktop.documents.core import labels
from ctpat_desktop.records import Inspection, InspectionPoint
from ctpat_desktop.services.registers import inspections, records, starter_lists
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.fields import input_for
from ctpat_desktop.ui.fields.linked import EvidenceInput
from ctpat_desktop.ui.registers.action_line import ActionLine
from ctpat_desktop.ui.session.autosave import Autosave
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.lines import Line
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, changer, chip, label, row
from ctpat_desktop.ui.widgets.reasons import Reason, allow
from ctpat_desktop.ui.widgets.theme import tokens
from ctpat_desktop.workspace.changes import Changes

TABLE = "inspection_point"
KEYS = {"ok": "P", "defect": "F", "none": "N"}
"""The key of each result."""


class InspectionPoints(QWidget):
    """All points of one inspection and the current one; P, F and N answer it and go on."""

    def __init__(self, desk: Desk) -> None:
        """Start without an inspection."""
        super().__init__()
        self.desk, self.parent_id, self.kind = desk, "", ""
        self.rows: list[InspectionPoint] = []
        self.count = label("", muted=True)
        self.add_points = changer(tr("Add the points of the checklist"), self.add_all)
        self.add_button = changer(tr("Add a point"), self.add)
        self.remove_button = changer(tr("Remove point"), self.remove)
        self.why = Reason()
        self.table = QTreeWidget()
        self.table.setAccessibleName(tr("Inspected points"))
        self.table.setRootIsDecorated(False)
        self.table.setHeaderLabels(
            [tr(words) for words in (N_("Point"), N_("Result"), N_("Remark"))]
        )
        head = self.table.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, words in enumerate(("Tractor: doors and tool com", "Not applicable")):
            self.table.setColumnWidth(column, self.fontMetrics().horizontalAdvance(words) + 20)
        Columns(self.table, "points")
        self.table.currentItemChanged.connect(lambda *_: self._show_point())
        self.area = Line()
        self.area.setAccessibleName(tr("Point"))
        self.area.editingFinished.connect(self._save_area)
        self.look = label("", muted=True)
        self.choices = {
            value: button(f"{words}  {KEYS[value]}", partial(self.answer, value), "segment")
            for value, words in choices_of(TABLE, "result").items()
        }
        self.lacks = chip("", "warn")
        self.remark = Line()
        self.remark.setAccessibleName(tr("Remark"))
        self.remark.setPlaceholderText(tr("Remark (key W)"))
        self.save = Autosave(self, self._save_remark)
        self.remark.textEdited.connect(self.save.typed)
        self.remark.editingFinished.connect(self.save.flush)
        self.remark.returnPressed.connect(self._on)
        self.photo = cast(EvidenceInput, input_for(load_form(TABLE).field("evidence_id"), desk))
        self.photo.left.connect(self._save_photo)
        self.action = ActionLine(desk, self.make_action)
        self._lay()
        self._listen()

    def show_parent(self, parent_id: str) -> None:
        """Show the points of another inspection; what is typed is saved first."""
        if parent_id != self.parent_id:
            self.save.flush()
        self.parent_id = parent_id
        self._read()

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if self.parent_id and changes.touches(TABLE, "inspection", "action", "evidence"):
            self._read()

    def flush(self) -> bool:
        """Save what is typed."""
        return self.save.flush()

    def open_record(self, record_id: str, key: str) -> None:
        """Show one point and put the cursor into a field of it."""
        self._select(record_id)
        (self.remark if key == "remark" else self.table).setFocus()

    def answer(self, result: str) -> None:
        """Save a result and go on to the next point; typing is saved first.

        A failed point wants words: the cursor goes there, and Enter goes on.
        """
        point = self.current() if self.flush() else None
        if point is None:
            return
        if not self.desk.change(TABLE, point.id, result=result):
            return
        if result == inspections.FAILED and not point.remark.strip():
            self.remark.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._on()

    def add(self) -> None:
        """Add a point of one's own; it stays whatever checklist is chosen."""
        if not self.flush():
            return
        desk, made = self.desk, [""]
        values = {
            "company_id": desk.dossier.company.id,
            "inspection_id": self.parent_id,
            "position": len(self.rows) + 1,
        }

        def make() -> None:
            made[0] = records.add(desk.workspace, TABLE, **values)

        if desk.attempt(make):
            self._select(made[0])
            self.area.setFocus()

    def add_all(self) -> None:
        """Add the points of the checklist that are missing, or say that none is chosen."""
        desk = self.desk
        desk.attempt(lambda: starter_lists.add_points(desk.workspace, self.parent_id))

    def remove(self) -> None:
        """Remove the current point; undo brings it back."""
        point, desk = self.current(), self.desk
        if point is not None:
            self.save.forget()
            desk.attempt(lambda: records.remove(desk.workspace, TABLE, point.id))

    def make_action(self) -> None:
        """Make the failed point a corrective action."""
        point, desk = self.current(), self.desk
        if point is not None and self.flush():
            desk.attempt(lambda: inspections.make_action(desk.workspace, point.id, desk.today))

    def current(self) -> InspectionPoint | None:
        """Return the point looked at."""
        item = self.table.currentItem()
        at = self.table.indexOfTopLevelItem(item) if item is not None else -1
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def _read(self) -> None:
        shown = self.current()
        try:
            record = records.stored(self.desk.workspace, "inspection", self.parent_id)
        except Problem:  # removed meanwhile
            self.rows, self.kind = [], ""
        else:
            self.rows = inspections.points(self.desk.workspace, self.parent_id)
            self.kind = cast(Inspection, record).kind
        self._show_list()
        self._select(shown.id if shown else "")

    def _show_list(self) -> None:
        self.table.blockSignals(True)
        self.table.clear()
        for number, point in enumerate(self.rows, 1):
            result = choice_text(TABLE, "result", point.result) if point.result else ""
            lacks = _lacks(point)
            words = [f"{number}  {point.area}", tr(result), point.remark or lacks]
            item = QTreeWidgetItem(words)
            item.setSizeHint(0, QSize(0, self.table.fontMetrics().height() + 10))
            item.setToolTip(2, lacks or point.remark)
            if point.result == inspections.FAILED:
                item.setForeground(1, QBrush(QColor(tokens().bad)))
                if not point.remark:
                    item.setForeground(2, QBrush(QColor(tokens().warn)))
            self.table.addTopLevelItem(item)
        self.table.blockSignals(False)
        self._show_count()

    def _show_count(self) -> None:
        done = sum(bool(point.result) for point in self.rows)
        failed = sum(point.result == inspections.FAILED for point in self.rows)
        words = tr("{n} of {all} points").format(n=done, all=len(self.rows))
        self.count.setText(
            labels.joined(words, tr("{n} failed").format(n=failed) if failed else "")
        )
        self.add_points.setVisible(not self.rows)
        none = "" if self.kind else tr("Choose the checklist under Details first.")
        allow(self.add_points, none, self.why)
        if self.rows:
            self.why.hide()
        self.body.setVisible(bool(self.rows))

    def _select(self, record_id: str) -> None:
        ids = [point.id for point in self.rows]
        if not ids:
            return
        undone = next((n for n, point in enumerate(self.rows) if not point.result), 0)
        at = ids.index(record_id) if record_id in ids else undone
        item = self.table.topLevelItem(at)
        if item is not None:
            self.table.setCurrentItem(item)
        self._show_point()

    def _show_point(self) -> None:
        point = self.current()
        if point is None:
            return
        self.area.setText(point.area)
        look = inspections.look_at(self.kind, point.area)
        self.area.setReadOnly(bool(look))
        self.look.setText(look)
        self.look.setVisible(bool(look))
        for value, choice in self.choices.items():
            choice.setChecked(point.result == value)
        if not self.save.is_pending:
            self.remark.setText(point.remark)
        self.photo.show_value(point.evidence_id)
        lacks = _lacks(point)
        self.lacks.setText(lacks)
        self.lacks.setVisible(bool(lacks))
        has_failed = point.result == inspections.FAILED
        self.action.show_action(point.action_id, is_finding=has_failed)

    def _on(self) -> None:
        """Go to the next point; after the last one stay."""
        point = self.current() if self.flush() else None
        if point is None:
            return
        ids = [row.id for row in self.rows]
        following = ids[min(ids.index(point.id) + 1, len(ids) - 1)]
        self._select(following)
        self.table.setFocus()

    def _save_remark(self, text: str) -> bool:
        return self._saved(remark=text.strip())

    def _save_area(self) -> None:
        if not self.area.isReadOnly():
            self._saved(area=self.area.text().strip())

    def _save_photo(self) -> None:
        self._saved(evidence_id=self.photo.value())

    def _saved(self, **values: Any) -> bool:
        point = self.current()
        if point is None or all(getattr(point, key) == value for key, value in values.items()):
            return True
        return self.desk.change(TABLE, point.id, **values)

    def _listen(self) -> None:
        keys = {key: partial(self.answer, value) for value, key in KEYS.items()}
        for key, do in {**keys, "W": self.remark.setFocus}.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)

    def _lay(self) -> None:
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.table, 1)
        inner.addWidget(self.area)
        inner.addWidget(self.look)
        for choice in self.choices.values():
            choice.setCheckable(True)
        results = QWidget()
        flow = FlowLayout(results, spacing=0)
        for choice in self.choices.values():
            flow.addWidget(choice)
        inner.addWidget(results)
        inner.addWidget(self.lacks)
        inner.addWidget(self.remark)
        photo = row(label(tr("Photo:"), muted=True), self.photo)
        photo.setStretch(1, 1)
        inner.addLayout(photo)
        inner.addWidget(self.action)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        top = row(self.count, self.add_points, self.add_button, self.remove_button)
        top.setStretch(0, 1)
        outer.addLayout(top)
        outer.addWidget(self.why)
        outer.addWidget(self.body, 1)
        outer.addStretch(0)


def _lacks(point: InspectionPoint) -> str:
    """Say softly what a failed point still wants."""
    if point.result != inspections.FAILED:
        return ""
    if not point.remark.strip():
        return tr("Say what is wrong.")
    return "" if point.action_id else tr("Say what is done about it: make it an action.")
