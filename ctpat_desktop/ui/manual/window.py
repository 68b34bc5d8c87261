"""The window of the manual: a list with a search at the left, the article at the right."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QByteArray, QEvent, QSignalBlocker, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ctpat_desktop.documents.manual.articles import Article, Group, picture_path
from ctpat_desktop.services.manual.searching import fitting
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.manual.page_html import ARTICLE, PAGE, PICTURE, group_html, page_html
from ctpat_desktop.ui.manual.paper import ask_save, print_out
from ctpat_desktop.ui.widgets.banner import Banner
from ctpat_desktop.ui.widgets.dialogs import ONLY_LOOKS
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.help_key import HELP
from ctpat_desktop.ui.widgets.parts import button, label, looks, row
from ctpat_desktop.ui.widgets.reasons import allow
from ctpat_desktop.ui.widgets.split import Split
from ctpat_desktop.ui.widgets.theme import fit, letters, tokens

KEY = Qt.ItemDataRole.UserRole
WIDE = 34
"""Letters of the list at the left."""


class ManualWindow(QDialog):
    """Stays beside the window that opened it; over a dialog it belongs to that dialog."""

    going = Signal(str)
    """The person wants to go to a page of the main window, by the key of the page or tab."""

    def __init__(
        self, parent: QWidget, groups: tuple[Group, ...], pages: Mapping[str, str]
    ) -> None:
        """Show nothing yet; `pages` are the names of those that can be gone to."""
        super().__init__(parent)
        self.groups, self._pages = groups, pages
        self._articles = {row.key: row for group in groups for row in group.articles}
        self._titles = {key: row.title for key, row in self._articles.items()}
        self._past, self._coming = list[str](), list[str]()
        self.shown = self._written = ""
        self.setWindowTitle(tr("Manual"))
        self.setProperty(HELP, True)
        self.setProperty("keeps_typing", True)  # the lock hides it and brings it back
        fit(self, 120, 40)
        self.banner, self.line = Banner(), QLineEdit()
        self.line.setProperty(ONLY_LOOKS, True)
        self.line.setPlaceholderText(tr("Search the manual"))
        self.line.setAccessibleName(tr("Search the manual"))
        self.line.setClearButtonEnabled(True)
        self.line.textChanged.connect(self._narrow)
        self.count = label("", muted=True)
        self.count.hide()
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(tr("Articles"))
        self.tree.currentItemChanged.connect(lambda now, _before: self._choose(now))
        self.page = _Page()
        self.page.setAccessibleName(tr("Article"))
        self.page.anchorClicked.connect(self._follow)
        self.back = button(tr("Back"), lambda: self._step(self._past, self._coming))
        self.ahead = button(tr("Forward"), lambda: self._step(self._coming, self._past))
        self._lay()
        self._fill(groups)
        self._show_ways()

    def open_at(self, key: str) -> None:
        """Show an article, and come to the front."""
        self.show_article(key)
        self.show()
        self.raise_()
        self.activateWindow()
        self.line.setFocus()

    def show_article(self, key: str) -> None:
        """Show an article; the one before can be gone back to."""
        if key == self.shown or key not in self._articles:
            return
        if self.shown:
            self._past.append(self.shown)
            self._coming.clear()
        self._show(key)

    def changeEvent(self, event: QEvent) -> None:
        """Write the article anew in other colors."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.shown:
            self._write()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from the search into the list with Down, to the article with Enter, and back."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Down and self.line.hasFocus():
            self.tree.setFocus()
        elif event.matches(QKeySequence.StandardKey.Back):
            self._step(self._past, self._coming)
        elif event.matches(QKeySequence.StandardKey.Forward):
            self._step(self._coming, self._past)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.page.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay(self) -> None:
        left, column = QWidget(), QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (self.line, self.count, self.tree):
            column.addWidget(widget)
        left.setLayout(column)
        split = Split("manual")
        split.addWidget(left)
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setSizes([letters(WIDE), letters(3 * WIDE)])
        save = button(tr("Save as PDF…"), lambda: ask_save(self, self.banner, self.groups))
        show = button(tr("Print…"), lambda: print_out(self, self.banner, self.groups))
        close = button(tr("Close"), self.close)
        for one in (self.back, self.ahead, save, show, close):
            one.setAutoDefault(False)
        whole = QVBoxLayout(self)
        whole.addWidget(self.banner)
        whole.addWidget(split, 1)
        whole.addLayout(row(self.back, self.ahead, None, save, show, close))

    def _fill(self, groups: Iterable[Group]) -> None:
        self.tree.clear()
        for group in groups:
            head = QTreeWidgetItem([group.title])
            head.setData(0, KEY, "")
            self.tree.addTopLevelItem(head)
            for article in group.articles:
                head.addChild(_row(article))

    def _narrow(self, asked: str) -> None:
        """Show the articles that fit, best first; all by chapter where nothing is asked."""
        with QSignalBlocker(self.tree):
            if not asked.strip():
                self._fill(self.groups)
                self.count.hide()
                self._mark(self.shown)
                return
            found = fitting(asked, list(self._articles.values()))
            self.tree.clear()
            self.tree.addTopLevelItems([_row(article) for article in found])
        words = ntr("{n} article", "{n} articles", len(found))
        self.count.setText(words)
        self.count.show()
        announce(words, self.tree)
        first = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        if item is None:
            return
        key = str(item.data(0, KEY))
        if key:
            self.show_article(key)
            return
        group = self.groups[self.tree.indexOfTopLevelItem(item)]
        self.page.setHtml(group_html(group.title, group.about, group.articles))

    def _show(self, key: str) -> None:
        self.shown = key
        self._write()
        self._mark(key)
        self._show_ways()

    def _write(self) -> None:
        """Write the article into the page; in the same place where it stands there already."""
        at = self.page.verticalScrollBar().value()
        article = self._articles[self.shown]
        self.page.setHtml(page_html(article, self._titles, self._pages, tokens()))
        if self._written == self.shown:
            self.page.verticalScrollBar().setValue(at)
        self._written = self.shown

    def _mark(self, key: str) -> None:
        """Have the list stand at an article, with its chapter alone unfolded."""
        for item in self.tree.findItems(
            self._titles.get(key, ""),
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        ):
            if item.data(0, KEY) == key:
                with QSignalBlocker(self.tree):
                    self.tree.collapseAll()
                    self.tree.setCurrentItem(item)
                self.tree.scrollToItem(item)

    def _step(self, here: list[str], there: list[str]) -> None:
        if here:
            there.append(self.shown)
            self._show(here.pop())

    def _show_ways(self) -> None:
        allow(self.back, "" if self._past else tr("No article was shown before."))
        allow(self.ahead, "" if self._coming else tr("You have not gone back."))

    def _follow(self, address: QUrl) -> None:
        words = address.toString(QUrl.ComponentFormattingOption.FullyDecoded)
        if words.startswith(ARTICLE):
            self.show_article(words.removeprefix(ARTICLE))
        elif words.startswith(PAGE):
            self.going.emit(words.removeprefix(PAGE))


class _Page(QTextBrowser):
    """Shows an article; its picture is read when it is drawn, and is as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        looks(self)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, address: QUrl | str) -> object:
        """Return the picture of an article; nothing else is read from anywhere."""
        words = QUrl(address).toString()
        is_picture = kind == QTextDocument.ResourceType.ImageResource.value
        if not is_picture or not words.startswith(PICTURE):
            return QByteArray()
        picture = picture_path(words.removeprefix(PICTURE))
        if picture is None:
            return QByteArray()
        image = QImage(str(picture))
        wide = min(image.width(), max(200, self.viewport().width() - 40))
        return image.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)


def _row(article: Article) -> QTreeWidgetItem:
    item = QTreeWidgetItem([article.title])
    item.setData(0, KEY, article.key)
    item.setToolTip(0, article.title)
    return item
