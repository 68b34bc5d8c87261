"""The progress of a year, held against a year written by hand."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event, text

from ctpat_desktop.records import Response
from ctpat_desktop.services.charts import progress
from ctpat_desktop.services.charts.wanted import WEEK, Wanted
from ctpat_desktop.services.profile import affirming, years
from ctpat_desktop.services.registers import records
from tests.services.charts.dated import Clock, company, say

MONTHS = [f"{name} 2026" for name in ("January", "February", "March", "April", "May", "June")]


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def scope(workspace, clock):
    return company(workspace, clock)


def lines(scope, **asked):
    chart = progress.chart(scope, Wanted(**asked))
    return {line.name: list(line.values) for line in chart.body.series}


def test_answers_count_from_the_month_they_were_given_in(scope, clock):
    say(scope, clock, date(2026, 2, 3), "1.1", status="in_place")
    say(scope, clock, date(2026, 4, 30), "9.1", status="partly")
    say(scope, clock, date(2026, 5, 1), "1.2", status="planned")
    chart = progress.chart(scope, Wanted())
    musts = chart.body.series[1].values[0]
    assert [row[0] for row in chart.table().rows] == MONTHS
    assert lines(scope)["Answered"] == [0, 1, 1, 2, 3, 3]
    assert lines(scope)["Must open"][0] == musts
    assert lines(scope)["Must open"][-1] < musts
    assert chart.summary.startswith("3 of ")


def test_an_answer_that_is_taken_back_counts_no_more(scope, clock):
    made = say(scope, clock, date(2026, 1, 10), "1.1", status="in_place")
    say(scope, clock, date(2026, 3, 10), "1.1", status="not_started")
    say(scope, clock, date(2026, 4, 10), "1.1", status="in_place")
    clock.day = date(2026, 5, 2)
    records.remove(scope.workspace, "response", made.id)
    assert lines(scope)["Answered"] == [1, 1, 0, 1, 0, 0]


def test_not_applicable_counts_while_it_has_its_reason(scope, clock):
    say(scope, clock, date(2026, 1, 10), "1.1", status="not_applicable", reason="No cargo.")
    say(scope, clock, date(2026, 3, 1), "1.1", narrative="Words that change nothing.")
    say(scope, clock, date(2026, 4, 10), "1.1", reason="")
    assert lines(scope)["Answered"] == [1, 1, 1, 0, 0, 0]


def test_a_reason_that_is_emptied_alone_takes_the_answer_with_it(scope, clock):
    made = say(scope, clock, date(2026, 1, 10), "1.1", status="not_applicable", reason="No cargo.")
    clock.day = date(2026, 3, 10)
    with scope.workspace.work("x") as unit:
        unit.session.get(Response, made.id).reason = ""
    assert lines(scope)["Answered"] == [1, 1, 0, 0, 0, 0]


def test_the_answers_of_sites_do_not_count(scope, clock):
    site = records.add(scope.workspace, "site", company_id=scope.company_id, name="Yard")
    say(scope, clock, date(2026, 2, 3), "9.1", site_id=site, status="in_place")
    assert lines(scope)["Answered"] == [0] * 6


def test_what_the_history_does_not_reach_is_not_recorded(workspace, clock):
    scope = company(workspace, clock)
    say(scope, clock, date(2026, 3, 2), "1.1", status="in_place")
    with workspace.work("x") as unit:
        unit.session.execute(text("DELETE FROM revision WHERE at < '2026-03-01'"))
    chart = progress.chart(scope, Wanted())
    assert chart.body.series[0].values == (None, None, 1, 1, 1, 1)
    assert chart.table().rows[1][1:] == ("not recorded", "not recorded")
    assert "Not recorded before 03/02/2026." in chart.notes


def test_an_answer_whose_beginning_is_gone_counts_as_it_was_before_its_first_change(scope, clock):
    say(scope, clock, date(2026, 1, 10), "1.1", status="in_place")
    say(scope, clock, date(2026, 1, 10), "1.2", status="in_place")
    say(scope, clock, date(2026, 4, 10), "1.1", status="not_started")
    with scope.workspace.work("x") as unit:
        words = "DELETE FROM revision WHERE table_name = 'response' AND action = 'added'"
        unit.session.execute(text(words))
    assert lines(scope)["Answered"] == [2, 2, 2, 1, 1, 1]


def test_a_cycle_ends_on_the_anniversary_and_can_be_counted_by_week(scope, clock):
    account = scope.account_id
    records.change(scope.workspace, "account", account, anniversary=date(2015, 6, 20))
    say(scope, clock, date(2026, 6, 2), "1.1", status="in_place")
    chart = progress.chart(scope, Wanted(step=WEEK))
    assert len(chart.body.moments) == 53
    assert chart.body.moments[-1] == "06/20/2026"
    rows = chart.table().rows
    assert rows[0][:2] == ("06/27/2025", "not recorded")
    assert [row[1] for row in rows[-4:]] == [0, 1, 1, 1]


def test_a_new_year_begins_with_what_came_over_and_what_is_affirmed(scope, clock):
    say(scope, clock, date(2026, 2, 3), "1.1", status="in_place", narrative="We do.")
    say(scope, clock, date(2026, 2, 3), "1.2", status="in_place", narrative="We do.")
    clock.day = date(2026, 12, 20)
    years.begin(scope, 2027)
    later = replace(scope, today=date(2027, 3, 10))
    clock.day = date(2027, 2, 10)
    affirming.affirm(replace(later, today=clock.day), ["1.1"], affirming.Look("Ann"))
    found = lines(later)
    assert found["Answered"] == [2, 2, 2]
    assert found["Affirmed"] == [0, 1, 1]
    assert lines(replace(later, year=2026))["Answered"] == [0] + [2] * 11
    assert "Affirmed" not in lines(replace(later, year=2026))


def test_one_query_reads_the_history_and_no_narrative(scope, clock):
    for day in range(1, 20):
        say(scope, clock, date(2026, 2, day), "1.1", status="in_place", narrative="x" * day)
    seen = []
    engine = scope.workspace._at_hand().engine
    event.listen(engine, "before_cursor_execute", lambda *row: seen.append(row[2]))
    progress.chart(scope, Wanted())
    assert sum("ORDER BY revision.number" in one and "record_id IN" in one for one in seen) == 1
    assert not any("narrative" in one for one in seen)


def test_a_year_of_which_nothing_is_recorded_has_no_chart(scope):
    chart = progress.chart(replace(scope, today=date(2025, 3, 1)), Wanted())
    assert chart.body is None
    assert chart.summary == "Nothing is recorded in this review year yet."
