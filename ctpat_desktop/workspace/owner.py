"""Who has a workspace open: a small file beside it, held while it is open for writing.

It names computer and person, never anything of the content.
"""

import getpass
import json
import os
import platform
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ctpat_desktop.support.errors import Problem


class InUse(Problem):
    """Somebody else has the file open for writing."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Where, by whom and since when (UTC) a file is held open."""

    host: str
    who: str
    since: str
    process: int

    def words(self) -> str:
        """Return the holder as people say it."""
        try:
            since = datetime.fromisoformat(self.since).astimezone()
        except ValueError:
            return f"{self.who} on {self.host}"
        return f"{self.who} on {self.host}, since {since:%b} {since.day}, {since:%H:%M}"


class Ownership:
    """The right to write to one file, until `release`."""

    def __init__(self, path: Path) -> None:
        """Take it; InUse when somebody has it, OSError when the folder cannot be written."""
        from filelock import FileLock, Timeout

        self._place = beside(path)
        self._lock = FileLock(self._place, timeout=0, mode=0o600)
        before = _read(self._place)
        try:
            self._lock.acquire()
        except Timeout as error:
            by = f" by {before.words()}" if before else ""
            raise InUse(
                f"{path.name} is open already{by}.", "Close it there first, or open it to read."
            ) from error
        self.left_by = before if before and before.host != platform.node() else None
        with suppress(OSError):
            self._place.write_text(json.dumps(asdict(_me())), encoding="utf-8")

    def release(self) -> None:
        """Give it back and leave nothing behind."""
        with suppress(OSError):
            self._place.unlink()
        self._lock.release()


def beside(path: Path) -> Path:
    """Return the place of the small file of a workspace."""
    return path.with_name(f".{path.name}.lock")


def user() -> str:
    """Return the name written beside changes; CTPAT_DESKTOP_USER overrides the login."""
    named = os.environ.get("CTPAT_DESKTOP_USER", "")
    if named:
        return named
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _me() -> Holder:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(platform.node(), user(), now, os.getpid())


def _read(place: Path) -> Holder | None:
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return Holder(**found)
    except (OSError, ValueError, TypeError):
        return None
