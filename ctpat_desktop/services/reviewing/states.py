"""How far an answer is: draft, ready, approved or sent back; and who works on a criterion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import AnswerReview, Response, Statement
from ctpat_desktop.records.base import id_by
from ctpat_desktop.records.reviewing import APPROVED, DRAFT, READY, REVIEW_STATES, SENT_BACK
from ctpat_desktop.services.reviewing.subject import (
    ANSWERS,
    Subject,
    now,
    profile_id,
    refuse_unknown,
)
from ctpat_desktop.support.dates import moment_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_name import LONGEST
from ctpat_desktop.support.words import natural_key
from ctpat_desktop.workspace.changes import Changes

__all__ = ["APPROVED", "DRAFT", "READY", "REVIEW_STATES", "SENT_BACK", "State"]

TITLES = {
    DRAFT: N_("Draft"),
    READY: N_("Ready"),
    APPROVED: N_("Approved"),
    SENT_BACK: N_("Sent back"),
}
"""What each state is called."""
NAMED = 4
"""Criteria that the name of a step has."""


@dataclass(frozen=True, slots=True)
class State:
    """How far one answer is, who said so and when (UTC), and who works on the criterion."""

    state: str = DRAFT
    by: str = ""
    at: datetime | None = None
    reason: str = ""
    approved_by: str = ""
    approved_at: datetime | None = None
    changed_at: datetime | None = None
    assigned_to: str = ""

    @property
    def is_draft_again(self) -> bool:
        """True where it was approved, and its words changed since."""
        return self.state == DRAFT and bool(self.approved_by)

    def words(self) -> str:
        """Return it in a sentence or two."""
        return _WORDS[self.state](self)


def _draft(one: State) -> str:
    if not one.is_draft_again:
        return tr("Draft.")
    told = tr(
        "Draft again: {who} approved it {at}, and {by} changed the words {then}. "
        "It needs a new approval."
    )
    return told.format(
        who=one.approved_by, at=_moment(one.approved_at), by=one.by, then=_moment(one.at)
    )


def _ready(one: State) -> str:
    told = tr("Ready for approval, says {who}, {at}.")
    return told.format(who=one.by, at=_moment(one.at))


def _approved(one: State) -> str:
    return tr("Approved by {who}, {at}.").format(who=one.by, at=_moment(one.at))


def _sent_back(one: State) -> str:
    told = tr("Sent back by {who}, {at}: {why}")
    words = told.format(who=one.by, at=_moment(one.at), why=one.reason)
    if one.changed_at is None:
        return f"{words}\n{tr('Nothing was changed since.')}"
    return f"{words}\n{tr('Changed since, {at}.').format(at=_moment(one.changed_at))}"


_WORDS = {DRAFT: _draft, READY: _ready, APPROVED: _approved, SENT_BACK: _sent_back}


def _moment(at: datetime | None) -> str:
    return moment_text(at) if at is not None else "?"


def of_answer(scope: Scope, criterion: str, site_id: str | None = None) -> State:
    """Return how far the answer of the company or of a site is."""
    with scope.workspace.read() as session:
        key = profile_id(session, scope.account_id)
    return of_subject(scope, Subject(ANSWERS, key, criterion, site_id))


def of_subject(scope: Scope, subject: Subject) -> State:
    """Return how far an answer is whose profile is known."""
    with scope.workspace.read() as session:
        return state_of(_existing(session, subject))


def state_of(row: AnswerReview | None) -> State:
    """Return a row as a value; without one it is a draft."""
    if row is None:
        return State()
    return State(
        row.state,
        row.set_by,
        row.set_at,
        row.reason,
        row.approved_by,
        row.approved_at,
        row.changed_at,
        row.assigned_to,
    )


def put(scope: Scope, subjects: Sequence[Subject], state: str, reason: str = "") -> Changes:
    """Say how far answers are, in one step; to send them back takes a reason.

    Only a draft may be empty.
    """
    if state not in REVIEW_STATES:
        words = tr("“{state}” is not a state of an answer.").format(state=state)
        raise Problem(words, tr("Use one of: {names}.").format(names=", ".join(REVIEW_STATES)))
    if state == SENT_BACK and not reason.strip():
        raise Problem(tr("An answer is sent back with a reason."), tr("Say what is missing."))
    title = tr("{criteria}: {state}").format(
        criteria=_named([one.criterion for one in subjects]), state=tr(TITLES[state]).lower()
    )
    with scope.workspace.work(title) as unit:
        at, is_approved = now(), state == APPROVED
        for subject in subjects:
            refuse_unknown(unit.session, scope, subject)
            if state != DRAFT:
                _refuse_empty(unit.session, subject)
            row = _at(unit.session, subject)
            row.state, row.reason, row.changed_at = state, reason.strip(), None
            row.set_by, row.set_at = unit.who, at
            row.approved_by, row.approved_at = (unit.who, at) if is_approved else ("", None)
    return unit.changes


def assign(scope: Scope, criteria: Sequence[str], name: str) -> Changes:
    """Say who works on criteria; "" takes that away. One step to undo."""
    to = " ".join(name.split())
    if len(to) > LONGEST:
        raise Problem(tr("This name cannot be kept."), tr("Nothing was changed."))
    with scope.workspace.work(tr("Assign {n}").format(n=_named(criteria))) as unit:
        key = profile_id(unit.session, scope.account_id)
        for criterion in criteria:
            subject = Subject(ANSWERS, key, criterion)
            refuse_unknown(unit.session, scope, subject)
            row = _existing(unit.session, subject)
            if (row.assigned_to if row else "") != to:
                _at(unit.session, subject).assigned_to = to
    return unit.changes


def _named(criteria: Sequence[str]) -> str:
    """Return the first of some criteria, each once, with dots where there are more."""
    every = list(dict.fromkeys(criteria))
    return ", ".join(every[:NAMED]) + ("…" if len(every) > NAMED else "")


def people(scope: Scope) -> list[str]:
    """Return the names criteria are assigned to, and one's own, in their order."""
    with scope.workspace.read() as session:
        mine = AnswerReview.profile_id == profile_id(session, scope.account_id)
        query = select(AnswerReview.assigned_to).where(mine, AnswerReview.assigned_to != "")
        found = set(session.scalars(query.distinct()))
    return sorted({*found, scope.workspace.who}, key=natural_key)


