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
from ctpat_desktop.support.language import tr

FLOW = ("Leg", "Held by", "Where", "How", "Seal", "Contract", "On to")
THREATS = ("Leg", "Threat", "Rating", "Source", "Why")
GAPS = ("Leg", "Criterion", "Level", "Met", "From")
RESULTS = ("Leg", "Threat", "Vulnerability", "Risk")
ACTIONS = ("Leg", "Criterion", "Action", "Owner", "Due", "State")
CHAINS = ("Chain", "Goods", "Legs", "Threat", "Vulnerability", "Consequence", "Risk")
STEPS = ("Step", "State")

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
    results: Rows
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
    chains: tuple[ChainSheet, ...]
    approver: str


def assessment_tree(sheet: AssessmentSheet) -> Tree:
    """Return the whole assessment as pages."""
    return (
        Heading(1, sheet.title),
        Paragraph(sheet.note),
        Facts(sheet.facts),
        *_open(sheet),
        Heading(2, tr("Result")),
        Table(_words(CHAINS), sheet.summary, (2.6, 1.8, 0.6, 1.2, 1.3, 1.2, 1.2)),
        Heading(2, tr("Threat and vulnerability of all legs")),
        _matrix(sheet.matrix),
        Heading(2, tr("Steps")),
        Table(_words(STEPS), sheet.steps, (1, 2)),
        *(block for chain in sheet.chains for block in chain_blocks(chain)),
        PageBreak(),
        Heading(1, tr("Method")),
        *_method(sheet),
        Heading(2, tr("Approval")),
        SignatureLines((Signature(tr("Approved by"), sheet.approver),)),
    )


def chain_tree(sheet: ChainSheet, note: str) -> Tree:
    """Return one chain as pages."""
    return (Paragraph(note), *chain_blocks(sheet))


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
    for title, headers, rows, widths in (
        (tr("Cargo flow"), FLOW, sheet.flow, (1.7, 1.7, 1.5, 1.3, 1, 1.1, 1.5)),
        (tr("Result of each leg"), RESULTS, sheet.results, (2, 1.4, 1.4, 1.4)),
        (tr("Threats"), THREATS, sheet.threats, (1.5, 1.4, 0.9, 1.8, 2.4)),
        (tr("Criteria not met"), GAPS, sheet.gaps, (1.7, 0.9, 0.8, 1, 2.6)),
        (tr("Action plan"), ACTIONS, sheet.actions, (1.4, 0.8, 2.4, 1.2, 1, 1)),
    ):
        blocks.append(Heading(2, title))
        blocks.append(
            Table(_words(headers), rows, widths) if rows else Paragraph(tr("Nothing here."))
        )
    return blocks


def legend() -> str:
    """Return how the marks of a map are read."""
    return tr(
        "Arrows point to where the goods go on to. Thick frame and triangle: high risk. Dashed "
        "frame: not rated."
    )


def _open(sheet: AssessmentSheet) -> Iterator[Block]:
    if sheet.open:
        yield Note("\n".join((tr("Still open:"), *sheet.open)), Tone.WARN)


def _matrix(rows: Rows) -> Table:
    head, *body = rows
    return Table(head, tuple(body), (1.6, *(1.0 for _ in head[1:])))


def _method(sheet: AssessmentSheet) -> Iterator[Block]:
    for title, words in sheet.method:
        yield Quote(title, words or tr("Not said."))


def _words(headers: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(tr, headers))
