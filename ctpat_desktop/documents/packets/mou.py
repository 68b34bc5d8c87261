"""The packet an officer signs for Trade Compliance: our own outline beside CBP's agreement."""

from dataclasses import dataclass
from datetime import date

from ctpat_desktop.catalogue.agreement import Outline
from ctpat_desktop.documents.core.blocks import (
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
    Table,
    Tone,
    Tree,
)
from ctpat_desktop.documents.core.stamp import Stamp
from ctpat_desktop.documents.profile.company_pages import (
    account_facts,
    company_facts,
    contacts,
    filled_facts,
    registers,
)
from ctpat_desktop.reading.dossier import Dossier
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, number_text, tr


@dataclass(frozen=True, slots=True)
class Covered:
    """One importer of record number the agreement covers."""

    number: str
    legal_name: str
    unit: str = ""
    imports_since: date | None = None
    bond: str = ""


@dataclass(frozen=True, slots=True)
class Bonded:
    """One bond; `amount` in US dollars."""

    number: str
    kind: str
    surety: str
    amount: int | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Authorized:
    """What lets an officer bind the company."""

    officer: str
    source: str
    signed_on: date | None
    valid_to: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Enclosed:
    """One enclosure and the documents of the library that are it."""

    text: str
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a packet says beside the company's own data; `signers` are the company's officers."""

    year: int
    signers: tuple[Signature, ...]
    covered: tuple[Covered, ...]
    bonds: tuple[Bonded, ...]
    authorities: tuple[Authorized, ...]
    enclosures: tuple[Enclosed, ...]
    is_issued: bool = False
    has_official_text: bool = False


def mou_title(dossier: Dossier, agreement: Agreement) -> str:
    """Return the title of the packet, as it runs over every page."""
    words = tr("MOU packet {year}").format(year=agreement.year)
    draft = "" if agreement.is_issued else f" ({tr('draft, not issued')})"
    return f"{dossier.company.name or tr('Unnamed company')} - {words}{draft}"


def mou_tree(dossier: Dossier, stamp: Stamp, outline: Outline, agreement: Agreement) -> Tree:
    """Return the packet as pages."""
    blocks: list[Block] = [_cover(dossier, stamp, outline, agreement), Contents(tr("Contents"))]
    blocks += [Heading(1, tr("The importer")), company_facts(dossier)]
    blocks += [Heading(2, tr("CTPAT account")), account_facts(dossier), *registers(dossier)]
    blocks += [Heading(1, tr("IOR numbers covered")), *_covered(agreement)]
    blocks += [PageBreak(), Heading(1, outline.title), Note(outline.draft_note, Tone.WARN)]
    for part in outline.parts:
        blocks += [Heading(2, part.title)]
        blocks += [Paragraph(part.text)] if part.text else []
        blocks += [Bullets(part.items)] if part.items else []
    blocks += [PageBreak(), Heading(1, tr("Officer authority"))]
    blocks += _authority(dossier, outline, agreement)
    blocks += [Heading(1, tr("Signatures")), _signatures(outline, agreement)]
    blocks += [PageBreak(), Heading(1, tr("What to enclose")), _enclosures(agreement)]
    if agreement.has_official_text:
        words = tr("CBP's own text, as added by the company, follows on the next pages.")
        blocks += [Note(words)]
    return tuple(blocks)


def _cover(dossier: Dossier, stamp: Stamp, outline: Outline, agreement: Agreement) -> Cover:
    made = tr("Issued on") if agreement.is_issued else tr("Draft of")
    lines = (
        dossier.edition.entity(dossier.account.entity).title,
        f"{tr('CTPAT account')} {dossier.account.number}" if dossier.account.number else "",
        tr("Packet for the year {year}").format(year=agreement.year),
        f"{tr('Outline version')} {outline.version}",
        f"{made} {paper_text(stamp.made_on)}",
    )
    return Cover(
        dossier.company.name or tr("Unnamed company"),
        tr("Trade Compliance: packet for the memorandum of understanding"),
        tuple(line for line in lines if line),
        outline.draft_note,
    )


def _covered(agreement: Agreement) -> list[Block]:
    if not agreement.covered:
        return [Note(tr("No importer of record number is entered yet."), Tone.BAD)]
    heads = (N_("IOR number"), N_("Legal name"), N_("Unit"), N_("Imports since"), N_("Bond"))
    rows = tuple(
        (row.number, row.legal_name, row.unit, paper_text(row.imports_since), row.bond)
        for row in agreement.covered
    )
    words = tr("The agreement covers all importer of record numbers listed here.")
    table = Table(tuple(map(tr, heads)), rows, (2.4, 3.2, 2.2, 1.8, 1.8))
    return [Paragraph(words), table, *_bonds(agreement)]


def _bonds(agreement: Agreement) -> list[Block]:
    if not agreement.bonds:
        return [Note(tr("No import bond that is in force is entered."), Tone.WARN)]
    heads = (
        N_("Bond"),
        N_("Kind"),
        N_("Surety"),
        N_("Amount (USD)"),
        N_("Valid from"),
        N_("Ends on"),
    )
    rows = tuple(
        (
            row.number,
            row.kind,
            row.surety,
            number_text(row.amount) if row.amount is not None else "",
            paper_text(row.valid_from),
            paper_text(row.valid_to) or tr("until ended"),
        )
        for row in agreement.bonds
    )
    return [
        Heading(2, tr("Import bond")),
        Table(tuple(map(tr, heads)), rows, (2, 1.6, 3, 1.7, 1.6, 1.6)),
    ]


def _authority(dossier: Dossier, outline: Outline, agreement: Agreement) -> list[Block]:
    blocks: list[Block] = [Paragraph(outline.authority)]
    if not agreement.signers:
        return [*blocks, Note(tr("No contact is marked as company officer yet."), Tone.BAD)]
    names = {signer.name for signer in agreement.signers}
    people = [row for row in dossier.contacts if row.full_name in names]
    for person in people:
        facts: Facts = filled_facts(
            (N_("Officer"), person.full_name),
            (N_("Title"), person.title),
            (N_("E-mail"), person.email),
            (N_("Telephone"), person.phone),
        )
        blocks += [facts]
    others = tuple(row for row in dossier.contacts if row.is_officer and row not in people)
    blocks += [Heading(2, tr("Other officers")), contacts(others)] if others else []
    if agreement.authorities:
        heads = (
            N_("Officer"),
            N_("Authority comes from"),
            N_("Given on"),
            N_("Ends on"),
            N_("Document"),
        )
        rows = tuple(
            (
                row.officer,
                row.source,
                paper_text(row.signed_on),
                paper_text(row.valid_to),
                row.document,
            )
            for row in agreement.authorities
        )
        blocks += [Table(tuple(map(tr, heads)), rows, (2.4, 2.2, 1.5, 1.5, 3))]
    return blocks


def _signatures(outline: Outline, agreement: Agreement) -> SignatureLines:
    company = agreement.signers or (Signature(outline.officer_role),)
    return SignatureLines((*company, Signature(outline.program_role)))


def _enclosures(agreement: Agreement) -> Checklist:
    items = []
    for row in agreement.enclosures:
        words = f" [{', '.join(row.documents)}]" if row.documents else ""
        items.append(f"{row.text}{words}")
    return Checklist(tuple(items))
