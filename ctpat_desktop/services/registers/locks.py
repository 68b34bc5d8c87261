"""What stays as it is: issued packets, sent submissions, approved risk assessments."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.records import (
    Evidence,
    Record,
    RiskAssessment,
    RiskChain,
    RiskLeg,
    ThreatRating,
    VulnerabilityRating,
)
from ctpat_desktop.services.evidence.versions import FILE
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.unit import Workspace

ABOVE = {
    "risk_chain": (RiskChain, "risk_assessment_id", "risk_assessment"),
    "risk_leg": (RiskLeg, "risk_chain_id", "risk_chain"),
    "threat_rating": (ThreatRating, "risk_assessment_id", "risk_assessment"),
    "vulnerability_rating": (VulnerabilityRating, "risk_leg_id", "risk_leg"),
}
"""What a risk assessment is made of: the column that names the record above, and its table."""
FIXED = frozenset({"risk_assessment", *ABOVE})
"""The tables whose records stay as they are once their assessment is approved."""
STILL_OPEN = frozenset({"approved_by", "approved_on", "next_on", "evidence_id", "notes"})
"""Fields of an approved assessment that can still be corrected: the approval itself."""


def refuse_approved(
    session: Session, table: str, ids: Iterable[str], values: Mapping[str, Any] | None = None
) -> None:
    """Raise Problem where records belong to an approved risk assessment.

    `values` are those that are written; without them the records are removed. What is added is
    asked by the record above it (`refuse_addition`).
    """
    if table == "risk_assessment" and values is not None and set(values) <= STILL_OPEN:
        return
    for some in parts(tuple(ids)) if table in FIXED else ():
        found = _assessment(session, table, some)
        if found is not None:
            raise Problem(
                tr("The risk assessment {year} is approved; it stays as it is.").format(
                    year=found.year
                ),
                tr("Reopen it on the page Risk, under Steps, first. Nothing was changed."),
            )


def why_fixed(workspace: Workspace, table: str, record_id: str) -> str:
    """Say why a record is only read: it belongs to an approved assessment; "" where it is not."""
    if table not in FIXED:
        return ""
    with workspace.read() as session:
        found = _assessment(session, table, [record_id])
    words = tr("The risk assessment {year} is approved; it is read only until it is reopened.")
    return words.format(year=found.year) if found else ""


def refuse_addition(session: Session, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Raise Problem where records would be added to an approved risk assessment."""
    if table in ABOVE:
        _, column, above = ABOVE[table]
        keys = {str(row[column]) for row in rows if row.get(column)}
        refuse_approved(session, above, keys, {column: None})


def _assessment(session: Session, table: str, ids: Iterable[str]) -> RiskAssessment | None:
    """Return an approved assessment that one of the records belongs to."""
    mine = set(ids)
    while table in ABOVE:
        kind, column, table = ABOVE[table]
        mine = set(session.scalars(select(getattr(kind, column)).where(kind.id.in_(mine))))
    query = select(RiskAssessment).where(
        RiskAssessment.id.in_(mine), RiskAssessment.approved_on.is_not(None)
    )
    return session.scalars(query.limit(1)).first()


def refuse_removal(session: Session, table: str, ids: Iterable[str]) -> None:
    """Raise Problem where a record to be removed is a document that an issued packet holds.

    A draft lets go of its document: it says then that the document is missing.
    """
    ids = list(ids)
    refuse_approved(session, table, ids)
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
