"""Takes the changes of another copy of a workspace into an open one, in one step."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.files import upkeep, workspaces
from ctpat_desktop.services.merging import settling
from ctpat_desktop.services.merging.questions import Question, asked, open_questions
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.merge import plan, writing
from ctpat_desktop.workspace.merge.ops import REDACTED, Copy, Spot
from ctpat_desktop.workspace.merge.settling import within_merge
from ctpat_desktop.workspace.merge.writing import Source
from ctpat_desktop.workspace.unit import Workspace

Decisions = Mapping[Spot, Any]
"""What a person chose for fields, as JSON."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What taking another copy in would do: values taken, the same on both sides, and asked."""

    taken: int
    same: int
    questions: tuple[Question, ...]
    news: int
    """Changes of the other copy that are not known here."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a merge did; `left` is all that stands open in the file now."""

    changes: Changes
    taken: int
    same: int
    left: tuple[Question, ...]


def compare(workspace: Workspace, other: Workspace, shared: int = 0) -> Comparison:
    """Return what taking another open copy in would do; Problem where it is no copy of it.

    `shared` is the number of the newest revision here that the other was made from, where its own
    history does not say so.
    """
    with workspace.read() as here, other.read() as there:
        made = plan.make(*_copies((workspace, here), (other, there), shared))
        questions = tuple(_questions(here, made))
        return Comparison(made.taken, made.same, questions, len(made.ops))


def take(
    workspace: Workspace,
    other: Workspace,
    source: Source,
    decisions: Decisions | None = None,
) -> Outcome:
    """Take what another open copy did into this one; one undo takes all of it back.

    Fields without a decision stay open: the newest value is in force, all are kept. Problem where
    the other is no copy of this file.
    """
    words = tr("Merge with {name}").format(name=source.name)
    with other.read() as there, workspace.work(words) as unit:
        made = plan.make(*_copies((workspace, unit.session), (other, there), source.shared))
        fresh: dict[Spot, Question] = {}
        if made.ops:
            writing.write(unit, made, source, there)
            fresh = {question.spot: question for question in _questions(unit.session, made)}
            if decisions:
                with within_merge(unit):
                    settling.settle_all(unit, decisions, made.contested)
        if source.mark is not None:
            source.mark(unit)
    left = tuple(fresh.get(question.spot, question) for question in open_questions(workspace))
    return Outcome(unit.changes, made.taken, made.same, left)


def merge_files(
    one: Path, other: Path, target: Path, *, passphrase: str = "", other_passphrase: str = ""
) -> Outcome:
    """Write a copy of `one` with the changes of `other` to a new file; neither is changed."""
    upkeep.backup_file(one, target, passphrase)
    try:
        with (
            closing(workspaces.open_quickly(target, passphrase)) as merged,
            workspaces.beside(merged, other, other_passphrase) as theirs,
        ):
            return take(merged, theirs, Source("file", other.name))
    except Problem:
        target.unlink(missing_ok=True)
        raise


Open = tuple[Workspace, Session]


def _copies(one: Open, second: Open, shared: int) -> tuple[Copy, Copy]:
    (workspace, here), (other, there) = one, second
    for opened, session in (one, second):
        if settings.stored(session, [REDACTED]):
            raise Problem(
                tr("{name} is a redacted copy: its words are not those of this file.").format(
                    name=opened.path.name
                ),
                tr("Type or paste what you want to take over from it."),
            )
    mine = Copy(here, workspace.path.name)
    theirs = Copy(there, other.path.name, mine.known_by(shared))
    if not any(mine.knows(batch) for batch in theirs.batches()):
        raise Problem(
            tr("{other} is not a copy of {name}: they have no change in common.").format(
                other=other.path.name, name=workspace.path.name
            ),
            tr("Choose a file that was made from this one, or that this one was made from."),
        )
    return mine, theirs


def _questions(session: Session, made: plan.Plan) -> Iterator[Question]:
    rows = {spot[:2]: made.rows[spot[:2]] for spot in made.contested if made.contested[spot]}
    heads = {spot: heads for spot, heads in made.contested.items() if spot[:2] in rows}
    yield from asked(session, heads, rows, {conflict.spot: conflict for conflict in made.conflicts})
