"""Backups of one file: made, verified, listed, thinned out and restored. Encrypted like it."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import hexdigits
from typing import Any

from ctpat_desktop.support import home
from ctpat_desktop.support.errors import Cancelled, Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import swap
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.unit import Workspace

RECENT, DAYS, WEEKS, MONTHS = 10, 7, 4, 12
"""Backups kept: the newest, and the last one of each recent day, week and month."""

ROOM = 5 * 2**30
"""Bytes that all backups of one file may take, or three times the newest if that is more."""

SILENT = Silent()
STAMP = "%Y%m%dT%H%M%SZ"


class BackupFailed(Problem):
    """A backup was not made; the workspace itself is saved."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified backup; `at` is UTC, `tip` the first digits of its newest revision's hash."""

    path: Path
    at: datetime
    tip: str
    size: int


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a backup."""

    companies: tuple[str, ...]
    answers: int
    documents: int
    changes: int


def folder(file_id: str) -> Path:
    """Return where the backups of one file are kept, chosen by the person or in our own folder."""
    chosen = str(home.preferences().get("backup_folder", "") or "")
    return (Path(chosen) if chosen else home.home() / "backups") / file_id


def salts() -> tuple[bytes, ...]:
    """Return the salts of the encrypted files that have backups on this computer."""
    named = sorted(place.name for place in folder("").glob("*") if len(place.name) == 32)
    return tuple(bytes.fromhex(name) for name in named if set(name) <= set(hexdigits))


def file_id(workspace: Workspace) -> str:
    """Return the name of a workspace's backup folder."""
    if workspace.key is not None:
        return workspace.key.file_id
    place = str(workspace.path.resolve())
    return "plain-" + hashlib.sha256(place.encode()).hexdigest()[:24]


def listed(workspace: Workspace) -> tuple[Backup, ...]:
    """Return the backups of a workspace, newest first."""
    return _listed(folder(file_id(workspace)))


def of(key: Key) -> tuple[Backup, ...]:
    """Return the backups of the encrypted file with this key's number, newest first."""
    return _listed(folder(key.file_id))


def opens(backup: Backup, key: Key) -> bool:
    """Return whether a key opens a backup."""
    try:
        contents(backup.path, key)
    except Problem:
        return False
    return True


def make(
    workspace: Workspace, now: datetime, progress: Progress = SILENT, *, always: bool = False
) -> Backup | None:
    """Back a workspace up and prove it; None when nothing changed since the newest backup.

    `now` is UTC. Does not hold up typing: it reads beside it. BackupFailed says why it failed.
    """
    place = folder(file_id(workspace))
    before = _listed(place)
    files.sweep(place / "backup")
    try:
        tip = _tip(workspace.path, workspace.key)
        if before and not always and before[0].tip == tip[:12]:
            return None
        _refuse_gone()
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = _made(workspace, place, _later(now, before), progress)
    except Cancelled:
        raise
    except (OSError, files.DriverError, Problem) as error:
        raise _failed(error) from error
    _thin(place)
    return made


def write(workspace: Workspace, target: Path) -> None:
    """Write a verified copy to a place the person chose; Problem when it cannot be."""
    if os.path.lexists(target):
        raise Problem(
            tr("{name} exists already.").format(name=target.name), tr("Choose another name.")
        )
    scratch = files.scratch(target, "part")
    try:
        _copy(workspace.path, workspace.key, scratch)
        _prove(scratch, workspace.key)
        files.put(scratch, target)
    except (OSError, files.DriverError, Problem) as error:
        files.forget(scratch)
        raise _failed(error) from error


def restore(backup: Path, key: Key | None, target: Path) -> None:
    """Copy a backup to a new file, proven; never over something that exists."""
    if os.path.lexists(target):
        raise Problem(
            tr("{name} exists already.").format(name=target.name),
            tr("A backup is restored to a new name."),
        )
    scratch = files.scratch(target, "part")
    try:
        swap.copy_to(backup, key, scratch)
        _prove(scratch, key)
        files.put(scratch, target)
    except (OSError, files.DriverError, Problem) as error:
        files.forget(scratch)
        said = str(error).rstrip(".") if isinstance(error, Problem) else reason(error)
        raise Problem(
            tr("The backup was not restored: {said}.").format(said=said),
            tr("The backup itself is as it was."),
        ) from error


def rehearse(
    backup: Backup, key: Key | None, progress: Progress = SILENT
) -> tuple[health.Damage, ...]:
    """Restore a backup in a scratch place, check it through and through, and clean up."""
    scratch = files.scratch(backup.path.with_name("backup"), "rehearsal")
    try:
        restore(backup.path, key, scratch)
        return health.verify(scratch, key, progress)
    finally:
        files.forget(scratch)


