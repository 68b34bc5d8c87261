"""What the portal may refuse becomes a finding with its place."""

from dataclasses import replace

import pytest

from ctpat_desktop.catalogue.portal_formats import doubts
from ctpat_desktop.checklist.engine import evaluate
from ctpat_desktop.checklist.facts import RecordFact
from tests.checklist.building import COMPLETE, MUST, TODAY

STREET = {"line1": "1 Road", "city": "Town"}
NEWARK = {**STREET, "state": "NJ", "postal_code": "07102", "country": "US"}
OTTAWA = {**STREET, "state": "ON", "postal_code": "K1A 0B1", "country": "CA"}
MONTERREY = {**STREET, "state": "NLE", "postal_code": "64000", "country": "MX"}


def fields(table, **values):
    return [doubt.field for doubt in doubts(table, values)]


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("ior", ("12-3456789", "12-345678900", "123-45-6789", "123456-12345"), ("12-34567", "x")),
        ("ein", ("12-3456789",), ("123456789", "12-34567", "12-3456789 1")),
        ("scac", ("ABCD", "AB"), ("ABCDE", "A1", "abcd")),
        ("mid", ("MXCOMNAN123MEX", "XOACME12TOR"), ("ZZCOMNAN123MEX", "mxcom", "MX" + "A" * 14)),
        ("duns", ("123456789", "12-345-6789"), ("12345",)),
        ("filer", ("A1B",), ("A1", "a1b")),
        ("other", ("anything",), ()),
    ],
)
def test_identifiers(kind, good, bad):
    assert [value for value in good if fields("identifier", kind=kind, value=value)] == []
    assert [value for value in bad if not fields("identifier", kind=kind, value=value)] == []


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("maria@harborlane.com", []),
        ("m.o'neil+ctpat@mail.harborlane.co.uk", []),
        ("maria@harborlane", ["email"]),
        ("maria.harborlane.com", ["email"]),
        ("maria@harborlane..com", ["email"]),
        ("maria@harborlane.com, ben@harborlane.com", ["email"]),
        ("maria@harborlane.1", ["email"]),
    ],
)
def test_emails(email, expected):
    assert fields("contact", email=email) == expected


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("973-555-0140", []),
        ("+52 (81) 5555 0140", []),
        ("973.555.0140 ext. 12", []),
        ("973-555-0140 x12", []),
        ("555", ["phone"]),
        ("call the office", ["phone"]),
        ("+1 973 555 0140 0140 0140", ["phone"]),
    ],
)
def test_phones(phone, expected):
    assert fields("contact", phone=phone) == expected
    assert fields("company", phone=phone) == expected


@pytest.mark.parametrize(
    ("where", "change", "expected"),
    [
        (NEWARK, {}, []),
        (NEWARK, {"postal_code": "07102-1234"}, []),
        (NEWARK, {"postal_code": "2940"}, ["postal_code"]),
        (NEWARK, {"postal_code": ""}, ["postal_code"]),
        (NEWARK, {"state": "New Yersey"}, ["state"]),
        (NEWARK, {"state": ""}, ["state"]),
        (NEWARK, {"country": "united st"}, ["country"]),
        (OTTAWA, {}, []),
        (OTTAWA, {"postal_code": "k1a0b1"}, []),
        (OTTAWA, {"postal_code": "K1O 0B1"}, ["postal_code"]),
        (OTTAWA, {"postal_code": "07102"}, ["postal_code"]),
        (OTTAWA, {"state": "NJ"}, ["state"]),
        (MONTERREY, {}, []),
        (MONTERREY, {"state": "Nuevo León"}, []),
        (MONTERREY, {"postal_code": "6400"}, ["postal_code"]),
        ({**STREET, "country": "DE"}, {"state": "", "postal_code": ""}, []),
        ({"country": "US"}, {}, []),
    ],
)
@pytest.mark.parametrize("table", ["address", "site"])
def test_places(table, where, change, expected):
    assert fields(table, **{**where, **change}) == expected


def test_a_doubt_is_a_gap_at_its_record_and_field():
    bad = RecordFact("contact", "c1", "Maria Lane", (("email", "maria@harborlane"),))
    found = evaluate((MUST,), replace(COMPLETE, records=(bad,)), TODAY)
    (row,) = found.findings
    assert (row.rule, row.severity.value) == ("company.format", "gap")
    place = row.place
    assert (place.section, place.table, place.record_id, place.field) == (
        "company",
        "contact",
        "c1",
        "email",
    )
    assert row.reason == (
        "Maria Lane: “maria@harborlane” is no whole e-mail address; the portal may refuse it."
    )


@pytest.mark.parametrize(
    ("record", "answered"),
    [
        (RecordFact("contact", "c1", "", (("email", "a@b.com"),)), 10),
        (RecordFact("contact", "c1", "", (("email", "a@b"),)), 9),
        (RecordFact("company", "co", "", (("phone", "12"),)), 9),
    ],
)
def test_progress_is_not_whole_with_a_doubt(record, answered):
    found = evaluate((MUST,), replace(COMPLETE, records=(record,)), TODAY)
    company = found.progress[0]
    assert (company.answered, company.total) == (answered, 10)
