"""The one door to a workspace file: creating and opening, with all refusals in plain words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from ctpat_desktop.support.dates import with_days
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.foreign import refuse_strange
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.workspace import (
    chain,
    file_identity,
    keys,
    program_note,
    schema,
    stale_log,
    swap,
)
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.change_guard import Guard, Outside, changed_outside
from ctpat_desktop.workspace.failures import BACKUP_OR_REPAIR, reason
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.lock_file import Ownership
from ctpat_desktop.workspace.storage import look
from ctpat_desktop.workspace.unit import Held, Workspace

CHECKED_AT_ONCE = 128 * 2**20
"""Bytes of the largest file that is read through when it is opened; backups check larger ones."""

NOT_NOW = {
    "locked": (
        N_("another program is writing to it"),
        N_("Close that program or try again in a moment."),
    ),
    "locking protocol": (
        N_("other programs keep opening and closing it"),
        N_("Close them or try again in a moment."),
    ),
    "disk is full": (N_("the disk is full"), N_("Free some space and open it again.")),
    "disk I/O": (N_("the disk did not answer"), N_("Check the drive and open it again.")),
    "unable to open": (
        N_("its folder is gone or closed to you"),
        N_("Check the drive and the folder."),
    ),
}
"""Why a file cannot be opened although it is whole: what SQLite says, the cause, the way out."""


class Locked(Problem):
    """The file is encrypted and no key was given."""


class Outdated(Problem):
    """The file is of an older version and may not be written, so it cannot be upgraded."""


class WrongKey(Problem):
    """The key is not the file's."""


class Damaged(Problem):
    """The file is a workspace, but something of it cannot be read."""


