"""Printed papers about partners: the plan of due diligence, who is no member, answers received."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter

from ctpat_desktop.documents.core.blocks import (
    Block,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Table,
    Tree,
)
from ctpat_desktop.documents.packets.merge import refuse_shell
from ctpat_desktop.documents.pages.flatten import flatten
from ctpat_desktop.documents.pages.pdf_errors import MALFORMED
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A list in words: title, whose it is, what stands above it, headers, rows and their widths."""

    title: str
    note: str
    about: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    facts: tuple[tuple[str, str], ...] = ()


def list_tree(sheet: ListSheet) -> Tree:
    """Return a list as pages; one without rows says so."""
    body: Block = Paragraph(tr("Nobody is on this list."))
    if sheet.rows:
        body = Table(sheet.heads, sheet.rows, sheet.widths)
    facts = (Facts(sheet.facts),) if sheet.facts else ()
    return (
        Heading(1, sheet.title),
        Paragraph(sheet.note),
        *facts,
        Note(sheet.about),
        body,
    )


ANSWERS = (N_("No."), N_("Question"), N_("Answer"), N_("Remark"))


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """The accepted answers of one partner: facts, and a table for each section."""

    partner: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


def answers_tree(sheet: AnswerSheet) -> Tree:
    """Return accepted answers as pages."""
    blocks: list[Block] = [Heading(1, sheet.partner), Facts(sheet.facts)]
    for title, rows in sheet.sections:
        heads = tuple(map(tr, ANSWERS))
        blocks += [Heading(2, title), Table(heads, rows, (0.8, 3.6, 2.2, 1.8))]
    return tuple(blocks)


@dataclass(frozen=True, slots=True)
class Received:
    """One partner of the bundle: what is listed of it, and its pages."""

    partner: str
    facts: tuple[str, ...]
    """Role, country and the request, as listed."""
    how: str
    pdf: bytes


@dataclass(frozen=True, slots=True)
class BundleSheet:
    """The first pages of the bundle in words: whose answers are in it, and whose are not."""

    title: str
    note: str
    received: tuple[Received, ...]
    missing: tuple[tuple[str, ...], ...]
    """Partner, role, country and why nothing is here."""

    @property
    def head_of_missing(self) -> str:
        """The heading above those without answers."""
        return tr("None received")


def cover_tree(sheet: BundleSheet, starts: Sequence[int]) -> Tree:
    """Return the list of the bundle; `starts` are the pages its parts begin on, from 1."""
    heads = (tr("Partner"), tr("Role"), tr("Country"), tr("Request"), tr("Included"), tr("Page"))
    rows = tuple(
        (row.partner, *row.facts, row.how, str(page))
        for row, page in zip(sheet.received, starts, strict=True)
    )
    blocks: list[Block] = [Heading(1, sheet.title), Paragraph(sheet.note)]
    counts = ntr(
        "{n} partner with accepted answers, {none} with none received.",
        "{n} partners with accepted answers, {none} with none received.",
        len(rows),
        none=len(sheet.missing),
    )
    blocks.append(Note(counts))
    if rows:
        blocks.append(Table(heads, rows, (2.6, 1.5, 1.2, 1.5, 1.7, 0.7)))
    if sheet.missing:
        names = (*heads[:3], tr("Answers"))
        blocks += [PageBreak(), Heading(1, sheet.head_of_missing)]
        blocks.append(Table(names, sheet.missing, (2.6, 1.6, 1.3, 2.6)))
    return tuple(blocks)


def as_pages(data: bytes) -> tuple[bytes, int]:
    """Return a returned PDF with what was filled in drawn on its pages, and how many there are.

    It reads files from outside and is meant for a child with limits. Problem says why it cannot.
    """
    try:
        refuse_shell(data)
        flat = flatten(data)
        writer, out = PdfWriter(), BytesIO()
        writer.append(PdfReader(BytesIO(flat)), import_outline=False)
        writer.write(out)
        return out.getvalue(), len(writer.pages)
    except MALFORMED as error:
        raise Problem(tr("it is damaged")) from error


def page_count(pdf: bytes) -> int:
    """Return how many pages our own PDF has."""
    return len(PdfReader(BytesIO(pdf)).pages)


def bundled(cover: bytes, sheet: BundleSheet) -> bytes:
    """Return cover and parts as one PDF, with a bookmark for each partner, also without answers."""
    reader = PdfReader(BytesIO(cover))
    missing_at = _page_of(reader, sheet.head_of_missing)
    writer = PdfWriter()
    writer.append(reader, import_outline=False)
    writer.add_outline_item(title=tr("List of partners"), page_number=0)
    for row in sheet.received:
        at = len(writer.pages)
        writer.append(PdfReader(BytesIO(row.pdf)), import_outline=False)
        writer.add_outline_item(title=row.partner, page_number=at)
    if sheet.missing:
        above = writer.add_outline_item(
            title=sheet.head_of_missing, page_number=missing_at, is_open=False
        )
        words = sheet.head_of_missing.lower()
        for partner, *_ in sheet.missing:
            writer.add_outline_item(
                title=f"{partner}: {words}", page_number=missing_at, parent=above
            )
    writer.add_metadata({"/Title": sheet.title})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page_of(reader: PdfReader, title: str) -> int:
    items: list[Any] = list(reader.outline)
    for item in items:
        if not isinstance(item, list) and str(item.title) == title:
            return reader.get_destination_page_number(item) or 0
    return 0
