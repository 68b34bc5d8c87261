"""The measures of the code: printed with `-s`, and held so that they only get better."""

import ast
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
FILES = [path for path in PACKAGE.rglob("*.py") if "versions" not in path.parts]


class Function(NamedTuple):
    """What is measured of one function."""

    path: Path
    name: str
    parameters: list[str]
    lines: int
    imports: list[int]


@cache
def functions():
    """Return every function; read when a test asks, not wherever tests are listed."""
    return [
        Function(path, node.name, parameters(node), lines(node), imports(node))
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]


def imports(function):
    kinds = ast.Import | ast.ImportFrom
    return [node.lineno for node in ast.walk(function) if isinstance(node, kinds)]


def parameters(function):
    given = function.args
    rows = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return [row.arg for row in rows if row.arg not in ("self", "cls")]


def lines(function):
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize(("room", "most"), [("services", 1), ("ui", 5), ("documents", 0)])
def test_few_modules_lie_loose(room, most):
    loose = sorted(path.name for path in (PACKAGE / room).glob("[a-z]*.py"))
    print(room, len(loose), "loose modules:", *loose)
    assert len(loose) <= most


@pytest.mark.parametrize(("room", "most"), [("ui", 40), ("services", 20)])
def test_few_imports_are_inside_functions(room, most):
    inside = [
        (function.path.name, line)
        for function in functions()
        for line in function.imports
        if function.path.is_relative_to(PACKAGE / room)
    ]
    print(room, len(inside), "imports inside functions")
    assert len(inside) <= most


def test_functions_take_few_parameters():
    counts = [len(function.parameters) for function in functions()]
    many = sorted(f"{f.path.name}:{f.name}" for f in functions() if len(f.parameters) > 5)
    print(f"mean {sum(counts) / len(counts):.3f} parameters;", len(many), "functions over five")
    assert sum(counts) / len(counts) <= 1.402
    assert len(many) <= 12


def test_functions_are_short():
    sizes = sorted(function.lines for function in functions())
    print("longest function", sizes[-1], "lines; nine of ten up to", sizes[len(sizes) * 9 // 10])
    assert sizes[len(sizes) * 9 // 10] <= 18
    assert sizes[-1] <= 51


def test_files_are_short():
    sizes = {str(p.relative_to(PACKAGE)): len(p.read_text().splitlines()) for p in FILES}
    assert {name: size for name, size in sizes.items() if size > 402} == {}
