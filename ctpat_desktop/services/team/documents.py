"""The documents of a team: brought before the changes that name them, fetched afterwards."""

import json
from collections.abc import Iterable, Iterator
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.exchange.team.pieces import Document, Pieces
from ctpat_desktop.exchange.team.places import Place
from ctpat_desktop.exchange.team.roster_log import Log
from ctpat_desktop.exchange.team.troubles import Unreadable
from ctpat_desktop.records import RECORDS, EvidenceChunk
from ctpat_desktop.records.team import TeamFile
from ctpat_desktop.services.team.ledger import Ledger
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.subset.links import hashes
from ctpat_desktop.workspace.unit import Workspace

AT_ONCE = 64 * 2**20
"""Bytes of a document that is fetched as a whole before it is stored.

Whoever types waits while a step is written: not for a slow place, unless a document is larger.
"""


def bring(
    workspace: Workspace, place: Place, log: Log, ledger: Ledger, progress: Progress
) -> list[str]:
    """Bring the documents of change files that are not in the place yet; return what was wrong."""
    with workspace.read() as session:
        mine = select(TeamFile.documents).where(TeamFile.device == ledger.device)
        wanted = _named(session.scalars(mine.where(TeamFile.number > ledger.brought)))
    if not wanted:
        return []
    pieces, notes = Pieces(place, log), list[str]()
    missing = pieces.missing(wanted)
    for at, document in enumerate(missing):
        progress.step(at, len(missing), tr("Documents"))
        with workspace.read() as session:
            damaged = _damage(session, document)
        if damaged is None:
            pieces.put(document, _slices(workspace, document))
        else:
            notes.append(damaged.line())
    return notes


def fetch(workspace: Workspace, place: Place, log: Log, progress: Progress) -> list[str]:
    """Fetch the documents that merged changes name and that are not here; return what was wrong."""
    with workspace.read() as session:
        wanted = lacking(session)
    if not wanted:
        return []
    pieces, notes = Pieces(place, log), list[str]()
    for at, document in enumerate(wanted):
        progress.step(at, len(wanted), tr("Documents"))
        try:
            slices = pieces.get(document)
            content = list(slices) if document.size <= AT_ONCE else slices
            with workspace.work(tr("Documents of the team")) as unit:
                blobs.store(unit.session, content)
        except Unreadable:
            words = tr("The document “{title}” is not in the team's place yet, or damaged there.")
            notes.append(words.format(title=document.sha256[:12]))
    return notes


def lacking(session: Session) -> list[Document]:
    """Return the documents that changes merged here name and that are not here."""
    wanted = _named(session.scalars(select(TeamFile.documents).where(TeamFile.step != "")))
    here = set(session.scalars(select(EvidenceChunk.sha256).where(EvidenceChunk.number == 0)))
    lost = [document for document in wanted if document.sha256 not in here]
    still = _in_use(session) if lost else set()
    return [document for document in lost if document.sha256 in still]


def _in_use(session: Session) -> set[str]:
    """Return the documents that any record names."""
    columns = (
        RECORDS[table].__table__.columns[name] for table in RECORDS for name in hashes(table)
    )
    return {sha256 for column in columns for sha256 in session.scalars(select(column).distinct())}


def _named(texts: Iterable[str]) -> list[Document]:
    named: dict[str, int] = {}
    for text in texts:
        named |= json.loads(text)
    return [Document(sha256, size) for sha256, size in sorted(named.items())]


def _slices(workspace: Workspace, document: Document) -> Iterator[bytes]:
    """Yield a document slice by slice; the file is free for others while one is handed over."""
    chunk = EvidenceChunk
    for number in count():
        one = (chunk.sha256 == document.sha256, chunk.number == number)
        with workspace.read() as session:
            piece = session.scalar(select(chunk.content).where(*one))
        if piece is None:
            return
        yield piece


def _damage(session: Session, document: Document) -> Problem | None:
    """Return what is wrong with a document here, None where it is whole."""
    try:
        for _ in blobs.stream(session, document.sha256, document.sha256[:12]):
            pass
    except Problem as problem:
        return problem
    return None
