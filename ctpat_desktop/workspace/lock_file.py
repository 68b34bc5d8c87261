"""Who has a workspace open: a small file beside it, held while it is open for writing.

It names computer and person, never anything of the content.
"""

import json
import os
import platform
import stat
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.own_name import login
from ctpat_desktop.workspace import file_identity

NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""Opens nothing a link points to, and does not wait for the other end of a pipe."""
AFTER_LOCK = 1
"""Where the holder's words begin: Windows lets nobody read or write the byte that is locked."""
LONGEST = 4_096
"""Characters read of the small file."""


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
            since = datetime.fromisoformat(self.since).astimezone(UTC)
        except ValueError:
            return tr("{who} on {host}").format(who=self.who, host=self.host)
        return tr("{who} on {host}, since {day}").format(
            who=self.who, host=self.host, day=moment_text(since)
        )


class Ownership:
    """The right to write to one file, until `release`."""

    def __init__(self, path: Path) -> None:
        """Take it; InUse when somebody has it, OSError when the folder cannot be written."""
        from filelock import FileLock, Timeout

        path = file_identity.real(path)
        self._place = beside(path)
        _refuse_planted(self._place)
        self._lock = FileLock(self._place, timeout=0, mode=0o600)
        before = _read(self._place)
        try:
            self._lock.acquire()
        except Timeout as error:
            words = tr("{path} is open already.").format(path=path.name)
            if before:
                by = before.words()
                words = tr("{path} is open already by {by}.").format(path=path.name, by=by)
            raise InUse(words, tr("Close it there first, or open it to read.")) from error
        self.left_by = before if before and before.host != platform.node() else None
        try:
            self._claim = file_identity.Claim(path)
        except BaseException as error:
            self._let_go()
            if isinstance(error, file_identity.Taken):
                raise _open_elsewhere(path) from error
            raise
        with suppress(OSError):
            _write(self._place, json.dumps(asdict(_me())))

    def follow(self, path: Path) -> None:
        """Keep the right after the file was replaced by a changed copy of itself."""
        try:
            self._claim.follow(path)
        except file_identity.Taken as error:
            raise _open_elsewhere(path) from error

    def release(self) -> None:
        """Give it back and leave nothing behind."""
        self._claim.release()
        self._let_go()

    def _let_go(self) -> None:
        with suppress(OSError):
            self._place.unlink()
        self._lock.release()


def _open_elsewhere(path: Path) -> InUse:
    return InUse(
        tr("{path} is open already under another name: it is one file with several names.").format(
            path=path.name
        ),
        tr(
            "Close it there first. A link or a mount is no copy; make a copy if you need two files."
        ),
    )


def _refuse_planted(place: Path) -> None:
    """Raise Problem where something else has the name of the small file; a link is not followed."""
    try:
        kind = place.lstat().st_mode
    except OSError:
        return
    if stat.S_ISREG(kind):
        return
    what = tr("a link to another place") if stat.S_ISLNK(kind) else tr("not a file")
    raise Problem(
        tr(
            "{place}, beside the workspace, is {what}; this program does not make such a thing."
        ).format(place=place.name, what=what),
        tr(
            "It was not followed and nothing was written. Find out who put it there, remove it and "
            "open the workspace again."
        ),
    )


def beside(path: Path) -> Path:
    """Return the place of the small file of a workspace."""
    return path.with_name(f".{path.name}.lock")


def _me() -> Holder:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Holder(platform.node(), login(), now, os.getpid())


def _read(place: Path) -> Holder | None:
    try:
        with os.fdopen(os.open(place, os.O_RDONLY | NO_LINK), encoding="utf-8") as file:
            file.seek(AFTER_LOCK)
            words = file.read(LONGEST)
        # Versions before 1.0 wrote from the first byte on, which is the brace then.
        return Holder(**json.loads(words if words.startswith("{") else "{" + words))
    except (OSError, ValueError, TypeError):
        return None


def _write(place: Path, words: str) -> None:
    with os.fdopen(os.open(place, os.O_WRONLY | NO_LINK), "w", encoding="utf-8") as file:
        file.seek(AFTER_LOCK)
        file.write(words)
        file.truncate()
