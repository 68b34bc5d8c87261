"""Conversations on answers and records: written, replied to, resolved. Never printed or sent."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Comment, Profile
from ctpat_desktop.records.base import new_id
from ctpat_desktop.services.reviewing.subject import ANSWERS, Subject, now, refuse_unknown
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.changes import Changes

LONGEST = 10_000
"""Characters of one comment."""
BEGINS = Comment.reply_to == ""
OPEN = Comment.resolved_at.is_(None)


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation: the comment that began it, and what was replied, oldest first."""

    first: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        """True until somebody resolves it."""
        return self.first.resolved_at is None

    @property
    def all(self) -> tuple[Comment, ...]:
        """Every comment in order."""
        return (self.first, *self.replies)


def add(scope: Scope, subject: Subject, text: str) -> str:
    """Begin a conversation and return its id."""
    words = _worded(text)
    with scope.workspace.work(tr("Comment")) as unit:
        refuse_unknown(unit.session, scope, subject)
        row = Comment(
            id=new_id(),
            company_id=scope.company_id,
            table_name=subject.table,
            record_id=subject.record_id,
            criterion=subject.criterion,
            site_id=subject.site_id,
            statement_id=subject.statement_id,
            author=unit.who,
            written_at=now(),
            text=words,
        )
        unit.session.add(row)
    return row.id


def reply(scope: Scope, thread_id: str, text: str) -> str:
    """Answer a conversation and return the id of the reply; one that was resolved opens again."""
    words = _worded(text)
    with scope.workspace.work(tr("Reply")) as unit:
        first = _existing(unit.session, scope, thread_id)
        row = Comment(
            id=new_id(),
            company_id=first.company_id,
            table_name=first.table_name,
            record_id=first.record_id,
            criterion=first.criterion,
            site_id=first.site_id,
            statement_id=first.statement_id,
            reply_to=first.id,
            author=unit.who,
            written_at=now(),
            text=words,
        )
        unit.session.add(row)
        _set_resolved(first, "")
    return row.id


def resolve(scope: Scope, thread_id: str) -> Changes:
    """Say that a conversation is settled."""
    with scope.workspace.work(tr("Resolve comment")) as unit:
        _set_resolved(_existing(unit.session, scope, thread_id), unit.who)
    return unit.changes


def open_again(scope: Scope, thread_id: str) -> Changes:
    """Say that a conversation is not settled after all."""
    with scope.workspace.work(tr("Open comment again")) as unit:
        _set_resolved(_existing(unit.session, scope, thread_id), "")
    return unit.changes


def threads(scope: Scope, subject: Subject) -> list[Thread]:
    """Return the conversations on a record, or on a criterion with its sites and statements.

    Those on a criterion go on from one review year to the next.
    """
    is_here = Comment.record_id == subject.record_id
    if subject.is_answer:
        is_here = Comment.record_id.in_(_years(scope))
    where = (Comment.table_name == subject.table, is_here, Comment.criterion == subject.criterion)
    with scope.workspace.read() as session:
        return _threads(session.scalars(select(Comment).where(*where)))


def of_account(
    scope: Scope, *, only_open: bool = True, start: int = 0, most: int = 50
) -> list[Thread]:
    """Return conversations of an account and its registers, newest first, from one place on."""
    where = _of_account(scope, only_open=only_open)
    query = select(Comment).where(*where).order_by(Comment.written_at.desc(), Comment.id)
    with scope.workspace.read() as session:
        first = session.scalars(query.offset(start).limit(most)).all()
        replies = session.scalars(
            select(Comment).where(Comment.reply_to.in_([row.id for row in first]))
        )
        found = {thread.first.id: thread for thread in _threads([*first, *replies])}
    return [found[row.id] for row in first]


def count_of_account(scope: Scope, *, only_open: bool = True) -> int:
    """Return how many conversations an account and its registers have."""
    with scope.workspace.read() as session:
        return _count(session, *_of_account(scope, only_open=only_open))


def open_by_answer(session: Session, scope: Scope) -> dict[tuple[str, str | None], int]:
    """Return how many conversations on answers of an account are open, by criterion and site."""
    where = (Comment.table_name == ANSWERS, Comment.record_id.in_(_years(scope)), BEGINS, OPEN)
    query = select(Comment.criterion, Comment.site_id, func.count()).where(*where)
    rows = session.execute(query.group_by(Comment.criterion, Comment.site_id))
    return {(criterion, site): count for criterion, site, count in rows}


def _of_account(scope: Scope, *, only_open: bool) -> list[ColumnElement[bool]]:
    is_mine = or_(Comment.table_name != ANSWERS, Comment.record_id.in_(_years(scope)))
    return [Comment.company_id == scope.company_id, is_mine, BEGINS, *([OPEN] if only_open else [])]


def _years(scope: Scope) -> Select[str]:
    return select(Profile.id).where(Profile.account_id == scope.account_id)


def _threads(rows: Iterable[Comment]) -> list[Thread]:
    ordered = sorted(rows, key=lambda row: (str(row.written_at), row.id))
    replies: dict[str, list[Comment]] = {}
    for row in ordered:
        replies.setdefault(row.reply_to, []).append(row)
    return [Thread(row, tuple(replies.get(row.id, ()))) for row in replies.get("", ())]


def _count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Comment).where(*where)) or 0


def _existing(session: Session, scope: Scope, thread_id: str) -> Comment:
    row = session.get(Comment, thread_id)
    if row is None or row.company_id != scope.company_id:
        raise Problem(tr("This comment is not there any more."), tr("Nothing was written."))
    return row


def _set_resolved(row: Comment, who: str) -> None:
    row.resolved_by, row.resolved_at = who, now() if who else None


def _worded(text: str) -> str:
    words = text.strip()
    if not words:
        raise Problem(tr("A comment says something."), tr("Write it, then save it."))
    if len(words) > LONGEST:
        told = tr("A comment has at most {n} characters; this one has {count}.")
        raise Problem(told.format(n=LONGEST, count=len(words)), tr("Nothing was written."))
    return words
