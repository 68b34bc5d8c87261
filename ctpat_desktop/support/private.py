"""Files and memory for this person's eyes only: private from the start, not put right later."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
OWNER_ONLY = 0o600


@contextmanager
def fresh(path: Path) -> Iterator[IO[str]]:
    """Give a new file to write text to that only its owner can read; what was there goes."""
    with suppress(FileNotFoundError):
        path.unlink()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, OWNER_ONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        yield file


def added_to(path: Path) -> IO[str]:
    """Open a file to add text to; it is made private, also where an earlier version did not."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | NO_LINK, OWNER_ONLY)
    if sys.platform != "win32":
        os.fchmod(handle, OWNER_ONLY)
    return os.fdopen(handle, "a", encoding="utf-8")


def leave_no_core() -> None:
    """Let a crash write no memory image, which would hold passphrases and what is on the screen."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