def _existing(session: Session, subject: Subject) -> AnswerReview | None:
    query = select(AnswerReview).where(
        AnswerReview.profile_id == subject.record_id,
        AnswerReview.criterion == subject.criterion,
        AnswerReview.site_id == subject.site_id,
    )
    return session.scalars(query).first()


def _at(session: Session, subject: Subject) -> AnswerReview:
    row = _existing(session, subject)
    if row is None:
        row = AnswerReview(
            id=id_by("answer_review", subject.record_id, subject.criterion, subject.site_id),
            profile_id=subject.record_id,
            criterion=subject.criterion,
            site_id=subject.site_id,
        )
        session.add(row)
        session.flush()
    return row


def _refuse_empty(session: Session, subject: Subject) -> None:
    """Raise Problem where there is no word yet that could be ready, approved or sent back."""
    query = select(Response).where(
        Response.profile_id == subject.record_id,
        Response.criterion == subject.criterion,
        Response.site_id == subject.site_id,
    )
    response = session.scalars(query).first()
    if response is not None and (response.standing != "not_started" or response.narrative):
        return
    stated = select(Statement.id).where(Statement.text != "")
    if response is not None:
        mine = stated.where(Statement.response_id == response.id)
        if session.scalars(mine.limit(1)).first() is not None:
            return
    words = tr("{n} is not answered yet.").format(n=subject.criterion)
    raise Problem(words, tr("Answer it first, then say how far it is."))
