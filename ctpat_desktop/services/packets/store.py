"""The packets of one account: drafts, issued ones, signed ones, and their files."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.documents.core.signature_place import SignaturePlace
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Account, Company, Packet, PacketSignature
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

DRAFT, ISSUED, SIGNED, VOID = "draft", "issued", "signed", "void"


@dataclass(frozen=True, slots=True)
class IssuedPacket:
    """A frozen packet as scans and signatures are compared with it."""

    packet_id: str
    title: str
    code: str
    page_count: int
    pdf: bytes
    places: tuple[SignaturePlace, ...]


def every(scope: Scope) -> Sequence[Packet]:
    """Return the packets of an account, the newest year first."""
    query = (
        select(Packet)
        .where(Packet.account_id == scope.account_id)
        .order_by(Packet.year.desc(), Packet.issued_on.desc(), Packet.position.desc())
        .order_by(Packet.state == VOID)
    )
    with scope.workspace.read() as session:
        return session.scalars(query).all()


def drafted(scope: Scope, year: int) -> Packet | None:
    """Return the draft of a year, with the choices made for it; None where there is none."""
    rows = every(scope)
    return next((row for row in rows if row.state == DRAFT and row.year == year), None)


def choices(scope: Scope, year: int) -> Packet | None:
    """Return the packet whose choices hold for a year: its draft, else the newest one issued."""
    rows = every(scope)
    drafts = [row for row in rows if row.state == DRAFT and row.year == year]
    return next(iter(drafts + [row for row in rows if row.year == year]), None)


def open_packet(scope: Scope) -> Packet | None:
    """Return the newest packet that waits for a signature."""
    rows = every(scope)
    return next((row for row in rows if row.state == ISSUED), None)


def last_signed(scope: Scope) -> Packet | None:
    """Return the packet that was signed last."""
    rows = [row for row in every(scope) if row.state == SIGNED]
    return max(rows, key=lambda row: (row.signed_on or date.min, row.year or 0), default=None)


def is_signed(workspace: Workspace, packet_id: str) -> bool:
    """Tell whether a packet has all its signatures."""
    with workspace.read() as session:
        return getattr(existing(session, "packet", packet_id), "state", "") == SIGNED


def signatures(workspace: Workspace, packet_id: str) -> Sequence[PacketSignature]:
    """Return the signatures of a packet in the order they were given."""
    query = select(PacketSignature).where(PacketSignature.packet_id == packet_id)
    with workspace.read() as session:
        return session.scalars(query.order_by(PacketSignature.position)).all()


def choose(scope: Scope, year: int, **values: Any) -> Changes:
    """Keep choices for the draft of a year: `signers` (ids of contacts) and `official_id`."""
    if "signers" in values:
        values["signers"] = json.dumps(list(values["signers"]))
    before = choices(scope, year)
    with scope.workspace.work(tr("Prepare packet")) as unit:
        packet = draft(unit.session, scope.account_id, year, before)
        for key, value in values.items():
            setattr(packet, key, value)
    return unit.changes


def draft(session: Session, account_id: str, year: int, before: Packet | None) -> Packet:
    """Return the draft of a year, or begin one with the choices made before it.

    `before` is what `choices` returns.
    """
    if before is not None and before.state == DRAFT:
        return session.get_one(Packet, before.id)
    company = session.get_one(Account, account_id).company_id
    packet = Packet(id=new_id(), company_id=company, account_id=account_id, year=year)
    packet.title = title_of(year)
    query = select(func.max(Packet.position)).where(Packet.account_id == account_id)
    packet.position = (session.scalar(query) or 0) + 1
    if before is not None:
        packet.signers, packet.official_id = before.signers, before.official_id
    session.add(packet)
    return packet


def title_of(year: int) -> str:
    """Return what the packet of a year is called."""
    return tr("MOU packet {year}").format(year=year)


def issued(workspace: Workspace, packet_id: str) -> IssuedPacket:
    """Return a packet as it was issued; Problem while it is a draft."""
    with workspace.read() as session:
        packet = existing(session, "packet", packet_id)
        if not isinstance(packet, Packet) or not packet.sha256:
            raise Problem(tr("This packet was not issued yet."), tr("Issue it first."))
        pdf = b"".join(blobs.stream(session, packet.sha256, packet.title))
        places = tuple(_place(row) for row in json.loads(packet.places or "[]"))
        return IssuedPacket(packet.id, packet.title, packet.code, packet.page_count, pdf, places)


def current_pdf(workspace: Workspace, packet_id: str) -> bytes:
    """Return the file to print or save: the signed one, else the issued one as it was frozen."""
    with workspace.read() as session:
        packet = existing(session, "packet", packet_id)
        if not isinstance(packet, Packet) or not packet.sha256:
            raise Problem(tr("This packet was not issued yet."), tr("Issue it first."))
        sha256 = packet.signed_sha256 or packet.sha256
        return b"".join(blobs.stream(session, sha256, packet.title))


def known(workspace: Workspace, packet_id: str) -> Mapping[str, str]:
    """Return what the packets of this workspace are called, by their codes.

    Those of another account than the given packet's are called with their company.
    """
    query = (
        select(Packet.code, Packet.title, Packet.account_id, Company.name)
        .join(Company, Company.id == Packet.company_id)
        .where(Packet.code != "")
    )
    with workspace.read() as session:
        packet = session.get(Packet, packet_id)
        own = packet.account_id if packet is not None else ""
        return {
            code: title if account == own else f"{title} ({company})"
            for code, title, account, company in session.execute(query)
        }


def sources(packet: Packet) -> Mapping[str, str]:
    """Return what an issued packet said, as label and value."""
    kept = json.loads(packet.sources or "{}")
    return dict(kept.get("facts", ()))


def as_plain(places: Sequence[SignaturePlace]) -> str:
    """Return signature places as they are stored."""
    rows = [
        {"field": row.field, "page": row.page, "box": row.box, "role": row.role, "name": row.name}
        for row in places
    ]
    return json.dumps(rows, ensure_ascii=False)


def _place(row: Mapping[str, Any]) -> SignaturePlace:
    return SignaturePlace(row["field"], row["page"], tuple(row["box"]), row["role"], row["name"])
