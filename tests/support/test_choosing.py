"""A name a person typed, and which of several things is meant."""

import pytest

from ctpat_desktop.support.choosing import MOST_NAMED, find_one
from ctpat_desktop.support.errors import Problem

SITES = [(("Côte yard",), 1), (("Cote yard",), 2), (("Newark", "dock"), 3), (("New York",), 4)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Cote yard", 2),
        ("CÔTE YARD", 1),
        ("dock", 3),
        ("newa", 3),
        ("york", 4),
        (" Newark ", 3),
        ("new-york", 4),
    ],
)
def test_as_written_counts_before_alike_and_a_part(name, meant):
    assert find_one(name, SITES, "site") == meant


@pytest.mark.parametrize("name", ["new", "yard", "cöte yard"])
def test_a_name_that_fits_several_is_asked_for_again(name):
    with pytest.raises(Problem, match="does not name exactly one site"):
        find_one(name, SITES, "site")


def test_only_those_that_fit_are_listed():
    with pytest.raises(Problem) as told:
        find_one("new", SITES, "site")
    assert told.value.hint == "Use one of: Newark, New York."


@pytest.mark.parametrize("name", ["Mars", "", " ", "—"])
def test_what_fits_nothing_lists_all(name):
    with pytest.raises(Problem, match="There is no site") as told:
        find_one(name, SITES, "site")
    assert told.value.hint == "Use one of: Côte yard, Cote yard, Newark, New York."


def test_a_part_is_not_enough_where_the_name_must_be_whole():
    with pytest.raises(Problem, match="There is no site “newa”"):
        find_one("newa", SITES, "site", is_whole=True)


def test_where_there_is_none_that_is_said():
    with pytest.raises(Problem) as told:
        find_one("Mars", [], "site")
    assert told.value.hint == "There is none yet."


def test_of_very_many_the_nearest_are_named_first_and_the_rest_is_counted():
    many = [((f"Partner {n}, Inc.",), n) for n in range(MOST_NAMED + 40)] + [(("Ñandú",), -1)]
    with pytest.raises(Problem) as told:
        find_one("Nandus", many, "partner")
    assert told.value.hint.startswith("Use one of: Ñandú; Partner ")
    assert told.value.hint.endswith("(41 more).")
