"""Health checks, repairs, backups and restores of whole files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.support import home
from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.support.names import cut
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.workspace import door, key_storage, keys, stale_log, storage
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.backups.backups import Backup as Backup
from ctpat_desktop.workspace.backups.backups import BackupFailed
from ctpat_desktop.workspace.backups.backups import Contents as Contents
from ctpat_desktop.workspace.engine import SIDE_FILES
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.repair.health import Damage as Damage
from ctpat_desktop.workspace.unit import Workspace

if TYPE_CHECKING:
    from ctpat_desktop.workspace.repair.salvage import Salvaged as Salvaged
    from ctpat_desktop.workspace.rescue import Rescued

REHEARSED_EVERY = 365
"""Days after which a restore is rehearsed again."""

_salvage = later("ctpat_desktop.workspace.repair.salvage:salvage")
_rescue = later("ctpat_desktop.workspace.rescue:rescue")


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a restore rehearsal went: which backup, and what was wrong with it (() is good)."""

    backup: Backup
    damages: tuple[Damage, ...]


def check(workspace: Workspace, progress: Progress | None = None) -> tuple[Damage, ...]:
    """Check an open workspace through and through; () means it is in order."""
    return health.verify(workspace.path, workspace.key, progress)


def check_file(path: Path, passphrase: str = "") -> tuple[Damage, ...]:
    """Check a closed file; Problem where it cannot even be opened for want of the key."""
    try:
        key = _key(path, passphrase)
    except door.Damaged as error:
        return (Damage(str(error), "file", error.hint),)
    with stale_log.still(path) as place:
        try:
            door.check_whole(place, key)
        except door.Damaged as error:
            return health.verify(place, key) or (Damage(str(error), "file", error.hint),)
        return health.verify(place, key)


def repair(path: Path, target: Path, passphrase: str = "") -> Salvaged:
    """Save what can be read of a damaged file into a new one, encrypted alike.

    Instead of the passphrase the line of the recovery sheet's QR code may be given.
    """
    door.refuse_taken(target)
    try:
        key = _key_of_damaged(path, passphrase)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Try again."),
        ) from error
    try:
        saved: Salvaged = _salvage(path, key, target)
    except OSError as error:
        raise Problem(
            tr("{target} was not written: {reason}.").format(
                target=target.name, reason=reason(error)
            ),
            tr("Choose another place."),
        ) from error
    return saved


def backup_file(path: Path, target: Path, passphrase: str = "", *, replaces: bool = False) -> None:
    """Write a verified copy of a closed file.

    A name that is taken is refused; with `replaces` the new file takes its place once it is whole.
    """
    is_taken = replaces and target.is_file()
    if is_taken and any(os.path.lexists(f"{target}{end}") for end in SIDE_FILES):
        raise Problem(
            tr("{target} is open and was left alone.").format(target=target.name),
            tr("Close it, or give a new name."),
        )
    new = _beside(target) if is_taken else target
    door.refuse_taken(new)
    workspace = workspaces.open_quickly(path, passphrase, reading_only=True)
    try:
        backups.write(workspace, new)
        if is_taken:
            when_free(lambda: new.replace(target))
    except OSError as error:
        raise Problem(
            tr("{target} was not replaced: {reason}.").format(
                target=target.name, reason=reason(error)
            ),
            tr("Choose another name."),
        ) from error
    finally:
        workspace.close()
        if is_taken:
            new.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(f".{cut(target.stem, 200)}.{new_id()[:8]}{target.suffix}")


def write_copy(workspace: Workspace, target: Path) -> None:
    """Write a verified copy of an open workspace to a new place."""
    backups.write(workspace, target)


def restore(backup: Path, target: Path, passphrase: str = "") -> None:
    """Restore a backup to a new file; never over one that exists."""
    door.refuse_taken(target)
    key = _key(backup, passphrase)
    door.check_whole(backup, key)
    backups.restore(backup, key, target)


def back_up(
    workspace: Workspace, progress: Progress | None = None, *, always: bool = False
) -> Backup | None:
    """Back an open workspace up; None when nothing changed since the newest backup."""
    return backups.make(workspace, datetime.now(UTC), progress or Silent(), always=always)


def backup_list(workspace: Workspace) -> tuple[Backup, ...]:
    """Return the backups of a workspace, newest first."""
    return backups.listed(workspace)


