"""A misspelled word is set right from the menu, and words are replaced in the answers, by hand."""

import pytest

pytestmark = pytest.mark.full


def narrative(read):
    return read.answer("9.5").whole.narrative


def test_a_word_is_set_right_with_the_keys_and_undone(hands, stored, tmp_path):
    hands.key("ctrl+j", "9")
    hands.key("ctrl+Next", "ctrl+Next", "ctrl+Next")
    hands.until(lambda: hands.ask(see="9.5  Private cars kept apart"))
    hands.click("What you do", "TextBox")
    hands.key("ctrl+End")
    hands.type(" The gaurd looks. ")
    hands.until(lambda: hands.ask(see="1 word not in the dictionary"))
    hands.picture(tmp_path / "marked.png")
    hands.key("F7")
    hands.key_without_answer("shift+F10")
    hands.until(lambda: hands.ask(see="What you do", kind="TextBox"))
    hands.settle()
    hands.picture(tmp_path / "menu.png")
    hands.key_without_answer("Return")
    hands.until(lambda: "The guard looks." in stored(narrative))
    hands.picture(tmp_path / "right.png")


def test_words_are_replaced_from_the_list_and_brought_back(hands, stored, tmp_path):
    before = stored(narrative)
    assert "stray car" in before
    hands.key("ctrl+r")
    hands.on("Find")
    hands.type("stray car")
    hands.key("Tab")
    hands.on("Replace with")
    hands.type("lost car")
    hands.until(lambda: hands.ask(see="Replace in 1 place"))
    hands.picture(tmp_path / "replace.png")
    hands.click("Replace in 1 place")
    hands.until(lambda: stored(narrative) == before.replace("stray car", "lost car"))
    hands.key("Escape")
    hands.key("ctrl+z")
    hands.until(lambda: stored(narrative) == before)
