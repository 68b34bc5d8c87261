"""The tabs of areas that are no plain list, by the name `forms/areas.toml` calls them.

Each is imported when it is first opened.
"""

from ctpat_desktop.support.later import later
from ctpat_desktop.ui.page import ViewKind

OWN_TABS = {
    "company": (
        ("company", "table", "Company"),
        ("contact", "table", "Contacts"),
        ("address", "table", "Addresses"),
        ("identifier", "table", "Identifiers"),
        ("account", "table", "CTPAT account"),
    ),
    "questionnaires": (
        ("requests", "field", "Requests"),
        ("returned", "field", "Returned"),
        ("builder", "field", "Questionnaires"),
    ),
    "review": (
        ("answers", "field", "Answers"),
        ("comments", "field", "Comments"),
        ("changes", "field", "Changes"),
    ),
}
"""The tabs of pages that are no area: key, what of a place names it, and title."""

VIEWS = {
    "risk_steps": ViewKind("Steps", later("ctpat_desktop.ui.risk.steps:StepsView")),
    "risk_map": ViewKind(
        "Chains",
        later("ctpat_desktop.ui.risk.flow_map:FlowMapView"),
        ("risk_chain", "risk_leg"),
    ),
    "risk_world": ViewKind("World", later("ctpat_desktop.ui.risk.world_map:WorldView")),
    "partner_risk": ViewKind(
        "Partner risk", later("ctpat_desktop.ui.risk.partner_view:PartnerRiskView")
    ),
    "partner_plan": ViewKind(
        "Due diligence", later("ctpat_desktop.ui.risk.partner_plan:PartnerPlanView")
    ),
    "site_plans": ViewKind("Floor plans", later("ctpat_desktop.ui.registers.site_plan:SitePlans")),
    "site_walk": ViewKind(
        "Site walks",
        later("ctpat_desktop.ui.registers.site_walk:SiteWalk"),
        ("walk", "walk_answer"),
    ),
    "trade_eligibility": ViewKind(
        "Eligibility", later("ctpat_desktop.ui.trade.eligibility:EligibilityView")
    ),
    "trade_questionnaire": ViewKind(
        "Questionnaire",
        later("ctpat_desktop.ui.trade.questionnaire:QuestionnaireView"),
        ("trade_answer",),
    ),
    "labor_requirements": ViewKind(
        "Six requirements", later("ctpat_desktop.ui.trade.requirements:RequirementsView")
    ),
    "chain_map": ViewKind("Chain map", later("ctpat_desktop.ui.trade.chain_map:ChainMapView")),
    "test_figures": ViewKind(
        "Test results", later("ctpat_desktop.ui.trade.self_tests:TestFiguresView")
    ),
    "trade_duties": ViewKind("Duties", later("ctpat_desktop.ui.trade.duties:DutiesView")),
    "itrac_figures": ViewKind("Figures", later("ctpat_desktop.ui.trade.itrac:ItracView")),
    "portal_move": ViewKind(
        "Portal move", later("ctpat_desktop.ui.accounts.portal_move:PortalMove")
    ),
    "training_matrix": ViewKind(
        "Training matrix", later("ctpat_desktop.ui.registers.matrix:TrainingMatrix")
    ),
}
