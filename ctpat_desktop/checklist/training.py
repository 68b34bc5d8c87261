"""The arithmetic of training: who needs what, when it was last done and when it falls due.

No input, no output, no clock.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

NEW_DAYS = 30
"""Days a new person has until the first training; app default."""
SOON_DAYS = 30
"""Days ahead in which a training counts as due soon; app default."""


class State(StrEnum):
    """How one person stands with one topic, worst first."""

    NEVER = "never"
    FAILED = "failed"
    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_DATE = "in_date"


OPEN = (State.NEVER, State.FAILED, State.OVERDUE)
"""States in which a person lacks a training that is due now."""


@dataclass(frozen=True, slots=True)
class PersonFact:
    """One person of the company."""

    id: str
    name: str
    position_id: str = ""
    started_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class TopicFact:
    """One topic; without `repeat_months` it is given once."""

    id: str
    title: str
    criteria: tuple[str, ...] = ()
    is_for_everyone: bool = False
    repeat_months: int | None = None
    has_test: bool = False
    pass_score: int | None = None


@dataclass(frozen=True, slots=True)
class Taught:
    """One person at one session for one of its topics; absent people are left out."""

    person_id: str
    topic_id: str
    held_on: date
    result: str = ""
    score: int | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """How one person stands with one topic they need.

    `last_on` is the newest attendance, `result` its result, `due_on` the day the next one must be
    done by (None: never again). `has_no_result` marks a test that nobody marked.
    """

    person_id: str
    topic_id: str
    last_on: date | None
    result: str
    due_on: date | None
    state: State
    has_no_result: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people of one position need a topic, and how many have it in date."""

    position_id: str
    topic_id: str
    needed: int
    covered: int


@dataclass(frozen=True, slots=True)
class Days:
    """The periods of grace, in days."""

    new: int = NEW_DAYS
    soon: int = SOON_DAYS


def duties(
    people: Iterable[PersonFact],
    topics: Iterable[TopicFact],
    needs: Iterable[tuple[str, str]],
    taught: Iterable[Taught],
    today: date,
    days: Days = Days(),
) -> tuple[Duty, ...]:
    """Return one line per person present and topic needed; `needs` are (position, topic) ids."""
    by_position: dict[str, set[str]] = defaultdict(set)
    for position_id, topic_id in needs:
        by_position[position_id].add(topic_id)
    subjects = tuple(topics)
    newest = _newest(taught, {topic.id: topic for topic in subjects}, today)
    return tuple(
        _duty(person, topic, newest.get((person.id, topic.id)), today, days)
        for person in people
        if is_present(person, today)
        for topic in subjects
        if topic.is_for_everyone or topic.id in by_position[person.position_id]
    )


def coverage(people: Iterable[PersonFact], lines: Iterable[Duty]) -> tuple[Coverage, ...]:
    """Return the counts per position and topic, in the order of the lines."""
    position = {person.id: person.position_id for person in people}
    counts: dict[tuple[str, str], list[int]] = {}
    for line in lines:
        cell = counts.setdefault((position[line.person_id], line.topic_id), [0, 0])
        cell[0] += 1
        cell[1] += has_it(line)
    return tuple(Coverage(*key, *cell) for key, cell in counts.items())


def has_it(line: Duty) -> bool:
    """Return whether a person has a topic in date."""
    return line.last_on is not None and line.state not in OPEN


def is_present(person: PersonFact, today: date) -> bool:
    """Return whether a person has started and has not left."""
    has_started = person.started_on is None or person.started_on <= today
    return has_started and (person.left_on is None or person.left_on > today)


def months_after(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _newest(
    taught: Iterable[Taught], topics: dict[str, TopicFact], today: date
) -> dict[tuple[str, str], tuple[date, str]]:
    """Return day and result of the newest attendance; on one day a pass counts over a failure."""
    found: dict[tuple[str, str], tuple[date, str]] = {}
    for row in taught:
        topic = topics.get(row.topic_id)
        if topic is None or row.held_on > today:
            continue
        key, entry = (row.person_id, row.topic_id), (row.held_on, _result(row, topic))
        if key not in found or _rank(entry) > _rank(found[key]):
            found[key] = entry
    return found


def _rank(entry: tuple[date, str]) -> tuple[date, int]:
    return entry[0], ("failed", "", "passed").index(entry[1])


def _result(row: Taught, topic: TopicFact) -> str:
    if row.result in ("passed", "failed"):
        return row.result
    if row.score is None or topic.pass_score is None:
        return ""
    return "passed" if row.score >= topic.pass_score else "failed"


def _duty(
    person: PersonFact,
    topic: TopicFact,
    newest: tuple[date, str] | None,
    today: date,
    days: Days,
) -> Duty:
    if newest is None:
        due = person.started_on + timedelta(days.new) if person.started_on else None
        state = State.DUE_SOON if due is not None and today < due else State.NEVER
        return Duty(person.id, topic.id, None, "", due, state)
    held, result = newest
    unmarked = topic.has_test and not result
    if result == "failed":
        return Duty(person.id, topic.id, held, result, held, State.FAILED)
    due = months_after(held, topic.repeat_months) if topic.repeat_months else None
    return Duty(person.id, topic.id, held, result, due, _state(due, today, days.soon), unmarked)


def _state(due: date | None, today: date, soon: int) -> State:
    if due is None or due > today + timedelta(soon):
        return State.IN_DATE
    return State.OVERDUE if due < today else State.DUE_SOON


def worst_first(lines: Iterable[Duty]) -> Iterator[Duty]:
    """Yield the lines, worst state first, then by the day due."""
    order = list(State)
    yield from sorted(lines, key=lambda line: (order.index(line.state), line.due_on or date.max))
