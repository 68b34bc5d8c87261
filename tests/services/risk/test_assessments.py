"""Chains and legs rated from partners' answers, the own profile, threats and own judgments."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.catalogue.questionnaires import from_json, load_model, to_json
from ctpat_desktop.checklist.risk import REQUIRED, Level, Met
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile import answers
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import assessments, yearly
from ctpat_desktop.services.risk.building import Builder

TODAY = date(2026, 11, 21)
DAY = TODAY - timedelta(days=30)


class Firm:
    """An importer with this year's assessment and one chain."""

    def __init__(self, workspace):
        self.workspace = workspace
        account = companies.start(workspace, "Harbor", "importer", 2026)
        self.scope = Scope.of(workspace, account, TODAY)
        self.builder = Builder(self.scope)
        self.assessment = yearly.begin(self.scope, 2026)
        self.chain = self.builder.add_chain(self.assessment, name="Foshan", origin="CN")

    def add(self, table, **values):
        return records.add(self.workspace, table, company_id=self.scope.company_id, **values)

    def partner(self, name="Red Star Furniture", **values):
        known = {"status": "active", "country": "CN", "city": "Foshan", "roles": "manufacturer"}
        return self.add("partner", name=name, **{**known, **values})

    def leg(self, **values):
        return self.builder.add_leg(self.chain, **values)

    def threats(self, level="low", country="CN", kinds=REQUIRED, **values):
        for kind in kinds:
            self.add(
                "threat_rating",
                risk_assessment_id=self.assessment,
                country=country,
                threat=kind,
                level=level,
                source="Country report",
                source_on=DAY,
                reason="As it says.",
                **values,
            )

    def questionnaire(self, partner, answer, on=DAY, state="accepted"):
        """Store an accepted return with these answers; others are empty."""
        definition = to_json(load_model())
        request = self.add(
            "partner_request",
            partner_id=partner,
            reference="R-1",
            definition=definition,
            state=state,
            returned_on=on,
            signed_on=on,
        )
        for question in from_json(definition).questions:
            value = answer(question)
            if value is not None:
                self.add(
                    "partner_answer",
                    partner_request_id=request,
                    key=question.key,
                    value=value,
                    state=state,
                )

    def read(self):
        return assessments.read(self.scope, self.assessment)

    def view(self):
        return self.read().chains[0].legs[0]


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def good(question):
    """The best answer of a firm that is in no program."""
    if question.key == "PQ-01":
        return "none"
    if question.kind == "yes_no":
        return "yes"
    if question.options:
        best = max(question.options, key=lambda option: option.points)
        every = ";".join(o.value for o in question.options if o.points > 0) or best.value
        return every if question.kind == "multi_choice" else best.value
    return {"date": DAY.isoformat(), "number": "999"}.get(str(question.kind), "Said.")


def test_nothing_known_is_not_rated(firm):
    firm.leg(partner_id=firm.partner())
    view = firm.view()
    assert (view.holder, view.leg.country, view.leg.place) == ("Red Star Furniture", "CN", "Foshan")
    assert view.threat.level is view.vulnerability.level is view.risk.level is None
    assert firm.read().chains[0].risk.level is None


def test_a_good_questionnaire_and_low_threats_are_low(firm):
    partner = firm.partner()
    firm.leg(partner_id=partner)
    firm.questionnaire(partner, good)
    firm.threats("low")
    view = firm.view()
    assert {row.met for row in view.asked} <= {Met.MET, Met.NOT_APPLICABLE}
    assert (view.threat.level, view.vulnerability.level) == (Level.LOW, Level.LOW)
    assert view.risk.level is Level.LOW
    assert view.known.source == "Questionnaire R-1 of 10/22/2026"


def test_one_missing_must_makes_the_leg_and_the_chain_high(firm):
    partner = firm.partner()
    firm.leg(partner_id=partner)
    firm.threats("low")
    must = next(q for q in load_model().questions if q.must and q.criterion and q.kind == "yes_no")
    firm.questionnaire(partner, lambda q: "no" if q.key == must.key else good(q))
    view = firm.view()
    assert [row.criterion for row in view.gaps] == [must.criterion]
    assert view.risk.level is firm.read().chains[0].risk.level is Level.HIGH
    assert view.lacks_action


def test_a_firm_that_only_says_it_is_a_member_is_not_rated(firm):
    partner = firm.partner()
    firm.leg(partner_id=partner)
    firm.questionnaire(partner, lambda q: "ctpat" if q.key == "PQ-01" else good(q))
    assert firm.view().vulnerability.level is None


