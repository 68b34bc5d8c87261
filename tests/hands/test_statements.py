"""Statements under an answer by keyboard and pointer alone."""

import pytest

pytestmark = pytest.mark.full


def test_two_are_typed_moved_removed_and_brought_back(hands):
    hands.key("ctrl+j", "9")
    hands.point("What you do", "TextBox")
    hands.wheel_to("Add statement")
    hands.click("Add statement")
    hands.on("Statement 1: name as the portal shows it")
    hands.type("Gates")
    hands.key("Tab")
    hands.on("Statement 1: text")
    hands.type("The guard locks each gate.")
    hands.point("Statement 1: name as the portal shows it")
    hands.wheel(2)
    hands.wheel_to("Add statement")
    hands.click("Add statement")
    hands.on("Statement 2: name as the portal shows it")
    hands.type("Walls")
    hands.wheel_to("Statement 2: move up")
    hands.click("Statement 2: move up")
    hands.on("Statement 1: move down")
    hands.wheel(4, down=False)
    assert hands.see("Statement 1: name as the portal shows it")["value"] == "Walls"
    hands.wheel_to("Statement 2: name as the portal shows it")
    assert hands.see("Statement 2: name as the portal shows it")["value"] == "Gates"
    hands.key("Tab")
    hands.on("Statement 1: remove")
    hands.key("space")
    hands.until(lambda: hands.ask(see="Statement 2: text", kind="TextBox") == [])
    hands.on("Statements")
    hands.type("and on")  # no field or button behind the removed one may take it
    assert hands.see("Statement 1: text", "TextBox")["value"] == "The guard locks each gate."
    assert hands.see("Statement 1: text", "TextBox")["value"] == "The guard locks each gate."
    hands.key("ctrl+z")
    hands.until(lambda: hands.ask(see="Statement 2: text", kind="TextBox"))
