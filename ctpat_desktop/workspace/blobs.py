"""Evidence bytes inside the workspace: by SHA-256, once each, in slices, checked on read."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from ctpat_desktop import records
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

SLICE = 1024 * 1024
"""Bytes per stored slice."""
IN_MEMORY = 32 * SLICE
"""Bytes of a document held in memory until its hash is known."""


def store(session: Session, slices: Iterable[bytes]) -> tuple[str, int]:
    """Store bytes and return their SHA-256 (hexadecimal) and size in bytes.

    They are read once, and take the place of slices with the same hash, which mends those that
    are damaged. What fits into memory is written under its hash at once; a larger document is
    written under a provisional name first and renamed, which writes it twice.
    """
    digest, size, number = hashlib.sha256(), 0, 0
    held: list[bytes] = []
    provisional = f"incoming-{id(digest):x}"
    mine = records.EvidenceChunk.sha256 == provisional
    try:
        for piece in slices:
            digest.update(piece)
            size += len(piece)
            held.append(piece)
            if size > IN_MEMORY:
                number = _write(session, provisional, number, held)
                held.clear()
    except OSError:  # the file could not be read to its end; others of the action stay
        session.execute(delete(records.EvidenceChunk).where(mine))
        raise
    sha256 = digest.hexdigest()
    session.execute(delete(records.EvidenceChunk).where(records.EvidenceChunk.sha256 == sha256))
    if number:
        session.execute(update(records.EvidenceChunk).where(mine).values(sha256=sha256))
    _write(session, sha256, number, held)
    return sha256, size


def _write(session: Session, sha256: str, number: int, pieces: Sequence[bytes]) -> int:
    """Write slices from `number` on and return the number after them."""
    rows = [
        {"sha256": sha256, "number": at, "content": piece}
        for at, piece in enumerate(pieces, number)
    ]
    if rows:
        session.execute(insert(records.EvidenceChunk), rows)
    return number + len(rows)


def sizes(session: Session, hashes: Iterable[str]) -> Iterator[tuple[str, int]]:
    """Yield documents that are here, by SHA-256 (hexadecimal), and the bytes in each."""
    chunk = records.EvidenceChunk
    query = select(chunk.sha256, func.sum(func.length(chunk.content))).group_by(chunk.sha256)
    wanted = sorted(hashes)
    for at in range(0, len(wanted), 500):
        rows = session.execute(query.where(chunk.sha256.in_(wanted[at : at + 500])))
        yield from map(tuple, rows)


def stream(session: Session, sha256: str, title: str) -> Iterator[bytes]:
    """Yield the slices of a stored file; Problem when they are missing or damaged."""
    digest = hashlib.sha256()
    number = 0
    chunk = records.EvidenceChunk
    query = select(chunk.content)
    while True:
        piece = session.scalar(query.where(chunk.sha256 == sha256, chunk.number == number))
        if piece is None:
            break
        digest.update(piece)
        number += 1
        yield piece
    if digest.hexdigest() != sha256:
        raise Problem(
            tr("The document “{title}” is missing or damaged inside the workspace.").format(
                title=title
            ),
            tr("Add the file again or open a backup."),
        )
