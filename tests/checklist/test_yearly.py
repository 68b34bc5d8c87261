"""What the checklist says of the yearly review, day by day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ctpat_desktop.checklist import Severity, evaluate
from ctpat_desktop.checklist.facts import YearFacts
from tests.checklist.building import COMPLETE, MUST, TODAY, response_fact

OPENS, CLOSES = TODAY - timedelta(30), TODAY + timedelta(60)
YEAR = YearFacts(2026, CLOSES, OPENS, 3, ("9.1", "9.2"), (), {})


def yearly(year=YEAR, today=TODAY, **facts):
    facts = replace(COMPLETE, year=year, **facts)
    rows = evaluate((MUST,), facts, today).findings
    return [row for row in rows if row.rule.startswith("year.")]


def test_nothing_is_said_of_a_review_that_was_not_looked_at():
    assert yearly(None) == []


def test_what_is_left_is_one_finding_with_the_last_day():
    (row,) = yearly()
    assert row.reason == (
        "2 of 3 criteria are not affirmed in the review window of 2026, which closes on "
        "01/20/2027: 9.1, 9.2."
    )
    assert (row.place.section, row.place.label) == ("year", "Review year 2026")


@pytest.mark.parametrize(
    ("today", "severity"),
    [
        (OPENS - timedelta(1), None),
        (OPENS, Severity.NOTE),
        (CLOSES - timedelta(31), Severity.NOTE),
        (CLOSES - timedelta(30), Severity.WEAK),
        (CLOSES, Severity.WEAK),
        (CLOSES + timedelta(1), Severity.GAP),
    ],
)
def test_it_hurts_more_the_nearer_the_last_day(today, severity):
    assert [row.severity for row in yearly(today=today)] == ([severity] if severity else [])


def test_after_the_last_day_it_says_that_the_window_closed():
    (row,) = yearly(replace(YEAR, left=("9.1",)), CLOSES + timedelta(1))
    assert row.reason.startswith("1 of 3 criteria is not affirmed")
    assert "which closed on" in row.reason


def test_nothing_left_and_no_anniversary_say_nothing():
    assert yearly(replace(YEAR, left=())) == []
    assert yearly(replace(YEAR, opens=None, closes=None)) == []


def test_very_many_criteria_are_not_all_named():
    (row,) = yearly(replace(YEAR, left=tuple(f"9.{n}" for n in range(1, 13)), asked=12))
    assert row.reason.endswith("9.7, 9.8 and 4 more.")


@pytest.mark.parametrize(
    ("hasty", "words"),
    [
        (("9.1",), "1 answer was affirmed within 3 seconds of being opened: 9.1."),
        (("9.1", "9.2"), "2 answers were affirmed within 3 seconds of being opened: 9.1, 9.2."),
    ],
)
def test_an_affirmation_without_a_look_is_a_hint(hasty, words):
    (row,) = yearly(replace(YEAR, left=(), hasty=hasty))
    assert (row.severity, row.reason) == (Severity.NOTE, words)


RAN_OUT = replace(YEAR, left=(), not_renewed={"9.1": ("Survey 2025", "Photo")})


def test_evidence_that_ran_out_and_was_not_replaced_is_named():
    (row,) = yearly(RAN_OUT)
    assert (row.severity, row.place.criterion, row.place.field) == (
        Severity.WEAK,
        "9.1",
        "evidence",
    )
    assert row.reason == (
        "9.1: last year's evidence “Survey 2025” (and 1 more) counts no more, and nothing newer is "
        "linked in its place."
    )


def test_what_is_not_claimed_needs_no_new_evidence():
    away = {"9.1": response_fact(status="not_applicable", has_reason=True)}
    assert yearly(RAN_OUT, responses=away) == []
    assert yearly(RAN_OUT, responses={}) == []
    assert yearly(replace(RAN_OUT, not_renewed={"8.1": ("Survey",)})) == []


def test_a_finding_of_the_year_stands_with_its_criterion():
    review = evaluate((MUST,), replace(COMPLETE, year=RAN_OUT), date(2026, 11, 21))
    assert "year.not_renewed" in [row.rule for row in review.of("9.1")]
    assert review.worst_of("9.1") is Severity.WEAK
