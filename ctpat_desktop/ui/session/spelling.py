"""Which words of the open file's texts are in no dictionary; looked up beside the window.

The dictionary is loaded when a text is first looked at, and what was read from the file is
forgotten when the file is locked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from ctpat_desktop.services.files.workspaces import Workspace
from ctpat_desktop.services.spelling import dictionary, names, own_words
from ctpat_desktop.services.spelling.speller import Speller
from ctpat_desktop.services.spelling.text_words import Place, key_of
from ctpat_desktop.ui.session import tasks
from ctpat_desktop.ui.session.desk import Desk
from ctpat_desktop.workspace.changes import Change, Changes

AFTER_MS = 600
"""Milliseconds from the first text on the screen until the dictionary is loaded."""


class Spelling(QObject):
    """Judges the words of one open file after the other."""

    changed = Signal()
    """Texts are to be looked at again: other words are right now, or more are known."""

    def __init__(self) -> None:
        """Begin without a file."""
        super().__init__()
        self.desk: Desk | None = None
        self.speller: Speller | None = None
        self.why_not = ""
        """Why nothing is checked although it is wanted, or ""."""
        self._is_off = self._is_judging = False
        self._fresh: set[str] = set()
        self._ignored: set[str] = set()
        self._begin = QTimer(self, singleShot=True)
        self._begin.timeout.connect(self._read)

    def follow(self, desk: Desk) -> None:
        """Judge the words of this file from now on."""
        self.leave()
        self.desk = desk
        desk.changed.connect(self._heard)
        desk.closed.connect(self.leave)
        desk.workspace.on_suspend.append(self.forget)

    def leave(self) -> None:
        """Let go of the file."""
        if self.desk is None:
            return
        self.desk.changed.disconnect(self._heard)
        self.desk.closed.disconnect(self.leave)
        self.desk.workspace.on_suspend.remove(self.forget)
        self.desk = None
        self.forget()

    def forget(self) -> None:
        """Forget every word that was read from the file; it is read again when a text is shown."""
        self._ignored.clear()
        self._unload()

    def _unload(self) -> None:
        self.speller, self.why_not, self._is_off = None, "", False
        self._is_judging = False
        self._fresh.clear()
        self._begin.stop()

    def look(self, text: str) -> tuple[Place, ...]:
        """Return the words of a text that are in no dictionary, as far as they were judged."""
        if self.desk is None or self._is_off or self.why_not or not text:
            return ()
        if self.speller is None:
            if not self._begin.isActive():
                self._begin.start(AFTER_MS)
            return ()
        look = self.speller.look(text)
        if look.fresh:
            self._judge(look.fresh)
        return look.wrong

    def suggest(self, word: str, take: Callable[[tuple[str, ...]], object]) -> None:
        """Look beside the window for what a word might have been."""
        speller = self.speller
        if speller is not None:
            tasks.start(lambda _: speller.suggestions(word), take, lambda _: take(()))

    @property
    def may_add(self) -> bool:
        """True where words can be added to those of the file."""
        return self.desk is not None and not self.desk.reading_only

    def add(self, word: str) -> None:
        """Add a word to those of the file."""
        desk = self.desk
        if desk is not None:
            desk.attempt(partial(own_words.add, desk.workspace, word))

    def ignore(self, word: str) -> None:
        """Take a word as right until the file is closed or locked; nothing is stored."""
        self._ignored.add(key_of(word))
        if self.speller is not None:
            self.speller.accept((key_of(word),))
            self.changed.emit()

    def _read(self) -> None:
        """Load the dictionary and read the words of the file, beside the window."""
        desk = self.desk
        if desk is None or not desk.workspace.is_open:
            return
        job = partial(_speller, desk.workspace)
        tasks.start(lambda _: job(), partial(self._take, desk), partial(self._fail, desk))

    def _take(self, desk: Desk, speller: Speller | None) -> None:
        if desk is not self.desk or not desk.workspace.is_open:
            return
        self.speller, self._is_off = speller, speller is None
        if speller is not None:
            speller.accept(self._ignored)
        self.changed.emit()

    def _fail(self, desk: Desk, words: str) -> None:
        if desk is self.desk and desk.workspace.is_open:
            self.why_not = words
            self.changed.emit()

    def _judge(self, words: Collection[str]) -> None:
        self._fresh.update(words)
        speller = self.speller
        if self._is_judging or speller is None:
            return
        self._is_judging, fresh = True, tuple(self._fresh)
        self._fresh.clear()
        take = partial(self._judged, speller)
        tasks.start(lambda _: speller.judge(fresh), take, take)

    def _judged(self, speller: Speller, _result: object) -> None:
        if speller is not self.speller:
            return
        self._is_judging = False
        self.changed.emit()
        if self._fresh:
            self._judge(())

    def _heard(self, changes: Changes) -> None:
        """Follow own words, the language and the names of the file."""
        desk = self.desk
        if desk is None or changes.tables.isdisjoint(("setting", *names.NAMES)):
            return
        mine = [item for item in changes.items if item.table == "setting"]
        if any(item.record_id.startswith(own_words.FAMILY) for item in mine):
            self._follow_words(desk, mine)
        elif self.speller is not None and not changes.tables.isdisjoint(names.NAMES):
            speller, items = self.speller, changes.items

            def accept(_: object) -> None:
                with desk.workspace.read() as session:
                    speller.accept(names.changed(session, items))

            again = partial(self._judged, speller)
            tasks.start(accept, again, again)

    def _follow_words(self, desk: Desk, items: list[Change]) -> None:
        """Take an own word that was added at once; read anew after anything else."""
        added = [i.record_id.removeprefix(own_words.WORD) for i in items if i.action == "added"]
        if self.speller is not None and len(added) == len(items) and _are_words(items):
            self.speller.accept(map(key_of, added))
            self.changed.emit()
            return
        self._unload()
        self._begin.start(0)
        self.changed.emit()


SPELLING = Spelling()
"""The one of this window."""


def _speller(workspace: Workspace) -> Speller | None:
    """Return who judges the words of a file; None where they are not to be checked."""
    with workspace.read() as session:
        language = own_words.language(session)
        if language == dictionary.OFF:
            return None
        accepted = names.in_file(session) | own_words.every(session).keys()
    loaded = dictionary.load(language)
    return Speller(loaded, accepted | names.of_trade(language))


def _are_words(items: list[Change]) -> bool:
    return all(item.record_id.startswith(own_words.WORD) for item in items)
