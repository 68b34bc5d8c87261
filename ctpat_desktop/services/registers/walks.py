"""Site walks: starting one, saying what is found, comparing two, and making findings actions.

What a walk says about criteria is only proposed here; see `walk_answers`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.walks import Step, load_walk
from ctpat_desktop.reading.dossier import Book
from ctpat_desktop.records import Site, Walk, WalkAnswer
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.registers import finding_actions
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

RANK = {"not_applicable": 0, "in_place": 1, "partly": 2, "planned": 3}
"""Results from the best to the worst."""
FINDINGS = ("partly", "planned")
"""Results that are something to mend."""

Answers = dict[str, WalkAnswer]


@dataclass(frozen=True, slots=True)
class WalkLine:
    """One walk of a site as a list shows it."""

    id: str
    site_id: str
    walked_on: date | None
    walked_by: str
    finished_on: date | None
    done: int
    findings: int

    @property
    def is_open(self) -> bool:
        """True while the walk goes on."""
        return self.finished_on is None


@dataclass(frozen=True, slots=True)
class Difference:
    """One question on two walks; `turn` is better, worse, same, other, changed, new or not_asked.

    Two findings of one result in other words are "other": they may be two faults.
    """

    question: str
    before: str
    now: str
    turn: str


def steps(read: Book) -> list[Step]:
    """Return the questions an account is asked on a walk, each under the number it answers there.

    A question that was answered under a retired number goes on there.
    """
    known = {row.criterion.id for row in read.answers}
    unasked = {row.id for row in read.edition.unasked[read.account.entity]}
    placed = (
        replace(step, criterion=step.was) if step.was and step.was in known else step
        for step in load_walk().steps()
    )
    return [step for step in placed if step.criterion in known | unasked]


def shown_number(step: Step) -> str:
    """Return the number of a question's criterion; an own row has none of CBP's to show."""
    return step.criterion if step.criterion[-1:].isdigit() else ""


def start(workspace: Workspace, site_id: str, today: date) -> str:
    """Begin a walk of a site and return its id; one that is still on goes on instead."""
    with workspace.work(tr("Start a site walk")) as unit:
        return start_in(unit.session, site_id, today, unit.who).id


def start_in(session: Session, site_id: str, today: date, who: str) -> Walk:
    """Return the walk of a site that is on, begun in an open unit of work if there is none."""
    site = cast(Site, existing(session, "site", site_id))
    last = going(session, site_id)
    if last is not None:
        return last
    before = select(Walk).where(Walk.site_id == site_id).order_by(Walk.position.desc())
    last_one = session.scalars(before).first()
    walk = Walk(
        id=new_id(),
        company_id=site.company_id,
        site_id=site_id,
        kind=load_walk().id,
        walked_on=today,
        walked_by=last_one.walked_by if last_one else who,
        position=last_one.position + 1 if last_one else 1,
    )
    session.add(walk)
    session.flush()
    return walk


def going(session: Session, site_id: str) -> Walk | None:
    """Return the walk of a site that is still on; None where there is none."""
    query = select(Walk).where(Walk.site_id == site_id, Walk.finished_on.is_(None))
    return session.scalars(query.order_by(Walk.position.desc())).first()


def of_site(workspace: Workspace, site_id: str) -> list[WalkLine]:
    """Return the walks of a site, the newest first, each with what it counts."""
    said = (
        select(
            WalkAnswer.walk_id,
            func.count(),
            func.sum(case((WalkAnswer.result.in_(FINDINGS), 1), else_=0)),
        )
        .where(WalkAnswer.result != "")
        .group_by(WalkAnswer.walk_id)
    )
    newest = (Walk.walked_on.is_(None), Walk.walked_on.desc(), Walk.position.desc(), Walk.id)
    with workspace.read() as session:
        rows = session.scalars(select(Walk).where(Walk.site_id == site_id).order_by(*newest)).all()
        here = said.where(WalkAnswer.walk_id.in_([row.id for row in rows]))
        counts = {row[0]: (row[1], int(row[2])) for row in session.execute(here)}
    return [
        WalkLine(
            row.id,
            row.site_id,
            row.walked_on,
            row.walked_by,
            row.finished_on,
            *counts.get(row.id, (0, 0)),
        )
        for row in rows
    ]


def answers_of(workspace: Workspace, walk_id: str) -> Answers:
    """Return what a walk found, by the key of the question."""
    with workspace.read() as session:
        return read_answers(session, walk_id)


def read_answers(session: Session, walk_id: str) -> Answers:
    """Return what a walk found, by the key of the question; of two on one the first counts."""
    query = select(WalkAnswer).where(WalkAnswer.walk_id == walk_id)
    said: Answers = {}
    for row in session.scalars(query.order_by(WalkAnswer.position, WalkAnswer.id)):
        said.setdefault(_key(row), row)
    return said


def say(workspace: Workspace, walk_id: str, step: Step, **values: Any) -> Changes:
    """Save what is found at one question; the answer is made at its first save."""
    with workspace.work(tr("Answer a question of a walk")) as unit:
        say_in(unit.session, walk_id, step, values)
    return unit.changes


def say_in(session: Session, walk_id: str, step: Step, values: Mapping[str, Any]) -> None:
    """Save what is found at one question in an open unit of work."""
    row = _answer(session, walk_id, step)
    for key, value in values.items():
        if getattr(row, key) != value:
            setattr(row, key, value)


def answer_id(workspace: Workspace, walk_id: str, step: Step) -> str:
    """Return the id of the answer to a question, made where there is none; for its photos."""
    with workspace.work(tr("Answer a question of a walk")) as unit:
        return _answer(unit.session, walk_id, step).id


def finish(workspace: Workspace, walk_id: str, day: date | None) -> Changes:
    """Say that a walk is finished on a day, or with None that it goes on."""
    with workspace.work(tr("Finish a site walk") if day else tr("Reopen a site walk")) as unit:
        cast(Walk, existing(unit.session, "walk", walk_id)).finished_on = day
    return unit.changes


def make_action(workspace: Workspace, walk_id: str, step: Step, today: date) -> str:
    """Make a finding a corrective action and return its id; one that is there stays the one."""
    with workspace.work(tr("Make a corrective action of a finding")) as unit:
        row = _answer(unit.session, walk_id, step)
        if row.action_id:
            return row.action_id
        if row.result not in FINDINGS:
            raise Problem(
                tr("This question is no finding."), tr("Answer it with “Partly” or “Planned”.")
            )
        walk = cast(Walk, existing(unit.session, "walk", walk_id))
        site = unit.session.get_one(Site, walk.site_id)
        row.action_id = finding_actions.add(
            unit.session,
            today,
            company_id=walk.company_id,
            title=f"{site.name}: {row.question}",
            criterion=row.criterion,
            reason=row.words,
            source="walk",
            site_id=walk.site_id,
            owner=walk.walked_by,
        )
        return row.action_id


def earlier(lines: Sequence[WalkLine], walk_id: str) -> WalkLine | None:
    """Return the walk before one, of lines with the newest first."""
    ids = [line.id for line in lines]
    after = ids.index(walk_id) + 1 if walk_id in ids else len(ids)
    return lines[after] if after < len(lines) else None


def compared(before: Answers, now: Answers, asked: Sequence[Step]) -> list[Difference]:
    """Return every question of two walks with what became of it, in walking order."""
    known = {step.key: step.question for step in asked}
    for key, row in (*now.items(), *before.items()):
        known.setdefault(key, row.question)
    return [
        Difference(
            words, *pair, _turn(*pair, has_other_words=_words(before, key) != _words(now, key))
        )
        for key, words in known.items()
        if any(pair := (_result(before, key), _result(now, key)))
    ]


def _turn(before: str, now: str, *, has_other_words: bool) -> str:
    if not now:
        return "not_asked"
    if not before:
        return "new"
    if before == now:
        return "other" if now in FINDINGS and has_other_words else "same"
    if "not_applicable" in (before, now):
        return "changed"
    return "better" if RANK[now] < RANK[before] else "worse"


def _result(answers: Answers, key: str) -> str:
    row = answers.get(key)
    return row.result if row and row.result in RANK else ""


def _words(answers: Answers, key: str) -> str:
    return " ".join(answers[key].words.split()) if key in answers else ""


def _key(row: WalkAnswer) -> str:
    """Return the key of a question; one that came in a sheet is known by its words."""
    if row.key:
        return row.key
    known = {step.question: step.key for step in load_walk().steps()}
    return known.get(row.question, row.question)


def still_on(session: Session, walk_id: str) -> Walk:
    """Return a walk that can be changed; Problem where it is finished."""
    walk = cast(Walk, existing(session, "walk", walk_id))
    if walk.finished_on is not None:
        raise Problem(
            tr("This walk is finished, so it was not changed."), tr("Reopen it to change it.")
        )
    return walk


def _answer(session: Session, walk_id: str, step: Step) -> WalkAnswer:
    walk = still_on(session, walk_id)
    row = read_answers(session, walk_id).get(step.key)
    if row is None:
        keys = [one.key for one in load_walk().steps()]
        place = keys.index(step.key) + 1 if step.key in keys else len(keys) + 1
        row = WalkAnswer(
            id=new_id(),
            company_id=walk.company_id,
            walk_id=walk_id,
            key=step.key,
            question=step.question,
            criterion=step.criterion,
            position=place,
        )
        session.add(row)
        session.flush()
    return row
