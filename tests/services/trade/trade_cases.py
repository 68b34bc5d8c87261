"""Trade Compliance: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_parts import Case
from tests.services.registers.firm import DAY, add, ago, change, remove

IOR = {"legal_name": "Harborline", "is_selected": True, "is_managed_in_us": True}
BOND = {"number": "99", "kind": "continuous", "valid_from": ago(300)}
OFFICER = {"source": "resolution", "may_sign_mou": True, "signed_on": ago(300)}
TEST = {"title": "Vanilla", "planned_on": ago(1)}
ERROR = {"title": "Short count", "due_on": ago(1), "state": "open", "route": "psc"}
HOLD = {"entry_number": "AQ9-1", "result": "open", "presented_on": ago(31)}
CHAIN = {"name": "Cookware", "is_high_risk": True}
CODE = {"title": "Code", "address": "https://x.example", "published_on": ago(9)}
ANSWER = {"list": "questionnaire", "question": "CE1", "year": DAY.year, "answer": "partly"}


def trade(rule, breaks, mends):
    """A case of a rule that speaks of no criterion."""
    return Case(rule, "", breaks, mends)


CASES = [
    trade("trade.no_bond", (), (add("b", "bond", **BOND),)),
    trade(
        "trade.no_bond",
        (add("b", "bond", **BOND, valid_to=ago(1)),),
        (change("b", valid_to=DAY),),
    ),
    trade(
        "trade.no_bond",
        (add("b", "bond", **{**BOND, "kind": "single"}),),
        (change("b", kind="continuous"),),
    ),
    trade("trade.no_officer", (), (add("o", "officer_authority", **OFFICER),)),
    trade(
        "trade.no_officer",
        (add("o", "officer_authority", **OFFICER, valid_to=ago(1)),),
        (change("o", valid_to=None),),
    ),
    trade(
        "trade.no_officer",
        (add("o", "officer_authority", **{**OFFICER, "may_sign_mou": False}),),
        (change("o", may_sign_mou=True),),
    ),
    trade(
        "trade.risk_old",
        (add("r", "trade_risk", area="value", assessed_on=ago(366)),),
        (change("r", assessed_on=ago(365)),),
    ),
    trade(
        "trade.ior_young",
        (add("i", "covered_ior", **IOR, imports_since=ago(729)),),
        (change("i", imports_since=ago(730)),),
    ),
    trade(
        "trade.ior_young",
        (add("i", "covered_ior", **IOR, imports_since=ago(9)),),
        (change("i", is_selected=False),),
    ),
    trade(
        "trade.ior_abroad",
        (add("i", "covered_ior", **{**IOR, "is_managed_in_us": False}),),
        (change("i", is_managed_in_us=True),),
    ),
    trade("trade.test_late", (add("t", "self_test", **TEST),), (change("t", done_on=DAY),)),
    trade("trade.test_late", (add("t", "self_test", **TEST),), (change("t", planned_on=DAY),)),
    trade(
        "trade.error_bare",
        (
            add("t", "self_test", title="Vanilla", done_on=DAY),
            add("l", "tested_line", self_test_id="@t", entry_number="AQ9-1", is_error=True),
        ),
        (change("l", cause="Old ruling."),),
    ),
    trade(
        "trade.error_bare",
        (
            add("t", "self_test", title="Vanilla", done_on=DAY),
            add("l", "tested_line", self_test_id="@t", entry_number="AQ9-1", is_error=True),
        ),
        (remove("t"),),
    ),
    trade("trade.disclosure_late", (add("e", "disclosure", **ERROR),), (change("e", due_on=DAY),)),
    trade(
        "trade.disclosure_late",
        (add("e", "disclosure", **ERROR),),
        (change("e", disclosed_on=DAY),),
    ),
    trade(
        "trade.disclosure_late", (add("e", "disclosure", **ERROR),), (change("e", route="none"),)
    ),
    trade("trade.hold_late", (add("h", "detention", **HOLD),), (change("h", result="released"),)),
    trade(
        "trade.hold_late", (add("h", "detention", **HOLD),), (change("h", presented_on=ago(30)),)
    ),
    trade(
        "trade.hold_late",
        (add("h", "detention", **HOLD, due_on=ago(1)),),
        (change("h", extended_to=DAY),),
    ),
    trade(
        "trade.chain_unmapped",
        (add("c", "supply_chain", **CHAIN, mapped_on=DAY),),
        (add("n", "chain_node", supply_chain_id="@c", name="Mill"),),
    ),
    trade(
        "trade.chain_unmapped",
        (add("c", "supply_chain", **CHAIN),),
        (change("c", is_high_risk=False),),
    ),
    trade(
        "trade.code_hidden",
        (add("k", "code_of_conduct", **{**CODE, "address": " "}),),
        (change("k", address="https://x.example"),),
    ),
    trade(
        "trade.code_hidden",
        (add("k", "code_of_conduct", **{**CODE, "published_on": None}),),
        (change("k", published_on=DAY),),
    ),
    trade(
        "trade.answer_bare",
        (add("a", "trade_answer", **ANSWER),),
        (change("a", improve="Mend it by May."),),
    ),
    trade("trade.answer_bare", (add("a", "trade_answer", **ANSWER),), (change("a", answer="yes"),)),
    trade("trade.answer_bare", (add("a", "trade_answer", **ANSWER),), (change("a", year=2025),)),
]
