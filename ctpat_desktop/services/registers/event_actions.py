"""Corrective actions made of an incident, of an audit of the program, or of a test or round.

An action names its incident or its audit. One of a test or round names what was checked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.checklist.rules_on_incidents import PROVED_BY
from ctpat_desktop.documents.core import labels
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.records import Action, Incident, ProgramAudit, SecurityCheck, Site
from ctpat_desktop.services.registers import finding_actions
from ctpat_desktop.services.registers.facts.incidents import action_names_check
from ctpat_desktop.services.registers.records import existing
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.language import tr
from ctpat_desktop.workspace.unit import Workspace

FAULT = "defect"
"""The outcome of a test or round that is something to mend."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """The record actions are made of: its table and its id."""

    table: str
    id: str


@dataclass(frozen=True, slots=True)
class ActionOf:
    """One action of a record: its id, its title, and how far it is."""

    id: str
    title: str
    state: str


def make(scope: Scope, event: Event) -> str:
    """Add an open action filled in from a record and return its id."""
    with scope.workspace.work(tr("Add a corrective action")) as unit:
        record = existing(unit.session, event.table, event.id)
        site_id = getattr(record, "site_id", None)
        site = unit.session.get(Site, site_id) if site_id else None
        values = FILLED[event.table](record, site.name if site else "")
        own = {"company_id": getattr(record, "company_id", ""), "site_id": site_id}
        return finding_actions.add(unit.session, scope.today, **own, **values)


def of_event(scope: Scope, event: Event) -> list[ActionOf]:
    """Return the actions of a record, the open ones first, each list by the day due."""
    with scope.workspace.read() as session:
        rows = _actions(session, event)
    rows.sort(key=lambda row: (row.status != "open", row.due_on or date.max, row.title, row.id))
    return [ActionOf(row.id, row.title, finding_actions.state(row, scope.today)) for row in rows]


def refusal(workspace: Workspace, event: Event) -> str:
    """Say why a record gives no action; "" where it does."""
    if event.table != SecurityCheck.__tablename__:
        return ""
    with workspace.read() as session:
        record = existing(session, event.table, event.id)
    if isinstance(record, SecurityCheck) and record.outcome == FAULT:
        return ""
    return tr("Only where something was found.")


def _actions(session: Session, event: Event) -> list[Action]:
    if event.table == SecurityCheck.__tablename__:
        query = select(Action).join(SecurityCheck, action_names_check())
        return list(session.scalars(query.where(SecurityCheck.id == event.id)))
    return list(session.scalars(select(Action).where(LINKS[event.table] == event.id)))


LINKS: dict[str, ColumnElement[Any] | Any] = {
    Incident.__tablename__: Action.incident_id,
    ProgramAudit.__tablename__: Action.program_audit_id,
}
"""The column of an action that names the record it was made of."""


def _of_incident(record: Incident, site: str) -> Values:
    kind = choice_text("incident", "kind", record.kind)
    where = labels.joined(tr("Incident {n}").format(n=record.number), site)
    return {
        "title": labels.joined(where, kind, by=": "),
        "reason": labels.joined(record.text, record.cause, by="\n\n"),
        "criterion": "7.37",
        "source": "incident",
        "incident_id": record.id,
        "partner_id": record.partner_id,
        "owner": record.owner,
    }


def _of_audit(record: ProgramAudit, site: str) -> Values:
    """Return the values; who audits does not mend, so the owner is left open."""
    where = record.scope if site in record.scope else labels.joined(record.scope, site)
    day = day_text(record.done_on) if record.done_on else ""
    return {
        "title": tr("Audit {what}").format(what=labels.joined(where, day)),
        "reason": record.findings,
        "criterion": "1.3",
        "source": "audit",
        "program_audit_id": record.id,
    }


def _of_check(record: SecurityCheck, site: str) -> Values:
    if record.outcome != FAULT:
        raise Problem(tr("Nothing was found here."), tr("Choose “Something was found” first."))
    kind = choice_text("security_check", "kind", record.kind)
    return {
        "title": labels.joined(labels.joined(record.subject, site), kind, by=": "),
        "reason": record.finding,
        "criterion": PROVED_BY.get(record.kind, ("",))[0],
        "source": "check",
        "owner": record.done_by,
    }


FILLED: dict[str, Callable[[Any, str], Values]] = {
    Incident.__tablename__: _of_incident,
    ProgramAudit.__tablename__: _of_audit,
    SecurityCheck.__tablename__: _of_check,
}
"""What an action is filled in with, by the table of the record it is made of."""
