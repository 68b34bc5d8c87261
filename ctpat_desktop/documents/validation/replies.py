"""Drafts of replies to CBP: to a message, to the points of a validation, and an appeal."""

from dataclasses import dataclass

from ctpat_desktop.documents.core.blocks import (
    Block,
    Facts,
    Heading,
    Note,
    Paragraph,
    Quote,
    Signature,
    SignatureLines,
    Tone,
    Tree,
)
from ctpat_desktop.support.language import ntr, tr


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of a reply: what is written so far, else what belongs there."""

    title: str
    text: str
    hint: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is answered: its heading, CBP's own words, and the sections under it."""

    title: str
    quoted: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole draft; `signer` is the name and the title of who signs."""

    title: str
    facts: tuple[tuple[str, str], ...]
    points: tuple[Point, ...]
    signer: tuple[str, str] = ("", "")

    def open_sections(self) -> int:
        """Return how many sections are still to be written."""
        return sum(not part.text.strip() for point in self.points for part in point.sections)


def reply_tree(reply: Reply) -> Tree:
    """Return the draft as blocks; what is not written yet stands in brackets."""
    blocks: list[Block] = [Heading(1, reply.title)]
    if count := reply.open_sections():
        words = ntr(
            "Draft: {n} place in [brackets] is still to be written.",
            "Draft: {n} places in [brackets] are still to be written.",
            count,
        )
        blocks.append(Note(words, Tone.WARN))
    blocks.append(Facts(tuple(pair for pair in reply.facts if pair[1])))
    for point in reply.points:
        blocks.append(Heading(2, point.title))
        if point.quoted.strip():
            blocks.append(Quote(tr("What CBP wrote"), point.quoted))
        for part in point.sections:
            blocks += [Heading(3, part.title), Paragraph(part.text.strip() or f"[{part.hint}]")]
    name, title = reply.signer
    return (*blocks, SignatureLines((Signature(tr("For the company"), name, title),)))
