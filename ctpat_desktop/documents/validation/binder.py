"""The validation binder: one part per criterion, with the pages of its evidence behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.constants import PageLabelStyle

from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.core.blocks import (
    Block,
    Checklist,
    Contents,
    Cover,
    Facts,
    Heading,
    PageBreak,
    Paragraph,
    Quote,
    Table,
    Tree,
)
from ctpat_desktop.documents.profile.company_pages import filled_facts
from ctpat_desktop.documents.profile.report import answer_blocks
from ctpat_desktop.documents.registers.register_pages import table
from ctpat_desktop.documents.validation.evidence_sheets import Sheets
from ctpat_desktop.reading.dossier import Answer, Dossier
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, ntr, tr


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document of the library behind its first criterion; without sheets `note` says why."""

    document_id: str
    number: str
    title: str
    filename: str
    sheets: Sheets | None
    note: str = ""

    def words(self) -> str:
        """Return what of the document is in the binder."""
        if self.sheets is None:
            return self.note
        count, of = self.sheets.count, self.sheets.of
        if count < of:
            return tr("pages 1 to {n} of {all}").format(n=count, all=of)
        return ntr("{n} page", "{n} pages", of)


@dataclass(frozen=True, slots=True)
class Proof:
    """Records of a register that prove a criterion; `count` counts those not printed as well."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    count: int
    since: str
    """The day of the validation before, as paper says it; "" where there was none."""

    def note(self) -> str:
        """Say how many there are, since when, and whether only the newest are printed."""
        words = ntr("{n} record", "{n} records", self.count)
        since = tr("since the validation of {day}").format(day=self.since) if self.since else ""
        left = self.count - len(self.rows)
        newest = tr("the newest {n} are printed").format(n=len(self.rows)) if left else ""
        return labels.joined(labels.joined(words, since, by=" "), newest, by="; ") + "."


@dataclass(frozen=True, slots=True)
class Binder:
    """What the binder is made of; `leaves` are by criterion, each document at its first one."""

    dossier: Dossier
    visit: tuple[tuple[str, str], ...]
    """Facts of the validation it is for; none where it is for no certain one."""
    answers: tuple[Answer, ...]
    papers: Mapping[int, Sequence[str]]
    """What to have at hand, by category."""
    leaves: Mapping[str, Sequence[Leaf]]
    printed: str
    """The day, as paper says it."""
    proofs: Mapping[str, Sequence[Proof]] = field(default_factory=dict)
    """What the registers say, by criterion."""


def binder_title(dossier: Dossier) -> str:
    """Return the title that runs over every page."""
    return f"{dossier.company.name} - {tr('Validation binder')} {dossier.profile.year}"


def binder_tree(binder: Binder) -> Tree:
    """Return the pages without the evidence: cover, and one part per criterion."""
    dossier = binder.dossier
    blocks: list[Block] = [_cover(binder), Contents(tr("Contents"))]
    for category in dossier.edition.categories:
        answers = [row for row in binder.answers if row.criterion.category == category.number]
        if not answers:
            continue
        blocks += [Heading(1, f"{category.number}. {category.title}")]
        if papers := binder.papers.get(category.number):
            words = tr("What is usually asked for here; the notice of the visit decides.")
            blocks += [Paragraph(words), Checklist(tuple(papers))]
        for answer in answers:
            blocks += [PageBreak(), *_part(binder, answer)]
        blocks.append(PageBreak())
    return (*blocks, Heading(1, tr("Documents")), *_index(binder))


def part_title(answer: Answer) -> str:
    """Return the heading of a criterion's part."""
    return f"{answer.criterion.id} {answer.criterion.title}"


def assembled(pages: bytes, leaves: Mapping[str, Sequence[Leaf]]) -> bytes:
    """Return the pages with the evidence behind its criterion, all of it in the outline.

    `leaves` are by the title of the part. Pages of evidence are numbered as “E3-1”.
    """
    reader = PdfReader(BytesIO(pages))
    tops = list(_headings(reader))
    writer = PdfWriter(clone_from=reader)
    writer.root_object.pop("/Outlines", None)
    outline: list[tuple[int, str, int]] = []
    numbered: list[tuple[int, Leaf]] = []
    moved = 0
    ends = [top[2] for top in tops[1:]] + [len(reader.pages)]
    for (level, title, page), end in zip(tops, ends, strict=True):
        outline.append((level, title, page + moved))
        for leaf in leaves.get(title, ()) if level > 0 else ():
            if leaf.sheets is None:
                continue
            at = end + moved
            writer.merge(at, BytesIO(leaf.sheets.pdf), import_outline=False)
            outline.append((2, f"{leaf.number} {leaf.title}", at))
            numbered.append((at, leaf))
            moved += leaf.sheets.count
    _write_outline(writer, outline)
    _write_numbers(writer, numbered)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _headings(reader: PdfReader) -> list[tuple[int, str, int]]:
    """Return level (0 and 1), text and page of every heading in the outline, in order."""
    found: list[tuple[int, str, int]] = []

    def walk(items: Any, level: int) -> None:
        for item in items:
            if isinstance(item, list):
                walk(item, level + 1)
            else:
                page = reader.get_destination_page_number(item)
                found.append((level, str(item.title), page or 0))

    walk(reader.outline, 0)
    return found


