"""Questions name what happens, and a button that can do nothing says why: one helper for each."""

import ast
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ctpat_desktop" / "ui"
FILES = sorted(path for path in UI.rglob("*.py"))
WAYS = ("question", "warning", "information", "critical")
"""The ready boxes, with answers that do not say what happens."""
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


def test_every_question_goes_through_the_helpers():
    bare = [
        path.name for path in FILES for way in WAYS for call in calls(path, way) if is_box(call)
    ]
    assert bare == []


def is_box(call):
    return getattr(call.func.value, "id", "") == "QMessageBox"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_button_is_grayed_without_saying_why(path):
    assert [ast.unparse(call) for call in calls(path, "setEnabled") if is_button(call)] == []
