"""The one door for files a person names: only files on a disk are opened, and never waited for.

A pipe, a device or a link in a circle would hang the program or never end.
"""

import errno
import os
import stat
from pathlib import Path

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, number_text, tr

LARGEST = 2_000_000_000
"""Bytes of the largest file read as a whole."""
SYSTEM = ("/proc/", "/sys/")
"""Where Linux shows itself as files; what is in them has no end, or waits."""
KINDS = (
    (stat.S_ISDIR, N_("a folder")),
    (stat.S_ISFIFO, N_("a pipe")),
    (stat.S_ISSOCK, N_("a socket")),
    (stat.S_ISCHR, N_("a device")),
    (stat.S_ISBLK, N_("a device")),
)
NEVER_WAIT = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


def refuse_strange(path: Path, *, may_be_folder: bool = False) -> None:
    """Raise Problem where a name leads to something else than a file; a missing one passes."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise _problem(path, tr("a link that leads in a circle")) from error
        return
    except ValueError as error:  # a name no system can have, such as one with a zero in it
        raise _problem(path, tr("not the name of a file")) from error
    if may_be_folder and stat.S_ISDIR(mode):
        return
    what = next((tr(words) for is_kind, words in KINDS if is_kind(mode)), "")
    if not what and os.path.realpath(path).startswith(SYSTEM):
        what = tr("a file of the system itself")
    if what:
        raise _problem(path, what)


def read(path: Path, most: int = LARGEST) -> bytes:
    """Return all bytes of a file a person named.

    Problem where it is no file or has more than `most` bytes, OSError where it cannot be read.
    """
    data = beginning(path, most + 1)
    if len(data) > most:
        words = tr("{path} is larger than {limit} bytes.").format(
            path=path.name, limit=number_text(most)
        )
        raise Problem(words, tr("Choose a smaller file."))
    return data


def beginning(path: Path, most: int) -> bytes:
    """Return at most so many bytes of a file a person named."""
    refuse_strange(path, may_be_folder=True)
    handle = os.open(path, os.O_RDONLY | NEVER_WAIT)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        raise _problem(path, tr("not a file"))  # changed since
    with os.fdopen(handle, "rb") as file:
        return file.read(most)


def _problem(path: Path, what: str) -> Problem:
    return Problem(
        tr("{path} cannot be used: it is {what}.").format(path=path, what=what),
        tr("Choose a file on a disk."),
    )
