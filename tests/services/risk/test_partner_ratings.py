"""The risk of partners read from a real file, what a person says beside it, and the plan."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ctpat_desktop.catalogue.questionnaires import load_model, to_json
from ctpat_desktop.checklist.due_diligence import Method, State
from ctpat_desktop.checklist.partner_points import Factor, Weights
from ctpat_desktop.checklist.risk import Level
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies, settings
from ctpat_desktop.services.files import workspaces
from ctpat_desktop.services.profile import review
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import partner_ratings
from ctpat_desktop.services.risk.partner_ratings import OwnRating
from ctpat_desktop.support.errors import Problem

TODAY = date(2026, 11, 21)
DAY = TODAY - timedelta(days=60)
QUESTIONS = load_model().for_roles(("warehouse",))
MUST = next(row for row in QUESTIONS.questions if row.must and row.kind == "yes_no")


class Firm:
    """An importer with a dated country source."""

    def __init__(self, workspace):
        self.workspace = workspace
        account = companies.start(workspace, "Harbor", "importer", 2026)
        self.scope = Scope.of(workspace, account, TODAY)
        self.source = self.add("country_source", name="Report", edition="2026", issued_on=DAY)
        self.add("country_rating", country_source_id=self.source, country="UY", level="low")

    def add(self, table, **values):
        return records.add(self.workspace, table, company_id=self.scope.company_id, **values)

    def change(self, table, key, **values):
        records.change(self.workspace, table, key, **values)

    def partner(self, name="Lanas", **values):
        """Add a partner about whom all is known and good, but for its answers."""
        good = {
            "status": "active",
            "country": "UY",
            "roles": "warehouse",
            "handles_cargo": True,
            "volume": 0,
            "ctpat_status": "member",
            "monitoring": "certified",
            "checked_on": DAY,
        }
        return self.add("partner", name=name, **{**good, **values})

    def questionnaire(self, partner, worst=None, on=DAY):
        """Store an accepted return with the best answers; `worst` answers the chosen Must."""
        request = self.add(
            "partner_request",
            partner_id=partner,
            reference="Q26-1",
            definition=to_json(QUESTIONS),
            checksum=QUESTIONS.checksum,
            state="accepted",
            returned_on=on,
            signed_on=on,
        )
        for question in QUESTIONS.questions:
            value = good(question)
            if question.key == MUST.key and worst is not None:
                value = worst
            if value:
                values = {"key": question.key, "value": value, "state": "accepted"}
                self.add("partner_answer", partner_request_id=request, **values)
        return request

    def rated(self, key):
        return partner_ratings.read(self.scope).partner(key)

    def points(self, key, factor):
        return next(row for row in self.rated(key).computed.points if row.factor == factor)


def good(question):
    if question.key == "PQ-01":
        return "none"
    if question.kind == "choice":
        return max(question.options, key=lambda option: option.points).value
    if question.kind == "multi_choice":
        return ";".join(row.value for row in question.options if row.points > 0)
    plain = {"yes_no": "yes", "date": (DAY - timedelta(days=9)).isoformat()}
    return plain.get(question.kind, str(question.enough or 1))


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def test_a_partner_of_whom_all_is_known_and_good_is_low(firm):
    key = firm.partner()
    firm.questionnaire(key)
    rated = firm.rated(key)
    assert (rated.computed.rating.level, rated.computed.total) == (Level.LOW, 15)
    assert rated.is_member


@pytest.mark.parametrize(
    "change",
    [
        {"country": ""},
        {"country": "IT"},
        {"roles": "", "handles_cargo": False},
        {"volume": None},
        {"ctpat_status": ""},
        {"checked_on": None},
        {"monitoring": ""},
    ],
)
def test_taking_a_fact_away_never_reads_as_low(firm, change):
    key = firm.partner()
    firm.questionnaire(key)
    firm.change("partner", key, **change)
    assert firm.rated(key).computed.rating.level is not Level.LOW


def test_a_source_without_a_day_rates_nothing(firm):
    key = firm.partner()
    firm.questionnaire(key)
    firm.change("country_source", firm.source, issued_on=None)
    assert firm.rated(key).computed.rating.level is None
    assert "No dated country source is chosen" in firm.points(key, "country").reason
    settings.put(firm.workspace, "partner_risk_sources", [firm.source])
    assert not firm.points(key, "country").is_known


def test_a_chosen_source_that_is_gone_leaves_the_country_unknown(firm):
    key = firm.partner()
    other = firm.add("country_source", name="Index", issued_on=DAY)
    settings.put(firm.workspace, "partner_risk_sources", [firm.source, other])
    records.remove(firm.workspace, "country_source", other)
    assert not firm.points(key, "country").is_known


def test_a_must_that_is_missing_is_high_until_its_repair_is_proven(firm):
    key = firm.partner()
    request = firm.questionnaire(key, "no")
    rated = firm.rated(key)
    assert rated.computed.rating.level is Level.HIGH
    assert rated.computed.lacking == (MUST.criterion,)
    (link,) = firm.points(key, "answers").links
    assert (link.table, link.record_id) == ("partner_request", request)
    values = {"criterion": MUST.criterion, "title": "Mend it", "status": "done"}
    action = firm.add("action", partner_id=key, **values)
    assert firm.rated(key).computed.lacking
    firm.change("action", action, status="verified", verified_on=TODAY)
    assert firm.rated(key).computed.rating.level is Level.LOW


def test_an_answer_that_is_taken_away_is_not_known(firm):
    key = firm.partner()
    firm.questionnaire(key, "")
    rated = firm.rated(key)
    assert rated.computed.rating.level is None
    assert f"Musts without an answer: {MUST.criterion}" in firm.points(key, "answers").reason


def test_records_that_name_the_partner_count_and_can_be_gone_to(firm):
    key = firm.partner(name="Puerto Sur")
    known = {"partner_id": key, "found_on": DAY}
    incident = firm.add("incident", number="26-01", closed_on=TODAY, **known)
    assert firm.points(key, "troubles").value == 5
    firm.add("discrepancy", shipment="S-1", settled_on=TODAY, **known)
    seal = firm.add("seal", number="HL 1", issued_to="puerto sur", state="broken", used_on=DAY)
    firm.add("seal", number="HL 2", issued_to="Puerto Sur", state="used", used_on=DAY)
    row = firm.points(key, "troubles")
    assert row.value == 10
    assert {link.record_id for link in row.links} >= {incident, seal}
    assert len(row.links) == 3


def test_a_share_is_of_the_figures_of_active_partners(firm):
    key = firm.partner(volume=10)
    firm.partner("Other", volume=90)
    firm.partner("Prospect", volume=900, status="prospect")
    assert "10 % of the shipments a year" in firm.points(key, "volume").reason


def test_further_addresses_count_with_their_country(firm):
    key = firm.partner()
    firm.add("country_rating", country_source_id=firm.source, country="CN", level="high")
    firm.add("partner_address", partner_id=key, country="CN")
    assert firm.points(key, "country").value == 20


def test_ended_partners_are_left_out_and_high_comes_first(firm):
    firm.partner("Ended", status="ended")
    low = firm.partner("A low one")
    firm.questionnaire(low)
    high = firm.partner("B high one")
    firm.questionnaire(high, "no")
    unknown = firm.partner("C unknown one")
    order = [row.row.id for row in partner_ratings.read(firm.scope).partners]
    assert order == [high, unknown, low]


def test_a_rating_of_ones_own_wants_a_reason_and_a_day(firm):
    key = firm.partner()
    for own, words in (
        (OwnRating(Level.LOW, " ", TODAY), "It is not said why."),
        (OwnRating(Level.LOW, "Known", None), "The day of the rating is missing."),
        (OwnRating(Level.LOW, "Known", date(2027, 1, 1)), "lies in the future"),
    ):
        with pytest.raises(Problem, match=words):
            partner_ratings.override(firm.scope, key, own)
    assert firm.rated(key).own is None


def test_a_rating_of_ones_own_stands_beside_the_computed_one(firm):
    key = firm.partner()
    firm.questionnaire(key, "no")
    partner_ratings.override(firm.scope, key, OwnRating(Level.LOW, "Visited twice.", TODAY))
    rated = firm.rated(key)
    assert (rated.own, rated.computed.rating.level) == (Level.LOW, Level.HIGH)
    assert rated.is_override
    assert rated.is_lower
    assert rated.level is Level.LOW
    firm.change("partner", key, risk_reasons="")
    assert firm.rated(key).level is Level.HIGH


def test_computed_ratings_are_taken_over_in_one_step_that_can_be_undone(firm):
    first, second = firm.partner("A"), firm.partner("B")
    firm.questionnaire(first)
    firm.questionnaire(second, "no")
    unknown = firm.partner("C")
    taken = partner_ratings.take_over(firm.scope, {first, second, unknown})
    assert (taken.count, taken.left) == (2, 1)
    rows = [records.stored(firm.workspace, "partner", key) for key in (first, second, unknown)]
    assert [row.risk for row in rows] == ["low", "high", ""]
    assert rows[0].risk_on == TODAY
    assert "Program status: 0 of 15. Membership verified" in rows[0].risk_reasons
    assert not firm.rated(first).is_override
    firm.workspace.undo()
    rows = [records.stored(firm.workspace, "partner", key) for key in (first, second)]
    assert [row.risk for row in rows] == ["", ""]


def test_weights_are_kept_and_put_back_to_our_defaults(firm):
    key = firm.partner()
    firm.questionnaire(key)
    before = partner_ratings.read(firm.scope)
    heavy = replace(Weights(), role=100, medium_from=30, high_from=50)
    assert before.moved(heavy) == {(Level.LOW, Level.HIGH): 1}
    partner_ratings.keep_weights(firm.scope, heavy, ())
    assert firm.points(key, Factor.ROLE).value == 100
    partner_ratings.keep_weights(firm.scope, Weights(), ())
    assert firm.points(key, Factor.ROLE).value == 15
    with firm.workspace.read() as session:
        assert settings.beginning(session, "partner_risk") == {}
    with pytest.raises(Problem, match="Medium cannot begin above High"):
        partner_ratings.keep_weights(firm.scope, replace(heavy, medium_from=60), ())


def test_the_plan_says_how_and_by_when(firm):
    member = firm.partner("Member")
    firm.questionnaire(member)
    high = firm.partner("High", checked_on=TODAY - timedelta(days=380))
    firm.questionnaire(high, "no", on=date(2025, 10, 1))
    never = firm.partner("Never", ctpat_status="not_member", roles="highway_carrier")
    office = firm.partner("Office", roles="it_provider", handles_cargo=False, checked_on=None)
    duties = partner_ratings.read(firm.scope).duties
    rows = {key: (row.method, row.state, row.due) for key, row in duties.items()}
    assert rows == {
        member: (Method.CHECK, State.DONE, date(2027, 9, 22)),
        high: (Method.VISIT, State.LATE, date(2026, 10, 1)),
        never: (Method.QUESTIONNAIRE, State.NONE, date(2026, 12, 31)),
        office: (Method.CHECK, State.NONE, date(2026, 12, 31)),
    }


def test_days_of_the_plan_are_taken_over_only_when_asked(firm):
    key = firm.partner()
    partner_ratings.read(firm.scope).duties  # noqa: B018 - looking changes nothing
    assert records.stored(firm.workspace, "partner", key).next_assessment_on is None
    assert partner_ratings.take_days(firm.scope, {key}).count == 1
    assert records.stored(firm.workspace, "partner", key).next_assessment_on == date(2027, 9, 22)
    firm.workspace.undo()
    assert records.stored(firm.workspace, "partner", key).next_assessment_on is None


def test_a_rating_without_a_reason_is_a_finding(firm):
    key = firm.partner(risk="low")
    rules = [row.rule for row in review.review(firm.scope).findings]
    assert "partner.rating_reason" in rules
    firm.change("partner", key, risk_reasons="Visited.")
    rules = [row.rule for row in review.review(firm.scope).findings]
    assert "partner.rating_reason" not in rules


def test_the_sample_has_partners_of_every_band(sample):
    workspace = workspaces.open_file(sample)
    ratings = partner_ratings.read(Scope.of(workspace, companies.choose(workspace), TODAY))
    workspace.close()
    assert ratings.counts() == {
        Level.HIGH: 4,
        Level.MEDIUM: 3,
        Level.LOW: 2,
        None: 22,
    }
    assert [row.row.name for row in ratings.partners if row.is_lower] == [
        "Vainilla del Golfo S.P.R. de R.L.",
        "Zhongshan Yuhe Metalware Co.",
    ]
