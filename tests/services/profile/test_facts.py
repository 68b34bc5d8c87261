"""From stored records to the checklist's facts: blanks do not count as filled."""

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.profile.facts import facts_of
from ctpat_desktop.services.registers import records


@pytest.fixture
def account(workspace):
    return companies.start(workspace, "Acme", "importer", 2026)


def facts(workspace, account):
    return facts_of(companies.dossier(workspace, account))


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({}, {"name"}),
        ({"phone": " "}, {"name"}),
        ({"phone": "1"}, {"name", "phone"}),
        ({"name": " \n"}, set()),
        ({"employees": 12}, {"name", "employees"}),
    ],
)
def test_blank_fields_are_not_filled(workspace, account, values, filled):
    company = companies.dossier(workspace, account).company.id
    records.change(workspace, "company", company, **values)
    found = facts(workspace, account).company
    assert {key for key, has in found.items() if has} == filled


def test_a_blank_street_is_no_street(workspace, account):
    company = companies.dossier(workspace, account).company.id
    records.add(workspace, "address", company_id=company, kind="headquarters", line1=" ", city="X")
    (row,) = facts(workspace, account).addresses
    assert (row.line1, row.city, row.country) == ("", "X", "")


def test_a_country_written_out_by_an_earlier_program_is_known(workspace, account):
    company = companies.dossier(workspace, account).company.id
    for country in ("Mexico", "united st"):
        records.add(workspace, "address", company_id=company, country=country)
    rows = [row for row in facts(workspace, account).records if row.table == "address"]
    assert {dict(row.values)["country"] for row in rows} == {"MX", "united st"}
