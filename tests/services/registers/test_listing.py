"""Lists over SQL: conditions, order, words, cells."""

from datetime import date

import pytest

from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import listing, records
from ctpat_desktop.services.registers.listing import Condition, View

TODAY = date(2026, 11, 21)


@pytest.fixture
def company(workspace):
    companies.start(workspace, "Harbor", "importer", 2026)
    return companies.overview(workspace)[0].company_id


@pytest.fixture
def partners(workspace, company):
    """Three partners; returns a function that lists names under a view and words."""
    program = records.add(workspace, "mra_program", company_id=company, country="MX", name="OEA")
    rows = (
        {"name": "Ñandú Lines", "country": "UY", "roles": "sea_carrier", "risk": "high"},
        {
            "name": "alder Freight",
            "country": "US",
            "roles": "forwarder;customs_broker",
            "handles_cargo": True,
            "checked_on": date(2026, 1, 5),
            "program_id": program,
        },
        {"name": "Bolt Trucking", "country": "MX", "next_check_on": date(2026, 12, 1)},
    )
    ids = {
        row["name"]: records.add(workspace, "partner", company_id=company, **row) for row in rows
    }
    back = {key: name for name, key in ids.items()}

    def names(view=View(), words=""):  # noqa: B008
        found = listing.lines(Scope.of_company(workspace, company, TODAY), "partner", view)
        return [back[key] for key in found.matching(words)]

    return names


def test_a_list_is_sorted_by_name_whatever_the_case(partners):
    assert partners() == ["alder Freight", "Bolt Trucking", "Ñandú Lines"]


def test_countries_sort_by_their_names(partners):
    assert partners(View(order="country")) == ["Bolt Trucking", "alder Freight", "Ñandú Lines"]


def test_empty_values_stand_last_in_both_directions(partners):
    up, down = View(order="checked_on"), View(order="checked_on", descending=True)
    assert partners(up)[0] == partners(down)[0] == "alder Freight"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("nandu", ["Ñandú Lines"]),
        ("ALDER", ["alder Freight"]),
        ("mexico", ["Bolt Trucking"]),
        ("sea carr", ["Ñandú Lines"]),
        ("bolt mexico", ["Bolt Trucking"]),
        ("bolt uruguay", []),
    ],
)
def test_words_are_found_in_what_the_columns_show(partners, words, expected):
    assert partners(words=words) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("risk", "is", "high"), ["Ñandú Lines"]),
        (Condition("risk", "not", "high"), ["alder Freight", "Bolt Trucking"]),
        (Condition("roles", "is", "customs_broker"), ["alder Freight"]),
        (Condition("roles", "is", "broker"), []),
        (Condition("handles_cargo", "is", "yes"), ["alder Freight"]),
        (Condition("handles_cargo", "is", "no"), ["Bolt Trucking", "Ñandú Lines"]),
        (Condition("checked_on", "empty"), ["Bolt Trucking", "Ñandú Lines"]),
        (Condition("program_id", "filled"), ["alder Freight"]),
        (Condition("roles", "empty"), ["Bolt Trucking"]),
        (Condition("next_check_on", "before", "today+30"), ["Bolt Trucking"]),
        (Condition("next_check_on", "before", "today"), []),
        (Condition("checked_on", "after", "2026-01-04"), ["alder Freight"]),
    ],
)
def test_a_condition_keeps_what_fits(partners, condition, expected):
    assert partners(View((condition,))) == expected


def test_typing_on_and_taking_back_finds_the_same_as_typing_at_once(workspace, company, partners):
    lines = listing.lines(Scope.of_company(workspace, company, TODAY), "partner", View())
    for words in ("b", "bo", "bolt", "bolt m", "bolt", "b", "a"):
        fresh = listing.lines(Scope.of_company(workspace, company, TODAY), "partner", View())
        assert lines.matching(words) == fresh.matching(words)


def test_cells_show_words_instead_of_codes_and_ids(workspace, company, partners):
    found = listing.lines(Scope.of_company(workspace, company, TODAY), "partner", View())
    row = listing.rows(workspace, "partner", found.matching("alder"))[0]
    shown = {key: row.cells[key] for key in ("country", "roles", "checked_on", "program_id")}
    assert shown == {
        "country": "United States",
        "roles": "Freight forwarder, Customs broker",
        "checked_on": "01/05/2026",
        "program_id": "Mexico OEA",
    }


def test_another_companys_records_are_not_listed(workspace, company, partners):
    companies.start(workspace, "Other", "importer", 2026)
    other = next(x.company_id for x in companies.overview(workspace) if x.company == "Other")
    assert listing.lines(Scope.of_company(workspace, other, TODAY), "partner", View()).ids == []


def test_names_through_two_records_are_found(workspace, company):
    session = records.add(workspace, "training_session", company_id=company, title="Seals")
    person = records.add(workspace, "person", company_id=company, first_name="Ada", last_name="Roe")
    records.add(
        workspace,
        "attendance",
        company_id=company,
        training_session_id=session,
        person_id=person,
    )
    found = listing.lines(Scope.of_company(workspace, company, TODAY), "attendance", View())
    assert len(found.matching("ada roe")) == 1
    assert listing.rows(workspace, "attendance", found.ids)[0].cells["person_id"] == "Ada Roe"
