"""An assessment through its year: begun, its steps, approved, looked at again."""

import io
from datetime import date, timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.records import Revision, RiskAssessment, RiskTrigger
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import assessments, printed, steps, yearly
from ctpat_desktop.services.risk.building import Builder
from ctpat_desktop.services.risk.ratings import ActionPlan, Judgment, LegRatings, Reach, ThreatWords
from ctpat_desktop.services.risk.steps import State
from ctpat_desktop.support.errors import Problem
from ctpat_desktop.support.progress import Silent
from tests.services.risk.test_assessments import TODAY, Firm

FIELDS = ("flow_on", "threats_on", "vulnerabilities_on", "actions_on", "method_on")


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def walk(firm):
    return steps.steps(firm.read(), TODAY)


def points(firm, number):
    return [point.words for point in walk(firm)[number - 1].open]


def finish(firm, assessment=None):
    """Draw a leg and write the method where there is none, and mark every step as done."""
    found = assessments.read(firm.scope, assessment or firm.assessment)
    if not found.legs:
        firm.leg(name="Yard", firm="Li", country="CN")
    if not found.assessment.method:
        records.change(firm.workspace, "risk_assessment", found.assessment.id, method="By steps.")
    for field in FIELDS:
        yearly.mark_step(firm.scope, assessment or firm.assessment, field, is_done=True)


def approved(firm, on):
    """Approve this year's assessment on a day."""
    finish(firm)
    yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    records.change(firm.workspace, "risk_assessment", firm.assessment, approved_on=on)


def test_a_new_assessment_has_nothing_begun(firm):
    firm.workspace.undo()  # the chain
    assert [step.state for step in walk(firm)] == [State.NOT_BEGUN] * 5
    assert points(firm, 1) == ["No chain is there."]
    assert [step.words for step in walk(firm)] == ["Not begun"] * 5


def test_the_flow_names_what_is_missing(firm):
    assert points(firm, 1) == ["Foshan has no legs."]
    firm.leg(name="Yard", country="US", goes_to="Moon")
    assert points(firm, 1) == [
        "Foshan has no leg abroad: it begins where the goods are packed.",
        "Foshan, Yard: nobody is named who holds the goods",
        "Foshan, Yard: the contract is not known",
        "Foshan, Yard: the goods go on to “Moon”, which is no leg of it",
    ]
    firm.workspace.undo()
    firm.leg(partner_id=firm.partner())
    assert points(firm, 1) == []


def test_threats_name_what_is_not_rated_and_what_is_old(firm):
    firm.leg(name="Yard", firm="Li", country="CN")
    words = "Foshan, Yard (Li): not rated: Terrorism, Contraband, Human smuggling, "
    words += "Organized crime, Conditions that foster these"
    assert points(firm, 2) == [words]
    firm.threats("low")
    assert points(firm, 2) == []
    rating = next(iter(firm.view().threats.values()))
    old = TODAY - timedelta(days=366)
    records.change(firm.workspace, "threat_rating", rating.id, source_on=old)
    assert points(firm, 2) == ["Terrorism in China: the source is older than a year"]


def test_vulnerabilities_and_actions_name_their_legs(firm):
    leg = firm.leg(name="Yard", firm="Li", country="CN")
    assert points(firm, 3) == ["Foshan, Yard (Li): nothing is known of how the criteria are met"]
    firm.add("vulnerability_rating", risk_leg_id=leg, criterion="6.1", state="missing", reason="-")
    assert points(firm, 3) == []
    assert points(firm, 4) == ["Foshan, Yard (Li): High, and nothing is planned about it"]
    due = TODAY - timedelta(days=1)
    firm.add("action", title="Write it", risk_leg_id=leg, owner="Ana", due_on=due)
    assert points(firm, 4) == ["Write it was due 11/20/2026"]


def test_the_method_is_asked_for(firm):
    assert len(points(firm, 5)) == 3
    values = {"method": "By the five steps.", "frequency": "Each year", "triggers": "Incidents."}
    records.change(firm.workspace, "risk_assessment", firm.assessment, **values)
    assert points(firm, 5) == []
    assert walk(firm)[4].state is State.BEGUN
    assert walk(firm)[4].words == "Nothing open; not marked as done"


