"""No dialog says how narrow it may be: that would hold although its words need more room.

A strut in its layout is the way: the dialog grows from there with its words.
"""

import ast
from pathlib import Path

UI = Path(__file__).parents[2] / "ctpat_desktop" / "ui"
BOUNDS = {"setMinimumWidth", "setMinimumSize", "setFixedWidth", "setFixedSize"}


def bounds(path):
    """Yield the classes of dialogs in a file that bound their own width."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and any("Dialog" in ast.unparse(b) for b in node.bases):
            calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
            names = [ast.unparse(one) for one in calls if isinstance(one, ast.Attribute)]
            if any(name == f"self.{bound}" for name in names for bound in BOUNDS):
                yield node.name


def test_a_dialog_is_never_narrower_than_its_words():
    assert {path.name: list(bounds(path)) for path in UI.rglob("*.py") if [*bounds(path)]} == {}
