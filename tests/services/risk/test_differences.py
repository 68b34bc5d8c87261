"""What an assessment says otherwise than the one before."""

import pytest

from ctpat_desktop.records import RiskChain, RiskLeg, ThreatRating
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.risk import differences, printed, yearly
from ctpat_desktop.services.risk.building import Builder
from tests.closing import find
from tests.services.risk.test_assessments import Firm


@pytest.fixture
def firm(workspace):
    made = Firm(workspace)
    made.leg(name="Packing", firm="Red Star", country="CN")
    made.leg(name="Port", firm="Port Co", country="CN")
    made.threats("low", kinds=("theft",))
    return made


@pytest.fixture
def next_year(firm):
    return yearly.begin(firm.scope, 2027)


def row(firm, kind, **values):
    """Return the id of a row of the new year."""
    return find(firm.workspace, kind, **values).id


def chain_of(firm, year):
    return row(firm, RiskChain, risk_assessment_id=year)


def test_the_first_assessment_has_nothing_to_compare_with(firm):
    assert differences.compared(firm.scope, firm.assessment) is None
    assert printed.sheet_of(firm.scope, firm.assessment).last == ""


def test_a_copied_assessment_is_the_same(firm, next_year):
    found = differences.compared(firm.scope, next_year)
    assert (found.year, found.sentences) == (2026, ())
    sheet = printed.sheet_of(firm.scope, next_year)
    assert (sheet.last, sheet.differences) == ("2026", found.words)


def test_each_thing_that_is_otherwise_is_one_sentence(firm, next_year):
    build = Builder(firm.scope)
    chain = chain_of(firm, next_year)
    build.add_chain(next_year, name="Hanoi", origin="VN")
    build.add_leg(chain, name="Rail", firm="Rail Co", country="CN")
    own = {"risk_chain_id": chain}
    change = records.change
    change(firm.workspace, "risk_leg", row(firm, RiskLeg, name="Packing", **own), firm="Blue Star")
    records.remove(firm.workspace, "risk_leg", row(firm, RiskLeg, name="Port", **own))
    threat = row(firm, ThreatRating, risk_assessment_id=next_year)
    change(firm.workspace, "threat_rating", threat, level="high")
    assert differences.compared(firm.scope, next_year).sentences == (
        "New chain: Hanoi",
        "Foshan, Packing: another holds the goods",
        "Foshan: new leg Rail",
        "Foshan: leg left out: Port",
        "Cargo theft in China: Low before, High now",
    )
    records.remove(firm.workspace, "threat_rating", threat)
    records.remove(firm.workspace, "risk_chain", chain)
    assert differences.compared(firm.scope, next_year).sentences == (
        "New chain: Hanoi",
        "Chain left out: Foshan",
        "Cargo theft in China: Low before, not rated now",
    )
