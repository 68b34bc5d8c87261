"""Short names ranked by how well they fit what is typed."""

import pytest

from ctpat_desktop.services.search.ranking import ranked

NAMES = (
    *("Seal audit", "Seals", "6  Seals", "Training matrix", "9.1  Barriers", "9.10  Technology"),
    *("9.11  Backup power", "Export and print", "Guard tours", "Détentions", "Questionnaires"),
)


def best(asked):
    return [NAMES[at] for at, _ in ranked(asked, NAMES)]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("seals", "Seals"),
        ("SEAL", "Seals"),
        ("9.1", "9.1  Barriers"),
        ("9.10", "9.10  Technology"),
        ("matrix", "Training matrix"),
        ("print exp", "Export and print"),
        ("detent", "Détentions"),
        ("gaurd", "Guard tours"),
        ("questionairs", "Questionnaires"),
        ("atrix", "Training matrix"),
    ],
)
def test_the_best_comes_first(asked, first):
    assert best(asked)[0] == first


def test_a_number_goes_on_in_the_order_of_the_profile():
    assert best("9.1") == ["9.1  Barriers", "9.10  Technology", "9.11  Backup power"]


@pytest.mark.parametrize("asked", ["", "  ", "xyz", "…", "9.2", "gua rx"])
def test_what_fits_nothing_gives_nothing(asked):
    assert best(asked) == []


def test_short_words_and_numbers_are_taken_as_typed():
    assert best("saels") != []
    assert best("sael") == []
    assert best("9.01") == []
