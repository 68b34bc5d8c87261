"""What a comment, a state or a change is about: an answer, or a record of a register."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue import Criterion
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS, Profile, Statement
from ctpat_desktop.services.profile import answers
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr

ANSWERS = "profile"
"""The table that conversations on answers hang on: a comment needs no answer yet."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One record, or one criterion of a profile with the site or statement that is meant."""

    table: str
    record_id: str
    criterion: str = ""
    site_id: str | None = None
    statement_id: str | None = None

    @property
    def is_answer(self) -> bool:
        """True where it is about an answer of a profile."""
        return self.table == ANSWERS


def now() -> datetime:
    """Return this moment as the file keeps it: UTC, without a zone."""
    return datetime.now(UTC).replace(tzinfo=None)


def profile_id(session: Session, account_id: str) -> str:
    """Return the newest profile of an account."""
    newest = select(Profile.id).where(Profile.account_id == account_id)
    return session.scalars(newest.order_by(Profile.year.desc()).limit(1)).first() or ""


def of_answer(
    scope: Scope, criterion: str, site_id: str | None = None, statement_id: str | None = None
) -> Subject:
    """Return the answer of the company or of one site, or a statement of it."""
    with scope.workspace.read() as session:
        key = profile_id(session, scope.account_id)
    return Subject(ANSWERS, key, criterion, site_id or None, statement_id or None)


def criteria(scope: Scope) -> list[Criterion]:
    """Return what an account is asked, in its order."""
    with scope.workspace.read() as session:
        return answers.asked(session, scope.account_id)


def refuse_unknown(session: Session, scope: Scope, subject: Subject) -> None:
    """Raise Problem where there is no such criterion, site, statement or record."""
    if subject.is_answer:
        answers.refuse_unknown(session, scope.account_id, subject.criterion)
        answers.refuse_foreign(session, scope.account_id, subject.site_id)
        if subject.statement_id and session.get(Statement, subject.statement_id) is None:
            raise Problem(tr("This statement is not there any more."), tr("Nothing was written."))
        return
    record = session.get(RECORDS[subject.table], subject.record_id)
    if record is None or getattr(record, "company_id", "") != scope.company_id:
        raise Problem(tr("This record is not there any more."), tr("Nothing was written."))
