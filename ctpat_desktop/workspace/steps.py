"""The steps that can be taken back and brought back, each belonging to the company it changed."""

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Account, Profile, Record, Response
from ctpat_desktop.workspace.changes import Change, Changes


class Step(NamedTuple):
    """One action: its batch, its name for people, and its company ("" belongs to all)."""

    batch: str
    what: str
    company: str


class Steps:
    """What undo would take back and redo bring back, newest last."""

    def __init__(self) -> None:
        """Start without a step."""
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def done(self, step: Step) -> None:
        """Note a new action; what its company had undone before cannot come back any more."""
        self._done.append(step)
        self.diverge(step.company)

    def diverge(self, company: str) -> None:
        """Forget what a company could bring back: it went on another way."""
        self._undone = [step for step in self._undone if not _belongs(step, company)]

    def forget(self, batches: Collection[str]) -> None:
        """Leave out steps that can no longer be taken back."""
        self._done = [step for step in self._done if step.batch not in batches]

    def next(self, company: str | None, *, forward: bool) -> Step | None:
        """Return the newest step of a company (None: of any) to take back, or bring back."""
        steps = self._undone if forward else self._done
        return next((s for s in reversed(steps) if company is None or _belongs(s, company)), None)

    def turned(self, step: Step, company: str, *, forward: bool) -> None:
        """Note that a step was taken or brought back; `company` is whose it is from now on."""
        source, target = self._undone, self._done
        if not forward:
            source, target = target, source
        source.remove(step)
        target.append(step._replace(company=company))


def _belongs(step: Step, company: str) -> bool:
    return not company or step.company in ("", company)


def company_of(session: Session, changes: Changes) -> str:
    """Return the company that changes belong to, read while they are in the session.

    "" where it is none's, such as a choice for the whole file, or where it is gone with them.
    """
    tables = set[str]()
    for item in changes.items:
        if item.table in tables:  # one of a table says it: an action works for one company
            continue
        tables.add(item.table)
        if company := company_of_record(session, item):
            return company
    return ""


def company_of_record(session: Session, item: Change) -> str:
    """Return the company of one record that is there, else ""."""
    record = session.get(RECORDS[item.table], item.record_id)
    return _company(session, record) if record is not None else ""


def account_of_record(session: Session, item: Change) -> str:
    """Return the account of one record that is there; "" where it is the whole company's."""
    record = session.get(RECORDS[item.table], item.record_id)
    return _account(session, record) if record is not None else ""


def _account(session: Session, record: Record) -> str:
    if isinstance(record, Response):
        profile = session.get(Profile, record.profile_id)
        return profile.account_id if profile is not None else ""
    return str(getattr(record, "account_id", None) or "")


def _company(session: Session, record: Record) -> str:
    if record.__tablename__ == "company":
        return record.id
    own = getattr(record, "company_id", None)
    if own:
        return str(own)
    parent = getattr(record, "response_id", None)
    response = session.get(Response, parent) if parent else record
    account_id = _account(session, response) if response is not None else ""
    query = select(Account.company_id).where(Account.id == account_id)
    return session.scalars(query).first() or ""
