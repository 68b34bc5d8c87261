"""What the records say to each question of eligibility, by the names the definition uses."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ctpat_desktop.catalogue.values import choice_text
from ctpat_desktop.services.trade import forced_labor_rules
from ctpat_desktop.services.trade.trade_facts import TradeState
from ctpat_desktop.support.dates import day_text
from ctpat_desktop.support.language import tr

KEEP_YEARS = 3
"""Years test results are kept at least; the older program's agreement says so."""


@dataclass(frozen=True, slots=True)
class KnownAnswer:
    """What the records say: "yes", "no" or "" for not known; where to go to mend it.

    `table` is a register or the name of a hand-made tab.
    """

    answer: str
    words: str
    table: str
    record_id: str = ""
    field: str = ""


def residency(state: TradeState) -> KnownAnswer:
    """Say whether the company is an importer that may join."""
    here = _at_membership(state, "residency")
    if state.account is not None and state.account.entity != "importer":
        return here("no", tr("this account is no importer's"))
    said = state.membership.residency if state.membership else ""
    words = choice_text("trade_membership", "residency", said)
    return here({"us": "yes", "ca": "yes", "other": "no"}.get(said, ""), words)


def managed_in_us(state: TradeState) -> KnownAnswer:
    """Say whether every number that joins is managed in the United States."""
    bad = [row for row in state.joining if not row.is_managed_in_us]
    if not state.joining:
        return KnownAnswer("", tr("no number is marked to join"), "covered_ior")
    if bad:
        names = _listed(state.number(row) for row in bad)
        words = tr("{names} not managed in the US").format(names=names)
        return KnownAnswer("no", words, "covered_ior", bad[0].id, "is_managed_in_us")
    words = tr("numbers that join: {n}, all managed in the US").format(n=len(state.joining))
    return KnownAnswer("yes", words, "covered_ior", state.joining[0].id)


def security_tier(state: TradeState) -> KnownAnswer:
    """Say whether the security membership has the tier and stands well."""
    here = _at_membership(state, "security_standing")
    tier = state.account.tier if state.account else ""
    standing = state.membership.security_standing if state.membership else ""
    words = choice_text("account", "tier", tier)
    if tier and tier not in ("tier2", "tier3"):
        return KnownAnswer(
            "no", words, "account", state.account.id if state.account else "", "tier"
        )
    if standing == "suspended":
        return here("no", tr("the membership says: suspended"))
    if tier and standing == "good":
        return here("yes", tr("{tier}, in good standing").format(tier=words))
    return here("", tr("the standing is not checked") if tier else tr("no tier is entered"))


def import_history(state: TradeState) -> KnownAnswer:
    """Say whether every number that joins has imported for long enough."""
    since = state.today - timedelta(state.limits.import_history_days)
    if not state.joining:
        return KnownAnswer("", tr("no number is marked to join"), "covered_ior")
    young = [row for row in state.joining if row.imports_since and row.imports_since > since]
    bare = [row for row in state.joining if row.imports_since is None]
    if young:
        named = (f"{state.number(row)} ({day_text(row.imports_since)})" for row in young)
        words = tr("too young: {names}").format(names=_listed(named))
        return KnownAnswer("no", words, "covered_ior", young[0].id, "imports_since")
    if bare:
        words = tr("the first import of {names} is not entered").format(
            names=_listed(state.number(row) for row in bare)
        )
        return KnownAnswer("", words, "covered_ior", bare[0].id, "imports_since")
    first = max(row.imports_since for row in state.joining if row.imports_since)
    words = tr("each imports at least since {day}").format(day=day_text(first))
    return KnownAnswer("yes", words, "covered_ior", state.joining[0].id)


def no_debts(state: TradeState) -> KnownAnswer:
    """Say whether the company owes CBP nothing."""
    here = _at_membership(state, "debts")
    said = state.membership.debts if state.membership else ""
    checked = state.membership.debts_checked_on if state.membership else None
    if said == "some":
        return here("no", tr("debts are open"))
    if said == "none" and checked:
        return here("yes", tr("none, checked on {day}").format(day=day_text(checked)))
    return here("", tr("not checked"))


