"""Finds words and phrases in running text, without case, Latin accents and the plural "s"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ctpat_desktop.support.words import plain

ANY_NUMBER = "#"
"""The word of a phrase that stands for any number in figures."""

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
"""Letters and digits, and accents that stand as signs of their own."""


class Token(NamedTuple):
    """One word of a text: what it is compared by, and where it stands."""

    key: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """Return the words of a text in their order."""
    return [Token(_key(word[0]), *word.span()) for word in _WORD.finditer(text)]


def _key(word: str) -> str:
    """Return what a word is compared by: "Supervisores" and "supervisor" are the same."""
    bare = plain(word)
    if len(bare) > 3 and bare.endswith("s"):
        bare = bare[:-1]
    return bare[:-1] if len(bare) > 4 and bare.endswith("e") else bare


class Phrases:
    """Phrases that are looked for all at once, whatever their number."""

    def __init__(self, phrases: Iterable[str]) -> None:
        """Take the phrases as a person writes them."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            first, *rest = _keys(phrase)
            self._by_first.setdefault(first, []).append(tuple(rest))
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def spans(self, words: Sequence[Token]) -> Iterator[tuple[int, int]]:
        """Yield where phrases stand: the place of the first word and one past the last."""
        firsts = self._by_first
        for at, word in enumerate(words):
            key = word.key
            if key in firsts or key.isdigit():
                count = self._length(words, at, key)
                if count:
                    yield at, at + count

    def is_in(self, words: Sequence[Token]) -> bool:
        """Return whether any phrase stands in the text."""
        return next(self.spans(words), None) is not None

    def _length(self, words: Sequence[Token], at: int, key: str) -> int:
        """Return how many words the longest phrase that begins here has, or 0."""
        rests = self._by_first.get(key, ())
        if key.isdigit():
            rests = (*rests, *self._by_first.get(ANY_NUMBER, ()))
        for rest in rests:
            after = words[at + 1 : at + 1 + len(rest)]
            if len(after) == len(rest) and all(map(_fits, rest, after)):
                return 1 + len(rest)
        return 0


def _keys(phrase: str) -> list[str]:
    """Return the words of a phrase as they are compared; a number sign stays."""
    return [
        ANY_NUMBER if part == ANY_NUMBER else token.key
        for part in phrase.split()
        for token in (tokens(part) or [Token(part, 0, 0)])
    ]


def _fits(wanted: str, word: Token) -> bool:
    return wanted == word.key or (wanted == ANY_NUMBER and word.key.isdigit())
