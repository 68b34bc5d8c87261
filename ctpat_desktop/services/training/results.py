"""What comes of playing a training: how far it was watched, and who passed.

A result is an attendance of a training session, so whatever counts sessions counts it, once.
Who is asked again after a failure gets a session of its own: every try stays recorded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.courses import Question
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.checklist.training import PersonFact, is_present
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    Attendance,
    Course,
    Person,
    Position,
    SessionTopic,
    TrainingSession,
)
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.training.courses import Lesson, lesson_of
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

PROGRESS = "training.progress."
"""The setting that remembers how far a training was watched, before the id of the training."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who may watch: a person of the company who is here today."""

    id: str
    name: str
    position: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a training was watched, by whom: the slides seen (from 0), in one edition."""

    people: tuple[str, ...] = ()
    seen: frozenset[int] = frozenset()
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who watched a training together, to the end, and how: "played" or "confirmed"."""

    course_id: str
    people: tuple[str, ...]
    shown_as: str
    leader: str = ""
    occasion: str = ""


@dataclass(slots=True)
class Results:
    """Where the results of one sitting went: the sessions, and everyone's newest score."""

    session_id: str = ""
    """The session in use, the newest."""
    sessions: list[str] = field(default_factory=list)
    """Every session of the sitting: a second try has one of its own."""
    scores: dict[str, int | None] = field(default_factory=dict)
    passed: dict[str, bool] = field(default_factory=dict)


def watchers(scope: Scope) -> list[Watcher]:
    """Return the people who are here today, by name."""
    query = (
        select(Person, Position.title)
        .outerjoin(Position, Position.id == Person.position_id)
        .where(Person.company_id == scope.company_id)
        .order_by(
            func.natural_key(Person.last_name), func.natural_key(Person.first_name), Person.id
        )
    )
    with scope.workspace.read() as session:
        rows = session.execute(query).all()
    return [
        Watcher(row.id, row.full_name, title or "")
        for row, title in rows
        if is_present(_fact(row), scope.today)
    ]


def _fact(row: Person) -> PersonFact:
    return PersonFact(row.id, "", "", row.started_on, row.left_on)


def progress(scope: Scope, lesson: Lesson) -> Progress:
    """Return how far a training was watched; another edition is begun anew."""
    name = PROGRESS + lesson.course.id
    with scope.workspace.read() as session:
        stored = settings.stored(session, [name]).get(name) or {}
    if stored.get("edition") != lesson.edition:
        return Progress()
    here = {watcher.id for watcher in watchers(scope)}
    people = tuple(key for key in stored["people"] if key in here)
    return Progress(people, frozenset(stored["seen"]), stored["edition"])


def remember(scope: Scope, lesson: Lesson, people: Sequence[str], seen: frozenset[int]) -> None:
    """Remember how far it was watched, to go on later."""
    value = {"people": list(people), "seen": sorted(seen), "edition": lesson.edition}
    with scope.workspace.work(tr("Watch a training")) as unit:
        settings.store(unit.session, PROGRESS + lesson.course.id, value)


def score(questions: Sequence[Question], answers: Sequence[frozenset[int]]) -> int:
    """Return the percent of questions answered with exactly the right choices."""
    pairs = zip(questions, answers, strict=True)
    right = sum(frozenset(row.right) == answer for row, answer in pairs)
    return round(100 * right / len(questions))


def is_passed(course: Course, percent: int | None) -> bool:
    """Return whether a score is enough; without a score or a limit, taking part is enough."""
    return percent is None or course.pass_score is None or percent >= course.pass_score


def record(
    scope: Scope, sitting: Sitting, scores: Mapping[str, int | None], results: Results
) -> Results:
    """Write the scores of people as attendances, in one step; return where they went.

    Nobody is written twice into one session: a second try begins another one.
    """
    _refuse(sitting, scores)
    with scope.workspace.work(tr("Record the results of a training")) as unit:
        lesson = lesson_of(unit.session, sitting.course_id)
        key = results.session_id
        if not key or _is_in(unit.session, key, scores):
            key = _begin(unit.session, scope, sitting, lesson)
        last = select(func.max(Attendance.position)).where(Attendance.training_session_id == key)
        place = (unit.session.scalar(last) or 0) + 1
        for number, (person_id, percent) in enumerate(scores.items(), place):
            has_passed = is_passed(lesson.course, percent)
            unit.session.add(
                Attendance(
                    company_id=scope.company_id,
                    position=number,
                    training_session_id=key,
                    person_id=person_id,
                    score=percent,
                    result="" if percent is None else "passed" if has_passed else "failed",
                )
            )
            results.scores[person_id], results.passed[person_id] = percent, has_passed
        lesson.course.played_on = scope.today
        if set(sitting.people) <= set(results.scores):
            settings.drop(unit.session, PROGRESS + sitting.course_id)
    results.session_id = key
    if key not in results.sessions:
        results.sessions.append(key)
    return results


def _refuse(sitting: Sitting, scores: Mapping[str, int | None]) -> None:
    """Raise Problem where a result cannot be: of nobody, of somebody else, or no percent."""
    if sitting.shown_as not in choices_of("training_session", "shown_as"):
        raise ValueError(sitting.shown_as)
    if not scores or not set(scores) <= set(sitting.people):
        raise Problem(
            tr("Nothing was recorded: nobody of those who watched is named."),
            tr("Choose who watched, then answer the questions."),
        )
    if any(value is not None and not 0 <= value <= 100 for value in scores.values()):
        raise Problem(tr("A score is a percent from 0 to 100."), tr("Correct the score."))


def _is_in(session: Session, session_id: str, scores: Mapping[str, int | None]) -> bool:
    """Return whether a session is gone, or has one of these people already."""
    if session.get(TrainingSession, session_id) is None:
        return True
    query = select(Attendance.person_id).where(Attendance.training_session_id == session_id)
    return bool(set(session.scalars(query)) & set(scores))


def _begin(session: Session, scope: Scope, sitting: Sitting, lesson: Lesson) -> str:
    """Add the session a sitting is recorded in, with its topic."""
    course = lesson.course
    last = select(func.max(TrainingSession.position)).where(
        TrainingSession.company_id == scope.company_id
    )
    row = TrainingSession(
        id=new_id(),
        company_id=scope.company_id,
        position=(session.scalar(last) or 0) + 1,
        title=course.title,
        held_on=scope.today,
        trainer=sitting.leader.strip() or tr("Recorded training"),
        occasion=sitting.occasion,
        language=choices_of("course", "language").get(course.language, ""),
        minutes=course.minutes,
        course_id=course.id,
        course_edition=lesson.edition,
        shown_as=sitting.shown_as,
    )
    session.add(row)
    session.flush()
    if course.topic_id:
        topic = {"topic_id": course.topic_id, "training_session_id": row.id}
        session.add(SessionTopic(company_id=scope.company_id, **topic))
        session.flush()
    return row.id
