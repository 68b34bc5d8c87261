"""The list of pages as a tree of two levels: groups that fold, and the pages in them.

It is a tree for a screen reader too: each row is said with its name, what is open there, and
whether its group is folded.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from ctpat_desktop.ui.widgets.counts import unanswered
from ctpat_desktop.ui.widgets.icons import draw_icon
from ctpat_desktop.ui.widgets.list_menu import NOT_COPIED
from ctpat_desktop.ui.widgets.theme import letters, lines, scaled, tokens

KEY = Qt.ItemDataRole.UserRole
COUNT = Qt.ItemDataRole.UserRole + 1
"""What stands at the right edge, such as 14/17."""
MUSTS = Qt.ItemDataRole.UserRole + 2
"""How many Musts are open there."""
DRAWING = Qt.ItemDataRole.UserRole + 3
"""The name of the drawing before a heading; "" for none."""
TO_ICON = 2
"""Letters from the left edge to the drawing of a group."""
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
SpotOf = QModelIndex | QPersistentModelIndex


class PageRow(QTreeWidgetItem):
    """One page, or the heading of a group: its name, a count, and a red mark for open Musts."""

    def __init__(self, key: str, words: str, drawing: str = "") -> None:
        """Show the name; a heading has no key, and may have a drawing."""
        super().__init__([words])
        self.setData(0, KEY, key)
        self.setData(0, DRAWING, drawing)
        self.show_state("", 0)

    @property
    def key(self) -> str:
        """The key of the page; "" at a heading."""
        return str(self.data(0, KEY))

    @property
    def musts(self) -> int:
        """How many Musts are open there."""
        return int(self.data(0, MUSTS))

    def below(self) -> list[PageRow]:
        """Return the pages of a group."""
        rows = [self.child(at) for at in range(self.childCount())]
        return [row for row in rows if isinstance(row, PageRow)]

    def rename(self, words: str) -> None:
        """Show another name, such as that of another edition."""
        self.setText(0, words)
        self.show_state(str(self.data(0, COUNT)), self.musts)

    def show_state(self, count: str, musts: int) -> None:
        """Show a count and the number of open Musts, to the eye and to a screen reader."""
        self.setData(0, COUNT, count)
        self.setData(0, MUSTS, musts)
        words = f"{self.text(0)} {count}".strip()
        words += f", {unanswered(musts)}" if musts else ""
        self.setData(0, Qt.ItemDataRole.AccessibleTextRole, words)
        self.setToolTip(0, words)


class PageTree(QTreeWidget):
    """All groups and pages; the page on the screen is selected, the keyboard goes about freely."""

    wanted = Signal(str)
    """The person opens a page, by its key."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self._typed, self._typed_at = "", 0.0
        self.setProperty("pages", True)
        self.setProperty(NOT_COPIED, True)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QTreeWidget.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Painter(self))
        self.itemClicked.connect(self._open)

    def show_page(self, row: PageRow) -> None:
        """Select the page on the screen; the keyboard starts there too."""
        index = self.indexFromItem(row)
        ways = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(index, ways.ClearAndSelect)
        self.setCurrentItem(row)
        self.scrollToItem(row)

    def show_heads(self) -> None:
        """Show at each folded heading how much is open below it; nothing where it is unfolded."""
        for head in self.heads():
            open_below = sum(row.musts for row in head.below() if not row.isHidden())
            head.show_state("", 0 if head.isExpanded() else open_below)

    def heads(self) -> list[PageRow]:
        """Return the headings."""
        every = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        return [head for head in every if isinstance(head, PageRow)]

    def selectionCommand(
        self, index: SpotOf, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Leave the page on the screen selected wherever pointer and keyboard go."""
        return QItemSelectionModel.SelectionFlag.NoUpdate

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the page, or fold the group, the keyboard is at."""
        row = self.currentItem()
        if Qt.Key(event.key()) in OPENING and row is not None and not self._is_typing(event):
            self._open(row)
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Go to the next page or group whose name begins with what is typed, folded ones too."""
        now = monotonic()
        goes_on = (now - self._typed_at) * 1000 < QApplication.keyboardInputInterval()
        self._typed = (self._typed if goes_on else "") + search.casefold()
        self._typed_at = now
        letter = self._typed[0]
        is_same = self._typed == letter * len(self._typed)
        sought = letter if is_same else self._typed
        rows = self._in_order()
        row = self.currentItem()
        at = rows.index(row) if isinstance(row, PageRow) and row in rows else -1
        start = at + 1 if is_same else max(at, 0)
        for other in [*rows[start:], *rows[:start]]:
            if any(name.startswith(sought) for name in _names(other)):
                self.setCurrentItem(other)  # its group unfolds with it
                return

    def _is_typing(self, event: QKeyEvent) -> bool:
        """Return whether a space belongs to a name being typed, such as "all a"."""
        is_space = event.key() == Qt.Key.Key_Space
        goes_on = (monotonic() - self._typed_at) * 1000 < QApplication.keyboardInputInterval()
        return is_space and bool(self._typed) and goes_on

    def _in_order(self) -> list[PageRow]:
        """Return all rows that are offered, those of folded groups too."""
        rows = []
        for head in self.heads():
            rows += [row for row in (head, *head.below()) if not row.isHidden()]
        return rows

    def _open(self, row: QTreeWidgetItem) -> None:
        if isinstance(row, PageRow) and row.key:
            self.wanted.emit(row.key)
        else:
            row.setExpanded(not row.isExpanded())


def _names(row: PageRow) -> tuple[str, str]:
    """Return what is typed to come to a row: its name, of a section with or without its number."""
    words = row.text(0).casefold()
    return words, words.lstrip("0123456789 ")


class _Painter(QStyledItemDelegate):
    """Draws a heading with its fold mark, and a page below it, with what is open at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: SpotOf) -> QSize:
        """Return the height of a heading or a page."""
        return QSize(letters(10), lines(1.5 if _is_head(index) else 1.32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: SpotOf) -> None:
        """Draw one row."""
        look: Any = option
        colors, state = tokens(), look.state
        is_open = bool(state & QStyle.StateFlag.State_Selected)
        is_below = _holds_open(self.parent(), index)
        area = QRect(look.rect).adjusted(0, 0, -6, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_open or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(area, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colors.accent), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        font = QFont(look.font)
        font.setWeight(QFont.Weight.DemiBold if is_open or _is_head(index) else font.weight())
        painter.setFont(font)
        right = _draw_right(painter, area.adjusted(0, 0, -8, 0), index)
        accented = is_open or (is_below and _is_head(index))
        color = QColor(colors.accent if accented else colors.text)
        if _is_head(index):
            _draw_fold(painter, area, color, is_unfolded=_is_unfolded(self.parent(), index))
            _draw_icon(painter, area, color, index)
        left = area.left() + letters(TO_ICON) + _icon_side() + letters(0.8)
        room = QRect(left, area.top(), right - left - 4, area.height())
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setPen(color)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


def _is_head(index: SpotOf) -> bool:
    return not index.data(KEY)


def _is_unfolded(tree: object, index: SpotOf) -> bool:
    return isinstance(tree, PageTree) and tree.isExpanded(index)


def _holds_open(tree: object, index: SpotOf) -> bool:
    """Return whether the page on the screen is in the group of a heading."""
    if not isinstance(tree, PageTree):
        return False
    return any(chosen.parent() == index for chosen in tree.selectionModel().selectedIndexes())


def _draw_fold(painter: QPainter, area: QRect, color: QColor, *, is_unfolded: bool) -> None:
    """Draw a triangle that points down where the group is unfolded, else to the right."""
    middle, x, size = area.center().y() + 0.5, area.left() + letters(0.9), letters(0.45)
    down = [QPointF(x - size, middle - size / 2), QPointF(x + size, middle - size / 2)]
    across = [QPointF(x - size / 2, middle - size), QPointF(x - size / 2, middle + size)]
    if is_unfolded:
        points = [*down, QPointF(x, middle + size / 2)]
    else:
        points = [*across, QPointF(x + size / 2, middle)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawPolygon(QPolygonF(points))


def _icon_side() -> int:
    return lines(1)


def _draw_icon(painter: QPainter, area: QRect, color: QColor, index: SpotOf) -> None:
    """Draw what stands for a group before its name."""
    name, side = str(index.data(DRAWING) or ""), _icon_side()
    if name:
        corner = QPointF(area.left() + letters(TO_ICON), area.top() + (area.height() - side) // 2)
        draw_icon(painter, name, color.name(), corner, side)


def _draw_right(painter: QPainter, area: QRect, index: SpotOf) -> int:
    """Draw count and mark at the right edge; return where they begin."""
    colors, right = tokens(), area.right()
    font = QFont(painter.font())
    painter.setFont(scaled(font, 0.9))
    metrics, middle = painter.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
    count, musts = str(index.data(COUNT) or ""), int(index.data(MUSTS) or 0)
    if count:
        wide = metrics.horizontalAdvance(count)
        painter.setPen(QColor(colors.muted))
        room = QRect(right - wide, area.top(), wide + 1, area.height())
        painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, count)
        right -= wide + 8
    if musts:
        wide, high = metrics.horizontalAdvance(str(musts)) + 14, metrics.height() + 2
        chip = QRect(right - wide, area.center().y() - high // 2, wide, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colors.bad_soft))
        painter.drawRoundedRect(chip, high / 2, high / 2)
        painter.setPen(QColor(colors.bad))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(musts))
        right -= wide + 4
    painter.setFont(font)
    return right
