"""The risk of partners looked at, overruled and weighed by pointer and keys alone."""

import pytest

pytestmark = pytest.mark.full


def test_a_partner_is_found_on_the_map_and_rated_otherwise(hands):
    hands.page("Partners")
    hands.click_tab("Partner risk")
    hands.click("likelihood High, weakness High: 1 partner", "HeatCell")
    hands.see("1 of 31 partners", "Words")
    hands.see("Lower than computed", "QLabel")
    hands.click("Rate…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 2)
    hands.click("Why", "QPlainTextEdit")
    hands.key("ctrl+a", "Delete")
    hands.until(lambda: not hands.see("Rate", "QPushButton")["on"])
    hands.type("Answered no on repairs.")
    hands.click("Own rating", "ChoiceBox")
    hands.key("Home", "Return")
    hands.until(lambda: hands.see("Rate", "QPushButton")["on"])
    hands.click("Rate", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
    hands.click("likelihood High, weakness High: 1 partner", "HeatCell")
    hands.see("31 partners", "Words")
    hands.click("Weights…", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 2)
    hands.click("Role (points)", "NumberBox")
    hands.key("ctrl+a")
    hands.type("60")
    hands.click("Use these figures", "QPushButton")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
    hands.until(lambda: hands.ask(see="likelihood High, weakness High: 1 partner"))
    hands.key("ctrl+z")
    hands.click_tab("Due diligence")
    hands.see("Uploads for the portal…", "QPushButton")
