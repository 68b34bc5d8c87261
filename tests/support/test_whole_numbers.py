"""Whole numbers are read as people write them; a part of one is never guessed from."""

import pytest

from ctpat_desktop.support.whole_numbers import read_whole


@pytest.mark.parametrize(
    "words",
    [
        "1200000",
        " 1,200,000 ",
        "1.200.000",
        "1 200 000",
        "1\u00a0200\u00a0000",
        "1\u202f200\u202f000",
        "1’200’000",
        "1'200'000",
    ],
)
def test_groups_of_three_are_one_number(words):
    assert read_whole(words) == 1_200_000


@pytest.mark.parametrize("words", ["0", "007", "52"])
def test_digits_are_a_number(words):
    assert read_whole(words) == int(words)


@pytest.mark.parametrize(
    "words", ["", "1,5", "12,00", "1200,000", "1,200.000", "1,,200", ",200", "-5", "²", "5 t"]
)
def test_what_could_be_a_part_of_one_is_none(words):
    assert read_whole(words) is None
