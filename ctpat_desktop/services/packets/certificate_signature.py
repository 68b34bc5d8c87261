"""Packets signed with certificates: verified, told apart by their bytes, and recorded."""

from hashlib import sha256
from pathlib import Path

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Packet
from ctpat_desktop.services.packets import record_signature, signing, store
from ctpat_desktop.services.packets.record_signature import Recorded, VerifiedSignature
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


def record(workspace: Workspace, packet_id: str, pdf: bytes) -> Recorded:
    """Record a packet signed with certificates; Problem unless it is that packet, well signed."""
    with workspace.read() as session:
        packet = existing(session, "packet", packet_id)
    if not isinstance(packet, Packet) or not _is_of(packet, pdf):
        raise Problem(
            tr("This is not the packet that was issued: its first part differs."),
            tr("Sign the file the program wrote, unchanged. Nothing was recorded."),
        )
    verified = signing.verify(pdf)
    if not verified.valid:
        why = verified.problem or next(iter(verified.changes), tr("the signature is not in order"))
        raise Problem(
            tr("The signed PDF was not recorded: {why}").format(why=why),
            tr("Verify the PDF to see more. Nothing was changed."),
        )
    given = [
        VerifiedSignature(row.name, row.at, row.field, row.issuer)
        for row in verified.signers
        if row.at is not None
    ]
    return record_signature.record_certificates(workspace, packet_id, pdf, given)


def field_to_sign(scope: Scope, pdf: bytes, wished: str = "") -> str:
    """Return the field the next officer of the company signs in; "" for a PDF that is no packet.

    Problem where that could not be recorded afterwards: the packet bears a signature this file
    lacks, or all officers have signed; the last block is the government's and must be wished for.
    """
    for packet in store.every(scope):
        if packet.sha256 and _is_of(packet, pdf):
            record_signature.refuse_other(packet, record_signature.CERTIFICATE, pdf)
            return wished or _next_field(scope.workspace, packet, pdf)
    return wished


def _next_field(workspace: Workspace, packet: Packet, pdf: bytes) -> str:
    own = [place.field for place in store.issued(workspace, packet.id).places[:-1]]
    empty = {field.name for field in signing.fields_of(pdf) if not field.is_signed}
    for name in own:
        if name in empty:
            return name
    raise Problem(
        tr("All officers of the company have signed this packet."),
        tr("To sign in another block, name it with --field."),
    )


def record_file(workspace: Workspace, packet_id: str, path: Path) -> Recorded:
    """Record a packet that another program signed."""
    return record(workspace, packet_id, signing.read(path))


def record_if_known(scope: Scope, pdf: bytes) -> Recorded | None:
    """Record a signed PDF where it is a packet of this account; None where it is something else."""
    for packet in store.every(scope):
        if packet.state in (store.ISSUED, store.SIGNED) and _is_of(packet, pdf):
            return record(scope.workspace, packet.id, pdf)
    return None


def _is_of(packet: Packet, pdf: bytes) -> bool:
    """Tell whether a PDF begins with the packet as it was issued, byte for byte."""
    return bool(packet.size) and sha256(pdf[: packet.size]).hexdigest() == packet.sha256
