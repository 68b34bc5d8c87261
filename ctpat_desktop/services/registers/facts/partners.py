"""Facts about partners: status checks, assessments, screening, corrective actions."""

from typing import Any

from sqlalchemy import Select, and_, exists, not_, or_
from sqlalchemy.orm import aliased

from ctpat_desktop.records import (
    Action,
    Assessment,
    Attachment,
    Certificate,
    Contract,
    MraProgram,
    Partner,
    PartnerRequest,
)
from ctpat_desktop.services.registers.facts.query import (
    Column,
    Moment,
    Query,
    empty,
    one_of,
    rows,
    sure,
)

MEMBERS = ("member", "mra")
LAPSED = ("not_certified", "suspended", "declined")
MAKERS = ("manufacturer", "supplier")
HAULIERS = ("highway_carrier", "drayage")

ACTIVE = Partner.status == "active"
CARGO = and_(ACTIVE, Partner.handles_cargo)


def _is_checked(moment: Moment) -> Column:
    since = moment.ago(moment.limits.check_days)
    return and_(
        Partner.ctpat_status.in_(MEMBERS),
        not_(Partner.monitoring.in_(LAPSED)),
        sure(Partner.checked_on >= since),
    )


def _is_assessed(since: Any) -> Column:
    return exists().where(Assessment.partner_id == Partner.id, Assessment.done_on >= since)


def _is_proven(moment: Moment) -> Column:
    assessed = _is_assessed(moment.ago(moment.limits.assessment_days))
    return or_(_is_checked(moment), assessed)


def _has_action() -> Column:
    return exists().where(Action.partner_id == Partner.id)


def _unproven(moment: Moment) -> Select[Any]:
    return rows(Partner, Partner.name, CARGO, not_(_is_proven(moment)))


def _check_due(moment: Moment) -> Select[Any]:
    due = sure(Partner.next_check_on < moment.today)
    known = or_(not_(Partner.handles_cargo), _is_proven(moment))
    return rows(Partner, Partner.name, ACTIVE, due, known, detail=Partner.next_check_on)


def _lapsed(_moment: Moment) -> Select[Any]:
    says = Partner.ctpat_status.in_(MEMBERS)
    return rows(
        Partner,
        Partner.name,
        ACTIVE,
        says,
        Partner.monitoring.in_(LAPSED),
        detail=Partner.checked_on,
    )


def _svi_only(moment: Moment) -> Select[Any]:
    proof = exists().where(
        Certificate.partner_id == Partner.id,
        Certificate.kind == "ctpat",
        or_(Certificate.expires_on.is_(None), Certificate.expires_on >= moment.today),
    )
    return rows(
        Partner,
        Partner.name,
        ACTIVE,
        Partner.ctpat_status == "member",
        not_(empty(Partner.svi_number)),
        Partner.monitoring.in_(("", "pending")),
        not_(proof),
        detail=Partner.svi_number,
    )


def _program_not_counted(_moment: Moment) -> Select[Any]:
    counted = exists().where(MraProgram.id == Partner.program_id, MraProgram.is_counted)
    return rows(Partner, Partner.name, ACTIVE, Partner.ctpat_status == "mra", not_(counted))


def _certificate_expired(moment: Moment) -> Select[Any]:
    newer = aliased(Certificate)
    replaced = exists().where(
        newer.partner_id == Certificate.partner_id,
        newer.kind == Certificate.kind,
        or_(newer.expires_on.is_(None), newer.expires_on >= moment.today),
    )
    return rows(
        Certificate,
        Partner.name,
        ACTIVE,
        sure(Certificate.expires_on < moment.today),
        not_(replaced),
        detail=Certificate.expires_on,
        parent_id=Certificate.partner_id,
    ).join(Partner, Partner.id == Certificate.partner_id)


def _reassess_due(moment: Moment) -> Select[Any]:
    ever = exists().where(Assessment.partner_id == Partner.id)
    old = and_(ever, not_(_is_assessed(moment.ago(moment.limits.reassess_days))))
    due = sure(Partner.next_assessment_on < moment.today)
    late = or_(due, and_(Partner.next_assessment_on.is_(None), old))
    return rows(Partner, Partner.name, CARGO, late, detail=Partner.next_assessment_on)


def _rating_unreasoned(_moment: Moment) -> Select[Any]:
    return rows(
        Partner, Partner.name, ACTIVE, not_(empty(Partner.risk)), empty(Partner.risk_reasons)
    )


