"""One file under several names: links, mounts. The right to write goes with the file itself.

SQLite keeps its log by name, so that two names of one file would write past each other's log.
"""

import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.storage import look, mounted

Number = tuple[int, int]
"""Device and number of a file, the same under all its names; on Windows the file index."""

_HELD: set[Number] = set()
_LOCK = Lock()


class Taken(Exception):
    """The file is open for writing under another name."""


def real(path: Path) -> Path:
    """Return the name a file has once all links are followed; the path itself where that fails."""
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError):
        return path


def number_of(path: Path) -> Number:
    """Return what a file is known by, whatever its name."""
    found = path.stat()
    return found.st_dev, found.st_ino


class Claim:
    """The right to write to one file under whatever name, until `release`."""

    def __init__(self, path: Path) -> None:
        """Take it; Taken when it is taken, OSError when the file cannot be read."""
        self._number, self._handle = _taken(path)

    def follow(self, path: Path) -> None:
        """Claim the file that has the place of ours by now, and let go of ours."""
        if number_of(path) == self._number:
            return
        fresh = _taken(path)
        self.release()
        self._number, self._handle = fresh

    def release(self) -> None:
        """Give it back; only after SQLite has closed the file."""
        with _LOCK:
            _HELD.discard(self._number)
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.release()


def _taken(path: Path) -> tuple[Number, Any]:
    """Claim a file in this process first: opening it once more here would drop SQLite's locks."""
    number = number_of(path)
    with _LOCK:
        if number in _HELD:
            raise Taken
        _HELD.add(number)
    try:
        return number, _locked(path, number)
    except BaseException:
        with _LOCK:
            _HELD.discard(number)
        raise


def _locked(path: Path, number: Number) -> Any:
    """Keep other processes out; None on a share, whose locks SQLite itself has to use."""
    if look(path).kind == "network":
        return None
    return _marked(number) if sys.platform == "win32" else _Flock(path)


def _marked(number: Number) -> Any:
    """Lock a small file named by the file's number; an open handle would forbid its renaming."""
    from filelock import FileLock, Timeout

    from ctpat_desktop.support.home import home

    folder = home() / "open"
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / f"{number[0]:x}-{number[1]:x}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise Taken from error
    return lock


class _Flock:
    """The system's own lock on a whole file; SQLite's locks on its bytes are of another kind."""

    def __init__(self, path: Path) -> None:
        import fcntl

        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(self._file)
            raise Taken from error
        except OSError:  # a file system without such locks; the lock by name has to do
            return

    def release(self) -> None:
        with suppress(OSError):
            os.close(self._file)


def has_other_names(path: Path) -> bool:
    """Tell whether a file may be reached by another name than this one."""
    return path.stat().st_nlink > 1 or any(drive.mountpoint == str(path) for drive in mounted())


def refuse_foreign_log(path: Path, key: Key | None) -> None:
    """Raise Problem where the newest changes may lie in a log beside another name of the file.

    A program that was killed, or still runs, leaves its log beside the name it opened. A file that
    was closed says so in its first page.
    """
    if not has_other_names(path):
        return
    if look(path).kind in ("local", "removable"):
        if path.with_name(path.name + "-wal").exists() or not _expects_log(path, key):
            return
        words = tr(
            "The newest changes of {path} lie beside another name of this file, and "
            "opening it by this name would lose them."
        ).format(path=path.name)
    else:
        words = tr(
            "{path} is one file under several names (hard links or mounts), and whether "
            "another one of them is in use cannot be known in this folder."
        ).format(path=path.name)
    raise Problem(words, _way_out(path))


def _way_out(path: Path) -> str:
    others = _others(path)
    if others:
        names = f" {tr('or')} ".join(map(str, others))
        return tr("Open {names} instead. Nothing was changed.").format(names=names)
    return tr("Open it by the name it was opened by last. Nothing was changed.")


def _others(path: Path) -> list[Path]:
    """Return other names of a file where a person may have put them, as far as they are found."""
    from ctpat_desktop.support.home import recent

    number, own = number_of(path), path
    found = list[Path]()
    with suppress(OSError):
        near = [row for row in path.parent.iterdir() if row.suffix == path.suffix]
        for other in dict.fromkeys((*near, *recent())):
            if other != own and other.is_file() and number_of(other) == number:
                found.append(other)
    return found


def _expects_log(path: Path, key: Key | None) -> bool:
    """Tell whether the file was last written with a log and not closed since."""
    connection = files.bare(path, key)
    try:
        return str(connection.execute("PRAGMA journal_mode").fetchone()[0]).lower() == "wal"
    except files.DriverError:
        return False  # damaged, or another key: opening it says so
    finally:
        connection.close()
