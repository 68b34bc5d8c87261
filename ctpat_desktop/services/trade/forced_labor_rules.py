"""What must be on record for the six forced labor requirements, by the definition's names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from ctpat_desktop.catalogue.trade import Requirement, load_forced_labor
from ctpat_desktop.records import SupplyChain
from ctpat_desktop.services.trade.trade_facts import TradeState
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr

SMALLEST_CHAIN = 2
"""Firms a chain has at least before it counts as mapped."""


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a requirement needs: whether it is on record, in words, and where to go."""

    holds: bool
    words: str
    table: str
    record_id: str = ""
    field: str = ""


def chains_rated(state: TradeState) -> Need:
    """Say whether each chain is rated with a reason."""
    bare = [row for row in state.chains if not row.reason.strip()]
    if not state.chains:
        return Need(False, tr("no chain is recorded"), "supply_chain")
    if bare:
        words = tr("no reason for the rating of {name}").format(name=bare[0].name)
        return Need(False, words, "supply_chain", bare[0].id, "reason")
    words = tr("chains rated, each with a reason: {n}").format(n=len(state.chains))
    return Need(True, words, "supply_chain")


def chains_mapped(state: TradeState) -> Need:
    """Say whether each high-risk chain is mapped."""
    risky = _risky(state)
    bare = [row for row in risky if row.mapped_on is None or _firms(state, row) < SMALLEST_CHAIN]
    if not state.chains:
        return Need(False, tr("no chain is mapped"), "supply_chain")
    if bare:
        words = tr("high risk and not mapped: {name}").format(name=bare[0].name)
        return Need(False, words, "supply_chain", bare[0].id, "mapped_on")
    words = tr("high-risk chains mapped: {n}").format(n=len(risky))
    return Need(True, words, "supply_chain")


def firms_checked(state: TradeState) -> Need:
    """Say whether each firm of a high-risk chain was looked up in the lists."""
    risky = {row.id for row in _risky(state)}
    firms = [row for row in state.nodes if row.supply_chain_id in risky]
    listed = [row for row in state.nodes if row.is_listed == "yes"]
    bare = [row for row in firms if row.checked_on is None or row.is_listed not in ("yes", "no")]
    if listed:
        words = tr("{name} is on a list").format(name=listed[0].name)
        return Need(False, words, "chain_node", listed[0].id, "is_listed")
    if bare:
        words = tr("firms not checked against the lists: {n}").format(n=len(bare))
        return Need(False, words, "chain_node", bare[0].id, "checked_on")
    if not state.chains:
        return Need(False, tr("no firm is checked against the lists"), "supply_chain")
    words = tr("firms of high-risk chains checked against the lists: {n}").format(n=len(firms))
    return Need(True, words, "supply_chain")


def risk_origins(state: TradeState) -> Need:
    """Say whether the company has its own list of risky origins."""
    if not state.origins:
        return Need(False, tr("no high-risk origin is listed"), "risk_origin")
    words = tr("high-risk origins listed: {n}").format(n=len(state.origins))
    return Need(True, words, "risk_origin")


def code_file(state: TradeState) -> Need:
    """Say whether a code of conduct is in the library."""
    return _code(state, "evidence_id", tr("the code is in the library"), tr("no file of the code"))


def code_public(state: TradeState) -> Need:
    """Say whether the code has a public address and a day."""
    good = [
        row
        for row in state.codes
        if row.address.strip() and row.published_on and row.published_on <= state.today
    ]
    if good:
        words = tr("public at {address}").format(address=good[-1].address)
        return Need(True, words, "code_of_conduct", good[-1].id)
    return _no_code(state, tr("no public address with its day"), "address")


def code_uploaded(state: TradeState) -> Need:
    """Say whether the code was uploaded to the portal."""
    return _code(state, "uploaded_on", tr("uploaded to the portal"), tr("not uploaded"))


def code_commits(state: TradeState) -> Need:
    """Say whether the code forbids forced labor and commits to mapping."""
    good = [row for row in state.codes if row.commits_to_mapping and row.forbids_forced_labor]
    if good:
        words = tr("forbids forced labor and commits to mapping")
        return Need(True, words, "code_of_conduct", good[-1].id)
    return _no_code(state, tr("does not commit to mapping"), "commits_to_mapping")


