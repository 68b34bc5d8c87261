"""What every list, table and tree can do: a menu for its rows, copying them, choosing all.

A list gets this when the keyboard or the pointer first comes to it (`list_focus`), so that none is
left out.
What a page can do with the rows it offers by `offer`; the menu has the buttons it is done with.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, cast, runtime_checkable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QToolTip,
    QTreeView,
)

from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.ui.widgets.copied_rows import put
from ctpat_desktop.ui.widgets.heard import announce
from ctpat_desktop.ui.widgets.menu import Menu, bare
from ctpat_desktop.ui.widgets.theme import letters

SEVERAL = (
    QAbstractItemView.SelectionMode.ExtendedSelection,
    QAbstractItemView.SelectionMode.MultiSelection,
    QAbstractItemView.SelectionMode.ContiguousSelection,
)
NOT_COPIED = "not_copied"
"""The mark of a list whose rows are ways to go, or a secret, and never on the clipboard."""
WIDER = {"Ctrl+Shift+Right": 1, "Ctrl+Shift+Left": -1}
"""The keys that make the column wider or narrower that the keyboard is in."""
STEP = 2
"""Letters a column grows or shrinks by with each of them."""
SHOWN_MS = 2_500
"""Milliseconds the words stay that say what was copied."""


@runtime_checkable
class CopiesItself(Protocol):
    """A list that knows better than its cells what is put on the clipboard."""

    def copy_rows(self) -> None:
        """Put the chosen rows on the clipboard and say so."""


class ListMenu(QObject):
    """The menu and the keys of one list."""

    def __init__(self, view: QAbstractItemView) -> None:
        """Listen to the list."""
        super().__init__(view)
        self.view = view
        self.buttons: list[QAbstractButton] = []
        self.copies: list[tuple[Callable[[], str], Callable[[], object]]] = []
        """Other ways to copy, by what they are called."""
        self.copies_cells = False
        """True where a button copies the chosen cells, and the list does so by its key."""
        self.can_open = False
        """True where a row is opened by Enter or a click, and no button does it."""
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the menu, or copy, where the list itself has nothing else to do with it."""
        if event.type() == QEvent.Type.ContextMenu:
            own = self.view.contextMenuPolicy() == Qt.ContextMenuPolicy.DefaultContextMenu
            return own and self._open(cast("QContextMenuEvent", event))
        if event.type() == QEvent.Type.KeyPress and watched is self.view:
            key = cast("QKeyEvent", event)
            if key.matches(QKeySequence.StandardKey.Copy) and not self.copies_cells:
                self.copy()
                return True
            by = WIDER.get(QKeySequence(key.keyCombination()).toString(), 0)
            return by != 0 and widen(self.view, by)
        return False

    def menu(self) -> QMenu:
        """Return what can be done with the chosen rows."""
        menu, places = Menu(self.view), chosen(self.view)
        menu.setToolTipsVisible(True)
        if self.can_open:
            _add(menu, tr("Open", "command"), self._open_row, is_on=bool(places))
        for button in self.buttons:
            if not button.isHidden():
                _add_button(menu, button)
        if menu.actions():
            menu.addSeparator()
        if self.can_copy() and not self.copies_cells:
            for words, do in self.copies:
                _add(menu, words(), do, is_on=bool(places))
            text = ntr("Copy row", "Copy {n} rows", max(len(places), 1))
            copy = _add(menu, text, self.copy, is_on=bool(places))
            copy.setShortcut(QKeySequence.StandardKey.Copy)
        if self.view.selectionMode() in SEVERAL:
            every = _add(menu, tr("Select all"), self.view.selectAll, is_on=True)
            every.setShortcut(QKeySequence.StandardKey.SelectAll)
        if has_width(self.view):
            menu.addSeparator()
            for keys, by in WIDER.items():
                name = tr("Wider column") if by > 0 else tr("Narrower column")
                made = _add(menu, name, partial(widen, self.view, by), is_on=True)
                made.setShortcut(QKeySequence(keys))
        return menu

    def can_copy(self) -> bool:
        """Return whether the rows may be on the clipboard."""
        return not self.view.property(NOT_COPIED)

    def copy(self) -> None:
        """Put the chosen rows on the clipboard, as a table where there are several."""
        if not self.can_copy():
            return
        if isinstance(self.view, CopiesItself):
            self.view.copy_rows()
            return
        places = chosen(self.view)
        if places:
            columns = shown_columns(self.view)
            rows = [[_words(place, column) for column in columns] for place in places]
            put([_heading(self.view, column) for column in columns], rows)
            self._say(len(rows))

    def _open_row(self) -> None:
        self.view.activated.emit(self.view.currentIndex())

    def _say(self, count: int) -> None:
        words = ntr(
            "The row is on the clipboard for 30 seconds.",
            "{n} rows are on the clipboard for 30 seconds.",
            count,
        )
        announce(words, self.view)
        QToolTip.showText(self._spot(), words, self.view, self.view.rect(), SHOWN_MS)

    def _open(self, event: QContextMenuEvent) -> bool:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        menu = self.menu()
        if menu.isEmpty():
            return False
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._spot() if by_key else event.globalPos())
        usable = [one for one in menu.actions() if one.isEnabled() and not one.isSeparator()]
        if by_key and usable:
            menu.setActiveAction(usable[0])
        return True

    def _spot(self) -> QPoint:
        """Return where the current row is on the screen."""
        here = self.view.visualRect(self.view.currentIndex()) & self.view.viewport().rect()
        return self.view.viewport().mapToGlobal(here.bottomLeft() if here.isValid() else QPoint())


