"""What is called by name is there: a page or a print that is imported only when it is opened."""

import ast
from importlib import import_module
from pathlib import Path
from pkgutil import resolve_name

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"


def names():
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "later(" not in text or path.name == "later.py":
            continue
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        calls = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]
        for call in calls:
            if isinstance(call.func, ast.Name) and call.func.id == "later":
                yield module, ast.unparse(call.args[0])


@pytest.mark.parametrize(("module", "name"), sorted(set(names())))
def test_what_is_imported_later_can_be_imported_and_called(module, name):
    spelled = eval(name, vars(import_module(module)))
    assert callable(resolve_name(spelled))


def test_every_page_and_print_is_looked_at():
    assert len(set(names())) > 25
