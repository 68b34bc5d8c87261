"""The packet to sign for Trade Compliance: our own outline beside CBP's agreement."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ctpat_desktop.documents import labels
from ctpat_desktop.documents.blocks import (
    Block,
    Bullets,
    Checklist,
    Contents,
    Cover,
    Facts,
    Heading,
    Note,
    PageBreak,
    Paragraph,
    Signature,
    SignatureLines,
    Tone,
    Tree,
)
from ctpat_desktop.documents.company_pages import (
    IOR,
    account_facts,
    company_facts,
    contacts,
    identifiers,
    registers,
    said,
)
from ctpat_desktop.documents.stamp import Stamp
from ctpat_desktop.records import Contact
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.shipped import shipped
from ctpat_desktop.workspace.dossier import Dossier


@dataclass(frozen=True, slots=True)
class Part:
    """One article of the outline."""

    title: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """The agreement's outline in our own words, with its version."""

    id: str
    version: str
    title: str
    draft_note: str
    authority: str
    signers: tuple[str, ...]
    enclosures: tuple[str, ...]
    parts: tuple[Part, ...]


def read_outline(path: Path | None = None) -> Outline:
    """Read the shipped outline, or another one; Problem says which file and what is wrong."""
    source = path or shipped("forms", "mou", "mou.toml")
    try:
        data = tomllib.loads(source.read_text(encoding="utf-8"))
        parts = tuple(
            Part(row["title"], row.get("text", ""), tuple(row.get("items", ())))
            for row in data.pop("part")
        )
        signers, enclosures = tuple(data.pop("signers")), tuple(data.pop("enclosures"))
        if not signers or not parts:
            raise ValueError("it needs at least one signer and one part")
        return Outline(parts=parts, signers=signers, enclosures=enclosures, **data)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(f"{source.parent.name}/{source.name}: {error}.") from error


def mou_title(dossier: Dossier) -> str:
    """Return the title of the packet, as it runs over every page."""
    return f"{dossier.company.name or tr('Unnamed company')} - {tr('MOU packet (draft)')}"


def mou_tree(
    dossier: Dossier, stamp: Stamp, outline: Outline, with_official_text: bool = False
) -> Tree:
    """Return the packet; `with_official_text` says that CBP's own PDF follows behind."""
    blocks: list[Block] = [_cover(dossier, stamp, outline), Contents(tr("Contents"))]
    blocks += [Heading(1, tr("The importer")), company_facts(dossier)]
    blocks += [Heading(2, tr("CTPAT account")), account_facts(dossier), *registers(dossier)]
    blocks += [Heading(1, tr("IOR numbers covered")), *_importer_numbers(dossier)]
    blocks += [PageBreak(), Heading(1, outline.title), Note(outline.draft_note, Tone.WARN)]
    for part in outline.parts:
        blocks += [Heading(2, part.title)]
        blocks += [Paragraph(part.text)] if part.text else []
        blocks += [Bullets(part.items)] if part.items else []
    blocks += [PageBreak(), Heading(1, tr("Officer authority")), *_authority(dossier, outline)]
    blocks += [Heading(1, tr("Signatures")), _signatures(dossier, outline)]
    blocks += [PageBreak(), Heading(1, tr("What to enclose")), Checklist(outline.enclosures)]
    if with_official_text:
        words = tr("CBP's own text, as added by the company, follows on the next pages.")
        blocks += [Note(words)]
    return tuple(blocks)


def officer(dossier: Dossier) -> Contact | None:
    """Return the officer who signs: the primary one, else the first."""
    officers = [row for row in dossier.contacts if row.is_officer]
    return next((row for row in officers if row.is_primary), officers[0] if officers else None)


def _cover(dossier: Dossier, stamp: Stamp, outline: Outline) -> Cover:
    lines = (
        dossier.edition.entity(dossier.account.entity).title,
        f"{tr('CTPAT account')} {dossier.account.number}" if dossier.account.number else "",
        f"{tr('Outline version')} {outline.version}",
        f"{tr('Printed on')} {labels.day(stamp.made_on)}",
    )
    return Cover(
        dossier.company.name or tr("Unnamed company"),
        tr("Trade Compliance: packet for the memorandum of understanding"),
        tuple(line for line in lines if line),
        outline.draft_note,
    )


def _importer_numbers(dossier: Dossier) -> list[Block]:
    table = identifiers(dossier, only=IOR)
    if not table.rows:
        return [Note(tr("No importer of record number is entered yet."), Tone.BAD)]
    words = tr("The agreement covers all importer of record numbers listed here.")
    return [Paragraph(words), table]


def _authority(dossier: Dossier, outline: Outline) -> list[Block]:
    person = officer(dossier)
    blocks: list[Block] = [Paragraph(outline.authority)]
    if person is None:
        return [*blocks, Note(tr("No contact is marked as company officer yet."), Tone.BAD)]
    facts: Facts = said(
        ("Officer", person.full_name),
        ("Title", person.title),
        ("E-mail", person.email),
        ("Telephone", person.phone),
    )
    others = tuple(row for row in dossier.contacts if row.is_officer and row is not person)
    return [*blocks, facts, *([contacts(others)] if others else [])]


def _signatures(dossier: Dossier, outline: Outline) -> SignatureLines:
    person = officer(dossier)
    known = (person.full_name, person.title) if person else ("", "")
    first, *others = outline.signers
    return SignatureLines((Signature(first, *known), *(Signature(role) for role in others)))
