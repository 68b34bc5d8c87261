"""When training falls due: for each topic what is late, and the next day somebody needs it by."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.training import SOON_DAYS, Duty
from ctpat_desktop.records import Topic
from ctpat_desktop.services.registers import facts
from ctpat_desktop.services.registers.facts import arithmetic
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace


@dataclass(frozen=True, slots=True)
class TrainingDay:
    """The day one topic is due, and for whom."""

    on: date
    what: str
    key: str
    company_id: str


def read(
    workspace: Workspace, session: Session, companies: Collection[str], today: date
) -> Iterator[TrainingDay]:
    """Yield these days of the companies that have topics."""
    moment = Moment(today, facts.limits(workspace))
    asked = select(Topic.company_id).distinct()
    if len(companies) == 1:
        asked = asked.where(Topic.company_id.in_(companies))
    for company_id in session.scalars(asked).all():
        if company_id in companies:
            yield from _of_company(session, company_id, moment)


def _of_company(session: Session, company_id: str, moment: Moment) -> Iterator[TrainingDay]:
    people, topics, lines = arithmetic.duties(session, company_id, moment)
    names = {person.id: person.name for person in people}
    of_topic: dict[str, list[Duty]] = defaultdict(list)
    for line in lines:
        if line.due_on is not None:
            of_topic[line.topic_id].append(line)
    for topic in topics:
        found = of_topic[topic.id]
        late = [line for line in found if line.due_on and line.due_on < moment.today]
        ahead = [line for line in found if line.due_on and line.due_on >= moment.today]
        for key, some in (("late", late), ("next", _together(ahead))):
            if some:
                on = min(line.due_on for line in some if line.due_on)
                who = names[some[0].person_id] if len(some) == 1 else _people(len(some))
                words = tr("Training {topic}: {who}").format(topic=topic.title, who=who)
                yield TrainingDay(on, words, f"{topic.id}.training-{key}", company_id)


def _together(lines: list[Duty]) -> list[Duty]:
    """Return those that one session serves: due on the first day or within some days of it."""
    first = min((line.due_on for line in lines if line.due_on), default=date.max)
    if first == date.max:
        return []
    end = first + timedelta(days=SOON_DAYS)
    return [line for line in lines if line.due_on and line.due_on <= end]


def _people(count: int) -> str:
    return tr("{n} people").format(n=count)
