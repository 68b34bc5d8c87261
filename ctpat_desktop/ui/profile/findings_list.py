"""Findings as a list that costs the same with a hundred and with a hundred thousand of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from ctpat_desktop.checklist import Finding
from ctpat_desktop.services.profile.finding_marks import NONE, Mark, key_of
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.finding_row import SEVERITY_CHIP
from ctpat_desktop.ui.widgets.style_sheet import tick_size
from ctpat_desktop.ui.widgets.theme import tokens
from ctpat_desktop.ui.widgets.ticks import draw_frame

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
TICK = Qt.ItemDataRole.CheckStateRole
MARK = Qt.ItemDataRole.UserRole + 1
BESIDE_BOX = 20
"""Pixels beside the box to tick; a click on them ticks too."""
Line = str | Finding
"""A heading or a finding."""
LINES = 4.3
"""Lines of text a finding is high: the place, two lines of the reason, the remedy."""
SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
"""What asks for all words of a line."""
HEADING = 1.6
"""Lines of text a heading is high."""


class FindingsModel(QAbstractListModel):
    """Headings and findings in their order, which are ticked, and what was decided about each."""

    ticked = Signal()

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.lines: Sequence[Line] = ()
        self.marks: Mapping[str, Mark] = {}
        self.ticks: set[str] = set()

    def chosen(self) -> list[Finding]:
        """Return the ticked findings that are shown."""
        if not self.ticks:
            return []
        shown = (line for line in self.lines if isinstance(line, Finding))
        return [line for line in shown if key_of(line) in self.ticks]

    def tick(self, keys: set[str]) -> None:
        """Tick these and no others."""
        self.ticks = keys
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [TICK])
        self.ticked.emit()

    def show_lines(self, lines: Sequence[Line], marks: Mapping[str, Mark]) -> None:
        """Show other lines; the view keeps its place where there are as many."""
        self.marks = marks
        if len(lines) == len(self.lines) and lines:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let findings be chosen."""
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a line, and all its words for the tool tip and the screen reader."""
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if isinstance(line, str):
            return line if role in SPOKEN else None
        if role in SPOKEN:
            return "\n".join(filter(None, (_words(line), self.mark(line).words())))
        if role == MARK:
            return self.mark(line)
        if role == TICK:
            is_on = key_of(line) in self.ticks
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        return None

    def mark(self, finding: Finding) -> Mark:
        """Return what was decided about a finding."""
        return self.marks.get(key_of(finding), NONE)

    def setData(self, index: Index, value: Any, role: int = 0) -> bool:
        """Tick a finding, or take its tick away."""
        line = self.lines[index.row()]
        if role != TICK or isinstance(line, str):
            return False
        change = self.ticks.add if value == Qt.CheckState.Checked else self.ticks.discard
        change(key_of(line))
        self.dataChanged.emit(index, index, [TICK])
        self.ticked.emit()
        return True


class FindingsDelegate(QStyledItemDelegate):
    """Draws a heading, or the place, reason and remedy of a finding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one height for headings and one for findings, so that no text is measured."""
        high = LINES if isinstance(index.data(ROW), Finding) else HEADING
        return QSize(100, round(option.fontMetrics.height() * high) + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line, given = index.data(ROW), option
        drawn: Any = given
        area = QRect(drawn.rect).adjusted(12, 6, -12, -6)
        painter.save()
        if drawn.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(drawn.rect, QColor(tokens().accent_soft))
        if isinstance(line, Finding):
            room = _room(drawn.font) - 12
            _draw_box(painter, drawn, is_on=index.data(TICK) == Qt.CheckState.Checked)
            _draw(painter, drawn.font, area.adjusted(room, 0, 0, 0), line, index.data(MARK))
        else:
            painter.setFont(_bold(drawn.font))
            painter.setPen(QColor(tokens().text))
            painter.drawText(area, Qt.AlignmentFlag.AlignBottom, str(line))
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick with a click on the box or with Space."""
        if not isinstance(index.data(ROW), Finding) or not _is_tick(event, option):
            return False
        is_on = index.data(TICK) == Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, new, TICK)


