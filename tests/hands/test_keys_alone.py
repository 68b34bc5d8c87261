"""A first file, a first answer and the way back to it, without a pointer."""

import pytest

from tests.hands.screen import Hands

pytestmark = pytest.mark.full
SECRET = "cotton truck border lantern"


def test_a_new_file_and_its_first_answer_with_keys_alone(environment, tmp_path):
    hands = Hands(environment, tmp_path / "home")
    hands.on("New workspace…")
    hands.key("Return")
    hands.until(lambda: len(hands.ask()["windows"]) == 2)
    hands.key("ctrl+a")
    hands.type(str(tmp_path / "First.ctpat"))
    hands.key("Return")
    hands.on("Legal name")
    hands.type("Textiles del Norte")
    hands.key("Return")
    hands.on("New passphrase")
    hands.type(SECRET)
    hands.key("Tab")
    hands.type(SECRET)
    hands.key("Return")
    hands.on("List of pages")
    hands.key("ctrl+j", "1")
    hands.on("Status: In place")
    hands.key("space", "Tab")
    hands.on("What you do")
    hands.type("Signed in May.")
    hands.key("alt+g", "o", "9")
    hands.on("Status: In place")
    hands.until(lambda: "Physical Security" in hands.ask(texts=1))
    hands.key("alt+Left")
    hands.on("What you do")
    assert hands.see("What you do", "QPlainTextEdit")["value"] == "Signed in May."
    hands.leave()
    again = Hands(environment, tmp_path / "home")
    again.on("First.ctpat")
    again.key("Return")
    again.on("Passphrase")
    again.close()
