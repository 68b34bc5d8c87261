"""One open workspace and its unit of work: write, append revisions, commit, tell."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from uuid import uuid4

from sqlalchemy import Engine, event
from sqlalchemy.exc import DatabaseError, IntegrityError
from sqlalchemy.orm import Session

from ctpat_desktop.records import map_all
from ctpat_desktop.support import memory
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.memory import uncollected
from ctpat_desktop.support.own_name import own_name
from ctpat_desktop.workspace import approvals, archived, bulk, chain, history, links, settling
from ctpat_desktop.workspace import engine as files
from ctpat_desktop.workspace.change_guard import Guard, Outside
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.failures import UNFOLDED, UNREAD, UNWRITTEN, problem_of, read_only
from ctpat_desktop.workspace.journal import Journal, Run
from ctpat_desktop.workspace.keys import Key
from ctpat_desktop.workspace.lock_file import Ownership
from ctpat_desktop.workspace.undo_steps import Step, Steps, company_of


class UnitOfWork:
    """Gathers the changes of one action; `changes` is filled once it is committed."""

    def __init__(self, session: Session, batch: str, what: str, who: str) -> None:
        """Take the open session and name the action in words a person knows."""
        self.session = session
        self.batch = batch
        self.what = what
        self.who = who
        self.recorder = history.Recorder(batch, who, what)
        self.earlier: list[Run] = []
        """Revisions of another file that came before this step, as they were stored here."""
        self.is_others = False  # else done here, where an archived company is only read
        self.changes = Changes(what)
        self.company = ""
        """Whose records were changed; "" where it is no one company's."""

    def add_many(self, table: str, rows: Sequence[bulk.Values]) -> None:
        """Add many records at once; each row has an `id`, what is left out gets its default."""
        self.session.flush()
        bulk.add(self.session, self.recorder, table, rows)

    def change_many(self, table: str, values: Mapping[str, bulk.Values]) -> None:
        """Change fields of many records at once, by id; what is so already is passed over."""
        self.session.flush()
        bulk.change(self.session, self.recorder, table, values)

    def remove_many(self, table: str, ids: Iterable[str]) -> None:
        """Remove many records at once; what hangs on them must be gone already."""
        self.session.flush()
        bulk.remove(self.session, self.recorder, table, ids)


@dataclass(frozen=True, slots=True)
class Held:
    """What an open file holds on to.

    `key` is None for a file without passphrase, `ownership` None and `reading_only` the reason
    where nothing may be written. `tip` is the hash of the newest revision.
    """

    engine: Engine
    key: Key | None
    ownership: Ownership | None
    guard: Guard
    tip: str
    reading_only: str = ""


