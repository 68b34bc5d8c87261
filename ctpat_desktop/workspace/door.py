"""The one door to a workspace file: creating and opening, with all refusals in plain words."""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import schema
from ctpat_desktop.workspace.unit import Workspace

APPLICATION_ID = 0x43545041
"""SQLite's `application_id` of our files: the letters CTPA."""

PATIENCE = 5.0
"""Seconds to wait for another program that is writing to the same file."""


def connect(path: Path) -> Engine:
    """Return an engine on a file with everything switched on that SQLite leaves off."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)), connect_args={"timeout": PATIENCE}
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def create_workspace(path: Path) -> Workspace:
    """Make a new, empty workspace file; never over something that exists."""
    _refuse_taken(path)
    scratch = path.with_name(f".{path.name}.new-{os.getpid()}")
    try:
        os.close(os.open(scratch, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        engine = connect(scratch)
        schema.upgrade(engine)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        engine.dispose()
        scratch.rename(path)
    except (OSError, DatabaseError) as error:
        with suppress(OSError):
            scratch.unlink()
        raise Problem(
            f"{path.name} could not be made: {reason(error)}.", "Choose another place."
        ) from error
    return open_workspace(path)


def open_workspace(path: Path) -> Workspace:
    """Open an existing workspace, upgrading an older one; Problem says why if it cannot."""
    _refuse_unlike(path)
    engine = connect(path)
    try:
        _check(engine, path)
        schema.upgrade(engine)
        _fold(engine)
    except (DatabaseError, sqlite3.DatabaseError) as error:
        engine.dispose()
        if "locked" in str(error):
            raise Problem(
                f"{path.name} was not opened: another program is writing to it.",
                "Close that program or try again in a moment.",
            ) from error
        raise Problem(
            f"{path.name} is damaged and was not opened: {reason(error)}.",
            "The file was left as it is. Open a backup copy.",
        ) from error
    except Problem:
        engine.dispose()
        raise
    return Workspace(path, engine)


def reason(error: Exception) -> str:
    """Return the shortest true words for a system failure."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    origin = getattr(error, "orig", None) or error
    return str(origin).splitlines()[0]


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise Problem(f"{path.name} exists already.", "Choose another name or open that file.")
    if not path.parent.is_dir():
        raise Problem(f"There is no folder {path.parent}.", "Make it first or choose another.")


def _refuse_unlike(path: Path) -> None:
    if not os.path.exists(path):  # noqa: PTH110 - says no where Path raises: a name too long
        raise Problem(f"There is no file {path}.", "Check the name.")
    if path.is_dir():
        raise Problem(f"{path} is a folder, not a workspace.", "Choose a file ending in .ctpat.")
    try:
        with path.open("rb") as file:
            head = file.read(18)
    except OSError as error:
        raise Problem(f"{path.name} cannot be read: {reason(error)}.") from error
    if head[:16] != b"SQLite format 3\x00":
        raise Problem(
            f"{path.name} is not a workspace of CTPAT Desktop.", "Choose a file ending in .ctpat."
        )
    _refuse_torn(path, int.from_bytes(head[16:18], "big"))


def _refuse_torn(path: Path, page: int) -> None:
    """Refuse a file whose last page is cut; SQLite would read the rest of it as zeros."""
    size = 65536 if page == 1 else page
    waiting = any(path.with_name(path.name + end).exists() for end in ("-wal", "-journal"))
    if not waiting and (size == 0 or path.stat().st_size % size):
        raise Problem(
            f"{path.name} is damaged and was not opened: its end is missing.",
            "The file was left as it is. Open a backup copy.",
        )


def _check(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        kind = connection.exec_driver_sql("PRAGMA application_id").scalar()
        if kind != APPLICATION_ID:
            raise Problem(
                f"{path.name} is a database of another program.", "Choose a file ending in .ctpat."
            )
        broken = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
        if broken != "ok":
            raise Problem(
                f"{path.name} is damaged and was not opened: {str(broken).splitlines()[-1]}.",
                "The file was left as it is. Open a backup copy.",
            )
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if version > schema.VERSION:
        raise Problem(
            f"{path.name} was made by a newer version of CTPAT Desktop.",
            "The file was not touched. Install the newer version to open it.",
        )


def _fold(engine: Engine) -> None:
    """Use the write-ahead log where the file can be written; it is folded back on close."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if "readonly" not in str(error):
            raise
    finally:
        connection.close()
