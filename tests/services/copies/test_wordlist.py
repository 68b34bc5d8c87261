"""Names, numbers and phrases are found as people write them, and other words stay."""

import pytest

from ctpat_desktop.services.copies.wordlist import WordList


@pytest.fixture
def words():
    made = WordList(reaches=True)
    made.add_name("Ramón", "Treviño")
    made.add_name("Mark", "O'Brien")
    made.add_name("Anna", "de la Cruz")
    made.add_name("Wei", "Li")
    made.add_name("", "Ada")
    made.add_reach("+1 (973) 555-0199")
    made.add_phrase("Enamel pots")
    return made


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Ask Ramon Trevino today.", "Ask [name left out] today."),
        ("RAMÓN TREVIÑO", "[name left out]"),
        ("Ramo\u0301n Trevin\u0303o", "[name left out]"),
        ("Treviño, Ramón", "[name left out]"),
        ("Ramón J. Treviño's key", "[name left out]'s key"),
        (
            "Mark the seal, mark it, Mark O’Brien",
            "[name left out] the seal, mark it, [name left out]",
        ),
        ("de la Cruz", "de la [name left out]"),
        ("la puerta de la nave", "la puerta de la nave"),
        ("Wei Li signed", "[left out] signed"),
        ("Call 973.555.0199 or 9735550199", "Call [contact left out] or [contact left out]"),
        ("a.b@invented.example", "[contact left out]"),
        ("Entry 123-4567890-1, EIN 12-3456789", "Entry 123-4567890-1, EIN 12-3456789"),
        ("2026-11-30, 4/14/2026", "2026-11-30, 4/14/2026"),
        ("enamel\n  POTS again", "[left out] again"),
        ("Adamant in Canada, badge_Ada.jpg", "Adamant in Canada, badge_[name left out].jpg"),
        ("3ada" * 8, "3ada" * 8),
    ],
)
def test_a_text_loses_the_words_and_nothing_else(words, text, clean):
    assert words.clean(text) == clean


@pytest.mark.parametrize("text", ["Trevi-\nño signed", "Enamel\npots", "Mr. Treviño"])
def test_words_cut_at_the_end_of_a_line_are_seen(words, text):
    assert words.holds(text)


def test_a_text_without_them_is_left_as_it_is(words):
    text = "Cafe\u0301 on-\nsite"
    assert words.clean(text) == text
    assert not words.holds(text)
