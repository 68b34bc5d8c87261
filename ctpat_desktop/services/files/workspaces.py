"""Making, opening and closing workspaces, and everything about their passphrase."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from ctpat_desktop.reading import kits
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem, Unreachable
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.later import later
from ctpat_desktop.workspace import door, key_storage, keys, swap
from ctpat_desktop.workspace.backups import backups
from ctpat_desktop.workspace.door import Damaged, Locked, WrongKey
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.lock_file import InUse
from ctpat_desktop.workspace.unit import Workspace as Workspace

MOVED = "Move policy reviews to procedures"
"""What the step is called that brings an older file's policy reviews to the procedures."""

_move_policies = later("ctpat_desktop.services.files.policy_reviews:move")


def create(path: Path, passphrase: str = "") -> Workspace:
    """Make a new, empty workspace, encrypted unless the passphrase is ""; Problem if it cannot."""
    door.refuse_taken(path)
    return door.create_workspace(path, keys.fresh(passphrase) if passphrase else None)


def open_file(path: Path, passphrase: str = "", *, reading_only: bool = False) -> Workspace:
    """Open a workspace; Problem says in one line why it cannot be opened.

    Locked where it needs a passphrase and none is given, WrongKey where another is needed.
    """
    key = key_of(path, passphrase) if passphrase else None
    return _up_to_date(door.open_workspace(path, key, reading_only=reading_only))


def open_with(path: Path, key: Key, *, reading_only: bool = False) -> Workspace:
    """Open an encrypted workspace with a key from the keyring or a recovery sheet."""
    return _up_to_date(door.open_workspace(path, key, reading_only=reading_only))


def _up_to_date(workspace: Workspace) -> Workspace:
    """Return an opened file after what a register of earlier versions holds was moved over."""
    if workspace.reading_only:
        return workspace
    try:
        with workspace.read() as session:
            has_any = session.scalar(text("SELECT EXISTS (SELECT 1 FROM policy_review)"))
            workspace.reading_only = _over(session)
        if has_any and not workspace.reading_only:
            _move_policies(workspace, MOVED)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _over(session: Session) -> str:
    """Return why a field kit is only read: its last day is over; "" for any other file."""
    kit = kits.of_file(session)
    if kit is None or not kit.late(date.today()):
        return ""
    day = day_text(date.fromisoformat(kit.until))
    return tr("this field kit was to be handed back by {day}.").format(day=day)


@contextmanager
def beside(workspace: Workspace, path: Path, passphrase: str = "") -> Iterator[Workspace]:
    """Open another file to read; an older one is read in a copy that is gone in the end.

    Problem where it is the one that is open already, under whatever name: closing it a second time
    would take its locks away.
    """
    if path.exists() and workspace.path.exists() and path.samefile(workspace.path):
        raise Problem(tr("This is the file that is open."), tr("Choose another one."))
    with opened(path, passphrase) as other:
        yield other


@contextmanager
def opened(path: Path, passphrase: str = "") -> Iterator[Workspace]:
    """Open a file to read and close it again in the end."""
    workspace = open_quickly(path, passphrase, reading_only=True)
    try:
        yield workspace
    finally:
        workspace.close()


def open_quickly(path: Path, passphrase: str = "", *, reading_only: bool = False) -> Workspace:
    """Open with the passphrase or, without one, with the key this computer's keyring has.

    Reading never writes: a file of an older version is read in a private copy that is upgraded.
    """
    try:
        return _opened_quickly(path, passphrase, reading_only=reading_only)
    except door.Outdated:
        return _opened_copy(path, passphrase)


def _opened_copy(path: Path, passphrase: str) -> Workspace:
    """Open an upgraded copy that is gone when it is closed."""
    folder = Path(tempfile.mkdtemp(prefix="ctpat-reading-"))
    copy = folder / path.name
    try:
        for end in ("", "-wal"):
            part = path.with_name(path.name + end)
            if part.exists():
                shutil.copy(part, copy.with_name(copy.name + end))
        _opened_quickly(copy, passphrase, reading_only=False).close()
        workspace = _opened_quickly(copy, passphrase, reading_only=True)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Problem(
            tr("{path} cannot be read in this version: {reason}.").format(
                path=path.name, reason=reason(error)
            ),
            tr("Open it in the window once; it is upgraded then."),
        ) from error
    except Problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    workspace.scratch = folder
    return workspace


def _opened_quickly(path: Path, passphrase: str, *, reading_only: bool) -> Workspace:
    if passphrase or not door.is_encrypted(path):
        return open_file(path, passphrase, reading_only=reading_only)
    found = key_storage.recall(keys.salt_of(path))
    if found.key is None:
        raise Locked(
            tr("{path} is encrypted.").format(path=path.name),
            tr("Give its passphrase. {note}").format(note=found.note),
        )
    try:
        return open_with(path, found.key, reading_only=reading_only)
    except WrongKey as error:
        raise outdated_key(path) from error


