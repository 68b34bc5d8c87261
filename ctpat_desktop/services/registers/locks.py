"""What issued packets hold on to: their documents, and every word of themselves."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.records import Evidence, Record
from ctpat_desktop.services.evidence.versions import FILE
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr


def refuse_removal(session: Session, table: str, ids: Iterable[str]) -> None:
    """Raise Problem where a record to be removed is a document that an issued packet holds.

    A draft lets go of its document: it says then that the document is missing.
    """
    if table == records.Submission.__tablename__:
        raise Problem(tr("A submission stays as it was sent."), tr("Nothing was removed."))
    if table != Evidence.__tablename__:
        return
    holders: dict[str, list[str]] = {}
    kind = records.Packet
    frozen = select(kind).where(kind.sha256 != "").order_by(kind.year, kind.issued_on)
    for packet in session.scalars(frozen):
        for key in filter(None, (packet.evidence_id, packet.official_id)):
            holders.setdefault(key, []).append(packet.title)
    held = next((key for key in ids if key in holders), None)
    if held is not None:
        raise Problem(
            tr("“{document}” was not removed: {packets} holds it.").format(
                document=session.get_one(Evidence, held).title,
                packets=" and ".join(dict.fromkeys(holders[held])),
            ),
            tr("What a packet was issued with stays in the library. Nothing was removed."),
        )


def refuse_change(record: Record) -> None:
    """Raise Problem where an earlier version is to be put into an issued packet."""
    if isinstance(record, records.Submission):
        raise Problem(tr("A submission stays as it was sent."), tr("Nothing was changed."))
    packet = record if isinstance(record, records.Packet) else None
    if isinstance(record, records.PacketSignature) or (packet is not None and packet.sha256):
        name = packet.title if packet is not None else tr("This packet")
        raise Problem(
            tr("{packet} was issued; it stays as it is.").format(packet=name),
            tr("Issue another one where something is to change. Nothing was changed."),
        )


def without_file(record: Record, values: dict[str, Any]) -> dict[str, Any]:
    """Leave out which file a document is: that is put back as a version, so that none is lost."""
    if not isinstance(record, Evidence):
        return values
    left = {key: value for key, value in values.items() if key not in FILE}
    if not left:
        raise Problem(
            tr("The file of a document is put back on the page Evidence, under its versions."),
            tr("Nothing was changed."),
        )
    return left
