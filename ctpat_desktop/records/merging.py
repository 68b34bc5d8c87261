"""What was taken in from other copies of a file, and what both sides said differently."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Record


class MergeStep(Record):
    """One merge into this copy; `id` is the batch of its revisions.

    `kind` says by which way the other copy came, `source` is its name for people.
    """

    __tablename__ = "merge_step"

    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(default="file")
    source: Mapped[str] = mapped_column(default="")


class ForeignChange(Record):
    """One revision of another copy, as it was written there; `changes` is its JSON.

    `position` is its place among those of its merge, oldest first.
    """

    __tablename__ = "foreign_change"

    merge_id: Mapped[str] = mapped_column(
        ForeignKey("merge_step.id", ondelete="CASCADE"), index=True
    )
    batch: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(default="")
    what: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    table_name: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)
    action: Mapped[str]
    changes: Mapped[str] = mapped_column(default="{}")


class ContestedValue(Record):
    """One of several values that copies gave a field without knowing of each other.

    `value` is its JSON, `batch` the action that gave it; the field "" is whether the record is
    there. Values that are all the same are no question for a person, but stay noted.
    """

    __tablename__ = "contested_value"

    merge_id: Mapped[str] = mapped_column(default="")
    table_name: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)
    field: Mapped[str] = mapped_column(default="")
    batch: Mapped[str]
    value: Mapped[str] = mapped_column(default="null")
    who: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Settlement(Record):
    """That a person settled what a field says; `value` is its JSON, `batch` the action."""

    __tablename__ = "settlement"

    batch: Mapped[str]
    table_name: Mapped[str]
    record_id: Mapped[str] = mapped_column(index=True)
    field: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="null")
