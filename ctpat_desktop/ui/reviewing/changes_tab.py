"""What others changed since one last looked, by page, with the way to each."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.naming import UNASKED
from ctpat_desktop.services.reviewing import changes
from ctpat_desktop.services.reviewing.changes import News, Since
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.ui.widgets.columns import Columns
from ctpat_desktop.ui.widgets.parts import button, changer, flow, label
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.theme import letters

HEADINGS = (N_("What"), N_("By"), N_("When"), N_("Last change"))
WIDTHS = (38, 22, 24)
NEWS = Qt.ItemDataRole.UserRole


class ChangesTab(QWidget):
    """A tree: the pages, and below each what others changed there, the newest first."""

    def __init__(self, desk: Desk) -> None:
        """Start empty; the page says when to read."""
        super().__init__()
        self.desk = desk
        self.since = Since()
        self.before, self._reads = 0, 0
        self.words = label("", muted=True)
        self.tree = self._tree()
        self.empty = label(tr("Nobody else has changed anything since."))
        self.go_button = button(tr("Go there"), self.open_current, "primary")
        self.more_button = button(tr("Show more"), self.show_more)
        self.seen_button = changer(tr("Mark all as seen"), self.mark_seen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(self.words)
        column.addWidget(self.tree, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(flow(self.go_button, self.seen_button, self.more_button))
        self._show([], 0)

    def show_all(self) -> None:
        """Look through the history beside the window."""
        self.since = changes.mark_of(self.desk.scope)
        at = self.since.at
        seen = tr("Changed by others since you last looked, {at}:")
        never = tr("You have not marked anything as seen yet. Changed by others:")
        self.words.setText(seen.format(at=moment_text(at)) if at is not None else never)
        self._read(0)

    def show_more(self) -> None:
        """Show what was changed before that."""
        self._read(self.before)

    def mark_seen(self) -> None:
        """Begin anew from now on; undo takes it back."""
        self.desk.attempt(lambda: changes.mark_seen(self.desk.scope))

    def open_current(self) -> None:
        """Go to the answer or record of the current row."""
        news = self._current()
        if news is not None and news.place is not None:
            self.desk.go_to(news.place)

    def _read(self, before: int) -> None:
        self._reads += 1
        scope, since = self.desk.scope, self.since
        criteria = [row.criterion for row in self.desk.dossier.asked()]
        take = partial(self._take, self._reads, before)
        tasks.start(lambda _: changes.after(scope, criteria, since, before), take, self._failed)

    def _failed(self, words: str) -> None:
        """Say why nothing could be read; a lock meanwhile is no reason to."""
        if self.desk.workspace.is_open:
            self.desk.warn(words)

    def _take(self, number: int, before: int, news: tuple[list[News], int]) -> None:
        """Show what the newest look has found."""
        if number != self._reads:
            return
        rows, self.before = news
        if not before:
            self.tree.clear()
        self._show(rows, self.before)

    def _show(self, rows: list[News], before: int) -> None:
        for news in rows:
            self._page(news).addChild(_item(news))
        self.tree.expandAll()
        has_any = self.tree.topLevelItemCount() > 0
        self.tree.setVisible(has_any)
        self.empty.setVisible(not has_any)
        self.more_button.setVisible(before > 0)
        if has_any and self.tree.currentItem() is None:
            first = self.tree.topLevelItem(0)
            if first is not None:
                self.tree.setCurrentItem(first.child(0) or first)
        allow(self.seen_button, "" if has_any else tr("There is nothing new."))
        self._show_button()

    def _page(self, news: News) -> QTreeWidgetItem:
        """Return the row of the page a change belongs to, made where there is none."""
        title = self._title(news)
        found = self.tree.findItems(title, Qt.MatchFlag.MatchExactly)
        if found:
            return found[0]
        made = QTreeWidgetItem([title])
        made.setFirstColumnSpanned(True)
        self.tree.addTopLevelItem(made)
        return made

    def _title(self, news: News) -> str:
        if news.criterion:
            category = self.desk.dossier.edition.category(news.category)
            return f"{category.number}  {category.title}"
        if not news.table or news.table in UNASKED:
            return tr("Other")
        return tr(load_form(news.table).plural)

    def _current(self) -> News | None:
        item = self.tree.currentItem()
        found = item.data(0, NEWS) if item is not None else None
        return found if isinstance(found, News) else None

    def _show_button(self) -> None:
        news = self._current()
        none = tr("Choose a change.") if news is None else tr("It is not there any more.")
        can_go = news is not None and news.place is not None
        allow(self.go_button, "" if can_go else none)

    def _tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        tree.setAccessibleName(tr("Changed by others"))
        tree.setHeaderLabels([tr(words) for words in HEADINGS])
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        head = tree.header()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for number, width in enumerate(WIDTHS):
            tree.setColumnWidth(number, letters(width))
        Columns(tree, "changes")
        tree.itemActivated.connect(lambda *_: self.open_current())
        tree.currentItemChanged.connect(lambda *_: self._show_button())
        return tree


def _item(news: News) -> QTreeWidgetItem:
    times = f" ({ntr('{n} time', '{n} times', news.times)})" if news.times > 1 else ""
    words = [news.title, ", ".join(news.who), moment_text(news.at), f"{news.what}{times}"]
    item = QTreeWidgetItem(words)
    item.setData(0, NEWS, news)
    for number, text in enumerate(words):
        item.setToolTip(number, text)
    return item
