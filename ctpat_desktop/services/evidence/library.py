"""The evidence library: taking files in, linking them to answers, giving them back."""

import mimetypes
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop.exchange.files import whole_file
from ctpat_desktop.records import Evidence, EvidenceVersion
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.evidence import litter
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.unit import Workspace

LARGEST = 200 * 1024 * 1024
"""Bytes of the largest document taken in; app default."""


def add_file(
    workspace: Workspace,
    company_id: str,
    path: Path,
    title: str = "",
    kind: str = "",
    progress: Progress | None = None,
    **values: Any,
) -> str:
    """Take a file into the library and return the document's id; Problem says why not."""
    with workspace.work(tr("Add evidence {name}").format(name=path.name)) as unit:
        about = {"title": title, "kind": kind, **values}
        return _take(unit.session, company_id, path, about, progress)


def fitting_size(path: Path, most: int = LARGEST) -> int:
    """Return the bytes of a file that can be taken in; Problem says why one cannot."""
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Problem(
                tr("{name} is a folder.").format(name=path.name),
                tr("Add the files in it one by one."),
            )
        if not path.is_file():
            raise Problem(
                tr("{path} is a device, not a file.").format(path=path.name), tr("Choose a file.")
            )
        _refuse_size(path.name, size, most)
        with path.open("rb"):
            return size
    except OSError as error:
        raise _unreadable(path, error) from error


def refuse_unfit(path: Path) -> None:
    """Raise Problem where a file is no document: litter, a program, or closed by a password."""
    try:
        _refuse_unfit(path.name, lambda: path.open("rb"))
    except OSError as error:
        raise _unreadable(path, error) from error


Held = Evidence | EvidenceVersion
"""A document as it is, or as it was before it was replaced: a file with a name and bytes."""
Link = Callable[[Session, str], object]
"""Puts a new document, given by its id, where it belongs; part of the action that adds it."""


@dataclass(frozen=True, slots=True)
class Added:
    """The ids of the documents that were added, and why the other files were not."""

    ids: tuple[str, ...]
    refused: tuple[Problem, ...]

    def refusal(self) -> Problem | None:
        """Return one Problem that names every file that was not added."""
        if len(self.refused) < 2:
            return self.refused[0] if self.refused else None
        lines = "\n".join(f"• {problem.line()}" for problem in self.refused)
        every = len(self.ids) + len(self.refused)
        words = ntr(
            "{n} of {every} files was not added.",
            "{n} of {every} files were not added.",
            len(self.refused),
            every=every,
        )
        return Problem(f"{words}\n{lines}")


def add_files(
    workspace: Workspace,
    company_id: str,
    paths: Sequence[Path],
    link: Link | None = None,
    progress: Progress | None = None,
) -> Added:
    """Take files into the library as one action, and one step to undo.

    A file that cannot be taken is named and the others are added; Cancelled adds none.
    """
    what = f"Add evidence {paths[0].name}" if len(paths) == 1 else f"Add {len(paths)} files"
    with workspace.work(what) as unit:
        return take_all(unit.session, company_id, paths, link, progress or Silent())


def take_all(
    session: Session, company_id: str, paths: Sequence[Path], link: Link | None, progress: Progress
) -> Added:
    """Take files in as `add_files` does, inside a change."""
    ids, refused = list[str](), list[Problem]()
    for number, path in enumerate(paths):
        progress.step(number, len(paths), path.name)
        try:
            ids.append(_take(session, company_id, path, {}))
        except Problem as problem:
            refused.append(problem)
            continue
        if link is not None:
            link(session, ids[-1])
    progress.step(len(paths), len(paths))
    return Added(tuple(ids), tuple(refused))


def refuse_any(paths: Sequence[Path]) -> None:
    """Raise one Problem that names every file that could not be added; nothing is added here."""
    fitting, refused = list[str](), list[Problem]()
    for path in paths:
        try:
            fitting_size(path)
            refuse_unfit(path)
            fitting.append(path.name)
        except Problem as problem:
            refused.append(problem)
    refusal = Added(tuple(fitting), tuple(refused)).refusal()
    if refusal is not None:
        raise refusal


def _unreadable(path: Path, error: OSError) -> Problem:
    return Problem(
        tr("{name} was not added: {reason}.").format(name=path.name, reason=reason(error)),
        tr("Check that the file can be opened."),
    )


def add_bytes(
    workspace: Workspace,
    company_id: str,
    filename: str,
    data: bytes,
    title: str = "",
    kind: str = "",
    **values: Any,
) -> str:
    """Take bytes, such as a pasted picture, into the library; return the document's id."""
    with workspace.work(tr("Add evidence {name}").format(name=filename)) as unit:
        about = {"title": title, "kind": kind, **values}
        return take_bytes(unit.session, company_id, filename, data, about)


