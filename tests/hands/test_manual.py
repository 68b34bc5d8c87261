"""The manual with real keys: from a page, over a dialog, and back to the page."""

import pytest

pytestmark = pytest.mark.full


def test_f1_opens_at_the_page_finds_and_goes_to_another_page(hands):
    hands.until(lambda: hands.ask(page="Company"))
    hands.page("Evidence")
    hands.key("F1")
    hands.on("Search the manual")
    hands.until(lambda: "Attach a document" in hands.see("Article", "QTextBrowser")["value"])
    hands.type("walk a site")
    hands.until(lambda: "Walk a site" in hands.see("Article", "QTextBrowser")["value"])
    hands.key("Escape")
    hands.until(lambda: hands.ask(page="Evidence"))


def test_over_a_dialog_f1_opens_at_what_the_dialog_does_and_goes_before_it(hands):
    hands.until(lambda: hands.ask(page="Company"))
    hands.page("Partners")
    hands.click("Import Partners", "QPushButton")
    hands.see("Choose a file…", "QPushButton")
    hands.key("F1")
    hands.on("Search the manual")
    assert "Bring in a list" in hands.see("Article", "QTextBrowser")["value"]
    hands.type("seal")
    hands.key("Escape")
    hands.see("Choose a file…", "QPushButton")
    hands.key("Escape")
    hands.until(lambda: len(hands.ask()["windows"]) == 1)
