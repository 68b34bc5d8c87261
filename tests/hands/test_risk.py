"""A cargo chain drawn by pointer and keys alone."""

import pytest

pytestmark = pytest.mark.full


def test_a_chain_is_drawn_dragged_and_rated(hands):
    hands.key("ctrl+j", "r")
    hands.click_tab("Chains")
    hands.click("Add a chain…")
    hands.click("Chain", "QLineEdit")
    hands.type("Savannah")
    hands.key("Tab")
    hands.type("Rugs")
    hands.key("Tab")
    hands.type("India")
    hands.key("Tab")
    hands.click("Add chain", "QPushButton")
    hands.until(lambda: hands.see("Cargo chain", "ChoiceBox")["value"] == "? Savannah")
    for words in ("Kochi packing", "newark"):
        hands.click("Add a leg…")
        hands.on("Who holds the goods next")
        hands.type(words)
        hands.key("Return")
        hands.until(lambda: len(hands.ask()["windows"]) == 1)
    hands.click_tab("Leg")
    hands.until(lambda: hands.see("Goods go on to", "ChoiceBox"))
    left, top, _, height = hands.still(lambda: hands.see("Map of the chain")["rect"])
    hands.do("mousemove", left + 40, top + 40, "mousedown", 1)
    for step in range(1, 7):
        hands.do("mousemove", left + 40 + 5 * step, top + 40 + 12 * step)
    hands.do("mouseup", 1)
    hands.until(lambda: hands.still(lambda: hands.see("Map of the chain")["rect"])[3] > height)
    hands.key("ctrl+z")
    hands.until(lambda: hands.see("Map of the chain")["rect"][3] == height)
    hands.click_tab("Ratings")
    hands.click("Rate threats…")
    hands.until(lambda: len(hands.ask()["windows"]) == 2)
    assert not hands.see("Rate", "QPushButton")["on"]
    hands.click("Terrorism", "ChoiceBox")
    hands.key("Down", "Return")
    hands.click("Source", "QLineEdit")
    hands.type("Own review")
    hands.key("Tab")
    hands.type("06/20/2026")
    hands.click("Why", "QPlainTextEdit")
    hands.type("Nothing is known.")
    hands.until(lambda: hands.see("Rate", "QPushButton")["on"])
    hands.click("Rate", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
