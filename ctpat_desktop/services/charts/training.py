"""How many people have the training they need: by topic, or by position."""

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from ctpat_desktop.checklist.training import Duty, State, has_it
from ctpat_desktop.documents.charts.model import Bars, Chart, Share
from ctpat_desktop.documents.core.sketch import Fill, Ink, Pattern
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Position
from ctpat_desktop.services.charts.wanted import TOPIC, Wanted
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts import arithmetic
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.support.language import ntr, number_text, tr
from ctpat_desktop.support.words import natural_key

KEY = "training"
HAS, SOON, LATE = range(3)


def chart(scope: Scope, wanted: Wanted) -> Chart:
    """Return how many have a training in date, must have it again soon, and lack it."""
    moment = Moment(scope.today, facts.limits(scope.workspace))
    with scope.workspace.read() as session:
        people, topics, lines = arithmetic.duties(session, scope.company_id, moment)
        mine = Position.company_id == scope.company_id
        positions = select(Position.id, Position.title).where(mine)
        titles = {row[0]: row[1] for row in session.execute(positions)}
    title = tr("Training coverage")
    if not lines:
        return Chart(KEY, title, tr("Nobody needs a training yet."), None)
    position = {person.id: titles.get(person.position_id, "") for person in people}
    names = {topic.id: topic.title for topic in topics}
    counts: Counter[tuple[str, int]] = Counter()
    for line in lines:
        label = names[line.topic_id] if wanted.by == TOPIC else position[line.person_id]
        counts[label or tr("No position"), _standing(line)] += 1
    order = (
        names.values()
        if wanted.by == TOPIC
        else sorted({key[0] for key in counts}, key=natural_key)
    )
    body = Bars(
        tr("Topic") if wanted.by == TOPIC else tr("Position"),
        _shares(),
        tuple(_rows(order, counts)),
    )
    return Chart(KEY, title, _summary(body), body, (_note(wanted.by),))


def _standing(line: Duty) -> int:
    """Return which part of a bar a person is in with one topic."""
    if line.state is State.DUE_SOON:
        return SOON
    return HAS if has_it(line) else LATE


def _shares() -> tuple[Share, ...]:
    return (
        Share(tr("Trained"), Fill(Ink.ACCENT)),
        Share(tr("Due soon"), Fill(Ink.WARN, Pattern.STRIPES)),
        Share(tr("Late or never trained"), Fill(Ink.BAD, Pattern.CROSSED)),
    )


def _rows(
    labels: Iterable[str], counts: Mapping[tuple[str, int], int]
) -> Iterable[tuple[str, tuple[int, ...]]]:
    for label in dict.fromkeys(labels):
        row = tuple(counts.get((label, part), 0) for part in (HAS, SOON, LATE))
        if any(row):
            yield label, row


def _summary(body: Bars) -> str:
    has, soon, late = (sum(counts[part] for _, counts in body.rows) for part in (HAS, SOON, LATE))
    figures = {"has": has, "soon": soon, "late": late}
    return ntr(
        "{n} training is needed. In date: {has}, due soon: {soon}, late or never given: {late}.",
        "{n} trainings are needed. In date: {has}, due soon: {soon}, late or never given: {late}.",
        has + soon + late,
        **{key: number_text(count) for key, count in figures.items()},
    )


def _note(by: str) -> str:
    if by == TOPIC:
        return tr("A bar counts the people who need a topic today, by job or because all need it.")
    return tr("A bar counts what the people of a position need today: each person, each topic.")
