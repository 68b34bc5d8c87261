"""Versions of documents: a new file takes the place of the old one, which stays readable.

Whatever a document proves goes on being proved by its newest version.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Evidence, EvidenceVersion
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import library
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace.unit import Workspace

FILE = ("filename", "media_type", "size", "sha256")
"""What is said of the bytes of a version."""
CLOCK = ("period_from", "period_to", "expires_on")
"""The days of a version."""
NOTHING = N_("Nothing was replaced.")


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is known of a new version beside its file: the days it covers, and why it came."""

    period_from: date | None = None
    period_to: date | None = None
    expires_on: date | None = None
    reason: str = ""


def versions(workspace: Workspace, evidence_id: str) -> Sequence[EvidenceVersion]:
    """Return what a document was before, newest first."""
    with workspace.read() as session:
        return session.scalars(_of(evidence_id)).all()


def every(scope: Scope) -> Sequence[EvidenceVersion]:
    """Return the earlier versions of all documents of the company, each document's oldest first."""
    query = (
        select(EvidenceVersion)
        .join(Evidence, Evidence.id == EvidenceVersion.evidence_id)
        .where(Evidence.company_id == scope.company_id)
        .order_by(Evidence.position, Evidence.id, EvidenceVersion.position)
    )
    with scope.workspace.read() as session:
        return session.scalars(query).all()


def replace(scope: Scope, evidence_id: str, path: Path, fresh: Fresh) -> None:
    """Put a file in the place of a document, with all its links; one step to undo.

    Problem where the file does not fit, holds the same bytes, or something holds on to the old.
    """
    _refuse_order(fresh)
    title = _title(scope, Evidence.id == evidence_id)
    with scope.workspace.work(tr("Replace “{title}”").format(title=title)) as unit:
        document = _document(unit.session, scope, evidence_id)
        sha256, size = library.store_file(unit.session, path)
        file = (path.name, library.media_type(path.name), size, sha256)
        _step(unit.session, scope, document, dict(zip(FILE, file, strict=True)), fresh.reason)
        for key in CLOCK:
            setattr(document, key, getattr(fresh, key))


def put_back(scope: Scope, version_id: str, reason: str = "") -> None:
    """Make an earlier version the newest one again, with its days; nothing is lost by it."""
    mine = select(EvidenceVersion.evidence_id).where(EvidenceVersion.id == version_id)
    title = _title(scope, Evidence.id.in_(mine))
    what = tr("Put back a version of “{title}”").format(title=title)
    with scope.workspace.work(what) as unit:
        version = unit.session.get(EvidenceVersion, version_id)
        if version is None:
            raise Problem(tr("This version is not in the library any more."), tr(NOTHING))
        document = _document(unit.session, scope, version.evidence_id)
        values = {key: getattr(version, key) for key in (*FILE, *CLOCK)}
        words = reason or tr("The version {name} was put back.").format(name=version.filename)
        _step(unit.session, scope, document, values, words)


def _title(scope: Scope, which: ColumnElement[bool]) -> str:
    with scope.workspace.read() as session:
        return session.scalar(select(Evidence.title).where(which)) or ""


def _of(evidence_id: str) -> Select[EvidenceVersion]:
    query = select(EvidenceVersion).where(EvidenceVersion.evidence_id == evidence_id)
    return query.order_by(EvidenceVersion.position.desc(), EvidenceVersion.id)


def _document(session: Session, scope: Scope, evidence_id: str) -> Evidence:
    """Return the document to be replaced; Problem where it is gone, or must stay as it is."""
    document = session.get(Evidence, evidence_id)
    if document is None or document.company_id != scope.company_id:
        raise Problem(tr("This document is not in the library any more."), tr(NOTHING))
    holder = _holder(session, evidence_id)
    if holder:
        words = tr("“{document}” was not replaced: {holder}.")
        raise Problem(
            words.format(document=document.title, holder=holder),
            tr("Add the new file as a document of its own. Nothing was replaced."),
        )
    return document


def _holder(session: Session, evidence_id: str) -> str:
    """Return what holds on to the very bytes of a document, in words, or ""."""
    packet, file, request = records.Packet, records.ItracFile, records.PartnerRequest
    held = (packet.evidence_id == evidence_id) | (packet.official_id == evidence_id)
    title = session.scalar(select(packet.title).where(packet.sha256 != "", held))
    if title is not None:
        return tr("{packet} was issued with it").format(packet=title)
    if session.scalar(select(file.id).where(file.evidence_id == evidence_id).limit(1)):
        return tr("import data was read from it")
    if session.scalar(select(request.id).where(request.evidence_id == evidence_id).limit(1)):
        return tr("it is the questionnaire a partner returned")
    walk = records.WalkForm
    if session.scalar(select(walk.id).where(walk.evidence_id == evidence_id).limit(1)):
        return tr("it is the site walk that came back as a form")
    return ""


def _step(
    session: Session, scope: Scope, document: Evidence, values: dict[str, object], reason: str
) -> None:
    """Keep what a document is as a version, and make it what `values` say."""
    if values["sha256"] == document.sha256:
        raise Problem(
            tr("{name} holds the same content as “{document}” already.").format(
                name=values["filename"], document=document.title
            ),
            tr("Choose the newer file. Nothing was replaced."),
        )
    mine = EvidenceVersion.evidence_id == document.id
    count = session.scalar(select(func.count()).select_from(EvidenceVersion).where(mine))
    session.add(
        EvidenceVersion(
            id=new_id(),
            evidence_id=document.id,
            position=count,
            replaced_on=scope.today,
            replaced_by=scope.workspace.who,
            reason=reason.strip(),
            **{key: getattr(document, key) for key in (*FILE, *CLOCK)},
        )
    )
    for key, value in values.items():
        setattr(document, key, value)


def _refuse_order(fresh: Fresh) -> None:
    """Raise Problem where a period ends, or a document expires, before the period begins."""
    begins = fresh.period_from
    for ends, words in (
        (fresh.period_to, tr("The covered period ends before it begins.")),
        (fresh.expires_on, tr("The document expires before the period it covers begins.")),
    ):
        if begins and ends and ends < begins:
            raise Problem(words, tr("Correct the days. Nothing was replaced."))
