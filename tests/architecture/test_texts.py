"""What a person reads goes through `tr` or `ntr`, at the moment it is shown."""

import ast
import re
from functools import cache
from pathlib import Path
from string import Formatter

import ctpat_desktop

ROOT = Path(ctpat_desktop.__file__).parent
FILES = [path for path in sorted(ROOT.rglob("*.py")) if "versions" not in path.parts]
DOORS = {"tr", "ntr", "N_"}

PROBLEMS = {"Unreadable", "Unfit", "Unsaid", "Locked", "WrongKey", "BackupFailed", "InUse"}
"""Failures and refusals with a message of ours, beside `Problem` itself."""
SPOKEN = {"Problem", "Finding", "Mark", "say", "complain", "print", *PROBLEMS}
"""What is called with words for a person."""
NAMED = {"hint", "help", "title", "heading", "heads", "reason", "remedy", "description"}
"""Arguments by name that are words for a person where they are two or more."""
OURSELVES = {
    "cli/demo.py": "what the demo has made, for whoever builds or shows the program",
    "cli/self_test.py": "one line for each part, read by scripts and by whoever helps",
    "exchange/open_data/oscal.py": "a file format, whose words are those of its makers",
    "services/registers/facts/query.py": "a mistake in a rule of ours; no person can make it",
}
"""Modules with words nobody reads in a language of his own, each with its reason."""


@cache
def trees():
    """Return every module as a tree, by its name; read when a test asks."""
    return {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in FILES
    }


def called(node):
    """Return the name of what is called."""
    func = node.func if isinstance(node, ast.Call) else None
    return getattr(func, "id", getattr(func, "attr", ""))


def bare(node):
    """Yield the texts of two or more words in an expression that did not go through a door."""
    match node:
        case ast.Constant(value=str() as text):
            words = [text]
        case ast.JoinedStr(values=values):
            words = [row.value for row in values if isinstance(row, ast.Constant)]
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            yield from (*bare(one), *bare(other))
            return
        case ast.BoolOp(values=nodes) | ast.Tuple(elts=nodes) | ast.List(elts=nodes):
            for row in nodes:
                yield from bare(row)
            return
        case _:
            return
    if re.search(r"[A-Za-z]{2,}[,:;]? [a-z(]{2,}", " ".join(words)):
        yield " ".join(words)


def untranslated(tree):
    """Yield the texts handed to what people read, outside `tr`."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or called(node) in DOORS:
            continue
        if called(node) in SPOKEN:
            for row in node.args:
                yield from bare(row)
        for row in node.keywords:
            if row.arg in NAMED:
                yield from bare(row.value)


def test_words_for_people_go_through_tr():
    loose = {
        name: sorted(found)
        for name, tree in trees().items()
        if name not in OURSELVES and (found := set(untranslated(tree)))
    }
    assert loose == {}


def at_import(tree):
    """Yield the calls of `tr` and `ntr` that run when a module is read, or only once."""
    waiting = [*tree.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting += [row for row in (*node.args.defaults, *node.args.kw_defaults) if row]
            if isinstance(node, ast.FunctionDef):
                waiting += node.decorator_list
            continue
        if isinstance(node, ast.Call) and called(node) in DOORS - {"N_"}:
            yield node.lineno
        waiting += ast.iter_child_nodes(node)


def test_nothing_is_translated_when_a_module_is_read():
    early = {name: found for name, tree in trees().items() if (found := [*at_import(tree)])}
    assert early == {}


def remembered(tree):
    """Yield the functions that keep what they return, and translate inside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            kinds = " ".join(map(ast.unparse, node.decorator_list))
            inside = {called(row) for row in ast.walk(node)}
            if re.search(r"\bcache\b|lru_cache", kinds) and inside & {"tr", "ntr"}:
                yield node.name


def test_no_translated_text_is_remembered():
    assert {name: found for name, tree in trees().items() if (found := [*remembered(tree)])} == {}


def tables(tree):
    """Return the tables at module level whose texts stand in the same module, by name."""
    rows = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    return {
        target.id: node.value
        for node in rows
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and node.value is not None
    }


