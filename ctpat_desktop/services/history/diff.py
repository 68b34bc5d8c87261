"""Compares two texts word by word. Text in, pieces out; nothing is read here."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\n|[^\S\n]+|[\u3040-\u30ff\u4e00-\u9fff]|[\w\u0300-\u036f]+|[^\w\s]")
"""A line break, spaces, one Chinese or Japanese character, a word with its accents, a sign."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is the same in both versions, removed or added."""

    kind: Literal["same", "removed", "added"]
    text: str


def compare(before: str, after: str) -> tuple[Piece, ...]:
    """Return the difference word by word.

    Same and removed pieces joined are `before`, same and added ones `after`, to the character.
    """
    old, new = WORDS.findall(before), WORDS.findall(after)
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[old_from:old_to])))
            continue
        if old_from < old_to:
            pieces.append(Piece("removed", "".join(old[old_from:old_to])))
        if new_from < new_to:
            pieces.append(Piece("added", "".join(new[new_from:new_to])))
    return tuple(pieces)
