"""The officer's brief on two pages: what changed; what is signed and what is still open."""

from dataclasses import dataclass

from ctpat_desktop.catalogue.agreement import Outline
from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.pdf import render
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.packets.mou import Agreement
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.support.language import tr

PAGES = 2
MOST = range(14, 2, -1)
"""Rows of a list that are tried, the most first, until everything fits on two pages."""
LONGEST = 110
"""Characters of a value shown; the packet itself has all of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing the packet says otherwise than the one signed before; "" where it was not said."""

    what: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What an officer should know before signing."""

    company: str
    title: str
    last: str
    is_first: bool
    changes: tuple[Change, ...]
    happened: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    outline: Outline
    agreement: Agreement
    open_points: tuple[str, ...]


def officer_brief(brief: Brief, stamp: Stamp) -> bytes:
    """Return the brief as a PDF of exactly two pages; long lists say how much more there is."""
    title = f"{brief.company} - {tr('Brief for the officer')}: {brief.title}"
    pdf = b""
    for most in MOST:
        pdf = render(_tree(brief, most), stamp, title)
        if page_count(pdf) <= PAGES:
            break
    return pdf


def _tree(brief: Brief, most: int) -> Tree:
    blocks: list[Block] = [Heading(1, tr("What changed since last year")), Paragraph(brief.last)]
    blocks += _changes(brief, most)
    blocks += [Heading(2, tr("Reported or to be reported")), *_list(brief.happened, most)]
    blocks += [Heading(2, tr("The year in numbers")), Facts(brief.figures), PageBreak()]
    blocks += [Heading(1, tr("What you sign")), *_signed(brief, most)]
    blocks += [Heading(1, tr("What is still open")), *_open(brief, most)]
    return tuple(blocks)


def _changes(brief: Brief, most: int) -> list[Block]:
    if brief.is_first:
        words = tr("This is the first packet, so there is nothing to compare it with.")
        return [Note(words)]
    if not brief.changes:
        return [Note(tr("The packet says the same as last year's."), Tone.GOOD)]
    rows = tuple(
        (_cut(row.what), _cut(row.before) or "-", _cut(row.now) or "-")
        for row in brief.changes[:most]
    )
    heads = (tr("In the packet"), tr("Last year"), tr("Now"))
    return [Table(heads, rows, (3, 3.5, 3.5)), *_more(len(brief.changes) - most)]


def _signed(brief: Brief, most: int) -> list[Block]:
    who = "; ".join(
        ", ".join(filter(None, (row.name, row.title))) for row in brief.agreement.signers
    )
    numbers = [f"{row.number} {row.legal_name}" for row in brief.agreement.covered]
    articles = [row.title for row in brief.outline.parts]
    facts = (
        (tr("Signed by"), who or tr("nobody chosen yet")),
        (tr("Covers"), _cut("; ".join(numbers[:most])) or tr("no importer number")),
        (tr("Articles"), "; ".join(articles)),
        (tr("Outline version"), brief.outline.version),
    )
    undertakings = [item for part in brief.outline.parts[1:3] for item in part.items]
    return [
        Facts(facts),
        Heading(2, tr("The company undertakes")),
        Bullets(tuple(undertakings[: most + 4])),
        *_more(len(undertakings) - most - 4),
        Note(brief.outline.draft_note, Tone.WARN),
    ]


def _open(brief: Brief, most: int) -> list[Block]:
    if not brief.open_points:
        return [Note(tr("Nothing is open."), Tone.GOOD)]
    return _list(brief.open_points, most)


def _list(rows: tuple[str, ...], most: int) -> list[Block]:
    if not rows:
        return [Paragraph(tr("Nothing is on record."))]
    return [Bullets(tuple(_cut(row) for row in rows[:most])), *_more(len(rows) - most)]


def _more(count: int) -> list[Block]:
    return [Paragraph(tr("And {count} more.").format(count=count))] if count > 0 else []


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
