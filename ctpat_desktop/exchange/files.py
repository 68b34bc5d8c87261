"""Writes a file whole or not at all, and says in plain words why it could not."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.support.busy import is_held, when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, ntr, tr
from ctpat_desktop.workspace.engine import scratch, sync

_REASONS = {
    errno.ENOSPC: (
        N_("the disk is full"),
        N_("Your answers are safe. Free some space and export again."),
    ),
    errno.EDQUOT: (
        N_("your share of the disk is used up"),
        N_("Your answers are safe. Free some space and export again."),
    ),
    errno.EACCES: (
        N_("you may not write in this place"),
        N_("Your answers are safe. Choose another folder."),
    ),
    errno.EPERM: (
        N_("you may not write in this place"),
        N_("Your answers are safe. Choose another folder."),
    ),
    errno.EROFS: (
        N_("this place can only be read"),
        N_("Your answers are safe. Choose another folder."),
    ),
    errno.ENOENT: (
        N_("the folder does not exist"),
        N_("Your answers are safe. Choose another folder."),
    ),
    errno.ENOTDIR: (
        N_("a part of the path is a file, not a folder"),
        N_("Your answers are safe. Choose another folder."),
    ),
    errno.ENAMETOOLONG: (
        N_("the name is too long"),
        N_("Your answers are safe. Choose a shorter name."),
    ),
    errno.EFBIG: (
        N_("the file would be larger than this disk allows"),
        N_("Your answers are safe. Choose another folder."),
    ),
}
_OTHER = N_("Your answers are safe. Close other programs that use the file, then export again.")


def not_written(what: str, error: OSError) -> Problem:
    """Return the Problem for a failed write, true to the system's own reason."""
    reason, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), _OTHER))
    if is_held(error):  # Windows gives it the number of what may not be written
        reason, hint = tr("another program has it open"), _OTHER
    words = tr("{what} was not written: {reason}.").format(what=what, reason=tr(reason))
    return Problem(words, tr(hint))


@contextmanager
def whole_file(path: Path, what: str) -> Iterator[Path]:
    """Give a path beside `path` to write to, and put it in place if nothing failed."""
    if path.suffix.lower() == ".ctpat":
        raise Problem(
            tr("{what} was not written: {name} is the name of a workspace.").format(
                what=what, name=path.name
            ),
            tr("Choose another name, so that no workspace is written over."),
        )
    if path.exists() and not path.is_file():
        raise Problem(
            tr("{what} was not written: {name} is not a file.").format(what=what, name=path.name),
            tr("Choose another name."),
        )
    part = scratch(path, "part")
    try:
        yield part
        sync(part)
        when_free(lambda: part.replace(path))
    except OSError as error:
        raise not_written(what, error) from error
    finally:
        _discard(part)


def write_text(content: str, path: Path, what: str) -> None:
    """Write a text file as UTF-8, whole or not at all; `what` names it in a Problem."""
    with whole_file(path, what) as part:
        part.write_text(content, encoding="utf-8", newline="\n")


def write_pdf(content: bytes, path: Path) -> ExportResult:
    """Write a PDF and count its pages again, with two libraries, in the file on disk."""
    if path.suffix.lower() != ".pdf":
        raise Problem(
            tr("{name} is no name of a PDF.").format(name=path.name), tr("End the name in .pdf.")
        )
    # Other files are written without the readers of PDF.
    from ctpat_desktop.documents.packets.merge import pdf_pages
    from ctpat_desktop.documents.pages.preview import page_count

    expected = page_count(content)
    with whole_file(path, tr("The PDF")) as part:
        part.write_bytes(content)
        stored = part.read_bytes()
        if stored != content or page_count(stored) != expected or pdf_pages(stored) != expected:
            raise Problem(
                tr("The PDF was not written: what is on disk differs from what was made."),
                tr("Your answers are safe. Check the disk and export again."),
            )
    return ExportResult(
        path, expected, ntr("{n} page counted again", "{n} pages counted again", expected)
    )


def _discard(part: Path) -> None:
    try:
        part.unlink(missing_ok=True)
    except OSError:
        return