class Workspace:
    """One workspace file: open, or suspended while the window is locked.

    It stays the same object when the file is locked and unlocked, gets another passphrase or is
    saved to another place; `door.reopen` brings it back.
    """

    def __init__(self, path: Path, held: Held) -> None:
        """Hold the open file."""
        self.path = path
        self.who = own_name()
        """The name beside what is changed from now on."""
        self.on_change: list[Callable[[Changes], None]] = []
        self.on_suspend: list[Callable[[], None]] = []
        """Called before the file is let go of: nothing read from it may stay in memory."""
        self.is_encrypted = held.key is not None
        self.reading_only = held.reading_only
        """Why nothing may be written, or "" where it may."""
        self.journal = Journal()
        """The revisions written since the file was opened, for saving them elsewhere."""
        self.opened_at = held.tip
        """The hash of the newest revision when the file was opened."""
        self.left_page = b""
        """The first page when the file was let go of without folding it, else b""."""
        self.scratch: Path | None = None
        """A private folder that goes with the workspace when it is closed."""
        self._held: Held | None = held
        self._kept_key: Key | None = None
        self._ownership = held.ownership
        self.steps = Steps()
        self._lock = RLock()

    @property
    def is_open(self) -> bool:
        """True unless the file is suspended or closed."""
        return self._held is not None

    @property
    def key(self) -> Key | None:
        """The file's key; None where it has none, or while it is suspended."""
        return self._held.key if self._held else self._kept_key

    @property
    def tip(self) -> str:
        """The hash of the newest revision this program knows of."""
        return self.journal.tip or self.opened_at

    @property
    def left_open_by(self) -> str:
        """Who left the file open on another computer, in words, or ""."""
        owner = self._ownership
        return owner.left_by.words() if owner and owner.left_by else ""

    @property
    def can_undo(self) -> str:
        """What undo would take back, or "" when there is nothing."""
        return self.undoable()

    @property
    def can_redo(self) -> str:
        """What redo would bring back, or ""."""
        return self.redoable()

    def undoable(self, company: str | None = None) -> str:
        """Return what undo would take back of one company (None: of any), or ""."""
        step = self.steps.next(company, forward=False)
        return step.what if step else ""

    def redoable(self, company: str | None = None) -> str:
        """Return what redo would bring back of one company (None: of any), or ""."""
        step = self.steps.next(company, forward=True)
        return step.what if step else ""

    def next_step(self, company: str | None = None) -> str:
        """Return the id of what undo would take back of one company (None: of any), or ""."""
        step = self.steps.next(company, forward=False)
        return step.batch if step else ""

    def size_of_step(self, company: str | None = None, *, forward: bool) -> int:
        """Return how many records undo (or, forward, redo) would change."""
        step = self.steps.next(company, forward=forward)
        return step.size if step else 0

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for reading; what was read stays usable afterwards."""
        try:
            with self._lock, Session(self._at_hand().engine, expire_on_commit=False) as session:
                yield session
                session.expunge_all()
        except DatabaseError as error:
            raise problem_of(error, self.path.name, UNREAD) from error

    @contextmanager
    def bare(self) -> Iterator[files.Connection]:
        """Give the plain DB-API connection, for copying and checking the whole file."""
        try:
            with self._lock:
                connection = self._at_hand().engine.raw_connection()
                try:
                    yield connection.driver_connection
                finally:
                    connection.close()
        except (DatabaseError, files.DriverError) as error:
            raise problem_of(error, self.path.name, UNREAD) from error

    def holds_tip(self) -> bool:
        """Read back whether the newest change this program knows of is in the file."""
        return chain.newest(self._at_hand().engine) == self.tip

    def check_reach(self) -> None:
        """Raise Problem when the file was taken away or changed by another program."""
        with self._lock:
            self._at_hand().guard.check()

    def check_return(self) -> None:
        """Raise Problem unless the file that was out of reach is there again."""
        with self._lock:
            self._at_hand().guard.check_return()

    @contextmanager
    def work(self, what: str, *, is_final: bool = False) -> Iterator[UnitOfWork]:
        """Run one action: all of it is written with its revisions, or none of it.

        A final action, such as issuing a paper to sign, is no undo step, and steps before it that
        touched the same records, or made what they stand on, cannot be taken back from under it.
        """
        with self._lock:  # nobody takes a step back between this action and what it settles
            with self._unit(what) as unit:
                yield unit
            if unit.changes and is_final:
                self._settle(unit.changes)
                self.steps.diverge(unit.company)
            elif unit.changes:
                self.steps.done(Step(unit.batch, what, unit.company, len(unit.changes.items)))
        self._tell(unit.changes)

    def give_back(self) -> None:
        """Give back the memory that a large step has needed; for work beside the window."""
        self.journal.pack()
        with suppress(Problem), self.bare() as connection:
            connection.execute("PRAGMA shrink_memory").fetchall()
        memory.give_back()

    def begin_steps(self) -> None:
        """Let undo go back to here and no further: the work in the window begins."""
        self.steps = Steps()

    def undo(self, company: str | None = None) -> Changes | None:
        """Take back the last action of a company (None: of any); None when there is none."""
        return self._turn(company, forward=False)

    def redo(self, company: str | None = None) -> Changes | None:
        """Bring back what was last undone; None when there is nothing."""
        return self._turn(company, forward=True)

    def close(self) -> None:
        """Fold everything into the one file and let go of it; closing twice does nothing."""
        try:
            self.suspend()
        finally:
            if self._ownership is not None:
                self._ownership.release()
                self._ownership = None
            if self.scratch is not None:
                shutil.rmtree(self.scratch, ignore_errors=True)

    def suspend(self, *, keeps_key: bool = False) -> None:
        """Fold and close the file and forget the key, but keep others from writing to it."""
        for listener in list(self.on_suspend):
            listener()
        with self._lock:
            held, self._held = self._held, None
            if held is None:
                return
            self._kept_key = held.key if keeps_key else None
            self.left_page = b""
            try:
                if not held.reading_only:
                    self.left_page = held.guard.page
                    _fold(held, self.path.name)
                    self.left_page = b""
            except Outside:
                _empty_log(self.path)
                raise
            finally:
                held.engine.dispose()
                held.guard.close()

    def take_back(self, key: Key) -> None:
        """Take the key of a suspended file that is out of reach, for saving it elsewhere."""
        with self._lock:
            self._kept_key = key

    def resume(self, path: Path, held: Held) -> None:
        """Go on with an open file; `door.reopen` calls this."""
        with self._lock:
            if self._ownership is not None and self._ownership is not held.ownership:
                self._ownership.release()
            self.path, self._held, self._ownership = path, held, held.ownership
            self._kept_key, self.left_page = None, b""
            self.is_encrypted, self.reading_only = held.key is not None, held.reading_only

    @property
    def ownership(self) -> Ownership | None:
        """The right to write to the file, kept while it is suspended."""
        return self._ownership

    def _writing(self) -> Engine:
        """Return an engine that writes, after a look whether the file is still ours."""
        if self.reading_only:
            raise read_only(self.path.name, self.reading_only)
        held = self._at_hand()
        held.guard.check()
        map_all()
        return held.engine.execution_options(writes=True)

    def _at_hand(self) -> Held:
        if self._held is None:
            words = tr("{path} is locked.").format(path=self.path.name)
            raise Problem(words, tr("Unlock it first."))
        return self._held

    @contextmanager
    def _unit(self, what: str, *, unlinked: bool = False) -> Iterator[UnitOfWork]:
        try:
            with (
                self._lock,
                Session(
                    self._writing().execution_options(unlinked=unlinked), expire_on_commit=False
                ) as session,
            ):
                unit = UnitOfWork(session, uuid4().hex, what, self.who)
                recorder = unit.recorder
                event.listen(session, "before_flush", recorder.before_flush)
                yield unit
                session.flush()
                at = datetime.now(UTC).replace(tzinfo=None)
                approvals.settle(session, recorder, at)
                unit.changes = recorder.changes()
                unit.company = company_of(session, unit.changes)
                archived.refuse(session, "" if unit.is_others else unit.company)
                recorder.append(session, at)
                session.commit()
                self._at_hand().guard.note()
                for run in (*unit.earlier, recorder.run):
                    self.journal.add(run)
                session.expunge_all()
        except IntegrityError as error:
            raise Problem(
                tr("This was not saved: it points to something that is gone or exists already."),
                tr("Nothing else was changed."),
            ) from error
        except DatabaseError as error:
            raise problem_of(error, self.path.name, UNWRITTEN) from error

    def _turn(self, company: str | None, *, forward: bool) -> Changes | None:
        with self._lock:
            if (step := self.steps.next(company, forward=forward)) is None:
                return None
            try:
                is_large = step.size > history.MANY and not forward
                unit = self._turned(step, forward=forward, unlinked=is_large)
            except links.Dangling:
                unit = self._turned(step, forward=forward)
            self.steps.turned(step, unit.company, forward=forward)
        self._tell(unit.changes)
        return unit.changes

    def _turned(self, step: Step, *, forward: bool, unlinked: bool = False) -> UnitOfWork:
        """Turn a step; `unlinked`, what points to its records is asked once, not for each.

        Dangling where that is anything: SQLite's own way knows what to do with it.
        """
        words = f"{'Redo' if forward else 'Undo'}: {step.what}"
        with uncollected(), self._unit(words, unlinked=unlinked) as unit:
            history.turn(unit.session, unit.recorder, step.batch, forward=forward)
            if unlinked:
                links.check(unit.session, {table for table, _ in unit.recorder.noted})
        return unit

    def _settle(self, changes: Changes) -> None:
        """Forget the undo steps that a final action has left behind."""
        if not self.steps.is_empty:
            with self.read() as session:
                self.steps.forget(settling.settled(session, changes))

    def _tell(self, changes: Changes) -> None:
        for listener in list(self.on_change) if changes else ():
            listener(changes)


def _fold(held: Held, name: str) -> None:
    """Fold the write-ahead log into the one file, unless the file is not ours any more."""
    try:
        held.guard.check()
        held.guard.release()
        held.engine.dispose()
        connection = held.engine.raw_connection()
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.close()
    except (files.DriverError, DatabaseError) as error:
        if "locked" in str(error):  # a reader has it open; the last one to close folds it
            return
        raise problem_of(error, name, UNFOLDED) from error


def _empty_log(path: Path) -> None:
    """Drop the write-ahead log of a file that another one has replaced.

    SQLite would write our pages into the other file while it closes, or when that is opened next.
    """
    with suppress(OSError):
        os.truncate(path.with_name(f"{path.name}-wal"), 0)
    for end in files.SIDE_FILES:
        with suppress(OSError):
            path.with_name(path.name + end).unlink()
