"""Notices, before anything is written, that somebody else changed or removed the open file."""

import os
import struct
from contextlib import suppress
from io import FileIO
from pathlib import Path

from ctpat_desktop.support.errors import Unreachable
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.keys import PAGE

try:
    import fcntl
except ImportError:  # Windows keeps a lock until the handle that has it is closed
    fcntl = None  # type: ignore[assignment]

SHARED = (0x40000002, 510)
"""First byte and length of the range in which SQLite marks that a file is in use."""
LOG_IN_USE = (128, 1)
"""The same in the file of the log's index: who finds no mark there empties that file."""


class Gone(Unreachable):
    """The file cannot be reached any more: a pulled drive, a lost share, a deleted file."""


class Outside(Unreachable):
    """Another program changed the file while it was open here."""


def gone(name: str) -> Gone:
    """Return the Problem of a file that is not there."""
    return Gone(
        tr("{name} cannot be reached: the drive or folder is gone.").format(name=name),
        tr("What you typed is held here. Bring the drive back, or save to another place."),
    )


def changed_outside(name: str) -> Outside:
    """Return the Problem of a file that is not the one we wrote in."""
    return Outside(
        tr("{name} was changed by another program while it was open here.").format(name=name),
        tr("Nothing was written over it. Save yours to another place, then compare."),
    )


class Guard:
    """Watches one file by its place, size, time and first page.

    It keeps one descriptor from before SQLite opens the file until after it has closed it: closing
    any other descriptor in between drops SQLite's locks (POSIX). That happens all the same where a
    file dialog looks into every file of a folder; `hold` keeps the file and the index of its log
    marked as in use even then.
    """

    def __init__(self, path: Path) -> None:
        """Start watching; OSError where the file cannot be read."""
        self._path = path
        self._file = path.open("rb", buffering=0)
        self._index: FileIO | None = None
        self._seen: tuple[int, ...] = ()
        self._page = b""
        self.note()

    def note(self) -> None:
        """Take the file as it is now for our own work."""
        try:
            self._seen = self._look()
            self._page = self._first_page()
        except OSError:  # the next check says so before anything is written
            self._seen = ()

    @property
    def page(self) -> bytes:
        """The first page as we left it; encrypted anew at each writing, it marks one file."""
        return self._page

    def check(self) -> None:
        """Raise Gone or Outside when the file is not the one we left."""
        name = self._path.name
        try:
            seen = self._look()
        except OSError as error:
            raise gone(name) from error
        if seen == self._seen:
            return
        if seen[:2] != self._seen[:2] or self._first_page() != self._page:
            raise changed_outside(name)
        self._seen = seen

    def check_return(self) -> None:
        """Raise Gone or Outside unless the file that was out of reach is there again."""
        try:
            seen = self._look()
            if seen[:2] == self._seen[:2]:
                page = self._first_page()
            else:  # the same stick put in again has another number; ours is told by its first page
                with self._path.open("rb") as file:
                    page = file.read(PAGE)
        except OSError as error:
            raise gone(self._path.name) from error
        if page != self._page:
            raise changed_outside(self._path.name)

    def hold(self) -> None:
        """Mark the file as in use for as long as the descriptor lives, whoever closes another one.

        Else a program that only reads would be the last one in SQLite's eyes, fold the log and
        take it away while we write in it; or the first one, and empty the index of the log, which
        ends this program (SIGBUS). Linux alone has such locks; elsewhere nothing is done.
        """
        index = self._path.with_name(f"{self._path.name}-shm")
        with suppress(OSError):
            self._index = index.open("rb", buffering=0)
        self._lock("F_RDLCK")

    def release(self) -> None:
        """Take the marks away, so that SQLite can have the file to itself."""
        self._lock("F_UNLCK")

    def _lock(self, kind: str) -> None:
        command = getattr(fcntl, "F_OFD_SETLK", None)
        if command is None:
            return
        for file, (first, length) in ((self._file, SHARED), (self._index, LOG_IN_USE)):
            wanted = struct.pack("hhqqi4x", getattr(fcntl, kind), os.SEEK_SET, first, length, 0)
            with suppress(OSError):  # a file system without such locks works as before
                if file is not None:
                    fcntl.fcntl(file, command, wanted)

    def close(self) -> None:
        """Stop watching; only after SQLite has closed the file."""
        for file in (self._file, self._index):
            if file is not None:
                file.close()

    def _look(self) -> tuple[int, ...]:
        found = os.stat(self._path)  # noqa: PTH116 - what the path names now, not the descriptor
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _first_page(self) -> bytes:
        self._file.seek(0)
        return self._file.read(PAGE)
