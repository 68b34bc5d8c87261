"""Questions default to No, and a button that can do nothing says why: one helper for each."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ctpat_desktop" / "ui"
FILES = sorted(path for path in UI.rglob("*.py"))
ASKS = UI / "widgets" / "dialogs.py"
"""The only place that asks with a box of yes and no; its default is No."""
BUTTONS = {"ok", "back", "forward", "go", "remove", "take", "cancel", "look", "start", "finish"}
"""What buttons are called beside those that end in `_button`."""


def calls(path, name):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == name
    ]


def is_button(node):
    owner = node.func.value
    name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
    return name in BUTTONS or name.endswith("_button")


def test_every_question_of_yes_and_no_goes_through_the_helpers():
    bare = [
        path.name
        for path in FILES
        for call in calls(path, "question")
        if getattr(call.func.value, "id", "") == "QMessageBox" and path != ASKS
    ]
    assert bare == []


def test_every_question_of_the_helpers_says_its_default():
    asked = [call for call in calls(ASKS, "question") if call.func.value.id == "QMessageBox"]
    assert len(asked) == 2
    assert all(len(call.args) == 5 for call in asked)
    assert {ast.unparse(call.args[4]) for call in asked} == {"no", "buttons.No"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_button_is_grayed_without_saying_why(path):
    assert [ast.unparse(call) for call in calls(path, "setEnabled") if is_button(call)] == []
