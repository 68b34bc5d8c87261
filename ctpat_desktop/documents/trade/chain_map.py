"""The printed map of a supply chain: what it is, the drawing, and every firm with its papers."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Diagram,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.chain_layout import Arrangement, pages
from ctpat_desktop.support.language import N_, tr


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One firm in words: name, tier, role, where, what goes in and out, checked, papers."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapSheet:
    """One chain: facts, the layout of its firms, the firms in words, and what is still open."""

    name: str
    note: str
    facts: tuple[tuple[str, str], ...]
    arrangement: Arrangement
    firms: tuple[FirmLine, ...]
    open: tuple[str, ...]


def chain_map_tree(sheet: MapSheet) -> Tree:
    """Return the map of one chain as pages."""
    return (Paragraph(sheet.note), *chain_blocks(sheet))


def chain_blocks(sheet: MapSheet) -> list[Block]:
    """Return the blocks of one chain: words first, the drawing on pages of its own, the firms."""
    blocks: list[Block] = [
        Heading(1, f"{tr('Supply chain')}: {sheet.name}"),
        Facts(sheet.facts),
    ]
    if sheet.open:
        blocks.append(Note("\n".join(sheet.open), Tone.WARN))
    if not sheet.arrangement.firms:
        blocks.append(Note(tr("No firm of this chain is recorded yet."), Tone.WARN))
        return blocks
    blocks += [Paragraph(legend()), Diagram(pages(sheet.arrangement, sheet.name))]
    heads = (N_("Firm"), N_("Tier, role"), N_("Where"), N_("In and out"), N_("Lists"))
    rows = tuple((line.name, *line.cells) for line in sheet.firms)
    blocks += [
        Heading(2, tr("Firms of {name}").format(name=sheet.name)),
        Table(tuple(map(tr, heads)), rows, (2.6, 1.7, 1.7, 2.3, 1.9)),
    ]
    return blocks


def legend() -> str:
    """Return how the marks of a map are read."""
    return tr(
        "Arrows point to who gets the goods. Dashed frame: not checked against the lists. Thick "
        "frame: on a list. Triangle: an origin on the company's own list of high risks."
    )