def has_width(view: QAbstractItemView) -> bool:
    """Return whether the column the keyboard is in can be made wider and narrower."""
    head, column = _head(view), view.currentIndex().column()
    if head is None or head.isHidden() or column < 0:
        return False
    return head.sectionResizeMode(column) == QHeaderView.ResizeMode.Interactive


def widen(view: QAbstractItemView, by: int) -> bool:
    """Make the column the keyboard is in wider (1) or narrower (-1), as dragging its edge does."""
    head = _head(view)
    if head is None or not has_width(view):
        return False
    column = view.currentIndex().column()
    wanted = head.sectionSize(column) + by * letters(STEP)
    head.resizeSection(column, max(head.minimumSectionSize(), wanted))
    return True


def offer(view: QAbstractItemView, *buttons: QAbstractButton) -> None:
    """Have the menu of a list do what these buttons do with its rows."""
    menu_of(view).buttons += buttons


def offer_to_open(view: QAbstractItemView) -> None:
    """Have the menu of a list open the current row, as Enter does."""
    menu_of(view).can_open = True


def menu_of(view: QAbstractItemView) -> ListMenu:
    """Return the menu of a list, made where there is none yet."""
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return view.findChild(ListMenu, options=direct) or ListMenu(view)


def chosen(view: QAbstractItemView) -> list[QModelIndex]:
    """Return the first cell of each chosen row from top to bottom; the current one if none is."""
    every: Any = view.selectionModel().selection()  # the stubs do not know that it is a list
    ranges = [one for one in every if one.isValid()]
    rows = {
        (*_path(one.parent()), row): one.model().index(row, 0, one.parent())
        for one in ranges
        for row in range(one.top(), one.bottom() + 1)
        if not _is_hidden(view, row, one.parent())
    }
    now = view.currentIndex()
    if not rows and now.isValid():
        return [now.siblingAtColumn(0)]
    return [rows[path] for path in sorted(rows)]


def shown_columns(view: QAbstractItemView) -> list[int]:
    """Return the columns of a list as they stand from left to right."""
    head = _head(view)
    if head is None:
        return [0]
    every = (head.logicalIndex(at) for at in range(head.count()))
    return [column for column in every if not head.isSectionHidden(column)]


def _add(menu: QMenu, words: str, do: Callable[[], object], *, is_on: bool) -> QAction:
    action = menu.addAction(words)
    action.setEnabled(is_on)
    action.triggered.connect(partial(_call, do))
    return action


def _add_button(menu: QMenu, button: QAbstractButton) -> None:
    below = button.menu() if isinstance(button, QPushButton) else None
    action = menu.addMenu(below) if below is not None else menu.addAction("")
    action.setText(_name(button))
    action.setToolTip(button.toolTip())
    action.setEnabled(button.isEnabled())
    if below is None:
        action.triggered.connect(partial(_call, button.click))


def _name(button: QAbstractButton) -> str:
    """Return what a button says, also one that is a sign alone."""
    return bare(button.text()) if len(button.text()) > 1 else button.accessibleName()


def _head(view: QAbstractItemView) -> QHeaderView | None:
    if isinstance(view, QTableView):
        return view.horizontalHeader()
    return view.header() if isinstance(view, QTreeView) else None


def _heading(view: QAbstractItemView, column: int) -> str:
    head = _head(view)
    if head is None or (isinstance(view, QTreeView) and head.isHidden()):
        return ""
    return str(view.model().headerData(column, Qt.Orientation.Horizontal) or "")


def _words(place: QModelIndex, column: int) -> str:
    cell = place.siblingAtColumn(column)
    words = cell.data(Qt.ItemDataRole.DisplayRole)
    if words in (None, ""):
        words = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    return "" if words is None else str(words)


def _path(index: QModelIndex) -> Sequence[int]:
    path: list[int] = []
    while index.isValid():
        path.insert(0, index.row())
        index = index.parent()
    return path


def _is_hidden(view: QAbstractItemView, row: int, parent: QModelIndex) -> bool:
    if isinstance(view, QTableView):
        return view.isRowHidden(row)
    if isinstance(view, QTreeView):
        return view.isRowHidden(row, parent)
    ask = getattr(view, "isRowHidden", None)
    return bool(ask(row)) if ask is not None else False


def _call(do: Callable[[], object], _on: bool = False) -> None:
    do()
