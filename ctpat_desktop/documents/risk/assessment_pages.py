"""The printed risk assessment: the result first, then each chain, the method, the approval."""

from collections.abc import Iterator
from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Diagram,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    SignatureLines,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.chain_layout import pages
from ctpat_desktop.documents.risk.flow_layout import FlowLeg, arrangement
from ctpat_desktop.support.language import N_, ntr, tr

FLOW = (
    N_("Leg"),
    N_("Held by"),
    N_("Where"),
    N_("How"),
    N_("Contract"),
    N_("Threat"),
    N_("Vulnerability"),
    N_("Risk"),
)
THREATS = (N_("Where"), N_("Threat"), N_("Rating"), N_("Source"), N_("Why"))
GAPS = (N_("Leg"), N_("Criterion"), N_("Level"), N_("Met"), N_("From"))
ACTIONS = (N_("Leg"), N_("Criterion"), N_("Action"), N_("Owner"), N_("Due"), N_("State"))
CHAINS = (
    N_("Chain"),
    N_("Goods"),
    N_("Legs"),
    N_("Threat"),
    N_("Vulnerability"),
    N_("Consequence"),
    N_("Risk"),
)
STEPS = (N_("Step"), N_("State"))

MOST_OPEN = 30
"""Open points printed; the rest is a count."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ChainSheet:
    """One chain in words: facts, its legs as drawn, and a table for each step."""

    name: str
    facts: tuple[tuple[str, str], ...]
    legs: tuple[FlowLeg, ...]
    flow: Rows
    threats: Rows
    gaps: Rows
    actions: Rows


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """One assessment in words; `method` and `matrix` are labels with their texts."""

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    steps: Rows
    matrix: Rows
    summary: Rows
    method: tuple[tuple[str, str], ...]
    open: tuple[str, ...]
    threats: Rows
    """Each rating of all chains once."""
    chains: tuple[ChainSheet, ...]
    approver: str
    differences: tuple[str, ...] = ()
    """What is otherwise than in the assessment before; () for the first one."""
    last: str = ""
    """The year of the assessment before."""


def assessment_tree(sheet: AssessmentSheet) -> Tree:
    """Return the whole assessment as pages."""
    return (
        Heading(1, sheet.title),
        Paragraph(sheet.note),
        Facts(sheet.facts),
        *_open(sheet),
        Heading(2, tr("Result")),
        Table(_words(CHAINS), sheet.summary, (2, 2, 0.7, 1.3, 1.6, 1.6, 1.3)),
        Heading(2, tr("Threat and vulnerability of all legs")),
        _matrix(sheet.matrix),
        Heading(2, tr("Steps")),
        Table(_words(STEPS), sheet.steps, (1, 2)),
        *(block for chain in sheet.chains for block in chain_blocks(chain)),
        PageBreak(),
        Heading(1, tr("Threats")),
        _table(THREATS, sheet.threats),
        Heading(1, tr("Method")),
        *_method(sheet),
        *_differences(sheet),
        Heading(2, tr("Approval")),
        SignatureLines((Signature(tr("Approved by"), sheet.approver),)),
    )


def _differences(sheet: AssessmentSheet) -> Iterator[Block]:
    if sheet.last:
        yield Heading(2, tr("Compared with {year}").format(year=sheet.last))
        for words in sheet.differences:
            yield Paragraph(words)


def chain_tree(sheet: ChainSheet, note: str) -> Tree:
    """Return one chain as pages."""
    threats = (Heading(2, tr("Threats")), _table(THREATS, sheet.threats))
    _, heading, *rest = chain_blocks(sheet)
    return (heading, Paragraph(note), *rest, *threats)


def chain_blocks(sheet: ChainSheet) -> list[Block]:
    """Return the blocks of one chain: what it is, the drawing, and what is said on each leg."""
    blocks: list[Block] = [
        PageBreak(),
        Heading(1, f"{tr('Cargo chain')}: {sheet.name}"),
        Facts(sheet.facts),
    ]
    if not sheet.legs:
        blocks.append(Note(tr("This chain has no legs."), Tone.WARN))
        return blocks
    blocks += [Paragraph(legend()), Diagram(pages(arrangement(sheet.legs), sheet.name))]
    blocks.append(_table(FLOW, sheet.flow))
    if sheet.gaps:
        blocks += [Heading(2, tr("Criteria not met")), _table(GAPS, sheet.gaps)]
    if sheet.actions:
        blocks += [Heading(2, tr("Action plan")), _table(ACTIONS, sheet.actions)]
    return blocks


WIDTHS = {
    FLOW: (1.5, 1.6, 1.4, 1.3, 1.25, 0.95, 1.6, 0.95),
    THREATS: (1.5, 1.4, 0.9, 1.8, 2.4),
    GAPS: (1.7, 0.9, 0.8, 1, 2.6),
    ACTIONS: (1.4, 0.8, 2.4, 1.2, 1, 1),
}
"""Shares of the page width of the columns of each table."""


def _table(headers: tuple[str, ...], rows: Rows) -> Block:
    if not rows:
        return Paragraph(tr("Nothing is rated yet."))
    return Table(_words(headers), rows, WIDTHS[headers])


def legend() -> str:
    """Return how the marks of a map are read."""
    return tr(
        "Arrows point to where the goods go on to. Thick frame and triangle: high risk. Dashed "
        "frame: not rated."
    )


def _open(sheet: AssessmentSheet) -> Iterator[Block]:
    shown, more = sheet.open[:MOST_OPEN], len(sheet.open) - MOST_OPEN
    rest = (ntr("{n} more point", "{n} more points", more),) if more > 0 else ()
    if shown:
        yield Note("\n".join((tr("Still open:"), *shown, *rest)), Tone.WARN)


def _matrix(rows: Rows) -> Table:
    head, *body = rows
    return Table(head, tuple(body), (1.6, *(1.0 for _ in head[1:])))


def _method(sheet: AssessmentSheet) -> Iterator[Block]:
    for title, words in sheet.method:
        yield Quote(title, words or tr("Not said."))


def _words(headers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(tr, headers))