def test_a_step_is_marked_and_opened_again(firm):
    yearly.mark_step(firm.scope, firm.assessment, "flow_on", is_done=True)
    assert (walk(firm)[0].state, walk(firm)[0].words) == (
        State.DONE,
        "Done 11/21/2026, 1 point open",
    )
    yearly.mark_step(firm.scope, firm.assessment, "flow_on", is_done=False)
    assert walk(firm)[0].state is State.BEGUN


def test_approval_wants_all_steps_a_name_and_what_changed(firm):
    with pytest.raises(Problem, match="5 steps are not done: Cargo flow, Threats"):
        yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    finish(firm)
    with pytest.raises(Problem, match="Nobody is named who approves it"):
        yearly.approve(firm.scope, firm.assessment, " ", "nothing")
    with pytest.raises(Problem, match="It is not said what changed"):
        yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", " ")
    yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "A new port")
    row = assessments.newest(firm.scope)
    assert (row.approved_by, row.approved_on, row.next_on) == (
        "Ana Ruiz",
        TODAY,
        date(2027, 11, 21),
    )


def test_nothing_is_approved_without_a_leg_or_a_method(firm):
    for field in FIELDS:
        yearly.mark_step(firm.scope, firm.assessment, field, is_done=True)
    assert points(firm, 2) == ["No leg is drawn, so nothing was looked at."]
    with pytest.raises(Problem, match="No leg is drawn: there is nothing to approve"):
        yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    firm.leg(name="Yard", firm="Li", country="CN")
    with pytest.raises(Problem, match="The method is not written down"):
        yearly.approve(firm.scope, firm.assessment, "Ana Ruiz", "nothing")
    assert assessments.newest(firm.scope).approved_on is None


WORDS = "The risk assessment 2026 is approved; it stays as it is."


def test_an_approved_one_stays_as_it_is(firm):
    leg = firm.leg(name="Port", firm="Li", country="CN")
    firm.threats("low")
    firm.add("vulnerability_rating", risk_leg_id=leg, criterion="6.1", state="met", reason="-")
    approved(firm, TODAY)
    before = firm.read()
    rating = next(iter(before.legs[0].threats.values()))
    build, said = Builder(firm.scope), LegRatings(firm.scope, leg)
    theft = ThreatWords({"theft": "high"}, "Own", TODAY, "Stolen.")
    for attempt in (
        lambda: build.add_chain(firm.assessment, name="New"),
        lambda: build.add_leg(before.chains[0].chain.id, name="New"),
        lambda: build.move(leg, 9, 9),
        lambda: build.rename(leg, "Quay"),
        lambda: build.connect(leg, ""),
        lambda: build.remove(leg),
        lambda: said.rate(Reach.LEG, theft),
        lambda: said.judge(Judgment("6.1", "missing", "", "Seen.")),
        lambda: said.take_back("6.1"),
        lambda: yearly.mark_step(firm.scope, firm.assessment, "flow_on", is_done=False),
        lambda: records.change(firm.workspace, "risk_assessment", firm.assessment, method="No."),
        lambda: records.change(firm.workspace, "risk_leg", leg, country="VN"),
        lambda: records.change(firm.workspace, "threat_rating", rating.id, level="high"),
        lambda: records.change_many(
            firm.workspace, "risk_chain", [before.chains[0].chain.id], Silent(), goods="Ore"
        ),
        lambda: records.remove(firm.workspace, "risk_assessment", firm.assessment),
        lambda: records.remove_many(firm.workspace, "risk_leg", [leg], Silent()),
        lambda: firm.add("threat_rating", risk_assessment_id=firm.assessment, level="high"),
        lambda: firm.add("vulnerability_rating", risk_leg_id=leg, criterion="6.2", state="met"),
    ):
        with pytest.raises(Problem, match=WORDS):
            attempt()
    now = firm.read()
    assert [row.leg.id for row in now.legs] == [row.leg.id for row in before.legs]
    assert [row.risk for row in now.legs] == [row.risk for row in before.legs]


