"""Finds words in everything: one field, and what fits while typing, by kind."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ctpat_desktop.checklist import Place
from ctpat_desktop.services.search.everywhere import Everything, Everywhere
from ctpat_desktop.services.search.search import Hit, Search, SearchResult, kind_of
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.ui.page import Page
from ctpat_desktop.ui.profile.replace_dialog import ask_replace
from ctpat_desktop.ui.search.all_companies import HIT, AllCompanies
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.heard import announce_result
from ctpat_desktop.ui.widgets.list_menu import offer_to_open
from ctpat_desktop.ui.widgets.parts import button, label, looks, page_column, row
from ctpat_desktop.ui.widgets.short import ShortLabel
from ctpat_desktop.ui.widgets.theme import letters, lines, tokens
from ctpat_desktop.workspace.changes import Changes

Index = Search | Everywhere
PAUSE_MS = 150
"""Milliseconds after the last key until it is looked for."""
_HINT = N_("Type a word or its beginning. Accents and small slips do not matter.")


class SearchPage(Page):
    """One field over everything the company says, its registers and its documents."""

    def __init__(self, desk: Desk) -> None:
        """Start without an index; it is made when the page is first shown."""
        super().__init__()
        self.desk = desk
        self.search: Search | None = None
        self.is_ready, self.asked = False, 0
        self._waiting: Callable[[], object] | None = None
        """What another part of the window looks for as soon as the index is there."""
        self.words = SearchField(self)
        self.everywhere = AllCompanies(desk, self.look)
        self.state = label(tr(_HINT), muted=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr("Preparing the search"))
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(letters(26))
        self.doing = ShortLabel()
        self.doing.setProperty("muted", True)
        self.running = 0
        """Jobs beside the window whose progress is shown; what was found stays meanwhile."""
        self._show_running(0)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("What was found"))
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        offer_to_open(self.list)
        self.pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self.pause.timeout.connect(self.look)
        self.words.textChanged.connect(lambda: self.pause.start())
        column = page_column(self)
        column.addWidget(label(tr("Search"), h1=True))
        column.addWidget(self.words)
        self.replace_button = button(tr("Replace in answers…"), self.replace, "link")
        line = row(self.state, self.doing, self.bar, self.everywhere.box, self.replace_button)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        column.addLayout(line)
        column.addWidget(self.list, 1)

    def show_all(self) -> None:
        """Look at the account that is open now."""
        if self.search is not None and self.search.account_id != self.desk.account_id:
            self.search.close()
        self.everywhere.show_box()
        if self.isVisible():
            self._prepare()

    def refresh(self, changes: Changes) -> None:
        """Look again where the page is on the screen."""
        if changes and self.isVisible() and self.words.text().strip():
            self.pause.start()

    def flush(self) -> bool:
        """Nothing is typed here that must be kept."""
        return True

    def go(self, place: Place) -> None:
        """Put the cursor into the field."""
        self._prepare()
        self.words.setFocus()
        self.words.selectAll()

    def showEvent(self, event: Any) -> None:
        """Prepare the search when the page is first looked at, and after a lock."""
        super().showEvent(event)
        self.everywhere.show_box()
        self._prepare()

    def look(self) -> None:
        """Look for what stands in the field, beside the window."""
        self.asked += 1
        words = self.words.text().strip()
        if not words:
            self._show(self.asked, SearchResult(()))
            return
        if self.everywhere.is_on:
            self._look_everywhere(words)
            return
        self._prepare()
        search = self.search
        if search is not None and self.is_ready:
            number = self.asked
            tasks.start(lambda _: search.find(words), partial(self._show, number), self._say)

    def _look_everywhere(self, words: str) -> None:
        """Look in all companies, once their words are taken in."""
        made = self.everywhere.needed()
        if made is not None:
            self.list.clear()
            self._run(made.build, self._everywhere_ready, made)
        index = self.everywhere.index
        if index is not None and self.everywhere.is_ready:
            take = partial(self._show_everywhere, self.asked)
            tasks.start(lambda _: index.find(words), take, self._say)

    def _everywhere_ready(self, index: Everywhere) -> None:
        if index is self.everywhere.index:
            self.everywhere.is_ready = True
            self.look()

    def _show_everywhere(self, number: int, result: Everything) -> None:
        if number == self.asked and self.everywhere.is_on:
            self.everywhere.fill(self.list, result)
            self.state.setText(self.everywhere.words_about(result))
            announce_result(self.state.text(), self)

    def look_for(self, words: str, take: Callable[[SearchResult], object], most: int) -> None:
        """Look for words for another part of the window, once the index is there."""
        self.catch_up()
        self._prepare()
        search = self.search
        if search is not None and self.is_ready:
            self._waiting = None
            tasks.start(lambda _: search.find(words, most), take, self._say)
        else:
            self._waiting = partial(self.look_for, words, take, most)

    def replace(self) -> None:
        """Replace the words in the answers, once it is seen where they stand."""
        ask_replace(self.window(), self.desk, self.words.text().strip())

    def first_hit(self) -> None:
        """Move from the field into the list."""
        if self.list.count() > 1:
            self.list.setFocus()
            self.list.setCurrentRow(1)

    def open_first(self) -> None:
        """Go to the best hit."""
        if self.list.count() > 1:
            self._open(self.list.item(1))

    def _prepare(self) -> None:
        """Make the index beside the window, unless there is one."""
        if self.search is not None and self.search.is_open:
            return
        search = self.search = Search(self.desk.workspace, self.desk.account_id)
        self.is_ready = False
        self.list.clear()
        self._run(
            lambda progress: search.build(progress, reads_documents=False), self._ready, search
        )

    def _ready(self, search: Search) -> None:
        if search is not self.search:
            return
        self.is_ready = True
        self.look()
        if self._waiting is not None:
            self._waiting()
        if search.is_open and search.has_new_documents:
            self._run(search.read_documents, self._has_read, search)

    def _has_read(self, search: Search) -> None:
        if search is self.search:
            self.look()

    def _run(self, job: tasks.Job, done: Callable[[Any], object], search: Index) -> None:
        self.bar.setRange(0, 0)
        self.doing.setText(tr("Preparing the search"))
        self._show_running(1)
        end, stop = partial(self._ended, done, search), partial(self._stopped, search)
        tasks.start(job, end, stop).stepped.connect(self._step)

    def _ended(self, done: Callable[[Any], object], search: Index, _result: object) -> None:
        self._show_running(-1)
        done(search)

    def _stopped(self, search: Index, words: str) -> None:
        self._show_running(-1)
        if search.is_open:
            self._say(words)
        if search is self.everywhere.index:
            self.everywhere.close()  # half of it would look like all

    def _step(self, at: int, of: int, words: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(at)
        self.doing.setText(words)

    def _show_running(self, more: int) -> None:
        self.running += more
        self.bar.setVisible(self.running > 0)
        self.doing.setVisible(self.running > 0)

    def _say(self, words: str) -> None:
        self.state.setText(words)

    def _show(self, number: int, result: SearchResult) -> None:
        """Show hits by kind, unless something else was asked meanwhile."""
        if number != self.asked:
            return
        self.list.clear()
        for kind, hits in _by_kind(result):
            head = QListWidgetItem(f"{kind} ({len(hits)})")
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(head)
            for hit in hits:
                item = QListWidgetItem(f"{hit.title}\n{hit.snippet}")
                item.setData(HIT, hit)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hit.title}. {hit.snippet}")
                self.list.addItem(item)
        self.state.setText(self._words_about(result))
        if self.words.text().strip():
            announce_result(self.state.text(), self)

    def _words_about(self, result: SearchResult) -> str:
        if not self.words.text().strip():
            return tr(_HINT)
        if not result.hits:
            return tr("Nothing was found. Try fewer words, or the beginning of a word.")
        count = tr("{n} found.").format(n=len(result.hits))
        instead = tr("No match for “{word}”. Showing results for “{near}”.")
        said = [instead.format(word=word, near=near) for word, near in result.instead]
        return " ".join([count, *said])

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is None:  # the list was emptied by the click that comes with it
            return
        hit = item.data(HIT)
        if isinstance(hit, Hit) and not self.everywhere.open(item):
            self.desk.go_to(hit.place)


class SearchField(QLineEdit):
    """The field; Down moves into the list, Enter opens the first hit."""

    def __init__(self, page: SearchPage) -> None:
        """Start empty."""
        super().__init__()
        self.page = page
        self.setPlaceholderText(tr("Search answers, registers and documents"))
        self.setAccessibleName(tr("Search"))
        looks(self)
        self.setClearButtonEnabled(True)
        self.setMinimumHeight(lines(1.9))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the field with Down and Enter."""
        if event.key() == Qt.Key.Key_Down:
            self.page.first_hit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page.open_first()
            return
        super().keyPressEvent(event)


