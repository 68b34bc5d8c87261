"""Facts that come from arithmetic: the seal ledger and the training matrix."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist import seals, training
from ctpat_desktop.checklist.register_facts import SHOWN, Lack, ProblemRow, Rows
from ctpat_desktop.records import (
    Attendance,
    Inspection,
    Person,
    Pickup,
    Seal,
    SealAudit,
    SealBatch,
    SessionTopic,
    Topic,
    TrainingNeed,
    TrainingSession,
)
from ctpat_desktop.services.registers.facts.query import Moment
from ctpat_desktop.workspace.changes import Change

SEAL_FIELDS: dict[str, frozenset[str]] = {
    "seal": frozenset(
        {"number", "state", "issued_on", "issued_to", "used_on", "used_at", "destroyed_on"}
    ),
    "seal_batch": frozenset(
        {
            "first_number",
            "last_number",
            "seal_class",
            "received_on",
            "certificate_expires_on",
            "site_id",
        }
    ),
    "seal_audit": frozenset({"done_on", "counted", "site_id", "differences"}),
    "pickup": frozenset({"seal_number"}),
    "inspection": frozenset({"seal_number"}),
}
"""The fields the ledger's arithmetic looks at, by table."""
TRAINING_TABLES = frozenset(
    {
        "person",
        "position",
        "topic",
        "training_need",
        "training_session",
        "session_topic",
        "attendance",
    }
)
LACKING = (training.State.NEVER, training.State.FAILED, training.State.OVERDUE)


def moves_seals(change: Change) -> bool:
    """Return whether a change can alter what the ledger adds up to."""
    looked_at = SEAL_FIELDS.get(change.table, frozenset())
    return bool(looked_at) and (change.action != "changed" or bool(looked_at & change.fields))


def seal_rows(session: Session, company_id: str, moment: Moment) -> dict[str, Rows]:
    """Return what does not add up in the seal ledger, by "seal.<kind of issue>".

    The same kind may stand in two tables; that of inspections has a name of its own.
    """
    grouped: dict[tuple[str, str], list[ProblemRow]] = defaultdict(list)
    for issue in issues(session, company_id, moment):
        row = ProblemRow(issue.record_id, issue.number, issue.other)
        grouped[issue.kind.value, issue.table].append(row)
    return {
        f"seal.{kind}" if table != "inspection" else f"seal.{kind}_inspection": _rows(table, found)
        for (kind, table), found in grouped.items()
    }


def issues(session: Session, company_id: str, moment: Moment) -> tuple[seals.SealIssue, ...]:
    """Return everything that does not add up in the seal ledger of a company."""
    batches = [_batch(row) for row in session.execute(_batches(company_id))]
    lines = [seals.SealFact(*row) for row in session.execute(_lines(company_id))]
    counts = [_count(row) for row in session.execute(_counts(company_id))]
    if not (batches or lines or counts):
        return ()
    mentions = [
        seals.MentionFact(kind.__tablename__, *row)
        for kind in (Pickup, Inspection)
        for row in session.execute(
            select(kind.id, kind.seal_number).where(
                kind.company_id == company_id, kind.seal_number != ""
            )
        )
    ]
    limit = moment.limits.idle_seal_days
    return seals.audit(seals.Ledger(batches, lines), counts, moment.today, limit, mentions)


def ledger(session: Session, company_id: str) -> seals.Ledger:
    """Return deliveries and seals of a company, sorted."""
    batches = [_batch(row) for row in session.execute(_batches(company_id))]
    return seals.Ledger(
        batches, [seals.SealFact(*row) for row in session.execute(_lines(company_id))]
    )


def lacks(session: Session, company_id: str, moment: Moment) -> tuple[Lack, ...]:
    """Return the training people lack, by kind and topic."""
    people, topics, lines = duties(session, company_id, moment)
    names = {person.id: person.name for person in people}
    subjects = {topic.id: topic for topic in topics}
    grouped: dict[tuple[str, str], list[ProblemRow]] = defaultdict(list)
    for line in lines:
        row = ProblemRow(line.person_id, names[line.person_id], subjects[line.topic_id].title)
        if line.state in LACKING:
            grouped[line.state.value, line.topic_id].append(row)
        elif line.has_no_result:
            grouped["no_result", line.topic_id].append(row)
    return tuple(
        Lack(kind, subjects[topic_id].criteria, _rows("person", found))
        for (kind, topic_id), found in grouped.items()
    )


