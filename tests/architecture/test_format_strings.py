"""No text a person wrote is ever a format string: a brace in it would stop the program."""

import ast
from pathlib import Path

import ctpat_desktop

ROOT = Path(ctpat_desktop.__file__).parent

OURS = {
    "checklist/answers.py": {
        "tr(SITE_WITHOUT_STATUS if _has_words(response) else SITE_WITHOUT_ANSWER)",
        "tr(lacking[criterion.level])",
    },
    "checklist/coherence.py": {"tr(rule.reason)"},
    "documents/core/chain_layout.py": {"tier_word"},
    "documents/scanning/matching.py": {"line"},
    "exchange/tables/delimited.py": {"tr(_GUESSED)", "tr(_MIXED)"},
    "exchange/team/troubles.py": {"tr(WORDS[self.kind])"},
    "support/language.py": {"_texts(current()).ngettext(one, many, n)"},
    "ui/frame/about.py": {"tr(ABOUT)"},
    "ui/widgets/theme.py": {"SHEET"},
    "ui/risk/partner_dialogs.py": {"tr(FIGURES[name])"},
    "ui/trade/eligibility.py": {"words[assessment.result]"},
    "ui/registers/actions.py": {"tr(self.title)"},
    "workspace/failures.py": {"tr(failed)"},
    "workspace/repair/health.py": {"tr(STATES[state])"},
    "workspace/storage.py": {"tr(WARNINGS[self.kind])"},
}
"""Looked at by hand: each is one of the program's own texts, from a table or a definition."""


def is_fixed(node):
    """Return whether an expression is text of the program, with nothing put into it."""
    match node:
        case ast.Constant():
            return True
        case ast.Call(func=ast.Name(id="tr"), args=[text]):
            return is_fixed(text)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return is_fixed(one) and is_fixed(other)
    return False


def loose_formats(tree):
    """Yield what `.format` is called on where it is not seen to be fixed text."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        given = {}
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                given.setdefault(node.targets[0].id, []).append((node.lineno, node.value))
        for node in ast.walk(function):
            match node:
                case ast.Call(func=ast.Attribute(value=text, attr="format" | "format_map")):
                    if not all(_is_ours(row, given, node.lineno) for row in _branches(text)):
                        yield ast.unparse(text)
                case ast.Call(func=ast.Name(id="ntr"), args=[one, many, _]):
                    yield from (ast.unparse(text) for text in (one, many) if not is_fixed(text))


def _branches(text):
    return (text.body, text.orelse) if isinstance(text, ast.IfExp) else (text,)


def _is_ours(text, assigned, line):
    before = [value for at, value in assigned.get(ast.unparse(text), ()) if at < line]
    return is_fixed(text) or (before and all(map(is_fixed, before)))


def test_only_texts_of_the_program_are_format_strings():
    loose = {}
    for path in ROOT.rglob("*.py"):
        found = set(loose_formats(ast.parse(path.read_text(encoding="utf-8"))))
        name = path.relative_to(ROOT).as_posix()
        if found - OURS.get(name, set()):
            loose[name] = found - OURS.get(name, set())
    assert loose == {}
