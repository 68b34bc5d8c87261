"""One open workspace and its unit of work: write, append revisions, commit, tell."""

import getpass
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from ctpat_desktop.support.errors import Problem
from ctpat_desktop.workspace import history
from ctpat_desktop.workspace.changes import Changes


class UnitOfWork:
    """Gathers the changes of one action; `changes` is filled once it is committed."""

    def __init__(self, session: Session, batch: str, what: str, who: str) -> None:
        """Take the open session and name the action in words a person knows."""
        self.session = session
        self.batch = batch
        self.what = what
        self.who = who
        self.changes = Changes(what)


class Workspace:
    """One open workspace file."""

    def __init__(self, path: Path, engine: Engine, who: str = "") -> None:
        """Hold the engine; `who` is written beside every change."""
        self.path = path
        self.who = who or os.environ.get("CTPAT_DESKTOP_USER", "") or _login()
        self.on_change: list[Callable[[Changes], None]] = []
        self._engine = engine
        self._undo: list[tuple[str, str]] = []
        self._redo: list[tuple[str, str]] = []
        self._lock = RLock()

    @property
    def can_undo(self) -> str:
        """What undo would take back, or "" when there is nothing."""
        return self._undo[-1][1] if self._undo else ""

    @property
    def can_redo(self) -> str:
        """What redo would bring back, or ""."""
        return self._redo[-1][1] if self._redo else ""

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; what was read stays usable afterwards."""
        try:
            with self._lock, Session(self._engine, expire_on_commit=False) as session:
                yield session
                session.expunge_all()
        except DatabaseError as error:
            raise _told(error, self.path.name, "could not be read") from error

    @contextmanager
    def work(self, what: str) -> Iterator[UnitOfWork]:
        """Run one action: all of it is written with its revisions, or none of it."""
        with self._unit(what) as unit:
            yield unit
        if unit.changes:
            self._undo.append((unit.batch, what))
            self._redo.clear()
            self._tell(unit.changes)

    def undo(self) -> Changes | None:
        """Take back the last action; None when there is none."""
        return self._turn(self._undo, self._redo, forward=False)

    def redo(self) -> Changes | None:
        """Bring back what was last undone; None when there is nothing."""
        return self._turn(self._redo, self._undo, forward=True)

    def close(self) -> None:
        """Fold everything into the one file and let go of it.

        Where another window has the file open too, everything is saved and that one folds it.
        """
        self._engine.dispose()
        try:
            connection = self._engine.raw_connection()
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            cursor.execute("PRAGMA journal_mode = DELETE").fetchall()
            connection.close()
        except (sqlite3.DatabaseError, DatabaseError) as error:
            if "locked" in str(error):
                return
            raise _told(error, self.path.name, "could not be folded into one file") from error
        finally:
            self._engine.dispose()

    @contextmanager
    def _unit(self, what: str) -> Iterator[UnitOfWork]:
        try:
            with self._lock, Session(self._engine, expire_on_commit=False) as session:
                unit = UnitOfWork(session, uuid4().hex, what, self.who)
                recorder = history.Recorder(unit.batch, unit.who, what)
                event.listen(session, "before_flush", recorder.before_flush)
                yield unit
                session.flush()
                recorder.append(session, datetime.now(UTC).replace(tzinfo=None))
                session.commit()
                unit.changes = recorder.changes()
                session.expunge_all()
        except IntegrityError as error:
            raise Problem(
                "This was not saved: it points to something that is gone or exists already.",
                "Nothing else was changed.",
            ) from error
        except DatabaseError as error:
            raise _told(error, self.path.name, "could not be written") from error

    def _turn(
        self, source: list[tuple[str, str]], target: list[tuple[str, str]], *, forward: bool
    ) -> Changes | None:
        if not source:
            return None
        batch, what = source[-1]
        with self._unit(f"{'Redo' if forward else 'Undo'}: {what}") as unit:
            history.turn(unit.session, batch, forward=forward)
        source.pop()
        target.append((batch, what))
        self._tell(unit.changes)
        return unit.changes

    def _tell(self, changes: Changes) -> None:
        for listener in list(self.on_change):
            listener(changes)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "somebody"


def _told(error: Exception, name: str, failed: str) -> Problem:
    words = str(getattr(error, "orig", error))
    causes = {
        "disk is full": ("the disk is full", "Free some space; what you typed is still shown."),
        "readonly": ("the file is read-only", "Allow writing to it or save a copy elsewhere."),
        "locked": ("another program is using it", "Close the other window and try again."),
        "disk I/O": ("the disk did not answer", "Check the drive; what you typed is still shown."),
    }
    for sign, (cause, remedy) in causes.items():
        if sign in words:
            return Problem(f"{name} {failed}: {cause}.", remedy)
    return Problem(f"{name} {failed}: {words}.", "What was saved before is untouched.")
