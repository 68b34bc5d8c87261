"""What hangs on documents: the bytes and words of their files, and the records they belong to."""

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Base
from ctpat_desktop.records.companies import CompanyPart


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
