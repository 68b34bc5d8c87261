"""Returned files in the library: kept once, attached to what they came back for."""

import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.questionnaires.returned import Attached
from ctpat_desktop.records import Attachment, Evidence
from ctpat_desktop.records.base import new_id
from ctpat_desktop.workspace import blobs

KIND = "questionnaire"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a file is: a record of a company, such as a partner; "" where nobody knows whose."""

    company_id: str
    record_id: str = ""
    table: str = "partner"


def keep(
    session: Session,
    owner: Owner,
    file: Attached,
    title: str,
    note: str,
    kind: str = KIND,
) -> str:
    """Put a file into the library unless it is there, attach it to its owner; return its id.

    `note` is the number of the form.
    """
    company_id = owner.company_id
    sha256 = hashlib.sha256(file.data).hexdigest()
    known = select(Evidence).where(Evidence.company_id == company_id, Evidence.sha256 == sha256)
    row = session.scalars(known).first()
    if row is None:
        pieces = (file.data[at : at + blobs.SLICE] for at in range(0, len(file.data), blobs.SLICE))
        stored, size = blobs.store(session, pieces)
        name = Path(file.name).name
        row = Evidence(
            id=new_id(),
            company_id=company_id,
            title=title,
            kind=kind,
            filename=name,
            media_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
            size=size,
            sha256=stored,
            notes=note,
        )
        session.add(row)
        session.flush()
    if owner.record_id:
        _attach(session, owner, row.id)
    return row.id


def content(session: Session, evidence_id: str) -> tuple[str, bytes]:
    """Return name and bytes of a kept file, checked against their hash."""
    row = session.get_one(Evidence, evidence_id)
    return row.filename, b"".join(blobs.stream(session, row.sha256, row.title))


def _attach(session: Session, owner: Owner, evidence_id: str) -> None:
    values = {
        "table_name": owner.table,
        "record_id": owner.record_id,
        "evidence_id": evidence_id,
    }
    if session.scalars(select(Attachment).filter_by(**values)).first() is None:
        session.add(Attachment(company_id=owner.company_id, **values))
        session.flush()


def may_hold_documents(data: bytes) -> bool:
    """Return whether documents may be inside a file, without reading it as a PDF."""
    signs = (b"/EmbeddedFile", b"/FileAttachment", b"/ObjStm")
    return data.lstrip().startswith(b"%PDF") and any(sign in data for sign in signs)
