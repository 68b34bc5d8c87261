"""The common ground of all tables: naming convention, identity and order."""

import hashlib
import os
from uuid import uuid4

from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Root of every table of a workspace."""

    metadata = MetaData(naming_convention=NAMING)


def new_id() -> str:
    """Return a fresh record id: 32 hexadecimal characters."""
    return uuid4().hex


def new_ids(count: int) -> list[str]:
    """Return fresh record ids in rising order, which indexes take in several times faster."""
    return sorted(os.urandom(16).hex() for _ in range(count))


def id_by(table: str, *key: str | None) -> str:
    """Return the id of a record of which there is only one with such a key, 32 characters as well.

    Two copies of a file that both make the answer to one criterion make the same record.
    """
    words = "\0".join((table, *(part or "" for part in key)))
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


class Record(Base):
    """A table a person fills in; each change of it becomes a revision."""

    __abstract__ = True

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    position: Mapped[int] = mapped_column(default=0)
