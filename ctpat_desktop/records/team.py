"""What a laptop remembers of the team it is in: no history, and never part of a copy."""

from sqlalchemy import LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from ctpat_desktop.records.base import Base


class TeamValue(Base):
    """One value this laptop needs to reach its team, by name."""

    __tablename__ = "team_value"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)


class TeamFile(Base):
    """One change file of the team: of this laptop, or merged here.

    `revision` is the newest one here that it told of, `step` the merge that took it in, `batches`
    (JSON) the actions of it that were known here another way, `documents` (JSON) the size of each
    document it needs, by SHA-256, and `sealed` its bytes, of this laptop's own only.
    """

    __tablename__ = "team_file"

    device: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    hash: Mapped[str]
    revision: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(default="")
    batches: Mapped[str] = mapped_column(default="[]")
    documents: Mapped[str] = mapped_column(default="{}")
    sealed: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
