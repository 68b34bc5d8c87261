"""Reads days and moments from a file, and says so where another program left something else."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Date, DateTime, Engine
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DataError

Process = Callable[[Any], Any] | None


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


def read_strictly(engine: Engine) -> None:
    """Let an engine name a cell that holds no date, where SQLAlchemy's error says nothing of it."""
    own = {Date: _Day, DateTime: _Moment}
    engine.dialect.colspecs = {**engine.dialect.colspecs, **own}


def _checked(process: Process) -> Process:
    def read(value: Any) -> Any:
        try:
            return process(value) if process else value
        except (TypeError, ValueError) as error:
            shown = f"{value!r:.40}"
            raise DataError("", None, ValueError(f"no date: {shown}")) from error

    return read
