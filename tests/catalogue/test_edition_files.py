"""An edition file is checked in full before it counts: one line for each thing that is wrong."""

import json

import pytest

from ctpat_desktop.catalogue import load_edition
from ctpat_desktop.catalogue.edition_files import (
    EditionFaults,
    faults,
    read_bytes,
    stored_edition,
)
from ctpat_desktop.support.shipped import shipped

INVENTED = shipped("resources", "editions", "invented-2031.json")


@pytest.fixture
def content():
    return json.loads(INVENTED.read_text("utf-8"))


def as_bytes(content):
    return json.dumps(content).encode()


def first(content):
    return content["criteria"][0]


@pytest.mark.parametrize(
    "path", [INVENTED, shipped("forms", "catalogue", "2020-03", "criteria.json")]
)
def test_what_is_shipped_is_in_order(path):
    assert list(faults(json.loads(path.read_text("utf-8")))) == []


def test_the_invented_edition_says_so_wherever_it_is_named(content):
    edition = stored_edition(json.dumps(content))
    assert "INVENTED FOR TESTS" in edition.name
    assert "INVENTED FOR TESTS" in edition.short_name
    assert "INVENTED" not in load_edition().name


def test_what_may_be_left_out_is_completed(content):
    row = first(content)
    for key in ("fingerprint", "guidance", "evidence", "remark"):
        del row[key]
    del row["title"]["fr"]
    made = read_bytes("x.json", as_bytes(content))
    french = stored_edition(json.dumps(made), "fr").row("importer", row["id"])
    assert (french.title, french.guidance) == (row["title"]["en"], "")
    assert french.fingerprint == json.loads(INVENTED.read_text())["criteria"][0]["fingerprint"]


def test_a_byte_order_mark_is_no_fault(content):
    assert read_bytes("x.json", b"\xef\xbb\xbf" + as_bytes(content))["id"] == "invented-2031"


def put(*path_and_value):
    *path, key, value = path_and_value

    def change(content):
        place = content
        for step in path:
            place = place[step]
        place[key] = value

    return change


def drop(*path):
    *way, key = path

    def change(content):
        place = content
        for step in way:
            place = place[step]
        del place[key]

    return change


ROW = ("criteria", 0)
WRONG = {
    "no id": (drop("id"), "“id” is not a name"),
    "a path as id": (put("id", "../../x"), "“id” is not a name"),
    "a number as title": (put("title", 7), "“title” is not a text"),
    "a strange key": (put("color", "red"), "“color” is not known."),
    "invented is a word": (put("invented", "yes"), "“invented” is not true or false."),
    "a category too few": (drop("categories", 11), "the 12 categories numbered 1 to 12"),
    "a category twice": (put("categories", 11, "number", 1), "the 12 categories"),
    "a category without words": (put("categories", 0, "short", ""), "Category 1 lacks"),
    "no entities": (put("entities", []), "“entities” is not a list"),
    "a strange entity": (put("entities", 0, "id", "airship"), "“airship” is not an entity type"),
    "an entity twice": (put("entities", 1, "id", "importer"), "importer stands twice"),
    "an entity without words": (put("entities", 0, "note", None), "importer lacks its title or"),
    "no criteria": (put("criteria", []), "It has no criteria."),
    "criteria are an object": (put("criteria", {}), "“criteria” is not a list"),
    "unasked is a word": (put("unasked", "none"), "“unasked” is not a list"),
    "a row is a list": (put(*ROW, []), "criteria 1 is not a criterion."),
    "a row without number": (put(*ROW, "id", "one"), "criteria 1 has no number"),
    "a number as number": (put(*ROW, "id", 1.1), "criteria 1 has no number"),
    "a number twice": (put("criteria", 1, "id", "1.1"), "Criterion 1.1 stands twice."),
    "asked and unasked": (put("unasked", 0, "id", "1.1"), "Criterion 1.1 stands twice."),
    "a strange category": (put(*ROW, "category", 13), "1.1: the category 13 is not there."),
    "a category is a truth": (put(*ROW, "category", True), "the category True is not there."),
    "a strange key in a row": (put(*ROW, "weight", 3), "1.1: “weight” is not known."),
    "no English": (drop(*ROW, "title", "en"), "1.1: the title has no English text"),
    "a title without languages": (put(*ROW, "title", "Vision"), "1.1: the title has no English"),
    "German": (put(*ROW, "summary", "de", "Alles"), "the summary is in “de”"),
    "an empty summary": (put(*ROW, "summary", "en", " "), "the summary in en is not a text"),
    "a text too long": (put(*ROW, "summary", "en", "a" * 4001), "1 to 4,000 characters"),
    "a control character": (put(*ROW, "title", "en", "a\x00b"), "the title in en is not"),
    "guidance is a list": (put(*ROW, "guidance", []), "“guidance” is not a text"),
    "remarks are a text": (put(*ROW, "remarks", "all"), "“remarks” are not texts"),
    "asked of nobody": (put(*ROW, "levels", {}), "1.1 is asked of no entity type"),
    "a level alone": (put(*ROW, "levels", "importer", "must"), "not a level and how sure"),
    "a strange level": (put(*ROW, "levels", "importer", ["may", "source"]), "is not one of must"),
    "a level that is a list": (put(*ROW, "levels", "importer", [[], {}]), "is not one of must"),
    "a strange kind": (put(*ROW, "levels", "airship", ["must", "source"]), "not in “entities”"),
    "another fingerprint": (put(*ROW, "fingerprint", "0" * 16), "the fingerprint is not that"),
}


@pytest.mark.parametrize(("change", "why"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_and_nothing_is_read(content, change, why):
    change(content)
    with pytest.raises(EditionFaults) as caught:
        read_bytes("bad.json", as_bytes(content))
    assert [line for line in caught.value.faults if why in line], caught.value.faults
    assert "\n" not in caught.value.line()


def test_every_fault_has_a_line_of_its_own_and_the_first_ones_are_told(content):
    for row in content["criteria"][:40]:
        row["category"] = 0
    with pytest.raises(EditionFaults) as caught:
        read_bytes("bad.json", as_bytes(content))
    assert len(caught.value.faults) == 40
    assert "and 28 more." in caught.value.line()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "It is not JSON"),
        (b"\xff\xfe{", "not text in UTF-8"),
        (b"[]", "not one JSON object"),
        (b'{"id": "a", "id": "b"}', "the key “id” stands twice"),
        (b"[" * 100_000, "It is not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "It is not JSON"),
    ],
)
def test_what_is_no_edition_at_all_is_refused(data, why):
    with pytest.raises(EditionFaults, match=why):
        read_bytes("bad.json", data)
