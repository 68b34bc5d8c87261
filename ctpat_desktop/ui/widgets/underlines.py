"""Underlines places in a long text and says why: in the tool tip, the menu and to a screen reader.

The marks lie over the text: typing, undo and what is copied know nothing of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QTextEdit, QToolTip

from ctpat_desktop.ui.widgets.theme import tokens

Span = tuple[int, int]
"""The first character of a place and one past the last, as Python counts them."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about some places of a text, and what a person can do about it."""

    spans: tuple[Span, ...]
    words: str
    is_weak: bool
    """True for a wave in the color of what is weak, else a dotted line."""
    action: str = ""
    act: Callable[[], object] | None = None


class Misspelled(Protocol):
    """Who knows what can be done about a word that is in no dictionary."""

    def offer(self, word: QTextCursor, menu: QMenu, before: QAction | None) -> None:
        """Put what can be done about the word into a menu."""

    def sentence(self, word: str) -> str:
        """Return what is said about the word."""


class Underlines(QObject):
    """The underlined places of one text field: those of remarks, and words in no dictionary."""

    def __init__(self, box: QPlainTextEdit) -> None:
        """Start with none."""
        super().__init__(box)
        self.box = box
        self.remarks: tuple[Remark, ...] = ()
        self.speller: Misspelled | None = None
        self._of: list[Remark] = []
        """The remark of each place, in the order of the places."""
        self._marks: list[QTextEdit.ExtraSelection] = []
        self._wrong: list[QTextEdit.ExtraSelection] = []
        self._look = QTextCharFormat()
        self._about = ""
        """What a screen reader says of the misspelled words."""
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
        self._marks = [self._mark(place, row) for place, row in places]
        self._show()

    def show_misspelled(self, text: str, spans: Sequence[Span], about: str) -> None:
        """Underline words of the field's own text that are in no dictionary."""
        places, look = _placed_all(text, spans), _misspelled_look()
        is_same = look == self._look and about == self._about
        if is_same and places == [_ends(mark) for mark in self._wrong]:
            return  # typing has moved the marks along
        self._about, self._look = about, look
        self._wrong = [self._selection(place, look) for place in places]
        self._show()

    def at(self, position: int) -> list[Remark]:
        """Return what is said about the place at a position of the field's text."""
        marks = zip(self._marks, self._of, strict=False)
        found = (row for mark, row in marks if _holds(mark, position))
        return list(dict.fromkeys(found))

    def misspelled_at(self, position: int) -> QTextCursor | None:
        """Return the misspelled word at a position, or behind whose last letter it is."""
        for mark in self._wrong:
            if mark.cursor.selectionStart() <= position <= mark.cursor.selectionEnd():
                return mark.cursor
        return None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say what is amiss with the place under the pointer, and follow the colors."""
        if event.type() == QEvent.Type.PaletteChange and watched is self.box and self.remarks:
            self.show_remarks(self.box.toPlainText(), self.remarks)
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self._sentences(self._under(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), "\n\n".join(words), self.box)
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return watched is self.box and self._opens_menu(event)
        elif event.type() == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
            here = self.box.textCursor().selectionStart()
            menu = self.menu(here if by_key else self._under(event.pos()))
            if menu is not None:
                corner = self.box.viewport().mapToGlobal(self.box.cursorRect().bottomLeft())
                menu.exec(corner if by_key else event.globalPos())
                menu.deleteLater()
                return True
        return False

    def menu(self, position: int) -> QMenu | None:
        """Return the field's menu with what can be done about a place; None where nothing can."""
        found = [row for row in self.at(position) if row.act is not None]
        word = self.misspelled_at(position)
        if not found and word is None:
            return None
        menu = self.box.createStandardContextMenu()
        first = menu.actions()[0] if menu.actions() else None
        if word is not None and self.speller is not None:
            self.speller.offer(word, menu, first)
        for row in found:
            action = QAction(row.action, menu)
            action.setToolTip(row.words)
            if row.act is not None:
                action.triggered.connect(lambda _=False, act=row.act: act())
            menu.insertAction(first, action) if first else menu.addAction(action)
        if first is not None:
            menu.insertSeparator(first)
        return menu

    def _show(self) -> None:
        self.box.setExtraSelections([*self._marks, *self._wrong])
        about = [*(row.words for row in self.remarks), self._about]
        self.box.setAccessibleDescription(" ".join(filter(None, about)))

    def _opens_menu(self, event: QKeyEvent) -> bool:
        """Open the field's menu with Shift+F10; under X, Qt itself only hears the menu key."""
        is_shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.key() != Qt.Key.Key_F10 or not is_shifted:
            return False
        here, port = self.box.cursorRect().bottomLeft(), self.box.viewport()
        by_key = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(port, QContextMenuEvent(by_key, here, port.mapToGlobal(here)))
        return True

    def _sentences(self, position: int) -> list[str]:
        words = [row.words for row in self.at(position)]
        wrong = self.misspelled_at(position)
        if wrong is not None and self.speller is not None:
            words.append(self.speller.sentence(wrong.selectedText()))
        return words

    def _under(self, point: QPoint) -> int:
        return self.box.cursorForPosition(point).position()

    def _mark(self, place: Span, row: Remark) -> QTextEdit.ExtraSelection:
        look, lines = QTextCharFormat(), QTextCharFormat.UnderlineStyle
        colors = tokens()
        look.setUnderlineStyle(lines.WaveUnderline if row.is_weak else lines.DotLine)
        look.setUnderlineColor(QColor(colors.warn if row.is_weak else colors.accent))
        return self._selection(place, look)

    def _selection(self, place: Span, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.box.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, look
        return mark


def _misspelled_look() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SpellCheckUnderline)
    look.setUnderlineColor(QColor(tokens().bad))
    return look


def _ends(mark: QTextEdit.ExtraSelection) -> Span:
    cursor: QTextCursor = mark.cursor
    return cursor.selectionStart(), cursor.selectionEnd()


def _holds(mark: QTextEdit.ExtraSelection, position: int) -> bool:
    start, end = _ends(mark)
    return start <= position < end


def _placed_all(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return where places of a field's own text are for Qt; they are the same in most texts."""
    if not text or max(text) <= "\uffff":
        return list(spans)
    return [_placed(text, span) for span in spans]


def _placed(text: str, span: Span) -> Span:
    """Return where a place is for Qt, which counts UTF-16 units and one sign for each line end."""
    start, end = (
        len(text[:at].replace("\r\n", "\n").encode("utf-16-le", "surrogatepass")) // 2
        for at in span
    )
    return start, end