def test_an_approved_one_takes_actions_and_looks_and_its_approval_can_be_corrected(firm):
    leg = firm.leg(name="Port", firm="Li", country="CN")
    approved(firm, TODAY)
    LegRatings(firm.scope, leg).plan(ActionPlan("Mend the fence", "Ana", None))
    records.change(firm.workspace, "risk_assessment", firm.assessment, notes="Filed in room 3.")
    assert [row.title for row in firm.view().actions] == ["Mend the fence"]


def test_it_is_reopened_with_a_reason_that_stays(firm):
    leg = firm.leg(name="Port", firm="Li", country="CN")
    with pytest.raises(Problem, match="It is not approved"):
        yearly.reopen(firm.scope, firm.assessment, "Ana", "A new port")
    approved(firm, TODAY)
    with pytest.raises(Problem, match="It is not said why it is reopened"):
        yearly.reopen(firm.scope, firm.assessment, "Ana", " ")
    yearly.reopen(firm.scope, firm.assessment, "Ana", "A new port")
    row = assessments.newest(firm.scope)
    assert (row.approved_by, row.approved_on, row.next_on) == ("", None, None)
    Builder(firm.scope).rename(leg, "Quay")
    with firm.workspace.read() as session:
        (kept,) = session.scalars(select(RiskTrigger)).all()
        steps_taken = session.scalars(select(Revision.what)).all()
    assert kept.what == "Reopened; it was approved by Ana Ruiz on 11/21/2026"
    assert (kept.decision, kept.seen_by, kept.seen_on) == ("A new port", "Ana", TODAY)
    assert "Reopen risk assessment" in steps_taken


def test_the_paper_of_an_approved_one_says_of_which_day_its_ratings_are(firm):
    words = "As the records stand on 11/21/2026, not as they stood at the approval."
    approved(firm, TODAY)
    assert words not in dict(printed.sheet_of(firm.scope, firm.assessment).facts).values()
    approved_on = TODAY - timedelta(days=5)
    records.change(firm.workspace, "risk_assessment", firm.assessment, approved_on=approved_on)
    assert dict(printed.sheet_of(firm.scope, firm.assessment).facts)["Ratings"] == words
    (view,) = firm.read().chains
    yearly.begin(firm.scope, 2027)
    pages = PdfReader(io.BytesIO(printed.chain_pdf(firm.scope, view.chain.id))).pages
    first = " ".join(pages[0].extract_text().split())
    assert "Cargo chain: Foshan" in first
    assert f"Risk assessment 2026 · approved · Harbor · 11/21/2026. {words}" in first


def test_nothing_new_is_approved_away(firm):
    approved(firm, TODAY - timedelta(days=20))
    firm.add("incident", number="7", found_on=TODAY, text="A broken seal.")
    words = "One thing calls for a new look and was not looked at: Incident 7: A broken seal."
    with pytest.raises(Problem, match=words):
        yearly.reopen(firm.scope, firm.assessment, "Ana", "A new port")
    key = yearly.begin(firm.scope, 2027)
    for field in FIELDS:
        yearly.mark_step(firm.scope, key, field, is_done=True)
    with pytest.raises(Problem, match=words):
        yearly.approve(firm.scope, key, "Ana Ruiz", "nothing")
    (trigger,) = yearly.triggers(firm.scope)
    yearly.look(firm.scope, key, [trigger], "Ana", "The yard is rated again.")
    yearly.approve(firm.scope, key, "Ana Ruiz", "nothing")
    firm.add("incident", number="8", found_on=TODAY, text="A cut fence.")
    yearly.reopen(firm.scope, key, "Ana", "A new port")
    found = [row.what for row in yearly.triggers(firm.scope)]
    assert found == ["Incident 8: A cut fence."], "the year before still tells what is new"


