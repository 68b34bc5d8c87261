"""The sheet on which a company officer signs off the yearly review, criterion by criterion."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Facts,
    Heading,
    Paragraph,
    Signature,
    SignatureLines,
    Table,
    Tree,
)
from ctpat_desktop.support.language import tr


@dataclass(frozen=True, slots=True)
class SignOff:
    """What the sheet says: facts of the year, one row per criterion, and who signs."""

    title: str
    note: str
    facts: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, str, str, str, str], ...]
    """Number, title, state, day and name of each criterion."""
    officer: str = ""
    officer_title: str = ""


def sign_off_tree(sheet: SignOff) -> Tree:
    """Return the sheet as pages."""
    headers = (tr("Criterion"), tr("Title"), tr("State"), tr("On"), tr("By"))
    blocks: list[Block] = [
        Heading(1, sheet.title),
        Paragraph(sheet.note),
        Facts(sheet.facts),
        Paragraph(
            tr(
                "I have looked at this review. The answers that are affirmed were read this year "
                "and are true as they stand."
            )
        ),
        SignatureLines((Signature(tr("Company officer"), sheet.officer, sheet.officer_title),)),
        Heading(2, tr("Criteria")),
        Table(headers, sheet.rows, (1.1, 4.6, 1.9, 1.4, 2.2)),
    ]
    return tuple(blocks)
