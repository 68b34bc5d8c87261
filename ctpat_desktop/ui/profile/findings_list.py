"""Findings as a list that costs the same with a hundred and with a hundred thousand of them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ctpat_desktop.checklist import Finding
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.widgets.parts import SEVERITY_CHIP
from ctpat_desktop.ui.widgets.theme import tokens

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
Line = str | Finding
"""A heading or a finding."""
LINES = 4.3
"""Lines of text a finding is high: the place, two lines of the reason, the remedy."""
HEADING = 1.6
"""Lines of text a heading is high."""


class FindingsModel(QAbstractListModel):
    """Headings and findings in their order."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.lines: Sequence[Line] = ()

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines; the view keeps its place where there are as many."""
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
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = 0) -> Any:
        """Return a line, and all its words for the tool tip and the screen reader."""
        line = self.lines[index.row()]
        if role == ROW:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line if isinstance(line, str) else _words(line)
        return None


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
            _draw(painter, drawn.font, area, line)
        else:
            painter.setFont(_bold(drawn.font))
            painter.setPen(QColor(tokens().text))
            painter.drawText(area, Qt.AlignmentFlag.AlignBottom, str(line))
        painter.restore()


def findings_view(model: FindingsModel) -> QListView:
    """Return a list of findings; Enter and a click activate one."""
    view = QListView()
    view.setAccessibleName(tr("Findings"))
    view.setModel(model)
    view.setItemDelegate(FindingsDelegate(view))
    view.setProperty("rows", True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return view


def _draw(painter: QPainter, font: QFont, area: QRect, finding: Finding) -> None:
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
