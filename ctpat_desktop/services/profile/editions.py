"""Editions of the criteria: adding one, seeing what a move to it means, and moving to it.

A profile stays on its edition until it is moved. A move carries every answer: where the text of a
criterion is the same nothing changes, where it changed the answer waits to be read again, and where
the criterion is gone the answer is kept under its old words.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion, Edition, Level, order_key
from ctpat_desktop.catalogue.edition import shipped_editions
from ctpat_desktop.catalogue.edition_files import LARGEST, EditionFaults, read_bytes, stored_edition
from ctpat_desktop.reading import editions
from ctpat_desktop.reading.dossier import Book, read_outline
from ctpat_desktop.reading.editions import FILE, REREAD, Reread, digest, find
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Affirmation, Profile, Response
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.profile.affirming import REWORDED
from ctpat_desktop.support import foreign
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

__all__ = [
    "EditionFaults",
    "add",
    "compared",
    "current",
    "lines",
    "move",
    "names",
    "plan",
    "read",
    "to_read",
]

SAME, CHANGED, NEW, GONE = "same", "changed", "new", "gone"
"""What becomes of a criterion with another edition."""


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition as lists name it."""

    id: str
    name: str
    is_shipped: bool
    is_invented: bool
    is_current: bool
    """True for the one the profile is on."""
    criteria: int
    """How many it asks of this kind of member; 0 where it has none for it."""