class HitDelegate(QStyledItemDelegate):
    """Draws a hit as its title and two lines with the words in bold."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a heading or of a hit."""
        hit = index.data(HIT)
        line = option.fontMetrics.height()
        lines = 1.6 if not isinstance(hit, Hit) else 1.5 + 2.1 * bool(hit.snippet)
        return QSize(100, round(line * lines) + 10)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one row."""
        hit = index.data(HIT)
        painter.save()
        given: Any = option
        area = QRect(given.rect).adjusted(10, 5, -10, -3)
        font = QFont(given.font)
        font.setBold(True)
        painter.setFont(font)
        colors = tokens()
        if given.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(given.rect, QColor(colors.accent_soft))
            edge = QRect(given.rect.topLeft(), QSize(4, given.rect.height()))
            painter.fillRect(edge, QColor(colors.accent))
        if not isinstance(hit, Hit):
            painter.setPen(QColor(colors.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignBottom, index.data())
        else:
            painter.setPen(QColor(colors.text))
            title = given.fontMetrics.elidedText(
                hit.title, Qt.TextElideMode.ElideRight, area.width() - 20
            )
            painter.drawText(area, Qt.AlignmentFlag.AlignTop, title)
            below = area.adjusted(0, round(given.fontMetrics.height() * 1.3), 0, 0)
            _draw_snippet(painter, given.font, hit, below, colors.muted)
        painter.restore()


def _draw_snippet(painter: QPainter, font: QFont, hit: Hit, area: QRect, color: str) -> None:
    layout = QTextLayout(hit.snippet, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    bold.setFontUnderline(True)
    layout.setFormats([_format(bold, start, end) for start, end in hit.marks])
    layout.beginLayout()
    height = 0.0
    for _ in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        line.setPosition(QPointF(0.0, height))
        height += line.height()
    layout.endLayout()
    painter.setPen(QColor(color))
    layout.draw(painter, QPointF(area.topLeft()))


def _format(look: QTextCharFormat, start: int, end: int) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length, found.format = start, end - start, look
    return found


def _by_kind(result: SearchResult) -> Iterator[tuple[str, list[Hit]]]:
    """Yield kinds with their hits; the kind of the best hit comes first."""
    kinds: dict[str, list[Hit]] = {}
    for hit in result.hits:
        kinds.setdefault(hit.register, []).append(hit)
    for register, hits in kinds.items():
        yield kind_of(register), hits
