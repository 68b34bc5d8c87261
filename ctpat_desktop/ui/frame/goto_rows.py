"""What “Go to anything” offers besides records: pages, tabs, criteria, companies, commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from ctpat_desktop.catalogue.areas import group_of
from ctpat_desktop.catalogue.manual import load_manual
from ctpat_desktop.checklist import Place
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.search.ranking import ranked
from ctpat_desktop.support.language import tr
from ctpat_desktop.ui.frame.place_names import page_name, tabs_of
from ctpat_desktop.ui.search.page import SearchPage
from ctpat_desktop.ui.session.desk import Desk

PAGES, CRITERIA, COMMANDS, MANUAL, RECORDS = "pages", "criteria", "commands", "manual", "records"
COMPANIES = "companies"
MOST_OF_A_KIND = 6
"""Rows of one kind that are shown; who wants more types more."""
Go = Callable[[], object]


@dataclass(frozen=True, slots=True)
class GotoRow:
    """One thing to go to or to do; `beside` says where it is, or its keys."""

    kind: str
    words: str
    beside: str
    go: Go
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """What the box needs of the window around it."""

    desk: Desk
    go: Callable[[Place], object]
    offered: Callable[[], list[str]]
    """The keys of the pages there are."""
    search: Callable[[], SearchPage]
    """The page whose index of records is used; it is built when it is first asked for."""
    choose: Callable[[str], object]
    """Looks at another account; "" adds one."""


def kind_title(kind: str) -> str:
    """Return the heading rows of one kind stand under."""
    titles = {
        PAGES: tr("Pages and tabs"),
        CRITERIA: tr("Criteria"),
        COMPANIES: tr("Companies"),
        COMMANDS: tr("Commands"),
        MANUAL: tr("Manual"),
        RECORDS: tr("Records and answers"),
    }
    return titles[kind]


def rows_of(reach: Reach, commands: Iterable[GotoRow]) -> list[GotoRow]:
    """Return everything that can be gone to without looking through records."""
    return [*_pages(reach), *_criteria(reach), *companies_of(reach), *commands]


def _stay() -> None:
    """Go nowhere: the person is there."""


def companies_of(reach: Reach) -> Iterator[GotoRow]:
    """Yield the accounts of the file; none where there is one only."""
    lines = companies.overview(reach.desk.workspace)
    for line in lines if len(lines) > 1 else ():
        is_here = line.account_id == reach.desk.account_id
        beside = tr("here") if is_here else str(line.year)
        go = _stay if is_here else partial(reach.choose, line.account_id)
        yield GotoRow(COMPANIES, f"{line.company} · {line.kind}", beside, go)


def _pages(reach: Reach) -> Iterator[GotoRow]:
    book = reach.desk.dossier
    for page in reach.offered():
        group, name = group_of(page), page_name(book, page)
        above = tr(group.title) if group is not None else ""
        yield GotoRow(PAGES, name, above, partial(reach.go, Place(page)))
        for tab in tabs_of(page):
            yield GotoRow(PAGES, tab.title, f"{above} › {name}", partial(reach.go, tab.place))


def _criteria(reach: Reach) -> Iterator[GotoRow]:
    book, offered = reach.desk.dossier, set(reach.offered())
    for answer in book.answers:
        criterion, section = answer.criterion, str(answer.criterion.category)
        if section in offered:
            go = partial(reach.go, Place(section, criterion.id))
            words, above = f"{criterion.id}  {criterion.title}", page_name(book, section)
            yield GotoRow(CRITERIA, words, above, go, criterion.id)


def commands_of(menus: Iterable[QMenu], without: Iterable[QAction]) -> Iterator[GotoRow]:
    """Yield the entries of menus that can be chosen now, with their keys."""
    passed = set(without)
    for menu in menus:
        title = menu.title().replace("&", "")
        for action in _entries(menu):
            if action not in passed and action.isEnabled() and action.isVisible():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                beside = f"{title} · {keys}" if keys else title
                yield GotoRow(COMMANDS, action.text().replace("&", ""), beside, action.trigger)


def tasks_of(show: Callable[[str], object]) -> Iterator[GotoRow]:
    """Yield the tasks of the manual, each with its chapter."""
    for chapter in load_manual().chapters:
        for task in chapter.tasks:
            yield GotoRow(MANUAL, task.title, chapter.title, partial(show, task.id))


def _entries(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _entries(below)
        elif not action.isSeparator():
            yield action


def fitting(asked: str, rows: list[GotoRow]) -> list[GotoRow]:
    """Return the rows that fit, the kind of the best first, a few of each kind."""
    kinds: dict[str, list[GotoRow]] = {}
    for at, _fit in ranked(asked, [row.words for row in rows]):
        kinds.setdefault(rows[at].kind, []).append(rows[at])
    return [row for some in kinds.values() for row in some[:MOST_OF_A_KIND]]
