"""Floor plans: a picture of a site with marks that are placed and moved by hand."""

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QKeyEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsSceneMouseEvent,
    QGraphicsSimpleTextItem,
    QGraphicsView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.records import Record
from ctpat_desktop.services import evidence, fields, plans
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.desk import Desk
from ctpat_desktop.ui.empty import EmptyNote
from ctpat_desktop.ui.parts import button, changer, label, looks, row
from ctpat_desktop.ui.registers.output import show_pages
from ctpat_desktop.ui.registers.views import RegisterView
from ctpat_desktop.ui.widgets.boxes import ChoiceBox
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.workspace.changes import Changes

COLORS = {
    "camera": "#1f6f8b",
    "gate": "#8a5a00",
    "fence": "#4d6b2f",
    "light": "#b07a00",
    "alarm": "#b3261e",
}
"""The fill of each kind of mark; its letter says the kind too."""
RADIUS = 13
NEAR_THE_EDGE = 850
"""Thousandths from the left after which a name stands at the other side of its mark."""
STEP = 5
"""Thousandths a mark moves at one press of an arrow key."""


class Mark(QGraphicsEllipseItem):
    """One mark: a disc with the first letter of its kind, that can be dragged."""

    def __init__(self, canvas: "Canvas", record: Record) -> None:
        """Place the mark where it is stored."""
        super().__init__(-RADIUS, -RADIUS, 2 * RADIUS, 2 * RADIUS)
        self.canvas, self.record_id = canvas, record.id
        kind, words = getattr(record, "kind", ""), getattr(record, "label", "")
        self.setBrush(QBrush(QColor(COLORS.get(kind, "#5d6878"))))
        self.setPen(QPen(QColor("#ffffff"), 2))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setToolTip(f"{kind.capitalize()} {words}".strip())
        letter = QGraphicsSimpleTextItem(kind[:1].upper(), self)
        font = QFont(QApplication.font())
        font.setBold(True)
        letter.setFont(font)
        letter.setBrush(QBrush(QColor("#ffffff")))
        box = letter.boundingRect()
        letter.setPos(-box.width() / 2, -box.height() / 2)
        if words:
            name = QGraphicsSimpleTextItem(words, self)
            name.setBrush(QBrush(QColor("#111820")))
            room = name.boundingRect()
            at_edge = (getattr(record, "x", 0) or 0) > NEAR_THE_EDGE
            left = -RADIUS - 4 - room.width() if at_edge else RADIUS + 4
            name.setPos(left, -room.height() / 2)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Keep where the mark was put."""
        super().mouseReleaseEvent(event)
        self.canvas.moved.emit(self.record_id, *self.canvas.thousandths(self.pos()))


class Canvas(QGraphicsView):
    """The picture with its marks."""

    placed = Signal(int, int)
    moved = Signal(str, int, int)
    chosen = Signal(str)
    unwanted = Signal()
    nudged = Signal(int, int)

    def __init__(self) -> None:
        """Start without a picture."""
        super().__init__()
        self.board = QGraphicsScene(self)
        self.setScene(self.board)
        self.setRenderHints(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setAccessibleName(tr("Floor plan"))
        self.tool = ""
        self.marks: dict[str, Mark] = {}
        self.area = QRectF()
        self.board.selectionChanged.connect(self._selected)

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, or nothing."""
        self.marks.clear()
        self.board.clear()
        self.area = QRectF()
        if image is not None:
            item = self.board.addPixmap(QPixmap.fromImage(image))
            self.area = item.boundingRect()
            self.board.setSceneRect(self.area)
            self._fit()

    def show_marks(self, records: list[Record]) -> None:
        """Show the marks as they are stored."""
        for mark in self.marks.values():
            self.board.removeItem(mark)
        self.marks.clear()
        for record in records:
            mark = Mark(self, record)
            x, y = getattr(record, "x", None) or 0, getattr(record, "y", None) or 0
            mark.setPos(self.area.width() * x / 1000, self.area.height() * y / 1000)
            self.board.addItem(mark)
            self.marks[record.id] = mark

    def thousandths(self, at: QPointF) -> tuple[int, int]:
        """Return a place of the picture in thousandths of its width and height."""
        x = at.x() / max(self.area.width(), 1) * 1000
        y = at.y() / max(self.area.height(), 1) * 1000
        return min(max(round(x), 0), 1000), min(max(round(y), 0), 1000)

    def mousePressEvent(self, event: Any) -> None:
        """Place a mark with the chosen tool, or let marks be dragged."""
        spot = self.mapToScene(event.position().toPoint())
        if (
            self.tool
            and self.area.contains(spot)
            and not isinstance(self.itemAt(event.position().toPoint()), Mark)
        ):
            self.placed.emit(*self.thousandths(spot))
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen mark with the arrows; Delete takes it away."""
        by = {
            Qt.Key.Key_Left: (-STEP, 0),
            Qt.Key.Key_Right: (STEP, 0),
            Qt.Key.Key_Up: (0, -STEP),
            Qt.Key.Key_Down: (0, STEP),
        }.get(Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.unwanted.emit()
        elif by:
            self.nudged.emit(*by)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: Any) -> None:
        """Keep the whole picture in view."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self.area.isEmpty():
            self.fitInView(self.area, Qt.AspectRatioMode.KeepAspectRatio)

    def _selected(self) -> None:
        found = [item for item in self.board.selectedItems() if isinstance(item, Mark)]
        if found:
            self.chosen.emit(found[0].record_id)


