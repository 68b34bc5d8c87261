"""A site walk on paper: every question with its result, and what became of it since the last."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Heading,
    Paragraph,
    Picture,
    Ruled,
    Table,
    Tree,
)
from ctpat_desktop.support.language import N_, tr


@dataclass(frozen=True, slots=True)
class WalkPoint:
    """One question: its criterion, result, words, action and photos (caption and bytes)."""

    question: str
    criterion: str
    result: str = ""
    words: str = ""
    action: str = ""
    photos: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True, slots=True)
class WalkSheet:
    """One walk; `stops` are titles with their questions, `turns` question, before, now, turn."""

    company: str
    facts: tuple[tuple[str, str], ...]
    stops: tuple[tuple[str, tuple[WalkPoint, ...]], ...]
    note: str = ""
    earlier: str = ""
    turns: tuple[tuple[str, str, str, str], ...] = ()


def walk_tree(sheet: WalkSheet) -> Tree:
    """Return the walk as pages."""
    blocks: list[Block] = [
        Heading(1, tr("Site walk")),
        Paragraph(sheet.company),
        Ruled(sheet.facts),
    ]
    if sheet.note:
        blocks += [Heading(3, tr("Note")), Paragraph(sheet.note)]
    for title, points in sheet.stops:
        blocks += [Heading(2, title), _table(points)]
        photos = [photo for point in points for photo in point.photos]
        blocks += [Picture(data, caption, 0.5) for caption, data in photos]
    if sheet.turns:
        heads = (N_("Question"), N_("Then"), N_("Now"), "")
        blocks += [
            Heading(2, tr("Compared with {walk}").format(walk=sheet.earlier)),
            Table(tuple(map(tr, heads)), sheet.turns, (5, 1.6, 1.6, 1.6)),
        ]
    return tuple(blocks)


def _table(points: tuple[WalkPoint, ...]) -> Table:
    heads = (N_("Question"), N_("No."), N_("Result"), N_("What was seen"), N_("Corrective action"))
    rows = tuple(
        (point.question, point.criterion, point.result, point.words, point.action)
        for point in points
    )
    return Table(tuple(map(tr, heads)), rows, (3.4, 0.8, 1.5, 3.6, 2.4))