def test_own_judgments_alone_make_no_leg_low(firm):
    leg = firm.leg(name="Yard", firm="Li", country="CN")
    firm.threats("low")
    said = LegRatings(firm.scope, leg)
    said.judge(Judgment("6.1", "met", "visit", "Seen."))
    assert firm.view().vulnerability.level is None
    assert firm.view().risk.level is None
    words = "Foshan, Yard (Li): only own judgments are known, and no accepted answers"
    assert points(firm, 3) == [words]
    said.judge(Judgment("6.2", "missing", "visit", "Seen."))
    assert firm.view().vulnerability.level is Level.HIGH


@pytest.mark.parametrize("words", [("99.9", "met"), ("6.1", "")])
def test_no_judgment_of_nothing_or_without_a_verdict(firm, words):
    leg = firm.leg(name="Yard", firm="Li", country="CN")
    criterion, state = words
    with pytest.raises(Problem, match=r"There is no criterion 99\.9|not said how far"):
        LegRatings(firm.scope, leg).judge(Judgment(criterion, state, "visit", "Seen."))
    assert firm.view().judged == {}


def test_two_chains_of_one_year_never_have_one_name(firm):
    key = Builder(firm.scope).add_chain(firm.assessment, name="Foshan")
    names = {view.chain.id: view.chain.name for view in firm.read().chains}
    assert names[key] == "Foshan (2)"


@pytest.mark.parametrize("year", [1, 99999])
def test_a_year_far_away_is_not_begun(firm, year):
    with pytest.raises(Problem, match=f"{year} cannot be assessed"):
        yearly.begin(firm.scope, year)


def test_what_has_no_day_or_the_day_of_the_approval_calls_for_a_look(firm):
    approved(firm, TODAY - timedelta(days=5))
    firm.partner("Old Mill", country="CN", since=date(2020, 1, 1))
    firm.partner("Blue Gate", country="PT", handles_cargo=True, since=None)
    firm.partner("Red Gate", country="CN", handles_cargo=True, since=TODAY - timedelta(days=5))
    firm.add("incident", number="7", text="A broken seal.")
    found = [(row.kind, row.what, row.on) for row in yearly.triggers(firm.scope)]
    assert found == [
        ("country", "New partner in a new country: Blue Gate", None),
        ("incident", "Incident 7: A broken seal.", None),
        ("partner", "New partner: Red Gate", TODAY - timedelta(days=5)),
    ]
    later = date.today() + timedelta(days=1)
    records.change(firm.workspace, "risk_assessment", firm.assessment, approved_on=later)
    assert yearly.triggers(firm.scope) == (), "what was entered before it is not new"


def test_the_next_year_takes_over_what_was_drawn_and_rated(firm):
    first = firm.leg(partner_id=firm.partner())
    firm.leg(name="Port", firm="Yantian", country="CN")
    firm.threats("medium", kinds=("theft",), risk_leg_id=first)
    firm.threats("low")
    firm.add("vulnerability_rating", risk_leg_id=first, criterion="6.1", state="met", reason="-")
    records.change(firm.workspace, "risk_assessment", firm.assessment, method="Five steps")
    approved(firm, TODAY)
    before = firm.read()
    key = yearly.begin(firm.scope, 2027)
    now = assessments.read(firm.scope, key)
    assert (now.assessment.year, now.assessment.method) == (2027, "Five steps")
    assert now.assessment.approved_on is now.assessment.flow_on is now.assessment.next_on is None
    assert now.assessment.changes == now.assessment.approved_by == ""
    assert [leg.leg.name for leg in now.legs] == [leg.leg.name for leg in before.legs]
    assert [leg.leg.goes_to for leg in now.legs] == ["Port", ""]
    assert not {leg.leg.id for leg in now.legs} & {leg.leg.id for leg in before.legs}
    assert [leg.risk for leg in now.legs] == [leg.risk for leg in before.legs]
    assert now.legs[0].threats["theft"].level == "medium"
    assert list(now.legs[0].judged) == ["6.1"]
    firm.workspace.undo()
    with firm.workspace.read() as session:
        assert [row.year for row in session.scalars(select(RiskAssessment))] == [2026]


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_is_begun_once(firm, year):
    with pytest.raises(Problem, match="There is an assessment of 2026 already"):
        yearly.begin(firm.scope, year)