def known_to(tree):
    """Return the tables a module has or takes from another one of ours, by name."""
    known = tables(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ctpat_desktop."):
            place = node.module.partition(".")[2].replace(".", "/")
            other = trees().get(f"{place}.py") or trees().get(f"{place}/__init__.py")
            there = tables(other) if other else {}
            known |= {
                row.asname or row.name: there[row.name] for row in node.names if row.name in there
            }
    return known


def unmarked(tree):
    """Yield the tables of a module that are shown through `tr` and hold a text without `N_`."""
    known = known_to(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="tr"), args=[ast.Name(id=name)]):
                pass
            case ast.Call(func=ast.Name(id="tr"), args=[ast.Subscript(value=ast.Name(id=name))]):
                pass
            case _:
                continue
        if name in known and [*_values(known[name])]:
            yield name


def _values(node):
    """Yield the texts of a table that no `N_` marks; keys are not shown."""
    match node:
        case ast.Constant(value=str() as text):
            if any(map(str.isalpha, text)):
                yield text
        case ast.Dict(values=rows) | ast.Tuple(elts=rows) | ast.List(elts=rows):
            for row in rows:
                yield from _values(row)


def test_tables_that_are_translated_are_marked():
    loose = {name: found for name, tree in trees().items() if (found := {*unmarked(tree)})}
    assert loose == {}


def half_marked(tree):
    """Yield the lines of tables of which some texts are marked and some are not."""
    for node in ast.walk(tree):
        match node:
            case ast.Dict(values=rows) | ast.Tuple(elts=rows) | ast.List(elts=rows):
                marked = [row for row in rows if called(row) in DOORS]
            case _:
                continue
        if len(marked) > isinstance(node, ast.Tuple) and any(map(_is_word, rows)):
            yield node.lineno


def _is_word(node):
    match node:
        case ast.Constant(value=str() as text):
            return any(map(str.isalpha, text))
    return False


def test_tables_are_marked_wholly():
    loose = {name: found for name, tree in trees().items() if (found := [*half_marked(tree)])}
    assert loose == {}


def misfits(tree):
    """Yield the texts whose {places} are not the names they are filled with."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(
                    value=ast.Call(
                        func=ast.Name(id="tr"), args=[ast.Constant(value=str() as text)]
                    ),
                    attr="format",
                ),
                keywords=filled,
            ):
                texts, names = [text], {row.arg for row in filled}
            case ast.Call(func=ast.Name(id="ntr"), args=[*words, _], keywords=filled):
                texts = [row.value for row in words if isinstance(row, ast.Constant)]
                names = {"n", *(row.arg for row in filled)}
            case _:
                continue
        if None not in names:
            yield from (text for text in texts if not _places(text) <= names)


def _places(text):
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in Formatter().parse(text) if name}


def test_every_place_of_a_text_is_filled():
    assert {name: found for name, tree in trees().items() if (found := [*misfits(tree)])} == {}


def test_a_text_outside_tr_is_seen():
    tree = ast.parse(
        'Problem("It is gone.", tr("Try again."))\n'
        'Finding("rule", one, f"{a} is empty.", tr("Fill it in."))\n'
        'verb.add_argument("-x", help="the new file")\n'
        'Problem(tr("It is gone."), "Nothing was lost." if a else tr("b"))\n'
    )
    assert [*untranslated(tree)] == [
        "It is gone.",
        " is empty.",
        "the new file",
        "Nothing was lost.",
    ]


def test_what_runs_at_import_is_seen():
    tree = ast.parse(
        'A = tr("a")\ndef f(x=tr("b")):\n    return tr("c")\nclass C:\n    d = tr("d")'
    )
    assert sorted(at_import(tree)) == [1, 2, 5]


def test_a_table_without_marks_is_seen():
    tree = ast.parse('A = {"a": "A word"}\nB = {"a": N_("A word")}\ntr(A[x])\ntr(B[x])')
    assert [*unmarked(tree)] == ["A"]


def test_a_table_with_one_text_without_a_mark_is_seen():
    tree = ast.parse(
        'A = {"a": N_("is not"), "b": "is"}\nB = {"a": N_("is"), "b": ""}\nC = ("k", tr("w"))'
    )
    assert [*half_marked(tree)] == [1]


def test_a_place_nobody_fills_is_seen():
    assert [*misfits(ast.parse('tr("{a} and {b}").format(a=1)'))] == ["{a} and {b}"]