def _write_outline(writer: PdfWriter, outline: Sequence[tuple[int, str, int]]) -> None:
    above: dict[int, Any] = {}
    for level, title, page in outline:
        above[level] = writer.add_outline_item(
            title=title, page_number=page, parent=above.get(level - 1), is_open=level == 0
        )


def _write_numbers(writer: PdfWriter, numbered: Sequence[tuple[int, Leaf]]) -> None:
    """Label the pages as they are printed: own pages on, evidence by its own number."""
    after, own = 0, 1
    for at, leaf in numbered:
        assert leaf.sheets is not None  # noqa: S101 - only printed ones are numbered
        if at > after:
            writer.set_page_label(after, at - 1, style=PageLabelStyle.DECIMAL, start=own)
            own += at - after
        after = at + leaf.sheets.count
        writer.set_page_label(
            at, after - 1, style=PageLabelStyle.DECIMAL, prefix=f"{leaf.number}-", start=1
        )
    if after < len(writer.pages):
        writer.set_page_label(after, len(writer.pages) - 1, style=PageLabelStyle.DECIMAL, start=own)


def _cover(binder: Binder) -> Cover:
    dossier = binder.dossier
    lines = (
        dossier.edition.entity(dossier.account.entity).title,
        f"{tr('Review year')} {dossier.profile.year}",
        f"{tr('Criteria')}: {dossier.edition.title}",
        *(f"{label}: {value}" for label, value in binder.visit if value),
        tr("Printed on {day}").format(day=binder.printed),
    )
    note = tr("It says where cameras, keys and weak points are. Keep it under lock.")
    return Cover(dossier.company.name, tr("Validation binder"), lines, note)


def _part(binder: Binder, answer: Answer) -> list[Block]:
    dossier, row = binder.dossier, answer.whole
    told = answer_blocks(dossier, answer)
    blocks: list[Block] = [block for block in told if not isinstance(block, Facts)]
    sites = ", ".join(site.name for site, own in answer.by_site if own is not None)
    facts = filled_facts(
        (N_("Who answers for it"), row.owner if row else ""),
        (N_("Sites"), sites),
        (N_("Reviewed on"), paper_text(row.reviewed_on) if row else ""),
        (N_("Portal reference"), row.portal_reference if row else ""),
    )
    blocks.append(facts)
    if answer.evidence:
        blocks.append(Table(tuple(map(tr, HEADS)), _rows(binder, answer), (0.9, 4.6, 2.6, 2.6)))
    else:
        blocks.append(Quote(tr("Evidence"), tr("None is linked.")))
    for proof in binder.proofs.get(answer.criterion.id, ()):
        shown = table(proof.heads, proof.rows)
        blocks += [Heading(3, proof.title), Paragraph(proof.note()), shown]
    return blocks


HEADS = (N_("No."), N_("Evidence"), N_("File"), N_("In this binder"))


def _rows(binder: Binder, answer: Answer) -> tuple[tuple[str, ...], ...]:
    first = {leaf.document_id: (key, leaf) for key, row in binder.leaves.items() for leaf in row}
    rows = []
    for document in answer.evidence:
        key, leaf = first[document.id]
        here = key == answer.criterion.id
        words = leaf.words() if here or leaf.sheets is None else tr("see {n}").format(n=key)
        rows.append((leaf.number, leaf.title, leaf.filename, words))
    return tuple(rows)


def _index(binder: Binder) -> list[Block]:
    rows = [
        (leaf.number, labels.joined(leaf.title, leaf.filename, by="\n"), key, leaf.words())
        for key, leaves in binder.leaves.items()
        for leaf in leaves
    ]
    if not rows:
        return [Paragraph(tr("No evidence is linked to these criteria."))]
    heads = tuple(map(tr, (N_("No."), N_("Title and file"), N_("Behind"), N_("In this binder"))))
    return [Table(heads, tuple(rows), (0.9, 5.4, 1.2, 3.2))]
