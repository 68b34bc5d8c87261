"""Floor plans: the tools that place marks, the list of marks, and the fields of the chosen one."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.registers.plan_marks import signs
from ctpat_desktop.records import SiteMark
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import library
from ctpat_desktop.services.registers import printed_forms, site_plans
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.evidence.adding import add_files
from ctpat_desktop.ui.fields.record_form import RecordForm
from ctpat_desktop.ui.page import RegisterView
from ctpat_desktop.ui.registers.plan_canvas import LINES, Canvas
from ctpat_desktop.ui.registers.plan_dialog import PlanDialog
from ctpat_desktop.ui.registers.plan_legend import kind_words, show_legend
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.session.printing import show_pages
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.dialogs import ask
from ctpat_desktop.ui.widgets.empty import EmptyNote
from ctpat_desktop.ui.widgets.heard import complain
from ctpat_desktop.ui.widgets.list_menu import offer
from ctpat_desktop.ui.widgets.parts import FlowLayout, button, changer, changing, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.zoom import ZoomBar
from ctpat_desktop.workspace.changes import Changes

PLACED_BY_HAND = ("site_plan_id", "x", "y")
"""The fields of a mark that the picture stands for."""
SIDE = 36
"""Letters across the list of marks."""


class SitePlans(RegisterView):
    """All floor plans of the company, with the tools that place marks."""

    def __init__(self, desk: Desk) -> None:
        """Build tools, canvas, the list of marks and the fields of one."""
        super().__init__(desk)
        self.plan_id, self.mark_id = "", ""
        self.marks: dict[str, SiteMark] = {}
        self.lines: dict[str, list[site_plans.Point]] = {}
        self._picture, self._titles = "", list[tuple[str, str]]()
        self.plans = looks(ChoiceBox())
        self.plans.setAccessibleName(tr("Floor plan"))
        self.plans.activated.connect(lambda _: self.show_plan(str(self.plans.currentData())))
        self.canvas = Canvas()
        self.canvas.setAccessibleDescription(tr("The list of marks beside it has each of them."))
        self.canvas.placed.connect(self._place)
        self.canvas.moved.connect(self._move)
        self.canvas.chosen.connect(self._choose)
        self.canvas.unwanted.connect(self.remove)
        self.canvas.nudged.connect(self._nudge)
        self.canvas.let_go.connect(lambda: self.use_tool(""))
        self.zoom = ZoomBar(self.canvas)
        self.zoom.listen(self)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Marks on the plan"))
        self.list.currentItemChanged.connect(self._listed)
        self.list.installEventFilter(self)
        self.fields = RecordForm(load_form("site_mark"), self._save, desk, PLACED_BY_HAND)
        self.trouble = label("", trouble=True)
        self.trouble.hide()
        self.hint = label("", muted=True)
        self.legend = FlowLayout(spacing=12)
        self._lay()
        self.use_tool("")

    @property
    def name(self) -> QLineEdit:
        """The line with the name of the chosen mark."""
        found = self.fields.inputs["label"].findChild(QLineEdit)
        if not isinstance(found, QLineEdit):
            raise TypeError("label")
        return found

    def show_all(self) -> None:
        """Offer the plans there are and show the chosen one."""
        found = site_plans.plans(self.desk.scope)
        titles = [(plan.title, plan.id) for plan in found]
        if titles != self._titles:
            self._titles = titles
            self.plans.clear()
            for title, plan_id in titles:
                self.plans.addItem(title, plan_id)
        ids = [plan.id for plan in found]
        has_sites = bool(self.desk.dossier.sites)
        self.empty.setVisible(not found)
        self.add_first.setVisible(has_sites)
        self.add_site.setVisible(not has_sites)
        self.body.setVisible(bool(found))
        self.show_plan(self.plan_id if self.plan_id in ids else next(iter(ids), ""))

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if changes.touches("site", "site_plan", "site_mark", "setting", "evidence", "company"):
            self.show_all()

    def flush(self) -> bool:
        """Save everything typed, and a line that is being drawn."""
        self.canvas.finish()
        return self.fields.flush()

    def show_plan(self, plan_id: str) -> None:
        """Show one plan with its marks."""
        if plan_id != self.plan_id and self._is_held(""):
            plan_id = self.plan_id
        self.plan_id = plan_id
        self.plans.setCurrentIndex(self.plans.findData(plan_id))
        found = site_plans.marks(self.desk.workspace, plan_id) if plan_id else []
        self.marks = {record.id: record for record in found}
        self.lines = site_plans.lines(self.desk.workspace, found)
        named = signs(record.kind for record in found)
        self._show_picture()
        self.canvas.show_marks(found, named, self.lines)
        self._show_list(found, named)
        show_legend(self.legend, [record.kind for record in found])

    def use_tool(self, kind: str) -> None:
        """Place marks of a kind at the next clicks; "" only moves."""
        self.canvas.use_tool(kind)
        for made in self.tools.buttons():
            made.setChecked(made.property("tool") == kind)
        words = tr("Click a mark to choose it. Arrow keys move it, Delete removes it.")
        if kind in LINES:
            words = tr("Click each corner of the line; a double-click or Enter ends it.")
        elif kind:
            words = tr("Click where it stands. Space puts it in the middle; Escape stops.")
        self.hint.setText(words)

    def remove(self) -> None:
        """Take the chosen mark away; undo brings it back."""
        if self.mark_id:
            desk, gone = self.desk, self.mark_id
            self.fields.forget()
            desk.attempt(lambda: site_plans.remove(desk.workspace, gone))

    def print_plan(self) -> None:
        """Show the plan with its marks and a legend as a page, ready to print."""
        desk, plan = self.desk, self.plan_id
        self.flush()
        show_pages(
            self.window(),
            desk,
            lambda _: printed_forms.site_plan(desk.scope, plan),
        )

    def ask_plan(self) -> None:
        """Ask for a new plan and add it with its picture, as one step to undo."""
        if self._is_held(""):
            return
        dialog = PlanDialog(self.window(), list(self.desk.dossier.sites))
        if not ask(dialog) or dialog.path is None:
            return
        company, made = self.desk.dossier.company.id, new_id()
        link = site_plans.adding(company, dialog.site_id, dialog.title, made)
        if add_files(self, self.desk, [dialog.path], link):
            self.plan_id = made
            self.show_all()
            self.canvas.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows with Ctrl, and Delete, work from the list too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
            if event.key() == Qt.Key.Key_Delete or (held and event.key() in arrows):
                self.canvas.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _is_held(self, record_id: str) -> bool:
        """Tell whether the mark shown stays open, as what is typed in it cannot be saved."""
        if record_id == self.mark_id or self.mark_id not in self.marks:
            return False
        if not self.fields.is_holding():
            return False
        self.desk.say_held()
        QTimer.singleShot(0, self, self._point)
        return True

    def _show_picture(self) -> None:
        document = site_plans.picture(self.desk.workspace, self.plan_id)
        if document == self._picture:
            return
        self._picture = document
        self._say("" if document else tr("Choose a picture for this plan under Sites."))
        self.canvas.show_picture(self._image(document) if document else None)

    def _image(self, document: str) -> QImage | None:
        try:
            data = library.content(self.desk.workspace, document)
            if data.startswith(b"%PDF"):
                from ctpat_desktop.documents.pages.preview import page_image

                width, height, rows = page_image(data, 0, 2.0)
                form = QImage.Format.Format_RGB888
                return QImage(rows, width, height, width * 3, form).copy()
        except Problem as problem:
            self._say(problem.line())
            return None
        image = QImage.fromData(data)
        if image.isNull():
            self._say(tr("This document is no picture and no PDF."))
            return None
        return image

    def _say(self, words: str) -> None:
        complain(self.trouble, words)

    def _show_list(self, marks: list[SiteMark], named: list[str]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for record, sign in zip(marks, named, strict=True):
            words = (sign, kind_words(record.kind), record.label)
            item = QListWidgetItem("  ".join(filter(None, words)))
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._choose(self.mark_id if self.mark_id in self.marks else "")

    def _choose(self, record_id: str) -> None:
        """Show one mark as the chosen one: on the plan, in the list and in the fields."""
        if self._is_held(record_id):
            return
        self.mark_id = record_id
        self._point()
        record = self.marks.get(record_id)
        self.fields.setEnabled(record is not None)
        allow(self.remove_button, "" if record else tr("Choose a mark first."))
        if record is not None:
            self.fields.show_record(record)
        else:
            self.fields.forget()

    def _point(self) -> None:
        """Mark the chosen one on the plan and in the list."""
        self.list.blockSignals(True)
        places = (
            place
            for place in range(self.list.count())
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == self.mark_id
        )
        self.list.setCurrentRow(next(places, -1))
        self.list.blockSignals(False)
        self.canvas.blockSignals(True)
        self.canvas.choose(self.mark_id)
        self.canvas.blockSignals(False)

    def _listed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _place(self, points: list[site_plans.Point]) -> None:
        desk, plan, kind = self.desk, self.plan_id, self.canvas.tool
        made: list[str] = []
        if self._is_held(""):
            return
        desk.attempt(lambda: made.append(site_plans.place(desk.workspace, plan, kind, points)))
        if made:
            self._choose(made[0])
            self.fields.focus("label")

    def _move(self, record_id: str, x: int, y: int) -> None:
        record = self.marks.get(record_id)
        if record is None or (record.x, record.y) == (x, y):
            return
        by = (x - (record.x or 0), y - (record.y or 0))
        x, y = site_plans.moved(record, self.lines.get(record_id, []), by)
        if not self.desk.change("site_mark", record_id, x=x, y=y) or (record.x, record.y) == (x, y):
            self.show_plan(self.plan_id)

    def _nudge(self, dx: int, dy: int) -> None:
        record = self.marks.get(self.mark_id)
        if record is not None:
            x, y = site_plans.moved(record, self.lines.get(record.id, []), (dx, dy))
            self.desk.change("site_mark", record.id, x=x, y=y)

    def _save(self, key: str, value: Any) -> bool:
        if self.mark_id not in self.marks:
            return True
        return self.desk.change("site_mark", self.mark_id, **{key: value})

    def _lay(self) -> None:
        self.remove_button = changer(tr("Remove mark"), self.remove)
        offer(self.list, self.remove_button)
        self.print_button = button(tr("Print plan…"), self.print_plan)
        self.add_button = changer(tr("Add a plan…"), self.ask_plan)
        wraps = self.fields.layout()
        if isinstance(wraps, QFormLayout):
            wraps.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
            wraps.setVerticalSpacing(2)
        room = QWidget()
        side = QVBoxLayout(room)
        side.setContentsMargins(0, 0, 0, 0)
        for widget in (self.list, self.fields, self.remove_button, self.print_button):
            side.addWidget(widget)
        side.setStretch(0, 1)
        room.setFixedWidth(self.fontMetrics().averageCharWidth() * SIDE)
        below = row(self.zoom)
        below.insertLayout(0, self.legend, 1)
        left = QVBoxLayout()
        left.addWidget(self.canvas, 1)
        left.addLayout(below)
        middle = row()
        middle.addLayout(left, 1)
        middle.addWidget(room)
        top = FlowLayout(spacing=8)
        for piece in (self.plans, self.add_button, self._tools()):
            top.addWidget(piece)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.trouble)
        column.addWidget(self.hint)
        column.addLayout(middle, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._nothing(), 1)
        outer.addWidget(self.body, 1)

    def _nothing(self) -> QWidget:
        """Return what stands here while there is no plan."""
        self.empty = EmptyNote("site_plans")
        self.add_first = changer(
            tr("Add a plan…"), self.ask_plan, "primary", tr("Add the first plan")
        )
        sites = Place("registers", table="site")
        self.add_site = button(tr("Add a site first…"), lambda: self.desk.go_to(sites), "primary")
        self.empty.offer(self.add_first, self.add_site)
        return self.empty

    def _tools(self) -> QWidget:
        """Return the buttons of the tools, side by side."""
        self.tools = QButtonGroup(self)
        kinds = load_form("site_mark").field("kind").choices
        tools = [(N_("Move"), ""), *((choice.label, choice.value) for choice in kinds)]
        room = QWidget()
        line = row(*(self._tool(tr(words), kind) for words, kind in tools), spacing=0)
        line.setContentsMargins(0, 0, 0, 0)
        room.setLayout(line)
        return room

    def _tool(self, words: str, kind: str) -> QPushButton:
        made = button(words, partial(self.use_tool, kind), "segment")
        made.setCheckable(True)
        made.setProperty("tool", kind)
        self.tools.addButton(made)
        return changing(made) if kind else made
