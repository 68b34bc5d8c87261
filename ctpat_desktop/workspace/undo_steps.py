"""The steps that can be taken back and brought back, each belonging to the company it changed."""

import re
from collections.abc import Callable, Collection, Mapping
from types import SimpleNamespace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from ctpat_desktop.records import RECORDS, Account, Profile, Record, Response
from ctpat_desktop.workspace.changes import Changes


class Step(NamedTuple):
    """One action: its batch, its name for people, its company ("" belongs to all), and its size.

    `size` counts the records it changed.
    """

    batch: str
    what: str
    company: str
    size: int = 0


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
        """Leave out steps that can no longer be taken back, or brought back."""
        self._done = [step for step in self._done if step.batch not in batches]
        self._undone = [step for step in self._undone if step.batch not in batches]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to take back or bring back."""
        return not (self._done or self._undone)

    def among(self, batches: Collection[str]) -> list[str]:
        """Return which of some batches could be taken back."""
        return [step.batch for step in self._done if step.batch in batches]

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
        record = session.get(RECORDS[item.table], item.record_id)
        company, _ = owners(session, item.table, item.record_id, {}, record)
        if company:
            return company
    return ""


def owners(
    session: Session,
    table: str,
    record_id: str,
    known: Mapping[str, Any],
    record: Record | SimpleNamespace | None,
) -> tuple[str, str]:
    """Return the company and the account a record belongs to, "" where it is no one's.

    `known` has values of it from its history, for a `record` that is gone.
    """

    def value(key: str) -> str:
        return str(getattr(record, key, None) or known.get(key) or "")

    if table == "company":
        return (record_id if record is not None else ""), ""
    if table == "account":
        return value("company_id"), ""
    if table == "setting":
        return _of_setting(session, record_id)
    account_id = value("account_id") or _account_of(session, value)
    if company_id := value("company_id"):
        return company_id, account_id
    account = session.get(Account, account_id) if account_id else None
    return (account.company_id if account is not None else ""), account_id


def _of_setting(session: Session, name: str) -> tuple[str, str]:
    """Return whose a setting is: the account or profile its name names, if any."""
    for part in re.split(r"[./]", name)[1:]:
        profile = session.get(Profile, part)
        account = session.get(Account, profile.account_id if profile else part)
        if account is not None:
            return account.company_id, account.id
    return "", ""


def _account_of(session: Session, value: Callable[[str], str]) -> str:
    """Return the account of a response or of a link to one, through its profile."""
    response = session.get(Response, value("response_id")) if value("response_id") else None
    profile_id = response.profile_id if response is not None else value("profile_id")
    profile = session.get(Profile, profile_id) if profile_id else None
    return profile.account_id if profile is not None else ""
