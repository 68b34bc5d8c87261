"""A day that has passed is late while what was due is not done, in every register alike."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.forms import load_form
from ctpat_desktop.reading.scope import Scope
from ctpat_desktop.services.registers import deadlines, lateness, records
from ctpat_desktop.support.due import Due, with_lateness
from tests.services.questionnaires import asking

TODAY = date(2026, 11, 28)
BEFORE = date(2026, 11, 24)


@pytest.fixture
def company(workspace):
    return asking.company(workspace)


def late(workspace, table, record_id):
    found = lateness.of_rows(workspace, table, [record_id], TODAY)
    return {key: due.words for key, due in found.get(record_id, {}).items()}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 27), "1 day late"),
        (BEFORE, "4 days late"),
        (TODAY, "due today"),
        (date(2026, 11, 29), "due tomorrow"),
        (date(2026, 12, 8), "due in 10 days"),
        (date(2027, 12, 8), ""),
        (None, ""),
    ],
)
def test_how_near_a_day_is(day, words):
    assert Due(day, TODAY).words == words
    assert Due(day, TODAY).is_late == words.endswith("late")


def test_what_is_done_is_never_late():
    assert not Due(BEFORE, TODAY, is_done=True).is_late


def test_a_late_day_is_written_with_how_late_it_is():
    assert with_lateness("11/24/2026", Due(BEFORE, TODAY)) == "11/24/2026 (4 days late)"
    assert with_lateness("12/24/2026", Due(date(2026, 12, 24), TODAY)) == "12/24/2026"


def test_a_planned_test_is_late_until_it_is_done(workspace, company):
    test = records.add(workspace, "self_test", company_id=company, title="Value", planned_on=BEFORE)
    assert late(workspace, "self_test", test) == {"planned_on": "4 days late"}
    assert [row.day for row in deadlines.late(Scope.of_company(workspace, company, TODAY))] == [
        BEFORE
    ]
    records.change(workspace, "self_test", test, done_on=TODAY)
    assert late(workspace, "self_test", test) == {}
    assert deadlines.late(Scope.of_company(workspace, company, TODAY)) == []


def test_a_review_is_late_until_a_newer_one_is_there(workspace, company):
    same = {"company_id": company, "policy": "Seals", "kind": "seal"}
    old = records.add(
        workspace, "policy_review", reviewed_on=date(2025, 11, 24), next_on=BEFORE, **same
    )
    assert late(workspace, "policy_review", old) == {"next_on": "4 days late"}
    assert [row.day for row in deadlines.late(Scope.of_company(workspace, company, TODAY))] == [
        BEFORE
    ]
    records.add(workspace, "policy_review", reviewed_on=TODAY, next_on=date(2027, 11, 28), **same)
    assert late(workspace, "policy_review", old) == {}
    assert deadlines.late(Scope.of_company(workspace, company, TODAY)) == []


def test_what_ends_has_expired(workspace, company):
    bond = records.add(workspace, "bond", company_id=company, number="1", valid_to=BEFORE)
    assert late(workspace, "bond", bond) == {"valid_to": "expired 4 days ago"}


def test_an_ended_bond_is_not_late_beside_one_that_goes_on(workspace, company):
    same = {"company_id": company, "kind": "continuous"}
    old = records.add(workspace, "bond", number="1", valid_to=BEFORE, **same)
    scope = Scope.of_company(workspace, company, TODAY)
    assert [row.day for row in deadlines.late(scope)] == [BEFORE]
    records.add(workspace, "bond", number="2", company_id=company, kind="single")
    assert late(workspace, "bond", old) == {"valid_to": "expired 4 days ago"}
    records.add(workspace, "bond", number="3", **same)
    assert late(workspace, "bond", old) == {}
    assert deadlines.late(scope) == []


@pytest.mark.parametrize("table", deadlines.watched())
def test_every_register_with_due_days_can_be_asked(workspace, table):
    assert lateness.of_rows(workspace, table, ["0" * 32], TODAY) == {}
    known = {field.key for field in load_form(table).columns}
    named = {*lateness.done_fields(table), lateness.CLOSED.get(table, ("",))[0]} - {""}
    assert named <= known