@dataclass(frozen=True, slots=True)
class Added:
    """An edition file that was added; `is_new` is False where the same one was here already."""

    id: str
    name: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Step:
    """What becomes of one criterion: `before` and `after` are None where it is not asked there."""

    id: str
    kind: str
    before: Criterion | None
    after: Criterion | None
    is_answered: bool

    @property
    def title(self) -> str:
        """The title as it will be, or was."""
        row = self.after or self.before
        return row.title if row else self.id

    @property
    def new_level(self) -> Level | None:
        """The level, where it is another one than before."""
        if self.before and self.after and self.before.level is not self.after.level:
            return self.after.level
        return None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a move from one edition to another means, criterion by criterion."""

    before: Edition
    after: Edition
    steps: tuple[Step, ...]

    def of(self, kind: str) -> tuple[Step, ...]:
        """Return the criteria of which the same becomes."""
        return tuple(step for step in self.steps if step.kind == kind)

    @property
    def to_read(self) -> tuple[Step, ...]:
        """The answered criteria whose text changes."""
        return tuple(step for step in self.of(CHANGED) if step.is_answered)

    @property
    def answers_kept(self) -> tuple[Step, ...]:
        """The answered criteria that are gone."""
        return tuple(step for step in self.of(GONE) if step.is_answered)


def names(workspace: Workspace | None) -> tuple[str, ...]:
    """Return the names of the editions that are here: shipped, and added to an open file."""
    if workspace is None or not workspace.is_open:
        return shipped_editions()
    with workspace.read() as session:
        return tuple(edition.short_name for edition in editions.every(session))


def lines(scope: Scope) -> tuple[EditionLine, ...]:
    """Return the editions that are here: the shipped ones, then those that were added."""
    with scope.workspace.read() as session:
        book = read_outline(session, scope.account_id, has_sites=False)
        current = "" if book.edition.missing else book.edition.id
        return tuple(
            EditionLine(
                row.id,
                row.name,
                row.id in shipped_editions(),
                row.is_invented,
                row.id == current,
                len(row.criteria.get(book.account.entity, ())),
            )
            for row in editions.every(session)
        )


def current(scope: Scope) -> Edition:
    """Return the edition the profile is on."""
    with scope.workspace.read() as session:
        return editions.of_account(session, scope.account_id)


def add(workspace: Workspace, path: Path) -> Added:
    """Add an edition file to the workspace, so that it opens the same on every computer.

    Problem names everything that is wrong with it, and nothing is added; an edition that is here
    never gets other words.
    """
    try:
        data = foreign.read(path, LARGEST)
    except OSError as error:
        raise Problem(
            tr("{name} cannot be read.").format(name=path.name),
            tr("Choose an edition file (.json). Nothing was added."),
        ) from error
    content = read_bytes(path.name, data)
    key = str(content["id"])
    if key in shipped_editions():
        raise _taken(key)
    made = stored_edition(json.dumps(content))
    with workspace.work(tr("Add edition {id}").format(id=made.short_name)) as unit:
        kept = settings.stored(unit.session, [FILE + key]).get(FILE + key)
        if kept is not None and kept != content:
            raise _taken(key)
        settings.store(unit.session, FILE + key, content)
    return Added(key, made.name, kept is None)


def _taken(key: str) -> Problem:
    return Problem(
        tr("There is an edition {id} with other words here already.").format(id=key),
        tr("An edition never changes: give the new one another “id”. Nothing was added."),
    )


def plan(scope: Scope, edition_id: str) -> Plan:
    """Say what a move to an edition means, criterion by criterion; nothing is written."""
    with scope.workspace.read() as session:
        return _Move(session, scope, edition_id).plan


def move(scope: Scope, edition_id: str, *, seen: Plan | None = None) -> Plan:
    """Move the profile of the newest year to an edition; one step to undo.

    Problem where `seen`, the plan a person looked at, is not what would happen any more.
    """
    with scope.workspace.read() as session:
        target = find(session, edition_id)
    name = target.short_name if target else edition_id[:40]
    with scope.workspace.work(tr("Move to edition {id}").format(id=name)) as unit:
        moving = _Move(unit.session, scope, edition_id)
        if seen is not None and moving.plan != seen:
            raise Problem(
                tr("The answers were changed meanwhile."),
                tr("Look at what the move means again. Nothing was moved."),
            )
        moving.write()
    return moving.plan


class _Move:
    """One move of one profile, planned and written."""

    def __init__(self, session: Session, scope: Scope, edition_id: str) -> None:
        self._session = session
        self._book = read_outline(session, scope.account_id, has_sites=False)
        self._profile_id = self._book.profile.id
        target = _target(self._book, find(session, edition_id), edition_id)
        mine = Response.profile_id == self._profile_id
        said = session.scalars(select(Response.criterion).where(mine).distinct())
        self._answered = frozenset(said)
        self._marks = self._book.rereads
        self._waiting = self._book.to_read()
        steps = sorted(self._steps(target), key=lambda step: order_key(step.id))
        self.plan = Plan(self._book.edition, target, tuple(steps))

    def write(self) -> None:
        """Put the profile on the other edition, and note what is to be read again."""
        for step in self.plan.of(CHANGED) + self.plan.of(SAME):
            self._mark(step)
        reworded = [step.id for step in self.plan.of(CHANGED)]
        affirmed = select(Affirmation).where(
            Affirmation.profile_id == self._profile_id, Affirmation.criterion.in_(reworded)
        )
        for row in self._session.scalars(affirmed):
            row.fingerprint = REWORDED
        self._session.get_one(Profile, self._profile_id).edition = self.plan.after.id

    def _steps(self, target: Edition) -> Iterator[Step]:
        book = self._book
        old = {row.criterion.id: row.criterion for row in book.answers}
        rows = editions.asked_rows(
            self._session, target, book.account.entity, book.overlays, self._answered
        )
        new = {row.id: row for row in rows}
        for key in (*new, *(key for key in old if key not in new)):
            before, after = old.get(key), new.get(key)
            if after is not None and after.earlier:
                after = None
            kind = _kind(before, after)
            if kind == SAME and self._is_unknown(before):
                kind = CHANGED
            if kind:
                yield Step(key, kind, before, after, key in self._answered)

    def _is_unknown(self, before: Criterion | None) -> bool:
        """Tell whether the words an answer was written for are not here, with their edition."""
        is_own = before is not None and "own" in before.changed
        return bool(self._book.edition.missing) and not is_own

    def _mark(self, step: Step) -> None:
        """Note or forget that an answer is to be read again.

        The words it was written for count: those of the last text that was read.
        """
        if not step.is_answered or step.before is None or step.after is None:
            return
        name = f"{REREAD}{self._profile_id}.{step.id}"
        last = self._marks[step.id] if step.id in self._waiting else None
        mark = last or self._reread(step.before)
        if mark.words == step.after.words:
            settings.drop(self._session, name)
        elif last is None:
            settings.store(self._session, name, asdict(mark))

    def _reread(self, before: Criterion) -> Reread:
        """Return what is asked now; where the edition is not here, nobody knows the words."""
        title, summary = before.title, before.summary
        if self._is_unknown(before):
            title = summary = ""
        answer = self._book.find(before.id)
        edition = before.earlier or self._book.edition.short_name
        said = (answer.whole, answer.stated(answer.whole)) if answer else (None, ())
        return Reread(edition, title, summary, digest(*said))


def _kind(before: Criterion | None, after: Criterion | None) -> str:
    if before is None:
        return NEW if after is not None else ""
    if after is None:
        return "" if before.earlier else GONE
    return SAME if before.words == after.words else CHANGED


def _target(book: Book, target: Edition | None, edition_id: str) -> Edition:
    """Return the edition to move to; Problem where the profile cannot be moved there."""
    if target is None:
        raise Problem(
            tr("There is no edition {id} in this file.").format(id=edition_id[:40]),
            tr("Add its edition file first. Nothing was moved."),
        )
    if target.id == book.edition.id:
        raise Problem(
            tr("The profile is on edition {id} already.").format(id=target.short_name),
            tr("Nothing was moved."),
        )
    if not target.criteria.get(book.account.entity):
        raise Problem(
            tr("Edition {id} asks nothing of {kind}.").format(
                id=target.short_name, kind=book.edition.entity(book.account.entity).title
            ),
            tr("Choose another edition. Nothing was moved."),
        )
    return target


def to_read(scope: Scope) -> Mapping[str, Reread]:
    """Return what is to be read again: by criterion, what was asked before."""
    with scope.workspace.read() as session:
        book = read_outline(session, scope.account_id, has_sites=False)
    return {key: book.rereads[key] for key in _in_order(book, book.to_read())}


def read(scope: Scope, criteria: Collection[str]) -> Changes:
    """Note that criteria were read again and their answers still hold; one step to undo."""
    one = next(iter(criteria), "")
    words = tr("Read {criterion} again").format(criterion=one)
    if len(criteria) > 1:
        words = tr("Read {n} criteria again").format(n=len(criteria))
    with scope.workspace.work(words) as unit:
        book = read_outline(unit.session, scope.account_id, has_sites=False)
        waiting = book.to_read()
        strange = next((key for key in criteria if key not in waiting), None)
        if strange is not None:
            raise Problem(
                tr("{criterion} is not to be read again.").format(criterion=strange[:20]),
                tr("Nothing was noted."),
            )
        for key in criteria:
            settings.drop(unit.session, f"{REREAD}{book.profile.id}.{key}")
    return unit.changes


def _in_order(book: Book, keys: Iterable[str]) -> list[str]:
    wanted = frozenset(keys)
    return [row.criterion.id for row in book.answers if row.criterion.id in wanted]


def compared(scope: Scope, before: str, after: str) -> tuple[Step, ...]:
    """Return how two editions differ for this kind of member; nothing is asked of the answers."""
    with scope.workspace.read() as session:
        book = read_outline(session, scope.account_id, has_sites=False)
        found = [find(session, name) for name in (before, after)]
    for name, edition in zip((before, after), found, strict=True):
        if edition is None:
            raise Problem(
                tr("There is no edition {id} in this file.").format(id=name[:40]),
                tr("“edition list” names those that are here."),
            )
    asked = [edition.criteria.get(book.account.entity, ()) if edition else () for edition in found]
    old, new = ({row.id: row for row in rows} for rows in asked)
    return tuple(
        Step(key, _kind(old.get(key), new.get(key)), old.get(key), new.get(key), is_answered=False)
        for key in sorted(old.keys() | new, key=order_key)
    )
