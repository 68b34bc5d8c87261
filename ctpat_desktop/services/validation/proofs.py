"""What the registers prove under a criterion since the last validation, as tables of the binder."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.purposes import load_purposes
from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.rules_on_incidents import PROVED_BY
from ctpat_desktop.documents.core import labels
from ctpat_desktop.documents.validation.binder import Proof
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    RECORDS,
    Discrepancy,
    Incident,
    IncidentNotice,
    ManagementReview,
    ProgramAudit,
    SecurityCheck,
    Site,
    Validation,
)
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.language import N_, tr

MOST = 25
"""Rows of one table in the binder, the newest; app default."""

Row = tuple[str, ...]


def proofs(scope: Scope, validation_id: str = "") -> Mapping[str, Sequence[Proof]]:
    """Return the tables by criterion, of the days since the validation before this one."""
    with scope.workspace.read() as session:
        return _Reader(session, scope, validation_id).proofs()


class _Reader:
    """Reads the registers of one company, after the validation before one."""

    def __init__(self, session: Session, scope: Scope, validation_id: str) -> None:
        self._session, self._scope = session, scope
        self._this = session.get(Validation, validation_id) if validation_id else None
        self._since = self._last_visit()

    def proofs(self) -> Mapping[str, Sequence[Proof]]:
        """Return the tables by criterion."""
        made: dict[str, list[Proof]] = {}
        for table, register in REGISTERS.items():
            for title, criteria, rows in self._groups(table):
                words = tuple(register.words(self, row) for row in rows[:MOST])
                heads = tuple(map(tr, register.heads))
                proof = Proof(title, heads, words, len(rows), paper_text(self._since))
                for criterion in criteria if rows else ():
                    made.setdefault(criterion, []).append(proof)
        return made

    def _last_visit(self) -> date | None:
        """Return the last day of the validation before this one; None before the first."""
        this, today = self._this, self._scope.today
        before = this.starts_on if this and this.starts_on else today
        day = func.coalesce(Validation.ends_on, Validation.starts_on)
        query = select(func.max(day)).where(
            Validation.company_id == self._scope.company_id,
            Validation.id != (this.id if this else ""),
            day < before,
        )
        return self._session.scalar(query)

    def _records(self, table: str) -> list[Any]:
        """Return the records of a table since then until today, the newest first."""
        kind: Any = RECORDS[table]
        day = getattr(kind, REGISTERS[table].day)
        own = kind.company_id == self._scope.company_id
        query = select(kind).where(own, day <= self._scope.today)
        if self._since is not None:
            query = query.where(day > self._since)
        return list(self._session.scalars(query.order_by(day.desc(), kind.id)))

    def _groups(self, table: str) -> Iterator[tuple[str, Row, list[Any]]]:
        """Yield title, criteria and records; tests and rounds prove by their kind."""
        rows = self._records(table)
        if table != SecurityCheck.__tablename__:
            yield tr(load_form(table).plural), load_purposes()[table].proves, rows
            return
        for kind, criteria in PROVED_BY.items():
            title = choice_text(table, "kind", kind)
            yield title, criteria, [row for row in rows if row.kind == kind]

    def incident(self, row: Incident) -> Row:
        """Return an incident with everybody who was told."""
        mine = select(IncidentNotice).where(IncidentNotice.incident_id == row.id)
        order = (IncidentNotice.told_on, IncidentNotice.told_at, IncidentNotice.id)
        notices = self._session.scalars(mine.order_by(*order)).all()
        return (
            labels.joined(row.number, choice_text("incident", "kind", row.kind), by="\n"),
            paper_text(row.found_on),
            "\n".join(map(_notice, notices)) or tr("nobody"),
            row.cause,
            paper_text(row.closed_on) or tr("open"),
        )

    def discrepancy(self, row: Discrepancy) -> Row:
        """Return a cargo discrepancy."""
        return (
            paper_text(row.found_on),
            labels.joined(row.shipment, choice_text("discrepancy", "kind", row.kind), by="\n"),
            f"{row.expected or '?'} / {row.counted or '?'}",
            row.cause,
            paper_text(row.settled_on) or tr("open"),
        )

    def audit(self, row: ProgramAudit) -> Row:
        """Return an audit of the program."""
        independent = tr("independent") if row.is_independent else ""
        return (
            paper_text(row.done_on),
            row.scope,
            labels.joined(row.auditor, independent),
            row.findings,
            str(row.open_findings or 0),
        )

    def review(self, row: ManagementReview) -> Row:
        """Return a management review."""
        return (paper_text(row.held_on), row.people, row.topics, row.decisions)

    def check(self, row: SecurityCheck) -> Row:
        """Return a test or round."""
        site = self._session.get(Site, row.site_id) if row.site_id else None
        mended = tr("mended {day}").format(day=paper_text(row.mended_on)) if row.mended_on else ""
        return (
            paper_text(row.done_on),
            labels.joined(row.subject, site.name if site else ""),
            row.done_by,
            choice_text("security_check", "outcome", row.outcome),
            labels.joined(row.finding, row.measures, mended, by="\n"),
        )


def _notice(row: IncidentNotice) -> str:
    when = f"{paper_text(row.told_on)} {row.told_at}".strip()
    return labels.joined(choice_text("incident_notice", "informed", row.informed), when)


@dataclass(frozen=True, slots=True)
class Register:
    """How the records of a register stand in the binder: by which day, and in which columns."""

    day: str
    heads: Row
    words: Callable[[_Reader, Any], Row]


REGISTERS: dict[str, Register] = {
    "incident": Register(
        "found_on",
        (N_("Incident"), N_("Found on"), N_("Who was told"), N_("Root cause"), N_("Closed on")),
        _Reader.incident,
    ),
    "discrepancy": Register(
        "found_on",
        (N_("Found on"), N_("Shipment"), N_("Papers / found"), N_("Cause"), N_("Settled on")),
        _Reader.discrepancy,
    ),
    "program_audit": Register(
        "done_on",
        (N_("Done on"), N_("Scope"), N_("Auditor"), N_("Findings"), N_("Still open")),
        _Reader.audit,
    ),
    "management_review": Register(
        "held_on",
        (N_("Held on"), N_("Who took part"), N_("Topics"), N_("Decisions")),
        _Reader.review,
    ),
    "security_check": Register(
        "done_on",
        (
            N_("Done on"),
            N_("What was checked"),
            N_("Done by"),
            N_("Outcome"),
            N_("What was found and done"),
        ),
        _Reader.check,
    ),
}
"""The registers that stand in the binder, in this order."""