def staff_trained(state: TradeState) -> Need:
    """Say whether the company's own people were trained lately."""
    since = state.today - timedelta(state.limits.labor_training_days)
    fresh = [row for row in state.labor_sessions if row.held_on and row.held_on >= since]
    if fresh:
        words = tr("training on {day}").format(day=day_text(fresh[-1].held_on))
        return Need(True, words, "training_session", fresh[-1].id)
    return Need(False, tr("no training on forced labor within a year"), "training_session")


def suppliers_looked_at(state: TradeState) -> Need:
    """Say whether suppliers were audited or asked."""
    rows = [row for row in state.diligence if row.kind in ("audit", "questionnaire")]
    open_ = [row for row in rows if row.outcome in ("concerns", "refused")]
    if open_:
        words = tr("concerns are open at one supplier or more")
        return Need(False, words, "diligence_letter", open_[0].id, "outcome")
    words = tr("audits and questionnaires on record: {n}").format(n=len(rows))
    return Need(bool(rows), words, "diligence_letter")


def suppliers_told(state: TradeState) -> Need:
    """Say whether every active maker was told, by letter or by contract."""
    words = tr("{n} of {all} makers told, by letter or contract").format(
        n=state.makers_told, all=state.makers
    )
    holds = state.makers > 0 and state.makers_told == state.makers
    return Need(holds, words, "diligence_letter")


def suppliers_trained(state: TradeState) -> Need:
    """Say whether training of suppliers is on record."""
    rows = [row for row in state.diligence if row.kind == "training"]
    words = tr("trainings of suppliers on record: {n}").format(n=len(rows))
    return Need(bool(rows), words, "diligence_letter")


def plan_written(state: TradeState) -> Need:
    """Say whether there is a standing plan for remediation."""
    plans = [row for row in state.remediations if row.state == "plan" and row.plan.strip()]
    words = tr("a standing plan is written") if plans else tr("no standing plan is written")
    return Need(bool(plans), words, "remediation", plans[0].id if plans else "")


def plan_discloses(state: TradeState) -> Need:
    """Say whether the plan names how CBP is told."""
    plans = [row for row in state.remediations if row.state == "plan"]
    good = [row for row in plans if row.cbp_contact.strip()]
    if good:
        words = tr("CBP is told through {contact}").format(contact=good[0].cbp_contact)
        return Need(True, words, "remediation", good[0].id)
    where = plans[0].id if plans else ""
    return Need(False, tr("the plan names nobody at CBP"), "remediation", where, "cbp_contact")


def practice_shared(state: TradeState) -> Need:
    """Say whether something was shared with others."""
    rows = [row for row in state.practices if row.shared_on and row.shared_with.strip()]
    words = tr("best practices shared: {n}").format(n=len(rows))
    return Need(bool(rows), words, "best_practice")


PARTS: dict[str, Callable[[TradeState], Need]] = {
    part.__name__: part
    for part in (
        *(chains_rated, chains_mapped, firms_checked, risk_origins),
        *(code_file, code_public, code_uploaded, code_commits),
        *(staff_trained, suppliers_looked_at, suppliers_told, suppliers_trained),
        *(plan_written, plan_discloses, practice_shared),
    )
}


def parts_of(requirement: Requirement, state: TradeState) -> tuple[Need, ...]:
    """Return what the records say to one requirement."""
    return tuple(PARTS[name](state) for name in requirement.parts)


def state_of(parts: tuple[Need, ...]) -> str:
    """Return "shown" when all parts hold, "partly" when some do, else "missing"."""
    held = sum(part.holds for part in parts)
    return "shown" if held == len(parts) else "partly" if held else "missing"


def standing(state: TradeState) -> dict[str, str]:
    """Return the state of each requirement by id."""
    rows = load_forced_labor().requirements
    return {row.id: state_of(parts_of(row, state)) for row in rows}


def _risky(state: TradeState) -> list[SupplyChain]:
    return [row for row in state.chains if row.is_high_risk]


def _firms(state: TradeState, chain: SupplyChain) -> int:
    return sum(row.supply_chain_id == chain.id for row in state.nodes)


def _code(state: TradeState, key: str, there: str, lacking: str) -> Need:
    good = [row for row in state.codes if getattr(row, key)]
    if good:
        return Need(True, there, "code_of_conduct", good[-1].id)
    return _no_code(state, lacking, key)


def _no_code(state: TradeState, words: str, key: str) -> Need:
    if not state.codes:
        return Need(False, tr("no code of conduct is recorded"), "code_of_conduct")
    return Need(False, words, "code_of_conduct", state.codes[-1].id, key)
