"""“Go to anything”: one box over the window that finds pages, criteria, commands and records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ctpat_desktop.services.search.search import Hit, SearchResult, kind_of
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.goto_rows import RECORDS, GotoRow, Reach, fitting, kind_title, rows_of
from ctpat_desktop.ui.widgets.narrowing import ENTER
from ctpat_desktop.ui.widgets.parts import label, looks
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens

if TYPE_CHECKING:
    from ctpat_desktop.ui.frame.page_tree import SpotOf

PAUSE_MS = 150
"""Milliseconds after the last key until records are looked for."""
FEWEST = 2
"""Letters from which on records are looked for."""
MOST_RECORDS = 8
ENOUGH = 40
"""Hits that are asked for, so that enough are left where many read alike."""
MOST_HIGH = 14
"""Rows the list shows without scrolling."""
ROW = Qt.ItemDataRole.UserRole
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}


class GotoBox(QFrame):
    """A field and what fits; the keyboard stays in the field and comes back where it was."""

    finds_records = True
    """Whether records are looked for as well."""

    def __init__(self, over: QWidget, reach: Reach) -> None:
        """Lie hidden over a widget, in which the keyboard was before."""
        super().__init__(over)
        self.over, self.reach = over, reach
        self.rows: list[GotoRow] = []
        self.records: list[GotoRow] = []
        self._before: QWidget | None = None
        self._asked = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies below is not painted
        self.words = looks(QLineEdit())
        self.words.setAccessibleName(tr("Go to anything"))
        self.words.setPlaceholderText(tr("Page, criterion, record or command"))
        self.words.setMinimumHeight(lines(1.9))
        self.words.installEventFilter(self)
        self.state = label("", muted=True)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Painter(self.list))
        self.list.itemClicked.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for part in (self.words, self.list, self.state):
            column.addWidget(part)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self._look)
        self.words.textChanged.connect(self._typed)
        program = QApplication.instance()
        if isinstance(program, QApplication):
            program.focusChanged.connect(self._moved)
        self.hide()

    def ask(self, commands: Iterable[GotoRow]) -> None:
        """Come up with an empty field; `commands` are the entries of the menus."""
        if self.isVisible():
            self.words.selectAll()
            return
        self.come(rows_of(self.reach, commands))

    def come(self, rows: list[GotoRow]) -> None:
        """Come up with an empty field and these rows to choose from."""
        self._before = QApplication.focusWidget()
        self.rows = rows
        self.words.clear()
        self._typed()
        self.show()
        self.raise_()
        self.words.setFocus(Qt.FocusReason.PopupFocusReason)

    def leave(self) -> None:
        """Go away and give the keyboard back to where it was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Cover all that lies below, with a line around."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens().surface))
        painter.setPen(QColor(tokens().accent))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget what was found: a lock hides the box too."""
        super().hideEvent(event)
        self.pause.stop()
        self._asked += 1
        self.rows, self.records = [], []
        self.list.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk the list, take a row or leave, while the keyboard is in the field."""
        if watched is not self.words or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in ENTER:
            self._take(self.list.currentItem())
        elif key in STEPS:
            self._step(STEPS[key])
        elif key not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().eventFilter(watched, event)
        return True

    def place(self) -> None:
        """Stand in the upper middle of the window, as high as what fits."""
        room = self.over.size()
        wide = min(letters(84), room.width() - 24)
        rows = min(self.list.count(), MOST_HIGH)
        most = room.height() - lines(8)
        self.list.setVisible(rows > 0)
        self.state.setVisible(bool(self.state.text()))
        self.list.setFixedHeight(max(min(rows * lines(1.7) + 6, most), lines(1)))
        self.setFixedWidth(wide)
        self.adjustSize()
        self.move((room.width() - wide) // 2, min(lines(2.5), max(room.height() // 12, 0)))

    def fit(self, words: str) -> list[GotoRow]:
        """Return the rows that fit what is typed."""
        return fitting(words, self.rows)

    def _typed(self) -> None:
        """Show at once what needs no reading; records follow beside the window."""
        self._asked += 1
        self.records = []
        words = self.words.text().strip()
        self._show()
        if len(words) >= FEWEST and self.finds_records:
            self.pause.start()
        else:
            self.pause.stop()

    def _look(self) -> None:
        """Look for records beside the window, once their index is there."""
        if not self.reach.desk.workspace.is_open:
            return
        page = self.reach.search()
        take = partial(self._take_records, self._asked)
        page.look_for(self.words.text().strip(), take, ENOUGH)
        if not page.is_ready:
            self.state.setText(tr("Preparing the search"))
            self.place()

    def _take_records(self, number: int, result: SearchResult) -> None:
        """Add the records below, unless something else was typed meanwhile."""
        if number != self._asked or not self.isVisible():
            return
        shown = {row.criterion for row in self._shown() if row.criterion}
        hits = [hit for hit in result.hits if hit.place.criterion not in shown]
        unlike = {(hit.register, hit.title): hit for hit in reversed(hits)}
        first = [hit for hit in hits if unlike[hit.register, hit.title] is hit]
        self.records = [self._record(hit) for hit in first[:MOST_RECORDS]]
        self._show(is_whole=True)

    def _record(self, hit: Hit) -> GotoRow:
        go = partial(self.reach.desk.go_to, hit.place)
        return GotoRow(RECORDS, hit.title, kind_of(hit.register), go)

    def _show(self, *, is_whole: bool = False) -> None:
        """Show what fits under its kinds; the row the person is at stays where records come."""
        words, at = self.words.text().strip(), self.list.currentRow()
        rows = [*self.fit(words), *self.records]
        self.list.clear()
        kind = ""
        for row in rows:
            if row.kind != kind:
                kind = row.kind
                self._head(kind_title(kind))
            item = QListWidgetItem(row.words)
            item.setData(ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.words}, {row.beside}")
            self.list.addItem(item)
        self.list.setCurrentRow(at if is_whole and at > 0 else min(1, self.list.count() - 1))
        self.state.setText(self._words_about(words, rows, is_whole=is_whole))
        self.place()
        if rows:
            self._say_row()

    def _words_about(self, words: str, rows: Sequence[GotoRow], *, is_whole: bool) -> str:
        if not words:
            return tr("Up and Down choose, Enter goes there, Esc leaves.")
        if rows:
            return ""
        if not is_whole and len(words) >= FEWEST and self.finds_records:
            return tr("Looking through the records…")
        none = tr("No match for “{words}”.").format(words=words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.words, none))
        return none

    def _head(self, words: str) -> None:
        head = QListWidgetItem(words)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(head)

    def _shown(self) -> list[GotoRow]:
        items = (self.list.item(at).data(ROW) for at in range(self.list.count()))
        return [row for row in items if isinstance(row, GotoRow)]

    def _step(self, by: int) -> None:
        """Go some rows on, past headings; the ends are ends."""
        places = [at for at in range(self.list.count()) if self.list.item(at).data(ROW)]
        if not places:
            return
        now = self.list.currentRow()
        at = places.index(now) if now in places else 0
        self.list.setCurrentRow(places[max(0, min(at + by, len(places) - 1))])
        if self.list.currentRow() == places[0]:
            self.list.scrollToTop()
        self._say_row()

    def _say_row(self) -> None:
        """Let a screen reader say the row the person is at: the keyboard stays in the field."""
        if QAccessible.isActive() and self.list.currentRow() >= 0:
            event = QAccessibleEvent(self.list, QAccessible.Event.Focus)
            event.setChild(self.list.currentRow())
            QAccessible.updateAccessibility(event)

    def _take(self, item: QListWidgetItem | None) -> None:
        row = item.data(ROW) if item is not None else None
        if isinstance(row, GotoRow):
            self.leave()
            QTimer.singleShot(0, self, row.go)  # a dialog it opens is not inside of this key

    def _moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Go away when the person clicks something else."""
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self._before = None
            self.hide()


class _Painter(QStyledItemDelegate):
    """Draws a row as its name, and at the right where it is."""

    def sizeHint(self, option: QStyleOptionViewItem, index: SpotOf) -> QSize:
        """Return the height of every row."""
        return QSize(letters(20), lines(1.7))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: SpotOf) -> None:
        """Draw one row."""
        look: Any = option
        row, colors = index.data(ROW), tokens()
        area = QRect(look.rect).adjusted(10, 0, -12, 0)
        painter.save()
        middle, right = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignRight
        if not isinstance(row, GotoRow):
            painter.setPen(QColor(colors.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignBottom, str(index.data()))
            painter.restore()
            return
        if look.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(look.rect, QColor(colors.accent_soft))
            edge = QRect(look.rect.topLeft(), QSize(4, look.rect.height()))
            painter.fillRect(edge, QColor(colors.accent))
        metrics, elided = painter.fontMetrics(), Qt.TextElideMode.ElideRight
        beside = metrics.elidedText(row.beside, elided, area.width() // 2)
        painter.setPen(QColor(colors.muted))
        painter.drawText(area, middle | right, beside)
        room = area.width() - metrics.horizontalAdvance(beside) - 16
        painter.setPen(QColor(colors.text))
        painter.drawText(area, middle, metrics.elidedText(row.words, elided, room))
        painter.restore()
