"""What people decided about findings: who works on one until when, or why it is accepted."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ctpat_desktop.checklist import Finding, Severity
from ctpat_desktop.documents.core import labels
from ctpat_desktop.exchange.results import ExportResult
from ctpat_desktop.exchange.tables.lists import write_list
from ctpat_desktop.exchange.tables.xlsx_book import Cell
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import FindingMark
from ctpat_desktop.records.base import id_by
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import N_, tr
from ctpat_desktop.support.own_language import on_paper
from ctpat_desktop.workspace.bulk import parts
from ctpat_desktop.workspace.changes import Changes

USUAL_DAYS = 180
"""Days for which a finding is accepted where nobody says otherwise; app default."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What was decided; `is_accepted` holds for these words of the finding until its end."""

    owner: str = ""
    due_on: date | None = None
    because: str = ""
    until: date | None = None
    is_accepted: bool = False

    def is_late(self, today: date) -> bool:
        """Return whether somebody should be done with it."""
        return self.due_on is not None and self.due_on < today and not self.is_accepted

    def words(self) -> str:
        """Return the decision in one line; "" where there is none."""
        if self.is_accepted:
            told = tr("Accepted until {day}: {why}")
            return told.format(day=day_text(self.until), why=self.because)
        due = tr("due {day}").format(day=day_text(self.due_on)) if self.due_on else ""
        ended = ""
        if self.because and self.until is not None:
            ended = tr("was accepted until {day}").format(day=day_text(self.until))
        return labels.joined(self.owner, due, ended, by=" · ")


NONE = Mark()
READ = (
    *(FindingMark.key, FindingMark.owner, FindingMark.due_on, FindingMark.accepted_because),
    *(FindingMark.accepted_until, FindingMark.fingerprint),
)
"""The columns a page reads of every mark, which costs a fifth of reading records."""
_NUMBER = re.compile(r"\d+")


def key_of(finding: Finding) -> str:
    """Return what names a finding as long as its rule and its place are the same."""
    place = finding.place
    where = (place.section, place.criterion, place.table, place.record_id, place.field)
    return "|".join((finding.rule, *where, place.site_id))


def read(scope: Scope, findings: Iterable[Finding]) -> dict[str, Mark]:
    """Return the marks of these findings by their key."""
    query = select(*READ).where(FindingMark.account_id == scope.account_id)
    with scope.workspace.read() as session:
        rows = {row.key: row for row in session.execute(query)}
    if not rows:
        return {}
    keyed = ((key_of(finding), finding) for finding in findings)
    return {key: _mark(rows[key], finding, scope.today) for key, finding in keyed if key in rows}


def assign(scope: Scope, findings: Sequence[Finding], owner: str, due_on: date | None) -> Changes:
    """Say who works on findings until when; "" and None take that away. One step to undo."""
    return _write(scope, findings, tr("Assign findings"), owner=owner.strip(), due_on=due_on)


def accept(scope: Scope, findings: Sequence[Finding], because: str, until: date | None) -> Changes:
    """Accept findings for a while; Problem without a reason or an end, and for a blocker."""
    if not because.strip():
        raise Problem(tr("A finding is accepted with a reason."), tr("Say why it can stay."))
    if until is None or until < scope.today:
        raise Problem(
            tr("A finding is accepted for a while only."), tr("Choose an end from today on.")
        )
    if blocked := [row for row in findings if row.severity is Severity.BLOCKER]:
        words = tr("{place} is a blocker: the profile cannot be submitted with it.")
        raise Problem(words.format(place=blocked[0].place.label), tr("Nothing was accepted."))
    values = {"accepted_because": because.strip(), "accepted_until": until}
    return _write(scope, findings, tr("Accept findings"), **values)


def open_again(scope: Scope, findings: Sequence[Finding]) -> Changes:
    """Take back that findings are accepted."""
    values: dict[str, Any] = {"accepted_because": "", "accepted_until": None}
    return _write(scope, findings, tr("Open findings again"), **values)


@on_paper
def save(
    scope: Scope, findings: Sequence[Finding], marks: Mapping[str, Mark], path: Path
) -> ExportResult:
    """Write findings with their decisions as .xlsx or .csv; the file is read again."""
    rows = [_row(finding, marks.get(key_of(finding), NONE)) for finding in findings]
    return write_list(path, tr("Findings"), [tr(words) for words in HEADS], rows, scope.today)


HEADS = (
    *(N_("Weight"), N_("Where"), N_("Criterion"), N_("Finding"), N_("What to do")),
    *(N_("Owner"), N_("Due on"), N_("Accepted because"), N_("Accepted until")),
)


def _row(finding: Finding, mark: Mark) -> list[Cell]:
    place = finding.place
    said = (place.label, place.criterion, finding.reason, finding.remedy, mark.owner)
    because, until = (mark.because, mark.until) if mark.is_accepted else ("", None)
    return [labels.severity(finding.severity), *said, mark.due_on, because, until]


def _mark(row: Any, finding: Finding, today: date) -> Mark:
    holds = row.accepted_until is not None and row.accepted_until >= today
    is_accepted = holds and row.fingerprint == _fingerprint(finding)
    return Mark(row.owner, row.due_on, row.accepted_because, row.accepted_until, is_accepted)


def _fingerprint(finding: Finding) -> str:
    """Return what changes with the words of a finding, and not with its days and counts."""
    words = _NUMBER.sub("#", finding.reason)
    return sha256(f"{finding.severity}\n{words}".encode()).hexdigest()


def _write(scope: Scope, findings: Sequence[Finding], what: str, **values: Any) -> Changes:
    if not findings:
        raise Problem(tr("No finding is ticked."), tr("Tick the findings this is about."))
    mine = select(FindingMark.key, FindingMark.id).where(FindingMark.account_id == scope.account_id)
    keys = [key_of(finding) for finding in findings]
    with scope.workspace.work(what) as unit:
        known: dict[str, str] = {}
        for some in parts(keys):
            known |= unit.session.execute(mine.where(FindingMark.key.in_(some))).all()
        changed: dict[str, dict[str, Any]] = {}
        added: list[dict[str, Any]] = []
        for key, finding in zip(keys, findings, strict=True):
            row = dict(values)
            if "accepted_until" in values:
                row["fingerprint"] = _fingerprint(finding) if values["accepted_until"] else ""
            if key in known:
                changed[known[key]] = row
            else:
                made = id_by("finding_mark", scope.account_id, key)
                added.append({"id": made, "account_id": scope.account_id, "key": key, **row})
        unit.change_many("finding_mark", changed)
        unit.add_many("finding_mark", added)
    return unit.changes
