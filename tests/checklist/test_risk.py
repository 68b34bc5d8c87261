"""The arithmetic of the risk assessment, by tables and by properties."""

from itertools import combinations_with_replacement, product

import pytest

from ctpat_desktop.checklist.risk import (
    NOT_RATED,
    REQUIRED,
    Asked,
    Level,
    Met,
    Rating,
    combined,
    highest,
    lacks_must,
    threat,
    vulnerability,
)

LOW, MEDIUM, HIGH = Rating(Level.LOW), Rating(Level.MEDIUM), Rating(Level.HIGH)


def must(met):
    return Asked("6.1", True, Met(met))


def should(met):
    return Asked("2.2", False, Met(met))


def at_least(level):
    return Rating(None, level)


def levels(text):
    """Return the levels of the required kinds in their order: "LMH--"."""
    named = {"L": Level.LOW, "M": Level.MEDIUM, "H": Level.HIGH, "-": None}
    return dict(zip(REQUIRED, (named[sign] for sign in text), strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LLLLL", LOW),
        ("LLLLM", MEDIUM),
        ("LLLLH", HIGH),
        ("----H", HIGH),
        ("----M", at_least(Level.MEDIUM)),
        ("LLLL-", at_least(Level.LOW)),
        ("-----", NOT_RATED),
    ],
)
def test_a_threat_is_the_highest_of_its_kinds(text, expected):
    assert threat(levels(text)) == expected


def test_a_kind_that_is_not_required_counts_once_it_is_rated():
    rated = levels("LLLLL")
    assert threat({**rated, "theft": None}) == LOW
    assert threat({**rated, "Floods": Level.MEDIUM}) == MEDIUM
    assert threat({"theft": Level.LOW}, required=()) == LOW


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([must("met"), should("met")], LOW),
        ([must("met"), should("not_applicable")], LOW),
        ([must("met"), should("partly")], MEDIUM),
        ([must("met"), should("missing")], MEDIUM),
        ([must("missing"), should("met")], HIGH),
        ([must("partly"), should("met")], HIGH),
        ([must("met")] * 40 + [must("missing")], HIGH),
        ([must("met"), must("unknown")], NOT_RATED),
        ([must("unknown"), should("missing")], at_least(Level.MEDIUM)),
        ([must("met"), should("unknown")], NOT_RATED),
        ([must("met"), should("unknown"), should("partly")], MEDIUM),
        ([should("met")], NOT_RATED),
        ([must("not_applicable"), should("met")], NOT_RATED),
        ([must("unknown"), must("missing")], HIGH),
        ([], NOT_RATED),
    ],
)
def test_the_vulnerability_of_a_leg(rows, expected):
    assert vulnerability(rows) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (LOW, LOW, LOW),
        (LOW, MEDIUM, LOW),
        (MEDIUM, MEDIUM, MEDIUM),
        (LOW, HIGH, MEDIUM),
        (HIGH, LOW, MEDIUM),
        (HIGH, MEDIUM, HIGH),
        (MEDIUM, HIGH, HIGH),
        (HIGH, HIGH, HIGH),
        (NOT_RATED, LOW, NOT_RATED),
        (LOW, NOT_RATED, NOT_RATED),
        (HIGH, NOT_RATED, NOT_RATED),
        (HIGH, at_least(Level.MEDIUM), HIGH),
        (at_least(Level.MEDIUM), MEDIUM, at_least(Level.MEDIUM)),
    ],
)
def test_threat_and_vulnerability_together(one, other, expected):
    assert combined(one, other, has_gap=False) == expected


@pytest.mark.parametrize("one", [LOW, NOT_RATED, HIGH])
def test_a_missing_must_is_high_whatever_the_threat(one):
    assert combined(one, HIGH, has_gap=True) == HIGH


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([LOW, MEDIUM], MEDIUM),
        ([LOW, NOT_RATED], at_least(Level.LOW)),
        ([NOT_RATED, HIGH], HIGH),
        ([MEDIUM, at_least(Level.LOW)], at_least(Level.MEDIUM)),
        ([NOT_RATED], NOT_RATED),
        ([], NOT_RATED),
    ],
)
def test_a_chain_is_as_its_weakest_leg(rows, expected):
    assert highest(rows) == expected


ONE_ROW = [Asked("9.1", is_must, met) for is_must in (True, False) for met in Met]
EVERY_ROWS = [rows for size in range(4) for rows in combinations_with_replacement(ONE_ROW, size)]
"""Every list of up to three criteria in every state."""
EVERY_THREAT = {threat(levels("".join(signs))) for signs in product("LMH-", repeat=len(REQUIRED))}


def weight(rating):
    return rating.floor or 0


def of(rows, threatened):
    return combined(threatened, vulnerability(rows), has_gap=lacks_must(rows))


def test_every_threat_there_can_be_is_looked_at():
    assert {LOW, MEDIUM, HIGH, NOT_RATED, *map(at_least, (Level.LOW, Level.MEDIUM))} == EVERY_THREAT


@pytest.mark.parametrize("met", [Met.MISSING, Met.PARTLY])
def test_adding_a_missing_must_never_lowers_a_rating(met):
    for rows in EVERY_ROWS:
        more = [*rows, Asked("6.1", True, met)]
        assert weight(vulnerability(more)) >= weight(vulnerability(rows)), rows
        for threatened in EVERY_THREAT:
            assert of(more, threatened) == HIGH, (rows, threatened)


def test_removing_an_answer_never_turns_into_low():
    for rows in EVERY_ROWS:
        for at, gone in enumerate(rows):
            fewer = [*rows[:at], Asked(gone.criterion, gone.is_must, Met.UNKNOWN), *rows[at + 1 :]]
            for threatened in EVERY_THREAT:
                if of(rows, threatened) != LOW:
                    assert of(fewer, threatened) != LOW, (rows, at, threatened)


def test_removing_a_threat_never_turns_into_low():
    for signs in product("LMH-", repeat=len(REQUIRED)):
        before = threat(levels("".join(signs)))
        for at in range(len(signs)):
            now = threat(levels("".join((*signs[:at], "-", *signs[at + 1 :]))))
            assert now != LOW
            for rows in EVERY_ROWS[: len(ONE_ROW) + 1]:
                if of(rows, before) != LOW:
                    assert of(rows, now) != LOW, (signs, at, rows)


def test_a_higher_threat_never_lowers_a_rating():
    order = "-LMH"
    for signs in product(order, repeat=len(REQUIRED)):
        for at, sign in enumerate(signs):
            for higher in order[order.index(sign) + 1 :]:
                more = "".join((*signs[:at], higher, *signs[at + 1 :]))
                assert weight(threat(levels(more))) >= weight(threat(levels("".join(signs))))


def test_a_level_is_read_from_a_record():
    assert Level.named("high") is Level.HIGH
    assert Level.named("") is None
    assert Level.HIGH.value_text == "high"