def test_nothing_calls_for_a_look_before_the_first_approval(firm):
    firm.add("incident", number="1", found_on=TODAY, text="A broken seal.")
    assert yearly.triggers(firm.scope) == ()


def test_incidents_alerts_and_new_partners_call_for_a_look(firm):
    firm.partner(handles_cargo=True, since=date(2020, 1, 1))
    approved(firm, TODAY - timedelta(days=20))
    on = TODAY - timedelta(days=5)
    firm.add("incident", number="7", found_on=on, text="A broken seal.\nAt the gate.")
    firm.add("incident", number="6", found_on=TODAY - timedelta(days=30), text="Before.")
    firm.add("cbp_message", kind="alert", received_on=on, subject="Transshipment")
    firm.add("cbp_message", kind="alert", received_on=on, subject="Not ours", applies="no")
    firm.add("cbp_message", kind="message", received_on=on, subject="Hello")
    firm.partner("Lobito Mills", country="AO", handles_cargo=True, since=on)
    second = firm.partner("Blue Gate", handles_cargo=True, since=on)
    firm.partner("Auditors", handles_cargo=False, since=on)
    assert [(row.kind, row.what) for row in yearly.triggers(firm.scope)] == [
        ("partner", "New partner: Blue Gate"),
        ("country", "New partner in a new country: Lobito Mills"),
        ("incident", "Incident 7: A broken seal."),
        ("alert", "CTPAT alert: Transshipment"),
    ]
    (view,) = assessments.read(firm.scope, yearly.begin(firm.scope, 2027)).chains
    firm.builder.add_leg(view.chain.id, partner_id=second)
    assert "New partner: Blue Gate" not in [row.what for row in yearly.triggers(firm.scope)]


def test_a_new_supply_chain_calls_for_a_look_until_it_is_drawn(firm):
    approved(firm, TODAY - timedelta(days=20))
    key = firm.add("supply_chain", name="Cookware")
    (trigger,) = yearly.triggers(firm.scope)
    assert (trigger.kind, trigger.what) == ("route", "New supply chain: Cookware")
    firm.builder.take_chain(yearly.begin(firm.scope, 2027), key)
    assert yearly.triggers(firm.scope) == ()


def test_a_look_at_a_trigger_is_kept_with_its_decision(firm):
    approved(firm, TODAY - timedelta(days=20))
    firm.add("incident", number="7", found_on=TODAY, text="A broken seal.")
    (trigger,) = yearly.triggers(firm.scope)
    with pytest.raises(Problem, match="It is not said what was decided"):
        yearly.look(firm.scope, firm.assessment, [trigger], "Ana", "  ")
    yearly.look(firm.scope, firm.assessment, [trigger], "Ana", "The yard is rated again.")
    assert yearly.triggers(firm.scope) == ()
    with firm.workspace.read() as session:
        (row,) = session.scalars(select(RiskTrigger)).all()
    assert (row.what, row.seen_on, row.seen_by) == (trigger.what, TODAY, "Ana")
    firm.workspace.undo()
    assert yearly.triggers(firm.scope) == (trigger,)


def test_what_is_open_from_last_year_counts_for_the_same_leg_of_this_year(firm):
    leg = firm.leg(name="Packing", firm="Red Star", country="CN")
    own = {"owner": "Bo", "source": "risk", "risk_leg_id": leg}
    fence = firm.add("action", title="Fence", status="open", **own)
    firm.add("action", title="Lamp", status="done", **own)
    approved(firm, TODAY)
    key = yearly.begin(firm.scope, 2027)

    def planned(assessment):
        (view,) = assessments.read(firm.scope, assessment).legs
        return sorted(action.title for action in view.actions)

    assert planned(firm.assessment) == ["Fence", "Lamp"]
    assert planned(key) == ["Fence"]
    records.change(firm.workspace, "action", fence, status="done")
    assert planned(key) == []
