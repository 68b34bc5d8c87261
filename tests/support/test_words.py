"""Words looked for in a text."""

import pytest

from ctpat_desktop.support.words import holds, inside


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
