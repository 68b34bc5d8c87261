"""The one list over everything that falls due, of one account or of all companies of the file."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.areas import load_areas
from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.checklist import Place
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import RECORDS
from ctpat_desktop.services.deadlines import profile_days, training_days
from ctpat_desktop.services.deadlines.due_day import DueDay, Owner
from ctpat_desktop.services.registers import deadlines as registers
from ctpat_desktop.services.registers.facts.arithmetic import TRAINING_TABLES
from ctpat_desktop.services.trade import duties
from ctpat_desktop.support.language import tr
from ctpat_desktop.support.notices import tell
from ctpat_desktop.support.words import holds
from ctpat_desktop.workspace.changes import Changes
from ctpat_desktop.workspace.unit import Workspace

MOST = 2_000
"""Days read of one field of the registers."""
MONTHS = 12
"""Months the list looks ahead unless asked for more; everything late is always in it."""
ELSEWHERE = {
    "partner_request": "questionnaires",
    "policy_review": "procedures",
    "trade_answer": "trade",
}
"""Registers that are shown on a page of another kind than a list, and that page."""
WATCHED = frozenset(
    {
        *("company", "account", "profile", "submission", "response", "site", "evidence"),
        *("validation", *TRAINING_TABLES, *registers.watched(), *duties.WATCHED),
    }
)
"""Tables the list depends on."""


def moves_days(changes: Changes) -> bool:
    """Return whether a change can have moved a day."""
    return changes.touches(*WATCHED)


@dataclass(frozen=True, slots=True)
class DueList:
    """What falls due, the oldest first."""

    rows: tuple[DueDay, ...]

    def late(self, today: date) -> list[DueDay]:
        """Return what is late, the oldest first."""
        return [row for row in self.rows if row.due(today).is_late]

    def ahead(self, today: date, days: int = 366) -> list[DueDay]:
        """Return what is still to come within so many days, the nearest first."""
        return [row for row in self.rows if today <= row.on < today + timedelta(days=days)]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a person wants to see of a list: one kind, words, what is late or not; None is both."""

    kind: str = ""
    words: str = ""
    is_late: bool | None = None


def horizon(today: date, months: int = MONTHS) -> date:
    """Return the last day the list looks ahead to; with 0 months there is none."""
    return months_after(today, months) if months else date.max


def of_account(scope: Scope, last: date | None = None) -> DueList:
    """Return everything late, and what falls due up to `last` or within a year, of an account.

    What belongs to its company is in it, and nothing of the company's other accounts.
    """
    with scope.workspace.read() as session:
        owners = profile_days.owners(session, scope.account_id)
        return _Reader(scope.workspace, session, scope.today, owners, is_all=False).read(last)


def of_file(workspace: Workspace, today: date, last: date | None = None) -> DueList:
    """Return the same of all companies and accounts of a file."""
    with workspace.read() as session:
        owners = profile_days.owners(session)
        return _Reader(workspace, session, today, owners, is_all=True).read(last)


@cache
def kind_of(table: str) -> str:
    """Return what the days of a register are about: the page it is shown on."""
    if table in ELSEWHERE:
        return ELSEWHERE[table]
    return next(area.id for area in load_areas() if table in _tables(area.tabs))


def _tables(tabs: Iterable[str]) -> Iterator[str]:
    """Yield registers and everything edited inside them."""
    for table in tabs:
        if table in RECORDS:
            yield table
            yield from _tables(load_form(table).parts)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the list of some accounts; with `is_all` they are all of the file."""

    workspace: Workspace
    session: Session
    today: date
    owners: tuple[Owner, ...]
    is_all: bool

    def read(self, last: date | None) -> DueList:
        """Return the list."""
        end = last or horizon(self.today)
        of_registers = list(self._registers(end))
        rows = [
            *profile_days.read(self.session, self.owners, self.today, end),
            *of_registers,
            *self._training(),
            *self._duties(of_registers),
        ]
        found = sorted(
            (row for row in rows if row.on <= end), key=lambda row: (row.on, row.what, row.company)
        )
        return DueList(tuple(found))

    def _of_company(self) -> dict[str, Owner]:
        """Return the first account of each company."""
        return {owner.company_id: owner for owner in reversed(self.owners)}

    def _registers(self, end: date) -> Iterator[DueDay]:
        owners = self._of_company()
        company = "" if self.is_all else next(iter(owners), "-")
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for row in registers.read(self.session, company, date.min, end, MOST):
            place = row.place
            counts[place.table, place.field] += 1
            owner = owners.get(row.company_id)
            if owner is not None:
                kind, key = kind_of(place.table), f"{place.record_id}.{place.field}"
                yield DueDay(row.day, row.words, kind, key, owner, place, row.is_end)
        if any(count >= MOST for count in counts.values()):
            tell(tr("There are too many days to list: of some fields only the first are shown."))

    def _training(self) -> Iterator[DueDay]:
        owners, place = self._of_company(), Place("training", table="training_matrix")
        for row in training_days.read(self.workspace, self.session, tuple(owners), self.today):
            owner = owners[row.company_id]
            yield DueDay(row.on, row.what, "training", row.key, owner, place)

    def _duties(self, of_registers: list[DueDay]) -> Iterator[DueDay]:
        """Yield the duties of Trade Compliance whose day no record of a register says."""
        of_records = {row.place.record_id for row in of_registers}
        days = {(row.owner.company_id, row.place.table, row.on) for row in of_registers}
        owners = self._members()
        accounts = {key: owner.account_id for key, owner in owners.items()}
        for company_id, found in duties.of_companies(self.session, accounts, self.today).items():
            for row in found:
                place = row.place
                same = (company_id, place.table, row.due_on)
                is_said = place.record_id in of_records if place.record_id else same in days
                if row.due_on is None or is_said:
                    continue
                kind = "packets" if row.key == "mou" else kind_of(place.table)
                key = f"{place.record_id or company_id}.{row.key}"
                yield DueDay(row.due_on, row.title, kind, key, owners[company_id], place)

    def _members(self) -> dict[str, Owner]:
        """Return an account of each company in Trade Compliance, an importer's before others."""
        importers = [owner for owner in self.owners if owner.entity == "importer"]
        first = self._of_company() | {owner.company_id: owner for owner in reversed(importers)}
        return {key: first[key] for key in duties.members(self.session) if key in first}


def narrowed(due_list: DueList, wanted: Narrowing, today: date) -> tuple[DueDay, ...]:
    """Return the days that a person wants to see; words are looked for in all that is shown."""
    return tuple(
        row
        for row in due_list.rows
        if (not wanted.kind or row.kind == wanted.kind)
        and wanted.is_late in (None, row.due(today).is_late)
        and (not wanted.words or holds(f"{row.title} {row.where} {row.company}", wanted.words))
    )
