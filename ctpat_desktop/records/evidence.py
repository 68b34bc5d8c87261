"""The evidence library: documents and what they prove."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record
from ctpat_desktop.records.companies import CompanyPart


class Evidence(CompanyPart):
    """One document of a company's library; its bytes are found by `sha256`."""

    __tablename__ = "evidence"

    title: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    filename: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="", index=True)
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    expires_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")


class EvidenceLink(Record):
    """One document proves one response."""

    __tablename__ = "evidence_link"
    __table_args__ = (UniqueConstraint("evidence_id", "response_id"),)

    evidence_id: Mapped[str] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    response_id: Mapped[str] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )


class EvidenceVersion(Record):
    """What a document was before it was replaced; its bytes are found by `sha256`.

    `position` counts from 0 for what the document was first. A version never changes.
    """

    __tablename__ = "evidence_version"

    evidence_id: Mapped[str] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    filename: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str] = mapped_column(default="", index=True)
    period_from: Mapped[date | None]
    period_to: Mapped[date | None]
    expires_on: Mapped[date | None]
    replaced_on: Mapped[date | None]
    replaced_by: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
