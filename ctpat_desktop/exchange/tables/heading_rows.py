"""Finds the headings of a list: in which row, on one row or two, under a title or merged cells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ctpat_desktop.support.heading_words import readings, sides

ABOVE = 30
"""Rows looked at for the headings."""

Grid = Sequence[Sequence[Any]]
Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a list: the row they begin in (from 0), on how many rows, and their words."""

    row: int
    rows: int
    words: tuple[str, ...]
    hits: int


def found_headings(
    grid: Grid, known: Collection[str], merged: Merged = (), row: int | None = None
) -> Headings | None:
    """Return the headings of a grid: those with most known words, else the first wide row."""
    start = [list(cells) for cells in grid[: ABOVE + 1]]
    if row is not None:
        return _best_at(grid, row, known, merged) if row < len(grid) else None
    tried = [_best_at(start, at, known, merged) for at in range(min(len(start), ABOVE))]
    best = max(tried, key=lambda candidate: candidate.hits, default=None)
    if best is not None and best.hits > 1:
        return best
    at = _first_wide(start)
    return None if at is None else _best_at(start, at, known, merged)


def _best_at(grid: Grid, row: int, known: Collection[str], merged: Merged) -> Headings:
    """Return the headings that begin in a row, taken with the row below where that says more."""
    alone = tuple(map(heading_text, grid[row]))
    one = Headings(row, 1, _trimmed(alone), _hits(alone, known))
    if row + 1 >= len(grid) or not _is_text(grid[row + 1]):
        return one
    below = tuple(map(heading_text, grid[row + 1]))
    both = _joined(_spread(alone, row, merged), alone, below)
    hits = _hits(both, known)
    is_grouped = _is_merged_down(row, merged) or any(
        not above and under for above, under in zip(alone, below, strict=False)
    )
    lower = _hits(below, known) - bool(_twice(below))
    if is_grouped and hits > max(one.hits, lower):
        return Headings(row, 2, _trimmed(both), hits)
    return one


def _joined(spread: Sequence[str], above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Return the words of two rows of headings: the lower ones, with the group where needed."""
    width = max(len(above), len(below))
    upper = [*spread, *[""] * (width - len(spread))]
    lower = [*below, *[""] * (width - len(below))]
    twice = _twice(lower)
    return tuple(
        f"{group} {words}".strip() if words in twice else words or group
        for group, words in zip(upper, lower, strict=True)
    )


def _twice(words: Sequence[str]) -> set[str]:
    """Return the headings that stand more than once in a row: their group tells them apart."""
    return {text for text in words if text and words.count(text) > 1}


def _spread(words: Sequence[str], row: int, merged: Merged) -> list[str]:
    """Return a row with merged headings repeated over the columns they stand above."""
    found = list(words)
    for (top, left), (_, right) in merged:
        if top == row and left < len(found):
            for column in range(left, min(right + 1, len(found))):
                found[column] = found[left]
    return found


def _is_merged_down(row: int, merged: Merged) -> bool:
    return any(top == row and bottom == row + 1 for (top, _), (bottom, _) in merged)


def _first_wide(start: Grid) -> int | None:
    filled = [[cell for cell in row if is_said(cell)] for row in start]
    widest = max((len(row) for row in filled), default=0)
    for at, row in enumerate(filled):
        if row and len(row) * 2 > widest and all(isinstance(cell, str) for cell in row):
            return at
    return next((at for at, row in enumerate(filled) if row), None)


def _hits(words: Sequence[str], known: Collection[str]) -> int:
    return len({text for text in words if text and is_known(text, known)})


def is_known(heading: str, known: Collection[str]) -> bool:
    """Return whether a heading is among the known words, as people shorten and mark it."""
    said = (*readings(heading), *sides(heading))
    return any(words in known for words in said)


def _is_text(row: Sequence[Any]) -> bool:
    return all(isinstance(cell, str) for cell in row if is_said(cell))


def _trimmed(words: Sequence[str]) -> tuple[str, ...]:
    width = max((at for at, text in enumerate(words, 1) if text), default=0)
    return tuple(words[:width])


def heading_text(cell: Any) -> str:
    """Return a cell as a heading on one line."""
    return " ".join(str(cell).split()) if is_said(cell) else ""


def is_said(cell: object) -> bool:
    """Return whether a cell says anything."""
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