def bond(state: TradeState) -> KnownAnswer:
    """Say whether a continuous bond is in force."""
    good = [
        row
        for row in state.bonds
        if row.kind == "continuous" and _in_force(state.today, row.valid_from, row.valid_to)
    ]
    if good:
        words = tr("bond {number} of {surety}").format(number=good[0].number, surety=good[0].surety)
        return KnownAnswer("yes", words, "bond", good[0].id)
    if state.bonds:
        return KnownAnswer("no", tr("no continuous bond is in force"), "bond", state.bonds[0].id)
    return KnownAnswer("", tr("no bond is recorded"), "bond")


def complies(state: TradeState) -> KnownAnswer:
    """Say whether management has decided to keep to law and program."""
    said = state.membership.complies if state.membership else ""
    words = {"yes": tr("the membership says so"), "no": tr("the membership says no")}
    return _at_membership(state, "complies")(said, words.get(said, tr("not decided")))


def questionnaire(state: TradeState) -> KnownAnswer:
    """Say whether this year's questionnaire is answered."""
    words = tr("{n} of {all} answers for {year} are confirmed").format(
        n=state.answered, all=state.asked, year=state.year
    )
    answer = "yes" if state.answered >= state.asked else "no" if state.answered else ""
    return KnownAnswer(answer, words, "trade_questionnaire")


def officer(state: TradeState) -> KnownAnswer:
    """Say whether an officer's authority is in force."""
    able = [row for row in state.authorities if row.may_sign_mou]
    good = [row for row in able if _in_force(state.today, row.signed_on, row.valid_to)]
    if good:
        name = state.names.get(good[0].contact_id or "", "")
        words = tr("{name} may sign the MOU").format(name=name)
        return KnownAnswer("yes", words, "officer_authority", good[0].id)
    if state.authorities:
        first = (able or state.authorities)[0]
        words = tr("no authority to sign the MOU is in force")
        return KnownAnswer("no", words, "officer_authority", first.id, "valid_to")
    return KnownAnswer("", tr("no authority is recorded"), "officer_authority")


def controls(state: TradeState) -> KnownAnswer:
    """Say whether internal controls are written, in use and looked after."""
    if not state.controls:
        return KnownAnswer("", tr("no control is recorded"), "internal_control")
    since = state.today - timedelta(state.limits.control_days)
    used = [row for row in state.controls if row.is_in_use]
    idle = [row for row in state.controls if not row.is_in_use]
    old = [row for row in used if row.reviewed_on is None or row.reviewed_on < since]
    if old or idle:
        lacks = tr("not reviewed for a year") if old else tr("not in use")
        first = (old or idle)[0]
        words = f"{_listed(row.name for row in old or idle)}: {lacks}"
        return KnownAnswer("no", words, "internal_control", first.id, "reviewed_on")
    if state.membership is None or not state.membership.manual_evidence_id:
        return _at_membership(state, "manual_evidence_id")("no", tr("no manual is linked"))
    words = tr("controls in use: {n}, each reviewed within a year").format(n=len(used))
    return KnownAnswer("yes", words, "internal_control", used[0].id)


def risk_assessment(state: TradeState) -> KnownAnswer:
    """Say whether customs risk was assessed lately."""
    days = [row.assessed_on for row in state.risks if row.assessed_on]
    if not days:
        return KnownAnswer("", tr("no compliance risk is rated"), "trade_risk")
    newest = max(days)
    first = next(row for row in state.risks if row.assessed_on == newest)
    is_fresh = newest >= state.today - timedelta(state.limits.trade_risk_days)
    words = tr("last assessed on {day}").format(day=day_text(newest))
    return KnownAnswer("yes" if is_fresh else "no", words, "trade_risk", first.id, "assessed_on")


def self_tests(state: TradeState) -> KnownAnswer:
    """Say whether the year has its tests and results are kept long enough."""
    keep = state.membership.keep_years if state.membership else None
    if keep is not None and keep < KEEP_YEARS:
        words = tr("results are kept {n} years only").format(n=keep)
        return _at_membership(state, "keep_years")("no", words)
    own = [row for row in state.tests if row.year == state.year]
    if not own:
        words = tr("no test is planned for {year}").format(year=state.year)
        return KnownAnswer("no" if state.tests else "", words, "self_test")
    done = sum(row.done_on is not None for row in own)
    words = tr("tests planned for {year}: {n}, done: {done}").format(
        n=len(own), year=state.year, done=done
    )
    return KnownAnswer("yes", words, "self_test", own[0].id)