def backup_contents(backup: Backup, key: Key | None) -> Contents | None:
    """Return what is in a backup, or None where it has an earlier passphrase or is damaged."""
    try:
        return backups.contents(backup.path, key)
    except Problem:
        return None


def restore_backup(backup: Backup, key: Key | None, target: Path) -> None:
    """Restore a listed backup to a new file."""
    door.refuse_taken(target)
    backups.restore(backup.path, key, target)


def save_elsewhere(workspace: Workspace, target: Path) -> Rescued:
    """Save an open workspace to a new file and go on there, even if its own is out of reach."""
    saved: Rescued = _rescue(workspace, target)
    return saved


def try_again(workspace: Workspace) -> None:
    """Go on with a file that could not be reached; Problem while it still cannot be."""
    key = workspace.key
    if workspace.is_open:
        workspace.check_return()  # says no before anything is let go of
        with suppress(Problem):
            workspace.suspend(keeps_key=True)
    door.reopen(workspace, key)


def place_warning(path: Path) -> str:
    """Return one sentence about a folder that is synchronized or on a network, or ""."""
    return storage.look(path).warning()


def rehearsal_due(workspace: Workspace, today: date) -> bool:
    """Return whether the last rehearsal of this workspace is more than a year ago."""
    said = _rehearsals().get(backups.file_id(workspace), "")
    try:
        return (today - date.fromisoformat(str(said))).days >= REHEARSED_EVERY
    except ValueError:
        return True


def rehearse(workspace: Workspace, today: date, progress: Progress | None = None) -> Rehearsal:
    """Restore the newest backup in a scratch place, check it, and note the day when it is good."""
    key = workspace.key
    every = backups.listed(workspace)
    if not every:
        raise BackupFailed(tr("There is no backup to rehearse with."), tr("Make one first."))
    found = [row for row in every if key is None or keys.fits(row.path, key)]
    if not found:
        raise BackupFailed(
            tr("There is no backup that today's passphrase opens."), tr("Make one, then rehearse.")
        )
    damages = backups.rehearse(found[0], key, progress or Silent())
    if not damages:
        kept = {**_rehearsals(), backups.file_id(workspace): today.isoformat()}
        home.prefer("rehearsals", kept)
    return Rehearsal(found[0], damages)


def last_rehearsal(workspace: Workspace) -> str:
    """Return the day (ISO) of the last good rehearsal, or ""."""
    return str(_rehearsals().get(backups.file_id(workspace), ""))


def _rehearsals() -> dict[str, object]:
    found = home.preferences().get("rehearsals", {})
    return found if isinstance(found, dict) else {}


def _key_of_damaged(path: Path, passphrase: str) -> Key | None:
    """Return a key that opens at least one page of a file whose own beginning may be damaged."""
    with suppress(door.Damaged):  # damaged is what repair is for
        door.is_encrypted(path)
    if door.is_plain(path):
        return workspaces.key_of(path, passphrase) if passphrase else None
    if not passphrase:
        return _kept_key(path)
    fitting = (key for key in _possible_keys(path, passphrase) if keys.fits(path, key))
    found = next(fitting, None)
    if found is None:
        raise door.WrongKey(tr("This is not the passphrase of this workspace."))
    return found


def _possible_keys(path: Path, typed: str) -> Iterator[Key]:
    """Yield the keys that what was typed gives with each salt the file may have had.

    The line of a QR code holds the salt, and the folders of the backups are named after it.
    """
    if typed.startswith(keys.CODE):
        yield keys.from_code(typed)
        return
    for salt in (keys.salt_of(path), *backups.salts()):
        yield keys.derive(typed, salt)


def _key(path: Path, passphrase: str) -> Key | None:
    if passphrase:
        return workspaces.key_of(path, passphrase)
    return _kept_key(path) if door.is_encrypted(path) else None


def _kept_key(path: Path) -> Key:
    found = key_storage.recall(keys.salt_of(path))
    if found.key is None:
        raise door.Locked(
            tr("{path} is encrypted.").format(path=path.name),
            tr("Give its passphrase. {note}").format(note=found.note),
        )
    if not keys.fits(path, found.key):
        raise workspaces.outdated_key(path)
    return found.key
