"""Facts about Trade Compliance: membership, numbers, tests, disclosures, chains and holds."""

from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, func, not_, or_, select

from ctpat_desktop.records import (
    Bond,
    ChainNode,
    CodeOfConduct,
    CoveredIor,
    Detention,
    Disclosure,
    Identifier,
    OfficerAuthority,
    SelfTest,
    SupplyChain,
    TestedLine,
    TradeAnswer,
    TradeMembership,
    TradeRisk,
)
from ctpat_desktop.services.registers.facts.query import (
    STANDS,
    Column,
    Moment,
    Query,
    empty,
    rows,
    sure,
)

LIVES = TradeMembership.status.in_(STANDS)


def _in_force(today: date, first: Column, last: Column) -> Column:
    """Return whether a day lies between two columns; an empty one leaves that side open."""
    return and_(or_(first.is_(None), first <= today), or_(last.is_(None), last >= today))


def _without(there: Column) -> Select[Any]:
    """Return the living memberships of companies for which something is not there."""
    return rows(TradeMembership, TradeMembership.status, LIVES, not_(there))


def _no_bond(moment: Moment) -> Select[Any]:
    is_good = _in_force(moment.today, Bond.valid_from, Bond.valid_to)
    own = Bond.company_id == TradeMembership.company_id
    return _without(exists().where(own, Bond.kind == "continuous", is_good))


def _no_officer(moment: Moment) -> Select[Any]:
    given = OfficerAuthority
    is_good = _in_force(moment.today, given.signed_on, given.valid_to)
    own = given.company_id == TradeMembership.company_id
    return _without(exists().where(own, given.may_sign_mou, is_good))


def _risk_old(moment: Moment) -> Select[Any]:
    since = moment.ago(moment.limits.trade_risk_days)
    own = TradeRisk.company_id == TradeMembership.company_id
    return _without(exists().where(own, TradeRisk.assessed_on >= since))


def _number() -> Column:
    value = select(Identifier.value).where(Identifier.id == CoveredIor.identifier_id)
    return func.coalesce(value.scalar_subquery(), CoveredIor.legal_name)


def _ior_young(moment: Moment) -> Select[Any]:
    since = moment.ago(moment.limits.import_history_days)
    young = sure(CoveredIor.imports_since > since)
    first = CoveredIor.imports_since
    return rows(CoveredIor, _number(), CoveredIor.is_selected, young, detail=first)


def _ior_abroad(_moment: Moment) -> Select[Any]:
    abroad = not_(CoveredIor.is_managed_in_us)
    return rows(CoveredIor, _number(), CoveredIor.is_selected, abroad)


def _test_late(moment: Moment) -> Select[Any]:
    late = sure(SelfTest.planned_on < moment.today)
    return rows(
        SelfTest, SelfTest.title, SelfTest.done_on.is_(None), late, detail=SelfTest.planned_on
    )


def _error_bare(_moment: Moment) -> Select[Any]:
    name = TestedLine.entry_number + " " + TestedLine.line
    return rows(
        TestedLine,
        name,
        TestedLine.is_error,
        empty(TestedLine.cause),
        detail=TestedLine.attribute,
        parent_id=TestedLine.self_test_id,
    )


def _disclosure_late(moment: Moment) -> Select[Any]:
    return rows(
        Disclosure,
        Disclosure.title,
        sure(Disclosure.due_on < moment.today),
        Disclosure.state == "open",
        Disclosure.disclosed_on.is_(None),
        Disclosure.route != "none",
        detail=Disclosure.due_on,
    )


def _hold_late(moment: Moment) -> Select[Any]:
    given = moment.ago(moment.limits.hold_answer_days)
    by_rule = and_(Detention.due_on.is_(None), sure(Detention.presented_on < given))
    late = or_(sure(Detention.due_on < moment.today), by_rule)
    is_extended = sure(Detention.extended_to >= moment.today)
    return rows(
        Detention,
        Detention.entry_number,
        Detention.result.in_(("", "open")),
        late,
        not_(is_extended),
        detail=func.coalesce(Detention.extended_to, Detention.due_on),
    )


def _chain_unmapped(_moment: Moment) -> Select[Any]:
    has_firms = exists().where(ChainNode.supply_chain_id == SupplyChain.id)
    mapped = and_(SupplyChain.mapped_on.is_not(None), has_firms)
    return rows(SupplyChain, SupplyChain.name, SupplyChain.is_high_risk, not_(mapped))


def _code_hidden(_moment: Moment) -> Select[Any]:
    hidden = or_(empty(CodeOfConduct.address), CodeOfConduct.published_on.is_(None))
    return rows(CodeOfConduct, CodeOfConduct.title, hidden, detail=CodeOfConduct.version)


def _answer_bare(moment: Moment) -> Select[Any]:
    return rows(
        TradeAnswer,
        TradeAnswer.question,
        TradeAnswer.year == moment.today.year,
        TradeAnswer.answer.in_(("no", "partly")),
        empty(TradeAnswer.improve),
    )


QUERIES = (
    Query("trade_no_bond", "trade_membership", _no_bond, others=frozenset({"bond"})),
    Query(
        "trade_no_officer",
        "trade_membership",
        _no_officer,
        others=frozenset({"officer_authority"}),
    ),
    Query("trade_risk_old", "trade_membership", _risk_old, others=frozenset({"trade_risk"})),
    Query("trade_ior_young", "covered_ior", _ior_young, others=frozenset({"identifier"})),
    Query("trade_ior_abroad", "covered_ior", _ior_abroad, others=frozenset({"identifier"})),
    Query("trade_test_late", "self_test", _test_late),
    Query(
        "trade_error_bare",
        "tested_line",
        _error_bare,
        parent="self_test",
        parent_id=TestedLine.self_test_id,
    ),
    Query("trade_disclosure_late", "disclosure", _disclosure_late),
    Query("trade_hold_late", "detention", _hold_late),
    Query(
        "trade_chain_unmapped",
        "supply_chain",
        _chain_unmapped,
        children={"chain_node": ChainNode.supply_chain_id},
    ),
    Query("trade_code_hidden", "code_of_conduct", _code_hidden),
    Query("trade_answer_bare", "trade_answer", _answer_bare),
)
