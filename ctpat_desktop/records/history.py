"""Who changed what and when; rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Base


class Revision(Base):
    """One change of one record: `changes` maps field to [before, after] (JSON values).

    `chain` is the SHA-256 over this row and the chain of the row before it.
    """

    __tablename__ = "revision"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    batch: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    what: Mapped[str]
    table_name: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSON)
    chain: Mapped[str]
