"""The words of a text that are looked up in a dictionary; numbers, codes and addresses are not."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LETTERS = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f"
"""Latin letters and the accents that stand beside them: what the dictionaries are written in."""
APOSTROPHES = "'\u2019\u02bc"
_TOKEN = re.compile(
    r"(?P<address>\S+@\S+|[A-Za-z][\w+.-]*://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,4}/\S*"
    r"|[\w-]+\.(?:com|org|gov|net|mil|edu|mx|ca|us|eu|pdf|docx|xlsx|jpg|png)\b)"
    rf"|(?P<word>\w[\w{APOSTROPHES}\u0300-\u036f-]*)"
)
_PLAIN = re.compile(rf"[{LETTERS}{APOSTROPHES}-]+")
_PIECE = re.compile(rf"[{LETTERS}{APOSTROPHES}]+")
_ENDING = re.compile(rf"[{APOSTROPHES}]?s$")


class Place(NamedTuple):
    """Where a word stands in its text: the first character and one past the last; and the word."""

    start: int
    end: int
    word: str


def words_of(text: str) -> Iterator[Place]:
    """Yield the words of a text that a dictionary can judge, hyphened ones as a whole."""
    for token in _TOKEN.finditer(text):
        word = token["word"]
        if word is None:
            continue
        bare = word.rstrip(f"{APOSTROPHES}-")
        if is_judged(bare):
            yield Place(token.start(), token.start() + len(bare), bare)


def pieces_of(place: Place) -> list[Place]:
    """Return the pieces of a hyphened word that a dictionary can judge; the word where it has none.

    A hyphen joins what can be read for itself, so only the piece that is wrong is marked.
    """
    if "-" not in place.word:
        return [place]
    pieces = (
        Place(place.start + piece.start(), place.start + piece.end(), piece[0])
        for piece in _PIECE.finditer(place.word)
    )
    return [piece for piece in pieces if is_judged(piece.word)]


def is_judged(word: str) -> bool:
    """Return whether a word is looked up: not one letter, a number, a code or an abbreviation."""
    if len(word) < 2 or _PLAIN.fullmatch(word) is None:
        return False
    stem = _ENDING.sub("", word)
    return not (stem.isupper() and (len(stem) > 1 or len(word) == len(stem)))


def key_of(word: str) -> str:
    """Return a word as lists of words compare it: without case, and with one kind of apostrophe."""
    plain = unicodedata.normalize("NFC", word).casefold()
    return plain.replace("\u2019", "'").replace("\u02bc", "'")


def keys_of(word: str) -> tuple[str, ...]:
    """Return a word as it may stand in a list: as it is written, and without what it owns."""
    key = key_of(word)
    return (key, key[:-2]) if key.endswith("'s") else (key,)


def is_word(text: str) -> bool:
    """Return whether a text is one word of letters, hyphens and apostrophes."""
    return _PLAIN.fullmatch(text) is not None and _PIECE.search(text) is not None
