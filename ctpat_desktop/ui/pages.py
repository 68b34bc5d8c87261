"""The tabs of areas that are no plain list, by the name `forms/areas.toml` calls them.

Each is imported when it is first opened.
"""

from ctpat_desktop.support.language import N_
from ctpat_desktop.support.later import later
from ctpat_desktop.ui.page import ViewKind

OWN_TABS = {
    "company": (
        ("company", "table", N_("Company")),
        ("contact", "table", N_("Contacts")),
        ("address", "table", N_("Addresses")),
        ("identifier", "table", N_("Identifiers")),
        ("account", "table", N_("CTPAT account")),
    ),
    "questionnaires": (
        ("requests", "field", N_("Requests")),
        ("returned", "field", N_("Returned")),
        ("builder", "field", N_("Questionnaires")),
    ),
    "charts": (
        ("progress", "field", N_("Progress of the year")),
        ("evidence", "field", N_("Evidence over time")),
        ("training", "field", N_("Training coverage")),
        ("partners", "field", N_("Partner heat map")),
        ("actions", "field", N_("Open actions")),
    ),
    "review": (
        ("answers", "field", N_("Answers")),
        ("comments", "field", N_("Comments")),
        ("changes", "field", N_("Changes")),
    ),
}
"""The tabs of pages that are no area: key, what of a place names it, and title."""

VIEWS = {
    "risk_steps": ViewKind(N_("Steps"), later("ctpat_desktop.ui.risk.steps:StepsView")),
    "risk_map": ViewKind(
        N_("Chains"),
        later("ctpat_desktop.ui.risk.flow_map:FlowMapView"),
        ("risk_chain", "risk_leg"),
    ),
    "risk_world": ViewKind(N_("World"), later("ctpat_desktop.ui.risk.world_map:WorldView")),
    "partner_risk": ViewKind(
        N_("Partner risk"), later("ctpat_desktop.ui.risk.partner_view:PartnerRiskView")
    ),
    "partner_plan": ViewKind(
        N_("Due diligence"), later("ctpat_desktop.ui.risk.partner_plan:PartnerPlanView")
    ),
    "site_plans": ViewKind(
        N_("Floor plans"), later("ctpat_desktop.ui.registers.site_plan:SitePlans")
    ),
    "site_walk": ViewKind(
        N_("Site walks"),
        later("ctpat_desktop.ui.registers.site_walk:SiteWalk"),
        ("walk", "walk_answer"),
    ),
    "trade_eligibility": ViewKind(
        N_("Eligibility"), later("ctpat_desktop.ui.trade.eligibility:EligibilityView")
    ),
    "trade_questionnaire": ViewKind(
        N_("Questionnaire"),
        later("ctpat_desktop.ui.trade.questionnaire:QuestionnaireView"),
        ("trade_answer",),
    ),
    "labor_requirements": ViewKind(
        N_("Six requirements"), later("ctpat_desktop.ui.trade.requirements:RequirementsView")
    ),
    "chain_map": ViewKind(N_("Chain map"), later("ctpat_desktop.ui.trade.chain_map:ChainMapView")),
    "test_figures": ViewKind(
        N_("Test results"), later("ctpat_desktop.ui.trade.self_tests:TestFiguresView")
    ),
    "trade_duties": ViewKind(N_("Duties"), later("ctpat_desktop.ui.trade.duties:DutiesView")),
    "itrac_figures": ViewKind(N_("Figures"), later("ctpat_desktop.ui.trade.itrac:ItracView")),
    "portal_move": ViewKind(
        N_("Portal move"), later("ctpat_desktop.ui.accounts.portal_move:PortalMove")
    ),
    "training_matrix": ViewKind(
        N_("Training matrix"), later("ctpat_desktop.ui.registers.matrix:TrainingMatrix")
    ),
}
