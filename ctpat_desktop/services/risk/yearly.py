"""An assessment begun from the one before, approved, and looked at again when something calls."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from ctpat_desktop.checklist.register_facts import SHOWN
from ctpat_desktop.checklist.training import months_after
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import (
    CbpMessage,
    Incident,
    Partner,
    RiskAssessment,
    RiskChain,
    RiskLeg,
    RiskTrigger,
    SupplyChain,
    ThreatRating,
    VulnerabilityRating,
)
from ctpat_desktop.records.base import Record, new_id, new_ids
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.registers import locks
from ctpat_desktop.services.registers.facts import risk as unweighed
from ctpat_desktop.services.risk import assessments
from ctpat_desktop.services.risk.steps import State, steps
from ctpat_desktop.support.dates import paper_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import ntr, tr
from ctpat_desktop.workspace.changes import Changes

CARRIED = ("scope", "made_by", "method", "frequency", "triggers")
"""What of an assessment goes into the next year; its steps and its approval do not."""
FIRST_YEAR = 2001
"""The first year the program can have been assessed in: it began then."""
MONTHS = 12
"""Months until the next assessment is due."""

Rows = list[dict[str, Any]]
OfCompany = TypeVar("OfCompany", bound=CompanyPart)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Something that calls for a new look: what happened, when, and the record of it.

    Where its record has no day, it counts from the day it was entered.
    """

    kind: str
    what: str
    on: date | None
    table: str
    record_id: str

    @property
    def key(self) -> str:
        """The record as a look at it names it."""
        return f"{self.table}:{self.record_id}"


def begin(scope: Scope, year: int) -> str:
    """Begin the assessment of a year; return its id.

    Chains, legs, threats and own judgments of the newest one come over; no step of it is done and
    nothing is approved. Problem where the year has one, lies before the newest, or is far ahead.
    """
    if not FIRST_YEAR <= year <= scope.today.year + 1:
        raise Problem(
            tr("{year} cannot be assessed.").format(year=year),
            tr("Begin this year's assessment, or next year's."),
        )
    last = assessments.newest(scope)
    if last is not None and last.year is not None and year <= last.year:
        raise Problem(
            tr("There is an assessment of {year} already.").format(year=last.year),
            tr("Begin a later year, or go on with that one."),
        )
    key = new_id()
    words = tr("Begin risk assessment {year}").format(year=year)
    with scope.workspace.work(words) as unit:
        carried = {name: getattr(last, name) for name in CARRIED} if last else {}
        row = {"id": key, "company_id": scope.company_id, "year": year, **carried}
        unit.add_many("risk_assessment", [row])
        if last is not None:
            for table, rows in _copies(unit.session, last.id, key):
                unit.add_many(table, rows)
    return key


