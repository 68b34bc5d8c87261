"""Recording a signature: the signed file is kept, linked as evidence, and its renewal noted."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.documents.pages.preview import page_count
from ctpat_desktop.records import Attachment, Evidence, Packet, PacketSignature, TradeMembership
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.packets import store
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.unit import UnitOfWork, Workspace

PAPER, CERTIFICATE = "paper", "certificate"


@dataclass(frozen=True, slots=True)
class VerifiedSignature:
    """One signature with a certificate: who, when (with a time zone), in which field."""

    name: str
    at: datetime
    field: str = ""
    issuer: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class ByHand:
    """Who signed on paper and when; `remarks` say what could not be checked and on whose word."""

    names: tuple[str, ...]
    on: date
    remarks: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was recorded: the document in the library, and how many signatures are still open."""

    packet_id: str
    evidence_id: str
    renewal_on: date
    still_open: int


def wanted(packet: Packet) -> int:
    """Return how many officers of the company sign a packet."""
    roles = [row["role"] for row in json.loads(packet.places or "[]")]
    return max(1, len(roles) - 1)


def names_in(words: str) -> list[str]:
    """Return the people named in a line, parted by semicolons; a comma may be part of a name."""
    return [name.strip() for name in words.split(";") if name.strip()]


def record_scan(workspace: Workspace, packet_id: str, pdf: bytes, signed: ByHand) -> Recorded:
    """Keep the assembled scan of a packet signed by hand; its remarks stay with it."""
    signed_on = signed.on
    names = [name.strip() for name in signed.names if name.strip()]
    if not names:
        raise Problem(
            tr("Say who signed."), tr("The scan is kept until then; nothing was recorded.")
        )
    page_count(pdf)
    with workspace.read() as session:
        packet = session.get_one(Packet, packet_id)
        issued_on, count = packet.issued_on, wanted(packet)
    if issued_on is not None and signed_on < issued_on:
        raise Problem(
            tr("The packet was issued on {issued}; it cannot have been signed on {signed}.").format(
                issued=day_text(issued_on), signed=day_text(signed_on)
            ),
            tr("Check the day. Nothing was recorded."),
        )
    if len(names) < count:
        raise Problem(
            ntr(
                "{n} officer signs this packet, and {named} is named.",
                "{n} officers sign this packet, and {named} is named.",
                count,
                named=len(names),
            ),
            tr("Name everybody who signed. Nothing was recorded."),
        )
    at = datetime.combine(signed_on, time(12), UTC)
    given = [VerifiedSignature(name, at) for name in names]
    return _record(workspace, packet_id, _File(pdf, PAPER, signed.remarks), given, 0)


def record_certificates(
    workspace: Workspace, packet_id: str, pdf: bytes, signatures: Sequence[VerifiedSignature]
) -> Recorded:
    """Keep a packet signed with certificates and verified; `signatures` are all of its own."""
    with workspace.read() as session:
        packet = session.get_one(Packet, packet_id)
    own = {place["field"] for place in json.loads(packet.places or "[]")[:-1]}
    by_officers = [row for row in signatures if row.field in own]
    still_open = max(0, wanted(packet) - len(by_officers))
    return _record(workspace, packet_id, _File(pdf, CERTIFICATE), signatures, still_open)


@dataclass(frozen=True, slots=True)
class _File:
    """A signed file, the way it was signed, and what has to be said about it."""

    pdf: bytes
    way: str
    remarks: str = ""


def _record(
    workspace: Workspace,
    packet_id: str,
    file: _File,
    signatures: Sequence[VerifiedSignature],
    still_open: int,
) -> Recorded:
    months = int(settings.get(workspace, "trade.renewal_months"))
    with workspace.work(tr("Record signed packet"), is_final=True) as unit:
        packet = unit.session.get_one(Packet, packet_id)
        refuse_other(packet, file.way, file.pdf)
        signed_on = max(row.at for row in signatures).astimezone().date()
        renewal_on = months_after(signed_on, months)
        packet.signed_sha256, packet.signed_size = blobs.store(unit.session, [file.pdf])
        packet.way, packet.signed_on = file.way, signed_on
        packet.signed_by = ", ".join(dict.fromkeys(row.name for row in signatures))
        packet.renewal_on = None if still_open else renewal_on
        packet.state = store.ISSUED if still_open else store.SIGNED
        packet.evidence_id = _document(unit.session, packet, renewal_on, file.remarks)
        _signatures(unit, packet, file.way, signatures)
        _attach(unit.session, packet)
        evidence_id = packet.evidence_id
    return Recorded(packet_id, evidence_id, renewal_on, still_open)


def refuse_other(packet: Packet, way: str, pdf: bytes) -> None:
    """Raise Problem where recording would put another file in the place of a signed one."""
    if packet.state not in (store.ISSUED, store.SIGNED):
        raise Problem(
            tr("{title} does not wait for a signature.").format(title=packet.title),
            tr("Nothing was recorded."),
        )
    if not packet.signed_sha256 or sha256(pdf).hexdigest() == packet.signed_sha256:
        return
    kept = sha256(pdf[: packet.signed_size]).hexdigest() == packet.signed_sha256
    if way == PAPER or packet.way == PAPER or not kept:
        raise Problem(
            tr(
                "{title} bears the signature of {signed_by} already, and this file does not."
            ).format(title=packet.title, signed_by=packet.signed_by),
            tr(
                "Sign the newest file: save a copy of it from the page of the packet. "
                "Nothing was recorded."
            ),
        )


def _document(session: Session, packet: Packet, renewal_on: date, remarks: str) -> str:
    """Keep the signed file as a document of the library; a second signature renews it."""
    document = session.get(Evidence, packet.evidence_id) if packet.evidence_id else None
    if document is None:
        document = Evidence(
            id=new_id(),
            company_id=packet.company_id,
            kind="agreement",
            filename=f"MOU-{packet.year}_{packet.code}_signed.pdf",
            media_type="application/pdf",
        )
        session.add(document)
    document.title = tr("{packet}, signed").format(packet=packet.title)
    document.sha256, document.size = packet.signed_sha256, packet.signed_size
    document.period_from, document.period_to = packet.signed_on, renewal_on
    document.expires_on = renewal_on
    document.notes = remarks
    session.flush()
    return document.id


def _signatures(
    unit: UnitOfWork, packet: Packet, way: str, signatures: Sequence[VerifiedSignature]
) -> None:
    """Note the signatures anew; what a packet bears is read from its newest file."""
    session = unit.session
    old = select(PacketSignature).where(PacketSignature.packet_id == packet.id)
    for before in session.scalars(old).all():
        session.delete(before)
    session.flush()
    roles = {place["field"]: place["role"] for place in json.loads(packet.places or "[]")}
    for position, row in enumerate(signatures):
        session.add(
            PacketSignature(
                company_id=packet.company_id,
                packet_id=packet.id,
                position=position,
                role=roles.get(row.field, ""),
                name=row.name,
                way=way,
                at=row.at.astimezone(UTC).replace(tzinfo=None),
                issuer=row.issuer,
                serial=row.serial,
            )
        )


def _attach(session: Session, packet: Packet) -> None:
    """Attach the document to the membership, where the company keeps one."""
    own = select(TradeMembership).where(TradeMembership.company_id == packet.company_id)
    membership = session.scalars(own.order_by(TradeMembership.position)).first()
    if membership is None:
        return
    values = {
        "evidence_id": packet.evidence_id,
        "table_name": "trade_membership",
        "record_id": membership.id,
    }
    if session.scalars(select(Attachment).filter_by(**values)).first() is None:
        session.add(Attachment(company_id=packet.company_id, **values))
