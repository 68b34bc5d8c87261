"""The answers people gave on eligibility, the questionnaire and forced labor, year by year.

An answer without the day it was given is one carried over from the year before: it waits to be
confirmed.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Attachment, Evidence, TradeAnswer
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

ELIGIBILITY, QUESTIONNAIRE, FORCED_LABOR = "eligibility", "questionnaire", "forced_labor"
TABLE = "trade_answer"


@dataclass(frozen=True, slots=True)
class Document:
    """One document enclosed with an answer."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What was answered to one question for one year; `record_id` is "" where nothing was."""

    record_id: str = ""
    answer: str = ""
    text: str = ""
    improve: str = ""
    owner: str = ""
    due_on: date | None = None
    answered_on: date | None = None
    documents: tuple[Document, ...] = field(default=())

    @property
    def is_given(self) -> bool:
        """True where there is an answer, confirmed or not."""
        return bool(self.answer)

    @property
    def is_confirmed(self) -> bool:
        """True where the answer was given for this year."""
        return bool(self.answer) and self.answered_on is not None


NOTHING = StoredAnswer()


def of_year(scope: Scope, kind: str, year: int) -> dict[str, StoredAnswer]:
    """Return the answers of one list and year, by question."""
    with scope.workspace.read() as session:
        rows = session.scalars(_answers(scope.company_id, kind, year)).all()
        documents = _documents(session, [row.id for row in rows])
    return {row.question: _stored_answer(row, documents.get(row.id, ())) for row in rows}


def give(
    scope: Scope,
    kind: str,
    question: str,
    year: int,
    **values: Any,
) -> Changes:
    """Answer one question for a year, in one undo step; the answer counts as given today."""
    with scope.workspace.work(tr("Answer {criterion}").format(criterion=question)) as unit:
        row = existing(unit.session, scope.company_id, kind, question, year)
        if row is None:
            row = TradeAnswer(
                id=new_id(), company_id=scope.company_id, list=kind, question=question, year=year
            )
            unit.session.add(row)
        for key, value in values.items():
            setattr(row, key, value)
        row.answered_on = scope.today if row.answer else None
    return unit.changes


def years(scope: Scope, kind: str) -> list[int]:
    """Return the years with an answer of one list, the newest first."""
    wanted = select(TradeAnswer.year).where(
        TradeAnswer.company_id == scope.company_id, TradeAnswer.list == kind
    )
    with scope.workspace.read() as session:
        return sorted(filter(None, session.scalars(wanted.distinct())), reverse=True)


def record_of(scope: Scope, kind: str, question: str, year: int) -> str:
    """Return the id of an answer's record, made empty where there is none yet."""
    with scope.workspace.read() as session:
        row = existing(session, scope.company_id, kind, question, year)
    if row is not None:
        return row.id
    record_id = new_id()
    with scope.workspace.work(tr("Answer {criterion}").format(criterion=question)) as unit:
        made = TradeAnswer(
            id=record_id, company_id=scope.company_id, list=kind, question=question, year=year
        )
        unit.session.add(made)
    return record_id


def existing(
    session: Session, company_id: str, kind: str, question: str, year: int
) -> TradeAnswer | None:
    """Return the record of one answer, or None."""
    wanted = _answers(company_id, kind, year).where(TradeAnswer.question == question)
    return session.scalars(wanted).first()


def _answers(company_id: str, kind: str, year: int) -> Any:
    return (
        select(TradeAnswer)
        .where(
            TradeAnswer.company_id == company_id,
            TradeAnswer.list == kind,
            TradeAnswer.year == year,
        )
        .order_by(TradeAnswer.position, TradeAnswer.id)
    )


def _documents(session: Session, ids: list[str]) -> dict[str, tuple[Document, ...]]:
    wanted = (
        select(Attachment.record_id, Evidence.id, Evidence.title)
        .join(Evidence, Evidence.id == Attachment.evidence_id)
        .where(Attachment.table_name == TABLE, Attachment.record_id.in_(ids))
        .order_by(Attachment.position, Evidence.title)
    )
    found: dict[str, tuple[Document, ...]] = {}
    for record_id, key, title in session.execute(wanted):
        found[record_id] = (*found.get(record_id, ()), Document(key, title))
    return found


def _stored_answer(row: TradeAnswer, documents: tuple[Document, ...]) -> StoredAnswer:
    return StoredAnswer(
        row.id,
        row.answer,
        row.text,
        row.improve,
        row.owner,
        row.due_on,
        row.answered_on,
        documents,
    )
