"""The training matrix: which position needs which topic, and how many of its people have it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from ctpat_desktop.checklist import training
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Position, TrainingNeed
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts import arithmetic
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.changes import Changes


@dataclass(frozen=True, slots=True)
class Cell:
    """One position and topic: whether it is needed, by whom it is fixed, and who has it.

    `lacking` names those of `people` who do not have it in date.
    """

    is_needed: bool
    is_for_everyone: bool
    people: int
    covered: int
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """Positions and topics by id and title, and a cell for each pair."""

    positions: tuple[tuple[str, str], ...]
    topics: tuple[tuple[str, str], ...]
    cells: dict[tuple[str, str], Cell]


def read(scope: Scope) -> Matrix:
    """Return the matrix of one company as it stands on a day."""
    moment = Moment(scope.today, facts.limits(scope.workspace))
    with scope.workspace.read() as session:
        people, topics, lines = arithmetic.duties(session, scope.company_id, moment)
        titles = (
            select(Position.id, Position.title)
            .where(Position.company_id == scope.company_id)
            .order_by(Position.position, Position.title)
        )
        positions = tuple((row[0], row[1]) for row in session.execute(titles))
        needs = select(TrainingNeed.position_id, TrainingNeed.topic_id).where(
            TrainingNeed.company_id == scope.company_id
        )
        wanted = {(row[0], row[1]) for row in session.execute(needs)}
    lacking = _lacking(people, lines)
    counts = {(row.position_id, row.topic_id): row for row in training.coverage(people, lines)}
    cells = {}
    for position, _ in positions:
        for topic in topics:
            found = counts.get((position, topic.id))
            needed = topic.is_for_everyone or (position, topic.id) in wanted
            cells[position, topic.id] = Cell(
                needed,
                topic.is_for_everyone,
                found.needed if found else 0,
                found.covered if found else 0,
                lacking.get((position, topic.id), ()),
            )
    return Matrix(positions, tuple((topic.id, topic.title) for topic in topics), cells)


def _lacking(
    people: Sequence[training.PersonFact], lines: Sequence[training.Duty]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the names of those who lack a topic, by position and topic, in order of name."""
    known = {person.id: person for person in people}
    found: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        if not training.has_it(line):
            person = known[line.person_id]
            found.setdefault((person.position_id, line.topic_id), []).append(person.name)
    return {key: tuple(sorted(names, key=natural_key)) for key, names in found.items()}


def need(scope: Scope, position_id: str, topic_id: str, *, is_needed: bool) -> Changes:
    """Say whether the people of a position need a topic."""
    with scope.workspace.work(tr("Change the training matrix")) as unit:
        query = select(TrainingNeed).filter_by(position_id=position_id, topic_id=topic_id)
        there = list(unit.session.scalars(query))
        if is_needed and not there:
            unit.session.add(
                TrainingNeed(
                    company_id=scope.company_id, position_id=position_id, topic_id=topic_id
                )
            )
        elif not is_needed:
            for row in there:
                unit.session.delete(row)
    return unit.changes
