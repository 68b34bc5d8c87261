"""Facts about incidents, discrepancies, audits, tests and rounds, and CBP's alerts."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Exists, Select, and_, exists, func, not_, or_

from ctpat_desktop.records import (
    Action,
    CbpMessage,
    Discrepancy,
    Incident,
    IncidentNotice,
    ProgramAudit,
    SecurityCheck,
)
from ctpat_desktop.services.registers.facts.query import Column, Moment, Query, empty, rows, sure

CBP = ("specialist", "port")
"""Who stands for CBP among those told of an incident."""


def _incident(*conditions: Column) -> Select[Any]:
    return rows(Incident, Incident.number, *conditions, detail=Incident.found_on)


def _notice(*conditions: Column) -> Exists:
    return exists().where(IncidentNotice.incident_id == Incident.id, *conditions)


def _untold(_moment: Moment) -> Select[Any]:
    return _incident(not_(_notice()))


def _crossing(moment: Moment) -> Select[Any]:
    """Incidents found before a border whose first word to CBP came late, or never."""
    after = func.julianday(IncidentNotice.told_on) - func.julianday(Incident.found_on)
    in_time = _notice(IncidentNotice.informed.in_(CBP), sure(after <= moment.limits.notice_days))
    at_border = Incident.before_crossing == "yes"
    return _incident(at_border, _notice(), not_(in_time), empty(Incident.notes))


def _cbp(_moment: Moment) -> Select[Any]:
    elsewhere = Incident.before_crossing != "yes"
    heard = _notice(IncidentNotice.informed.in_(CBP))
    return _incident(elsewhere, _notice(), not_(heard), empty(Incident.notes))


def _partner(_moment: Moment) -> Select[Any]:
    concerned = Incident.partner_id.is_not(None)
    return _incident(concerned, _notice(), not_(_notice(IncidentNotice.informed == "partner")))


def _bare(_moment: Moment) -> Select[Any]:
    is_bare = or_(empty(Incident.inquiry), empty(Incident.cause))
    return _incident(Incident.closed_on.is_not(None), is_bare)


def _overdue(record: type[Incident | Discrepancy], moment: Moment, days: int) -> Column:
    """Return whether the due day has passed, or so many days since it was found without one."""
    is_old = and_(record.due_on.is_(None), sure(record.found_on < moment.ago(days)))
    return or_(sure(record.due_on < moment.today), is_old)


def _open(moment: Moment) -> Select[Any]:
    is_late = _overdue(Incident, moment, moment.limits.inquiry_days)
    return _incident(Incident.closed_on.is_(None), is_late)


def _discrepancy(*conditions: Column) -> Select[Any]:
    return rows(Discrepancy, Discrepancy.shipment, *conditions, detail=Discrepancy.found_on)


def _unsettled(moment: Moment) -> Select[Any]:
    is_late = _overdue(Discrepancy, moment, moment.limits.settle_days)
    return _discrepancy(Discrepancy.settled_on.is_(None), is_late)


def _causeless(_moment: Moment) -> Select[Any]:
    return _discrepancy(Discrepancy.settled_on.is_not(None), empty(Discrepancy.cause))


def _audit_findings(_moment: Moment) -> Select[Any]:
    action = exists().where(Action.program_audit_id == ProgramAudit.id)
    is_open = sure(ProgramAudit.open_findings > 0)
    return rows(
        ProgramAudit, ProgramAudit.scope, is_open, not_(action), detail=ProgramAudit.done_on
    )


def action_names_check() -> Column:
    """Return whether an action made of a test or round names what was found in a row of them.

    It names what was checked, and was not done before.
    """
    said = func.lower(Action.title + " " + Action.reason + " " + Action.notes)
    return and_(
        Action.company_id == SecurityCheck.company_id,
        Action.source == "check",
        said.contains(func.lower(SecurityCheck.subject)),
        or_(Action.done_on.is_(None), Action.done_on >= SecurityCheck.done_on),
    )


def _defect(*kinds: str) -> Callable[[Moment], Select[Any]]:
    def build(moment: Moment) -> Select[Any]:
        return rows(
            SecurityCheck,
            SecurityCheck.subject,
            SecurityCheck.kind.in_(kinds),
            SecurityCheck.outcome == "defect",
            SecurityCheck.mended_on.is_(None),
            sure(SecurityCheck.done_on < moment.ago(moment.limits.mend_days)),
            not_(exists().where(action_names_check())),
            detail=SecurityCheck.done_on,
        )

    return build


def _undecided(_moment: Moment) -> Select[Any]:
    is_alert = CbpMessage.kind == "alert"
    subject, day = CbpMessage.subject, CbpMessage.received_on
    return rows(CbpMessage, subject, is_alert, CbpMessage.applies == "", detail=day)


NOTICES = {"incident_notice": IncidentNotice.incident_id}
ACTIONS = frozenset({"action"})
KINDS = {
    "pest": ("pest",),
    "footage": ("footage",),
    "device": ("device",),
    "guard": ("guard_round", "guard_audit"),
    "parcel": ("parcel",),
    "trip": ("trip",),
}
"""The kinds of tests and rounds whose defects one rule asks about."""

QUERIES = (
    Query("incident_untold", "incident", _untold, children=NOTICES),
    Query("incident_crossing", "incident", _crossing, children=NOTICES),
    Query("incident_cbp", "incident", _cbp, children=NOTICES),
    Query("incident_partner", "incident", _partner, children=NOTICES),
    Query("incident_bare", "incident", _bare),
    Query("incident_open", "incident", _open),
    Query("discrepancy_open", "discrepancy", _unsettled),
    Query("discrepancy_bare", "discrepancy", _causeless),
    Query(
        "audit_findings",
        "program_audit",
        _audit_findings,
        children={"action": Action.program_audit_id},
    ),
    *(
        Query(f"check_{name}_defect", "security_check", _defect(*kinds), others=ACTIONS)
        for name, kinds in KINDS.items()
    ),
    Query("alert_undecided", "cbp_message", _undecided),
)
