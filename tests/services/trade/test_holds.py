"""Holds: clocks from the presentation date, and the steps of the chosen answer."""

from datetime import date

import pytest

from ctpat_desktop.catalogue.trade import load_hold_plan
from ctpat_desktop.records import Detention, DetentionStep
from ctpat_desktop.services.accounts import settings
from ctpat_desktop.services.registers import records
from ctpat_desktop.services.trade import holds
from ctpat_desktop.support.errors import Problem
from tests.services.trade.trading import Importer

PRESENTED = date(2026, 11, 9)


@pytest.fixture
def firm(workspace):
    return Importer(workspace)


def hold(firm, **values):
    usual = {"entry_number": "AQ9-1", "presented_on": PRESENTED, "route": "applicability"}
    return firm.add("detention", **{**usual, **values})


def stored(firm, key):
    return records.stored(firm.workspace, "detention", key)


def steps(firm):
    with firm.workspace.read() as session:
        return session.query(DetentionStep).order_by(DetentionStep.position).all()


def ends(record, **values):
    return {row.clock.id: row.ends_on for row in holds.clocks(record, **values)}


def test_the_clocks_run_from_the_presentation():
    assert ends(Detention(presented_on=PRESENTED)) == {
        "decision": date(2026, 11, 17),
        "notice": date(2026, 11, 24),
        "answer": date(2026, 12, 9),
    }


def test_a_closed_day_moves_the_working_clocks_only():
    found = ends(Detention(presented_on=PRESENTED), closed={date(2026, 11, 10)})
    assert found == {
        "decision": date(2026, 11, 18),
        "notice": date(2026, 11, 25),
        "answer": date(2026, 12, 9),
    }


def test_closed_days_are_kept_in_the_workspace(workspace):
    settings.put(workspace, "holds.closed_days", ["2026-12-24"])
    assert holds.closed_days(workspace) == {date(2026, 12, 24)}


def test_an_extension_counts_and_is_marked():
    record = Detention(presented_on=PRESENTED, extended_to=date(2026, 12, 20))
    last = holds.clocks(record)[-1]
    assert (last.ends_on, last.is_extended) == (date(2026, 12, 20), True)


def test_an_extension_before_the_day_does_not_shorten_it():
    record = Detention(presented_on=PRESENTED, extended_to=date(2026, 12, 1))
    last = holds.clocks(record)[-1]
    assert (last.ends_on, last.is_extended) == (date(2026, 12, 9), False)


def test_a_day_entered_by_hand_counts():
    record = Detention(presented_on=PRESENTED, due_on=date(2026, 12, 3))
    assert ends(record)["answer"] == date(2026, 12, 3)


def test_without_a_presentation_no_clock_runs():
    assert holds.clocks(Detention()) == []


def test_days_left_are_negative_when_passed():
    row = holds.clocks(Detention(presented_on=PRESENTED))[0]
    assert row.left(date(2026, 11, 21)) == -4


def test_the_plan_adds_the_steps_of_the_answer_in_order(firm):
    key = hold(firm)
    holds.plan(firm.workspace, key)
    found = steps(firm)
    assert [row.what for row in found] == [
        row.what for row in load_hold_plan().steps_for("applicability")
    ]
    assert found[0].due_on == date(2026, 11, 10)


def test_the_plan_fills_in_an_empty_day_of_the_answer(firm):
    key = hold(firm)
    holds.plan(firm.workspace, key)
    assert stored(firm, key).due_on == date(2026, 12, 9)


def test_the_plan_leaves_a_day_entered_by_hand(firm):
    key = hold(firm, due_on=date(2026, 11, 30))
    holds.plan(firm.workspace, key)
    assert stored(firm, key).due_on == date(2026, 11, 30)


def test_no_step_is_due_after_the_answer(firm):
    holds.plan(firm.workspace, hold(firm, due_on=date(2026, 11, 20)))
    assert max(row.due_on for row in steps(firm)) == date(2026, 11, 20)


def test_adding_twice_adds_nothing(firm):
    key = hold(firm)
    holds.plan(firm.workspace, key)
    assert not holds.plan(firm.workspace, key)


def test_another_answer_adds_only_its_own_steps(firm):
    key = hold(firm)
    holds.plan(firm.workspace, key)
    firm.change("detention", key, route="exception")
    holds.plan(firm.workspace, key)
    what = [row.what for row in steps(firm)]
    assert len(what) == len(set(what))
    assert "Credible audits with their remedies" in what


def test_the_plan_is_one_undo_step(firm):
    key = hold(firm)
    holds.plan(firm.workspace, key)
    firm.workspace.undo()
    assert (steps(firm), stored(firm, key).due_on) == ([], None)


def test_steps_belong_to_the_coordinator_first(firm):
    firm.add("contact", first_name="Amina", last_name="Farouk", role="coordinator")
    holds.plan(firm.workspace, hold(firm))
    assert {row.owner for row in steps(firm)} == {"Amina Farouk"}


def test_without_a_presentation_the_plan_says_what_to_enter(firm):
    with pytest.raises(Problem, match="have not started"):
        holds.plan(firm.workspace, hold(firm, presented_on=None))


def test_the_days_of_the_answer_can_be_changed(firm):
    settings.put(firm.workspace, "rules.hold_answer_days", 20)
    key = hold(firm)
    holds.plan(firm.workspace, key)
    assert stored(firm, key).due_on == date(2026, 11, 29)


@pytest.mark.parametrize("route", ["applicability", "exception", "admissibility", "export"])
def test_every_answer_begins_with_asserting_the_membership(route):
    assert "Assert" in load_hold_plan().steps_for(route)[0].what
