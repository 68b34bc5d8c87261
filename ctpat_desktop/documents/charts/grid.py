"""Lays out counts by two things as fields in a grid, each with its count and what it means."""

from collections.abc import Iterator

from ctpat_desktop.documents.charts.model import Field, Grid
from ctpat_desktop.documents.charts.pen import Pen
from ctpat_desktop.documents.core.sketch import (
    Anchor,
    Block,
    Fill,
    Ink,
    Pattern,
    Piece,
    Text,
)
from ctpat_desktop.support.language import number_text

HIGH = 4.2
"""Sizes of the text down a field."""
GAP = 3.0


def lay(pen: Pen, body: Grid, top: float) -> tuple[list[Piece], float]:
    """Return the pieces and where they end."""
    pieces: list[Piece] = []
    room = pen.width * 0.3
    left = min(max(pen.widest(body.rows), pen.wide(f"{body.down} ↓")), room) + pen.size
    wide = (pen.width - left) / len(body.columns)
    pieces.append(pen.text((left, top + pen.size), f"{body.across} →", ink=Ink.MUTED))
    top += pen.line
    pieces.append(pen.text((0, top + pen.size), pen.cut(f"{body.down} ↓", left), ink=Ink.MUTED))
    for number, words in enumerate(body.columns):
        middle = left + wide * (number + 0.5)
        place = (middle, top + pen.size)
        pieces.append(pen.text(place, pen.cut(words, wide - 4), Anchor.MIDDLE))
    top += pen.line * 1.2
    high = pen.size * HIGH
    for number, (words, fields) in enumerate(zip(body.rows, body.fields, strict=True)):
        y = top + high * number
        base = y + high / 2 + pen.size * 0.35
        label = pen.cut(words, left - pen.size)
        pieces.append(pen.text((left - pen.size * 0.6, base), label, Anchor.END))
        for column, field in enumerate(fields):
            pieces += _field(pen, field, (left + wide * column, y, wide, high))
    return pieces, top + high * len(body.rows)


def _field(pen: Pen, field: Field, place: tuple[float, float, float, float]) -> Iterator[Piece]:
    x, y, wide, high = place
    fill = field.fill if field.count else Fill(field.fill.ink, Pattern.EMPTY)
    yield Block(x + GAP, y + GAP, wide - 2 * GAP, high - 2 * GAP, fill)
    middle, size = x + wide / 2, pen.size * 1.25
    yield Text(
        middle,
        y + high * 0.47,
        number_text(field.count),
        size,
        Anchor.MIDDLE,
        Ink.TEXT if field.count else Ink.MUTED,
        is_strong=bool(field.count),
    )
    words = pen.cut(field.words, wide - 4 * GAP)
    yield Text(middle, y + high * 0.76, words, pen.small, Anchor.MIDDLE, Ink.MUTED)
