"""Printed pages on one record: the response plan of a hold, and the sheet of a self-test."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Badge,
    Badges,
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    Paragraph,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.trade.chain_map import MapSheet, chain_blocks
from ctpat_desktop.support.language import N_, tr

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class EvidenceGroup:
    """One kind of evidence: what usually belongs to it, and the steps and papers there are."""

    title: str
    items: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class HoldSheet:
    """One hold in words: its facts, clocks, steps, evidence and the map of its chain."""

    title: str
    note: str
    about: str
    facts: tuple[tuple[str, str], ...]
    clocks: Rows
    steps: Rows
    evidence: tuple[EvidenceGroup, ...]
    attached: tuple[str, ...]
    questions: str
    chain: MapSheet | None


@dataclass(frozen=True, slots=True)
class TestSheet:
    """One self-test in words."""

    __test__ = False

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    figures: tuple[tuple[str, str], ...]
    summary: str
    errors: Rows
    lines: Rows


def hold_tree(sheet: HoldSheet) -> Tree:
    """Return the response plan with its clocks, the evidence index and the map of the chain."""
    blocks: list[Block] = [
        Heading(1, f"{tr('Response to a hold')}: {sheet.title}"),
        Paragraph(sheet.note),
        Facts(sheet.facts),
        Heading(2, tr("Clocks", "days that run")),
    ]
    if sheet.clocks:
        heads = (N_("What"), N_("By"), N_("Days left"), N_("Ground"))
        blocks.append(Table(tuple(map(tr, heads)), sheet.clocks, (3.8, 1.6, 1.4, 3.2)))
    else:
        words = tr("The clocks start with the day the goods were presented; it is not entered.")
        blocks.append(Note(words, Tone.WARN))
    blocks += [Heading(2, tr("Steps")), Note(sheet.about)]
    if sheet.steps:
        heads = (N_("Due"), N_("What is to be done"), N_("Owner"), N_("Done"))
        blocks.append(Table(tuple(map(tr, heads)), sheet.steps, (1.5, 5.0, 2.0, 1.5)))
    if sheet.questions:
        blocks += [Heading(2, tr("Questions of CBP")), Paragraph(sheet.questions)]
    blocks += [Heading(2, tr("Index of the package"))]
    for group in sheet.evidence:
        blocks += _group(group)
    if sheet.attached:
        blocks += [Heading(3, tr("Further documents")), Bullets(sheet.attached)]
    if sheet.chain is not None:
        blocks += chain_blocks(sheet.chain)
    return tuple(blocks)


def _group(group: EvidenceGroup) -> list[Block]:
    blocks: list[Block] = [
        Heading(3, group.title),
        Badges(tuple(Badge(item, Tone.QUIET) for item in group.items)),
    ]
    if group.rows:
        heads = (N_("No."), N_("Step"), N_("Document"))
        blocks.append(Table(tuple(map(tr, heads)), group.rows, (0.8, 4.6, 4.6)))
    else:
        blocks.append(Paragraph(tr("Nothing yet.")))
    return blocks


def self_test_tree(sheet: TestSheet) -> Tree:
    """Return plan, figures, errors and lines of a self-test."""
    blocks: list[Block] = [
        Heading(1, f"{tr('Self-test')}: {sheet.title}"),
        Paragraph(sheet.note),
        Facts(sheet.facts),
        Heading(2, tr("Result")),
        Facts(sheet.figures),
    ]
    if sheet.summary:
        blocks.append(Paragraph(sheet.summary))
    if sheet.errors:
        heads = (
            N_("Entry, line"),
            N_("Kind"),
            N_("Duty"),
            N_("Cause"),
            N_("What is done"),
            N_("Closed"),
        )
        widths = (1.9, 1.2, 1.0, 2.3, 2.3, 1.3)
        blocks += [
            Heading(2, tr("Errors")),
            Table(tuple(map(tr, heads)), sheet.errors, widths),
        ]
    blocks.append(Heading(2, tr("Lines tested")))
    if sheet.lines:
        heads = (
            N_("Entry"),
            N_("Line"),
            N_("Attribute"),
            N_("Expected"),
            N_("Found"),
            N_("Result"),
        )
        widths = (2.2, 0.8, 1.9, 2.0, 2.0, 1.1)
        blocks.append(Table(tuple(map(tr, heads)), sheet.lines, widths))
    else:
        blocks.append(Note(tr("No line is entered yet."), Tone.WARN))
    return tuple(blocks)
