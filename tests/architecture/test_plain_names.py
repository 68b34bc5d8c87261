"""Names say what they hold: five words that meant six to sixteen things name nothing any more."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
FILES = [
    path
    for folder in (PACKAGE, PACKAGE.parent / "tests", PACKAGE.parent / "bench")
    for path in sorted(folder.rglob("*.py"))
    if "versions" not in path.parts
]
BANNED = {"told", "said", "found", "given", "kept"}
"""A message, an answer, a match, a choice, a setting: each has a word of its own."""
CLASSES = {"Given", "Said", "Known", "Wish", "Part", "Stored", "Found"}
STORED = {"reading/editions.py: said", "records/trade_controls.py: found"}
"""Names that stand in every file of a company; they are read again as they were written."""


@cache
def modules():
    """Return of every file what it names by a banned word, and its classes.

    It is read when a test asks, not wherever tests are listed; no tree is kept.
    """
    found = []
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        classes = [node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        found.append((path, overloaded(tree), classes))
    return found


def names(tree):
    """Yield the functions, parameters and attributes a module defines, without local variables."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            args = node.args
            rows = [*args.posonlyargs, *args.args, *args.kwonlyargs, args.vararg, args.kwarg]
            yield from (row.arg for row in rows if row)
        if isinstance(node, ast.ClassDef):
            yield from _of_class(node)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr


def _of_class(node):
    for row in node.body:
        if isinstance(row, ast.AnnAssign | ast.Assign):
            targets = row.targets if isinstance(row, ast.Assign) else [row.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def overloaded(tree):
    """Return the banned words a module names something by."""
    return sorted({name for name in names(tree) if name.strip("_") in BANNED})


def test_no_function_attribute_or_parameter_has_a_banned_name():
    seen = {
        f"{path.relative_to(PACKAGE) if PACKAGE in path.parents else path.name}: {name}"
        for path, names, _ in modules()
        for name in names
    }
    assert seen == STORED


def test_no_class_has_a_name_that_could_mean_anything():
    seen = [
        (path.name, name)
        for path, _, classes in modules()
        for name in classes
        if name.strip("_") in CLASSES
    ]
    assert seen == []


@pytest.mark.parametrize(
    "text",
    [
        "def told(error): pass",
        "def read(found): pass",
        "def call(*given): pass",
        "class Match:\n    kept: int",
        "class Page:\n    told = Signal(str)",
        "class Page:\n    def __init__(self):\n        self.a, self._found = 1, 2",
        "row = sorted(rows, key=lambda said: said.day)",
    ],
)
def test_a_banned_name_is_seen(text):
    assert overloaded(ast.parse(text))


def test_a_local_variable_may_be_called_so():
    assert overloaded(ast.parse("def read():\n    found = 1\n    return found")) == []
