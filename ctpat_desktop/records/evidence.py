"""The evidence library: documents, their bytes and what they prove."""

from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Base, Record
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


class Attachment(CompanyPart):
    """One document belongs to one record of a register, such as a photo to an inspection."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "table_name", "record_id"),)

    evidence_id: Mapped[str] = mapped_column(
        ForeignKey("evidence.id", ondelete="CASCADE"), index=True
    )
    table_name: Mapped[str] = mapped_column(default="")
    record_id: Mapped[str] = mapped_column(default="")


class EvidenceText(Base):
    """The words found inside a file, for searching; derived from its bytes, so no history.

    `state` is "read", or why nothing could be read.
    """

    __tablename__ = "evidence_text"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="")


class EvidenceChunk(Base):
    """A slice of a file's bytes, shared by every document with the same content."""

    __tablename__ = "evidence_chunk"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
