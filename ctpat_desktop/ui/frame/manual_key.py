"""The key for help: opens the manual at what is on the screen, also over a dialog."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ctpat_desktop.catalogue.areas import load_areas, page_titles
from ctpat_desktop.catalogue.manual import load_manual
from ctpat_desktop.checklist import Place
from ctpat_desktop.documents.manual.articles import CRITERION, Key
from ctpat_desktop.services.manual.writing import groups_now
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.place_names import tabs_of
from ctpat_desktop.ui.frame.qt_texts import keys_in_words
from ctpat_desktop.ui.manual.window import ManualWindow

if TYPE_CHECKING:
    from ctpat_desktop.ui.frame.host import Host

START = "start"
"""How the manual calls the window without a file."""
ARTICLE_OF = "article"
"""The attribute of a dialog that names the article it is about."""


def show_manual(window: Host, inside: tuple[Key, ...], key: str = "") -> ManualWindow:
    """Show the manual at an article, without one at what is on the screen."""
    over = QApplication.activeModalWidget()
    parent = over if over is not None and over is not window else window
    key = key or getattr(parent, ARTICLE_OF, "") or article_here(window)
    shown = _open_over(parent)
    if shown is None:
        is_free = parent is window and window.open_shell() is not None
        shown = ManualWindow(parent, groups_now(keys_of(window, inside)), _pages(window, is_free))
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        shown.going.connect(partial(_go, window))
    shown.open_at(key)
    return shown


def article_here(window: Host) -> str:
    """Return the key of the article about the place on the screen."""
    shell = window.open_shell()
    if shell is None:
        return article_of(Place(START), START)
    return article_of(shell.where(), shell.key())


def article_of(place: Place, page: str) -> str:
    """Return the key of the article about a criterion, a tab or a page."""
    if place.criterion:
        return f"{CRITERION} {place.criterion}"
    tasks = load_manual().tasks()
    page = "sections" if page.isdigit() else page
    first = next((area.tabs[0] for area in load_areas() if area.id == page), "")
    for key in (place.table, f"{page}.{place.field}", page, first):
        for task in tasks:
            if key and key in task.pages:
                return task.id
    return tasks[0].id


def place_of(key: str) -> Place | None:
    """Return the place of a page or tab by its key in the manual; None where there is none."""
    if key in page_titles() or key in {area.id for area in load_areas()}:
        return Place(key)
    if key == "sections":
        return Place("1")
    areas = (area.id for area in load_areas() if key in area.tabs)
    return next((Place(area, table=key) for area in areas), None)


def _pages(window: Host, is_free: bool) -> dict[str, str]:
    """Return the names of the pages and tabs that can be gone to from the manual."""
    shell = window.open_shell()
    if shell is None or not is_free:
        return {}
    names = {key: tr(title) for key, title in page_titles().items()}
    for area in load_areas():
        names[area.id] = tr(area.title)
        names.update({tab.key: tab.title for tab in tabs_of(area.id)})
    names["sections"] = tr("Sections of the profile")
    offered = shell.offered()
    return {key: name for key, name in names.items() if _is_offered(key, offered)}


def _is_offered(key: str, offered: list[str]) -> bool:
    place = place_of(key)
    return place is not None and place.section in offered


def _go(window: Host, key: str) -> None:
    shell, place = window.open_shell(), place_of(key)
    if shell is not None and place is not None:
        shell.go(place)
        window.activateWindow()


def _open_over(parent: QWidget) -> ManualWindow | None:
    """Return the manual that is open over a window already."""
    return next((one for one in parent.findChildren(ManualWindow) if isValid(one)), None)


def keys_of(window: Host, inside: tuple[Key, ...]) -> Iterator[tuple[str, list[Key]]]:
    """Yield the keys of the menus, then those of fields, lists and panes."""
    actions = window.findChildren(QAction)
    rows = [(keys_in_words(a.shortcut().toString()), a.text().replace("&", "")) for a in actions]
    yield tr("Everywhere"), list(dict.fromkeys(row for row in rows if row[0]))
    yield tr("In fields, lists and panes"), [(tr(key), tr(words)) for key, words in inside]