def _labor_open(_moment: Moment) -> Select[Any]:
    makes = one_of(Partner.roles, *MAKERS)
    return rows(Partner, Partner.name, ACTIVE, makes, Partner.forced_labor.in_(("", "open")))


def _labor_concern(_moment: Moment) -> Select[Any]:
    concern = Partner.forced_labor == "concern"
    return rows(Partner, Partner.name, ACTIVE, concern, not_(_has_action()))


def _money_open(_moment: Moment) -> Select[Any]:
    return rows(Partner, Partner.name, ACTIVE, Partner.money_laundering.in_(("", "open")))


def _poor(moment: Moment) -> Select[Any]:
    since = moment.ago(moment.limits.assessment_days)
    poor = exists().where(
        Assessment.partner_id == Partner.id,
        Assessment.band == "poor",
        Assessment.done_on >= since,
    )
    return rows(Partner, Partner.name, ACTIVE, poor, not_(_has_action()))


def _haulier_unbound(moment: Moment) -> Select[Any]:
    bound = exists().where(
        Contract.partner_id == Partner.id,
        Contract.has_security_terms,
        or_(Contract.ends_on.is_(None), Contract.ends_on >= moment.today),
    )
    hauls = one_of(Partner.roles, *HAULIERS)
    outside = Partner.ctpat_status != "member"
    return rows(Partner, Partner.name, ACTIVE, hauls, outside, not_(bound))


def _request_overdue(moment: Moment) -> Select[Any]:
    return rows(
        PartnerRequest,
        Partner.name,
        PartnerRequest.state == "sent",
        sure(PartnerRequest.due_on < moment.today),
        detail=PartnerRequest.due_on,
        parent_id=PartnerRequest.partner_id,
    ).join(Partner, Partner.id == PartnerRequest.partner_id)


def _overdue(own: bool) -> Any:
    side = Action.partner_id.is_(None) if own else Action.partner_id.is_not(None)

    def build(moment: Moment) -> Select[Any]:
        late = sure(Action.due_on < moment.today)
        is_open = Action.status == "open"
        return rows(Action, Action.title, side, is_open, late, detail=Action.due_on)

    return build


def _unproven_action(own: bool) -> Any:
    side = Action.partner_id.is_(None) if own else Action.partner_id.is_not(None)
    attached = exists().where(Attachment.table_name == "action", Attachment.record_id == Action.id)

    def build(_moment: Moment) -> Select[Any]:
        closed = Action.status.in_(("done", "verified"))
        bare = and_(Action.evidence_id.is_(None), not_(attached))
        return rows(Action, Action.title, side, closed, bare, detail=Action.done_on)

    return build


_ASSESSED = {"assessment": Assessment.partner_id}
_CERTIFIED = {"certificate": Certificate.partner_id}
_BOUND = {"contract": Contract.partner_id}

QUERIES = (
    Query("partner_unproven", "partner", _unproven, children=_ASSESSED),
    Query("partner_check_due", "partner", _check_due, children=_ASSESSED),
    Query("partner_lapsed", "partner", _lapsed),
    Query("partner_svi_only", "partner", _svi_only, children=_CERTIFIED),
    Query("partner_program", "partner", _program_not_counted, others=frozenset({"mra_program"})),
    Query(
        "certificate_expired",
        "certificate",
        _certificate_expired,
        parent="partner",
        parent_id=Certificate.partner_id,
        siblings=True,
    ),
    Query("reassess_due", "partner", _reassess_due, children=_ASSESSED),
    Query("rating_unreasoned", "partner", _rating_unreasoned),
    Query("labor_open", "partner", _labor_open),
    Query("labor_concern", "partner", _labor_concern, children={"action": Action.partner_id}),
    Query("money_open", "partner", _money_open),
    Query(
        "partner_poor",
        "partner",
        _poor,
        children={"assessment": Assessment.partner_id, "action": Action.partner_id},
    ),
    Query("haulier_unbound", "partner", _haulier_unbound, children=_BOUND),
    Query(
        "request_overdue",
        "partner_request",
        _request_overdue,
        parent="partner",
        parent_id=PartnerRequest.partner_id,
    ),
    Query("action_overdue", "action", _overdue(own=False)),
    Query("own_action_overdue", "action", _overdue(own=True)),
    Query(
        "action_unproven",
        "action",
        _unproven_action(own=False),
        others=frozenset({"attachment"}),
    ),
    Query(
        "own_action_unproven",
        "action",
        _unproven_action(own=True),
        others=frozenset({"attachment"}),
    ),
)