def taught(session: Session, company_id: str) -> frozenset[str]:
    """Return the criteria that the training topics name."""
    return frozenset(
        criterion
        for row in session.scalars(_topics(company_id))
        for criterion in _topic(row).criteria
    )


def duties(
    session: Session, company_id: str, moment: Moment
) -> tuple[Sequence[training.PersonFact], Sequence[training.TopicFact], tuple[training.Duty, ...]]:
    """Return people, topics and how each person stands with each topic they need."""
    people = [
        training.PersonFact(row[0], f"{row[1]} {row[2]}".strip(), row[3] or "", row[4], row[5])
        for row in session.execute(_people(company_id))
    ]
    topics = [_topic(row) for row in session.scalars(_topics(company_id))]
    if not (people and topics):
        return people, topics, ()
    needs = session.execute(
        select(TrainingNeed.position_id, TrainingNeed.topic_id).where(
            TrainingNeed.company_id == company_id
        )
    )
    taught = [training.Taught(*row) for row in session.execute(_taught(company_id))]
    days = training.Days(moment.limits.new_days, moment.limits.soon_days)
    pairs = [(row[0] or "", row[1] or "") for row in needs]
    return people, topics, training.duties(people, topics, pairs, taught, moment.today, days)


def _rows(table: str, rows: Iterable[ProblemRow]) -> Rows:
    ordered = sorted(rows, key=lambda row: (row.name, row.detail, row.id))
    return Rows(table, len(ordered), tuple(ordered[:SHOWN]))


def _batch(row: Any) -> seals.BatchFact:
    return seals.BatchFact(row[0], row[1], row[2], row[3], row[4], row[5], row[6] or "")


def _count(row: Any) -> seals.CountFact:
    return seals.CountFact(row[0], row[1], row[2], row[3] or "")


def _topic(row: Topic) -> training.TopicFact:
    criteria = row.criteria.replace(",", " ").replace(";", " ").split()
    return training.TopicFact(
        row.id,
        row.title,
        tuple(criteria),
        row.audience == "everyone",
        row.repeat_months,
        row.has_test,
        row.pass_score,
    )


def _batches(company_id: str) -> Any:
    kind = SealBatch
    columns = (kind.id, kind.first_number, kind.last_number, kind.seal_class, kind.received_on)
    return select(*columns, kind.certificate_expires_on, kind.site_id).where(
        kind.company_id == company_id
    )


def _lines(company_id: str) -> Any:
    days = (Seal.issued_on, Seal.issued_to, Seal.used_on, Seal.used_at, Seal.destroyed_on)
    return select(Seal.id, Seal.number, Seal.state, *days).where(Seal.company_id == company_id)


def _counts(company_id: str) -> Any:
    """Return the counts; a difference that is explained in words is settled."""
    columns = (SealAudit.id, SealAudit.done_on, SealAudit.counted, SealAudit.site_id)
    return select(*columns).where(
        SealAudit.company_id == company_id,
        SealAudit.done_on.is_not(None),
        SealAudit.counted.is_not(None),
        SealAudit.differences == "",
    )


def _people(company_id: str) -> Any:
    columns = (Person.id, Person.first_name, Person.last_name, Person.position_id)
    return select(*columns, Person.started_on, Person.left_on).where(
        Person.company_id == company_id
    )


def _topics(company_id: str) -> Any:
    return select(Topic).where(Topic.company_id == company_id).order_by(Topic.position, Topic.id)


def _taught(company_id: str) -> Any:
    return (
        select(
            Attendance.person_id,
            SessionTopic.topic_id,
            TrainingSession.held_on,
            Attendance.result,
            Attendance.score,
        )
        .join(TrainingSession, TrainingSession.id == Attendance.training_session_id)
        .join(SessionTopic, SessionTopic.training_session_id == TrainingSession.id)
        .where(
            Attendance.company_id == company_id,
            Attendance.person_id.is_not(None),
            SessionTopic.topic_id.is_not(None),
            TrainingSession.held_on.is_not(None),
            Attendance.was_absent.is_(False),
        )
    )
