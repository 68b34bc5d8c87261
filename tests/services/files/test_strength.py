"""The strength meter: better passphrases score higher, and nothing typed makes it fail."""

import time

import pytest

from ctpat_desktop.services.files.passphrase_strength import ADVICE, WORDS, strength


def test_scores_rise_with_the_passphrase():
    typed = ("password", "sunflower7", "sunflower river 7", "orbit kettle mango violin fjord")
    scores = [strength(passphrase).score for passphrase in typed]
    assert scores == sorted(scores)
    assert (scores[0], scores[-1]) == (0, 4)


def test_each_score_says_what_to_do():
    assert set(ADVICE) == set(range(5))
    found = strength("password")
    assert (found.words, found.advice) == (WORDS[0], ADVICE[0])


def test_nothing_typed_yet_is_not_called_weak():
    assert (strength("").score, strength("").words) == (0, "")


@pytest.mark.parametrize("typed", ["Harborline", "harborline2026", "Harborline Imports"])
def test_what_everybody_knows_about_the_company_counts_less(typed):
    assert strength(typed, ("Harborline Imports, Inc.",)).score < strength(typed).score


@pytest.mark.parametrize(
    "typed",
    ["a" * 200, "correct horse " * 15, "🚢📦🔐🦜", "深圳港口安全", "é" * 72, "\0\n\t ", "\ud800"],
)
def test_nothing_typed_makes_it_fail(typed):
    begun = time.monotonic()
    assert strength(typed, ("", "x" * 500)).score in range(5)
    assert time.monotonic() - begun < 2
