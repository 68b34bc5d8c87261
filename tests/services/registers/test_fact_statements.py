"""The statements of the register facts are built once for a day and its limits."""

from dataclasses import replace
from datetime import date

import pytest

from ctpat_desktop.checklist.register_facts import Limits
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.accounts import companies
from ctpat_desktop.services.registers import facts, records
from ctpat_desktop.services.registers.facts.query import Moment, statement

DAY = Moment(date(2026, 11, 21), Limits())


@pytest.mark.parametrize("query", facts.queries(), ids=lambda query: query.name)
def test_a_statement_is_built_once_for_a_day(query):
    assert statement(query, DAY) is statement(query, replace(DAY))


@pytest.mark.parametrize(
    "other",
    [
        Moment(date(2026, 11, 22), Limits()),
        Moment(DAY.today, Limits(check_days=10)),
    ],
    ids=["day", "limits"],
)
def test_another_day_and_other_limits_have_statements_of_their_own(other):
    for query in facts.queries():
        assert statement(query, other) is not statement(query, DAY)


def test_two_companies_of_one_file_are_asked_for_by_the_same_statement(workspace):
    companies.start(workspace, "Harbor", "importer", 2026)
    companies.start(workspace, "Ridge", "importer", 2026)
    ids = {line.company: line.company_id for line in companies.overview(workspace)}
    records.add(workspace, "partner", company_id=ids["Ridge"], name="")
    counts = {
        name: facts.read(Scope.of_company(workspace, ids[name], DAY.today))
        .facts.rows["incomplete.partner"]
        .count
        for name in ("Harbor", "Ridge")
    }
    assert counts == {"Harbor": 0, "Ridge": 1}
