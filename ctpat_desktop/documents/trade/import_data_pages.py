"""The import data on paper: totals, origins watched, and charts with tables by each heading."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Bar,
    Bars,
    Block,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.support.language import N_, tr


@dataclass(frozen=True, slots=True)
class Breakdown:
    """One way to put the data together: a chart of the first lines and a table."""

    title: str
    bars: tuple[Bar, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ImportYear:
    """A year of import data beside the year before; all words."""

    company: str
    year: int
    source: str
    totals: tuple[tuple[str, str, str], ...]
    watched: tuple[tuple[str, ...], ...]
    breakdowns: tuple[Breakdown, ...]


def import_year_tree(data: ImportYear) -> Tree:
    """Return the year as pages."""
    now, before = str(data.year), str(data.year - 1)
    title = tr("Import data {year}").format(year=data.year)
    blocks: list[Block] = [Heading(1, title), Paragraph(f"{data.company}\n\n{data.source}")]
    blocks.append(Table(("", now, before), data.totals, (4, 3, 3)))
    blocks += [Heading(2, tr("Origins the company watches")), *_watched(data)]
    for part in data.breakdowns:
        blocks += _breakdown(part, now, before)
    return tuple(blocks)


def _watched(data: ImportYear) -> list[Block]:
    if not data.watched:
        return [Note(tr("No line of this year comes from an origin on the company's list."))]
    heads = (
        N_("Origin"),
        N_("Goods"),
        N_("Lines"),
        N_("Value (USD)"),
        N_("Makers"),
        N_("Why it is watched"),
    )
    return [
        Note(tr("Lines of this year come from origins the company watches."), Tone.WARN),
        Table(tuple(map(tr, heads)), data.watched, (2.2, 2.2, 1, 1.8, 1.1, 3.2)),
    ]


def _breakdown(part: Breakdown, now: str, before: str) -> list[Block]:
    if not part.rows:
        return [Heading(2, part.title), Paragraph(tr("Nothing is on record."))]
    heads = (
        "",
        f"{now} (USD)",
        f"{before} (USD)",
        tr("Change"),
        tr("Share"),
        tr("Lines"),
        tr("Entries"),
    )
    blocks: list[Block] = [Bars(part.title, part.bars, now, before)]
    blocks.append(Table(heads, part.rows, (3.6, 1.9, 1.9, 1.2, 1.1, 1, 1.1)))
    if part.more:
        blocks.append(Paragraph(tr("And {count} more.").format(count=part.more)))
    return blocks