def contents(path: Path, key: Key | None) -> Contents:
    """Look into a backup; Problem when the key is not its own (an earlier passphrase)."""
    try:
        with closing(files.bare(path, key)) as connection:
            names = connection.execute("SELECT name FROM company ORDER BY position, name")
            return Contents(
                tuple(row[0] for row in names),
                *(connection.execute(query).fetchone()[0] for query in _COUNTS),
            )
    except files.DriverError as error:
        raise Problem(
            tr("{path} cannot be read with this passphrase.").format(path=path.name)
        ) from error


_COUNTS = (
    "SELECT count(*) FROM response WHERE status <> 'not_started'",
    "SELECT count(*) FROM evidence",
    "SELECT count(*) FROM revision",
)


def worth_keeping(stamps: Iterable[datetime]) -> set[datetime]:
    """Return which moments survive thinning out: recent ones, then one a day, week and month."""
    newest = sorted(stamps, reverse=True)
    keep = set(newest[:RECENT])
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        last: dict[Any, datetime] = {}
        for stamp in newest:
            last.setdefault(period(stamp), stamp)
        keep.update(list(last.values())[:most])
    return keep


def _refuse_gone() -> None:
    """Refuse a chosen backup folder that is not there: its drive may be unplugged."""
    chosen = str(home.preferences().get("backup_folder", "") or "")
    if chosen and not Path(chosen).is_dir():
        raise Problem(tr("the backup folder {chosen} is not there").format(chosen=chosen))


def _failed(error: Exception) -> BackupFailed:
    said = str(error).rstrip(".") if isinstance(error, Problem) else reason(error)
    return BackupFailed(
        tr("The backup was not made: {said}.").format(said=said),
        tr("Your workspace itself is saved."),
    )


def _day(stamp: datetime) -> Any:
    return stamp.date()


def _week(stamp: datetime) -> Any:
    return stamp.isocalendar()[:2]


def _month(stamp: datetime) -> Any:
    return stamp.year, stamp.month


def _listed(place: Path) -> tuple[Backup, ...]:
    found = []
    with suppress(OSError):
        for path in place.glob("*.ctpat"):
            stamp, _, tip = path.stem.partition("-")
            with suppress(ValueError, OSError):
                at = datetime.strptime(stamp, STAMP).replace(tzinfo=UTC)
                found.append(Backup(path, at, tip, path.stat().st_size))
    return tuple(sorted(found, key=lambda backup: backup.at, reverse=True))


def _later(now: datetime, before: tuple[Backup, ...]) -> datetime:
    """Return a moment after the newest backup even when the clock was set back."""
    now = now.replace(microsecond=0)
    return max(now, before[0].at + timedelta(seconds=1)) if before else now


def _made(workspace: Workspace, place: Path, at: datetime, progress: Progress) -> Backup:
    scratch = files.scratch(place / "backup", "part")
    size = workspace.path.stat().st_size
    if shutil.disk_usage(place).free < size * 1.1:
        raise Problem(tr("there is not enough room on the disk"))
    try:
        _copy(workspace.path, workspace.key, scratch, progress)
        tip = _prove(scratch, workspace.key)
        target = place / f"{at.strftime(STAMP)}-{tip[:12]}.ctpat"
        files.put(scratch, target)
    finally:
        files.forget(scratch)
    return Backup(target, at, tip[:12], target.stat().st_size)


def _copy(path: Path, key: Key | None, scratch: Path, progress: Progress = SILENT) -> None:
    """Copy one moment of a file that may be written to meanwhile."""
    with closing(files.bare(path, key)) as source:
        source.execute("PRAGMA query_only = ON")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        files.copy(source, scratch, key, progress)
        source.execute("ROLLBACK")


def _prove(path: Path, key: Key | None) -> str:
    """Open a copy and read all of it; return its newest revision's hash or raise Problem."""
    swap.contents(path, key)
    with closing(files.bare(path, key)) as connection:
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Problem(tr("the copy has dangling links"))
    return _tip(path, key)


def _tip(path: Path, key: Key | None) -> str:
    with closing(files.bare(path, key)) as connection:
        query = "SELECT chain FROM revision ORDER BY number DESC LIMIT 1"
        found = connection.execute(query).fetchone()
        return str(found[0]) if found else "0" * 64


def _thin(place: Path) -> None:
    """Remove what is not kept; a backup that cannot be removed stays."""
    found = _listed(place)
    keep = worth_keeping(backup.at for backup in found)
    room = max(ROOM, 3 * found[0].size) if found else ROOM
    used = 0
    for number, backup in enumerate(found):
        used += backup.size
        if backup.at not in keep or (number > 2 and used > room):
            with suppress(OSError):
                backup.path.unlink()
