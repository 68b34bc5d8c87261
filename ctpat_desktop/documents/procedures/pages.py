"""A written procedure on paper: its text, who approved it, and who has read it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Bullets,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Signature,
    SignatureLines,
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.support.language import N_, ntr, tr

SPARE_LINES = 3
"""Empty lines under the names of the sign-in sheet."""

BLANK_LINES = 14
"""Lines of the sheet where nobody is named."""

LONGEST_HEADING = 60
"""Letters of a line in capitals that is still a heading."""

HEADS = ("", N_("Name in print"), N_("Role"), N_("Signature"), N_("Date"))
WIDTHS = (0.5, 3, 2.2, 3, 1.5)


@dataclass(frozen=True, slots=True)
class Reader:
    """One person of the sign-in sheet; `signed_on` is "" where the line is still to be signed."""

    name: str
    role: str = ""
    signed_on: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureSheet:
    """One version of a procedure in words."""

    company: str
    title: str
    facts: tuple[tuple[str, str], ...]
    text: str
    approver: tuple[str, str]
    """Who approved it and on which day; "" where that is still to come."""
    open_blanks: int
    is_draft: bool
    readers_are: str
    readers: tuple[Reader, ...]


def procedure_tree(sheet: ProcedureSheet) -> Tree:
    """Return a version as pages: the text, the approval, and the sheet for those who read it."""
    return (
        Heading(1, sheet.title),
        Paragraph(sheet.company),
        Facts(tuple(pair for pair in sheet.facts if pair[1])),
        *_marks(sheet),
        *text_blocks(sheet.text),
        Heading(2, tr("Approval")),
        *_approval(sheet),
        PageBreak(),
        Heading(2, tr("Read and understood")),
        *_readers(sheet),
    )


def text_blocks(text: str) -> Iterator[Block]:
    """Yield a text as blocks: lines in capitals are headings, lines with a dash are a list."""
    lines = list[str]()
    for line in (*text.replace("\r\n", "\n").split("\n"), ""):
        words = line.strip()
        is_other = bool(lines) and _is_item(words) != _is_item(lines[-1])
        if is_other or not words or is_heading(words):
            yield from _paragraph(lines)
            lines = []
        if is_heading(words):
            yield Heading(3, words)
        elif words:
            lines.append(words)


def is_heading(line: str) -> bool:
    """Return whether a line is written as a heading."""
    return line.isupper() and len(line) <= LONGEST_HEADING and not line.endswith((".", ":", ";"))


def _is_item(line: str) -> bool:
    return line.startswith(("- ", "• "))


def _paragraph(lines: list[str]) -> Iterator[Block]:
    if not lines:
        return
    if _is_item(lines[0]):
        yield Bullets(tuple(line[2:].strip() for line in lines))
    else:
        yield Paragraph("\n\n".join(lines))


def _marks(sheet: ProcedureSheet) -> Iterator[Block]:
    """Yield what keeps the pages from being taken for a procedure in force."""
    if sheet.open_blanks:
        words = ntr(
            "Draft: {n} place in [[brackets]] is still to be written.",
            "Draft: {n} places in [[brackets]] are still to be written.",
            sheet.open_blanks,
        )
        yield Note(words, Tone.WARN)
    elif sheet.is_draft:
        yield Note(tr("Draft: not approved yet."), Tone.WARN)


def _approval(sheet: ProcedureSheet) -> Iterator[Block]:
    name, day = sheet.approver
    if day:
        words = tr("Approved by {name} on {day}.").format(name=name or tr("(not named)"), day=day)
        yield Paragraph(words)
    yield SignatureLines((Signature(tr("Approved by"), name),))


def _readers(sheet: ProcedureSheet) -> Iterator[Block]:
    yield Paragraph(tr("I have read this version, could ask about it, and will keep to it."))
    if sheet.readers_are:
        yield Facts(((tr("To be signed by"), sheet.readers_are),))
    spare = SPARE_LINES if sheet.readers else BLANK_LINES
    lines = [*sheet.readers, *[Reader("")] * spare]
    rows = tuple((str(n), row.name, row.role, "", row.signed_on) for n, row in enumerate(lines, 1))
    yield Table(tuple(tr(head) if head else "" for head in HEADS), rows, WIDTHS, is_roomy=True)
