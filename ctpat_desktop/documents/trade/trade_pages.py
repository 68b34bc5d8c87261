"""Printed pages on Trade Compliance: eligibility, the questionnaire, the forced labor file."""

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
    Quote,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.trade.chain_map import MapSheet, chain_blocks
from ctpat_desktop.support.language import N_, tr


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One check of eligibility in words; `tone` belongs to the answer.

    `official` is what the person copied from the portal.
    """

    id: str
    question: str
    answer: str
    tone: Tone
    how: str
    source: str
    official: str


@dataclass(frozen=True, slots=True)
class EligibilitySheet:
    """The result of an eligibility check."""

    note: str
    about: str
    result: str
    tone: Tone
    first: tuple[tuple[str, str], ...]
    checks: tuple[CheckLine, ...]


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the questionnaire with its answer; `facts` are further labels and values."""

    title: str
    text: str
    official: str
    badges: tuple[Badge, ...]
    answer: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireSheet:
    """The questionnaire of one year: heads with their questions, and the list of attachments."""

    title: str
    note: str
    about: str
    heads: tuple[tuple[str, str, tuple[QuestionLine, ...]], ...]
    attachments: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RequirementLine:
    """One forced labor requirement in words."""

    title: str
    asks: str
    state: str
    tone: Tone
    shows: tuple[str, ...]
    lacks: tuple[str, ...]
    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaborSheet:
    """The forced labor file: requirements, registers as tables, maps of the high-risk chains."""

    note: str
    about: str
    since: str
    requirements: tuple[RequirementLine, ...]
    tables: tuple[tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]], ...]
    maps: tuple[MapSheet, ...]


def eligibility_tree(sheet: EligibilitySheet) -> Tree:
    """Return the eligibility check as pages."""
    blocks: list[Block] = [
        Heading(1, tr("Eligibility for Trade Compliance")),
        Paragraph(sheet.note),
        Note(sheet.result, sheet.tone),
    ]
    if sheet.first:
        blocks += [
            Heading(2, tr("What to improve first")),
            Table((tr("Question"), tr("What to do")), sheet.first, (4.2, 5.8)),
        ]
    blocks += [Heading(2, tr("Every question")), Paragraph(sheet.about)]
    for check in sheet.checks:
        blocks += [
            Heading(3, f"{check.id}  {check.question}"),
            Badges((Badge(check.answer, check.tone), Badge(check.source, Tone.QUIET))),
        ]
        if check.official:
            blocks.append(Quote(tr("As the portal words it"), check.official))
        blocks.append(Paragraph(check.how))
    return tuple(blocks)


def questionnaire_tree(sheet: QuestionnaireSheet) -> Tree:
    """Return the questionnaire with answers and the list of attachments."""
    blocks: list[Block] = [Heading(1, sheet.title), Paragraph(sheet.note), Note(sheet.about)]
    for title, about, questions in sheet.heads:
        blocks += [Heading(2, title), Paragraph(about)]
        for line in questions:
            blocks += _question(line)
    heads = (N_("Question"), N_("Portal no."), N_("Asked for"), N_("Enclosed"))
    blocks += [
        Heading(2, tr("Attachments")),
        Table(tuple(map(tr, heads)), sheet.attachments, (1.2, 1.3, 3.6, 3.9)),
    ]
    return tuple(blocks)


def _question(line: QuestionLine) -> list[Block]:
    blocks: list[Block] = [Heading(3, f"{line.title}  {line.text}"), Badges(line.badges)]
    if line.official:
        blocks.append(Quote(tr("As the portal words it"), line.official))
    if line.answer:
        blocks.append(Paragraph(line.answer))
    if line.facts:
        blocks.append(Facts(line.facts))
    return blocks


def forced_labor_tree(sheet: LaborSheet) -> Tree:
    """Return the forced labor file as pages, the maps of the chains at the end."""
    blocks: list[Block] = [
        Heading(1, tr("Forced labor file")),
        Paragraph(f"{sheet.note}\n\n{sheet.since}"),
        Note(sheet.about),
    ]
    for line in sheet.requirements:
        blocks += _requirement(line)
    for title, headers, rows in sheet.tables:
        blocks.append(Heading(2, title))
        if rows:
            blocks.append(Table(headers, rows, _widths(headers, rows)))
        else:
            blocks.append(Note(tr("Nothing is recorded."), Tone.WARN))
    for chain in sheet.maps:
        blocks += chain_blocks(chain)
    return tuple(blocks)


def _requirement(line: RequirementLine) -> list[Block]:
    blocks: list[Block] = [
        Heading(2, line.title),
        Badges((Badge(line.state, line.tone),)),
        Paragraph(line.asks),
    ]
    if line.shows:
        blocks += [Heading(3, tr("On record")), Bullets(line.shows)]
    if line.lacks:
        blocks += [Heading(3, tr("Missing")), Bullets(line.lacks)]
    if line.text:
        blocks.append(Quote(tr("In the company's words"), line.text))
    if line.documents:
        blocks.append(Facts(((tr("Documents"), "; ".join(line.documents)),)))
    return blocks


MOST = 24
"""Characters a column gets at most; longer texts wrap."""


def _widths(headers: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    columns = zip(headers, *rows, strict=True)
    return tuple(float(min(MOST, max(8, *map(len, column)))) for column in columns)
