"""Menus whose entries are chosen with a letter of their own, in every language.

Nobody writes the letters down: while a menu is open each entry has one that no other has, the
first of its words where that is free. Closed, the texts are bare again: what looks for an entry by
its words finds it.
"""

import re
from collections.abc import Iterator, Sequence

from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction


class Menu(QMenu):
    """A menu that gives out the letters whenever it is opened."""

    def __init__(self, parent: QWidget | None, title: str = "") -> None:
        """Start without entries."""
        super().__init__(title, parent)
        self._plain: dict[QAction, tuple[str, str]] = {}
        """The words of each entry without and with its letter, while the menu is open."""

    def below(self, title: str) -> "Menu":
        """Add a menu that opens beside an entry."""
        made = Menu(self, title)
        self.addMenu(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """Give each entry its letter."""
        super().showEvent(event)
        self._close()
        entries = [one for one in self.actions() if _is_named(one)]
        names = [plain(one.text()) for one in entries]
        for entry, name, at in zip(entries, names, places(names), strict=True):
            self._plain[entry] = (entry.text(), marked(name, at))
            entry.setText(marked(name, at))

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the letters out of the words."""
        super().hideEvent(event)
        self._close()

    def _close(self) -> None:
        for entry, (before, now) in self._plain.items():
            if entry in self.actions() and entry.text() == now:
                entry.setText(before)
        self._plain.clear()


def plain(text: str) -> str:
    """Return the words of an entry: in a menu of ours a sign of its own is written twice."""
    return text.replace("&&", "&")


def bare(text: str) -> str:
    """Return the words of a button without the letter that is marked in them."""
    return re.sub(r"&(&?)", r"\1", text)


def marked(name: str, at: int) -> str:
    """Return words as Qt wants them, with the letter at a place marked; -1 marks none."""
    if at < 0:
        return name.replace("&", "&&")
    return f"{name[:at].replace('&', '&&')}&{name[at:].replace('&', '&&')}"


def places(names: Sequence[str]) -> list[int]:
    """Return where in each name its letter stands, each letter once; -1 where none is left.

    The first letter of the first word where that is free, then of another word, then any letter.
    """
    owners: dict[str, tuple[int, int]] = {}
    for number in range(len(names)):
        _give(names, number, owners, set())
    found = [-1] * len(names)
    for number, at in owners.values():
        found[number] = at
    return found


def _give(
    names: Sequence[str], number: int, owners: dict[str, tuple[int, int]], asked: set[str]
) -> bool:
    """Give a name a free letter, or one whose owner can take another one."""
    wanted = [(at, names[number][at].casefold()) for at in _candidates(names[number])]
    for at, letter in wanted:
        if letter not in owners:
            owners[letter] = (number, at)
            return True
    for at, letter in wanted:
        if letter in asked:
            continue
        asked.add(letter)
        other, _ = owners[letter]
        if _give(names, other, owners, asked):
            owners[letter] = (number, at)
            return True
    return False


def _candidates(name: str) -> Iterator[int]:
    """Yield the places of the letters that can be typed without a second key, the best first."""
    typed = [at for at, sign in enumerate(name) if sign.isascii() and sign.isalnum()]
    begins = [at for at in typed if at == 0 or not name[at - 1].isalnum()]
    yield from begins
    yield from (at for at in typed if at not in begins)
    yield from (at for at, sign in enumerate(name) if sign.isalnum() and not sign.isascii())


def _is_named(entry: QAction) -> bool:
    is_bare = entry.isSeparator() or isinstance(entry, QWidgetAction)
    return entry.isVisible() and not is_bare and bool(entry.text())
