"""What falls due in the registers."""

from datetime import date

import pytest

from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import deadlines, records

FIRST, LAST = date(2026, 11, 21), date(2027, 11, 21)


@pytest.fixture
def company(workspace):
    companies.start(workspace, "Harbor", "importer", 2026)
    return companies.overview(workspace)[0].company_id


def words(workspace, company):
    found = deadlines.between(workspace, company, FIRST, LAST)
    return [(row.day, row.words, row.place.table, row.place.field) for row in found]


def test_deadlines_are_listed_nearest_first_with_their_place(workspace, company):
    partner = records.add(
        workspace, "partner", company_id=company, name="Bolt", next_check_on=date(2027, 3, 1)
    )
    records.add(
        workspace,
        "certificate",
        company_id=company,
        partner_id=partner,
        kind="aeo",
        number="77",
        expires_on=date(2026, 12, 1),
    )
    assert words(workspace, company) == [
        (date(2026, 12, 1), "AEO certificate 77 (Bolt): valid until", "certificate", "expires_on"),
        (date(2027, 3, 1), "Bolt: next check due", "partner", "next_check_on"),
    ]


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2027, 11, 22)])
def test_days_outside_are_left_out(workspace, company, day):
    records.add(workspace, "partner", company_id=company, name="Bolt", next_check_on=day)
    assert words(workspace, company) == []


def test_what_is_closed_is_not_due(workspace, company):
    day = date(2027, 1, 1)
    records.add(
        workspace, "partner", company_id=company, name="B", next_check_on=day, status="ended"
    )
    records.add(workspace, "action", company_id=company, title="Mend", due_on=day, status="done")
    records.add(workspace, "action", company_id=company, title="Fence", due_on=day)
    assert [row[1] for row in words(workspace, company)] == ["Fence: due on"]
