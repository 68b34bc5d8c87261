"""Partners and corrective actions: what breaks each rule, and what mends it."""

from tests.services.registers.coherence_parts import CHECKED, Case, action, assessed, partner
from tests.services.registers.firm import DAY, add, ago, change

PARTNERS = [
    Case(
        "partner.unproven",
        "3.5",
        (partner(ctpat_status="member"),),
        (change("p", checked_on=ago(365)),),
    ),
    Case("partner.unproven", "3.5", (partner(),), (change("p", **CHECKED),)),
    Case("partner.unproven", "3.4", (partner(),), (assessed(300),)),
    Case("partner.unproven", "3.1", (partner(), assessed(366)), (change("a", done_on=ago(365)),)),
    Case("partner.unproven", "3.5", (partner(),), (change("p", status="ended"),)),
    Case("partner.unproven", "3.5", (partner(),), (change("p", handles_cargo=False),)),
    Case(
        "partner.unproven",
        "3.5",
        (partner(**{**CHECKED, "monitoring": "suspended"}),),
        (change("p", monitoring="certified"),),
    ),
    Case(
        "partner.check_due",
        "3.4",
        (partner(**CHECKED, next_check_on=ago(1)),),
        (change("p", next_check_on=DAY),),
    ),
    Case(
        "partner.lapsed",
        "3.4",
        (partner(**{**CHECKED, "monitoring": "suspended"}),),
        (change("p", ctpat_status="not_member"),),
    ),
    Case(
        "partner.svi_only",
        "3.4",
        (partner(ctpat_status="member", svi_number="abc"),),
        (change("p", monitoring="certified"),),
    ),
    Case(
        "partner.svi_only",
        "3.4",
        (partner(ctpat_status="member", svi_number="abc"),),
        (add("c", "certificate", partner_id="@p", kind="ctpat"),),
    ),
    Case(
        "partner.program",
        "3.4",
        (
            partner(**{**CHECKED, "ctpat_status": "mra"}),
            add("m", "mra_program", country="EU", is_counted=True),
        ),
        (change("p", program_id="@m"),),
    ),
    Case(
        "partner.program",
        "3.4",
        (
            add("m", "mra_program", country="XX"),
            partner(**{**CHECKED, "ctpat_status": "mra"}, program_id="@m"),
        ),
        (change("m", is_counted=True),),
    ),
    Case(
        "certificate.expired",
        "3.4",
        (
            partner(**CHECKED),
            add("c", "certificate", partner_id="@p", kind="aeo", expires_on=ago(1)),
        ),
        (change("c", expires_on=DAY),),
    ),
    Case(
        "certificate.expired",
        "3.4",
        (
            partner(**CHECKED),
            add("c", "certificate", partner_id="@p", kind="aeo", expires_on=ago(1)),
        ),
        (change("p", status="ended"),),
    ),
    Case(
        "certificate.expired",
        "3.4",
        (
            partner(**CHECKED),
            add("c", "certificate", partner_id="@p", kind="aeo", expires_on=ago(1)),
        ),
        (add("d", "certificate", partner_id="@p", kind="aeo", expires_on=ago(-300)),),
    ),
    Case(
        "partner.reassess",
        "3.7",
        (partner(**CHECKED), assessed(731)),
        (change("a", done_on=ago(730)),),
    ),
    Case(
        "partner.reassess",
        "3.7",
        (partner(**CHECKED, next_assessment_on=ago(1)),),
        (change("p", next_assessment_on=DAY),),
    ),
    Case(
        "partner.rating_reason",
        "3.1",
        (partner(risk="low"),),
        (change("p", risk_reasons="Visited in March."),),
    ),
    Case(
        "partner.forced_labor",
        "3.9",
        (partner(roles="warehouse;manufacturer"),),
        (change("p", forced_labor="clear"),),
    ),
    Case(
        "partner.labor_concern",
        "3.9",
        (partner(forced_labor="concern"),),
        (action(partner_id="@p"),),
    ),
    Case(
        "partner.money_laundering",
        "3.1",
        (partner(money_laundering=""),),
        (change("p", money_laundering="clear"),),
    ),
    Case(
        "partner.poor",
        "3.6",
        (partner(), assessed(9, band="poor")),
        (action(partner_id="@p"),),
    ),
    Case(
        "partner.haulier",
        "3.8",
        (partner(roles="highway_carrier"),),
        (add("c", "contract", partner_id="@p", title="Terms", has_security_terms=True),),
        "highway_carrier",
    ),
    Case(
        "request.overdue",
        "3.5",
        (partner(), add("r", "partner_request", partner_id="@p", state="sent", due_on=ago(1))),
        (change("r", state="returned"),),
    ),
    Case(
        "action.overdue",
        "3.6",
        (partner(), action(partner_id="@p", due_on=ago(1))),
        (change("n", due_on=DAY),),
    ),
    Case(
        "action.unproven",
        "3.6",
        (
            partner(),
            action(partner_id="@p", status="verified"),
            add("e", "evidence", title="Photo"),
        ),
        (change("n", evidence_id="@e"),),
    ),
    Case(
        "action.unproven",
        "3.6",
        (
            partner(),
            action(partner_id="@p", status="verified"),
            add("e", "evidence", title="Photo"),
        ),
        (add("l", "attachment", evidence_id="@e", table_name="action", record_id="@n"),),
    ),
    Case("action.own_overdue", "1.3", (action(due_on=ago(1)),), (change("n", status="dropped"),)),
    Case("action.own_unproven", "1.3", (action(status="done"),), (change("n", status="open"),)),
]
