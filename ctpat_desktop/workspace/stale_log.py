"""The log that a killed program leaves beside a file: where it belongs, and where it would ruin."""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import file_identity, swap
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.lock_file import InUse, Ownership


@contextmanager
def still(path: Path) -> Iterator[Path]:
    """Give a file to look at without changing it.

    Where a killed program left its log beside it, SQLite would put that in; then it is a copy.
    """
    path = file_identity.real(path)
    try:
        ownership = Ownership(path) if _left_over(path) else None
    except (InUse, OSError):  # somebody works in it, and reading beside that changes nothing
        ownership = None
    if ownership is None:
        yield path
        return
    place = files.scratch(path, "part")
    try:
        try:
            _copied(path, place, ("", "-wal", "-journal"))
            copy = place
        except OSError:  # no room for a copy
            copy = path
        yield copy
    finally:
        files.forget(place)
        ownership.release()


def _left_over(path: Path) -> bool:
    return any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))


def prove(path: Path, key: Key | None) -> None:
    """Set a left-over log aside when the file is sound without it and not with it.

    A killed program leaves its log beside the file, and SQLite puts it in; but where a backup was
    copied over the file meanwhile, the log of the old one would ruin it. Tried on copies.
    """
    if not _left_over(path):
        return
    place = files.scratch(path, "part")
    try:
        if _has_no_log(path, key, place):
            for end in ("-wal", "-shm"):
                _set_aside(path.with_name(path.name + end))
        if not _left_over(path) or _is_sound(path, key, place, ("", "-wal", "-journal")):
            return
        alone = _is_sound(path, key, place, ("",))
    except OSError:  # no room for a copy: SQLite's own check sums have to do
        return
    finally:
        files.forget(place)
    if alone:
        for end in files.SIDE_FILES:
            _set_aside(path.with_name(path.name + end))


def _has_no_log(path: Path, key: Key | None, place: Path) -> bool:
    """Tell whether a file says of itself that it works without the log that lies beside it.

    One that was closed well says so; one whose program was killed does not. SQLite reads no log
    then, and yet puts it in as soon as somebody writes.
    """
    files.forget(place)
    if not path.with_name(path.name + "-wal").exists():
        return False
    _copied(path, place, ("",))
    try:
        with closing(files.bare(place, key)) as connection:
            mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
            return str(mode) != "wal"
    except files.DriverError:
        return False


def _is_sound(path: Path, key: Key | None, place: Path, ends: tuple[str, ...]) -> bool:
    files.forget(place)
    _copied(path, place, ends)
    try:
        swap.contents(place, key)
    except (Problem, files.DriverError):
        return False
    return True


def _copied(path: Path, place: Path, ends: tuple[str, ...]) -> None:
    for end in ends:
        source = path.with_name(path.name + end)
        if source.exists():
            shutil.copyfile(source, place.with_name(place.name + end))


def _set_aside(left: Path) -> None:
    """Keep a log that does not belong to its file, under a name SQLite does not look for."""
    for number in range(1, 1000):
        place = left.with_name(f"{left.name} left over {number}")
        if left.exists() and not os.path.lexists(place):
            left.rename(place)
            return
