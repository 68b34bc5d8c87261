"""Registers on paper: a list, and one record with everything that belongs to it, as block trees."""

from collections.abc import Sequence
from dataclasses import dataclass

from ctpat_desktop.documents.blocks import Block, Facts, Heading, Paragraph, Table, Tree
from ctpat_desktop.support.language import tr

Words = tuple[str, ...]

MOST_COLUMNS = 9
"""Columns that can be read on an upright page."""
_NARROWEST, _WIDEST = 6, 34


@dataclass(frozen=True, slots=True)
class Group:
    """Some fields of a record under one heading, "" for none: label and words."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The records inside a record, such as a partner's certificates."""

    title: str
    headers: Words
    rows: tuple[Words, ...]


def list_tree(title: str, note: str, headers: Words, rows: tuple[Words, ...]) -> Tree:
    """Return a list as pages; `note` says in one line what was chosen."""
    body: Block = table(headers, rows) if rows else Paragraph(tr("There is nothing in this list."))
    return (Heading(1, title), Paragraph(note), body)


def record_tree(title: str, note: str, groups: Sequence[Group], parts: Sequence[Part]) -> Tree:
    """Return one record as pages: its fields in groups, then what belongs to it as tables."""
    blocks: list[Block] = [Heading(1, title), Paragraph(note)]
    for group in groups:
        facts = tuple(pair for pair in group.facts if pair[1].strip())
        if facts:
            blocks += [Heading(2, group.title)] if group.title else []
            blocks.append(Facts(facts))
    for part in parts:
        if part.rows:
            blocks += [Heading(2, part.title), table(part.headers, part.rows)]
    return tuple(blocks)


def table(headers: Words, rows: tuple[Words, ...]) -> Table:
    """Return a table without its empty columns, each as wide as its words ask for."""
    used = [at for at in range(len(headers)) if any(row[at] for row in rows)] or [0]
    used = used[:MOST_COLUMNS]
    widths = tuple(float(_share([headers[at], *(row[at] for row in rows)])) for at in used)
    return Table(
        tuple(headers[at] for at in used),
        tuple(tuple(row[at] for at in used) for row in rows),
        widths,
    )


def _share(words: Sequence[str]) -> int:
    """Return how much room a column asks for: nine of ten of its texts fit on one line."""
    lengths = sorted(len(word) for word in words)
    return max(_NARROWEST, min(_WIDEST, lengths[len(lengths) * 9 // 10], lengths[-1]))
