"""The Annual Notification Letter: what changed in a year, drafted from the year's records."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Facts,
    Heading,
    Note,
    Paragraph,
    Signature,
    SignatureLines,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.support.language import N_, tr


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under headings, taken from a register; `widths` are shares of the page."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One head of the letter: the company's words, the figures, and why one was changed."""

    head: str
    title: str
    words: str
    facts: tuple[tuple[str, str], ...] = ()
    grids: tuple[Grid, ...] = ()
    none: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """The whole letter; `header` are label and value pairs."""

    title: str
    company: str
    header: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    officer: Signature
    is_draft: bool


DRAFT = N_(
    "Draft in our own layout. CBP's portal has its own form for the letter, whose fields were not "
    "seen; carry the text over and check what it asks."
)


def letter_tree(letter: Letter) -> Tree:
    """Return the letter as pages, for PDF and Word alike."""
    blocks: list[Block] = [Heading(1, letter.title), Facts(letter.header)]
    if letter.is_draft:
        blocks.append(Note(tr(DRAFT), Tone.WARN))
    for number, section in enumerate(letter.sections, 1):
        blocks += [Heading(2, f"{number}. {section.title}"), *_section(section)]
    blocks += [Heading(2, tr("Signature")), SignatureLines((letter.officer,))]
    return tuple(blocks)


def _section(section: Section) -> list[Block]:
    blocks: list[Block] = [Paragraph(section.words)] if section.words.strip() else []
    if section.facts:
        blocks.append(Facts(section.facts))
    blocks += [Table(grid.headers, grid.rows, grid.widths) for grid in section.grids if grid.rows]
    if not blocks:
        blocks.append(Paragraph(section.none or tr("No change is on record for this period.")))
    if section.note.strip():
        blocks.append(Note(f"{tr('Why figures were changed')}: {section.note}"))
    return blocks
