"""Ranks short names by how well they fit what is typed, with slips of the pen; no file, no input.

For lists of a few hundred: pages, criteria, commands. Records have an index (`search.py`).
"""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from ctpat_desktop.support.words import folded

EXACT, NUMBER, START, WORD_STARTS, INSIDE, SLIP = 100.0, 95.0, 90.0, 80.0, 65.0, 45.0
"""How well a name fits: all of it, its number, its beginning, ..., with a letter wrong."""
SHORTEST_SLIP = 5
"""Letters a word has at least for a slip in it to be forgiven."""
LONG_WORD = 8
"""Letters from which on two slips are forgiven."""
PER_LETTER = 0.02
"""What each letter of a name costs, so that of two that fit the shorter comes first."""


def ranked(asked: str, names: Sequence[str]) -> list[tuple[int, float]]:
    """Return the places in `names` that fit, each with how well, best first."""
    sought = folded(asked)
    if not sought:
        return []
    rows = [(at, _fit(sought, folded(name))) for at, name in enumerate(names)]
    return sorted((row for row in rows if row[1] > 0), key=lambda row: (-row[1], row[0]))


def _fit(sought: str, name: str) -> float:
    """Return how well one name fits; 0 where it does not."""
    words, here = sought.split(), name.split()
    if name == sought:
        fit = EXACT
    elif sought[-1].isdigit() and name.startswith(sought):
        return NUMBER if name.startswith(f"{sought} ") else START  # 9.1, then 9.10, 9.11, ...
    elif name.startswith(sought):
        fit = START
    elif all(any(part.startswith(word) for part in here) for word in words):
        fit = WORD_STARTS
    elif all(word in name for word in words):
        fit = INSIDE
    elif all(any(_is_near(word, part) for part in here) for word in words):
        fit = SLIP
    else:
        return 0.0
    return fit - len(name) * PER_LETTER


def _is_near(word: str, part: str) -> bool:
    """Return whether a word begins another one, with a slip or two in it where it is long."""
    if part.startswith(word):
        return True
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return False
    most = 1 if len(word) < LONG_WORD else 2
    beginnings = {part[: len(word) + more] for more in (-1, 0, 1)}
    return any(OSA.distance(word, start, score_cutoff=most) <= most for start in beginnings)
