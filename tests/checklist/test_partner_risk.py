"""The arithmetic of a partner's risk, by tables and over every combination."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from ctpat_desktop.checklist.partner_facts import (
    AnswersFact,
    CountryFact,
    Link,
    PartnerFacts,
    StatusFact,
    Trouble,
)
from ctpat_desktop.checklist.partner_points import Factor, Weights
from ctpat_desktop.checklist.partner_risk import band_words, rate
from ctpat_desktop.checklist.risk import Asked, Level, Met, Rating

TODAY = date(2026, 11, 21)
RECENT, OLD = date(2026, 6, 1), date(2024, 6, 1)
WEIGHTS = Weights()


def country(level, name="China"):
    return CountryFact(name, "Invented report 2026", level)


def answers(must="met", should="met", on=RECENT, **values):
    asked = (
        *(Asked(f"3.{at}", True, Met.MET) for at in range(1, 9)),
        Asked("6.1", True, Met(must)),
        Asked("2.4", False, Met(should)),
    )
    return AnswersFact(asked, on, "Q26-1", **values)


def trouble(on=RECENT, *, is_open=False):
    return Trouble(Link("incident", "i", "26-01 Seal cut"), on, is_open)


VERIFIED = StatusFact("member", is_shown=True, checked_on=RECENT)
GOOD = PartnerFacts(
    countries=(country(Level.LOW),),
    roles=("warehouse",),
    handles_cargo=True,
    share=0.01,
    status=VERIFIED,
    answers=answers(),
    labor="clear",
    labor_on=RECENT,
)
"""All is known and as good as it can be."""


def points(facts, factor, weights=WEIGHTS):
    return next(row for row in rate(facts, weights, TODAY).points if row.factor is factor)


@pytest.mark.parametrize(
    ("change", "factor", "value", "words"),
    [
        ({}, "country", 0, "China is rated low by Invented report 2026."),
        ({"countries": (country(Level.MEDIUM),)}, "country", 10, "China is rated medium by"),
        ({"countries": (country(Level.HIGH),)}, "country", 20, "China is rated high by"),
        ({}, "role", 15, "It handles the cargo"),
        ({"handles_cargo": False, "roles": ("sea_carrier",)}, "role", 11, "carries or arranges"),
        ({"handles_cargo": False, "roles": ("it_provider",)}, "role", 5, "away from the cargo"),
        ({"handles_cargo": False, "roles": ("it_provider",)}, "volume", 0, "No goods go through"),
        ({"share": 0.25}, "volume", 10, "25 % of the shipments a year"),
        ({"share": 0.05, "roles": ("supplier",)}, "volume", 5, "5 % of the value bought a year"),
        ({}, "status", 0, "Membership verified 06/01/2026: full credit."),
        ({"status": replace(VERIFIED, checked_on=OLD)}, "status", 12, "more than 365 days ago"),
        ({"status": replace(VERIFIED, expired_on=OLD)}, "status", 12, "ran out on 06/01/2024"),
        ({"status": replace(VERIFIED, lapsed="Suspended")}, "status", 15, "says: Suspended"),
        ({"status": StatusFact("not_member")}, "status", 15, "It is no member: no credit."),
        ({"answers": answers(should="missing")}, "answers", 2, "1 of 10 criteria are not met"),
        ({"answers": answers(must="partly")}, "answers", 20, "though a Must: 6.1."),
        ({"answers": answers("missing", mended=frozenset({"6.1"}))}, "answers", 0, "0 of 10"),
        ({"troubles": (trouble(),)}, "troubles", 5, "all are closed: 26-01 Seal cut."),
        ({"troubles": (trouble(is_open=True),)}, "troubles", 10, "one is still open"),
        ({"troubles": (trouble(date(2023, 11, 20)),)}, "troubles", 0, "last 3 years"),
        ({"troubles": (trouble(date(2023, 11, 21)),)}, "troubles", 5, "all are closed"),
        ({"troubles": (trouble(None),)}, "troubles", 5, "all are closed"),
        ({}, "labor", 0, "no screening is asked"),
        ({"labor": "concern"}, "labor", 10, "has a concern"),
    ],
)
def test_each_factor_says_its_points_and_why(change, factor, value, words):
    row = points(replace(GOOD, **change), Factor(factor))
    assert (row.value, row.is_known) == (value, True)
    assert words in row.reason


@pytest.mark.parametrize(
    ("change", "factor", "value", "words"),
    [
        ({"countries": ()}, "country", 0, "No country is entered."),
        ({"countries": (CountryFact("China", ""),)}, "country", 0, "No dated country source"),
        ({"countries": (country(None),)}, "country", 0, "does not rate China"),
        ({"countries": (country(Level.MEDIUM), country(None, "Italy"))}, "country", 10, "Italy"),
        ({"handles_cargo": False, "roles": ()}, "role", 0, "No role is entered."),
        ({"share": None}, "volume", 0, "Not entered: shipments a year."),
        ({"status": StatusFact()}, "status", 15, "Nobody knows"),
        ({"status": replace(VERIFIED, checked_on=None)}, "status", 15, "no check has shown"),
        ({"status": replace(VERIFIED, is_shown=False)}, "status", 15, "no check has shown"),
        ({"status": replace(VERIFIED, checked_on=date(2027, 1, 1))}, "status", 15, "no credit"),
        ({"answers": None}, "answers", 0, "No answers of a questionnaire are accepted."),
        ({"answers": answers("unknown")}, "answers", 2, "Musts without an answer: 6.1."),
        ({"answers": answers(on=OLD)}, "answers", 0, "too old"),
        ({"answers": AnswersFact(score=84)}, "answers", 4, "scored 84 of 100"),
        ({"roles": ("manufacturer",), "labor": ""}, "labor", 0, "not done"),
        ({"roles": ("manufacturer",), "labor_on": OLD}, "labor", 5, "too old"),
    ],
)
def test_what_is_not_known_says_so_and_is_never_low(change, factor, value, words):
    facts = replace(GOOD, **change)
    row = points(facts, Factor(factor))
    assert (row.value, row.is_known) == (value, False)
    assert words in row.reason
    assert rate(facts, WEIGHTS, TODAY).rating.level is not Level.LOW


def test_the_sum_and_the_band_are_written_out():
    rated = rate(GOOD, WEIGHTS, TODAY)
    assert (rated.total, rated.most, rated.rating) == (15, 100, Rating(Level.LOW))
    assert rated.sum_words() == "15 of 100 points: Low"
    assert rated.why() == (
        "15 % of the points there could be; Medium begins at 35 %, High at 55 %."
    )
    assert "High from 55 %" in WEIGHTS.rule()
    assert "Medium from 35 %" in WEIGHTS.rule()


def test_a_missing_must_is_high_whatever_the_points_are():
    rated = rate(replace(GOOD, answers=answers("missing")), WEIGHTS, TODAY)
    assert rated.total * 100 < WEIGHTS.high_from * rated.most
    assert (rated.rating, rated.weakness) == (Rating(Level.HIGH), Rating(Level.HIGH))
    assert rated.why() == "High because a Must is missing or only partly met: 6.1."


def test_not_rated_names_what_is_missing_and_what_it_is_at_least():
    facts = replace(GOOD, countries=(), status=StatusFact("not_member"), share=0.3)
    rated = rate(facts, WEIGHTS, TODAY)
    assert rated.why() == "Not rated because this is not known: country."
    assert band_words(rated.rating) == "Not rated, at least medium"


def test_it_is_high_before_everything_is_known():
    high = replace(GOOD, countries=(country(Level.HIGH),), status=StatusFact("not_member"))
    rated = rate(replace(high, labor="concern", share=None), WEIGHTS, TODAY)
    assert (rated.rating, len(rated.unknown)) == (Rating(Level.HIGH), 1)


@pytest.mark.parametrize("factor", list(Factor))
def test_a_weight_of_zero_removes_a_factor_and_says_so(factor):
    weights = replace(WEIGHTS, **{factor.value: 0})
    row = points(GOOD, factor, weights)
    assert (row.value, row.most, row.is_known) == (0, 0, True)
    assert row.reason == "Left out: its weight is 0."
    unknown = replace(PartnerFacts(), roles=("warehouse",))
    assert factor not in {row.factor for row in rate(unknown, weights, TODAY).unknown}


def test_a_must_that_does_not_count_because_of_its_weight_is_said():
    rated = rate(replace(GOOD, answers=answers("missing")), replace(WEIGHTS, answers=0), TODAY)
    assert rated.rating == Rating(Level.LOW)
    assert "So a Must that is missing does not count either." in rated.points[4].reason


def test_nothing_is_rated_where_every_weight_is_zero():
    none = replace(WEIGHTS, **{factor.value: 0 for factor in Factor})
    rated = rate(GOOD, none, TODAY)
    assert (rated.rating, rated.why()) == (Rating(None), "Not rated: every weight is 0.")


AXES = {
    "countries": ((), *(((country(level)),) for level in (None, *Level))),
    "roles": ((), ("it_provider",), ("sea_carrier",), ("manufacturer",)),
    "handles_cargo": (False, True),
    "share": (None, 0.01, 0.5),
    "status": (
        StatusFact(),
        *(replace(VERIFIED, checked_on=on) for on in (None, RECENT, OLD)),
        StatusFact("not_member"),
    ),
    "answers": (
        None,
        *(answers(must, should) for must in ("met", "missing") for should in ("met", "missing")),
        answers("unknown"),
        answers(on=OLD),
        AnswersFact(score=90),
    ),
    "troubles": ((), (trouble(),), (trouble(), trouble())),
    "labor": ("", "clear", "concern"),
}
REMOVED = {
    "countries": ((), ((country(None)),)),
    "roles": ((),),
    "share": (None,),
    "status": (StatusFact(), replace(VERIFIED, checked_on=None)),
    "answers": (None,),
    "labor": ("",),
}
"""How each axis looks without its datum."""
KEYS = tuple(AXES)


@pytest.fixture(
    scope="module",
    params=[
        Weights(),
        Weights(country=0, answers=60, medium_from=10, high_from=30),
        Weights(answers=0, role=5, status=40, labor=50, medium_from=60, high_from=60),
    ],
    ids=["defaults", "answers", "status"],
)
def bands(request):
    """Return the band of every combination by its values."""
    return {
        values: rate(
            PartnerFacts(**dict(zip(KEYS, values, strict=True)), labor_on=RECENT),
            request.param,
            TODAY,
        ).rating.level
        for values in product(*AXES.values())
    }


def changed(values, key, value):
    at = KEYS.index(key)
    return (*values[:at], value, *values[at + 1 :])


def is_lower(after, before):
    """Not rated is not lower than anything; low is lower than not rated."""
    if after is None:
        return False
    return after is Level.LOW if before is None else after < before


def is_record(key, values):
    """Of who sells no goods nothing is asked: a concern is a record against it, as an incident."""
    sells = values[KEYS.index("roles")] == ("manufacturer",)
    return key == "labor" and values[KEYS.index(key)] == "concern" and not sells


def test_removing_data_never_gives_a_lower_band(bands):
    lower = [
        (key, values)
        for values, before in bands.items()
        for key, empties in REMOVED.items()
        for empty in empties
        if not is_record(key, values) and is_lower(bands[changed(values, key, empty)], before)
    ]
    assert lower == []
    assert set(bands.values()) >= {None, Level.LOW, Level.HIGH}


@pytest.mark.parametrize(
    ("key", "value"),
    [("countries", ()), ("status", StatusFact()), ("answers", None), ("labor", "")],
)
def test_what_is_missing_never_reads_as_low(key, value):
    seller = replace(GOOD, roles=("manufacturer",))
    assert rate(seller, WEIGHTS, TODAY).rating == Rating(Level.LOW)
    for weights in (WEIGHTS, replace(WEIGHTS, medium_from=90, high_from=95)):
        rated = rate(replace(seller, **{key: value}), weights, TODAY)
        assert rated.rating.level is not Level.LOW


def test_a_missing_must_is_never_averaged_away():
    for weights in (WEIGHTS, replace(WEIGHTS, answers=1, high_from=99)):
        rated = rate(replace(GOOD, answers=answers("missing")), weights, TODAY)
        assert rated.rating == Rating(Level.HIGH)


def test_a_missing_must_or_one_more_incident_never_lowers_a_band(bands):
    worse = answers("missing", "missing")
    for values, before in bands.items():
        assert not is_lower(bands[changed(values, "answers", worse)], before)
        for more in AXES["troubles"][len(values[KEYS.index("troubles")]) :]:
            after = bands[changed(values, "troubles", more)]
            assert not is_lower(after, before), values
            assert after is not None or before is None, values
