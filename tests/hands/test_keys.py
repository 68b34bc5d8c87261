"""Keys of desktops are left to them; ours go where the menu says."""

import pytest

pytestmark = pytest.mark.full


@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 8, 9, 10, 12])
def test_alt_with_a_function_key_moves_nothing(hands, number):
    hands.page("Company")
    hands.key(f"alt+F{number}")
    hands.key("Escape")
    assert hands.see("Legal name")


def test_alt_f4_closes_the_window(hands):
    hands.page("Company")
    hands.see("Legal name")
    hands.key_without_answer("alt+F4")
    hands.until(lambda: hands.has_ended)
    assert hands.program.returncode == 0


def test_two_strokes_lead_to_a_section(hands):
    hands.key("ctrl+j", "9")
    hands.until(lambda: "Physical Security" in hands.ask(texts=1))


def test_ctrl_z_in_a_text_takes_back_a_word_and_never_the_whole_answer(hands):
    hands.key("ctrl+j", "1")
    box = hands.see("What you do", "QPlainTextEdit")
    hands.click("What you do", "QPlainTextEdit")
    hands.key("ctrl+End")
    hands.type(" alpha beta gamma")
    hands.key("ctrl+z")
    now = hands.see("What you do", "QPlainTextEdit")["value"]
    assert now == box["value"] + " alpha beta"
