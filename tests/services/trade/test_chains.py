"""Supply chains as maps: links by name, marks by records, and what is still open."""

import pytest

from ctpat_desktop.services.trade import chains
from ctpat_desktop.support.errors import Problem
from tests.services.trade.member import ago
from tests.services.trade.trading import Importer


@pytest.fixture
def firm(workspace):
    return Importer(workspace)


@pytest.fixture
def chain(firm):
    return firm.add("supply_chain", name="Cookware", hts="7323.93", is_high_risk=True)


def node(firm, chain, name, **values):
    usual = {"tier": 1, "country": "CN", "is_listed": "no", "checked_on": ago(9)}
    return firm.add("chain_node", supply_chain_id=chain, name=name, **{**usual, **values})


def drawn(firm, chain):
    found = chains.read(firm.workspace, chain)
    return {row.name: row for row in found.arrangement.firms}, found


def test_firms_are_linked_by_name_whatever_the_case_and_blanks(firm, chain):
    node(firm, chain, "Mill", supplies=" brassline   imports ")
    buyer = node(firm, chain, "Brassline Imports", tier=0)
    firms, _ = drawn(firm, chain)
    assert firms["Mill"].supplies == (buyer,)


def test_a_firm_may_supply_several(firm, chain):
    node(firm, chain, "Mill", tier=2, supplies="Pots, Ltd.; Pans")
    ids = [node(firm, chain, name, supplies="Us") for name in ("Pots, Ltd.", "Pans")]
    firms, _ = drawn(firm, chain)
    assert firms["Mill"].supplies == tuple(ids)


def test_a_name_that_is_no_firm_of_the_chain_is_told(firm, chain):
    node(firm, chain, "Mill", supplies="Nobody Inc.")
    firms, found = drawn(firm, chain)
    assert firms["Mill"].loose == ("Nobody Inc.",)
    assert "Mill supplies “Nobody Inc.”, which is no firm of this chain." in found.open


def test_a_firm_that_supplies_nobody_is_told_but_the_importer_is_not(firm, chain):
    node(firm, chain, "Mill")
    node(firm, chain, "Us", tier=0)
    _, found = drawn(firm, chain)
    assert found.open == ("Mill does not say whom it supplies.",)


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "checked"),
        ({"checked_on": None}, "open"),
        ({"is_listed": "unknown"}, "open"),
        ({"is_listed": ""}, "open"),
        ({"is_listed": "yes", "checked_on": None}, "listed"),
    ],
)
def test_the_state_of_a_firm(firm, chain, values, state):
    node(firm, chain, "Mill", **values)
    firms, _ = drawn(firm, chain)
    assert firms["Mill"].state == state


def test_state_and_risk_are_said_in_words(firm, chain):
    firm.add("risk_origin", country="CN")
    node(firm, chain, "Mill", role="raw", is_listed="yes", region="Hebei")
    firms, _ = drawn(firm, chain)
    assert firms["Mill"].lines == (
        "Raw material",
        "China, Hebei",
        "ON A LIST, 11/12/2026",
        "High-risk origin",
    )


@pytest.mark.parametrize(
    ("origin", "is_risky"),
    [
        ({"country": "CN"}, True),
        ({"country": "VN"}, False),
        ({"country": ""}, False),
        ({"country": "CN", "region": "hebei"}, True),
        ({"country": "CN", "region": "Xinjiang"}, False),
        ({"country": "CN", "hts": "7323"}, True),
        ({"country": "CN", "hts": "7615"}, False),
    ],
)
def test_a_risky_origin_fits_by_country_region_and_goods(firm, chain, origin, is_risky):
    firm.add("risk_origin", **origin)
    node(firm, chain, "Mill", region="Hebei province")
    firms, _ = drawn(firm, chain)
    assert firms["Mill"].is_risky is is_risky


def test_cycles_and_firms_that_supply_themselves_survive(firm, chain):
    node(firm, chain, "A", supplies="B")
    node(firm, chain, "B", supplies="A; B")
    _, found = drawn(firm, chain)
    assert len(found.arrangement.links) == 2


def test_two_firms_of_one_name_are_both_drawn(firm, chain):
    node(firm, chain, "Mill")
    node(firm, chain, "Mill")
    assert len(chains.read(firm.workspace, chain).arrangement.firms) == 2


def test_a_chain_without_firms_is_empty(firm, chain):
    assert chains.read(firm.workspace, chain).arrangement.columns == ()


def test_chains_are_found_by_name_and_the_others_are_listed(firm, chain):
    assert chains.called(firm.scope, "cookware") == chain
    with pytest.raises(Problem) as told:
        chains.called(firm.scope, "wool")
    assert "Cookware" in told.value.line()


def test_risky_chains_come_first(firm, chain):
    firm.add("supply_chain", name="Almonds")
    assert [title for _, title in chains.titles(firm.scope)] == [
        "Cookware",
        "Almonds",
    ]
