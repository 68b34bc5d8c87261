"""Underlines places in a long text and says why: in the tool tip, the menu and to a screen reader.

The marks lie over the text: typing, undo and what is copied know nothing of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit, QToolTip

from ctpat_desktop.ui.widgets.theme import tokens


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about some places of a text, and what a person can do about it."""

    spans: tuple[tuple[int, int], ...]
    """The first character and one past the last, as Python counts them."""
    words: str
    is_weak: bool
    """True for a wave in the color of what is weak, else a dotted line."""
    action: str = ""
    act: Callable[[], object] | None = None


class Underlines(QObject):
    """The underlined places of one text field."""

    def __init__(self, box: QPlainTextEdit) -> None:
        """Start with none."""
        super().__init__(box)
        self.box = box
        self.remarks: tuple[Remark, ...] = ()
        self._of: list[Remark] = []
        """The remark of each place, in the order of the places."""
        box.installEventFilter(self)
        box.viewport().installEventFilter(self)

    def show_remarks(self, text: str, remarks: Sequence[Remark]) -> None:
        """Underline places of `text`; where the field is ahead of it, its marks stay."""
        shown = text.replace("\r\n", "\n").replace("\r", "\n")
        if self.box.toPlainText() != shown:
            return
        self.remarks = tuple(remarks)
        places = [(_placed(text, span), row) for row in remarks for span in row.spans]
        self._of = [row for _, row in places]
        self.box.setExtraSelections([self._mark(place, row) for place, row in places])
        self.box.setAccessibleDescription(" ".join(row.words for row in remarks))

    def at(self, position: int) -> list[Remark]:
        """Return what is said about the place at a position of the field's text."""
        marks = zip(self.box.extraSelections(), self._of, strict=False)
        found = (row for mark, row in marks if _holds(mark, position))
        return list(dict.fromkeys(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what is amiss with the place under the pointer, and follow the colors."""
        if event.type() == QEvent.Type.PaletteChange and watched is self.box and self.remarks:
            self.show_remarks(self.box.toPlainText(), self.remarks)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = [row.words for row in self.at(self._under(event.pos()))]
            if words:
                QToolTip.showText(event.globalPos(), "\n\n".join(words), self.box)
                return True
        elif event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            here = self.box.textCursor().position() if by_key else self._under(event.pos())
            menu = self.menu(here)
            if menu is not None:
                menu.exec(event.globalPos())
                menu.deleteLater()
                return True
        return False

    def menu(self, position: int) -> QMenu | None:
        """Return the field's menu with what can be done about a place; None where nothing can."""
        found = [row for row in self.at(position) if row.act is not None]
        if not found:
            return None
        menu = self.box.createStandardContextMenu()
        first = menu.actions()[0] if menu.actions() else None
        for row in found:
            action = QAction(row.action, menu)
            action.setToolTip(row.words)
            if row.act is not None:
                action.triggered.connect(lambda _=False, act=row.act: act())
            menu.insertAction(first, action) if first else menu.addAction(action)
        if first is not None:
            menu.insertSeparator(first)
        return menu

    def _under(self, point: QPoint) -> int:
        return self.box.cursorForPosition(point).position()

    def _mark(self, place: tuple[int, int], row: Remark) -> QTextEdit.ExtraSelection:
        look, lines = QTextCharFormat(), QTextCharFormat.UnderlineStyle
        colors = tokens()
        look.setUnderlineStyle(lines.WaveUnderline if row.is_weak else lines.DotLine)
        look.setUnderlineColor(QColor(colors.warn if row.is_weak else colors.accent))
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.box.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        return mark


def _holds(mark: QTextEdit.ExtraSelection, position: int) -> bool:
    cursor: QTextCursor = mark.cursor
    return cursor.selectionStart() <= position < cursor.selectionEnd()


def _placed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return where a place is for Qt, which counts UTF-16 units and one sign for each line end."""
    start, end = (
        len(text[:at].replace("\r\n", "\n").encode("utf-16-le", "surrogatepass")) // 2
        for at in span
    )
    return start, end
