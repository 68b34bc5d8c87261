"""The way through the pages with real keys and a real pointer."""

import pytest

pytestmark = pytest.mark.full


def test_ctrl_k_from_a_text_goes_there_and_escape_comes_back(hands):
    hands.until(lambda: hands.ask(page="Company"))
    hands.page("9  Premises")
    hands.click("9.10 Technology physically secured: done")
    hands.click("What you do", "QPlainTextEdit")
    hands.on("What you do")
    before = hands.see("What you do", "QPlainTextEdit")["value"]
    hands.key("ctrl+k")
    hands.on("Go to anything")
    hands.type("redblff")
    hands.key("Escape")
    hands.on("What you do")
    assert hands.see("What you do", "QPlainTextEdit")["value"] == before
    hands.key("ctrl+k")
    hands.on("Go to anything")
    hands.type("redblff")
    hands.until(lambda: "Redbluff Drayage LLC" in hands.ask(rows="What fits"))
    hands.key("Return")
    hands.until(lambda: hands.ask(tabs=1).get("Partners", {}).get("current"))


def test_keys_and_the_thumb_buttons_of_the_mouse_go_back_and_forward(hands):
    hands.until(lambda: hands.ask(page="Company"))
    hands.page("Company")
    hands.see("Fax", "QLineEdit")
    hands.page("Partners")
    hands.until(lambda: hands.ask(tabs=1).get("Partners", {}).get("current"))
    hands.click("Find in Partners", "QLineEdit")
    hands.key("alt+Left")
    hands.see("Fax", "QLineEdit")
    hands.point("Fax", "QLineEdit")
    hands.do("click", 9)
    hands.until(lambda: hands.ask(tabs=1).get("Partners", {}).get("current"))
    hands.do("click", 8)
    hands.see("Fax", "QLineEdit")
    hands.key("alt+Right")
    hands.until(lambda: hands.ask(tabs=1).get("Partners", {}).get("current"))
    hands.click("Go to Partners and risk")
    hands.until(lambda: hands.ask(tabs=1).get("Partners", {}).get("current"))
