"""Words looked for in a text."""

import pytest

from ctpat_desktop.support.words import holds, inside, natural_key


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Compañía Ñandú S.A.", "nandu comp", True),
        ("Compañía Ñandú S.A.", "nandu corp", False),
        ("7.25  Must · Locks", "7.25", True),
        ("17.2 Must", "7.25", False),
        ("Anything", " ", True),
    ],
)
def test_a_text_holds_every_word_in_any_order(text, words, expected):
    assert holds(text, words) is expected


@pytest.mark.parametrize(
    ("label", "words"), [("Filer code", "filer code"), ("EIN", "EIN"), ("HTS number", "HTS number")]
)
def test_a_label_inside_a_sentence(label, words):
    assert inside(label) == words


def test_names_stand_in_the_order_of_a_spanish_telephone_book():
    names = ["Óscar", "Zamora", "Ñáñez", "Nzaba", "ávila", "Nuñez", "Nun\u0303o", "Nuno", "Dock 10"]
    assert sorted([*names, "Dock 2"], key=natural_key) == [
        *("ávila", "Dock 2", "Dock 10", "Nuno", "Nuñez", "Nun\u0303o", "Nzaba", "Ñáñez"),
        *("Óscar", "Zamora"),
    ]
