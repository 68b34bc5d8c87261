"""Merges two versions of a text word by word, from what it said before. Text in, text out."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ctpat_desktop.services.history.diff import WORDS


class Merged(NamedTuple):
    """A merged text; where both changed the same stretch it has both, mine first."""

    text: str
    is_clean: bool
    """False where both changed the same stretch: a person must read it."""


class _Edit(NamedTuple):
    """The words `start` to `end` of the base become `words`."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(base: str, mine: str, theirs: str) -> Merged:
    """Return a text with the changes of both; a change both made alike is made once."""
    before = WORDS.findall(base)
    first, second = _edits(before, mine), _edits(before, theirs)
    words: list[str] = []
    at, is_clean = 0, True
    while first or second:
        start, end = _stretch(first, second)
        here = _taken(first, start, end)
        there = _taken(second, start, end)
        words += before[at:start]
        left, right = (_made(before, start, end, edits) for edits in (here, there))
        if here and there and left != right:
            is_clean = False
            words += [*left, *_gap(left, right), *right]
        else:
            words += left if here else right
        at = end
    return Merged("".join((*words, *before[at:])), is_clean)


def _edits(before: Sequence[str], text: str) -> list[_Edit]:
    after = WORDS.findall(text)
    codes = {word: number for number, word in enumerate({*before, *after})}
    steps = Indel.opcodes([codes[word] for word in before], [codes[word] for word in after])
    edits: list[_Edit] = []
    for step in steps:
        if step.tag == "equal":
            continue
        words = tuple(after[step.dest_start : step.dest_end])
        if edits and edits[-1].end == step.src_start:
            last = edits.pop()
            edits.append(_Edit(last.start, step.src_end, last.words + words))
        else:
            edits.append(_Edit(step.src_start, step.src_end, words))
    return edits


def _stretch(first: Sequence[_Edit], second: Sequence[_Edit]) -> tuple[int, int]:
    """Return the next stretch of the base that edits of one or both sides change together."""
    heads = [edits[0] for edits in (first, second) if edits]
    start = min(edit.start for edit in heads)
    end = max(edit.end for edit in heads if edit.start == start)
    is_grown = True
    while is_grown:
        is_grown = False
        for edit in (*first, *second):
            if edit.start <= end < edit.end and edit.start >= start:
                end, is_grown = edit.end, True
    return start, end


def _taken(edits: list[_Edit], start: int, end: int) -> list[_Edit]:
    """Take the edits of a stretch off the list; what only touches its end belongs to it too."""
    taken: list[_Edit] = []
    while edits and start <= edits[0].start <= end and edits[0].end <= end:
        taken.append(edits.pop(0))
    return taken


def _made(before: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    words: list[str] = []
    at = start
    for edit in edits:
        words += [*before[at : edit.start], *edit.words]
        at = edit.end
    return [*words, *before[at:end]]


def _gap(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
    """Return a space between two versions of a stretch that would run into each other."""
    is_open = left and right and not left[-1].isspace() and right[0][0].isalnum()
    return (" ",) if is_open else ()
