"""Saves an open workspace to another place when its own file cannot be reached any more."""

import json
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import chain, door, swap
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.bulk import empties
from ctpat_desktop.workspace.change_guard import Outside
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.history import REMOVED, STORED
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.repair import health
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class Rescued:
    """How a workspace was saved elsewhere, and the titles of documents to be added again."""

    from_backup: bool
    missing: tuple[str, ...] = ()


def rescue(workspace: Workspace, target: Path) -> Rescued:
    """Write the workspace to a new file and go on there; Problem when it cannot be.

    From the file itself where it can still be read, else from the newest backup with everything
    that was saved since: the revisions of this session are kept in memory for that.
    """
    door.refuse_taken(target)
    key = workspace.key
    scratch = files.scratch(target, "part")
    try:
        rescued = _from_itself(workspace, scratch) or _from_backup(workspace, scratch)
        swap.contents(scratch, key)
        files.put(scratch, target)
    except (OSError, files.DriverError) as error:
        raise Problem(
            tr("{target} was not written: {reason}.").format(
                target=target.name, reason=reason(error)
            ),
            tr("What you typed is held here. Choose another place."),
        ) from error
    finally:
        files.forget(scratch)
    old, is_replaced = workspace.path, _is_replaced(workspace)
    with suppress(Problem):  # the old file is out of reach; that is why we are here
        workspace.suspend(keeps_key=True)
    if is_replaced:  # what SQLite left beside it is ours and would damage the other file
        for end in files.SIDE_FILES:
            with suppress(OSError):
                old.with_name(old.name + end).unlink()
    door.reopen(workspace, key, target)
    return rescued


def _is_replaced(workspace: Workspace) -> bool:
    """Return whether another file has our name now."""
    try:
        workspace.check_reach()
    except Outside:
        return True
    except Problem:
        return False
    return False


def _from_itself(workspace: Workspace, scratch: Path) -> Rescued | None:
    """Copy the file itself; None when that is not sound, or not what was being written in."""
    key = workspace.key
    try:
        with workspace.bare() as connection:
            files.copy(connection, scratch, key)
        if not health.verify(scratch, key) and _tip(scratch, key) == workspace.tip:
            return Rescued(from_backup=False)
    except (Problem, files.DriverError):
        pass
    files.forget(scratch)
    return None


def _tip(path: Path, key: Key | None) -> str:
    engine = files.connect(path, key, reading_only=True)
    try:
        return chain.newest(engine)
    finally:
        engine.dispose()


def _from_backup(workspace: Workspace, scratch: Path) -> Rescued:
    key = workspace.key
    for backup in backups.listed(workspace):
        rows = _since(workspace, backup.tip)
        if rows is not None and _is_readable(backup.path, key):
            swap.copy_to(backup.path, key, scratch)
            return Rescued(True, _apply(scratch, key, rows))
    raise Problem(
        tr("{path} cannot be read any more, and there is no backup to start from.").format(
            path=workspace.path.name
        ),
        tr("What you typed is held here. Bring the drive back and try again."),
    )


def _since(workspace: Workspace, tip: str) -> list[tuple[Any, ...]] | None:
    """Return the revisions after a backup's newest one; None when they are not all known."""
    journal = workspace.journal.rows()
    for place, row in enumerate(journal):
        if row[-1].startswith(tip):
            return journal[place + 1 :]
    opened_at = workspace.opened_at[:12]
    return journal if tip == opened_at else None


def _is_readable(path: Path, key: Key | None) -> bool:
    try:
        swap.contents(path, key)
    except (Problem, files.DriverError):
        return False
    return True


def _apply(path: Path, key: Key | None, rows: Iterable[tuple[Any, ...]]) -> tuple[str, ...]:
    """Write revisions and what they say into a file; return documents whose bytes are missing."""
    with closing(files.bare(path, key)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        for row in rows:
            _write(connection, row)
        connection.execute("COMMIT")
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
        missing = tuple(damage.where for damage in health.evidence(connection))
    if broken:
        raise Problem(tr("The changes since the backup do not fit it."), tr("Try another place."))
    files.sync(path)
    return missing


def _write(connection: Any, revision: tuple[Any, ...]) -> None:
    row = dict(zip(STORED, revision, strict=True))
    table, record_id = row["table_name"], row["record_id"]
    after = {name: pair[1] for name, pair in json.loads(row["changes"]).items()}
    if row["action"] == REMOVED:
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (record_id,))
    elif connection.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (record_id,)).fetchone():
        sets = ", ".join(f'"{name}" = ?' for name in after)
        values = (*after.values(), record_id)
        connection.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', values)
    else:
        after = {**empties(table), **after}
        names = ", ".join(f'"{name}"' for name in after)
        marks = ", ".join("?" * len(after))
        values = tuple(after.values())
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', values)
    marks = ", ".join("?" * len(STORED))
    connection.execute(f"INSERT INTO revision ({', '.join(STORED)}) VALUES ({marks})", revision)
