"""The score of a returned questionnaire: figures of the program's own."""

from dataclasses import replace
from datetime import date

import pytest

from ctpat_desktop.catalogue.questionnaires import load_model
from ctpat_desktop.checklist.partner_scores import Measure, poor_musts, quality, scored

TODAY = date(2026, 12, 1)
MODEL = load_model()
STATUS = {"PQ-01": "ctpat", "PQ-02": "proof.pdf", "PQ-03": "2026-10-01", "PQ-65": "yes"}


@pytest.mark.parametrize(
    ("key", "value", "share"),
    [
        ("PQ-04", "yes", 1.0),
        ("PQ-04", "no", 0.0),
        ("PQ-04", "na", None),
        ("PQ-04", "", 0.0),
        ("PQ-05", "two_years", 0.5),
        ("PQ-11", "visits;contracts", 0.5),
        ("PQ-11", "none", 0.0),
        ("PQ-25", "front;left;right;floor;ceiling;doors;outside", 1.0),
        ("PQ-07", "2026-03-01", 1.0),
        ("PQ-07", "2025-03-01", 0.5),
        ("PQ-07", "2020-03-01", 0.0),
        ("PQ-07", "2030-03-01", 0.0),
        ("PQ-07", "last spring", 0.0),
        ("PQ-53", "15", 0.5),
        ("PQ-53", "90", 1.0),
        ("PQ-06", "A person", 1.0),
        ("PQ-24", "procedure.pdf", 1.0),
    ],
)
def test_an_answer_earns_its_share(key, value, share):
    assert quality(MODEL.question(key), value, TODAY) == share


def test_proven_status_counts_alone():
    assert scored(MODEL, STATUS, TODAY, Measure()).overall == 100


def test_a_question_that_does_not_apply_is_left_out():
    answers = {**STATUS, "PQ-65": "na"}
    assert scored(MODEL, answers, TODAY, Measure()).sections == {0: 100}


@pytest.mark.parametrize(("factor", "score"), [(1, 50), (2, 33), (3, 25)])
def test_a_must_counts_more(factor, score):
    pair = [MODEL.question(key) for key in ("PQ-17", "PQ-04")]
    rows = tuple(replace(question, weight=1, only_if=None) for question in pair)
    questions = replace(MODEL, questions=rows)
    answers = {"PQ-17": "no", "PQ-04": "yes"}
    assert scored(questions, answers, TODAY, Measure(must_factor=factor)).overall == score


def test_nothing_that_applies_has_no_score():
    answers = {question.key: "na" for question in MODEL.questions}
    assert scored(MODEL, answers, TODAY, Measure()).overall is None


@pytest.mark.parametrize(
    ("score", "band"), [(100, "good"), (85, "good"), (84, "fair"), (65, "fair"), (64, "poor")]
)
def test_a_score_falls_into_a_band(score, band):
    assert Measure().band(score) == band


def test_nothing_scored_has_no_band():
    assert Measure().band(None) == ""


def test_poor_answers_to_musts_are_found():
    answers = {"PQ-01": "none", "PQ-04": "no", "PQ-05": "never", "PQ-17": "no", "PQ-20": "yes"}
    assert [question.key for question in poor_musts(MODEL, answers, TODAY)] == ["PQ-05", "PQ-17"]