def outdated_key(path: Path) -> Locked:
    """Return the Problem of a key in the keyring that a change of passphrase made worthless."""
    return Locked(
        tr("{path} has another passphrase since its key was kept on this computer.").format(
            path=path.name
        ),
        tr("Give its passphrase."),
    )


def is_encrypted(path: Path) -> bool:
    """Return whether a file asks for a passphrase; Problem when it is no workspace at all."""
    return door.is_encrypted(path)


def key_of(path: Path, passphrase: str) -> Key:
    """Return the key that a passphrase gives for a file; it may still be the wrong one."""
    if not door.is_encrypted(path):
        raise Problem(
            tr("{path} is not encrypted, although a passphrase was given for it.").format(
                path=path.name
            ),
            tr(
                "Leave the passphrase out. If it should be encrypted, somebody has "
                "replaced the file."
            ),
        )
    return keys.derive(passphrase, keys.salt_of(path))


def key_from_words(path: Path, words: str) -> Key:
    """Return the key that the words of a recovery sheet stand for; it may be an older one."""
    if not door.is_encrypted(path):
        raise Problem(
            tr("{path} is not encrypted.").format(path=path.name),
            tr("It opens without a recovery sheet."),
        )
    return keys.from_words(words, keys.salt_of(path))


def open_with_words(path: Path, words: str) -> Workspace:
    """Open with the words, or the QR code's line, of a recovery sheet."""
    try:
        return open_with(path, key_from_words(path, words))
    except WrongKey as error:
        raise outdated_sheet() from error


def outdated_sheet() -> WrongKey:
    """Return the Problem of a sheet whose words fit the file but do not open it."""
    return WrongKey(
        tr(
            "This recovery sheet is of this workspace, but older than its last change of "
            "passphrase: "
            "it is no longer valid."
        ),
        tr("Use the newest sheet or the passphrase."),
    )


def recovery_sheet(workspace: Workspace, today: date) -> bytes:
    """Return the one-page PDF with the key of an encrypted workspace."""
    from ctpat_desktop.documents.files.recovery_sheet import RecoverySheet, recovery_sheet

    key = workspace.key
    if key is None:
        raise Problem(tr("This workspace has no passphrase."), tr("Give it one first."))
    number = keys.short_id(key.salt)
    words, code = keys.to_words(key), keys.to_code(key)
    return recovery_sheet(RecoverySheet(workspace.path.name, number, words, code, today))


def change_passphrase(workspace: Workspace, passphrase: str) -> None:
    """Encrypt with another passphrase, or for the first time; the workspace is open afterwards.

    The file of before stays until the new one is proven. A key kept in the keyring follows.
    """
    path, old = workspace.path, workspace.key
    if workspace.reading_only:
        raise Problem(
            tr("{path} is open to read only.").format(path=path.name), workspace.reading_only
        )
    if not passphrase:
        raise Problem(tr("The new passphrase is empty."), tr("Nothing was changed. Type one."))
    workspace.check_reach()
    new = keys.derive(passphrase, old.salt) if old else keys.fresh(passphrase)
    try:
        workspace.suspend(keeps_key=True)
        if old is None:
            swap.encrypt_plain(path, new)
        else:
            swap.change_key(path, old, new)
    except Problem:
        door.reopen(workspace, old)
        raise
    try:
        door.reopen(workspace, new)
    except Problem as problem:
        raise Problem(
            tr("The passphrase was changed, but {problem}").format(problem=problem),
            f"{problem.hint} {tr('Open it with the new passphrase.')}",
        ) from problem
    if old is not None and key_storage.recall(old.salt).key == old:
        key_storage.keep(new)


def proves(workspace: Workspace, passphrase: str) -> bool:
    """Return whether this is the passphrase of an open workspace."""
    key = workspace.key
    return key is not None and keys.derive(passphrase, key.salt) == key


def unlock(workspace: Workspace, key: Key) -> None:
    """Open a suspended workspace again; WrongKey when the key is not its own.

    Where the file is gone or another one has its place, a key that opens a backup is taken back:
    Unreachable rises, and the workspace can be saved to another place.
    """
    try:
        door.reopen(workspace, key)
    except WrongKey:
        raise
    except Problem as problem:
        if not any(backups.opens(row, key) for row in backups.of(key)):
            raise
        workspace.take_back(key)
        raise Unreachable(str(problem), problem.hint) from problem


def number_of(workspace: Workspace) -> str:
    """Return the number of an encrypted file as recovery sheets carry it, such as 3F2A-91BC."""
    return keys.short_id(workspace.key.salt) if workspace.key else ""


def salt_of(path: Path) -> bytes:
    """Return the number of a closed, encrypted file."""
    return keys.salt_of(path)


__all__ = ["Damaged", "InUse", "Key", "Locked", "Workspace", "WrongKey", "create", "open_file"]
