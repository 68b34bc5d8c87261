"""Documents are found by words, kind, expiry and use, and by all of them together."""

from datetime import date, timedelta

import pytest

from ctpat_desktop.records import Evidence
from ctpat_desktop.services.evidence.filtering import Asked, Moment, Shelf
from ctpat_desktop.services.evidence.uses import Uses

DAY = date(2026, 11, 21)
MOMENT = Moment(DAY, 90)
ENDS = {"a": -1, "b": 0, "c": 90, "d": 91, "e": None}
USES = {
    "a": Uses(frozenset({"1.1", "12.4"})),
    "b": Uses(tables=frozenset({"partner"})),
    "c": Uses(frozenset({"1.10"}), frozenset({"bond"})),
}


def document(key):
    days = ENDS[key]
    return Evidence(
        id=key,
        title=f"Log {key.upper()}",
        kind="log" if key in "ab" else "photo",
        filename=f"scan_{key}.pdf",
        expires_on=None if days is None else DAY + timedelta(days=days),
    )


SHELF = Shelf()
SHELF.put(map(document, reversed(ENDS)), {key: f"Log {key.upper()}" for key in ENDS})


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Asked(), "abcde"),
        (Asked(words="LOG b"), "b"),
        (Asked(words="pdf scan_c"), "c"),
        (Asked(kind="log"), "ab"),
        (Asked(expiry="expired"), "a"),
        (Asked(expiry="soon"), "bc"),
        (Asked(use="linked"), "abc"),
        (Asked(use="not linked"), "de"),
        (Asked(use="section:1"), "ac"),
        (Asked(use="section:12"), "a"),
        (Asked(use="criterion:1.1"), "a"),
        (Asked(use="table:partner"), "b"),
        (Asked(words="log", kind="photo", expiry="soon", use="section:1"), "c"),
        (Asked(words="log", kind="log", expiry="soon", use="section:1"), ""),
    ],
)
def test_what_is_asked_for_is_shown_in_order(asked, ids):
    assert "".join(row.id for row in SHELF.matching(asked, USES, MOMENT)) == ids


def test_a_document_with_another_name_is_found_by_it_and_in_its_place():
    shelf = Shelf()
    names = {key: f"Log {key.upper()}" for key in ENDS}
    shelf.put(map(document, ENDS), names)
    shelf.put(map(document, ENDS), names | {"a": "Zebra crossing"})
    every = shelf.matching(Asked(), USES, MOMENT)
    assert "".join(row.id for row in every) == "bcdea"
    assert [row.id for row in shelf.matching(Asked("zebra"), USES, MOMENT)] == ["a"]
    assert shelf.matching(Asked("log scan_a"), USES, MOMENT) == []
