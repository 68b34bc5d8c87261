"""The tabs of areas that are no plain list, by the name `forms/areas.toml` calls them.

Each is imported when it is first opened.
"""

from ctpat_desktop.ui.page import RegisterView, ViewKind
from ctpat_desktop.ui.session.desk import Desk


def _plans(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.site_plan import SitePlans

    return SitePlans(desk)


def _walk(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.site_walk import SiteWalk

    return SiteWalk(desk)


def _matrix(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.registers.matrix import TrainingMatrix

    return TrainingMatrix(desk)


def _duties(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.duties import DutiesView

    return DutiesView(desk)


def _eligibility(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.eligibility import EligibilityView

    return EligibilityView(desk)


def _questionnaire(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.questionnaire import QuestionnaireView

    return QuestionnaireView(desk)


def _requirements(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.requirements import RequirementsView

    return RequirementsView(desk)


def _chain_map(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.chain_map import ChainMapView

    return ChainMapView(desk)


def _test_figures(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.self_tests import TestFiguresView

    return TestFiguresView(desk)


def _itrac(desk: Desk) -> RegisterView:
    from ctpat_desktop.ui.trade.itrac import ItracView

    return ItracView(desk)


VIEWS = {
    "site_plans": ViewKind("Floor plans", _plans),
    "site_walk": ViewKind("Site walks", _walk, ("walk", "walk_answer")),
    "trade_eligibility": ViewKind("Eligibility", _eligibility),
    "trade_questionnaire": ViewKind("Questionnaire", _questionnaire, ("trade_answer",)),
    "labor_requirements": ViewKind("Six requirements", _requirements),
    "chain_map": ViewKind("Chain map", _chain_map),
    "test_figures": ViewKind("Test results", _test_figures),
    "trade_duties": ViewKind("Duties", _duties),
    "itrac_figures": ViewKind("Figures", _itrac),
    "training_matrix": ViewKind("Training matrix", _matrix),
}
