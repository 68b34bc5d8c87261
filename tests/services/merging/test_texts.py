"""Two versions of a text come together word by word."""

import random

import pytest

from ctpat_desktop.services.merging.texts import merge

BASE = "The gate is closed at night. A guard walks the fence every hour."


@pytest.mark.parametrize(
    ("mine", "theirs", "both", "is_clean"),
    [
        (
            "The gate is locked at night. A guard walks the fence every hour.",
            "The gate is closed at night. A guard walks the fence every two hours.",
            "The gate is locked at night. A guard walks the fence every two hours.",
            True,
        ),
        (
            BASE + " Cameras record.",
            "At the dock: " + BASE,
            "At the dock: " + BASE + " Cameras record.",
            True,
        ),
        (
            BASE.replace("hour", "half hour"),
            BASE.replace("hour", "half hour"),
            BASE.replace("hour", "half hour"),
            True,
        ),
        (BASE.replace("closed", "locked"), BASE, BASE.replace("closed", "locked"), True),
        (
            BASE.replace("closed", "locked"),
            BASE.replace("closed", "chained"),
            BASE.replace("closed", "locked chained"),
            False,
        ),
        (
            BASE + " Ann saw it.",
            BASE + " Bob saw it.",
            BASE + " Ann saw it. Bob saw it.",
            False,
        ),
        (
            BASE.replace(" A guard walks the fence every hour.", ""),
            BASE.replace("hour", "two hours"),
            "The gate is closed at night. A guard walks the fence every two hours.",
            False,
        ),
    ],
)
def test_two_versions(mine, theirs, both, is_clean):
    assert merge(BASE, mine, theirs) == (both, is_clean)


@pytest.mark.parametrize("seed", range(40))
def test_no_word_that_was_added_is_lost_and_one_side_alone_is_taken_as_it_is(seed):
    chance = random.Random(seed)
    words = [f"w{n}" for n in range(chance.randrange(0, 30))]

    def changed(mark):
        fresh = list(words)
        for n in range(chance.randrange(0, 6)):
            at = chance.randrange(len(fresh) + 1)
            if chance.random() < 0.4 and at < len(fresh):
                del fresh[at]
            else:
                fresh.insert(at, f"{mark}{n}")
        return fresh

    mine, theirs = changed("m"), changed("t")
    base, here, there = (" ".join(part) for part in (words, mine, theirs))
    both = merge(base, here, there).text.split()
    assert {word for word in mine if word.startswith("m")} <= set(both)
    assert {word for word in theirs if word.startswith("t")} <= set(both)
    assert merge(base, here, base) == (here, True)
    assert merge(base, base, there) == (there, True)
    assert merge(base, here, here) == (here, True)
