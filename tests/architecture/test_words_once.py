"""What a stored choice is called stands once, in `forms/`; no other place has words for it."""

import ast
from pathlib import Path

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.catalogue.values import choices_of
from ctpat_desktop.support.shipped import shipped

PACKAGE = Path(__file__).parents[2] / "ctpat_desktop"
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if "migrations" not in path.parts]
TABLES = sorted(path.stem for path in Path(str(shipped("forms", "records"))).glob("*.toml"))
CHOICES = {
    (table, field.key): choices_of(table, field.key)
    for table in TABLES
    for field in load_form(table).fields
    if field.choices
}
"""The labels of every choice field, by table and field."""


def _pairs(node):
    """Yield the pairs of words in a table: of a dict, or of rows such as ("yes", "Yes")."""
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
    elif isinstance(node, ast.Tuple | ast.List):
        pairs = (row.elts[:2] for row in node.elts if isinstance(row, ast.Tuple) and row.elts[1:])
    else:
        return
    for key, value in pairs:
        if isinstance(value, ast.Tuple) and value.elts:
            value = next((one for one in value.elts if _word(one) is not None), value)
        if isinstance(value, ast.Call) and getattr(value.func, "id", "") == "tr":
            value = value.args[0]
        if _word(key) is not None and _word(value) is not None:
            yield _word(key), _word(value)


def _word(node):
    is_word = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if is_word else None


def tables_of_labels(text):
    """Return the lines of a module where two or more labels of one choice field stand again."""
    found = []
    for node in ast.walk(ast.parse(text)):
        said = dict(_pairs(node))
        for labels in CHOICES.values() if len(said) > 1 else ():
            same = [key for key in said if said[key] != key and _same(said[key], labels.get(key))]
            if len(same) > 1 and len(same) > 0.5 * len(said):
                found.append((node.lineno, same))
                break
    return found


def _same(words, label):
    return label is not None and words.lower() == label.lower()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_repeats_the_words_of_a_form(path):
    assert tables_of_labels(path.read_text()) == []


@pytest.mark.parametrize(
    "text",
    [
        'A = {"in_place": "In place", "partly": "Partly in place", "planned": "Planned"}',
        'A = (("in_place", "In place"), ("partly", "Partly"))',
        'A = {"yes": ("Yes", 1), "no": ("No", 2)}',
        'A = [("yes", tr("Yes")), ("no", tr("No"))]',
    ],
)
def test_a_second_table_is_seen(text):
    assert tables_of_labels(text)


def test_a_table_of_other_words_is_none():
    assert tables_of_labels('A = {"yes": "the membership says so", "no": "it says no"}') == []
