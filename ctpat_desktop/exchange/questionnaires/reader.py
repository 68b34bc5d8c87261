"""Reads a returned questionnaire, whatever its name says it is, in a process with limits.

The libraries that read are imported there, not when a workspace opens.
"""

import stat
from pathlib import Path

from ctpat_desktop.exchange.child_process import Stopped, run_limited
from ctpat_desktop.exchange.questionnaires.returned import LARGEST, Raw, Unreadable, found_reference
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.failures import reason

SECONDS = 20.0
"""How long one file may take; ours take a tenth of a second. App default."""
MEGABYTES = 2_000
"""How much memory reading one file may take. App default."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II*\x00", b"MM\x00*", b"GIF8", b"BM")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def returned_bytes(path: Path) -> bytes:
    """Return the bytes of a returned file; Unreadable where it is no file or far too large."""
    try:
        what = path.stat()
        if not stat.S_ISREG(what.st_mode):
            raise Unreadable(
                tr("{name} is not a file.").format(name=path.name),
                tr("Choose the file that came back."),
            )
        if what.st_size > LARGEST:
            raise Unreadable(
                tr("{path} was not read: it is larger than {n} MB.").format(
                    path=path.name, n=LARGEST // 2**20
                ),
                tr("Ask the sender to send large documents separately."),
            )
        with path.open("rb") as file:
            return file.read(LARGEST)
    except OSError as error:
        raise Unreadable(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error))
        ) from error


def read_returned(data: bytes, name: str, seconds: float = SECONDS) -> Raw:
    """Return what a file says; Unreadable tells in one line why it cannot be read."""
    try:
        return run_limited(_read, data, name, seconds=seconds, megabytes=MEGABYTES, name=name)
    except Stopped as stopped:
        raise Unreadable(
            tr("{name} was given up: it takes too long to read, or it is damaged.").format(
                name=name
            ),
            tr("Ask the sender to save the file again and to send it once more."),
            found_reference(name),
        ) from stopped


def _read(data: bytes, name: str) -> Raw:
    if b"%PDF-" in data[:1024]:
        from ctpat_desktop.exchange.questionnaires.returned_pdf import read_pdf

        return read_pdf(data[data.index(b"%PDF-") :], name)
    if data.startswith(b"PK"):
        from ctpat_desktop.exchange.questionnaires.returned_xlsx import read_xlsx

        return read_xlsx(data, name)
    if data.startswith(_PICTURES) or data[4:12] in {b"ftypheic", b"ftypmif1"}:
        raise Unreadable(
            tr("{name} is a picture: no answer can be read from it.").format(name=name),
            tr("Ask the sender to fill in the file that went out and to send that file back."),
            found_reference(name),
        )
    if data.startswith(_OLD_OFFICE):
        raise Unreadable(
            tr("{name} is in an old format or protected by a password.").format(name=name),
            tr("Ask the sender to save it as .xlsx without a password."),
            found_reference(name),
        )
    words = tr("{name} is neither a PDF nor a workbook.")
    if not data.strip():
        words = tr("{name} is empty.")
    raise Unreadable(
        words.format(name=name),
        tr("Choose the file that was filled in and saved."),
        found_reference(name),
    )
