"""The words inside the documents of the library, read once and kept in the encrypted file.

Each is read in a process of its own with limits. That reading begins is noted before, so that one
which takes the program down all the same is not tried again; neither is one that cannot be read.
"""

from dataclasses import dataclass

from sqlalchemy import select

from ctpat_desktop.exchange.child_process import Child
from ctpat_desktop.exchange.office.file_text import PLAIN_ENDS, file_text
from ctpat_desktop.records import Evidence, EvidenceText
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import blobs
from ctpat_desktop.workspace.unit import Workspace

READ, BEGUN = "read", "begun"
LARGEST = 60 * 2**20
"""Bytes of the largest document whose words are looked for."""
SECONDS, MEGABYTES = 60.0, 2_000
"""What reading one document may take; app default."""
READABLE_ENDS = PLAIN_ENDS | {"pdf", "docx", "xlsx", "pptx", "odt", "ods", "docm", "xlsm"}


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the library, as far as reading its words goes."""

    sha256: str
    filename: str
    title: str
    size: int


def unread(workspace: Workspace, company_id: str) -> tuple[Document, ...]:
    """Return the documents whose words were never looked for."""
    known = select(EvidenceText.sha256)
    query = (
        select(Evidence.sha256, Evidence.filename, Evidence.title, Evidence.size)
        .where(Evidence.company_id == company_id, Evidence.sha256.not_in(known))
        .order_by(Evidence.id)
    )
    with workspace.read() as session:
        rows = session.execute(query).all()
    return tuple({row[0]: Document(*row) for row in rows}.values())


def read_all(
    workspace: Workspace, company_id: str, progress: Progress | None = None
) -> dict[str, str]:
    """Read the words of every unread document and keep them; return them by SHA-256.

    Where the file may only be read, they are returned but not kept.
    """
    told, found = progress or Silent(), dict[str, str]()
    waiting = unread(workspace, company_id)
    with Child(MEGABYTES) as child:
        for at, document in enumerate(waiting):
            told.step(at, len(waiting), tr("Reading {name}").format(name=document.filename))
            text, state = _read(workspace, document, child)
            found[document.sha256] = text
            _keep(workspace, document.sha256, text, state)
    return found


def _read(workspace: Workspace, document: Document, child: Child) -> tuple[str, str]:
    """Return the words of a document and "read", or "" and why there are none."""
    if document.filename.rpartition(".")[2].lower() not in READABLE_ENDS:
        return "", tr("It holds no text that can be read.")
    if document.size > LARGEST:
        return "", tr("It is too large to be searched.")
    _keep(workspace, document.sha256, "", BEGUN)
    try:
        with workspace.read() as session:
            data = b"".join(blobs.stream(session, document.sha256, document.title))
        name = document.filename
        return child.run(file_text, name, data, seconds=SECONDS, name=name), READ
    except Problem as problem:
        return "", problem.line()


def _keep(workspace: Workspace, sha256: str, text: str, state: str) -> None:
    if workspace.reading_only:
        return
    with workspace.work(tr("Read document")) as unit:
        unit.session.merge(EvidenceText(sha256=sha256, text=text, state=state))
