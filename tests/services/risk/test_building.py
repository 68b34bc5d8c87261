"""Chains built from partners, sites and the chains of forced labor."""

import pytest

from ctpat_desktop.documents.risk.flow_layout import depths, drawing
from ctpat_desktop.services.risk import steps
from ctpat_desktop.services.risk.drawing import flow_legs
from ctpat_desktop.support.errors import Problem
from tests.services.risk.test_assessments import TODAY, Firm


@pytest.fixture
def firm(workspace):
    return Firm(workspace)


def legs(firm):
    return [(view.leg.name, view.leg.goes_to) for view in firm.read().chains[0].legs]


def test_a_leg_takes_what_its_partner_or_site_says(firm):
    firm.leg(partner_id=firm.partner("Blue Gate", roles="customs_broker;drayage", city="Laredo"))
    site = firm.add("site", name="Savannah DC", city="Savannah", country="US")
    firm.leg(site_id=site)
    first, second = (view.leg for view in firm.read().chains[0].legs)
    assert (first.name, first.place, first.mode, first.contract) == (
        "Blue Gate",
        "Laredo",
        "truck",
        "direct",
    )
    assert (second.name, second.country, second.mode, second.contract) == (
        "Savannah DC",
        "US",
        "rest",
        "own",
    )
    assert legs(firm) == [("Blue Gate", "Savannah DC"), ("Savannah DC", "")]


def test_a_name_that_is_taken_gets_a_number(firm):
    for _ in range(3):
        firm.leg(name="Port", country="CN")
    assert legs(firm) == [("Port", "Port (2)"), ("Port (2)", "Port (3)"), ("Port (3)", "")]


def test_legs_are_connected_but_never_in_a_circle(firm):
    one, two, three = (firm.leg(name=name, country="CN") for name in "ABC")
    firm.builder.connect(one, three)
    assert legs(firm) == [("A", "C"), ("B", "C"), ("C", "")]
    with pytest.raises(Problem, match="The goods would come back to C"):
        firm.builder.connect(three, one)
    with pytest.raises(Problem, match="The goods would come back to A"):
        firm.builder.connect(one, one)
    firm.builder.connect(two, "")
    assert legs(firm) == [("A", "C"), ("B", ""), ("C", "")]
    firm.workspace.undo()
    assert legs(firm)[1] == ("B", "C")


def test_goods_go_on_to_several_legs(firm):
    one, two, three, four = (firm.leg(name=name, country="CN") for name in "ABCD")
    firm.builder.join(one, three)
    assert legs(firm) == [("A", "B; C"), ("B", "C"), ("C", "D"), ("D", "")]
    with pytest.raises(Problem, match="The goods would come back to D"):
        firm.builder.join(four, one)
    drawn = flow_legs(firm.read().chains[0])
    assert [leg.to for leg in drawn] == [(two, three), (three,), (four,), ()]
    assert depths(drawn) == {one: 3, two: 2, three: 1, four: 0}
    firm.builder.rename(two, "Yantian; old quay")
    assert legs(firm)[:2] == [("A", "Yantian, old quay; C"), ("Yantian, old quay", "C")]
    firm.builder.remove(two)
    assert legs(firm)[0] == ("A", "C")
    firm.builder.join(one, three)
    assert legs(firm)[0] == ("A", "")
    firm.builder.join(one, three)
    firm.builder.join(one, four)
    assert len(drawing(flow_legs(firm.read().chains[0]), "Way").lines) == 3


def test_a_way_past_other_legs_goes_around_them(firm):
    one, _, three = (firm.leg(name=name, country="CN") for name in "ABC")
    firm.builder.join(one, three)
    sheet = drawing(flow_legs(firm.read().chains[0]), "Way")
    longest = max(sheet.lines, key=lambda line: len(line.points))
    bottom = max(box.y + box.height for box in sheet.boxes)
    assert max(y for _, y in longest.points) > bottom
    assert max(y for _, y in longest.points) <= sheet.height
    assert [len(line.points) for line in sheet.lines].count(4) == 2, "the others go straight"


def test_a_circle_in_what_was_imported_is_drawn_and_named(firm):
    firm.leg(name="A", country="CN", firm="Li", contract="direct", goes_to="B")
    firm.leg(name="B", country="CN", firm="Li", contract="direct", goes_to="A; Moon")
    drawn = flow_legs(firm.read().chains[0])
    assert sorted(depths(drawn).values()) == [0, 1]
    found = [point.words for point in steps.steps(firm.read(), TODAY)[0].open]
    assert found == ["Foshan, B (Li): the goods go on to “Moon”, which is no leg of it"]


def test_a_renamed_leg_is_still_led_to(firm):
    firm.leg(name="A", country="CN")
    second = firm.leg(name="B", country="CN")
    firm.builder.rename(second, "Yantian")
    assert legs(firm) == [("A", "Yantian"), ("Yantian", "")]
    firm.builder.rename(second, "A")
    assert legs(firm) == [("A", "A (2)"), ("A (2)", "")]


def test_a_leg_stays_where_it_was_put(firm):
    leg = firm.leg(name="A", country="CN")
    firm.builder.move(leg, 120, 40)
    view = firm.view()
    assert (view.leg.x, view.leg.y) == (120, 40)


def test_a_forced_labor_chain_is_taken_over_once_typed(firm):
    chain = firm.add("supply_chain", name="Sofas", goods="Sofas", region="CN")
    partner = firm.partner()
    rows = (
        ("Mill", 3, "Red Star", None),
        ("Red Star", 1, "Harbor", partner),
        ("Harbor", 0, "", None),
    )
    for at, (name, tier, supplies, partner_id) in enumerate(rows):
        firm.add(
            "chain_node",
            supply_chain_id=chain,
            name=name,
            tier=tier,
            supplies=supplies,
            partner_id=partner_id,
            country="CN" if tier else "US",
            role="maker",
            position=at,
        )
    key = firm.builder.take_chain(firm.assessment, chain)
    view = next(view for view in firm.read().chains if view.chain.id == key)
    assert (view.chain.name, view.chain.origin, view.chain.supply_chain_id) == (
        "Sofas",
        "CN",
        chain,
    )
    assert [(leg.leg.name, leg.holder, leg.leg.goes_to) for leg in view.legs] == [
        ("Mill", "Mill", "Red Star"),
        ("Red Star", "Red Star Furniture", "Harbor"),
        ("Harbor", "Harbor", ""),
    ]
    firm.workspace.undo()
    assert len(firm.read().chains) == 1


def test_a_leg_of_a_chain_that_is_gone_says_so(firm):
    firm.workspace.undo()
    with pytest.raises(Problem, match="cargo chain is not there any more"):
        firm.leg(name="A", country="CN")
