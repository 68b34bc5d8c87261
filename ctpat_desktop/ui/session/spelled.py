"""Underlines the misspelled words of one long text, and offers what they might have been."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget
from shiboken6 import isValid

from ctpat_desktop.services.spelling.text_words import Place
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.session.spelling import SPELLING
from ctpat_desktop.ui.widgets.heard import announce, announce_result
from ctpat_desktop.ui.widgets.parts import label
from ctpat_desktop.ui.widgets.tab_order import reach
from ctpat_desktop.ui.widgets.underlines import Underlines

SETTLED_MS = 900
"""Milliseconds without a key until the word at the cursor counts as finished."""
MOST_NAMED = 12
"""Misspelled words that a screen reader names."""
KEY = Qt.Key.Key_F7


class Spelled(QObject):
    """The misspelled words of one text field; `note` says how many there are."""

    def __init__(self, box: QPlainTextEdit) -> None:
        """Look at the text whenever it changes."""
        super().__init__(box)
        self.box = box
        self.underlines = Underlines(box)
        self.underlines.speller = self
        self.wrong: tuple[Place, ...] = ()
        self._shown: tuple[str, tuple[Place, ...], str] = ("", (), "")
        self.note = label("", muted=True)
        self.note.setWordWrap(False)
        self.note.hide()
        self._settling = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settling.timeout.connect(self.look)
        box.document().contentsChanged.connect(self._typed)
        box.cursorPositionChanged.connect(self._moved)
        SPELLING.changed.connect(self.look)
        box.installEventFilter(self)

    def look(self) -> None:
        """Underline what is wrong now, but for the word that is being typed."""
        if not self.box.isVisible():
            return
        text = self.box.toPlainText()
        is_read = self.box.isReadOnly()
        wrong = () if is_read else SPELLING.look(text)
        if self._settling.isActive() and self.box.hasFocus():
            here = self._caret(text)
            wrong = tuple(one for one in wrong if not one.start <= here <= one.end)
        self._show(text, wrong, "" if is_read else SPELLING.why_not)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look when the field comes to the screen or can be typed in; follow colors and F7."""
        kind = event.type()
        if watched is not self.box:
            return False
        if kind in (QEvent.Type.Show, QEvent.Type.ReadOnlyChange):
            QTimer.singleShot(0, self, self.look)
        elif kind == QEvent.Type.PaletteChange:
            self._shown = ("", (), "")
            self.look()
        elif kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == KEY:
            next_misspelled(self.box.window())  # in a dialog, where no menu hears it
            return True
        return False

    def offer(self, word: QTextCursor, menu: QMenu, before: QAction | None) -> None:
        """Put suggestions, once they are there, and the list of own words into a menu."""
        text = word.selectedText()
        waiting = QAction(tr("Looking for suggestions…"), menu)
        waiting.setEnabled(False)
        add = QAction(tr("Add “{word}” to the own words").format(word=text), menu)
        add.setEnabled(SPELLING.may_add)
        add.triggered.connect(lambda _=False: SPELLING.add(text))
        ignore = QAction(tr("Ignore “{word}” for now").format(word=text), menu)
        ignore.triggered.connect(lambda _=False: SPELLING.ignore(text))
        for action in (waiting, ignore, add):
            menu.insertAction(before, action) if before else menu.addAction(action)
        place = (word.selectionStart(), word.selectionEnd(), text)
        SPELLING.suggest(text, partial(self._suggested, menu, waiting, place))

    def sentence(self, word: str) -> str:
        """Return what is said about a word."""
        return tr("“{word}” is not in the dictionary.").format(word=word)

    def replace(self, place: tuple[int, int, str], fresh: str) -> None:
        """Put another word into the place of one; one step to undo, and none if it is gone."""
        start, end, before = place
        cursor = QTextCursor(self.box.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText() != before or self.box.isReadOnly():
            return
        cursor.beginEditBlock()
        cursor.insertText(fresh)
        cursor.endEditBlock()
        self.box.setTextCursor(cursor)
        self.look()

    def select(self, place: Place) -> None:
        """Put the keyboard onto a word, and have it said."""
        text = self.box.toPlainText()
        self._settling.stop()  # nobody types that word
        cursor = self.box.textCursor()
        cursor.setPosition(_units(text[: place.start]))
        cursor.setPosition(_units(text[: place.end]), QTextCursor.MoveMode.KeepAnchor)
        reach(self.box, Qt.FocusReason.OtherFocusReason)
        self.box.setTextCursor(cursor)
        self.box.ensureCursorVisible()
        announce(self.sentence(place.word), self.box)

    def _suggested(
        self,
        menu: QMenu,
        waiting: QAction,
        place: tuple[int, int, str],
        words: Sequence[str],
    ) -> None:
        if not isValid(menu) or not isValid(waiting):
            return  # the menu was closed meanwhile
        for word in words:
            action = QAction(word, menu)
            action.triggered.connect(lambda _=False, fresh=word: self.replace(place, fresh))
            menu.insertAction(waiting, action)
        if words:
            menu.removeAction(waiting)
            menu.setActiveAction(menu.actions()[0])
            _keep_on_screen(menu)
        else:
            waiting.setText(tr("No suggestions"))

    def _typed(self) -> None:
        if self.box.isVisible():
            self._settling.start()
            self.look()

    def _moved(self) -> None:
        """Mark the word that was being typed as soon as the cursor is elsewhere."""
        if self._settling.isActive():
            self.look()

    def _caret(self, text: str) -> int:
        """Return where the cursor is as Python counts."""
        at = self.box.textCursor().position()
        if not text or max(text) <= "\uffff":
            return at
        return len(
            text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "ignore")
        )

    def _show(self, text: str, wrong: tuple[Place, ...], why_not: str) -> None:
        if (text, wrong, why_not) == self._shown:
            return
        before, self._shown, self.wrong = self._shown, (text, wrong, why_not), wrong
        words = tr("Spelling not checked") if why_not else _count(len(wrong)) if wrong else ""
        named = ", ".join(dict.fromkeys(one.word for one in wrong[:MOST_NAMED]))
        about = f"{words}: {named}." if named else why_not
        if wrong or before[1] or why_not != before[2]:
            spans = [(one.start, one.end) for one in wrong]
            self.underlines.show_misspelled(text, spans, about)
        self.note.setText(words)
        self.note.setToolTip(why_not)
        self.note.setVisible(bool(words))
        if words and self.box.hasFocus():
            announce_result(words, self.box)


