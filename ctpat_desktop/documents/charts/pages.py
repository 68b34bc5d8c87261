"""A chart on paper: what it shows in words, the drawing, its table, and what to know about it."""

from ctpat_desktop.documents.charts.layout import laid_out
from ctpat_desktop.documents.charts.model import Chart
from ctpat_desktop.documents.charts.pen import Pen
from ctpat_desktop.documents.core import pdf_style as look
from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Drawing,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Tree,
)
from ctpat_desktop.documents.core.pdf_sketch import measure
from ctpat_desktop.support.language import tr

SIZE = 8.6
"""Points of the text in a drawing."""
LEAST, MOST = 8, 34
"""Letters a column is wide at the least, and the first one at the most."""


def chart_tree(charts: tuple[Chart, ...], note: str) -> Tree:
    """Return charts as pages, each on one of its own; `note` says whose they are."""
    blocks: list[Block] = []
    for chart in charts:
        blocks += [PageBreak()] if blocks else []
        blocks += [Heading(1, chart.title), Paragraph(note), *_chart(chart)]
    return tuple(blocks)


def _chart(chart: Chart) -> list[Block]:
    if chart.body is None:
        return [Note(chart.summary), *([Bullets(chart.notes)] if chart.notes else [])]
    table = chart.table()
    rows = tuple(table.words())
    return [
        Paragraph(chart.summary),
        Drawing(laid_out(chart, Pen(look.BODY_WIDTH, SIZE, measure))),
        Heading(2, tr("The numbers")),
        Table(table.headers, rows, _widths(table.headers, rows)),
        *([Bullets(chart.notes)] if chart.notes else []),
    ]


def _widths(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """Return shares in which no word of a heading is broken, and the first column has most room."""
    words = [max(map(len, header.split()), default=0) + 2 for header in headers]
    first = max((len(row[0]) for row in rows), default=LEAST)
    return (min(max(first, words[0]), MOST), *(max(LEAST, count) for count in words[1:]))
