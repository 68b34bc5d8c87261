"""Connections to a workspace file, encrypted or plain, with all switched on that matters."""

import errno
import os
import re
import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, QueuePool, create_engine, event

from ctpat_desktop.support.busy import when_free
from ctpat_desktop.support.names import cut
from ctpat_desktop.support.progress import Progress, Silent
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.dialect import COMPILED, URL
from ctpat_desktop.workspace.keys import Key

Connection = sqlcipher.Connection
DriverError = sqlcipher.Error

APPLICATION_ID = 0x43545041
"""SQLite's `application_id` of our files: the letters CTPA."""

PATIENCE = 5.0
"""Seconds to wait for another program that is writing to the same file."""

SIDE_FILES = ("-wal", "-shm", "-journal")
"""What SQLite may keep beside a file while it is open."""


STEP = 2048
"""Pages copied between two looks at the progress: 8 MB."""

KINDS = "(new|swap|kept|part|from|old|rehearsal)"
"""What scratch files are for; the name of one ends in this and the number of its process."""

LONGEST = 200
"""Characters of a file's name that its scratch files carry, so that theirs are not too long."""


def connect(path: Path, key: Key | None = None, *, reading_only: bool = False) -> Engine:
    """Return an engine on a file; nothing is read or checked yet."""
    engine = create_engine(
        URL,
        poolclass=QueuePool,
        creator=lambda: _opened(path, check_same_thread=False),
        execution_options={"compiled_cache": COMPILED},
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        prepare(connection, key)
        connection.create_function("natural_key", 1, natural_key, deterministic=True)
        connection.execute(f"PRAGMA query_only = {'ON' if reading_only else 'OFF'}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("unlinked", False):  # SQLite lets nobody switch it within a transaction
            connection.info["unlinked"] = True
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")

    @event.listens_for(engine, "checkin")
    def _link(connection: Any, record: Any) -> None:
        if record.info.pop("unlinked", False) and connection is not None:
            connection.execute("PRAGMA foreign_keys = ON")

    return engine


def prepare(connection: Any, key: Key | None) -> None:
    """Give a fresh connection its key first, then foreign keys and full synchronization."""
    connection.isolation_level = None
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = {key.pragma()}")
    for pragma in ("foreign_keys = ON", "temp_store = MEMORY", "synchronous = FULL"):
        try:
            connection.execute(f"PRAGMA {pragma}")
        except DriverError as error:  # this one reads the list of tables; the next query tells
            if "malformed" not in str(error):
                raise
        except UnicodeDecodeError as error:  # the driver cannot spell what it found damaged
            raise sqlcipher.DatabaseError("database disk image is malformed") from error


def bare(path: Path, key: Key | None) -> Any:
    """Return a plain DB-API connection, for copying and looking at damaged files."""
    connection = _opened(path)
    prepare(connection, key)
    return connection


def lenient(path: Path, key: Key | None) -> Any:
    """Return a connection that goes on where a part of the list of tables is damaged."""
    connection = _opened(path)
    connection.isolation_level = None
    connection.execute("PRAGMA cipher_log_level = NONE")
    if key is not None:
        connection.execute(f"PRAGMA key = {key.pragma()}")
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("PRAGMA query_only = ON")
    return connection


def _opened(path: Path, **more: Any) -> Any:
    """Open a file that is there; SQLite alone would make an empty one where it is gone."""
    place = path.absolute().as_uri()
    if not place.startswith("file:///"):  # a share; SQLite wants its name in the path
        place = place.replace("file://", "file:////", 1)
    return sqlcipher.connect(f"{place}?mode=rw", timeout=PATIENCE, uri=True, **more)


def make_private(path: Path) -> None:
    """Make an empty file only its owner can read; FileExistsError where there is one."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def copy(source: Any, target: Path, key: Key | None, progress: Progress | None = None) -> None:
    """Copy all pages of an open connection into a new file, encrypted with `key`.

    An encrypted source may get another key; a plain one stays plain (see `export`).
    """
    make_private(target)
    with closing(bare(target, key)) as copied:
        told = progress or Silent()

        def step(_status: int, left: int, total: int) -> None:
            told.step(total - left, total)

        source.backup(copied, pages=STEP, progress=step)
        copied.execute("PRAGMA journal_mode = DELETE").fetchall()
    sync(target)


def export(source: Any, target: Path, key: Key) -> None:
    """Write the content of an open plain connection into a new encrypted file."""
    make_private(target)
    source.execute("ATTACH DATABASE ? AS sealed KEY ?", (str(target), key.pragma()[1:-1]))
    try:
        source.execute("SELECT sqlcipher_export('sealed')").fetchall()
        for name in ("application_id", "user_version"):
            (number,) = source.execute(f"PRAGMA main.{name}").fetchone()
            source.execute(f"PRAGMA sealed.{name} = {number}")
    finally:
        source.execute("DETACH DATABASE sealed")
    sync(target)


def sync(path: Path) -> None:
    """Ask the system to keep a file and its name even if the power fails now."""
    sync_content(path)
    sync_folder(path.parent)


def sync_content(path: Path) -> None:
    """Ask the system to keep what is in a file; its name is still to be changed."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Ask the system to keep a folder's names; a system that cannot is left alone."""
    if os.name == "nt":
        return
    with suppress(OSError):  # it comes after the step that counts; failing here would be untrue
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def scratch(path: Path, kind: str) -> Path:
    """Return where to make a file that becomes `path` or a part of it; what is left there goes."""
    sweep(path)
    place = path.with_name(f".{cut(path.name, LONGEST)}.{kind}-{os.getpid()}")
    _remove(place)
    forget(place)
    return place


def sweep(path: Path) -> None:
    """Remove the scratch files beside `path` whose process died without doing so."""
    name = re.escape(cut(path.name, LONGEST))
    ours = re.compile(rf"\.+{name}(\.{KINDS}-\d+)*\.{KINDS}-(?P<process>\d+)(-wal|-shm|-journal)?")
    with suppress(OSError):
        for left in list(path.parent.iterdir()):
            found = ours.fullmatch(left.name)
            if found and not _is_running(int(found["process"])):
                _remove(left)


def left_aside(path: Path, kind: str) -> Path | None:
    """Return what a process that died had moved away from `path`, if that is still there."""
    name = re.escape(f".{cut(path.name, LONGEST)}.{kind}-")
    with suppress(OSError):
        for left in path.parent.iterdir():
            found = re.fullmatch(rf"{name}(?P<process>\d+)", left.name)
            if found and not _is_running(int(found["process"])):
                return left
    return None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return
    with suppress(OSError):
        path.unlink()


def _is_running(process: int) -> bool:
    import psutil

    return bool(psutil.pid_exists(process))


def put(scratch: Path, target: Path) -> None:
    """Give a finished file its name; FileExistsError when somebody has taken it meanwhile."""
    if os.name == "nt":
        when_free(lambda: scratch.rename(target))  # refuses a name that is taken, by itself
    else:
        try:
            os.link(scratch, target)
        except FileExistsError:
            raise
        except OSError:  # a disk without links, such as a stick
            if os.path.lexists(target):
                raise FileExistsError(errno.EEXIST, "the name was taken meanwhile") from None
            scratch.rename(target)
        else:
            scratch.unlink()
    sync_folder(target.parent)


def forget(path: Path) -> None:
    """Remove a file of ours with everything SQLite keeps beside it."""
    for end in ("", *SIDE_FILES):
        with suppress(OSError):
            path.with_name(path.name + end).unlink()
