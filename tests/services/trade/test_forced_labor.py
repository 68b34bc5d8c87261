"""The six requirements: each part that is missing is named, and leads to where it is mended."""

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.trade import forced_labor
from tests.services.trade.member import Ready, ago
from tests.services.trade.trading import TODAY


@pytest.fixture
def firm(workspace):
    return Ready(workspace)


def row(firm, requirement):
    found = forced_labor.assess(Scope(firm.workspace, firm.account_id, firm.company_id, TODAY))
    return next(line for line in found.rows if line.requirement.id == requirement)


def test_all_six_are_shown(firm):
    found = forced_labor.assess(Scope(firm.workspace, firm.account_id, firm.company_id, TODAY))
    assert [line.lacks for line in found.rows] == [()] * 6
    assert found.count("shown") == 6


def test_an_empty_company_shows_none(workspace):
    account = companies.start(workspace, "New", "importer", 2026)
    company = companies.dossier(workspace, account).company.id
    found = forced_labor.assess(Scope(workspace, account, company, TODAY))
    assert found.count("missing") == 6


SPOILED = [
    ("FL1", "supply_chain", "chain", {"reason": ""}),
    ("FL1", "supply_chain", "chain", {"mapped_on": None}),
    ("FL1", "chain_node", "mill", {"checked_on": None}),
    ("FL1", "chain_node", "mill", {"is_listed": "yes"}),
    ("FL2", "code_of_conduct", "code", {"evidence_id": None}),
    ("FL2", "code_of_conduct", "code", {"address": ""}),
    ("FL2", "code_of_conduct", "code", {"published_on": ago(-1)}),
    ("FL2", "code_of_conduct", "code", {"uploaded_on": None}),
    ("FL2", "code_of_conduct", "code", {"commits_to_mapping": False}),
    ("FL3", "training_session", "session", {"held_on": ago(366)}),
    ("FL3", "diligence_letter", "audit", {"outcome": "concerns"}),
    ("FL4", "diligence_letter", "letter", {"kind": "audit"}),
    ("FL4", "diligence_letter", "training", {"kind": "audit"}),
    ("FL5", "remediation", "plan", {"cbp_contact": ""}),
]


@pytest.mark.parametrize(("requirement", "table", "record", "values"), SPOILED)
def test_one_missing_part_is_partly_and_named(firm, requirement, table, record, values):
    firm.change(table, getattr(firm, record), **values)
    found = row(firm, requirement)
    assert (found.state, len(found.lacks)) == ("partly", 1)


def test_the_place_is_the_record_that_lacks_something(firm):
    firm.change("chain_node", firm.mill, is_listed="yes")
    place = row(firm, "FL1").place
    assert (place.table, place.record_id, place.field) == ("chain_node", firm.mill, "is_listed")


def test_without_any_practice_the_sixth_is_missing(firm):
    firm.change("best_practice", firm.practice, shared_with="")
    assert row(firm, "FL6").state == "missing"


def test_every_active_maker_must_be_told(firm):
    firm.add("partner", name="Second works", roles="manufacturer", status="active")
    assert "1 of 2 makers told, by letter or contract" in row(firm, "FL4").lacks


def test_a_contract_clause_tells_a_maker_as_well(firm):
    partner = firm.add("partner", name="Second works", roles="manufacturer", status="active")
    firm.add("contract", partner_id=partner, title="2026", has_labor_terms=True)
    assert row(firm, "FL4").state == "shown"


def test_a_training_counts_by_its_topic(firm):
    firm.change("training_session", firm.session, title="May round")
    assert row(firm, "FL3").state == "partly"
    topic = firm.add("topic", title="Forced labor in supply chains")
    firm.add("session_topic", training_session_id=firm.session, topic_id=topic)
    assert row(firm, "FL3").state == "shown"


def test_a_chain_of_low_risk_needs_no_map(firm):
    firm.change("supply_chain", firm.chain, mapped_on=None, is_high_risk=False)
    assert row(firm, "FL1").state == "shown"


@pytest.mark.parametrize(
    ("accepted", "since"), [(2021, "2023-08-01"), (2024, "2022-08-01"), (None, "2022-08-01")]
)
def test_earlier_members_had_a_year_longer(firm, accepted, since):
    day = TODAY.replace(year=accepted) if accepted else None
    firm.change("trade_membership", firm.membership, accepted_on=day)
    found = forced_labor.assess(Scope(firm.workspace, firm.account_id, firm.company_id, TODAY))
    assert found.since.isoformat() == since


def test_own_words_stand_beside(firm):
    forced_labor.answer(
        Scope.of_company(firm.workspace, firm.company_id, TODAY),
        "FL2",
        TODAY.year,
        text="Since February.",
    )
    assert row(firm, "FL2").stored.text == "Since February."


@pytest.mark.parametrize(
    "title", ["Signes du travail forcé", "Indicios de trabajo forzoso", "Trabajo forzado"]
)
def test_a_training_counts_in_each_language_of_the_screens(firm, title):
    firm.change("training_session", firm.session, title=title)
    assert row(firm, "FL3").lacks == ()