def audit_trail(state: TradeState) -> KnownAnswer:
    """Say whether the audit trail is written down."""
    said = state.membership is not None and bool(state.membership.audit_trail.strip())
    words = tr("the membership describes it") if said else tr("not described yet")
    return _at_membership(state, "audit_trail")("yes" if said else "", words)


def disclosures(state: TradeState) -> KnownAnswer:
    """Say whether every open error has a way and is in time."""
    if not state.disclosures:
        return KnownAnswer("", tr("no error is recorded"), "disclosure")
    waiting = [row for row in state.disclosures if row.state == "open" and not row.disclosed_on]
    late = [row for row in waiting if row.due_on and row.due_on < state.today]
    bare = [row for row in waiting if not row.route]
    if late or bare:
        lacks = tr("past its day") if late else tr("without a way of disclosure")
        first = (late or bare)[0]
        key = "disclosed_on" if late else "route"
        words = f"{_listed(row.title for row in late or bare)}: {lacks}"
        return KnownAnswer("no", words, "disclosure", first.id, key)
    words = tr("errors recorded: {n}, none is late").format(n=len(state.disclosures))
    return KnownAnswer("yes", words, "disclosure", state.disclosures[0].id)


def letter(state: TradeState) -> KnownAnswer:
    """Say whether the letters that were due are sent."""
    duty = state.letter
    if duty is None or duty.due_on is None:
        return KnownAnswer("", tr("not due before acceptance"), "annual_letter")
    due = day_text(duty.due_on)
    if duty.is_overdue(state.today):
        return KnownAnswer("no", tr("it was due on {day}").format(day=due), "annual_letter")
    words = tr("the next is due on {day}").format(day=due)
    if duty.done_on is None:
        return KnownAnswer("", words, "annual_letter")
    sent = tr("last sent on {day}").format(day=day_text(duty.done_on))
    return KnownAnswer("yes", f"{sent}, {words}", "annual_letter")


def changes(state: TradeState) -> KnownAnswer:
    """Say whether major changes are reported and the account manager is known."""
    waiting = [row for row in state.changes if row.is_major and not row.reported_on]
    late = [row for row in waiting if row.report_by is None or row.report_by < state.today]
    if late:
        words = tr("not reported: {names}").format(names=_listed(row.what for row in late))
        return KnownAnswer("no", words, "trade_change", late[0].id, "reported_on")
    name = state.membership.manager_name if state.membership else ""
    here = _at_membership(state, "manager_name")
    if not name:
        return here("", tr("no account manager is entered"))
    return here("yes", tr("account manager {name}; nothing major is unreported").format(name=name))


def forced_labor(state: TradeState) -> KnownAnswer:
    """Say how many of the six requirements are met."""
    states = forced_labor_rules.standing(state)
    shown = sum(row == "shown" for row in states.values())
    words = tr("{n} of {all} requirements are shown").format(n=shown, all=len(states))
    if set(states.values()) == {"missing"}:
        return KnownAnswer("", words, "labor_requirements")
    answer = "yes" if shown == len(states) else "no"
    return KnownAnswer(answer, words, "labor_requirements")


RULES: dict[str, Callable[[TradeState], KnownAnswer]] = {
    rule.__name__: rule
    for rule in (
        *(residency, managed_in_us, security_tier, import_history, no_debts, bond, complies),
        *(questionnaire, officer, controls, risk_assessment, self_tests, audit_trail),
        *(disclosures, letter, changes, forced_labor),
    )
}


def _at_membership(state: TradeState, field: str) -> Callable[[str, str], KnownAnswer]:
    record_id = state.membership.id if state.membership else ""

    def known(answer: str, words: str) -> KnownAnswer:
        if not record_id and not answer:
            words = tr("no membership is recorded")
        return KnownAnswer(answer, words, "trade_membership", record_id, field)

    return known


def _in_force(today: date, first: date | None, last: date | None) -> bool:
    return (first is None or first <= today) and (last is None or last >= today)


def _listed(names: Iterable[str]) -> str:
    """Return the first names and how many more there are."""
    every = [name for name in names if name]
    more = f" {tr('and {n} more').format(n=len(every) - 3)}" if len(every) > 3 else ""
    return "; ".join(every[:3]) + more
