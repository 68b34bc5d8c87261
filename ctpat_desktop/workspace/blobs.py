"""Evidence bytes inside the workspace: by SHA-256, once each, in slices, checked on read."""

import hashlib
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from ctpat_desktop.records import EvidenceChunk
from ctpat_desktop.support.errors import Problem

SLICE = 1024 * 1024
"""Bytes per stored slice."""


def store(session: Session, slices: Iterable[bytes]) -> tuple[str, int]:
    """Store bytes and return their SHA-256 (hexadecimal) and size in bytes.

    The slices are written under a provisional name first, so a file is read only once. They take
    the place of slices with the same hash, which mends those that are damaged.
    """
    digest, size = hashlib.sha256(), 0
    provisional = f"incoming-{id(digest):x}"
    mine = EvidenceChunk.sha256 == provisional
    try:
        for number, piece in enumerate(slices):
            digest.update(piece)
            size += len(piece)
            row = {"sha256": provisional, "number": number, "content": piece}
            session.execute(insert(EvidenceChunk), row)
    except OSError:  # the file could not be read to its end; others of the action stay
        session.execute(delete(EvidenceChunk).where(mine))
        raise
    sha256 = digest.hexdigest()
    session.execute(delete(EvidenceChunk).where(EvidenceChunk.sha256 == sha256))
    session.execute(update(EvidenceChunk).where(mine).values(sha256=sha256))
    return sha256, size


def stream(session: Session, sha256: str, title: str) -> Iterator[bytes]:
    """Yield the slices of a stored file; Problem when they are missing or damaged."""
    digest = hashlib.sha256()
    number = 0
    query = select(EvidenceChunk.content)
    while True:
        piece = session.scalar(
            query.where(EvidenceChunk.sha256 == sha256, EvidenceChunk.number == number)
        )
        if piece is None:
            break
        digest.update(piece)
        number += 1
        yield piece
    if digest.hexdigest() != sha256:
        raise Problem(
            f"The document “{title}” is missing or damaged inside the workspace.",
            "Add the file again or open a backup.",
        )