def next_misspelled(root: QWidget) -> None:
    """Go to the next misspelled word of the texts on the screen, from where the keyboard is."""
    fields = _in_order(root)
    focus = QApplication.focusWidget()
    at = next((n for n, one in enumerate(fields) if one.box is focus), -1)
    order = [*fields[at:], *fields[:at]] if at >= 0 else fields
    here = order[0].box.textCursor().selectionEnd() if at >= 0 else -1
    later = [(one, word) for n, one in enumerate(order) for word in one.wrong if n or at < 0]
    own = [(order[0], word) for word in order[0].wrong] if at >= 0 else []
    text = order[0].box.toPlainText() if own else ""
    ahead = [row for row in own if _units(text[: row[1].start]) >= here]
    found = [*ahead, *later, *own]
    if found:
        field, word = found[0]
        field.select(word)
    else:
        words = SPELLING.why_not or tr(
            "Every word of the texts on the screen is in the dictionary."
        )
        announce(words, root)


def _in_order(root: QWidget) -> list[Spelled]:
    """Return the fields on the screen, from top to bottom."""
    shown = [one for one in root.findChildren(Spelled) if one.box.isVisible()]
    corner = {one: one.box.mapTo(root, one.box.rect().topLeft()) for one in shown}
    return sorted(shown, key=lambda one: (corner[one].y(), corner[one].x()))


def _keep_on_screen(menu: QMenu) -> None:
    """Move a menu that has grown up to where all of it is seen."""
    lowest = menu.screen().availableGeometry().bottom() - menu.sizeHint().height()
    if menu.isVisible() and menu.y() > lowest:
        menu.move(menu.x(), max(lowest, menu.screen().availableGeometry().top()))


def _count(count: int) -> str:
    return ntr("{n} word not in the dictionary", "{n} words not in the dictionary", count)


def _units(text: str) -> int:
    """Return how long a text is for Qt, which counts UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
