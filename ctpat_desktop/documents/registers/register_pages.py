"""Registers on paper: a list, and one record with everything that belongs to it, as block trees."""

from collections.abc import Sequence
from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import Block, Facts, Heading, Paragraph, Table, Tree
from ctpat_desktop.support.language import tr

Words = tuple[str, ...]

ROOM = 108.0
"""About how many letters fit side by side on an upright page, gaps between columns counted."""
_GAP, _WIDEST, _LONGEST_WORD, _BOLD = 2.4, 34, 14.0, 1.15


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a record under one heading, "" for none: label and words."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SubRecords:
    """The records inside a record, such as a partner's certificates."""

    title: str
    headers: Words
    rows: tuple[Words, ...]


def list_tree(title: str, note: str, headers: Words, rows: tuple[Words, ...]) -> Tree:
    """Return a list as pages; `note` says in one line what was chosen."""
    if not rows:
        return (Heading(1, title), Paragraph(note), Paragraph(tr("There is nothing in this list.")))
    return (Heading(1, title), Paragraph(note), *_table(headers, rows))


def record_tree(
    title: str, note: str, groups: Sequence[Group], parts: Sequence[SubRecords]
) -> Tree:
    """Return one record as pages: its fields in groups, then what belongs to it as tables."""
    blocks: list[Block] = [Heading(1, title), Paragraph(note)]
    for group in groups:
        facts = tuple(pair for pair in group.facts if pair[1].strip())
        if facts:
            blocks += [Heading(2, group.title)] if group.title else []
            blocks.append(Facts(facts))
    for part in parts:
        if part.rows:
            blocks += [Heading(2, part.title), *_table(part.headers, part.rows)]
    return tuple(blocks)


def table(headers: Words, rows: tuple[Words, ...]) -> Table:
    """Return a table without its empty columns; no column is narrower than its words.

    Where not all columns fit on the page, the last ones are left out.
    """
    used = [at for at in range(len(headers)) if any(row[at] for row in rows)] or [0]
    texts = {at: [headers[at], *(row[at] for row in rows)] for at in used}
    least = {at: _least(texts[at]) for at in used}
    while len(used) > 1 and sum(least[at] for at in used) > ROOM:
        used.pop()
    wishes = {at: max(0.0, _wish(texts[at]) - least[at]) for at in used}
    spare = (ROOM - sum(least[at] for at in used)) / (sum(wishes.values()) or 1)
    return Table(
        tuple(headers[at] for at in used),
        tuple(tuple(row[at] for at in used) for row in rows),
        tuple(least[at] + wishes[at] * spare for at in used),
    )


def _table(headers: Words, rows: tuple[Words, ...]) -> list[Block]:
    """Return a table, and under it what had no room."""
    made = table(headers, rows)
    said = [header for at, header in enumerate(headers) if any(row[at] for row in rows)]
    left = [header for header in said if header not in made.headers]
    words = tr("Not printed for want of room: {names}.").format(names=", ".join(left))
    return [made, Paragraph(words)] if left else [made]


def _least(texts: Sequence[str]) -> float:
    """Return the letters of the longest word of a column, its bold heading first.

    Very long words may break.
    """
    bold = max((len(word) * _BOLD for word in texts[0].split()), default=1.0)
    longest = max((len(word) for text in texts[1:] for word in text.split()), default=1)
    return min(_LONGEST_WORD, max(bold, longest)) + _GAP


def _wish(texts: Sequence[str]) -> float:
    """Return the letters with which nine of ten texts of a column fit on one line."""
    lengths = sorted(map(len, texts))
    return float(min(_WIDEST, lengths[len(lengths) * 9 // 10]) + _GAP)