@pytest.mark.parametrize(("state", "days"), [("returned", 30), ("refused", 30), ("accepted", 400)])
def test_what_is_not_accepted_or_too_old_tells_nothing(firm, state, days):
    partner = firm.partner()
    firm.leg(partner_id=partner)
    firm.questionnaire(partner, good, on=TODAY - timedelta(days=days), state=state)
    assert firm.view().asked == ()


def test_a_proven_member_vouches_for_what_was_not_asked(firm):
    values = {"ctpat_status": "member", "monitoring": "certified"}
    firm.leg(partner_id=firm.partner(checked_on=DAY, **values))
    assert firm.view().vulnerability.level is Level.LOW
    assert firm.view().known.source == "Membership checked 10/22/2026"


@pytest.mark.parametrize(
    "values",
    [
        {"ctpat_status": "member", "monitoring": "certified", "checked_on": DAY.replace(year=2024)},
        {"ctpat_status": "member", "monitoring": "suspended", "checked_on": DAY},
        {"ctpat_status": "member", "monitoring": "", "checked_on": DAY},
        {"ctpat_status": "mra", "checked_on": DAY},
        {"ctpat_status": "applicant", "monitoring": "certified", "checked_on": DAY},
    ],
)
def test_a_membership_that_is_not_proven_vouches_for_nothing(firm, values):
    firm.leg(partner_id=firm.partner(**values))
    assert firm.view().vulnerability.level is None


def test_the_own_site_is_rated_by_the_profile(firm):
    site = firm.add("site", name="Savannah", city="Savannah", country="US")
    firm.leg(site_id=site)
    account = firm.scope.account_id
    with firm.workspace.read() as session:
        asked = answers.asked_rows(session, account)
    for key in asked:
        answers.save(firm.workspace, account, key, None, status="in_place", narrative="So it is.")
    assert firm.view().vulnerability.level is Level.LOW
    answers.save(firm.workspace, account, "9.4", None, status="in_place", per_site=True)
    assert next(row.met for row in firm.view().asked if row.criterion == "9.4") is Met.UNKNOWN
    assert firm.view().vulnerability.level is None
    answers.save(firm.workspace, account, "9.4", site, status="planned", narrative="In May.")
    assert firm.view().vulnerability.level is Level.HIGH


def test_an_own_judgment_goes_before_the_answers(firm):
    partner = firm.partner()
    leg = firm.leg(partner_id=partner)
    firm.questionnaire(partner, good)
    firm.threats("low")
    key = next(row.criterion for row in firm.view().asked if row.is_must and row.met is Met.MET)
    values = {"risk_leg_id": leg, "criterion": key, "reason": "The fence is down."}
    judged = firm.add("vulnerability_rating", state="missing", **values)
    assert firm.view().risk.level is Level.HIGH
    assert list(firm.view().judged) == [key]
    records.change(firm.workspace, "vulnerability_rating", judged, state="not_applicable")
    assert firm.view().risk.level is Level.LOW


def test_a_leg_goes_before_its_place_and_that_before_its_country(firm):
    leg = firm.leg(name="Yard", country="CN", place="Foshan")
    firm.threats("low", kinds=("theft",))
    assert firm.view().threats["theft"].level == "low"
    firm.threats("medium", kinds=("theft",), place="FOSHAN")
    assert firm.view().threats["theft"].level == "medium"
    firm.threats("high", kinds=("theft",), risk_leg_id=leg)
    assert firm.view().threats["theft"].level == "high"
    firm.threats("high", kinds=("theft",), country="MX")
    assert firm.view().threat.level is Level.HIGH


def test_an_own_kind_of_threat_counts(firm):
    firm.leg(name="Yard", country="CN")
    firm.threats("low")
    firm.threats("high", kinds=("other",), own_threat="Floods")
    assert firm.view().threat.level is Level.HIGH
    assert "Floods" in firm.view().threats


def test_chains_of_the_highest_risk_come_first(firm):
    firm.leg(name="Yard", country="CN")
    second = firm.builder.add_chain(firm.assessment, name="Marseille", origin="FR")
    leg = firm.builder.add_leg(second, name="Packing", country="FR")
    firm.add("vulnerability_rating", risk_leg_id=leg, criterion="6.1", state="missing", reason="-")
    assert [view.chain.name for view in firm.read().chains] == ["Marseille", "Foshan"]


def test_a_dropped_action_is_none(firm):
    leg = firm.leg(name="Yard", country="CN")
    firm.add("vulnerability_rating", risk_leg_id=leg, criterion="6.1", state="missing", reason="-")
    action = firm.add("action", title="Write it down", risk_leg_id=leg, owner="Ana")
    assert not firm.view().lacks_action
    records.change(firm.workspace, "action", action, status="dropped")
    assert firm.view().lacks_action