def _is_tick(event: QEvent, option: QStyleOptionViewItem) -> bool:
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() == Qt.Key.Key_Space
    given: Any = option
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return bool(event.position().x() - given.rect.left() < _room(given.font))
    return False


def _room(font: QFont) -> int:
    return tick_size(font) + BESIDE_BOX


def _draw_box(painter: QPainter, drawn: Any, *, is_on: bool) -> None:
    box = QStyleOptionButton()
    size = tick_size(drawn.font)
    box.rect = QRect(drawn.rect.left() + 10, drawn.rect.top() + 8, size, size)
    shown = QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
    box.state = QStyle.StateFlag.State_Enabled | shown
    element = QStyle.PrimitiveElement.PE_IndicatorCheckBox
    (drawn.widget or QApplication).style().drawPrimitive(element, box, painter, drawn.widget)
    draw_frame(painter, QRectF(box.rect))


class FindingsView(QListView):
    """A list of findings; `opened` is told by Enter, and by a click beside the box."""

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        """Tell nothing yet."""
        super().__init__()
        self._is_on_box = False
        self.activated.connect(self._open)
        self.clicked.connect(self._open)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Note whether it is the box that was clicked: that only ticks."""
        self._is_on_box = event.position().x() < _room(self.font())
        super().mouseReleaseEvent(event)
        self._is_on_box = False

    def _open(self, index: QModelIndex) -> None:
        if not self._is_on_box:
            self.opened.emit(index)


def findings_view(model: FindingsModel) -> FindingsView:
    """Return the list of a model."""
    view = FindingsView()
    view.setAccessibleName(tr("Findings"))
    view.setModel(model)
    view.setItemDelegate(FindingsDelegate(view))
    view.setProperty("rows", True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view


def _draw(painter: QPainter, font: QFont, area: QRect, finding: Finding, mark: Mark) -> None:
    colors, high = tokens(), QFontMetrics(font).height()
    kind, word = SEVERITY_CHIP[finding.severity]
    bold = _bold(font)
    painter.setFont(bold)
    painter.setPen(QColor({"bad": colors.bad, "warn": colors.warn}.get(kind, colors.muted)))
    painter.drawText(area, Qt.AlignmentFlag.AlignTop, tr(word))
    wide = QFontMetrics(bold).horizontalAdvance(f"{tr(word)}   ")
    painter.setFont(font)
    painter.setPen(QColor(colors.muted))
    beside = area.adjusted(wide, 0, 0, 0)
    decided = mark.words()
    if decided:
        room = QRect(area.left() + area.width() // 2, area.top(), area.width() // 2, area.height())
        shown = QFontMetrics(font).elidedText(decided, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, shown)
        beside.setRight(area.left() + area.width() // 2 - 8)
    _draw_line(painter, font, beside, finding.place.label)
    room = QRect(area.left(), area.top() + round(high * 1.2), area.width(), high * 2 + 2)
    words, wrap = _cut(font, finding.reason, room.width()), Qt.TextFlag.TextWordWrap
    taken = QFontMetrics(font).boundingRect(room, wrap, words).height()
    remedy = area.adjusted(0, room.top() - area.top() + taken + 2, 0, 0)
    _draw_line(painter, font, remedy, finding.remedy)
    painter.setPen(QColor(colors.text))
    painter.drawText(room, wrap, words)


def _draw_line(painter: QPainter, font: QFont, area: QRect, words: str) -> None:
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignTop, shown)


def _cut(font: QFont, words: str, wide: int) -> str:
    """Return as much of the words as fits into two lines; the tool tip has all of them."""
    room = round(wide * 1.8)
    return QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room)


def _words(finding: Finding) -> str:
    _, word = SEVERITY_CHIP[finding.severity]
    return f"{tr(word)} · {finding.place.label}\n{finding.reason}\n{finding.remedy}"


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made
