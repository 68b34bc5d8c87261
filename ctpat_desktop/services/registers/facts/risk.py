"""Facts about the risk assessment: approved ones without chains, and news nobody weighed."""

from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, exists, func, literal, null, select

from ctpat_desktop.records import (
    CbpMessage,
    Incident,
    Partner,
    Revision,
    RiskAssessment,
    RiskChain,
    RiskLeg,
    RiskTrigger,
    SupplyChain,
)
from ctpat_desktop.records.companies import CompanyPart
from ctpat_desktop.services.registers.facts.query import Column, Moment, Query, rows, sure
from ctpat_desktop.workspace.bulk import ADDED

COMPANY: BindParameter[str] = bindparam("company")
"""The company whose facts are read."""
APPROVAL = frozenset({"risk_assessment", "risk_trigger"})
"""The tables that say what was approved when, and what was weighed since."""
WATCHED = {
    "risk_assessment": frozenset({"company_id", "year", "approved_on"}),
    "risk_chain": frozenset({"risk_assessment_id", "supply_chain_id"}),
    "risk_leg": frozenset({"risk_chain_id", "partner_id"}),
}
"""What of them matters: a leg that is moved on its map, or a method that is typed, does not."""


def last_approval() -> Column:
    """Return the day the company's newest approved assessment was approved on; none is no day."""
    return (
        select(func.max(RiskAssessment.approved_on))
        .where(RiskAssessment.company_id == COMPANY)
        .scalar_subquery()
    )


def is_unweighed(kind: type[CompanyPart], day: Column) -> Column:
    """Return whether nobody looked at a record that is not older than the last approval.

    One without a day counts from the day it was entered.
    """
    key = literal(f"{kind.__tablename__}:") + kind.id
    looked = key.in_(select(RiskTrigger.record).where(RiskTrigger.company_id == COMPANY))
    approval = last_approval()
    entered = sure(entered_on(kind) >= approval)
    is_new = sure(day >= approval) | (day.is_(None) & entered)
    return approval.is_not(None) & is_new & ~looked


def entered_on(kind: type[CompanyPart]) -> Column:
    """Return the day a record was entered first, as text: 2026-11-30."""
    return (
        select(func.min(func.date(Revision.at)))
        .where(Revision.table_name == kind.__tablename__)
        .where(Revision.record_id == kind.id, Revision.action == ADDED)
        .scalar_subquery()
    )


def is_new_route() -> Column:
    """Return whether a forced-labor chain is new and no chain of the newest assessment is of it.

    It has no day of its own: it is new from the day it was entered.
    """
    drawn = (
        exists()
        .where(RiskChain.supply_chain_id == SupplyChain.id)
        .where(RiskChain.risk_assessment_id == newest())
    )
    return is_unweighed(SupplyChain, null()) & ~drawn


def concerns(message: type[CbpMessage]) -> Column:
    """Return whether a message is an alert that is not ruled out."""
    return (message.kind == "alert") & (message.applies != "no")


def is_off_the_chains(assessment_id: Column) -> Column:
    """Return whether a partner that handles cargo stands on no chain of an assessment."""
    on_chain = (
        exists()
        .where(RiskLeg.partner_id == Partner.id)
        .where(RiskLeg.risk_chain_id == RiskChain.id)
        .where(RiskChain.risk_assessment_id == assessment_id)
    )
    return (Partner.status == "active") & Partner.handles_cargo & ~on_chain


def newest() -> Column:
    """Return the id of the company's assessment of the latest year."""
    return (
        select(RiskAssessment.id)
        .where(RiskAssessment.company_id == COMPANY)
        .order_by(RiskAssessment.year.desc().nulls_last(), RiskAssessment.id)
        .limit(1)
        .scalar_subquery()
    )


def _incidents(_moment: Moment) -> Select[Any]:
    is_new = is_unweighed(Incident, Incident.found_on)
    return rows(Incident, Incident.number, is_new, detail=Incident.found_on)


def _alerts(_moment: Moment) -> Select[Any]:
    is_new = is_unweighed(CbpMessage, CbpMessage.received_on)
    day = CbpMessage.received_on
    return rows(CbpMessage, CbpMessage.subject, concerns(CbpMessage), is_new, detail=day)


def _partners(_moment: Moment) -> Select[Any]:
    is_new = is_unweighed(Partner, Partner.since)
    return rows(Partner, Partner.name, is_new, is_off_the_chains(newest()), detail=Partner.since)


def _routes(_moment: Moment) -> Select[Any]:
    return rows(SupplyChain, SupplyChain.name, is_new_route())


def _unchained(_moment: Moment) -> Select[Any]:
    chain = exists().where(RiskChain.risk_assessment_id == RiskAssessment.id)
    approved = RiskAssessment.approved_on.is_not(None)
    return rows(RiskAssessment, RiskAssessment.year, approved, ~chain)


QUERIES = (
    Query("risk_incident", "incident", _incidents, others=APPROVAL, watched=WATCHED),
    Query("risk_alert", "cbp_message", _alerts, others=APPROVAL, watched=WATCHED),
    Query(
        "risk_partner",
        "partner",
        _partners,
        others=APPROVAL | {"risk_chain", "risk_leg"},
        watched=WATCHED,
    ),
    Query(
        "risk_route",
        "supply_chain",
        _routes,
        others=APPROVAL | {"risk_chain"},
        watched=WATCHED,
    ),
    Query(
        "risk_unchained",
        "risk_assessment",
        _unchained,
        children={"risk_chain": RiskChain.risk_assessment_id},
    ),
)