def create_workspace(path: Path, key: Key | None = None) -> Workspace:
    """Make a new, empty workspace file; never over something that exists."""
    refuse_taken(path)
    scratch = files.scratch(path, "new")
    try:
        files.make_private(scratch)
        engine = files.connect(scratch, key)
        schema.lay(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(program_note.statement())
            connection.exec_driver_sql(f"PRAGMA application_id = {files.APPLICATION_ID}")
        engine.dispose()
        files.sync(scratch)
        files.put(scratch, path)
    except (OSError, DatabaseError) as error:
        files.forget(scratch)
        raise Problem(
            tr("{name} could not be made: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Choose another place."),
        ) from error
    return open_workspace(path, key)


def open_workspace(path: Path, key: Key | None = None, *, reading_only: bool = False) -> Workspace:
    """Open an existing workspace, upgrading an older one; Problem says why if it cannot.

    Where the folder cannot be written, or `reading_only` is asked for, nothing is ever written.
    """
    _refuse_unlike(path)
    path = file_identity.real(path)
    _refuse_unfitting(path, key)
    ownership, why = (None, tr("You opened it to read.")) if reading_only else _own(path)
    try:
        _refuse_foreign_log(path, key)
        if ownership is not None:
            files.sweep(path)
            stale_log.prove(path, key)
        return Workspace(path, _held(path, key, ownership, why))
    except BaseException:
        if ownership is not None:
            ownership.release()
        raise


def reopen(workspace: Workspace, key: Key | None, path: Path | None = None) -> None:
    """Open a suspended workspace again, or the same one in another place.

    Refused where the file has another history than the one written in: an older copy, say.
    """
    place = file_identity.real(path or workspace.path)
    _refuse_unlike(place)
    _refuse_unfitting(place, key)
    ownership, why = workspace.ownership, workspace.reading_only
    if place != workspace.path:
        ownership, why = _own(place)
    else:
        _refuse_swapped(workspace)
    held = _held(place, key, ownership, why)
    if held.tip != workspace.tip and not why:
        held.engine.dispose()
        held.guard.close()
        raise Outside(
            tr("{place} is another version than the one you were writing in.").format(
                place=place.name
            ),
            tr("Nothing was written over it. Save yours to another place, then compare."),
        )
    workspace.resume(place, held)


def _refuse_swapped(workspace: Workspace) -> None:
    """Refuse another file under our name while our write-ahead log still lies beside it.

    SQLite would take that log for its own and mix the two.
    """
    if not workspace.left_page:
        return
    with workspace.path.open("rb") as file:
        page = file.read(keys.PAGE)
    if page != workspace.left_page:
        raise changed_outside(workspace.path.name)


def is_encrypted(path: Path) -> bool:
    """Return whether a file needs a key; Problem when it is no workspace at all."""
    _refuse_unlike(path)
    return bool(keys.salt_of(path))


def is_plain(path: Path) -> bool:
    """Return whether a damaged file was not encrypted: its first bytes are nearly as they were."""
    with path.open("rb") as file:
        return _nearly(file.read(len(keys.PLAIN)))


def refuse_taken(path: Path) -> None:
    """Raise Problem when a new file cannot get this name."""
    if os.path.lexists(path):
        raise Problem(
            tr("{name} exists already.").format(name=path.name),
            tr("Choose another name or open that file."),
        )
    if not path.parent.is_dir():
        raise Problem(
            tr("There is no folder {parent}.").format(parent=path.parent),
            tr("Make it first or choose another."),
        )
    for end in files.SIDE_FILES:
        left = path.with_name(path.name + end)
        if os.path.lexists(left):  # SQLite would mix it into the new file
            raise Problem(
                tr("{left} is left over from an earlier file of this name.").format(left=left.name),
                tr("Choose another name, or move it away first."),
            )


def check_whole(path: Path, key: Key | None, *, thorough: bool = False) -> int:
    """Read a file's first page, or all of it; return its schema version or raise Problem."""
    engine = files.connect(path, key, reading_only=True)
    try:
        _refuse_wrong_key(engine, path, key)
        return _check(engine, path, thorough=thorough)
    except DatabaseError as error:
        raise _damaged(path, error) from error
    finally:
        engine.dispose()


def _held(path: Path, key: Key | None, ownership: Ownership | None, why: str) -> Held:
    with _readable(path):
        small = path.stat().st_size <= CHECKED_AT_ONCE
    version = check_whole(path, key, thorough=small)
    if version < schema.VERSION:
        if why:
            raise Outdated(
                tr("{path} was made by an older version and cannot be upgraded: {why}").format(
                    path=path.name, why=why
                ),
                tr("Copy it to a folder that can be written and open that copy."),
            )
        swap.upgrade(path, key)
    with _readable(path):
        if ownership is not None:
            ownership.follow(path)
        guard = Guard(path)
    engine = files.connect(path, key, reading_only=bool(why))
    try:
        has_log = not why and look(path).allows_wal
        if not why:
            _fold(engine, has_log)
            program_note.keep(engine)
        tip = chain.newest(engine)
        if has_log:
            guard.hold()
    except (DatabaseError, files.DriverError) as error:
        engine.dispose()
        guard.close()
        raise _damaged(path, error) from error
    guard.note()
    return Held(engine, key, ownership, guard, tip, why)


def _refuse_foreign_log(path: Path, key: Key | None) -> None:
    with _readable(path):
        file_identity.refuse_foreign_log(path, key)


def _own(path: Path) -> tuple[Ownership | None, str]:
    try:
        return Ownership(path), ""
    except OSError:
        return None, tr("This folder cannot be written.")


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read: {reason}.").format(name=path.name, reason=reason(error)),
            tr("Try again."),
        ) from error


def _refuse_unlike(path: Path) -> None:
    refuse_strange(path, may_be_folder=True)
    if not os.path.exists(path):  # noqa: PTH110 - says no where Path raises: a name too long
        raise Problem(tr("There is no file {path}.").format(path=path), tr("Check the name."))
    if path.is_dir():
        raise Problem(
            tr("{path} is a folder, not a workspace.").format(path=path),
            tr("Choose a file ending in .ctpat."),
        )
    with _readable(path):
        with path.open("rb") as file:
            head = file.read(18)
        size = path.stat().st_size
    plain = head[:16] == keys.PLAIN
    if not plain and _nearly(head):
        raise _damaged(path, None, tr("its first bytes are changed"))
    if not plain and (size < 2 * keys.PAGE or _is_text(head)):
        raise Problem(
            tr("{path} is not a workspace of CTPAT Desktop.").format(path=path.name),
            tr("Choose a file ending in .ctpat."),
        )
    _refuse_torn(path, size, int.from_bytes(head[16:18], "big") if plain else keys.PAGE)