class SitePlans(RegisterView):
    """All floor plans of the company, with the tools that place marks."""

    def __init__(self, desk: Desk) -> None:
        """Build tools, canvas and the list of marks."""
        super().__init__(desk)
        self.plan_id, self.mark_id = "", ""
        self.marks: dict[str, Record] = {}
        self._picture = ""
        self.plans = looks(ChoiceBox())
        self.plans.setAccessibleName(tr("Floor plan"))
        self.plans.activated.connect(lambda _: self.show_plan(str(self.plans.currentData())))
        self.canvas = Canvas()
        self.canvas.placed.connect(self._place)
        self.canvas.moved.connect(self._move)
        self.canvas.chosen.connect(self._choose)
        self.canvas.unwanted.connect(self.remove)
        self.canvas.nudged.connect(self._nudge)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Marks on the plan"))
        self.list.currentItemChanged.connect(self._listed)
        self.list.installEventFilter(self)
        self.name = QLineEdit()
        self.name.setPlaceholderText(tr("Name of the mark"))
        self.name.setAccessibleName(tr("Name of the mark"))
        self.name.editingFinished.connect(self._rename)
        self.empty = EmptyNote(
            "site_plans",
            tr("No floor plan yet. Add one at its site, under Floor plans, with its picture."),
        )
        self._lay()

    def show_all(self) -> None:
        """Offer the plans there are and show the chosen one."""
        found = plans.plans(self.desk.workspace, self.desk.dossier.company.id)
        self.plans.clear()
        for plan in found:
            self.plans.addItem(plan.title, plan.id)
        ids = [plan.id for plan in found]
        self.empty.setVisible(not found)
        self.body.setVisible(bool(found))
        self.show_plan(self.plan_id if self.plan_id in ids else next(iter(ids), ""))

    def refresh(self, changes: Changes) -> None:
        """Show what changed."""
        if changes.touches("site", "site_plan", "site_mark", "evidence", "company"):
            self.show_all()

    def seal(self) -> bool:
        """Save the name being typed."""
        self._rename()
        return True

    def show_plan(self, plan_id: str) -> None:
        """Show one plan with its marks."""
        self.plan_id = plan_id
        self.plans.setCurrentIndex(self.plans.findData(plan_id))
        if not plan_id:
            return
        found = plans.marks(self.desk.workspace, plan_id)
        self._show_picture()
        self.canvas.show_marks(found)
        self._show_list(found)

    def use_tool(self, kind: str) -> None:
        """Place marks of a kind at the next clicks; "" only moves."""
        self.canvas.tool = kind
        self.canvas.setCursor(Qt.CursorShape.CrossCursor if kind else Qt.CursorShape.ArrowCursor)

    def remove(self) -> None:
        """Take the chosen mark away; undo brings it back."""
        if self.mark_id:
            desk, gone = self.desk, self.mark_id
            desk.attempt(lambda: fields.remove(desk.workspace, "site_mark", gone))

    def print_plan(self) -> None:
        """Show the plan with its marks and a legend as a page, ready to print."""
        from ctpat_desktop.services import printed

        desk, plan = self.desk, self.plan_id
        self.seal()
        show_pages(
            self.window(),
            desk,
            lambda _: printed.site_plan(desk.workspace, desk.account_id, plan, desk.today),
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows with Ctrl, and Delete, work from the list too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if held or event.key() == Qt.Key.Key_Delete:
                self.canvas.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _show_picture(self) -> None:
        document = plans.picture(self.desk.workspace, self.plan_id)
        if document == self._picture:
            return
        self._picture = document
        self._say("" if document else tr("Choose a picture for this plan under Sites."))
        self.canvas.show_picture(self._image(document) if document else None)

    def _image(self, document: str) -> QImage | None:
        try:
            data = evidence.content(self.desk.workspace, document)
            if data.startswith(b"%PDF"):
                from ctpat_desktop.documents.preview import page_image

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
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _show_list(self, found: list[Record]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        labels = {c.value: c.label for c in load_form("site_mark").field("kind").choices}
        for record in found:
            kind = labels.get(getattr(record, "kind", ""), tr("Mark"))
            item = QListWidgetItem(f"{kind}  {getattr(record, 'label', '')}".strip())
            item.setData(Qt.ItemDataRole.UserRole, record.id)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.marks = {record.id: record for record in found}
        self._choose(self.mark_id if self.mark_id in self.marks else "")

    def _choose(self, record_id: str) -> None:
        self.mark_id = record_id
        for place in range(self.list.count()):
            if self.list.item(place).data(Qt.ItemDataRole.UserRole) == record_id:
                self.list.blockSignals(True)
                self.list.setCurrentRow(place)
                self.list.blockSignals(False)
        record = self.marks.get(record_id)
        self.name.setText(getattr(record, "label", "") if record else "")
        self.name.setEnabled(record is not None)
        allow(self.remove_button, "" if record else tr("Choose a mark first."))

    def _listed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _place(self, x: int, y: int) -> None:
        desk, plan, kind = self.desk, self.plan_id, self.canvas.tool
        made: list[str] = []
        desk.attempt(lambda: made.append(plans.place(desk.workspace, plan, kind, x, y)))
        if made:
            self._choose(made[0])
            self.name.setFocus()

    def _move(self, record_id: str, x: int, y: int) -> None:
        record = self.marks.get(record_id)
        if record is not None and (getattr(record, "x", 0), getattr(record, "y", 0)) != (x, y):
            self.desk.change("site_mark", record_id, x=x, y=y)

    def _nudge(self, dx: int, dy: int) -> None:
        record = self.marks.get(self.mark_id)
        if record is not None:
            x, y = getattr(record, "x", 0) or 0, getattr(record, "y", 0) or 0
            new = {"x": min(max(x + dx, 0), 1000), "y": min(max(y + dy, 0), 1000)}
            self.desk.change("site_mark", self.mark_id, **new)

    def _rename(self) -> None:
        record = self.marks.get(self.mark_id) if self.plan_id else None
        words = self.name.text().strip()
        if record is not None and words != getattr(record, "label", ""):
            self.desk.change("site_mark", self.mark_id, label=words)

    def _lay(self) -> None:
        self.tools = QButtonGroup(self)
        kinds = load_form("site_mark").field("kind").choices
        tools = [("Move", ""), *((choice.label, choice.value) for choice in kinds)]
        pieces = [self._tool(tr(words), kind) for words, kind in tools]
        self.remove_button = changer(tr("Remove mark"), self.remove)
        self.print_button = button(tr("Print plan…"), self.print_plan)
        self.trouble = label("", trouble=True)
        self.trouble.hide()
        side = QVBoxLayout()
        side.addWidget(self.list, 1)
        side.addWidget(self.name)
        side.addWidget(self.remove_button)
        side.addWidget(self.print_button)
        middle = row()
        middle.addWidget(self.canvas, 1)
        middle.addLayout(side)
        self.list.setFixedWidth(220)
        self.name.setFixedWidth(220)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row(self.plans, None, *pieces, spacing=0))
        column.addWidget(self.trouble)
        column.addLayout(middle, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.empty)
        outer.addWidget(self.body, 1)

    def _tool(self, words: str, kind: str) -> QPushButton:
        made = button(words, partial(self.use_tool, kind), "segment")
        made.setCheckable(True)
        made.setChecked(not kind)
        self.tools.addButton(made)
        return made
