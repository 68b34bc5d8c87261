"""The layout of a supply chain: every firm stands once, nothing overlaps, large maps go on."""

import random

import pytest

from ctpat_desktop.documents.core.chain_layout import (
    MOST_COLUMNS,
    MOST_ROWS,
    Firm,
    arranged,
    folded_names,
    named,
    pages,
    whole,
)
from ctpat_desktop.documents.core.diagram import Edge


def firm(key, tier, *supplies, **values):
    return Firm(key, f"Firm {key}", tier, supplies=supplies, **values)


def laid(*firms):
    return arranged(firms, "Tier {n}", "No tier")


def chance_chain(seed, count):
    """A chain at random, with cycles, skipped tiers, unknown tiers and ids that are not there."""
    chance = random.Random(seed)
    keys = [str(number) for number in range(count)]
    return laid(
        *(
            firm(
                key,
                chance.choice([None, *range(chance.randint(1, 9))]),
                *chance.choices([*keys, "nobody"], k=chance.randint(0, 3)),
            )
            for key in keys
        )
    )


def overlap(one, other):
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def test_raw_material_stands_left_and_the_importer_right():
    found = laid(firm("us", 0), firm("mill", 2), firm("works", 1))
    assert found.titles == ("Tier 2", "Tier 1", "Tier 0")


def test_firms_without_a_tier_stand_at_the_far_left():
    found = laid(firm("us", 0), firm("mill", 5), firm("lost", None))
    assert found.titles == ("No tier", "Tier 5", "Tier 0")


def test_links_name_each_pair_once_and_nobody_itself():
    found = laid(firm("a", 1, "b", "b", "a", "gone"), firm("b", 0, "a"))
    assert found.links == (("a", "b"), ("b", "a"))


def test_a_firm_that_supplies_two_has_two_links():
    found = laid(firm("mill", 2, "a", "b"), firm("a", 1), firm("b", 1))
    assert found.links == (("mill", "a"), ("mill", "b"))


def test_firms_stand_close_to_those_they_supply():
    makers = [firm(name, 1, "us") for name in "abc"]
    mills = [firm("x", 2, "c"), firm("y", 2, "b"), firm("z", 2, "a")]
    found = laid(firm("us", 0), *makers, *mills)
    order = [row.id for row in found.columns[0]]
    places = {row.id: at for at, row in enumerate(found.columns[1])}
    assert [places[row.supplies[0]] for row in found.columns[0]] == sorted(places.values()), order


SIZES = [(seed, count) for seed, count in enumerate((1, 2, 7, 12, 30, 60, 60, 60))]


@pytest.mark.parametrize(("seed", "count"), SIZES)
def test_every_firm_stands_on_exactly_one_page(seed, count):
    sheets = pages(chance_chain(seed, count), "Chain")
    ids = [box.id for sheet in sheets for box in sheet.boxes]
    assert sorted(ids, key=int) == [str(number) for number in range(count)]


@pytest.mark.parametrize(("seed", "count"), SIZES)
def test_no_boxes_overlap_and_none_leaves_its_sheet(seed, count):
    found = chance_chain(seed, count)
    for sheet in (*pages(found, "Chain"), whole(found, "Chain")):
        for at, box in enumerate(sheet.boxes):
            assert box.x >= 0
            assert box.y >= 0
            assert box.x + box.width <= sheet.width
            assert box.y + box.height <= sheet.height
            assert not any(overlap(box, other) for other in sheet.boxes[at + 1 :])


@pytest.mark.parametrize(("seed", "count"), SIZES)
def test_the_screen_draws_every_link(seed, count):
    found = chance_chain(seed, count)
    assert len(whole(found, "Chain").lines) == len(found.links)


@pytest.mark.parametrize(("seed", "count"), SIZES)
def test_lines_stay_on_their_sheet(seed, count):
    for sheet in pages(chance_chain(seed, count), "Chain"):
        for line in sheet.lines:
            assert all(0 <= x <= sheet.width and 0 <= y <= sheet.height for x, y in line.points)


def test_the_same_firms_give_the_same_map_in_any_order():
    firms = [firm(str(n), n % 4, str((n * 7) % 20)) for n in range(20)]
    turned = list(reversed(firms))
    assert pages(laid(*firms), "Chain") == pages(laid(*turned), "Chain")


def test_a_small_chain_is_one_page_with_its_plain_title():
    (sheet,) = pages(laid(firm("a", 1, "b"), firm("b", 0)), "Wool")
    assert sheet.title == "Wool"


def test_a_large_chain_goes_on_with_numbered_pages():
    sheets = pages(laid(*(firm(str(n), 1) for n in range(MOST_ROWS + 1))), "Wool")
    assert [sheet.title for sheet in sheets] == ["Wool (1/2)", "Wool (2/2)"]


def test_a_deep_chain_goes_on_to_the_right():
    firms = [firm(str(tier), tier, str(tier - 1)) for tier in range(MOST_COLUMNS + 1)]
    assert len(pages(laid(*firms), "Deep")) == 2


def test_a_link_to_another_page_is_told_on_both():
    firms = [firm(str(tier), tier, str(tier - 1)) for tier in range(MOST_COLUMNS + 1)]
    words = [{mark.text for mark in sheet.labels} for sheet in pages(laid(*firms), "Deep")]
    assert "Firm 2 >" in words[0]
    assert "> Firm 3" in words[1]


def test_several_links_to_other_pages_are_counted():
    makers = [firm(f"m{n}", 1, "us") for n in range(MOST_ROWS)]
    firms = [*makers, *(firm(f"n{n}", 1, "us") for n in range(MOST_ROWS)), firm("us", 0)]
    words = {mark.text for sheet in pages(laid(*firms), "Wide") for mark in sheet.labels}
    assert any(word.startswith(f"> ({MOST_ROWS}) ") for word in words)


def test_marks_are_shapes_beside_the_words():
    found = laid(
        firm("a", 1, state="open"), firm("b", 1, state="listed"), firm("c", 1, is_risky=True)
    )
    boxes = {box.id: box for box in whole(found, "Chain").boxes}
    assert (boxes["a"].edge, boxes["b"].edge, boxes["c"].edge) == (
        Edge.OPEN,
        Edge.ALARM,
        Edge.PLAIN,
    )
    assert [boxes[key].is_flagged for key in "abc"] == [False, False, True]


def test_no_firm_is_an_empty_map():
    assert pages(laid(), "Nothing") == ()
    assert whole(laid(), "Nothing").boxes == ()


@pytest.mark.parametrize(
    ("text", "ids", "loose"),
    [
        ("", (), ()),
        ("  Pots,  LTD. ", ("1",), ()),
        ("Pots, Ltd.; Pans", ("1", "2"), ()),
        ("Pans; Nobody", ("2",), ("Nobody",)),
        (";;", (), ()),
    ],
)
def test_a_text_names_firms(text, ids, loose):
    assert named(text, folded_names([("1", "Pots, Ltd."), ("2", "Pans"), ("3", "pans")])) == (
        ids,
        loose,
    )