def _nearly(head: bytes) -> bool:
    return sum(a == b for a, b in zip(head, keys.PLAIN, strict=False)) > 11


def _is_text(head: bytes) -> bool:
    """Tell a text, PDF or office file from the random first bytes of an encrypted one."""
    return head[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0") or all(
        byte in b"\t\n\r" or 32 <= byte < 127 for byte in head
    )


def _refuse_torn(path: Path, size: int, page: int) -> None:
    """Refuse a file whose last page is cut; SQLite would read the rest of it as zeros."""
    page = 65536 if page == 1 else page
    waiting = any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    if not waiting and (page == 0 or size % page):
        raise _damaged(path, None, tr("its end is missing"))


def _refuse_unfitting(path: Path, key: Key | None) -> None:
    salt = keys.salt_of(path)
    if salt and key is None:
        raise Locked(
            tr("{path} is encrypted.").format(path=path.name), tr("It needs its passphrase.")
        )
    if key is not None and salt and salt != key.salt:
        raise _damaged(path, None, tr("its first 16 bytes, the salt, are not those of its key"))
    if key is not None and not salt:
        raise Problem(
            tr("{path} is not encrypted, although a passphrase was given for it.").format(
                path=path.name
            ),
            tr("If it should be encrypted, somebody has put another file in its place."),
        )


def _refuse_wrong_key(engine: Engine, path: Path, key: Key | None) -> None:
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
    except DatabaseError as error:
        if key is None or tr("not a database") not in str(error):
            raise
        with _readable(path):
            fitting = keys.fits(path, key)
        if fitting:
            raise _damaged(path, error, tr("its first page does not fit the rest")) from error
        raise WrongKey(tr("This is not the passphrase of this workspace.")) from error


def _check(engine: Engine, path: Path, *, thorough: bool) -> int:
    with engine.connect() as connection:
        kind = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if kind != files.APPLICATION_ID:
            raise Problem(
                tr("{path} is a database of another program.").format(path=path.name),
                tr("Choose a file ending in .ctpat."),
            )
        if thorough:
            broken = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            if broken != "ok":
                raise _damaged(path, None, str(broken).splitlines()[-1])
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        note = program_note.read(connection)
    if version > schema.VERSION:
        raise _newer(path, note)
    if version < 1:
        raise _damaged(path, None, tr("its tables were never finished"))
    return version


def _newer(path: Path, note: program_note.Note) -> Problem:
    """Return what is said of a file this program is too old for."""
    if not note.version:
        return Problem(
            tr("{path} was made by a newer version of CTPAT Desktop.").format(path=path.name),
            tr("The file was not touched. Install the newer version to open it."),
        )
    dated = tr(
        "{path} was made by a newer version of CTPAT Desktop: {version} of {day}; this is {ours}."
    )
    words = tr("{path} was made by a newer version of CTPAT Desktop: {version}; this is {ours}.")
    hint = tr("The file was not touched. Install version {version} or newer to open it.")
    return Problem(
        (dated if note.released else words).format(
            path=path.name,
            version=note.version,
            day=with_days(note.released),
            ours=program_note.HERE.version,
        ),
        hint.format(version=note.version),
    )


def _damaged(path: Path, error: Exception | None, words: str = "") -> Problem:
    for sign, (cause, remedy) in NOT_NOW.items():
        if error is not None and sign in str(error):
            return Problem(
                tr("{path} was not opened: {cause}.").format(path=path.name, cause=tr(cause)),
                tr(remedy),
            )
    said = words or (reason(error) if error else "")
    return Damaged(
        tr("{path} is damaged and was not opened: {said}.").format(path=path.name, said=said),
        f"{tr('The file was left as it is.')} {tr(BACKUP_OR_REPAIR)}",
    )


def _fold(engine: Engine, has_log: bool) -> None:
    """Use the write-ahead log where the place allows it; it is folded back on close."""
    connection = engine.raw_connection()
    try:
        mode = "WAL" if has_log else "DELETE"
        connection.cursor().execute(f"PRAGMA journal_mode = {mode}").fetchall()
    except files.DriverError as error:
        if "readonly" not in str(error):
            raise
    finally:
        connection.close()
