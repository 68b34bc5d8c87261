"""The texts of many revisions are, letter by letter, those that one revision has."""

from datetime import date

import pytest

from ctpat_desktop.workspace import chain
from ctpat_desktop.workspace.revision_texts import Adding, short_removal

AWKWARD = (
    *("plain", 'says ":[null, here', "ends in ],", '],"', "]}", "line\nbreak", "back\\", '"', "%s"),
    *("Ω 漢字 🙂", "\u2028", "[null,", ":[", "\\", '\\":[', "null]", "\x00"),
    *('":[null,],', ":[null,],", "[x]", '[],"', "{", "}\n]}\n"),
)


def added_text(values):
    return chain.canonical_text({key: [None, value] for key, value in values.items()})


@pytest.mark.parametrize("value", AWKWARD)
def test_a_short_removal_names_its_record(value):
    assert short_removal(value) == chain.canonical_text({"id": [value, None]})


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
