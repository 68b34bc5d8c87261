"""What SQLAlchemy is to know of our files: the driver, and days and moments read strictly.

A file gets an engine of its own each time it is opened or unlocked. The dialects of all of them
are equal and share one cache of compiled statements, so that only the first file pays for
compiling: a quarter of a second of the first reading of the registers.
"""

from collections.abc import Callable
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Date, DateTime
from sqlalchemy.dialects import registry, sqlite
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DataError
from sqlalchemy.util import LRUCache

Process = Callable[[Any], Any] | None

URL = "ctpat://"
"""Names the dialect; the file comes with the engine's `creator`."""

COMPILED: Any = LRUCache(2000)
"""Compiled statements of all engines; three times what a whole run of the program makes."""


class _Day(sqlite.DATE):
    """A day; DataError where the cell holds none."""

    def result_processor(self, dialect: Any, coltype: object) -> Process:
        """Return what makes a day of a cell."""
        return _checked(super().result_processor(dialect, coltype))


class _Moment(sqlite.DATETIME):
    """A day with a time; DataError where the cell holds none."""

    def result_processor(self, dialect: Any, coltype: object) -> Process:
        """Return what makes a moment of a cell."""
        return _checked(super().result_processor(dialect, coltype))


class Dialect(SQLiteDialect_pysqlite):
    """SQLite with SQLCipher's driver; names a cell that holds no date, as SQLAlchemy does not."""

    name = "sqlite"
    supports_statement_cache = True

    def __init__(self, **options: Any) -> None:
        """Take the options of an engine."""
        super().__init__(**options)
        self.colspecs = {**self.colspecs, Date: _Day, DateTime: _Moment}

    @classmethod
    def import_dbapi(cls) -> Any:
        """Return the driver."""
        return sqlcipher

    def __eq__(self, other: object) -> bool:
        """All of them are alike: no option differs from engine to engine."""
        return type(other) is type(self)

    def __hash__(self) -> int:
        """Find what another engine has compiled."""
        return hash(type(self))


registry.register("ctpat", __name__, Dialect.__name__)


def _checked(process: Process) -> Process:
    def read(value: Any) -> Any:
        try:
            return process(value) if process else value
        except (TypeError, ValueError) as error:
            shown = f"{value!r:.40}"
            raise DataError("", None, ValueError(f"no date: {shown}")) from error

    return read