def take_bytes(
    session: Session, company_id: str, filename: str, data: bytes, about: Mapping[str, Any]
) -> str:
    """Take bytes in as `add_bytes` does, inside a change; return the document's id."""
    _refuse_size(filename, len(data))
    _refuse_unfit(filename, lambda: BytesIO(data))
    pieces = (data[at : at + blobs.SLICE] for at in range(0, len(data), blobs.SLICE))
    return store_document(session, company_id, filename, pieces, about)


def content(workspace: Workspace, evidence_id: str) -> bytes:
    """Return the bytes of a document, checked against its hash."""
    return b"".join(stream(workspace, evidence_id))


def stream(workspace: Workspace, evidence_id: str) -> Iterator[bytes]:
    """Yield the bytes of a document slice by slice; Problem when damaged."""
    with workspace.read() as session:
        document = session.get(Evidence, evidence_id)
        if document is None:
            raise Problem(tr("This document is not in the library any more."))
        yield from blobs.stream(session, document.sha256, document.title)


def pieces_of(workspace: Workspace, held: Held) -> Iterator[bytes]:
    """Yield the bytes of a document or an earlier version of one; Problem when damaged."""
    with workspace.read() as session:
        yield from blobs.stream(session, held.sha256, called(held))


def called(held: Held) -> str:
    """Return what a document is called; an earlier version goes by the name of its file."""
    return held.title if isinstance(held, Evidence) else held.filename


def save_copy(workspace: Workspace, evidence_id: str, path: Path) -> None:
    """Write a document's bytes to a file of the person's choice."""
    _save(stream(workspace, evidence_id), path)


def save_copy_of(workspace: Workspace, held: Held, path: Path) -> None:
    """Do the same with a document as it is or was."""
    _save(pieces_of(workspace, held), path)


def _save(pieces: Iterable[bytes], path: Path) -> None:
    with whole_file(path, tr("The copy")) as part, part.open("wb") as file:
        for piece in pieces:
            file.write(piece)


def _refuse_size(name: str, size: int, most: int = LARGEST) -> None:
    if size == 0:
        raise Problem(
            tr("{name} was not added: the file is empty (0 bytes).").format(name=name),
            tr("Choose another file."),
        )
    if size > most:
        raise Problem(
            tr("{name} was not added: {size} MB is more than {most} MB.").format(
                name=name, size=size // 2**20, most=most // 2**20
            ),
            tr("Split it or save it smaller."),
        )


def _refuse_unfit(name: str, opened: litter.Open) -> None:
    why = litter.unfit(name, opened)
    if why:
        raise Problem(
            tr("{name} was not added: {reason}.").format(name=name, reason=why),
            tr("Choose the document itself."),
        )


def _slices(pieces: Iterable[bytes], size: int, progress: Progress) -> Iterator[bytes]:
    done = 0
    for piece in pieces:
        progress.step(done, size, tr("Reading the file"))
        yield piece
        done += len(piece)


def _take(
    session: Session,
    company_id: str,
    path: Path,
    about: Mapping[str, Any],
    progress: Progress | None = None,
) -> str:
    with _read(path, progress or Silent()) as pieces:
        return store_document(session, company_id, path.name, pieces, about)


@contextmanager
def _read(path: Path, progress: Progress) -> Iterator[Iterable[bytes]]:
    """Give the bytes of a file that fits the library; Problem says why one does not."""
    size = fitting_size(path)
    refuse_unfit(path)
    try:
        with path.open("rb") as file:
            yield _slices(iter(lambda: file.read(blobs.SLICE), b""), size, progress)
    except OSError as error:
        raise _unreadable(path, error) from error


def store_file(session: Session, path: Path) -> tuple[str, int]:
    """Keep the bytes of a file, inside a change; return their SHA-256 and how many they are."""
    with _read(path, Silent()) as pieces:
        return blobs.store(session, pieces)


def media_type(filename: str) -> str:
    """Return the kind of a file as its name tells it."""
    return mimetypes.guess_type(filename)[0] or "application/octet-stream"


def store_document(
    session: Session,
    company_id: str,
    filename: str,
    pieces: Iterable[bytes],
    about: Mapping[str, Any],
) -> str:
    """Keep the bytes of a file as a document, inside a change; return its id."""
    sha256, size = blobs.store(session, pieces)
    evidence = Evidence(
        id=new_id(),
        company_id=company_id,
        title=about.get("title") or Path(filename).stem.replace("_", " ").replace("-", " "),
        kind=about.get("kind") or "other",
        filename=filename,
        media_type=media_type(filename),
        size=size,
        sha256=sha256,
        **{key: value for key, value in about.items() if key not in ("title", "kind")},
    )
    session.add(evidence)
    return evidence.id
