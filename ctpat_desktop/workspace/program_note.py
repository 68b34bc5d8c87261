"""Which version of the program wrote a file: a view that holds two texts.

So any version reads it, however the tables are. It is no table of records and has no history.
"""

import re
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from ctpat_desktop import RELEASED, __version__
from ctpat_desktop.workspace.engine import DriverError

VIEW = "written_by_program"
_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){1,3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Note(NamedTuple):
    """A version and its day (ISO); both "" where a file does not say."""

    version: str = ""
    released: str = ""


HERE = Note(__version__, RELEASED)
"""This program."""


def read(connection: Any) -> Note:
    """Return what a file says, through a driver's connection or one of SQLAlchemy."""
    run = getattr(connection, "exec_driver_sql", connection.execute)
    try:
        row = run(f"SELECT version, released FROM {VIEW}").fetchone()
    except (DatabaseError, DriverError):
        return Note()
    if row is None or not all(isinstance(value, str) for value in row):
        return Note()
    version, released = row
    if not _VERSION.fullmatch(version):  # a text of whoever made the file, not of the program
        return Note()
    return Note(version, released if _DAY.fullmatch(released) else "")


def statement() -> str:
    """Return what makes the view say this program."""
    return (
        f"CREATE VIEW {VIEW} AS SELECT '{HERE.version}' AS version, '{HERE.released}' AS released"
    )


def keep(engine: Engine) -> None:
    """Let a file that is written in say this program, unless a newer one wrote in it.

    A file in which that cannot be written now is used all the same.
    """
    try:
        with engine.connect() as connection:
            before = read(connection)
        if before == HERE or order(before.version) > order(HERE.version):
            return
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP VIEW IF EXISTS {VIEW}")
            connection.exec_driver_sql(statement())
    except DatabaseError:
        return


def order(version: str) -> tuple[int, ...]:
    """Return what sorts versions as they came out; one that is not said comes first."""
    return tuple(int(part) for part in version.split(".")) if version else ()
