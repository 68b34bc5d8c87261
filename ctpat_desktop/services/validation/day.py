"""The day of a validation: which one it is, and the log of what was asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Validation, ValidationQuestion
from ctpat_desktop.records.base import new_id
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes


@dataclass(frozen=True, slots=True)
class Visit:
    """One validation in a line."""

    id: str
    kind: str
    sites: str
    starts_on: date | None
    ends_on: date | None
    is_answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked of one criterion ("" for none), and what was said to it."""

    question: str
    criterion: str = ""
    answer: str = ""
    follow_up: str = ""
    at: str = ""


def visits(scope: Scope) -> tuple[Visit, ...]:
    """Return the validations of the company, the newest first."""
    query = select(Validation).where(Validation.company_id == scope.company_id)
    with scope.workspace.read() as session:
        rows = session.scalars(query.order_by(Validation.notice_on.desc(), Validation.id)).all()
    return tuple(
        Visit(
            row.id,
            choice_text("validation", "kind", row.kind),
            row.sites,
            row.starts_on,
            row.ends_on,
            row.answered_on is not None,
        )
        for row in rows
    )


def questions(scope: Scope, validation_id: str) -> Sequence[Asked]:
    """Return what was asked so far, in the order it was asked."""
    query = (
        select(ValidationQuestion)
        .where(
            ValidationQuestion.validation_id == validation_id,
            ValidationQuestion.company_id == scope.company_id,
        )
        .order_by(
            ValidationQuestion.asked_on, ValidationQuestion.asked_at, ValidationQuestion.position
        )
    )
    with scope.workspace.read() as session:
        return [
            Asked(row.question, row.criterion, row.answer, row.follow_up, row.asked_at)
            for row in session.scalars(query)
        ]


def log(scope: Scope, validation_id: str, asked: Asked, at: datetime | None = None) -> Changes:
    """Note one question with the day and the clock time; Problem where nothing was typed."""
    if not asked.question.strip():
        raise Problem(tr("There is no question to note."), tr("Type what was asked."))
    now = at or datetime.now()
    with scope.workspace.work(tr("Note a question")) as unit:
        row = unit.session.get(Validation, validation_id)
        if row is None or row.company_id != scope.company_id:
            raise Problem(tr("This validation is not there any more."), tr("Choose another."))
        there = ValidationQuestion.validation_id == validation_id
        count = select(func.count()).select_from(ValidationQuestion).where(there)
        unit.session.add(
            ValidationQuestion(
                id=new_id(),
                company_id=scope.company_id,
                validation_id=validation_id,
                position=unit.session.scalar(count) or 0,
                asked_on=now.date(),
                asked_at=f"{now:%H:%M}",
                criterion=asked.criterion,
                question=asked.question.strip(),
                answer=asked.answer.strip(),
                follow_up=asked.follow_up.strip(),
            )
        )
    return unit.changes
