"""Notices, before anything is written, that somebody else changed or removed the open file."""

import os
from pathlib import Path

from ctpat_desktop.workspace.failures import Unreachable
from ctpat_desktop.workspace.keys import PAGE


class Gone(Unreachable):
    """The file cannot be reached any more: a pulled drive, a lost share, a deleted file."""


class Outside(Unreachable):
    """Another program changed the file while it was open here."""


class Guard:
    """Watches one file by its place, size, time and first page.

    It keeps one descriptor from before SQLite opens the file until after it has closed it: closing
    any other descriptor in between would drop SQLite's locks (POSIX).
    """

    def __init__(self, path: Path) -> None:
        """Start watching; OSError where the file cannot be read."""
        self._path = path
        self._file = path.open("rb", buffering=0)
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

    def check(self) -> None:
        """Raise Gone or Outside when the file is not the one we left."""
        name = self._path.name
        try:
            seen = self._look()
        except OSError as error:
            raise Gone(
                f"{name} cannot be reached: the drive or folder is gone.",
                "What you typed is held here. Bring the drive back, or save to another place.",
            ) from error
        if seen == self._seen:
            return
        if seen[:2] != self._seen[:2] or self._first_page() != self._page:
            raise Outside(
                f"{name} was changed by another program while it was open here.",
                "Nothing was written over it. Save yours to another place, then compare.",
            )
        self._seen = seen

    def distrust(self) -> None:
        """Take the file for another one from now on, whatever it looks like."""
        self._seen, self._page = (), b""

    def close(self) -> None:
        """Stop watching; only after SQLite has closed the file."""
        self._file.close()

    def _look(self) -> tuple[int, ...]:
        found = os.stat(self._path)  # noqa: PTH116 - what the path names now, not the descriptor
        return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

    def _first_page(self) -> bytes:
        self._file.seek(0)
        return self._file.read(PAGE)
