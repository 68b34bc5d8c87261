"""What stops a company in the portal: one change in a complete company, one finding."""

from dataclasses import replace

import pytest

from ctpat_desktop.checklist import company, evaluate
from ctpat_desktop.checklist.facts import AddressFact, ContactFact, IdentifierFact
from tests.checklist.building import ANA, BOB, COMPLETE, HQ, LAREDO, MUST, TODAY


def judged(**changes):
    rows = evaluate((MUST,), replace(COMPLETE, **changes), TODAY).findings
    return [(row.rule, row.severity.value, row.place.record_id, row.place.field) for row in rows]


def test_a_complete_company_has_no_findings():
    assert judged() == []


@pytest.mark.parametrize("key", COMPLETE.company)
def test_each_company_field_is_needed(key):
    row = ("company.field_missing", "blocker", "co", key)
    assert judged(company={**COMPLETE.company, key: False}) == [row]


@pytest.mark.parametrize(
    ("contacts", "rule", "record", "field"),
    [
        ((replace(ANA, is_primary=False), BOB), "primary_contact", "", "is_primary"),
        ((ANA, replace(BOB, is_primary=True)), "primary_contact", "", "is_primary"),
        ((replace(ANA, is_officer=False), BOB), "primary_officer", "c1", "is_officer"),
        ((ANA,), "two_contacts", "", "last_name"),
        ((ANA, replace(BOB, email="")), "email_missing", "c2", "email"),
        ((ANA, replace(BOB, email="  ")), "email_missing", "c2", "email"),
        ((ANA, replace(BOB, email="ANA@x.example")), "email_shared", "c2", "email"),
        ((ANA, replace(BOB, email=" ana@x.example ")), "email_shared", "c2", "email"),
    ],
)
def test_contacts(contacts, rule, record, field):
    assert judged(contacts=contacts) == [(f"company.{rule}", "blocker", record, field)]


def test_no_contacts_at_all():
    assert [row[0] for row in judged(contacts=())] == [
        "company.primary_contact",
        "company.two_contacts",
    ]


def test_three_contacts_sharing_an_address_are_one_finding():
    third = ContactFact("c3", "Cy", "ana@x.example", "", "", False, False)
    rows = judged(contacts=(ANA, replace(BOB, email="ana@x.example"), third))
    assert rows == [("company.email_shared", "blocker", "c3", "email")]


@pytest.mark.parametrize(
    ("entity", "kinds", "missing"),
    [
        ("importer", "ior bond", []),
        ("importer", "ior", ["bond"]),
        ("importer", "bond", ["ior"]),
        ("importer", "", ["ior", "bond"]),
        ("exporter", "ein", []),
        ("exporter", "duns", []),
        ("exporter", "ior", ["ein"]),
        ("highway_carrier", "scac", ["dot"]),
        ("mexico_long_haul_carrier", "", ["sct"]),
        ("rail_carrier", "", ["scac"]),
        ("sea_carrier", "", []),
        ("air_carrier", "", ["iata"]),
        ("customs_broker", "", ["filer"]),
        ("consolidator", "iata", []),
        ("consolidator", "", ["fmc"]),
        ("third_party_logistics", "", []),
        ("us_marine_port_terminal", "", ["fmc"]),
        ("foreign_marine_port_terminal", "", []),
        ("foreign_manufacturer", "", ["mid"]),
    ],
)
def test_identifiers_per_entity_type(entity, kinds, missing):
    rows = tuple(IdentifierFact(kind, kind, "1") for kind in kinds.split())
    facts = replace(COMPLETE, entity=entity, identifiers=rows)
    assert [row.place.field for row in company.identifiers(facts)] == missing


def test_an_identifier_without_a_value_does_not_count():
    rows = (IdentifierFact("i1", "ior", "1"), IdentifierFact("i2", "bond", " "))
    assert judged(identifiers=rows) == [("company.identifier_missing", "blocker", "", "bond")]


@pytest.mark.parametrize(
    ("addresses", "record"),
    [
        ((), ""),
        ((AddressFact("a2", "cargo", "1 Road", "Newark", "US"),), ""),
        ((replace(HQ, city=""),), "a1"),
        ((replace(HQ, country=""),), "a1"),
        ((replace(HQ, line1=""),), "a1"),
    ],
)
def test_headquarters_address(addresses, record):
    assert judged(addresses=addresses) == [("company.headquarters", "blocker", record, "line1")]


def test_a_cargo_place_is_needed():
    assert judged(sites={"s2": LAREDO}) == [("company.cargo_sites", "gap", "", "handles_cargo")]


def test_a_cargo_address_is_a_cargo_place():
    cargo = AddressFact("a2", "cargo", "2 Road", "Laredo", "US")
    assert judged(sites={}, addresses=(HQ, cargo)) == []


@pytest.mark.parametrize(("borders", "count"), [("", 1), ("canada", 0)])
def test_a_highway_carrier_names_its_border(borders, count):
    facts = replace(COMPLETE, entity="highway_carrier", borders_crossed=borders)
    rows = list(company.borders(facts))
    assert len(rows) == count
    assert all(row.place.table == "account" and row.place.record_id == "acc" for row in rows)


def test_the_border_is_among_a_highway_carriers_findings():
    rows = (IdentifierFact("i1", "scac", "ABCD"), IdentifierFact("i2", "dot", "1"))
    expected = [("company.borders", "blocker", "acc", "borders_crossed")]
    assert judged(entity="highway_carrier", identifiers=rows) == expected


def test_only_highway_carriers_name_a_border():
    assert judged(borders_crossed="") == []


@pytest.mark.parametrize(("length", "count"), [(300, 0), (301, 1)])
def test_a_long_history_is_a_note(length, count):
    rows = [("company.history_long", "note", "co", "history")]
    assert judged(history_length=length) == rows[:count]
