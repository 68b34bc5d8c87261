"""Lays out bars made of parts: one bar a row, the count in each part, the share behind it."""

from collections.abc import Iterator

from ctpat_desktop.documents.charts.model import Bars, percent_words
from ctpat_desktop.documents.charts.pen import Pen, Sample, legend, swatch
from ctpat_desktop.documents.core.sketch import (
    Anchor,
    Block,
    Fill,
    Ink,
    Pattern,
    Piece,
    Stroke,
    Text,
)
from ctpat_desktop.support.language import ntr, number_text, tr

LABEL = 0.32
"""Share of the width the labels take at the most."""
MOST = 30
"""Bars that are drawn."""
ROW, BAR = 2.3, 1.5
"""Sizes of the text from row to row, and across a bar."""


def lay(pen: Pen, body: Bars, top: float) -> tuple[list[Piece], float]:
    """Return the pieces and where they end."""
    samples = (Sample(share.name, (swatch(pen, share.fill),)) for share in body.shares)
    pieces, top = legend(pen, samples, top)
    left = min(pen.widest(label for label, _ in body.rows), pen.width * LABEL) + pen.size
    rows = body.rows[:MOST]
    behind = [_behind(counts) for _, counts in rows]
    right = pen.width - pen.widest(behind) - pen.size
    most = max((sum(counts) for _, counts in body.rows), default=0) or 1
    for number, (label, counts) in enumerate(rows):
        y = top + pen.size * ROW * number
        base = y + pen.size * (BAR / 2 + 0.35)
        words = pen.cut(label, left - pen.size)
        pieces.append(pen.text((left - pen.size * 0.6, base), words, Anchor.END))
        pieces += _bar(pen, body, counts, (left, y, (right - left) / most))
        end = left + (right - left) * sum(counts) / most
        pieces.append(pen.text((end + pen.size * 0.6, base), behind[number], ink=Ink.MUTED))
    bottom = top + pen.size * ROW * len(rows)
    pieces.append(Stroke(((left, top - 2), (left, bottom - pen.size * 0.5)), Ink.MUTED))
    if len(body.rows) > MOST:
        left_out = len(body.rows) - MOST
        words = ntr("{n} more is in the table only.", "{n} more are in the table only.", left_out)
        pieces.append(pen.text((left, bottom + pen.size), words, ink=Ink.MUTED))
        bottom += pen.line
    return pieces, bottom


def _behind(counts: tuple[int, ...]) -> str:
    if not sum(counts):
        return tr("nobody")
    whole = {"n": number_text(counts[0]), "all": number_text(sum(counts))}
    return tr("{n} of {all}").format(**whole) + f" ({percent_words(counts)})"


def _bar(
    pen: Pen, body: Bars, counts: tuple[int, ...], place: tuple[float, float, float]
) -> Iterator[Piece]:
    """Yield the parts of a bar; the place is its left end, its top, and the width of one."""
    x, y, one = place
    for share, count in zip(body.shares, counts, strict=True):
        if not count:
            continue
        wide = count * one
        yield Block(x, y, wide, pen.size * BAR, share.fill)
        words = number_text(count)
        long = pen.measure(words, pen.small)
        if long + pen.size * 0.8 < wide:
            base = y + pen.size * (BAR / 2 + 0.3)
            is_full = share.fill.pattern is Pattern.FULL
            if not is_full:
                around = (x + wide / 2 - long / 2 - 2, y + pen.size * 0.25, long + 4)
                yield Block(*around, pen.size * (BAR - 0.5), _paper())
            ink = Ink.PAPER if is_full else Ink.TEXT
            yield Text(x + wide / 2, base, words, pen.small, Anchor.MIDDLE, ink)
        x += wide


def _paper() -> Fill:
    """Return the ground that keeps a count readable on a pattern."""
    return Fill(Ink.PAPER, has_edge=False)
