"""Judges the words of texts: by a dictionary, the words of the trade, and those of the file.

What was judged once is remembered, so that typing only looks up what it knows; new words are judged
beside the window.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ctpat_desktop.services.spelling.dictionary import Dictionary
from ctpat_desktop.services.spelling.text_words import Place, keys_of, pieces_of, words_of

MOST_LINES = 2_000
"""Lines that are remembered with what is wrong in them."""


class Look(NamedTuple):
    """What is wrong in a text as far as it is known, and the words that were never judged."""

    wrong: tuple[Place, ...]
    fresh: frozenset[str]


class Speller:
    """What is right in one file; `judge` and `suggestions` take long, everything else does not."""

    def __init__(self, dictionary: Dictionary, accepted: Iterable[str]) -> None:
        """Begin with no word judged; `accepted` are right whatever the dictionary says."""
        self.dictionary = dictionary
        self._accepted = set(accepted)
        self._is_right: dict[str, bool] = {}
        self._lines: dict[str, tuple[Place, ...]] = {}

    def look(self, text: str) -> Look:
        """Return what is wrong in a text; only lines that were not looked at before take time."""
        wrong: list[Place] = []
        fresh: set[str] = set()
        start = 0
        for line in text.split("\n"):
            places = self._lines.get(line)
            if places is None:
                places = self._look_at(line, fresh)
            wrong += [Place(p.start + start, p.end + start, p.word) for p in places]
            start += len(line) + 1
        return Look(tuple(wrong), frozenset(fresh))

    def judge(self, words: Collection[str]) -> None:
        """Look words up, and the pieces of hyphened ones that are wrong; remember it."""
        for word in words:
            self._is_right[word] = self.dictionary.knows(word)
            if not self._is_right[word] and "-" in word:
                pieces = pieces_of(Place(0, len(word), word))
                self._is_right |= {one.word: self.dictionary.knows(one.word) for one in pieces}

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what a word might have been, likeliest first."""
        return self.dictionary.suggestions(word)

    def accept(self, keys: Iterable[str]) -> None:
        """Take words as right from now on, as `key_of` writes them."""
        self._accepted.update(keys)
        self._lines.clear()

    def accepts(self, word: str) -> bool:
        """Return whether a word is right whatever the dictionary says."""
        return any(key in self._accepted for key in keys_of(word))

    def _look_at(self, line: str, fresh: set[str]) -> tuple[Place, ...]:
        new: set[str] = set()
        places = tuple(self._wrong(line, new))
        if new:
            fresh |= new
        else:
            if len(self._lines) >= MOST_LINES:
                self._lines.clear()
            self._lines[line] = places
        return places

    def _wrong(self, line: str, fresh: set[str]) -> Iterator[Place]:
        for place in words_of(line):
            if self._passes(place.word, fresh):
                continue
            pieces = pieces_of(place)
            for piece in pieces:
                if piece is place or not self._passes(piece.word, fresh):
                    yield piece

    def _passes(self, word: str, fresh: set[str]) -> bool:
        """Return whether a word is right, or not known to be wrong yet."""
        is_right = self._is_right.get(word)
        if is_right is None and not self.accepts(word):
            fresh.add(word)
            return True
        return bool(is_right) or self.accepts(word)
