"""The risk assessment: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_incidents import incident
from tests.services.registers.coherence_parts import Case, partner
from tests.services.registers.firm import add, ago, change, remove


def assessed(days=100, **values):
    values = {"year": 2026, "method": "Five steps.", "approved_by": "Ann Lee", **values}
    return add("r", "risk_assessment", approved_on=ago(days), **values)


def chain():
    return add("k", "risk_chain", risk_assessment_id="@r", name="Foshan")


def drawn(*steps):
    """Do steps on an assessment that is approved: it is opened for them and approved again."""
    return (change("r", approved_on=None), *steps, change("r", approved_on=ago(100)))


def looked(table, nickname):
    values = {"kind": "other", "what": "News", "seen_on": ago(1), "decision": "No chain changes."}
    return lambda firm: firm.add(
        "t",
        "risk_trigger",
        risk_assessment_id="@r",
        record=f"{table}:{firm.ids[nickname]}",
        **values,
    )


def alert(**values):
    usual = {"kind": "alert", "subject": "Bolt seals", "sender": "CTPAT", "received_on": ago(20)}
    return add("m", "cbp_message", applies="yes", **{**usual, **values})


def route():
    return add("s", "supply_chain", name="Cookware")


def newcomer(**values):
    return partner(handles_cargo=True, since=ago(20), **values)


RISK = [
    Case("risk.none", "2.1", (), (assessed(),)),
    Case("risk.none", "2.1", (assessed(), *drawn()[:1], remove("r")), (assessed(),)),
    Case("risk.old", "2.3", (assessed(days=366),), (change("r", approved_on=ago(365)),)),
    Case(
        "risk.old",
        "2.3",
        (assessed(), change("r", approved_on=None)),
        (change("r", approved_on=ago(1)),),
    ),
    Case("risk.unchained", "2.2", (assessed(),), drawn(chain())),
    Case(
        "risk.unchained",
        "2.2",
        (assessed(), *drawn(chain(), remove("k"))),
        (*drawn()[:1], remove("r")),
    ),
    Case("risk.incident", "2.3", (assessed(), incident()), (looked("incident", "i"),)),
    Case(
        "risk.incident",
        "2.3",
        (assessed(), incident()),
        (change("r", approved_on=ago(8)),),
    ),
    Case("risk.alert", "2.3", (assessed(), alert()), (looked("cbp_message", "m"),)),
    Case("risk.alert", "2.3", (assessed(), alert()), (change("m", applies="no"),)),
    Case("risk.partner", "2.3", (assessed(), newcomer()), (looked("partner", "p"),)),
    Case(
        "risk.partner",
        "2.3",
        (assessed(), newcomer(), *drawn(chain())),
        drawn(add("l", "risk_leg", risk_chain_id="@k", name="Packing", partner_id="@p")),
    ),
    Case(
        "risk.partner",
        "2.3",
        (
            *(assessed(), newcomer()),
            *drawn(chain(), add("l", "risk_leg", risk_chain_id="@k", name="Port")),
        ),
        drawn(change("l", partner_id="@p")),
    ),
    Case("risk.partner", "2.3", (assessed(), newcomer()), (change("p", since=ago(200)),)),
    Case(
        "risk.partner",
        "2.3",
        (assessed(), newcomer(), change("p", since=None)),
        (change("p", since=ago(200)),),
    ),
    Case("risk.route", "2.3", (assessed(), route()), (looked("supply_chain", "s"),)),
    Case("risk.route", "2.3", (assessed(), route()), (change("r", approved_on=ago(-30)),)),
    Case(
        "risk.route",
        "2.3",
        (assessed(), route(), *drawn(chain())),
        drawn(change("k", supply_chain_id="@s")),
    ),
    Case("risk.incident", "2.3", (assessed(days=9), incident()), (looked("incident", "i"),)),
]
