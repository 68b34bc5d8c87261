"""Changes a whole file safely: copy, change the copy, verify it, put it in place.

Until the last step, one rename, the file of before is what is there. Nobody may have it open.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace import keys, schema
from ctpat_desktop.workspace.failures import reason
from ctpat_desktop.workspace.keys import Key


def upgrade(path: Path, key: Key | None) -> None:
    """Bring an older file to this version's tables; the older file is kept beside it."""
    kept = _free_name(path, "before upgrade")

    def migrate(scratch: Path) -> None:
        _copied(path, scratch, key, key)
        with _engine(scratch, key) as engine:
            schema.upgrade(engine)
        _refuse_broken(scratch, key)
        half = files.scratch(path, "kept")
        _copied(path, half, key, key)
        files.put(half, kept)

    _swap(path, migrate, tr("{path} was not upgraded").format(path=path.name), kept)


def change_key(path: Path, old: Key, new: Key) -> None:
    """Encrypt a file anew with another key; the old file stays until the new one is proven."""

    def encrypt(scratch: Path) -> None:
        _copied(path, scratch, old, new)
        _refuse_different(path, old, scratch, new)

    _swap(path, encrypt, tr("The passphrase of {path} was not changed").format(path=path.name))


def encrypt_plain(path: Path, key: Key) -> None:
    """Encrypt a file that had no passphrase."""

    def encrypt(scratch: Path) -> None:
        with closing(files.bare(path, None)) as source:
            files.export(source, scratch, key)
        _refuse_different(path, None, scratch, key)

    _swap(path, encrypt, tr("{path} was not encrypted").format(path=path.name))


def contents(path: Path, key: Key | None) -> tuple[tuple[str, int], ...]:
    """Return the number of rows of every table, and prove that each page can be read."""
    with closing(files.bare(path, key)) as connection:
        _refuse_unsound(connection)
        query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        names = [row[0] for row in connection.execute(query)]
        count = 'SELECT count(*) FROM "{}"'
        return tuple((name, connection.execute(count.format(name)).fetchone()[0]) for name in names)


def copy_to(path: Path, key: Key | None, target: Path) -> None:
    """Copy a closed file to a new place as it is; the copy is proven before it counts."""
    _copied(path, target, key, key)
    try:
        _refuse_different(path, key, target, key)
    except BaseException:
        files.forget(target)
        raise


def _swap(path: Path, make: Callable[[Path], None], failed: str, copy: Path | None = None) -> None:
    _refuse_several_names(path, failed)
    scratch = files.scratch(path, "swap")
    try:
        make(scratch)
        _refuse_waiting(path)
        files.sync(scratch)
        when_free(lambda: scratch.replace(path))  # the one step that counts
        files.sync_folder(path.parent)
    except (OSError, DatabaseError, files.DriverError, Problem) as error:
        files.forget(scratch)
        said = str(error).rstrip(".") if isinstance(error, Problem) else reason(error)
        raise Problem(f"{failed}: {said}.", _untouched(path, copy)) from error


def _refuse_several_names(path: Path, failed: str) -> None:
    """Refuse to replace a file that has other names: those would go on naming the old one."""
    try:
        several = path.stat().st_nlink > 1
    except OSError as error:
        raise Problem(f"{failed}: {reason(error)}.", tr("Try again.")) from error
    if several:
        raise Problem(
            tr(
                "{failed}: it is one file under several names (hard links), and the others "
                "would keep the old one."
            ).format(failed=failed),
            tr("Save a copy in another place, or remove the other names, and try again."),
        )


def _untouched(path: Path, copy: Path | None) -> str:
    if copy is None or not copy.exists():
        return tr("{path} is as it was before. Try again.").format(path=path.name)
    words = tr("{path} is as it was before. A copy of it is in {copy}. Try again.")
    return words.format(path=path.name, copy=copy.name)


def _copied(source: Path, target: Path, old: Key | None, new: Key | None) -> None:
    """Copy with the write-ahead log folded in; nothing of the copy is left when it fails."""
    try:
        with closing(files.bare(source, old)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            files.copy(connection, target, new)
    except BaseException:
        files.forget(target)
        raise


@contextmanager
def _engine(path: Path, key: Key | None) -> Iterator[Engine]:
    engine = files.connect(path, key)
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_broken(path: Path, key: Key | None) -> None:
    with closing(files.bare(path, key)) as connection:
        _refuse_unsound(connection)
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise Problem(tr("the changed copy has dangling links"))


def _refuse_unsound(connection: files.Connection) -> None:
    broken = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if broken != "ok":
        raise Problem(tr("the copy is damaged ({why})").format(why=broken.splitlines()[-1]))


def _refuse_different(old: Path, old_key: Key | None, new: Path, new_key: Key | None) -> None:
    if contents(old, old_key) != contents(new, new_key):
        raise Problem(tr("the copy differs from the file"))


def _refuse_waiting(path: Path) -> None:
    for end in files.SIDE_FILES:
        if path.with_name(path.name + end).exists():
            raise Problem(tr("another program has the file open"))


def _free_name(path: Path, words: str) -> Path:
    for number in range(1, 1000):
        end = "" if number == 1 else f" {number}"
        place = path.with_name(f"{path.stem} {words}{end}{path.suffix}")
        if not os.path.lexists(place):
            return place
    raise Problem(
        tr("There are too many copies of {path}.").format(path=path.name),
        tr("Move some of them away."),
    )


def salt_or_new(path: Path, passphrase: str) -> Key:
    """Return the key of a new passphrase for a file, keeping the file's number where it has one."""
    salt = keys.salt_of(path)
    return keys.derive(passphrase, salt) if salt else keys.fresh(passphrase)
