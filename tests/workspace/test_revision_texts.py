"""The texts of many revisions are, letter by letter, those that one revision has."""

import json
from datetime import date

import pytest

from ctpat_desktop.workspace import chain
from ctpat_desktop.workspace.revision_texts import Adding, removals

AWKWARD = (
    *("plain", 'says ":[null, here', "ends in ],", '],"', "]}", "line\nbreak", "back\\", '"', "%s"),
    *("Ω 漢字 🙂", "\u2028", "[null,", ":[", "\\", '\\":[', "null]", "\x00"),
    *('":[null,],', ":[null,],", "[x]", '[],"', "{", "}\n]}\n"),
)


def added_text(values):
    return chain.canonical_text({key: [None, value] for key, value in values.items()})


def gone(values):
    return chain.canonical_text({key: [value, None] for key, value in values.items()})


def records(value):
    plain = {"id": "a" * 32, "name": "Acme", "since": "2020-01-02", "volume": 7, "ours": True}
    return [{**plain, key: value} for key in ("id", "name", "since")] + [plain]


@pytest.mark.parametrize("value", AWKWARD)
def test_a_removal_tells_what_the_adding_told(value):
    rows = records(value)
    assert removals([*map(added_text, rows)]) == [*map(gone, rows)]


def test_values_that_are_lists_and_earlier_values_are_turned_too():
    texts = [
        chain.canonical_text({"a": [None, ["x", ["y"], "z"]], "b": [None, {"c": [None, 1]}]}),
        chain.canonical_text({"a": ["", "changed after it was added"], "b": [None, 1.5]}),
        added_text({"a": None, "b": False}),
    ]
    assert [json.loads(text) for text in removals(texts)] == [
        {"a": [["x", ["y"], "z"], None], "b": [{"c": [None, 1]}, None]},
        {"a": ["changed after it was added", None], "b": [1.5, None]},
        {"a": [None, None], "b": [False, None]},
    ]


@pytest.mark.parametrize("value", AWKWARD)
def test_columns_are_told_as_one_record_is(value):
    adding = Adding()
    adding.same("a_100%", "50 %s")
    adding.column("name", ["Acme", value, "Acme"], "")
    adding.same("place", "")
    adding.column("since", [date(2020, 1, 2), None, None], None)
    adding.column("volume", [0, 7, 7], None)
    assert adding.texts() == [
        added_text({"a_100%": "50 %s", "name": "Acme", "since": "2020-01-02", "volume": 0}),
        added_text({"a_100%": "50 %s", "name": value, "volume": 7}),
        added_text({"a_100%": "50 %s", "name": "Acme", "volume": 7}),
    ]


def test_true_and_one_are_told_apart_and_what_is_empty_is_left_out():
    adding = Adding()
    adding.column("mixed", [True, 1, "1", 0], None)
    adding.column("ours", [True, False, True, False], False)
    adding.column("sealed", [True, True, True, True], False)
    assert adding.texts() == [
        added_text({"mixed": True, "ours": True, "sealed": True}),
        added_text({"mixed": 1, "sealed": True}),
        added_text({"mixed": "1", "ours": True, "sealed": True}),
        added_text({"mixed": 0, "sealed": True}),
    ]