def _copies(session: Session, last: str, now: str) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of the new assessment by table, parents first."""
    mine = RiskChain.risk_assessment_id == last
    ids: dict[str, str] = {last: now}
    chains = session.scalars(select(RiskChain).where(mine)).all()
    yield "risk_chain", _copied(chains, ids)
    legs = session.scalars(
        select(RiskLeg).join(RiskChain, RiskChain.id == RiskLeg.risk_chain_id).where(mine)
    ).all()
    yield "risk_leg", _copied(legs, ids)
    threats = select(ThreatRating).where(ThreatRating.risk_assessment_id == last)
    yield "threat_rating", _copied(session.scalars(threats).all(), ids)
    judged = select(VulnerabilityRating).join(
        RiskLeg, RiskLeg.id == VulnerabilityRating.risk_leg_id
    )
    own = judged.join(RiskChain, RiskChain.id == RiskLeg.risk_chain_id).where(mine)
    yield "vulnerability_rating", _copied(session.scalars(own).all(), ids)


def _copied(rows: Iterable[Record], ids: dict[str, str]) -> Rows:
    """Return copies with new ids that point to copies; `ids` learns the new ones."""
    known = list(rows)
    ids.update(zip((row.id for row in known), new_ids(len(known)), strict=True))
    found = []
    for row in known:
        values = {column.key: getattr(row, column.key) for column in row.__table__.columns}
        found.append({key: ids.get(value, value) for key, value in values.items()})
    return found


def mark_step(scope: Scope, assessment_id: str, field: str, *, is_done: bool) -> Changes:
    """Say that a step is done on the day of the scope, or that it is not."""
    words = tr("Risk assessment: step done") if is_done else tr("Risk assessment: step open again")
    with scope.workspace.work(words) as unit:
        locks.refuse_approved(unit.session, "risk_assessment", [assessment_id], {field: None})
        row = unit.session.get_one(RiskAssessment, assessment_id)
        setattr(row, field, scope.today if is_done else None)
    return unit.changes


def approve(scope: Scope, assessment_id: str, by: str, changes: str) -> Changes:
    """Approve an assessment on the day of the scope; the next one is due a year later.

    Problem where a step is not done, no leg is drawn, the method is not written down, a leg rated
    High has no action, something that calls for a new look was not looked at, nobody is named, or
    it is not said what changed.
    """
    assessed = assessments.read(scope, assessment_id)
    left = [step.title for step in steps(assessed, scope.today) if step.state is not State.DONE]
    nothing = tr("Nothing was approved.")
    if left:
        head = ntr("One step is not done", "{n} steps are not done", len(left))
        raise Problem(f"{head}: {', '.join(left)}.", nothing)
    if not assessed.legs:
        raise Problem(tr("No leg is drawn: there is nothing to approve."), nothing)
    if not assessed.assessment.method.strip():
        raise Problem(tr("The method is not written down."), nothing)
    bare = [f"{leg.chain}, {leg.leg.name}" for leg in assessed.legs if leg.lacks_action]
    if bare:
        head = ntr(
            "One leg is High and has no action", "{n} legs are High and have no action", len(bare)
        )
        raise Problem(f"{head}: {'; '.join(bare[:SHOWN])}.", nothing)
    _refuse_unseen(triggers(scope), nothing)
    if not by.strip():
        raise Problem(tr("Nobody is named who approves it."), nothing)
    if not changes.strip():
        words = tr("It is not said what changed since the last assessment.")
        raise Problem(words, tr("Write “nothing” where nothing did.") + " " + nothing)
    with scope.workspace.work(tr("Approve risk assessment")) as unit:
        row = unit.session.get_one(RiskAssessment, assessment_id)
        row.approved_by, row.approved_on, row.changes = by.strip(), scope.today, changes.strip()
        row.next_on = months_after(scope.today, MONTHS)
    return unit.changes


def reopen(scope: Scope, assessment_id: str, by: str, reason: str) -> Changes:
    """Take an approval back so that the assessment can be changed; the reason stays with it.

    What was taken into the library at the approval stays there. Problem without a reason, where it
    is not approved, or where it is the only approved one and something since was not looked at:
    nobody could tell any more that it is new.
    """
    nothing = tr("Nothing was changed.")
    if not reason.strip():
        raise Problem(tr("It is not said why it is reopened."), nothing)
    others = (row for row in assessments.every(scope) if row.id != assessment_id)
    if not any(row.approved_on for row in others):
        _refuse_unseen(triggers(scope), nothing)
    with scope.workspace.work(tr("Reopen risk assessment")) as unit:
        row = unit.session.get_one(RiskAssessment, assessment_id)
        if row.approved_on is None:
            raise Problem(tr("It is not approved."), nothing)
        what = tr("Reopened; it was approved by {name} on {day}")
        unit.session.add(
            RiskTrigger(
                id=new_id(),
                company_id=scope.company_id,
                risk_assessment_id=assessment_id,
                kind="other",
                what=what.format(name=row.approved_by, day=paper_text(row.approved_on)),
                seen_on=scope.today,
                seen_by=by.strip(),
                decision=reason.strip(),
            )
        )
        row.approved_by, row.approved_on, row.next_on, row.evidence_id = "", None, None, None
    return unit.changes


def _refuse_unseen(news: Sequence[Trigger], nothing: str) -> None:
    """Raise Problem where something happened that nobody looked at: the approval would hide it."""
    if news:
        head = ntr(
            "One thing calls for a new look and was not looked at",
            "{n} things call for a new look and were not looked at",
            len(news),
        )
        names = "; ".join(row.what for row in news[:SHOWN])
        raise Problem(
            f"{head}: {names}.", tr("Say under “Looked at…” what was decided.") + " " + nothing
        )


def triggers(scope: Scope) -> tuple[Trigger, ...]:
    """Return what happened since the newest approval and was not looked at, the newest first."""
    with scope.workspace.read() as session:
        found = _News(session, scope).every()
    return tuple(sorted(found, key=lambda row: (row.on or date.max, row.what), reverse=True))


@dataclass(frozen=True, slots=True)
class _News:
    """What happened in a company since its newest approved assessment."""

    session: Session
    scope: Scope

    def every(self) -> list[Trigger]:
        """Return all of it, in no order."""
        return [*self._incidents(), *self._alerts(), *self._partners(), *self._routes()]

    def _rows(self, kind: type[OfCompany], *wanted: Any) -> Sequence[OfCompany]:
        query = select(kind).where(kind.company_id == self.scope.company_id, *wanted)
        return self.session.scalars(query, {"company": self.scope.company_id}).all()

    def _incidents(self) -> Iterator[Trigger]:
        for row in self._rows(Incident, unweighed.is_unweighed(Incident, Incident.found_on)):
            text = tr("Incident {number}: {text}")
            words = text.format(number=row.number, text=_first(row.text))
            yield Trigger("incident", words, row.found_on, "incident", row.id)

    def _alerts(self) -> Iterator[Trigger]:
        is_new = unweighed.is_unweighed(CbpMessage, CbpMessage.received_on)
        for row in self._rows(CbpMessage, unweighed.concerns(CbpMessage), is_new):
            words = tr("CTPAT alert: {subject}").format(subject=row.subject)
            yield Trigger("alert", words, row.received_on, "cbp_message", row.id)

    def _partners(self) -> Iterator[Trigger]:
        """Yield partners that handle cargo, are new, and stand on no chain of this year."""
        off_chains = unweighed.is_off_the_chains(unweighed.newest())
        found = self._rows(Partner, unweighed.is_unweighed(Partner, Partner.since), off_chains)
        known = self._countries([row.id for row in found]) if found else set()
        for row in found:
            is_new = row.country not in known
            kind = "country" if is_new else "partner"
            head = tr("New partner in a new country") if is_new else tr("New partner")
            words = f"{head}: {row.name}"
            yield Trigger(kind, words, row.since, "partner", row.id)

    def _routes(self) -> Iterator[Trigger]:
        """Yield supply chains that are new and of which no cargo chain of this year was made."""
        query = select(SupplyChain.id, SupplyChain.name, unweighed.entered_on(SupplyChain))
        mine = query.where(SupplyChain.company_id == self.scope.company_id)
        found = self.session.execute(
            mine.where(unweighed.is_new_route()), {"company": self.scope.company_id}
        )
        for key, name, day in found:
            words = tr("New supply chain: {name}").format(name=name)
            yield Trigger("route", words, date.fromisoformat(day), "supply_chain", key)

    def _countries(self, new: Iterable[str]) -> set[str]:
        """Return the countries of the partners but the new ones, by id."""
        mine = (Partner.company_id == self.scope.company_id, Partner.id.not_in(new))
        is_old = Partner.since.is_(None) | (Partner.since < unweighed.last_approval())
        query = select(Partner.country).where(*mine, is_old).distinct()
        return set(self.session.scalars(query, {"company": self.scope.company_id}))


def look(
    scope: Scope, assessment_id: str, triggers: Sequence[Trigger], by: str, decision: str
) -> Changes:
    """Write down that triggers were looked at, and what was decided; Problem without a decision."""
    if not decision.strip():
        raise Problem(
            tr("It is not said what was decided."), tr("Say it in a sentence. Nothing was kept.")
        )
    rows = [
        {
            "id": new_id(),
            "company_id": scope.company_id,
            "risk_assessment_id": assessment_id,
            "kind": trigger.kind,
            "what": trigger.what,
            "record": trigger.key,
            "seen_on": scope.today,
            "seen_by": by,
            "decision": decision.strip(),
        }
        for trigger in triggers
    ]
    with scope.workspace.work(ntr("Look at a trigger", "Look at {n} triggers", len(rows))) as unit:
        unit.add_many(RiskTrigger.__tablename__, rows)
    return unit.changes


def _first(text: str, most: int = 80) -> str:
    line = text.strip().split("\n")[0]
    return line if len(line) <= most else f"{line[: most - 1]}…"
