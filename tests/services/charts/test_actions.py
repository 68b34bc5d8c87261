"""Open and late actions of a year, held against days written by hand."""

from dataclasses import replace
from datetime import date

import pytest

from ctpat_desktop.services.charts import actions
from ctpat_desktop.services.charts.wanted import Wanted
from ctpat_desktop.services.registers import records
from tests.services.charts.dated import Clock, add, company


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def scope(workspace, clock):
    return company(workspace, clock)


def lines(scope):
    chart = actions.chart(scope, Wanted())
    return {line.name: list(line.values) for line in chart.body.series}


def test_actions_are_open_from_the_day_they_were_entered_until_they_are_done(scope, clock):
    add(scope, clock, date(2026, 1, 20), "action", title="A", due_on=date(2026, 3, 15))
    first = add(scope, clock, date(2026, 2, 2), "action", title="B", due_on=date(2026, 4, 1))
    add(scope, clock, date(2026, 2, 2), "action", title="C")
    clock.day = date(2026, 5, 7)
    records.change(scope.workspace, "action", first, status="done", done_on=date(2026, 5, 6))
    assert lines(scope) == {"Open actions": [1, 3, 3, 3, 2, 2], "Late actions": [0, 0, 1, 2, 1, 1]}
    assert actions.chart(scope, Wanted()).summary == "2 actions are open, 1 late."


def test_a_dropped_action_is_closed_on_the_day_it_was_dropped(scope, clock):
    row = add(scope, clock, date(2026, 1, 20), "action", title="A")
    clock.day = date(2026, 3, 7)
    records.change(scope.workspace, "action", row, status="dropped")
    clock.day = date(2026, 4, 7)
    records.change(scope.workspace, "action", row, notes="No more of it.")
    assert lines(scope)["Open actions"] == [1, 1, 0, 0, 0, 0]


def test_actions_of_another_company_do_not_count(scope, clock):
    add(scope, clock, date(2026, 1, 20), "action", title="A")
    other = company(scope.workspace, clock, "highway_carrier")
    add(other, clock, date(2026, 1, 20), "action", title="B")
    assert lines(scope)["Open actions"][-1] == 1


def test_nothing_is_said_of_a_time_before_the_file(scope, clock):
    add(scope, clock, date(2026, 1, 20), "action", title="A")
    account = scope.account_id
    records.change(scope.workspace, "account", account, anniversary=date(2015, 3, 31))
    chart = actions.chart(replace(scope, today=date(2026, 3, 1)), Wanted())
    assert chart.body.series[0].values == (None,) * 9 + (1, 1, 1)
    assert "Not recorded before 01/05/2026." in chart.notes


def test_a_company_without_actions_has_no_chart(scope):
    assert actions.chart(scope, Wanted()).body is None
