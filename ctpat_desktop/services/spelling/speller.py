"""Judges the words of texts: by a dictionary, the words of the trade, and those of the file.

What was judged once is remembered, so that typing only looks up what it knows; new words are judged
beside the window.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from ctpat_desktop.services.spelling.dictionary import Dictionary
from ctpat_desktop.services.spelling.text_words import Place, keys_of, pieces_of, words_of

MOST_PIECES = 10_000
"""Pieces of texts that are remembered with what is wrong in them."""
_PIECE = re.compile(r".*?(?:[.,;:!?]\s+|\n|\Z)", re.DOTALL)
"""A text falls apart into these, at the same places whatever is typed into one of them."""


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
        self._pieces: dict[str, tuple[Place, ...]] = {}

    def look(self, text: str) -> Look:
        """Return what is wrong in a text; only pieces that were not looked at before take time."""
        wrong: list[Place] = []
        fresh: set[str] = set()
        for match in _PIECE.finditer(text):
            piece = match[0]
            places = self._pieces.get(piece)
            if places is None:
                places = self._look_at(piece, fresh)
            if places:
                at = match.start()
                wrong += [Place(one.start + at, one.end + at, one.word) for one in places]
        return Look(tuple(wrong), frozenset(fresh))

    def judge(self, words: Collection[str]) -> None:
        """Look words up, and the pieces of hyphened ones that are wrong; remember it."""
        for word in words:
            is_right = self._is_right[word] = self._judged(word)
            if not is_right and "-" in word:
                pieces = pieces_of(Place(0, len(word), word))
                self._is_right |= {one.word: self._judged(one.word) for one in pieces}

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return what a word might have been, likeliest first."""
        return self.dictionary.suggestions(word)

    def accept(self, keys: Iterable[str]) -> None:
        """Take words as right from now on, as `key_of` writes them."""
        self._accepted.update(keys)
        wrong = [word for word, is_right in list(self._is_right.items()) if not is_right]
        self._is_right |= {word: True for word in wrong if self.accepts(word)}
        self._pieces = {}

    def accepts(self, word: str) -> bool:
        """Return whether a word is right whatever the dictionary says."""
        return any(key in self._accepted for key in keys_of(word))

    def _judged(self, word: str) -> bool:
        return self.accepts(word) or self.dictionary.knows(word)

    def _look_at(self, piece: str, fresh: set[str]) -> tuple[Place, ...]:
        new: set[str] = set()
        places = tuple(self._wrong(piece, new))
        if new:
            fresh |= new
        else:
            if len(self._pieces) >= MOST_PIECES:
                self._pieces = {}
            self._pieces[piece] = places
        return places

    def _wrong(self, piece: str, fresh: set[str]) -> Iterator[Place]:
        for place in words_of(piece):
            if self._passes(place.word, fresh):
                continue
            for part in pieces_of(place):
                if part is place or not self._passes(part.word, fresh):
                    yield part

    def _passes(self, word: str, fresh: set[str]) -> bool:
        """Return whether a word is right, or not known to be wrong yet."""
        is_right = self._is_right.get(word)
        if is_right is None:
            fresh.add(word)
        return is_right is not False or self.accepts(word)
